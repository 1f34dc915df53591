"""Exercises on 400: the request itself is wrong, and its words say where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import openai

from modelmax_nb.classroom.exercises import Lesson, Match, Parsons, Predict, Question, Repair, Row
from modelmax_nb.classroom.requirements import Met, Missed, Requirement
from modelmax_nb.classroom.situation import Situation

if TYPE_CHECKING:
    from modelmax_nb.classroom.situation import Evidence

CHAT: Final = "gemini-3-flash-preview"
OTHER: Final = "deepseek-v3.2"
MISSING: Final = "gpt-4o"
OWN_WORDS: Final = f"model not found: {MISSING}"
MODELS: Final = (CHAT, MISSING, OTHER)
PAINTER: Final = "imagen-3"
PAINTER_WORDS: Final = f"model {PAINTER} does not support chat completions"
ANSWER: Final = "*Simulated"  # how each text of the simulator begins
TWO: Final = 2


def is_text(result: object) -> bool:
    """Tell whether *result* is the text of an answer, and not the whole answer."""
    return isinstance(result, str) and result.startswith(ANSWER)


PREDICT: Final = Predict(
    id="bad-request-predict",
    title="Three requests, three faults",
    task=(
        "Each request has another fault: a model that does not exist, a value out of range, and no message. "
        "Each call sends `good` with one of its fields changed or one more. "
        "The client repeats by itself where it thinks that this helps."
    ),
    code="""
from openai import APIStatusError

hello = [{"role": "user", "content": "Hello"}]
good = {"model": "gemini-3-flash-preview", "messages": hello}

for fault in [{"model": "gpt-4o"}, {"temperature": 9}, {"messages": []}]:
    try:
        client.chat.completions.create(**{**good, **fault})
    except APIStatusError as error:
        print(error.type)
