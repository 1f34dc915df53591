"""Exercises on streams in which code is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modelmax_nb.classroom.exercises import Parsons, Repair
from modelmax_nb.classroom.requirements import Met, Missed, Requirement
from modelmax_nb.classroom.situation import Situation

if TYPE_CHECKING:
    from collections.abc import Callable

    from modelmax_nb.classroom.situation import Evidence

WHOLE = 60  # characters; the simulator's answers are longer, and its half ones shorter
LITTLE = 15
MARK = "[...]"


def _yes() -> bool:
    return True


def _no() -> bool:
    return False


FINE = Situation(name="fine")
EARLY = Situation(name="early", play="stream-end-early")
CUT = Situation(name="cut", play="stream-cut")
GARBLED = Situation(name="garbled", play="stream-bad-json")


def counted(number: int) -> str:
    """Return a number of requests in words."""
    return "1 request" if number == 1 else f"{number} requests"


def _asked(name: str, play: str, answer: Callable[[], bool], *, repeat: bool = False) -> Situation:
    """Return a situation whose function is also given somebody to ask."""
    return Situation(name=name, play=play, repeat=repeat, args=("Hello", answer))


def shown(result: object) -> str:
    """Return a result as it is quoted in feedback."""
    return "nothing" if result is None else f"`{result!r:.60}`"


def ending(evidence: Evidence) -> str:
    """Say how a function ended: what it raised or returned."""
    if evidence.error is not None:
        return f"raised `{type(evidence.error).__name__}`"
    return f"returned {shown(evidence.result)}"


def is_marked(result: object) -> bool:
    """Tell whether a text ends with the mark; typed with three dots or with one sign for them."""
    return isinstance(result, str) and result.rstrip().endswith((MARK, "[…]"))


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
        f"With a good stream the lines gave {shown(fine.result)}.",
        "Expected: all pieces joined to one text, and `True` beside it.",
        "Each chunk holds a few words only. They have to be added to what came before, not put in its place.",
    )


def _knows_quiet_end(early: Evidence) -> Met | Missed:
    if _text_of(early) and _flag_of(early) is False:
        return Met("A quiet end is noticed.")
    return Missed(
        f"A stream that closed too soon gave {shown(early.result)}.",
        "Expected: the text so far, and `False` beside it.",
        "The loop ends without an error here. Only the `finish_reason` that never came tells that "
        "something is missing.",
    )


def _keeps_text(cut: Evidence) -> Met | Missed:
    if _text_of(cut) and _flag_of(cut) is False:
        return Met("What came before the break is kept.")
    return Missed(
        f"With a connection that broke, the lines {ending(cut)}.",
        "Expected: the text so far, and `False` beside it.",
        "A broken stream has no status, so `except openai.APIStatusError` does not see it; and what came "
        "before the break is worth keeping.",
    )


def _survives_garbage(garbled: Evidence) -> Met | Missed:
    if garbled.error is None and isinstance(garbled.result, tuple):
        return Met("A piece that cannot be read is survived.")
    return Missed(
        f"With a piece that is no JSON, the lines {ending(garbled)}.",
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
    prelude="""import openai

def open_stream(client, prompt):
    return client.chat.completions.create(
        model="gemini-3-flash-preview",
        messages=[{"role": "user", "content": prompt}],
        stream=True,
    )
