"""A streamed answer on its way to the reader: few repaints, each of the whole text so far."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from modelmax_nb.display.markdown import safe_markdown
from modelmax_nb.display.phrase import clean
from modelmax_nb.widgets.presentation import Slot

if TYPE_CHECKING:
    from collections.abc import Callable

    from modelmax_nb.widgets.presentation import Mode

REPAINT_EVERY = 0.1  # seconds at the least
# A repaint sends the whole text so far, so a long text is painted less often: on average so many bytes go
# out in a second, whatever its length.
BYTES_A_SECOND = 8_000


class StreamDisplay:
    """Shows the text of a stream as it grows.

    Args:
        mode: ``"live"`` repaints one output; ``"text"`` prints each piece as it comes; ``"static"`` shows
            the whole answer at its end, because stored outputs must not change.
        label: A line to print above the text in a terminal, such as that the answer is simulated; "" for
            none.
        now: The clock, in seconds.
    """

    def __init__(self, mode: Mode, label: str = "", now: Callable[[], float] = time.monotonic) -> None:
        self.slot = Slot()
        self.printed = False
        self._mode = mode
        self._label = label
        self._now = now
        self._pieces: list[str] = []
        self._next = 0.0

    def add(self, piece: str) -> None:
        """Take in a piece of text and show it when it is time."""
        if self._mode == "text":
            self._print(piece)
        elif self._mode == "live":
            self._pieces.append(piece)
            now = self._now()
            if now >= self._next:
                self._repaint(now)

    def end(self, notice: str = "") -> None:
        """End what was printed, with a line below it; does nothing where nothing was."""
        if self.printed:
            sys.stdout.write(f"\n\n[{notice}]\n" if notice else "\n")
            sys.stdout.flush()

    def _repaint(self, now: float) -> None:
        text = "".join(self._pieces)
        # The last repaint, with the whole answer, is the one that is stored: only that needs both forms.
        self.slot.put({"text/markdown": safe_markdown(text), "text/plain": "…"})
        self._next = now + max(REPAINT_EVERY, len(text.encode()) / BYTES_A_SECOND)

    def _print(self, piece: str) -> None:
        """Write to the terminal, or to whatever stands in its place, without a control code."""
        if not self.printed and self._label:
            sys.stdout.write(f"[{self._label}]\n\n")
        self.printed = True
        sys.stdout.write(clean(piece))
        sys.stdout.flush()