""",
    situation=Situation(name="faults", max_retries=2),
    questions=(
        Question(
            name="requests",
            text="How many requests are sent in all?",
            choices=(0, 3, 9),
            truth=lambda evidence: len(evidence.requests),
            because="One for each: the package sends what it is given, and does not repeat a 400.",
            misconceptions={
                0: "The package checks that the fields are there, not what is in them. The service does.",
                9: "The same request would be wrong again, so no 400 is repeated.",
            },
        ),
        Question(
            name="answered",
            text="How many of them are answered with status 200?",
            choices=(0, 1, 2, 3),
            truth=lambda evidence: sum(status == 200 for status in evidence.statuses),  # noqa: PLR2004
            because="None. The service does not mend a request; it says what is wrong with it.",
            misconceptions={
                1: "A value out of range is not brought into its range. The request comes back.",
                2: "Neither a wrong value nor an empty field is filled in for you. The request comes back.",
                3: "Status 200 means that an answer was made. Each of these requests was refused.",
            },
        ),
        Question(
            name="words",
            text="How many different words does the program print?",
            choices=(0, 1, 3),
            truth=lambda evidence: len(set(evidence.printed.split())),
            because="One: the `type` of every 400 is `bad_request`. Only the message tells them apart.",
            misconceptions={
                3: "A word for each fault would be handy. ModelMax has one for all of them.",
                0: "Each of the three raises an error with status 400, so each prints something.",
            },
        ),
    ),
    hints=(
        "Guess. The verdict sends all three and shows what came back.",
        "Who looks at the fields, the package or the service? And is the request right a second later?",
        "Three requests, none answered, one word: the service reads each and says `bad_request`.",
    ),
)

MATCH: Final = Match(
    id="bad-request-match",
    title="The smallest change",
    section="Four kinds of 400",
    task="What should be changed, and nothing else? One answer may fit more than one row, or none.",
    rows=(
        Row(
            name="unknown",
            text="`model not found: gemini-3-flash`",
            right="name",
            because="The name lacks its end. Take it from the list of models, letter by letter.",
            misconceptions={
                "wait": "A name that is not in the list now will not be in it in a second.",
                "kind": "The service did not find the model at all, so it cannot know its kind.",
                "key": "A key that is not accepted is a 401. Here the key was fine.",
            },
        ),
        Row(
            name="range",
            text="`temperature must be between 0 and 2`",
            right="value",
            because="The field is known, its value is out of range. The message says the range.",
            misconceptions={
                "name": "Another model has the same range. The message is about the field `temperature`.",
                "wait": "The limit is the same in a second.",
            },
        ),
        Row(
            name="empty",
            text="`messages must be an array with at least one message`",
            right="field",
            because="The field is there, but empty: put a message into it.",
            misconceptions={
                "value": "There is no value out of range: there is none at all. Something has to be put in.",
                "name": "Every model needs a message to answer.",
            },
        ),
        Row(
            name="kind",
            text="`model imagen-3 does not support chat completions`",
            right="kind",
            because="The model exists, but it makes pictures. A chat needs a model that chats.",
            misconceptions={
                "name": "The name is spelt well, or the model would not have been found.",
                "wait": "A model that draws will not learn to chat in a second.",
            },
        ),
    ),
    options={
        "wait": "Nothing: wait, then send it again",
        "kind": "Take a model that can do this work",
        "field": "Fill in the field that is missing or empty",
        "key": "Enter another key",
        "name": "Write the model's name as the list has it",
        "value": "Choose a value inside the range",
    },
    hints=(
        "Find the word in each message that also stands in the request.",
        "A 400 came after the key was accepted, and waiting never helps. Two answers are left over.",
        (
            "1e 2f 3c 4b: each message names the field and what it should be; change that, leave everything "
            "else as it is, and you know afterwards what helped."
        ),
    ),
)


def _ending(evidence: Evidence) -> str:
    if evidence.error is not None:
        return f"`{type(evidence.error).__name__}` came out"
    return "a text came back" if isinstance(evidence.result, str) else "no text came back"


def _spare(unknown: Evidence) -> Met | Missed:
    asked = [sent.model for sent in unknown.requests]
    if asked == [MISSING, OTHER] and is_text(unknown.result):
        return Met("An unknown model is replaced.")
    if asked == [MISSING, OTHER]:
        believed = "The spare model did answer. Its text reaches the caller only by a `return`."
    elif asked[:1] == [OTHER]:
        believed = "Two lines look alike: the one with `model` comes first, the other is for the `except`."
    else:
        believed = (
            "ModelMax answers an unknown model with 400, so the package raises `BadRequestError`. Asking for "
            "the same name again gets the same answer."
        )
    return Missed(
        f"For a model that does not exist, {_ending(unknown)}; requests sent: {len(asked)}.",
        f"Expected: one request to `{MISSING}`, then one to the spare model, and its text.",
        believed,
    )


def _other_fault(hot: Evidence) -> Met | Missed:
    if isinstance(hot.error, openai.BadRequestError) and len(hot.requests) == 1:
        return Met("Another fault reaches the caller.")
    return Missed(
        f"With a temperature of 9, {_ending(hot)}; requests sent: {len(hot.requests)}.",
        "Expected: one request, and the exception of its 400.",
        "Status and `type` are the same for every 400. Only the message says that the model is missing; with "
        "any other fault, another model gets the same no.",
    )


ORDER: Final = Parsons(
    id="bad-request-order",
    title="A spare model, for one reason only",
    section="Four kinds of 400",
    task=(
        "Put the lines in order so that `ask` returns the text of the answer. When the model **does not "
        "exist**, it asks the spare one. Every other error reaches the caller. Some lines are not needed."
    ),
    prelude="""import openai

def create(client, model, temperature):
    hello = [{"role": "user", "content": "Hello"}]
    return client.chat.completions.create(
        model=model, messages=hello, temperature=temperature
    )
