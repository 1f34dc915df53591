"""Exercises on streams in which code is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modelmax_nb.classroom.exercises import Parsons, Repair, Write
from modelmax_nb.classroom.requirements import Met, Missed, Requirement
from modelmax_nb.classroom.situation import Situation

if TYPE_CHECKING:
    from collections.abc import Callable

    from modelmax_nb.classroom.situation import Evidence

WHOLE = 60  # characters; the simulator's answers are longer, and its half ones shorter
LITTLE = 15
ONE_PIECE = 0.1  # seconds; in pieces the simulator's answer takes twice as long
MARK = "[…]"


def _yes() -> bool:
    return True


def _no() -> bool:
    return False


FINE = Situation(name="fine")
EARLY = Situation(name="early", play="stream-end-early")
CUT = Situation(name="cut", play="stream-cut")
GARBLED = Situation(name="garbled", play="stream-bad-json")


def _asked(name: str, play: str, answer: Callable[[], bool], *, repeat: bool = False) -> Situation:
    """Return a situation whose function is also given somebody to ask."""
    return Situation(name=name, play=play, repeat=repeat, args=("Hello", answer))


def _shown(result: object) -> str:
    return "nothing" if result is None else f"`{result!r:.60}`"


def _text_of(evidence: Evidence) -> str:
    """Return the text of a result that should be a pair of it and whether it is whole."""
    result = evidence.result
    return result[0] if isinstance(result, tuple) and result and isinstance(result[0], str) else ""


def _flag_of(evidence: Evidence) -> object:
    result = evidence.result
    return result[1] if isinstance(result, tuple) and len(result) == 2 else None  # noqa: PLR2004 - a pair


# -- order ------------------------------------------------------------------------------------------


def _reads_whole(fine: Evidence) -> Met | Missed:
    if len(_text_of(fine)) > WHOLE and _flag_of(fine) is True:
        return Met("A whole answer is read to its end.")
    return Missed(
        f"With a good stream the lines gave {_shown(fine.result)}.",
        "Expected: all pieces joined to one text, and `True` beside it.",
        "Each chunk holds a few words only. They have to be added to what came before, not put in its place.",
    )


def _knows_quiet_end(early: Evidence) -> Met | Missed:
    if _text_of(early) and _flag_of(early) is False:
        return Met("A quiet end is noticed.")
    return Missed(
        f"A stream that closed too soon gave {_shown(early.result)}.",
        "Expected: the text so far, and `False` beside it.",
        "The loop ends without an error here. Only the `finish_reason` that never came tells that "
        "something is missing.",
    )


def _keeps_text(cut: Evidence) -> Met | Missed:
    if _text_of(cut) and _flag_of(cut) is False:
        return Met("What came before the break is kept.")
    ending = f"raised `{type(cut.error).__name__}`" if cut.error is not None else f"gave {_shown(cut.result)}"
    return Missed(
        f"A stream whose connection broke {ending}.",
        "Expected: the text so far, and `False` beside it.",
        "A broken stream has no status, so `except openai.APIStatusError` does not see it; and what came "
        "before the break is worth keeping.",
    )


def _survives_garbage(garbled: Evidence) -> Met | Missed:
    if garbled.error is None and isinstance(garbled.result, tuple):
        return Met("A piece that cannot be read is survived.")
    return Missed(
        f"A piece that is no JSON made the lines raise `{type(garbled.error).__name__}`.",
        "Expected: the text so far, and `False` beside it.",
        "Not every failure of a stream is an error of the openai package. A piece that cannot be read is a "
        "plain `ValueError` of Python's JSON reader.",
    )


ORDER = Parsons(
    id="streams-order",
    title="Read a stream and know whether it is whole",
    task="""
    Put the lines in order so that `read` returns the text that came and whether it is whole: `True` only
    if a `finish_reason` came. It never raises for a stream that breaks. Some lines are not needed.
    """,
    prelude="import openai\n\nMODEL = 'gemini-3-flash-preview'",
    function="read",
    lines=(
        "    except (openai.APIError, ValueError):",
        "                text += choice.delta.content or ''",
        "    return text, True",
        "def read(client, prompt):",
        "                reason = choice.finish_reason or reason",
        "    try:",
        "    except openai.APIStatusError:",
        "        for chunk in client.chat.completions.create(model=MODEL, messages=messages, stream=True):",
        "        pass",
        "    text, reason = '', None",
        "                text = choice.delta.content or ''",
        "            for choice in chunk.choices:",
        "    return text, reason is not None",
        "    except openai.APIError:",
        "        text = ''",
        "        return text, False",
        "    messages = [{'role': 'user', 'content': prompt}]",
    ),
    situations=(FINE, EARLY, CUT, GARBLED),
    requirements=(
        Requirement("whole", _reads_whole, ("fine",)),
        Requirement("quiet-end", _knows_quiet_end, ("early",)),
        Requirement("keeps-text", _keeps_text, ("cut",)),
        Requirement("garbage", _survives_garbage, ("garbled",)),
    ),
    hints=(
        "Begin with the empty text. Which two things does the inner loop have to remember?",
        (
            "Add each piece to the text, remember a `finish_reason`, and decide at the end. An `except` that "
            "empties the text loses what was already there."
        ),
        (
            "D J Q F H L B E A I M: pieces are added up, the reason is remembered, both kinds of error are "
            "caught without losing the text, and only a reason that came makes the answer whole."
        ),
    ),
    section="The loud ones",
)

# -- repair -----------------------------------------------------------------------------------------


def _tells_all(fine: Evidence) -> Met | Missed:
    if isinstance(fine.result, str) and len(fine.result) > WHOLE and MARK not in fine.result:
        return Met("A whole answer comes unmarked.")
    return Missed(
        f"With a good stream your function returned {_shown(fine.result)}.",
        f"Expected: the whole text, without `{MARK}`.",
        "A mark on every answer says nothing. It belongs only where no `finish_reason` came.",
    )


def _asks_first(refused: Evidence) -> Met | Missed:
    if len(refused.requests) == 1:
        return Met("Nothing is repeated against a no.")
    return Missed(
        f"`may_repeat()` said no, and your function sent {len(refused.requests)} requests.",
        "Expected: one.",
        "A broken stream may have been charged, and a repeat may be charged on top. Whoever pays is asked "
        "before anything is sent again.",
    )


def _marks_half(refused: Evidence) -> Met | Missed:
    if (
        isinstance(refused.result, str)
        and refused.result.rstrip().endswith(MARK)
        and len(refused.result) > len(MARK) + LITTLE
    ):
        return Met("The half that came is kept and marked.")
    return Missed(
        f"The connection broke, a repeat was refused, and your function returned {_shown(refused.result)}.",
        f"Expected: the text that came, and `{MARK}` at its end.",
        "An `except` that passes over the error also passes over the text. It was read and perhaps paid for, "
        "so hand it on, marked as not whole.",
    )


def _sees_quiet_end(quiet: Evidence) -> Met | Missed:
    if isinstance(quiet.result, str) and MARK in quiet.result:
        return Met("A quiet end is marked too.")
    return Missed(
        f"The stream closed too soon without an error, and your function returned {_shown(quiet.result)}.",
        f"Expected: the text that came, with `{MARK}` at its end.",
        "Waiting for an exception is not enough here, for none comes. Remember whether a `finish_reason` "
        "came.",
    )


def _repeats_once(agreed: Evidence) -> Met | Missed:
    if len(agreed.requests) == 2:  # noqa: PLR2004 - one call and one repeat
        return Met("A yes brings one repeat, no more.")
    return Missed(
        f"`may_repeat()` said yes, every stream broke, and your function sent {len(agreed.requests)} "
        "requests.",
        "Expected: two, the first one and one repeat.",
        "A yes is meant for one more call. A loop that takes it for a permission without end spends "
        "money that nobody agreed to.",
    )


REPAIR = Repair(
    id="streams-repair",
    title="Keep the half, and ask",
    task="""
    This function throws away what came, and repeats without asking. Change it: a whole text is returned as
    it is. If the stream breaks, or ends without a `finish_reason`, call `may_repeat()`. If it says `True`,
    ask **once** more. If it says `False`, or the second stream breaks as well, return the text that came
    with ` […]` at its end.
    """,
    function="tell",
    code="""
