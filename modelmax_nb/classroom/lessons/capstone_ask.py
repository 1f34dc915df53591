"""The last exercise: one function that meets every failure of the course."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from modelmax_nb.classroom.exercises import Write
from modelmax_nb.classroom.requirements import Met, Missed, Requirement
from modelmax_nb.classroom.situation import Situation

if TYPE_CHECKING:
    from modelmax_nb.classroom.situation import Evidence

BLINK: Final = 0.05  # seconds; less is no pause
ASKED: Final = 2.0  # seconds that a reply with Retry-After asks for
MOST: Final = 5  # requests for one question
FLAKY: Final = ("500, 502 outage, ok", "502 throttle, 500, ok")
FINE: Final = Situation(name="fine")
RECOVERS: Final = tuple(
    Situation(name=f"recovers-{number}", play=play, seed=number) for number, play in enumerate(FLAKY, 1)
)
ASKS_TO_WAIT: Final = Situation(name="asks-to-wait", play="retry-after-2, ok", seed=3)
DOWN: Final = tuple(
    Situation(name=f"down-{seed}", play="502 outage", repeat=True, seed=seed) for seed in (1, 2)
)
REVOKED: Final = Situation(name="revoked", key="sk-sim-revoked")
UNPAID: Final = Situation(name="unpaid", balance=0.0)
MISTAKEN: Final = Situation(name="mistaken", play="400 bad field", repeat=True)
REFUSED: Final = Situation(name="refused", play="502 content policy", repeat=True)
LOST: Final = Situation(name="lost", play="reset", repeat=True)


def _works(fine: Evidence, first: Evidence, second: Evidence) -> Met | Missed:
    if not _has_text(fine) or len(fine.requests) != 1:
        return Missed(
            f"In an ordinary call your function sent {_counted(fine)} and {_ended(fine)}.",
            "Expected: one request, and the text of its answer.",
            "Begin with the call that works, and return `answer.choices[0].message.content`. The failures "
            "come after that.",
        )
    for evidence, play in zip((first, second), FLAKY, strict=True):
        if not _has_text(evidence):
            return Missed(
                f"At “{play}” your function sent {_counted(evidence)} and {_ended(evidence)}.",
                "Expected: three requests, and the text of the third answer.",
                "These may pass: repeat them, and return the text that comes. Lessons 5 and 6 have the "
                "details.",
            )
    return Met("What may pass is repeated.")


def _has_text(evidence: Evidence) -> bool:
    return isinstance(evidence.result, str) and bool(evidence.result)


HOPELESS: Final = {
    "revoked": ("With a key that was switched off", "A refused key stays refused. Lesson 2 is about keys."),
    "unpaid": ("With an empty account", "Time brings no money. Lesson 4 is about the balance."),
    "mistaken": (
        "With a field that is not allowed",
        "The request is just as wrong the second time. Lesson 3 is about requests.",
    ),
}


def _once(revoked: Evidence, unpaid: Evidence, mistaken: Evidence) -> Met | Missed:
    for evidence, (situation, why) in zip((revoked, unpaid, mistaken), HOPELESS.values(), strict=True):
        if len(evidence.requests) != 1 or evidence.error is None:
            return Missed(
                f"{situation} your function sent {_counted(evidence)} and {_ended(evidence)}.",
                "Expected: one request, and its exception reaches the caller.",
                why,
            )
    return Met("400, 401 and 402 are sent once.")


def _words(refused: Evidence) -> Met | Missed:
    if len(refused.requests) == 1 and refused.error is not None:
        return Met("A refusal is sent once.")
    return Missed(
        f"With a prompt that the provider refuses your function sent {_counted(refused)} and "
        f"{_ended(refused)}.",
        "Expected: one request, and its exception reaches the caller.",
        "Its status is 502 like that of an outage; only the words (“content policy”) tell them apart. "
        "Lesson 6 is about it.",
    )


def _asks_after_a_break(lost: Evidence) -> Met | Missed:
    if len(lost.requests) == 1 and lost.error is not None:
        return Met("A broken line is not repeated.")
    return Missed(
        f"When the line broke before the answer, your function sent {_counted(lost)} and {_ended(lost)}.",
        "Expected: one request, and its exception reaches the caller.",
        "No status means that nobody knows what happened: the answer may be made, and charged. Lesson 8 is "
        "about it.",
    )


def _gives_up(down: Evidence) -> Met | Missed:
    tries = len(down.requests)
    if 1 < tries <= MOST and down.error is not None and not down.stopped and down.last_wait < BLINK:
        return Met("It gives up aloud.")
    late = f", {down.last_wait:.0f} seconds after the last answer" if down.last_wait >= BLINK else ""
    return Missed(
        f"While the provider stayed down your function sent {_counted(down)} and {_ended(down)}{late}.",
        f"Expected: 2 to {MOST} requests, then at once the last exception.",
        "A loop needs an end that is heard: `raise`. Lesson 7 builds one.",
    )


def _spread(one: Evidence, other: Evidence) -> Met | Missed:
    if sum(one.gaps) > BLINK and one.gaps != other.gaps:
        return Met("The pauses are drawn.")
    waits = ", ".join(f"{gap:.1f}" for gap in one.gaps) or "none"
    return Missed(
        f"In two runs with different chance your pauses were the same, or none: {waits}.",
        "Expected: pauses drawn by chance, as with `random.uniform`.",
        "Thirty programs that fail in the same moment would come back in the same moment. Lesson 7 has a "
        "picture of it.",
    )


def _waits_as_asked(asks: Evidence) -> Met | Missed:
    if asks.gaps and asks.gaps[0] >= ASKED:
        return Met("It waits as asked.")
    waited = f"waited {asks.gaps[0]:.1f} seconds" if asks.gaps else "sent no second request"
    return Missed(
        f"A reply asked to wait 2 seconds (`retry-after: 2`), and your function {waited}.",
        "Expected: at least 2 seconds, then the next try.",
        "The header stands in `error.response.headers`. The server knows best; lesson 7 reads it.",
    )


def _counted(evidence: Evidence) -> str:
    count = len(evidence.requests)
    return f"{count} request{'' if count == 1 else 's'}"


def _ended(evidence: Evidence) -> str:
    if evidence.stopped:
        return "had to be stopped"
    if evidence.error is not None:
        return f"ended with `{type(evidence.error).__name__}`"
    return "returned nothing" if evidence.result is None else f"returned a {type(evidence.result).__name__}"


ASK: Final = Write(
    id="capstone-ask",
    title="A function for all weathers",
    task="""
    Write `ask`: it returns the text of an answer, and it meets what this course has shown. Repeat what may
    pass, with pauses drawn by chance, at least as long as a reply asks for (`retry-after`), and at most five
    requests in all. Send **once** what cannot pass, and what may be charged twice: a call whose connection
    broke. When it gives up, the caller gets the last exception, at once. The client that it gets does not
    repeat by itself.
    """,
    function="ask",
    code="def ask(client, prompt):\n    ...",
    situations=(FINE, REVOKED, UNPAID, MISTAKEN, REFUSED, LOST, *RECOVERS, ASKS_TO_WAIT, *DOWN),
    requirements=(
        Requirement("works", _works, ("fine", *(each.name for each in RECOVERS))),
        Requirement("once", _once, tuple(HOPELESS)),
        Requirement("words", _words, ("refused",)),
        Requirement("once-when-lost", _asks_after_a_break, ("lost",)),
        Requirement("gives-up", _gives_up, ("down-1",)),
        Requirement("spread", _spread, tuple(each.name for each in DOWN)),
        Requirement("waits-as-asked", _waits_as_asked, ("asks-to-wait",)),
    ),
    hints=(
        "Take the loop of lesson 7. Which of the failures does it not tell apart yet?",
        (
            "Three questions below `except`, in this order: can it pass? Is there a try left? How long do I "
            "wait? The first two end with `raise`."
        ),
        (
            "Loop with `for attempt in range(4)`. Below `except openai.APIStatusError as error:` write "
            '`if error.status_code < 500 or "content policy" in error.message or attempt == 3: raise`, '
            "because none of these gets better by a repeat. Then `floor = "
            'float(error.response.headers.get("retry-after", 0))` and `time.sleep(floor + '
            "random.uniform(0.1, 1) * 2 ** attempt)`: patience, with chance in it."
        ),
    ),
)
