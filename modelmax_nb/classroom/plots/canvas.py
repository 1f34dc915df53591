"""What the plots are drawn with: a sheet of paper, an axis, lines, bars and words."""

from __future__ import annotations

from html import escape
from math import ceil
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

WIDTH: Final = 440  # units, shown as so many pixels at most
MARGIN: Final = 12
INK: Final = "#1f2328"
RULE: Final = "#8a9199"
PAPER: Final = "#ffffff"
# Told apart by lightness as well as by hue, and always named in words.
FAILED: Final = "#c62828"
ANSWERED: Final = "#2e7d32"
SERIES: Final = "#1565c0"
STEPS: Final = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 3600)
MOST_TICKS: Final = 8
TICK: Final = 5


class Axis:
    """Seconds from left to right.

    Args:
        end: The last moment that has to fit; the axis begins at 0.
        left: Where 0 stands, in units.
    """

    def __init__(self, end: float, left: float = MARGIN) -> None:
        self.end = max(end, 0.01)
        self.left = left
        self.scale = (WIDTH - MARGIN - left) / self.end

    def place(self, seconds: float) -> float:
        """Return where *seconds* stands, in units."""
        return self.left + seconds * self.scale

    def ticks(self) -> list[float]:
        """Return the moments to write numbers at: a few, and round ones."""
        step = next((step for step in STEPS if self.end / step <= MOST_TICKS), self.end)
        return [number * step for number in range(ceil(self.end / step) + 1) if number * step <= self.end]


class Canvas:
    """Collects what is drawn; ``y`` counts from the top."""

    def __init__(self) -> None:
        self._parts: list[str] = []

    def line(
        self, x1: float, y1: float, x2: float, y2: float, *, colour: str = INK, dashes: str = ""
    ) -> None:
        """Draw a line; *dashes* as in SVG, such as ``2 3``."""
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        self._parts.append(
            f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{colour}" fill="none"{dashed}/>'
        )

    def path(self, points: list[tuple[float, float]], *, colour: str) -> None:
        """Draw a thick line through *points*."""
        through = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        self._parts.append(f'<path d="M{through}" stroke="{colour}" stroke-width="2" fill="none"/>')

    def strokes(self, places: Iterable[float], y: float, high: float, *, colour: str) -> None:
        """Draw upright lines *high* units long from *y* on, one at each of *places*."""
        through = "".join(f"M{x:.1f} {y:.1f}v{high:g}" for x in places)
        self._parts.append(f'<path d="{through}" stroke="{colour}" fill="none"/>')

    def bar(self, x: float, y: float, wide: float, high: float, *, colour: str, hollow: bool = False) -> None:
        """Draw a filled box, or its outline alone."""
        fill = f'fill="{PAPER}" stroke="{colour}" stroke-width="1.5"' if hollow else f'fill="{colour}"'
        self._parts.append(f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" {fill}/>')

    def words(self, x: float, y: float, text: str, *, anchor: str = "start", bold: bool = False) -> None:
        """Write *text*; *x* is where it begins, has its ``middle`` or its ``end``."""
        weight = ' font-weight="bold"' if bold else ""
        self._parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{weight}>{escape(text, quote=False)}</text>'
        )

    def time_axis(self, axis: Axis, y: float, *, unit: str = "seconds") -> None:
        """Draw *axis* with its numbers at *y*; it takes 30 units below."""
        self.line(axis.left, y, WIDTH - MARGIN, y, colour=RULE)
        for tick in axis.ticks():
            x = axis.place(tick)
            self.line(x, y, x, y + TICK, colour=RULE)
            self.words(x, y + 17, f"{tick:g}", anchor="middle")
        self.words(WIDTH - MARGIN, y + 30, unit, anchor="end")

    def svg(self, high: float, title: str, description: str) -> str:
        """Return all as an SVG document *high* units high."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {high:.0f}" width="{WIDTH}" '
            f'height="{high:.0f}" role="img" font-family="sans-serif" font-size="12" fill="{INK}">'
            f"<title>{escape(title, quote=False)}</title><desc>{escape(description, quote=False)}</desc>"
            f'<rect width="{WIDTH}" height="{high:.0f}" fill="{PAPER}"/>{"".join(self._parts)}</svg>'
        )