""",
    function="read",
    lines=(
        "    except (openai.APIError, ValueError):",
        "                text += choice.delta.content or ''",
        "    return text, True",
        "def read(client, prompt):",
        "                reason = choice.finish_reason or reason",
        "    try:",
        "    except openai.APIStatusError:",
        "        for chunk in open_stream(client, prompt):",
        "        pass",
        "    text, reason = '', None",
        "                text = choice.delta.content or ''",
        "            for choice in chunk.choices:",
        "    return text, reason is not None",
        "    except openai.APIError:",
        "        text = ''",
        "        return text, False",
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
            "D J F H L B E A I M: pieces are added up, the reason is remembered, both kinds of error are "
            "caught without losing the text, and only a reason that came makes the answer whole."
        ),
    ),
    section="The loud ones",
)

# -- repair -----------------------------------------------------------------------------------------


def _tells_all(fine: Evidence) -> Met | Missed:
    if isinstance(fine.result, str) and len(fine.result) > WHOLE and not is_marked(fine.result):
        return Met("A whole answer comes unmarked.")
    return Missed(
        f"With a good stream your function {ending(fine)}.",
        f"Expected: the whole text, without `{MARK}`.",
        "A mark on every answer says nothing. It belongs only where no `finish_reason` came.",
    )


def _asks_first(refused: Evidence) -> Met | Missed:
    if len(refused.requests) == 1:
        return Met("A no is respected.")
    return Missed(
        f"`may_repeat()` said no, and your function sent {counted(len(refused.requests))}.",
        "Expected: one.",
        "A broken stream may have been charged, and a repeat may be charged on top. Whoever pays is asked "
        "before anything is sent again.",
    )


def _marks_half(refused: Evidence) -> Met | Missed:
    if is_marked(refused.result) and len(str(refused.result)) > len(MARK) + LITTLE:
        return Met("The half is kept.")
    return Missed(
        f"The connection broke, `may_repeat()` said no, and your function {ending(refused)}.",
        f"Expected: the text that came, and `{MARK}` at its end.",
        "The text was read and perhaps paid for before the break. Hand it on, marked as not whole."
        if refused.error is None
        else "A stream that breaks has no status, so `except openai.APIStatusError` lets it through, and the "
        "text is lost.",
    )


def _sees_quiet_end(quiet: Evidence) -> Met | Missed:
    if is_marked(quiet.result):
        return Met("A quiet end is seen.")
    return Missed(
        f"The stream closed too soon without an error, and your function {ending(quiet)}.",
        f"Expected: the text that came, with `{MARK}` at its end.",
        "Waiting for an exception is not enough: none comes. Remember whether a `finish_reason` came.",
    )


def _repeats_once(agreed: Evidence) -> Met | Missed:
    if len(agreed.requests) == 2:  # noqa: PLR2004 - one call and one repeat
        return Met("A yes brings one repeat.")
    return Missed(
        f"Every stream broke, and your function sent {counted(len(agreed.requests))}.",
        "Expected: two, the first one and one repeat.",
        "A yes is meant for one more call. Whoever takes it for more spends money that nobody agreed to.",
    )


def _marks_second_half(agreed: Evidence) -> Met | Missed:
    if is_marked(agreed.result) and len(str(agreed.result)) > len(MARK) + LITTLE:
        return Met("The second half is kept.")
    return Missed(
        f"The second stream broke too, and your function {ending(agreed)}.",
        f"Expected: the text that came, and `{MARK}`.",
        "What came is worth as much after the second try as after the first.",
    )


def _hands_on_repeat(mended: Evidence) -> Met | Missed:
    if isinstance(mended.result, str) and len(mended.result) > WHOLE:
        return Met("A whole repeat is used.")
    return Missed(
        f"The repeat brought a whole answer, and your function {ending(mended)}.",
        "Expected: the text of the repeat.",
        "A repeat begins from the start. If it is whole, it takes the place of the half.",
    )


REPAIR = Repair(
    id="streams-repair",
    title="Keep the half, and ask",
    task="""
    This function throws away what came, and repeats without asking. Change it: a whole text is returned as
    it is. If the stream breaks, or ends without a `finish_reason`, call `may_repeat()`. If it says `True`,
    ask **once** more. If it says `False`, or the second stream breaks as well, return the text that came
    with ` [...]` at its end.
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
        _asked("mended", "stream-cut, ok", _yes),
    ),
    requirements=(
        Requirement("whole", _tells_all, ("fine",)),
        Requirement("asks", _asks_first, ("refused",)),
        Requirement("keeps", _marks_half, ("refused",)),
        Requirement("quiet-end", _sees_quiet_end, ("quiet",)),
        Requirement("one-repeat", _repeats_once, ("agreed",)),
        Requirement("keeps-second", _marks_second_half, ("agreed",)),
        Requirement("uses-repeat", _hands_on_repeat, ("mended",)),
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
            "' [...]'`: so nothing is lost, and nothing is sent without a yes."
        ),
    ),
    section="What a broken stream costs",
)
