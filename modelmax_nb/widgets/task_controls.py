"""The buttons below a video task: look now, stop looking, fetch the result."""
# mypy: disable-error-code="import-untyped, misc, no-untyped-call"

from __future__ import annotations

from html import escape
from threading import Lock
from typing import TYPE_CHECKING, Any

import ipywidgets

from modelmax_nb.messages import DEFAULT_LANGUAGE, say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from modelmax_nb.messages import Text

LIVE_CLASS = "mmx-live"  # the static card's sheet knows live controls by it


class TaskControls(ipywidgets.VBox):
    """Buttons for one task; they know what to offer and no client.

    Args:
        language: Language of the labels.
    """

    def __init__(self, language: str = DEFAULT_LANGUAGE) -> None:
        self._language = language
        self._lock = Lock()
        self._acting = False
        self._flow = ipywidgets.Layout(width="auto", max_width="100%", flex_flow="row wrap")
        self._plain = ipywidgets.ButtonStyle()
        self.line: Any = ipywidgets.HTML("", layout=self._flow)
        self.row: Any = ipywidgets.HBox((), layout=self._flow)
        super().__init__([self.row], layout=ipywidgets.Layout(margin="0 0 0 18px"))
        self.add_class(LIVE_CLASS)

    def offer(self, actions: Sequence[tuple[Text, Text, Callable[[], None]]]) -> None:
        """Show one button for each label, what it says while it works, and what it does off the cell."""
        old = self.row.children
        self.row.children = [self._button(*action) for action in actions]
        self._acting = False
        for child in old:
            child.close()

    def say(self, text: str) -> None:
        """Show one line above the buttons, announced to who cannot see it."""
        self.line.value = f'<div role="alert">{escape(text)}</div>' if text else ""
        self.children = [self.line, self.row] if text else [self.row]

    def close(self) -> None:
        """Close these controls and everything in them."""
        self.offer(())
        for part in (self.line, self.row, self._flow, self._plain, self.layout):
            part.close()
        super().close()

    def _button(self, label: Text, busy: Text, act: Callable[[], None]) -> Any:  # noqa: ANN401 - untyped widgets
        text = say(label, self._language)
        button = ipywidgets.Button(description=text, tooltip=text, style=self._plain, layout=self._flow)
        button.on_click(lambda _button: self._clicked(busy, act))
        return button

    def _clicked(self, busy: Text, act: Callable[[], None]) -> None:
        """Act once for one click; a second one meanwhile does nothing."""
        with self._lock:
            if self._acting:
                return
            self._acting = True
        for child in self.row.children:
            child.disabled = True
        self.say(say(busy, self._language))
        act()
