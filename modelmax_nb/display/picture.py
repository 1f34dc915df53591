"""The attempts of a call as a small picture: when each was sent, how long it took, how long the waits were.

The same is told in words beside it, for viewers that drop pictures and for readers who do not see them.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from modelmax_nb.attempts import WaitReason
from modelmax_nb.display.phrase import shorten
from modelmax_nb.display.timeline import result_word, seconds
from modelmax_nb.messages import Text, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from modelmax_nb.attempts import Attempt

# A viewer that drops the picture may leave its words, so these make sense without it too.
TITLE: Final = Text("picture.title", "{count} attempts over {seconds} s.")
TITLE_ONE: Final = Text("picture.title-one", "1 attempt, then a wait.")
BESIDE: Final = Text("picture.description", "The words beside this tell the same.")
ROW: Final = Text("picture.row", "{number}: {result}, {took} s")
ROW_THEN: Final = Text("picture.row-then", "{row}; {wait}")
DRAWN: Final = Text("picture.drawn", "wait {seconds} s (drawn)")
SERVER: Final = Text("picture.server", "wait {seconds} s (asked for)")
DEADLINE: Final = Text("picture.deadline", "no attempt begins after {seconds} s")

WIDTH: Final = 360  # units, shown as so many pixels at most: it fits a column of 400
LINE: Final = 22
BAR: Final = 6
LEAST: Final = 3  # units of the shortest attempt, so that it is seen
FAILED: Final = "var(--jp-error-color1,#d32f2f)"
ANSWERED: Final = "var(--jp-success-color1,#388e3c)"
MOST_ROWS: Final = 12
LONGEST_RESULT: Final = 24


def render_picture(
    attempts: Sequence[Attempt],
    language: str,
    *,
    deadline: float | None = None,
    left: float | None = None,
) -> str:
    """Return the attempts as inline SVG, one line each; "" where a picture would say nothing.

    Args:
        attempts: In order; a picture needs two, or one and its wait while that lasts.
        language: Language of the labels.
        deadline: Seconds after which no attempt begins, if that is to be shown.
        left: Seconds left of the last wait, while it lasts.
    """
    shown = attempts[-MOST_ROWS:]
    if len(shown) < (1 if left is not None else 2) or (left is not None and shown[-1].wait is None):
        return ""
    axis = _Axis(shown)
    rows = [
        _row(number, attempt, language, axis, left=left if attempt is shown[-1] else None)
        for number, attempt in enumerate(shown)
    ]
    height = LINE * len(rows)
    if deadline is not None:
        x = axis.place(deadline)
        label = say(DEADLINE, language, seconds=seconds(deadline))
        if x < WIDTH:
            rows.append(f'<path d="M{x:.0f} 0V{height}" stroke="currentColor"/>')
        else:
            label += " \N{RIGHTWARDS ARROW}"  # farther than the picture reaches
        height += LINE
        rows.append(f'<text x="{WIDTH}" y="{height - 8}" text-anchor="end">{escape(label)}</text>')
    title = _title(shown, axis.span, language)
    return (
        f'<svg role="img" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        'style="display:block;margin:6px 0;max-width:100%;height:auto;font:12px sans-serif;'
        'fill:currentColor">'
        f"<title>{escape(title)}</title> <desc>{escape(say(BESIDE, language))}</desc> {' '.join(rows)}</svg>"
    )


class _Axis:
    """From seconds to units of the picture.

    Args:
        attempts: What has to fit.
    """

    def __init__(self, attempts: Sequence[Attempt]) -> None:
        self.start = attempts[0].started
        self.span = max(map(_end, attempts)) - self.start
        self.scale = WIDTH / max(self.span, 0.001)

    def place(self, when: float) -> float:
        """Return where the moment *when* stands."""
        return (when - self.start) * self.scale


def _title(attempts: Sequence[Attempt], span: float, language: str) -> str:
    if len(attempts) == 1:
        return say(TITLE_ONE, language)
    return say(TITLE, language, count=len(attempts), seconds=seconds(span))


def _end(attempt: Attempt) -> float:
    return attempt.started + attempt.seconds + (attempt.wait.seconds if attempt.wait else 0.0)


def _row(number: int, attempt: Attempt, language: str, axis: _Axis, *, left: float | None) -> str:
    """Return one attempt: a bar, a dashed line for the wait after it, and both in words above them."""
    wide = max(LEAST, attempt.seconds * axis.scale)
    x = min(axis.place(attempt.started), WIDTH - wide)
    y = LINE * number
    colour = FAILED if attempt.failure else ANSWERED
    drawn = [f'<rect x="{x:.0f}" y="{y + 14}" width="{wide:.0f}" height="{BAR}" fill="{colour}"/>']
    if attempt.wait:
        end = min(WIDTH, x + wide + (attempt.wait.seconds - (left or 0.0)) * axis.scale)
        drawn.append(
            f'<path d="M{x + wide:.0f} {y + 17}H{end:.0f}" stroke="currentColor" stroke-dasharray="2 3"/>'
        )
    place = f'x="{WIDTH}" text-anchor="end"' if x > WIDTH / 2 else f'x="{x:.0f}"'
    return f'<text {place} y="{y + 11}">{escape(_label(attempt, language))}</text>{"".join(drawn)}'


def _label(attempt: Attempt, language: str) -> str:
    result = shorten(result_word(attempt.failure, language), LONGEST_RESULT)
    row = say(ROW, language, number=attempt.number, result=result, took=seconds(attempt.seconds))
    if attempt.wait is None:
        return row
    text = SERVER if attempt.wait.reason is WaitReason.SERVER else DRAWN
    wait = say(text, language, seconds=seconds(attempt.wait.seconds))
    return say(ROW_THEN, language, row=row, wait=wait)
