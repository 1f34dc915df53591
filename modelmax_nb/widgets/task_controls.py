"""The buttons below a video task: look now, stop looking, fetch the result."""
# mypy: disable-error-code="import-untyped, misc, no-untyped-call"

from __future__ import annotations

from html import escape
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeAlias

import ipywidgets

from modelmax_nb.failure import redact
from modelmax_nb.messages import DEFAULT_LANGUAGE, say
from modelmax_nb.widgets.error_controls import LIVE_CLASS, SETTLING
from modelmax_nb.widgets.parts import Parts, later

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from modelmax_nb.messages import Text


Offer: TypeAlias = "tuple[Text, Text, Callable[[], None]]"
"""What stands on a button, what is said while it works, and what a click does: it must not block, and
`TaskControls.offer` ends the work."""


class TaskControls(ipywidgets.VBox):
    """Buttons for one task; they know what to offer and no client.

    Args:
        language: Language of the labels.
        after: Does something after so many seconds, without blocking.

    Attributes:
        reloaded: Whether the browser was loaded again: then display handles lead nowhere, and only what
            stands in these controls is seen.
    """

    def __init__(
        self,
        language: str = DEFAULT_LANGUAGE,
        *,
        after: Callable[[float, Callable[[], None]], None] = later,
    ) -> None:
        self.reloaded = False
        self._opened = False
        self._language = language
        self._after = after
        self._lock = Lock()
        self._acting = False
        self._look = ""
        self._parts = Parts()
        self.instead: Any = self._parts.line("")
        self.line: Any = self._parts.line("")
        self.row: Any = self._parts.row(())
        super().__init__([self.row], layout=ipywidgets.Layout(margin="0 0 0 18px"))
        self.add_class(LIVE_CLASS)
        self._opened = True

    def get_state(self, key: Any = None, drop_defaults: bool = False) -> Any:  # noqa: ANN401, FBT001, FBT002 - theirs
        """Return the state for the front end, and note when one asks for all of it again."""
        if key is None and self._opened:
            self.reloaded = True
        return super().get_state(key=key, drop_defaults=drop_defaults)

    def offer(self, offers: Sequence[Offer], said: str = "") -> None:
        """Show a button for each of *offers*, and *said* above them.

        What follows a click takes the focus, and no click before it could be read: the second half of a
        double click must not spend money.
        """
        clicked, self._acting = self._acting, False
        old = self.row.children
        buttons = [self._button(offer) for offer in offers]
        for button in buttons:
            button.disabled = clicked  # before it is drawn: a click in between would be lost
        self.row.children = buttons
        for child in old:
            self._parts.discard(child)
        self.say(said)
        if clicked and offers:
            self._settle()

    def say(self, text: str) -> None:
        """Show one line above the buttons, announced to who cannot see it."""
        self.line.value = f'<div role="alert">{escape(text)}</div>' if text else ""
        self._arrange()

    def show_instead(self, html: str) -> None:
        """Show here what belongs above: after the page was loaded again, nothing above changes any more."""
        self.instead.value = html
        self._arrange()

    def wear(self, look: str) -> None:
        """Take the colour of the box above, by the class of it."""
        if look != self._look:
            self.remove_class(self._look)
            self.add_class(look)
            self._look = look

    def close(self) -> None:
        """Close these controls and everything in them."""
        self.offer(())
        for part in (self.line, self.instead):
            self._parts.discard(part)
        for part in (self.row, self._parts, self.layout):
            part.close()
        super().close()

    def _arrange(self) -> None:
        lines = [part for part in (self.instead, self.line) if part.value]
        self.children = [*lines, self.row]

    def _button(self, offer: Offer) -> Any:  # noqa: ANN401 - untyped widgets
        label = say(offer[0], self._language)
        return self._parts.button(label, lambda button: self._clicked(button, offer))

    def _clicked(self, button: Any, offer: Offer) -> None:  # noqa: ANN401 - as above
        """Act once for one click; a second one meanwhile does nothing."""
        with self._lock:
            if self._acting or button.disabled or button not in self.row.children:
                return
            self._acting = True
        for child in self.row.children:
            child.disabled = True
        _label, busy, act = offer
        self.say(say(busy, self._language))
        try:
            act()
        except Exception as error:  # noqa: BLE001 - the front end would swallow it
            self.say(redact(f"{type(error).__name__}: {error}"))

    def _settle(self) -> None:
        """Let the buttons work, and give the first one the focus, once the front end has drawn them."""
        buttons = self.row.children

        def settled() -> None:
            with self._lock:
                if self._acting or self.row.children != buttons:
                    return
                for button in buttons:
                    button.disabled = False
                buttons[0].send({"do": "focus"})  # what ``focus()`` of ipywidgets 8 sends; 7 has none

        self._after(SETTLING, settled)
