"""Exercises on 502: three troubles behind one status, and a model of the other provider."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import openai

from modelmax_nb.classroom.exercises import Lesson, Match, Predict, Question, Repair, Row, Timeline
from modelmax_nb.classroom.requirements import Met, Missed, Requirement
from modelmax_nb.classroom.situation import Situation
from modelmax_nb.simulator import MODELS

if TYPE_CHECKING:
    from modelmax_nb.classroom.situation import Evidence

FIRST: Final = "gemini-3-flash-preview"
REFUSAL: Final = Situation(name="refusal", play="502 content policy", repeat=True, seed=1, max_retries=2)
MIXED: Final = Situation(
    name="mixed", play="502 outage, ok, 502 throttle, 502 throttle, ok, ok", seed=1, max_retries=2
)
OUTAGE: Final = Situation(name="outage", play="502 outage, ok", seed=1)
BOTH_DOWN: Final = Situation(name="both-down", play="502 outage", repeat=True, seed=1)
REFUSED: Final = Situation(name="refused", play="502 content policy", repeat=True, seed=1)
UNPAID: Final = Situation(name="unpaid", balance=0.0)

PREDICT: Final = Predict(
    id="provider-predict",
    title="A prompt that the provider refuses",
    task="""
    The provider refuses this prompt: `content policy violation`, with status **502**. The client is as
    `OpenAI(...)` makes it. What will happen?
    """,
    code="""
client.chat.completions.create(
    model="gemini-3-flash-preview",
    messages=[{"role": "user", "content": "Words that are refused"}],
)
""",
    situation=REFUSAL,
    questions=(
        Question(
            name="requests",
            text="How many requests are sent?",
            choices=(1, 2, 3),
            truth=lambda evidence: len(evidence.requests),
            because="The client looks at the status alone: a 502 is repeated twice, whatever the words say.",
            misconceptions={
                1: "That would be sensible. But the client does not read the message: 502 is 502 to it.",
            },
        ),
        Question(
            name="answered",
            text="Is one of them answered?",
            choices=(True, False),
            truth=lambda evidence: 200 in evidence.statuses,  # noqa: PLR2004 - the status itself
            because="The same words meet the same rule each time.",
            misconceptions={True: "An overload passes with time. A rule about words does not."},
        ),
        Question(
            name="charged",
            text="Does the simulator charge something for them?",
            choices=(True, False),
            truth=lambda evidence: evidence.charged > 0,
            because="No answer, no charge: so the simulator assumes. For the real one, it is not documented.",
        ),
    ),
    hints=(
        "What does the client know of a reply: its status, or its words?",
        "The openai package repeats by status. All troubles of a provider come with the same one.",
        "3, no, no: the client repeats any 502 twice, and the same words are refused three times.",
    ),
)


def _hardest(evidence: Evidence) -> int:
    """Return the number of the call that took the most requests; a call ends with its 200."""
    counts, count = [], 0
    for status in evidence.statuses:
        count += 1
        if status == 200:  # noqa: PLR2004 - the status itself
            counts.append(count)
            count = 0
    return counts.index(max(counts)) + 1


def _failures_before_longest(evidence: Evidence) -> int:
    """Return how many failures in a row stood before the longest pause."""
    longest = evidence.gaps.index(max(evidence.gaps))
    failures = 0
    for status in evidence.statuses[: longest + 1]:
        failures = 0 if status == 200 else failures + 1  # noqa: PLR2004 - the status itself
    return failures


TIMELINE: Final = Timeline(
    id="provider-timeline",
    title="Three questions in a hurry",
    task="""
    Three calls, one after the other. Some met a 502 on the way. All were answered in the end.
    """,
    section="Too many requests",
    code="""
for question in ["Why purr?", "Why meow?", "Why hiss?"]:
    client.chat.completions.create(
        model="gemini-3-flash-preview",
        messages=[{"role": "user", "content": question}],
    )
