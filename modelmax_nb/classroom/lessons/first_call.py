"""Exercises on the first call: what an error reply says, and where it stands in the exception."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from modelmax_nb.classroom.exercises import Lesson, Match, Parsons, Predict, Question, Repair, Row
from modelmax_nb.classroom.requirements import Met, Missed, Requirement
from modelmax_nb.classroom.situation import Situation

if TYPE_CHECKING:
    from modelmax_nb.classroom.situation import Evidence

CHAT: Final = "gemini-3-flash-preview"
MISSING: Final = "gpt-4o"
OWN_WORDS: Final = f"model not found: {MISSING}"
FINE: Final = Situation(name="fine", args=(CHAT,))
UNKNOWN: Final = Situation(name="unknown", args=(MISSING,))
EMPTY: Final = Situation(name="empty", balance=0.0, args=(CHAT,))
PAGE: Final = Situation(name="page", play="502-html", args=(CHAT,))
GATE: Final = Situation(name="gate", play="504", args=(CHAT,))
ANSWER: Final = "*Simulated"  # how each text of the simulator begins
NO_MONEY: Final = "insufficient balance"
LONGEST_SHOWN: Final = 60  # characters of a result in a sentence


def shown(evidence: Evidence) -> str:
    """Say how a function ended, short enough for a sentence."""
    if evidence.error is not None:
        return f"ended with `{type(evidence.error).__name__}`"
    result = repr(evidence.result)
    return f"returned `{result if len(result) <= LONGEST_SHOWN else result[:LONGEST_SHOWN] + '…'}`"


PREDICT: Final = Predict(
    id="first-call-predict",
    title="One letter is missing",
    task=(
        "The name of the model lacks an **e**. The client repeats by itself where it thinks that this helps, "
        "as the `openai` package does by default. What will happen?"
    ),
    code="""
from openai import APIStatusError

try:
    client.chat.completions.create(
        model="gemini-3-flash-previw",
        messages=[{"role": "user", "content": "Hello"}],
    )
except APIStatusError as error:
    print(error.status_code)
