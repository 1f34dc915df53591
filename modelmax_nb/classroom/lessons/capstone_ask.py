"""The last exercise: one function that meets every failure of the course."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from modelmax_nb.classroom.exercises import Write
from modelmax_nb.classroom.lessons.streams_code import MARK, is_marked
from modelmax_nb.classroom.requirements import Met, Missed, Requirement
from modelmax_nb.classroom.situation import Situation

if TYPE_CHECKING:
    from modelmax_nb.classroom.situation import Evidence

BLINK: Final = 0.05  # seconds; less is no pause
ASKED: Final = 2.0  # seconds that a reply with Retry-After asks for
MOST: Final = 5  # requests for one question
PATIENCE: Final = 60.0  # seconds; a client's own is 120 or 600
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
SILENT: Final = Situation(name="silent", play="stall", repeat=True)
HALF: Final = Situation(name="half", play="finish-length", repeat=True)


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
                "These may pass: repeat them. See lessons 5 and 6.",
            )
    return Met("Repeats work.")


def _has_text(evidence: Evidence) -> bool:
    return isinstance(evidence.result, str) and bool(evidence.result) and not is_marked(evidence.result)


HOPELESS: Final = {
    "revoked": ("With a key that was switched off", "A refused key stays refused. See lesson 2."),
    "unpaid": ("With an empty account", "Time brings no money. See lesson 4."),
    "mistaken": (
        "With a field that is not allowed",
        "The request is just as wrong the second time. See lesson 3.",
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
    return Met("400, 401 and 402 go once.")


def _words(refused: Evidence) -> Met | Missed:
    if len(refused.requests) == 1 and refused.error is not None:
        return Met("A refusal goes once.")
    return Missed(
        f"With a prompt that the provider refuses your function sent {_counted(refused)} and "
        f"{_ended(refused)}.",
        "Expected: one request, and its exception reaches the caller.",
        "Its status is 502 like that of an outage; only the words (“content policy”) tell. See lesson 6.",
    )


def _asks_after_a_break(lost: Evidence) -> Met | Missed:
    if len(lost.requests) == 1 and lost.error is not None:
        return Met("A broken line goes once.")
    return Missed(
        f"When the line broke before the answer, your function sent {_counted(lost)} and {_ended(lost)}.",
        "Expected: one request, and its exception reaches the caller.",
        "Without a status nobody knows: the answer may be made, and charged. See lesson 8.",
    )


def _is_patient_enough(silent: Evidence) -> Met | Missed:
    if len(silent.requests) == 1 and silent.error is not None and silent.seconds <= PATIENCE:
        return Met("Silence is ended.")
    return Missed(
        f"When no answer ever came, your function sent {_counted(silent)} and {_ended(silent)} after "
        f"{silent.seconds:.0f} seconds.",
        f"Expected: one request, and its exception within {PATIENCE:.0f} seconds.",
        "A client waits for minutes unless `timeout=` says less, and silence may be charged. See lesson 8.",
    )


def _marks_half(half: Evidence) -> Met | Missed:
    if len(half.requests) == 1 and is_marked(half.result) and len(half.result) > len(MARK) + 1:
        return Met("A half is marked.")
    return Missed(
        f"An answer ended at its length limit. Your function sent {_counted(half)} and {_ended(half)}"
        f"{' without a mark' if isinstance(half.result, str) else ''}.",
        f"Expected: one request, and that text with ` {MARK}` at its end.",
        "A 200 can bring half an answer, paid for. `finish_reason` tells. See lesson 9.",
    )


def _gives_up(down: Evidence) -> Met | Missed:
    tries = len(down.requests)
    if 1 < tries <= MOST and down.error is not None and not down.stopped and down.last_wait < BLINK:
        return Met("It gives up aloud.")
    late = f", {down.last_wait:.0f} seconds after the last answer" if down.last_wait >= BLINK else ""
    return Missed(
        f"While the provider stayed down your function sent {_counted(down)} and {_ended(down)}{late}.",
        f"Expected: 2 to {MOST} requests, then at once the last exception.",
        "A loop needs an end that is heard: `raise`. See lesson 7.",
    )


def _spread(one: Evidence, other: Evidence) -> Met | Missed:
    if sum(one.gaps) > BLINK and one.gaps != other.gaps:
        return Met("Pauses are drawn.")
    waits = ", ".join(f"{gap:.1f}" for gap in one.gaps) or "none"
    return Missed(
        f"In two runs with different chance your pauses were the same, or none: {waits}.",
        "Expected: pauses drawn by chance, as with `random.uniform`.",
        "Programs that fail in the same moment would come back in the same moment. See lesson 7.",
    )


def _waits_as_asked(asks: Evidence) -> Met | Missed:
    if asks.gaps and asks.gaps[0] >= ASKED:
        return Met("It waits as asked.")
    waited = f"waited {asks.gaps[0]:.1f} seconds" if asks.gaps else "sent no second request"
    return Missed(
        f"A reply asked to wait 2 seconds (`retry-after: 2`), and your function {waited}.",
        "Expected: at least 2 seconds, then the next try.",
        "The header stands in `error.response.headers`. See lesson 7.",
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
    Write `ask`: it returns the text of an answer, and it meets what this course has shown. The client that it
    gets does not repeat by itself.

    **What may pass:** repeat it, with pauses drawn by chance, at least as long as a reply asks for
    (`retry-after`), and at most five requests in all. Then the caller gets the last exception, at once.

    **What cannot pass:** send it once. So, too, what may be charged twice: a call whose connection broke, or
    that has no answer after a minute; wait no longer.

    **What is not whole:** a text whose `finish_reason` is not `stop`. Return it with ` [...]` at its end.
    """,
    function="ask",
    code="def ask(client, prompt):\n    ...",
    situations=(FINE, REVOKED, UNPAID, MISTAKEN, REFUSED, LOST, SILENT, HALF, *RECOVERS, ASKS_TO_WAIT, *DOWN),
    requirements=(
        Requirement("works", _works, ("fine", *(each.name for each in RECOVERS))),
        Requirement("once", _once, tuple(HOPELESS)),
        Requirement("words", _words, ("refused",)),
        Requirement("once-when-lost", _asks_after_a_break, ("lost",)),
        Requirement("patience", _is_patient_enough, ("silent",)),
        Requirement("half", _marks_half, ("half",)),
        Requirement("gives-up", _gives_up, ("down-1",)),
        Requirement("spread", _spread, tuple(each.name for each in DOWN)),
        Requirement("waits-as-asked", _waits_as_asked, ("asks-to-wait",)),
    ),
    hints=(
        "Take the loop of lesson 7. Which failures does it not tell apart yet? Is each 200 a whole answer?",
        (
            "Give the call a `timeout`. Below `except`, in this order: can it pass? Is there a try left? How "
            "long do I wait? The first two end with `raise`. And look at `finish_reason` before you return."
        ),
        (
            "Loop with `for attempt in range(4)`, and call `create(..., timeout=30)`. Return the content if "
            "`choice.finish_reason == 'stop'`, otherwise `content + ' [...]'`. Below `except "
            "openai.APIStatusError as error:` write "
            '`if error.status_code < 500 or "content policy" in error.message or attempt == 3: raise`, '
            "because none of these gets better by a repeat. Then `floor = "
            'float(error.response.headers.get("retry-after", 0))` and `time.sleep(floor + '
            "random.uniform(0.1, 1) * 2 ** attempt)`: patience, with chance in it."
        ),
    ),
)
