"""The single widgets below a card: made alike, with shared layout and style, and thrown away whole."""
# ipywidgets has no types, so what it makes is Any.
# ruff: noqa: ANN401
# mypy: disable-error-code="import-untyped, no-untyped-call"

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Any

import ipywidgets

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Parts:
    """Makes the widgets of one card's controls.

    Every widget brings a Layout and a Style of its own unless it is given one; buttons share theirs.
    """

    def __init__(self) -> None:
        self.flow = ipywidgets.Layout(width="auto", max_width="100%", flex_flow="row wrap")
        self._plain_style = ipywidgets.ButtonStyle()

    def row(self, children: Sequence[Any]) -> Any:
        """Make a line of widgets that wraps where it is narrow."""
        return ipywidgets.HBox(children, layout=self.flow)

    def line(self, html: str) -> Any:
        """Make a line of text."""
        return ipywidgets.HTML(html, layout=self.flow)

    def button(
        self, label: str, on_click: Callable[[Any], None], tip: str = "", *, main: bool = False
    ) -> Any:
        """Make a button; *main* colours it."""
        button = ipywidgets.Button(
            description=label,
            tooltip=tip or label,
            button_style="primary" if main else "",
            style=self._plain_style,
            layout=self.flow,
        )
        button.on_click(on_click)
        return button

    def choice(self, label: str, options: Sequence[tuple[str, str]], chosen: str) -> Any:
        """Make a list to choose from; *options* are what is shown and what it stands for."""
        return ipywidgets.Dropdown(
            options=options, value=chosen, description=label, style=_beside(), layout=_one_line()
        )

    def secret_field(self, label: str) -> Any:
        """Make a field for a key; continuous updates would send, and echo, every beginning of it."""
        return ipywidgets.Password(
            description=label, continuous_update=False, style=_beside(), layout=_one_line()
        )

    def discard(self, part: Any) -> None:
        """Close *part* with what it brought."""
        if part.style is not self._plain_style:
            part.style.close()
        if part.layout is not self.flow:
            part.layout.close()
        part.close()

    def close(self) -> None:
        """Close what the parts shared."""
        self.flow.close()
        self._plain_style.close()


def _beside() -> dict[str, str]:
    return {"description_width": "auto"}


def _one_line() -> Any:
    """Make the layout of a field whose label stays beside it."""
    return ipywidgets.Layout(width="auto", max_width="100%")


def later(seconds: float, work: Callable[[], None]) -> None:
    """Do *work* after a while without blocking; at once where there are no threads."""
    if sys.platform == "emscripten":
        work()
        return
    timer = threading.Timer(seconds, work)
    timer.daemon = True
    timer.start()
