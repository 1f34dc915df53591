"""The exercise on streams in which a function is written: first as a stream, then whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modelmax_nb.classroom.exercises import Write
from modelmax_nb.classroom.lessons.streams_code import CUT, EARLY, FINE, WHOLE, counted, ending
from modelmax_nb.classroom.requirements import Met, Missed, Requirement
from modelmax_nb.classroom.situation import Situation

if TYPE_CHECKING:
    from modelmax_nb.classroom.situation import Evidence

ONE_PIECE = 0.1  # seconds; in pieces the simulator's answer takes twice as long


def _one_stream(fine: Evidence) -> Met | Missed:
    if len(fine.requests) == 1 and fine.requests[0].took < ONE_PIECE:
        return Missed(
            "Your function sent 1 request, and the answer came in one piece.",
            "Expected: a stream first, with `stream=True`.",
            "In one piece nothing breaks off in the middle, but the reader sees no word before the last one "
            "is written.",
        )
    if len(fine.requests) == 1:
        return Met("A good stream: one call.")
    return Missed(
        f"With a good stream your function sent {counted(len(fine.requests))}.",
        "Expected: one.",
        "The second call is for the case that no `finish_reason` came. A stream that is whole needs no "
        "second answer, which would cost as much again.",
    )


def _returns_text(fine: Evidence) -> Met | Missed:
    if isinstance(fine.result, str) and len(fine.result) > WHOLE:
        return Met("Its text is returned.")
    return Missed(
        f"With a good stream your function {ending(fine)}.",
        "Expected: the whole text, returned.",
        "What is printed is seen once and gone. Only what is returned can be used by the caller, and each "
        "chunk holds a few words of it.",
    )


def _mends(evidence: Evidence, what: str, why: str) -> Met | Missed:
    if isinstance(evidence.result, str) and len(evidence.result) > WHOLE and evidence.error is None:
        return Met(f"{what} is mended.")
    return Missed(
        f"{what} was met: your function sent {counted(len(evidence.requests))} and {ending(evidence)}.",
        "Expected: a second call, and its whole text.",
        why,
    )


def _mends_cut(cut: Evidence) -> Met | Missed:
    why = (
        "A stream that breaks raises `APIConnectionError`, which has no status. Catch it, and ask once "
        "more without a stream."
    )
    return _mends(cut, "A broken stream", why)


def _mends_quiet(early: Evidence) -> Met | Missed:
    why = (
        "A stream can stop without any error. Whether it is whole is decided by a `finish_reason`, not by an "
        "exception that stays away."
    )
    return _mends(early, "A quiet end", why)


def _in_one_piece(cut: Evidence) -> Met | Missed:
    if len(cut.requests) > 1 and cut.requests[-1].took < ONE_PIECE:
        return Met("The repeat comes in one piece.")
    return Missed(
        f"After a broken stream your function sent {counted(len(cut.requests))} in all, and the last answer "
        "came in pieces.",
        "Expected: a second call without a stream.",
        "Whatever broke the first stream may break the next. In one piece an answer is there, or it is not.",
    )


def _passes_on(empty: Evidence) -> Met | Missed:
    if getattr(empty.error, "status_code", None) == 402 and len(empty.requests) == 1:  # noqa: PLR2004 - balance
        return Met("A 402 is passed on.")
    return Missed(
        f"With an empty account your function sent {counted(len(empty.requests))} and {ending(empty)}.",
        "Expected: one request, and the exception of the 402.",
        "A 402 comes before the first chunk and is no broken stream. `except openai.APIError` catches it "
        "too, so let errors with a status through.",
    )


WRITE = Write(
    id="streams-either",
    title="First as a stream, then whole",
    task="""
    The reader has agreed to one repeat in advance. Write `answer`: it asks for a stream, and returns its text
    if it is whole. If the stream breaks or ends too soon, it asks **once** more, **without** a stream, and
    returns that text. An error with a status, such as a 402, goes to the caller.
    """,
    function="answer",
    code="""
def answer(client, prompt):
    ...
""",
    situations=(
        FINE,
        CUT,
        EARLY,
        Situation(name="empty", balance=0.0),
    ),
    requirements=(
        Requirement("one-call", _one_stream, ("fine",)),
        Requirement("text", _returns_text, ("fine",)),
        Requirement("cut", _mends_cut, ("cut",)),
        Requirement("quiet-end", _mends_quiet, ("early",)),
        Requirement("in-one-piece", _in_one_piece, ("cut",)),
        Requirement("passes-on", _passes_on, ("empty",)),
    ),
    hints=(
        "Take your reading loop from the exercise before. What do you know behind its `except`?",
        (
            "Three endings: whole, not whole, and an error with a status. Only the second one asks "
            "again, and then in one piece."
        ),
        (
            "`except openai.APIStatusError: raise` above `except (openai.APIError, ValueError): pass`; then, "
            "if a reason came, return the text, else make the same call without `stream=True` and return "
            "`choices[0].message.content`: a call in one piece arrives whole or says that it did not."
        ),
    ),
    section="When half is worse than none",
)
