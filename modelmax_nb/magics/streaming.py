"""A streamed answer on its way to the reader: few repaints, each of the whole text so far."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from modelmax_nb.display.markdown import safe_markdown
from modelmax_nb.widgets.presentation import Slot

if TYPE_CHECKING:
    from modelmax_nb.widgets.presentation import Mode

REPAINT_EVERY = 0.1  # seconds at the least
CHARACTERS_A_SECOND = 60_000  # a repaint sends the whole text, so long texts are painted less often


class StreamDisplay:
    """Shows the text of a stream as it grows.

    Args:
        mode: Only ``"live"`` repaints; elsewhere the whole answer is shown at its end, because stored
            outputs must not change and a terminal cannot take lines back.
    """

    def __init__(self, mode: Mode) -> None:
        self.slot = Slot()
        self._live = mode == "live"
        self._text = ""
        self._next = 0.0

    def add(self, piece: str) -> None:
        """Take in a piece of text and repaint when it is time."""
        self._text += piece
        now = time.monotonic()
        if not self._live or now < self._next:
            return
        self.slot.put({"text/markdown": safe_markdown(self._text), "text/plain": self._text[:80]})
        self._next = now + max(REPAINT_EVERY, len(self._text) / CHARACTERS_A_SECOND)