""",
    situation=MIXED,
    questions=(
        Question(
            name="in_vain",
            text="How many requests were in vain?",
            truth=lambda evidence: sum(status != 200 for status in evidence.statuses),  # noqa: PLR2004
            because="Each 502 is a request that brought nothing.",
            look="the column Answer",
        ),
        Question(
            name="hardest",
            text="Which question needed the most requests, 1, 2 or 3?",
            choices=(1, 2, 3),
            truth=_hardest,
            because="A question ends with its 200. The second one needed three requests to get there.",
            misconceptions={
                1: "The first question was answered by the second request, after a single 502.",
                3: "The third question was answered at once: there is no 502 after the second 200.",
            },
            look="which rows stand between two answers of 200",
        ),
        Question(
            name="longest",
            text="After how many failures in a row was the longest pause made?",
            choices=(1, 2, 3),
            truth=_failures_before_longest,
            because="The pause grows with each failure of one call; the next call begins small again.",
            misconceptions={
                1: "After one failure the pause is about half a second. Look for a longer one.",
                3: "No call failed three times in a row here.",
            },
            look="the column Sent after",
        ),
    ),
    hints=(
        "Draw a line under each row with a 200. Each block is one call.",
        "A pause is the time from the end of one row to the beginning of the next.",
        "3, 2, 2: three rows with 502; the second block has three rows; its second pause is the longest.",
    ),
)


MATCH: Final = Match(
    id="provider-match",
    title="The words decide",
    task="Four replies with the same status, 502. What is the best next move for each?",
    rows=(
        Row(
            name="outage",
            text="`The model is overloaded. Please try again later. (UNAVAILABLE)`",
            right="soon",
            because="An overload passes. A few repeats after short pauses are right.",
            misconceptions={
                "prompt": "Nothing is said about your words. The provider has much to do, and that passes.",
                "slower": "The provider has much to do, from many callers. A short pause is a fair try.",
            },
        ),
        Row(
            name="throttle",
            text="`ThrottlingException: Too many requests`",
            right="slower",
            because="Somebody is in a hurry, perhaps your own loop. Only fewer requests help.",
            misconceptions={
                "soon": "Quick repeats are more requests, and too many requests is the trouble itself.",
                "prompt": "One call less helps here, not other words: nobody has judged your prompt.",
            },
        ),
        Row(
            name="policy",
            text="`content policy violation`",
            right="prompt",
            because="The provider judged the words. The same words get the same reply.",
            misconceptions={
                "soon": "The status 502 invites a repeat, but the same words meet the same rule again.",
                "slower": "A longer pause changes nothing about the words that were refused.",
            },
        ),
        Row(
            name="an-hour",
            text="`The model is overloaded. (UNAVAILABLE)`, again and again for an hour",
            right="other",
            because="It does not pass soon. ModelMax's documents advise a model of another provider then.",
            misconceptions={
                "soon": "You have tried that for an hour. Another provider's model is well, perhaps.",
                "prompt": "Nothing is said about your words. It is the provider that is not well.",
            },
        ),
    ),
    options={
        "other": "Choose a model of the other provider",
        "prompt": "Change the prompt",
        "soon": "Repeat a few times, after short pauses",
        "slower": "Send fewer requests, with long pauses",
    },
    hints=(
        "Ask of each message: who could change it, and how fast?",
        "Trouble with load passes, trouble with pace needs patience, trouble with words needs other words.",
        (
            "1c 2d 3b 4a: an overload passes soon; throttling needs a slower pace; a refusal needs another "
            "prompt; and an outage that lasts needs another provider."
        ),
    ),
)


def _provider(model: str) -> str:
    known = MODELS.get(model)
    return known.owned_by if known is not None else "unknown"


def _listed(models: list[str]) -> str:
    return ", ".join(f"`{model}`" for model in models) or "nobody"


def _other_provider(outage: Evidence) -> Met | Missed:
    asked = [str(sent.model) for sent in outage.requests]
    if len(asked) == 2 and _provider(asked[0]) != _provider(asked[1]):  # noqa: PLR2004 - one and the other
        return Met("The second request goes to the other provider.")
    return Missed(
        f"While Gemini was down your function asked {_listed(asked)}.",
        "Expected: `gemini-3-flash-preview`, then one model of Bedrock, such as `deepseek-v3.2`.",
        "Two models of one provider share its troubles. When the provider is down, both of them are.",
    )


def _says_who(outage: Evidence) -> Met | Missed:
    if outage.answer is not None or outage.requests:
        last = str(outage.requests[-1].model) if outage.requests else ""
        result = outage.result
        if isinstance(result, tuple) and len(result) == 2 and result[0] == last and result[1]:  # noqa: PLR2004
            return Met("It says which model has answered.")
    return Missed(
        f"Your function returned {_kind(outage.result)}.",
        "Expected: a pair, the name of the model that has answered and the text.",
        "Another model writes other answers, at another price. Who reads the text must be able to see that.",
    )


def _fails_aloud(both_down: Evidence) -> Met | Missed:
    if isinstance(both_down.error, openai.InternalServerError):
        return Met("When both are down, the caller hears of it.")
    return Missed(
        f"When both providers were down, your function returned {_kind(both_down.result)}.",
        "Expected: the exception of the last request.",
        "A loop that ends without an answer must not end in silence: after the last model, `raise`.",
    )


def _refusal_stays(refused: Evidence) -> Met | Missed:
    if len(refused.requests) == 1 and refused.error is not None:
        return Met("A refused prompt is not carried elsewhere.")
    return Missed(
        f"A prompt that was refused (“content policy”) was sent {len(refused.requests)} times.",
        "Expected: once, and its exception reaches the caller.",
        "Here the words are the trouble, not the provider. Look at `error.message` before you go to the next "
        "model.",
    )


def _unpaid_stays(unpaid: Evidence) -> Met | Missed:
    if len(unpaid.requests) == 1 and unpaid.error is not None:
        return Met("A 402 is not carried elsewhere.")
    return Missed(
        f"With an empty account your function sent {len(unpaid.requests)} requests.",
        "Expected: one, and its exception reaches the caller.",
        "Every model asks the same balance. Only an error of the provider, 502, is a reason to try another.",
    )


def _kind(result: object) -> str:
    if isinstance(result, str):
        return "only a text"
    return "nothing" if result is None else f"a {type(result).__name__}"


REPAIR: Final = Repair(
    id="provider-repair",
    title="Go to the other provider, and say so",
    section="An outage",
    task="""
    This function means well: when one model fails, it asks another. Mend it. The other model shall be one
    of the **other provider**. The result shall be a **pair**: the name of the model that has answered, and
    the text. Only a 502 is a reason to go on, and not one about a **content policy**. When both fail, the
    caller gets the exception.
    """,
    function="ask",
    code="""