""",
    situation=Situation(name="misspelt", max_retries=2),
    questions=(
        Question(
            name="status",
            text="Which status comes back?",
            choices=(200, 400, 404, 500),
            truth=lambda evidence: evidence.statuses[-1] if evidence.statuses else None,
            because="ModelMax answers 400 to a name that it does not know: the request has to change.",
            misconceptions={
                200: "The service does not guess which model you meant. One wrong letter is a wrong name.",
                404: "Other services say 404. ModelMax documents 400 for a model that it does not have.",
                500: "500 would mean that the service broke. It works well, and it says no.",
            },
        ),
        Question(
            name="requests",
            text="How many requests are sent?",
            choices=(0, 1, 3),
            truth=lambda evidence: len(evidence.requests),
            because="The package sends it once. It repeats a 500 or a 502, but never a 400.",
            misconceptions={
                0: "Your computer does not know the list of models. Only the service can say no.",
                3: "The same name would be wrong again, so the package does not repeat a 400.",
            },
        ),
        Question(
            name="charged",
            text="Does it cost something here?",
            choices=(True, False),
            truth=lambda evidence: evidence.charged > 0,
            because="The simulator charges answers only. For a 400 of ModelMax it is not documented.",
            misconceptions={True: "No answer was made, so there are no words to pay for."},
        ),
    ),
    hints=(
        "Guess. A wrong guess counts as much as a right one here.",
        "Who knows the list of models, and could the same name be right in a second?",
        "400, one request, no charge: the service knows the list, says no at once, and makes no answer.",
    ),
)

MATCH: Final = Match(
    id="first-call-match",
    title="Where does it stand?",
    section="The exception, piece by piece",
    task="You caught an `APIStatusError` and called it `error`. Where do you find each of these?",
    rows=(
        Row(
            name="number",
            text="the number of the status, such as 400",
            right="status_code",
            because="`error.status_code` is the number, ready to be compared.",
            misconceptions={
                "code": "`code` is a word that other services send. ModelMax sends none, so it is `None`.",
                "message": "The number stands in that sentence too, but there you would have to cut it out.",
            },
        ),
        Row(
            name="own-words",
            text="the service's own sentence, nothing added",
            right="body",
            because="`error.body` is what the service sent below `error`, and `message` is its sentence.",
            misconceptions={
                "message": "That is a sentence of the package: it puts `Error code: 400` in front of the "
                "service's words.",
                "type": "`type` is one word for the kind of error. The sentence says what was wrong this "
                "time.",
            },
        ),
        Row(
            name="kind",
            text="the service's one word for this kind of error",
            right="type",
            because="`error.type` is the word that the service sent, such as `bad_request`.",
            misconceptions={
                "code": "`code` looks like it, but ModelMax sends no `code`: it is always `None`.",
                "body": "That is the sentence about this one call. The word for the kind stands beside it.",
            },
        ),
        Row(
            name="sentence",
            text="the package's sentence, with `Error code:` in front",
            right="message",
            because="`error.message` is made by the package, out of the status and the service's words.",
            misconceptions={
                "body": "That is the service's sentence alone. The words `Error code:` come from the "
                "package.",
            },
        ),
    ),
    options={
        "message": "`error.message`",
        "type": "`error.type`",
        "code": "`error.code`",
        "body": '`error.body["message"]`',
        "status_code": "`error.status_code`",
    },
    hints=(
        "Look at the cells that print one piece each.",
        "Ask of each piece who wrote it: the service, or the package on your computer.",
        (
            "1e 2d 3b 4a: `body` and `type` come from the service, `message` is put together by the package, "
            "and `code` stays empty with ModelMax."
        ),
    ),
)


def _answers(fine: Evidence) -> Met | Missed:
    if isinstance(fine.result, str) and fine.result.startswith(ANSWER) and len(fine.requests) == 1:
        return Met("A good call returns its text.")
    return Missed(
        f"With a good name your function {shown(fine)}; requests sent: {len(fine.requests)}.",
        "Expected: one request, and the text of the answer.",
        "The text stands in `answer.choices[0].message.content`, and `return` hands it to whoever called.",
    )


def _own_words(unknown: Evidence) -> Met | Missed:
    if unknown.result == OWN_WORDS:
        return Met("The service's own words come through.")
    return Missed(
        f"For the model `{MISSING}` your function {shown(unknown)}.",
        f"Expected: `{OWN_WORDS}`, just as the service wrote it.",
        "The package has unpacked the reply: `error.body` is already what stood below `error`. Its own "
        "`error.message` has more in it than the service wrote.",
    )


def _any_status(empty: Evidence) -> Met | Missed:
    if empty.result == NO_MONEY:
        return Met("Other refusals are told, too.")
    believed = (
        "`BadRequestError` is the class of status 400 alone. `APIStatusError` stands above the classes of "
        "all statuses, and a 402 has none of its own."
    )
    if isinstance(empty.result, str) and NO_MONEY in empty.result:
        believed = "One `except` does for all refusals; `error.message` has more than the service wrote."
    return Missed(
        f"With an empty account, which is a 402, your function {shown(empty)}.",
        f"Expected: `{NO_MONEY}`, just as the service wrote it.",
        believed,
    )


ORDER: Final = Parsons(
    id="first-call-order",
    title="Say why not",
    section="The exception, piece by piece",
    task=(
        "Put the lines in order so that `say` returns the text of the answer, or, when the service refuses, "
        "**the service's own words**. Three lines are not needed."
    ),
    prelude="import openai\n\nmessages = [{'role': 'user', 'content': 'Hello'}]",
    function="say",
    lines=(
        "        return error.message",
        "    try:",
        "    except openai.BadRequestError as error:",
        "        answer = client.chat.completions.create(model=model, messages=messages)",
        '        return error.body["message"]',
        "def say(client, model):",
        "    except openai.APIStatusError as error:",
        '        return error.body["error"]["message"]',
        "        return answer.choices[0].message.content",
    ),
    situations=(FINE, UNKNOWN, EMPTY),
    requirements=(
        Requirement("answers", _answers, ("fine",)),
        Requirement("own-words", _own_words, ("unknown",)),
        Requirement("any-status", _any_status, ("empty",)),
    ),
    hints=(
        "Begin with `def`, then `try`. Which two lines belong into the `try`?",
        "One `except` should catch every refusal, and `error.body` is already what stood below `error`.",
        (
            "F B D I G E: call, return the text; `APIStatusError` catches every status, and "
            '`error.body["message"]` is the sentence of the service, without the package\'s own words.'
        ),
    ),
)


def _status_and_words(unknown: Evidence) -> Met | Missed:
    if unknown.result == f"400: {OWN_WORDS}":
        return Met("Status and own words are kept.")
    return Missed(
        f"For the model `{MISSING}` your function {shown(unknown)}.",
        f"Expected: `400: {OWN_WORDS}`, as before the repair.",
        "A repair must not break what worked. Where the service sent its envelope, its sentence in "
        '`error.body["message"]` is the best there is.',
    )


def _survives(page: Evidence, gate: Evidence) -> Met | Missed:
    for number, evidence in (("502", page), ("504", gate)):
        if not isinstance(evidence.result, str) or not evidence.result.startswith(number):
            return Missed(
                f"When a web page came with a {number}, your function {shown(evidence)}.",
                f"Expected: a text that begins with `{number}`.",
                _no_number_first(evidence, number),
            )
    return Met("A web page does not break it.")


def _no_number_first(evidence: Evidence, number: str) -> str:
    """Say what is probably believed by whoever does not begin with the status."""
    if number in str(evidence.result):
        return "The number is there. As the first word of a text, wherever it came from, it is found at once."
    if isinstance(evidence.error, TypeError):
        return (
            "An error reply is not always the service's. A machine on the way may send a page, and then "
            "`error.body` is a text, which has no `message` in it."
        )
    return "A page may come with any status. `error.status_code` has the number also where no envelope came."


def _short(page: Evidence) -> Met | Missed:
    if isinstance(page.result, str) and "<" not in page.result:
        return Met("No page lands in the text.")
    return Missed(
        f"When a web page came with a 502, your function {shown(page)}.",
        "Expected: the status and some words of your own, without the page.",
        "A page is made for browsers. In a log or a message its tags help nobody, and they may be long: the "
        "status alone says more.",
    )


REPAIR: Final = Repair(
    id="first-call-repair",
    title="A reply without an envelope",
    section="When there is no envelope",
    task=(
        "`tell` works while the service answers with its envelope. Sometimes a machine on the way answers "
        "with a **web page** instead. Change `tell` so that it then returns a text that begins with **the "
        "number of the status** and does not hold the page."
    ),
    function="tell",
    code="""
def tell(client, model):
    messages = [{"role": "user", "content": "Hello"}]
    try:
        answer = client.chat.completions.create(
            model=model, messages=messages
        )
        return answer.choices[0].message.content
    except APIStatusError as error:
        return f"{error.status_code}: {error.body['message']}"
""",
    situations=(FINE, UNKNOWN, PAGE, GATE),
    requirements=(
        Requirement("answers", _answers, ("fine",)),
        Requirement("own-words", _status_and_words, ("unknown",)),
        Requirement("survives", _survives, ("page", "gate"), explains_stops=True),
        Requirement("short", _short, ("page",)),
    ),
    hints=(
        "Only the last line is wrong. What is `error.body` when a page came? The lesson printed it.",
        "Look before you reach in: `isinstance(error.body, dict)` says whether there is an envelope.",
        (
            "Write `words = error.body['message'] if isinstance(error.body, dict) else 'no envelope'` and "
            "return status and words: the envelope where there is one, your own words where there is none."
        ),
    ),
)

LESSON: Final = Lesson(
    topic="first-call",
    title="Your first call",
    notebook="01-first-call.ipynb",
    minutes=16,
    coding=10,
    exercises=(PREDICT, MATCH, ORDER, REPAIR),
)
