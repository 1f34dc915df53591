"""Lines to put in order, with the mouse or with the keyboard alone.

The rows stay where they are and the lines move through them: nothing is drawn anew, few bytes travel, and
the focus can follow a line at once.
"""
# ipywidgets has no types, so what it makes is Any.
# ruff: noqa: ANN401
# mypy: disable-error-code="import-untyped, no-untyped-call"

from __future__ import annotations

import time
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

import ipywidgets

from modelmax_nb.classroom import control_words as words
from modelmax_nb.messages import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from modelmax_nb.classroom.exercises import Parsons
    from modelmax_nb.widgets.parts import Parts

UNSEEN = 0.3  # seconds; a key that is held down repeats sooner than a far kernel answers


class _Row:
    """One place for a line, with its three buttons."""

    def __init__(self, panel: LinePanel, parts: Parts, place: int) -> None:
        self.line = ipywidgets.HTML("", layout=panel.wide)
        self.up = parts.button("", partial(panel.moved, place, -1))
        self.down = parts.button("", partial(panel.moved, place, 1))
        self.toggle = parts.button("", partial(panel.toggled, place))
        buttons = ipywidgets.HBox([self.up, self.down, self.toggle], layout=panel.tight)
        self.box = ipywidgets.HBox([self.line, buttons], layout=parts.flow)
        self.box.add_class("mmx-row")


class LinePanel:
    """The rows of one exercise: those in use first, then those that are left out.

    Attributes:
        used: Letters of the lines in use, in order.
        unused: Letters of the others.

    Args:
        exercise: Which one.
        parts: Makes widgets.
        language: Of labels.
        now: A clock, in seconds.
    """

    def __init__(
        self, exercise: Parsons, parts: Parts, language: str, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._lines = exercise.lettered
        self._now = now
        self._pressed: tuple[tuple[int, int], float, int] | None = None
        self._language = language
        self._flow = parts.flow
        self._hidden = ipywidgets.Layout(display="none")
        self.wide = ipywidgets.Layout(flex="1 1 16em", min_width="0", width="auto")
        self.tight = ipywidgets.Layout(flex="0 0 auto", width="auto")
        self.used: list[str] = []
        self.unused = list(self._lines)
        self._rows = [_Row(self, parts, place) for place in range(len(self._lines))]
        self._said = ipywidgets.HTML("", layout=parts.flow)
        self.children: list[Any] = [*(row.box for row in self._rows), self._said]
        self._draw()

    def answer(self) -> tuple[object, dict[str, object]]:
        """Return the letters in use, in order."""
        return tuple(self.used) or ..., {}

    def moved(self, place: int, step: int, _button: object = None) -> None:
        """Move the line at *place* one up or down; the focus goes with it.

        A second press on the same button, before the first one can be seen, is meant for the same line.
        """
        button, now = (place, step), self._now()
        if self._pressed is not None and self._pressed[0] == button and now - self._pressed[1] < UNSEEN:
            place = self._pressed[2]
        target = place + step
        if place >= len(self.used):
            return  # a click that was on its way when the line was left out
        if 0 <= target < len(self.used):
            self.used[place], self.used[target] = self.used[target], self.used[place]
            self._draw()
            self._focus(self._rows[target].up if step < 0 else self._rows[target].down)
            place = target
        self._pressed = (button, now, place)
        self._say_place(place)

    def toggled(self, place: int, _button: object = None) -> None:
        """Use the line at *place*, or leave it out; the focus goes with it."""
        self._pressed = None
        if place < len(self.used):
            letter = self.used.pop(place)
            self.unused = sorted([*self.unused, letter])
            self._draw()
            target = len(self.used) + self.unused.index(letter)
            self._say(say(words.LEFT_OUT_NOW, self._language, letter=letter))
        else:
            letter = self.unused.pop(place - len(self.used))
            self.used.append(letter)
            self._draw()
            target = len(self.used) - 1
            self._say_place(target)
        self._focus(self._rows[target].toggle)

    def _draw(self) -> None:
        for place, letter in enumerate([*self.used, *self.unused]):
            row, in_use = self._rows[place], place < len(self.used)
            row.line.value = self._line_html(place, letter)
            for button, label in ((row.up, words.UP), (row.down, words.DOWN)):
                button.layout = self._flow if in_use else self._hidden
                _label(button, say(label, self._language, letter=letter))
            _label(row.toggle, say(words.LEAVE_OUT if in_use else words.USE, self._language, letter=letter))

    def _line_html(self, place: int, letter: str) -> str:
        """Return a line, under a heading where it begins a part."""
        heading = ""
        if place == 0 and self.used:
            heading = say(words.YOUR_LINES, self._language)
        elif place == len(self.used):
            heading = say(words.LEFT_OUT, self._language)
        top = f'<p class="mmx-part">{escape(heading)}</p>' if heading else ""
        number = f"{place + 1}." if place < len(self.used) else "–"
        code = escape(self._lines[letter], quote=False)
        name = f"<span>{number} <strong>{letter}</strong></span>"
        return f'{top}<div class="mmx-line">{name}<code>{code}</code></div>'

    def _say_place(self, place: int) -> None:
        values = {"letter": self.used[place], "place": place + 1, "count": len(self.used)}
        self._say(say(words.PLACE_NOW, self._language, **values))

    def _say(self, text: str) -> None:
        """Tell those who do not see the lines what has moved."""
        self._said.value = f'<span role="status">{escape(text)}</span>'

    @staticmethod
    def _focus(button: Any) -> None:
        button.send({"do": "focus"})  # what ``focus()`` of ipywidgets 8 sends; 7 has none


def _label(button: Any, label: str) -> None:
    button.description = button.tooltip = label