def ask(client, prompt):
    for model in ["gemini-3-flash-preview", "sim-gemini"]:
        try:
            answer = client.chat.completions.create(
                model=model,
                messages=[{"role": "user", "content": prompt}],
            )
            return answer.choices[0].message.content
        except openai.APIStatusError as error:
            continue
""",
    situations=(OUTAGE, BOTH_DOWN, REFUSED, UNPAID),
    requirements=(
        Requirement("other-provider", _other_provider, ("outage",)),
        Requirement("says-who", _says_who, ("outage",)),
        Requirement("refusal-stays", _refusal_stays, ("refused",)),
        Requirement("unpaid-stays", _unpaid_stays, ("unpaid",)),
        Requirement("fails-aloud", _fails_aloud, ("both-down",)),
    ),
    hints=(
        "`%modelmax models` shows who stands behind which model. Then look at the `except` block.",
        (
            "Decide before you go on: is it a 502? Is it about the words? Is there another model left? "
            "Whatever is not, goes to the caller with `raise`."
        ),
        (
            'Take `["gemini-3-flash-preview", "deepseek-v3.2"]` and return `model, text`. In the `except` '
            'block: `if error.status_code != 502 or "content policy" in error.message or model == '
            '"deepseek-v3.2": raise`. Everything else goes on to the next model.'
        ),
    ),
)

LESSON = Lesson(
    topic="provider",
    title="502: the provider behind the service",
    notebook="06-502-bad-gateway.ipynb",
    minutes=14,
    coding=6,
    exercises=(PREDICT, TIMELINE, MATCH, REPAIR),
)
