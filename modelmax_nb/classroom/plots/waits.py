"""How long many callers wait, and when they come back: with and without chance."""

from __future__ import annotations

from collections import Counter
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

from modelmax_nb.classroom.plots.canvas import FAILED, MARGIN, RULE, SERIES, WIDTH, Axis, Canvas
from modelmax_nb.classroom.plots.figure import Figure
from modelmax_nb.display.timeline import seconds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LINE: Final = 34
TICK: Final = 14
PANEL: Final = 78
COLUMN: Final = 50  # units that the tallest column of a panel takes


def waits(drawn: Mapping[str, Sequence[float]], *, title: str = "How long each caller waits") -> Figure:
    """Draw each wait as a stroke on a line of time, one line for each kind.

    Args:
        drawn: Seconds, by the name of the kind.
        title: What it shows.

    Raises:
        ValueError: A kind has no waits.
    """
    _check(drawn)
    axis = Axis(max(max(values) for values in drawn.values()) * 1.04)
    canvas = Canvas()
    for number, (name, values) in enumerate(drawn.items()):
        top = LINE * number
        canvas.words(MARGIN, top + 13, f"{name}: {_spread(values)}", bold=True)
        canvas.line(axis.left, top + 25, WIDTH - MARGIN, top + 25, colour=RULE, dashes="1 4")
        canvas.strokes(map(axis.place, values), top + 25 - TICK / 2, TICK, colour=SERIES)
    bottom = LINE * len(drawn) + 6
    canvas.time_axis(axis, bottom)
    description = "Each stroke is one wait. Where there is a single stroke, all wait equally long."
    return Figure(
        title=title,
        description=description,
        drawing=canvas.svg(bottom + 36, title, description),
        columns=("kind", "waits", "shortest", "in the middle", "longest"),
        rows=tuple(_waits_row(name, values) for name, values in drawn.items()),
    )


def crowd(
    arrivals: Mapping[str, Sequence[float]],
    *,
    window: float = 0.1,
    room: int | None = None,
    title: str = "When the callers come back",
) -> Figure:
    """Draw how many requests arrive in each window of time, one panel for each kind of wait.

    Args:
        arrivals: When each request arrives, in seconds, by the name of the kind.
        window: Width of a column in seconds.
        room: Requests that the service can take in one window, if that is to be drawn.
        title: What it shows.

    Raises:
        ValueError: A kind has no arrivals.
    """
    _check(arrivals)
    counts = {name: Counter(int(when / window + 1e-9) for when in times) for name, times in arrivals.items()}
    axis = Axis((max(max(count) for count in counts.values()) + 1) * window)
    most = max(max(count.values()) for count in counts.values())
    canvas = Canvas()
    for number, (name, count) in enumerate(counts.items()):
        _draw_panel(canvas, axis, PANEL * number, _Panel(name, count, window, most, room))
    bottom = PANEL * len(counts)
    canvas.time_axis(axis, bottom)
    description = f"Each column counts the requests of {window:g} s."
    if room is not None:
        description += f" The service can take {room} in that time (dashed): the rest is turned away."
    return Figure(
        title=title,
        description=description,
        drawing=canvas.svg(bottom + 36, title, description),
        columns=("kind", "requests", f"busiest {window:g} s", "turned away")[: 3 if room is None else 4],
        rows=tuple(_crowd_row(name, count, room) for name, count in counts.items()),
    )


class _Panel(NamedTuple):
    """One panel of a crowd: requests by number of the window, and ``most`` in the tallest column of all."""

    name: str
    columns: Counter[int]
    window: float
    most: int
    room: int | None


def _draw_panel(canvas: Canvas, axis: Axis, top: float, panel: _Panel) -> None:
    floor, unit = top + PANEL, COLUMN / panel.most
    busiest = max(panel.columns.values())
    canvas.words(MARGIN, top + 18, f"{panel.name}: at most {busiest} in {panel.window:g} s", bold=True)
    wide = max(1.0, panel.window * axis.scale - 1)
    for at, number in sorted(panel.columns.items()):
        colour = FAILED if panel.room is not None and number > panel.room else SERIES
        high = number * unit
        canvas.bar(axis.place(at * panel.window), floor - high, wide, high, colour=colour)
    canvas.line(axis.left, floor, WIDTH - MARGIN, floor, colour=RULE)
    if panel.room is not None:
        y = floor - panel.room * unit
        canvas.line(axis.left, y, WIDTH - MARGIN, y, dashes="6 3")


def _waits_row(name: str, values: Sequence[float]) -> tuple[str, ...]:
    figures = (min(values), median(values), max(values))
    return (name, str(len(values)), *(f"{seconds(value)} s" for value in figures))


def _crowd_row(name: str, count: Counter[int], room: int | None) -> tuple[str, ...]:
    row = (name, str(count.total()), str(max(count.values())))
    if room is None:
        return row
    return (*row, str(sum(max(0, number - room) for number in count.values())))


def _check(series: Mapping[str, Sequence[float]]) -> None:
    empty = [name for name, values in series.items() if not values]
    if not series or empty:
        raise ValueError(f"there is nothing to draw{f' for {empty[0]!r}' if empty else ''}")


def _spread(values: Sequence[float]) -> str:
    low, high = seconds(min(values)), seconds(max(values))
    return f"all {low} s" if low == high else f"{low} to {high} s"
