"""A budget for repeats: what each call sent, and what was left after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from modelmax_nb.classroom.plots.canvas import INK, MARGIN, RULE, SERIES, WIDTH, Canvas
from modelmax_nb.classroom.plots.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Sequence

SENT: Final = 70  # units: the floor of the upper panel
LEFT: Final = 170  # the floor of the lower one
HIGH: Final = 46
MOST_NUMBERS: Final = 12


def budget(
    sent: Sequence[int],
    left: Sequence[float],
    *,
    needed: float = 5.0,
    title: str = "A budget for repeats",
) -> Figure:
    """Draw the requests of each call as columns, and below them what was left of the budget.

    Args:
        sent: Requests of each call, in order.
        left: What was left of the budget after each call.
        needed: How much has to be left for a repeat.
        title: What it shows.

    Raises:
        ValueError: The two lists differ in length, or there is no call.
    """
    if not sent or len(sent) != len(left):
        raise ValueError("there must be one number of requests and one rest of the budget for each call")
    canvas = Canvas()
    step = (WIDTH - 2 * MARGIN) / len(sent)
    _draw_sent(canvas, sent, step)
    _draw_left(canvas, left, needed, step)
    repeats = sum(sent) - len(sent)
    description = (
        f"{len(sent)} calls sent {sum(sent)} requests: {repeats} were repeats. "
        f"A repeat needs more than {needed:g} in the budget (dashed)."
    )
    return Figure(
        title=title,
        description=description,
        drawing=canvas.svg(LEFT + 36, title, description),
        columns=("call", "requests", "left of the budget"),
        rows=tuple(
            (str(number), str(requests), f"{rest:g}")
            for number, (requests, rest) in enumerate(zip(sent, left, strict=True), start=1)
        ),
    )


def _draw_sent(canvas: Canvas, sent: Sequence[int], step: float) -> None:
    canvas.words(MARGIN, 14, "Requests that each call sent", bold=True)
    unit = HIGH / max(sent) if max(sent) else 0.0
    for number, requests in enumerate(sent):
        x, high = MARGIN + number * step, requests * unit
        canvas.bar(x + 1, SENT - high, max(1.0, step - 2), high, colour=SERIES)
        if len(sent) <= MOST_NUMBERS:
            canvas.words(x + step / 2, SENT - high - 3, str(requests), anchor="middle")
    canvas.line(MARGIN, SENT, WIDTH - MARGIN, SENT, colour=RULE)


def _draw_left(canvas: Canvas, left: Sequence[float], needed: float, step: float) -> None:
    canvas.words(MARGIN, SENT + 26, "Left of the budget", bold=True)
    unit = (HIGH + 14) / max(*left, needed, 0.1)
    points = [(MARGIN + (number + 0.5) * step, LEFT - rest * unit) for number, rest in enumerate(left)]
    canvas.path(points, colour=INK)
    level = LEFT - needed * unit
    canvas.line(MARGIN, level, WIDTH - MARGIN, level, dashes="6 3")
    canvas.words(WIDTH - MARGIN, level - 4, f"{needed:g}", anchor="end")
    canvas.line(MARGIN, LEFT, WIDTH - MARGIN, LEFT, colour=RULE)
    every = -(-len(left) // MOST_NUMBERS)
    for number in range(0, len(left), every):
        canvas.words(MARGIN + (number + 0.5) * step, LEFT + 17, str(number + 1), anchor="middle")
    canvas.words(WIDTH - MARGIN, LEFT + 30, "call", anchor="end")