def tell(client, prompt, may_repeat):
    for attempt in range(3):
        try:
            text = ""
            for chunk in client.chat.completions.create(
                model="gemini-3-flash-preview",
                messages=[{"role": "user", "content": prompt}],
                stream=True,
            ):
                for choice in chunk.choices:
                    text += choice.delta.content or ""
            return text
        except openai.APIError:
            pass
""",
    situations=(
        _asked("fine", "", _no),
        _asked("refused", "stream-cut, ok", _no),
        _asked("quiet", "stream-end-early, ok", _no),
        _asked("agreed", "stream-cut", _yes, repeat=True),
    ),
    requirements=(
        Requirement("whole", _tells_all, ("fine",)),
        Requirement("asks", _asks_first, ("refused",)),
        Requirement("keeps", _marks_half, ("refused",)),
        Requirement("quiet-end", _sees_quiet_end, ("quiet",)),
        Requirement("one-repeat", _repeats_once, ("agreed",)),
    ),
    hints=(
        "What happens to `text` when the error comes? And who is asked before the loop goes round?",
        (
            "Remember whether a `finish_reason` came. If none did, error or not, the text is half: ask, "
            "repeat at most once, and hand on what you have."
        ),
        (
            "`for attempt in range(2)`: set `text, reason = '', None` before the `try`, and note "
            "`choice.finish_reason` in the loop. Behind the `except`: return the text if there is a reason, "
            "leave the loop if it was the second try or `may_repeat()` says no. At the end `return text + "
            "' […]'`: so nothing is lost, and nothing is sent without a yes."
        ),
    ),
    section="What a broken stream costs",
)

# -- write ------------------------------------------------------------------------------------------


def _one_call(fine: Evidence) -> Met | Missed:
    if len(fine.requests) == 1:
        return Met("A good stream: one call.")
    return Missed(
        f"With a good stream your function sent {len(fine.requests)} requests.",
        "Expected: one.",
        "The second call is for the case that no `finish_reason` came. A stream that is whole needs no "
        "second answer, which would cost as much again.",
    )


def _mends(evidence: Evidence, what: str, why: str) -> Met | Missed:
    if isinstance(evidence.result, str) and len(evidence.result) > WHOLE and evidence.error is None:
        return Met(f"{what} is mended.")
    ending = f"raised `{type(evidence.error).__name__}`" if evidence.error else _shown(evidence.result)
    return Missed(
        f"{what} was met: {len(evidence.requests)} requests, and the end was {ending}.",
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
        f"After a broken stream your function sent {len(cut.requests)} requests, and the last answer came in "
        "pieces.",
        "Expected: a second call without a stream.",
        "Whatever broke the first stream may break the next. In one piece an answer is there, or it is not.",
    )


def _passes_on(empty: Evidence) -> Met | Missed:
    if getattr(empty.error, "status_code", None) == 402 and len(empty.requests) == 1:  # noqa: PLR2004 - balance
        return Met("A 402 is passed on.")
    return Missed(
        f"With an empty account your function sent {len(empty.requests)} requests and ended with "
        f"{type(empty.error).__name__ if empty.error else _shown(empty.result)}.",
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
        Requirement("one-call", _one_call, ("fine",)),
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