""",
    function="ask",
    lines=(
        '        if "model not found" not in error.body["message"]:',
        "        answer = create(client, spare, temperature)",
        "    except openai.NotFoundError as error:",
        "    return answer.choices[0].message.content",
        "            raise",
        '        if error.type != "bad_request":',
        "    try:",
        "def ask(client, model, spare, temperature):",
        "    except openai.BadRequestError as error:",
        "        answer = create(client, model, temperature)",
    ),
    situations=(
        Situation(name="unknown", args=(MISSING, OTHER, 1)),
        Situation(name="hot", args=(CHAT, OTHER, 9)),
    ),
    requirements=(
        Requirement("spare", _spare, ("unknown",)),
        Requirement("other-fault", _other_fault, ("hot",)),
    ),
    hints=(
        "Below the `except` come three lines: a question, `raise`, and the spare model.",
        "Which class does the package raise for an unknown model? And what tells one 400 from another?",
        (
            "H G J I A E B D: every 400 is a `BadRequestError` of the type `bad_request`, so the message "
            "decides; any other fault goes on to the caller with `raise`."
        ),
    ),
)


def _asks_all(mixed: Evidence) -> Met | Missed:
    asked = tuple(sent.model for sent in mixed.requests)
    if asked == MODELS:
        return Met("Each model is asked once.")
    return Missed(
        f"Your function got three models, the second one unknown; requests sent: {len(asked)}.",
        "Expected: 3, one for each model.",
        "A 400 is about this one request. The next request names another model, and may be fine: the `try` "
        "belongs inside the loop.",
    )


def _has(evidence: Evidence, model: str) -> str:
    found = evidence.result.get(model) if isinstance(evidence.result, dict) else None
    return found if isinstance(found, str) else ""


def _keeps(mixed: Evidence) -> Met | Missed:
    kept = sum(is_text(_has(mixed, model)) for model in (CHAT, OTHER))
    if kept == TWO:
        return Met("No answer is lost.")
    return Missed(
        f"Two answers came; in what your function returned, {kept} of their texts can be found.",
        "Expected: a dict with both texts, each under the name of its model.",
        "An answer that came has been paid for. A fault in one request must not throw away the others.",
    )


def _words(mixed: Evidence, wrong_kind: Evidence) -> Met | Missed:
    for evidence, model, own_words in (
        (mixed, MISSING, OWN_WORDS),
        (wrong_kind, PAINTER, PAINTER_WORDS),
    ):
        found = _has(evidence, model)
        if found != own_words:
            said = f"`{found}`" if found else "no text"
            return Missed(
                f"Under `{model}` your function returned {said}.",
                f"Expected: `{own_words}`, the service's own words.",
                "Every 400 has the same number and the same `type`. What its reader has to change stands in "
                '`error.body["message"]` alone.',
            )
    return Met("Each 400 has its reason.")


def _stops(empty: Evidence, broken: Evidence) -> Met | Missed:
    for evidence, what, status, why in (
        (empty, "With an empty account", 402, "A 402 is about the account: all models get the same answer."),
        (broken, "When the service breaks", 500, "A 500 is no fault of the request: no word in it is wrong."),
    ):
        if not isinstance(evidence.error, openai.APIStatusError) or len(evidence.requests) != 1:
            end = _ending(evidence) if evidence.error else "no exception came out"
            return Missed(
                f"{what}, {end}; requests sent: {len(evidence.requests)}.",
                f"Expected: one, and the exception of its {status}.",
                f"{why} Only a 400 belongs to one request, so only a 400 may be passed over.",
            )
    return Met("Any other error ends it.")


REPAIR: Final = Repair(
    id="bad-request-repair",
    title="One bad name in a list",
    section="Repair",
    task=(
        "`compare` asks several models the same thing. One wrong name ends it, and all answers are lost. "
        "Change it so that it asks **every** model and returns, for each, its text, or at a **400** the "
        "service's own words. Any other error reaches the caller at once."
    ),
    function="compare",
    code="""
def compare(client, models, prompt):
    texts = {}
    try:
        for model in models:
            answer = client.chat.completions.create(
                model=model, messages=[{"role": "user", "content": prompt}]
            )
            texts[model] = answer.choices[0].message.content
    except openai.APIStatusError as error:
        return error.message
    return texts
""",
    situations=(
        Situation(name="mixed", args=(MODELS, "Hello")),
        Situation(name="wrong-kind", args=((PAINTER, CHAT), "Hello")),
        Situation(name="empty", balance=0.0, args=(MODELS, "Hello")),
        Situation(name="broken", play="500", args=((CHAT, OTHER), "Hello")),
    ),
    requirements=(
        Requirement("asks-all", _asks_all, ("mixed",)),
        Requirement("keeps", _keeps, ("mixed",)),
        Requirement("words", _words, ("mixed", "wrong-kind")),
        Requirement("stops", _stops, ("empty", "broken")),
    ),
    hints=(
        "Look at the order of `try` and `for`: what happens to the loop when one request fails?",
        "A 400 belongs to one request, so catch it inside the loop; a 401 or a 402 belongs to all of them.",
        (
            "Put `try` inside the `for`, catch `openai.BadRequestError` alone, and write `texts[model] = "
            'error.body["message"]` there: the next model is asked, and a 402 still ends it.'
        ),
    ),
)

LESSON: Final = Lesson(
    topic="bad-request",
    title="400: a request that cannot work",
    notebook="03-400-bad-request.ipynb",
    minutes=12,
    coding=10,
    exercises=(PREDICT, MATCH, ORDER, REPAIR),
)
