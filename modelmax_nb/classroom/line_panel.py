"""Lines to put in order, with the mouse or with the keyboard alone.

Each line has buttons of its own, which say the same all their life. So a click means what its button said,
however late it arrives and whatever has moved meanwhile. A move travels as one list of rows.
"""
# ipywidgets has no types, so what it makes is Any.
# ruff: noqa: ANN401
# mypy: disable-error-code="import-untyped, no-untyped-call"

from __future__ import annotations

from functools import cached_property, partial
from html import escape
from threading import RLock
from typing import TYPE_CHECKING, Any

import ipywidgets

from modelmax_nb.classroom import control_words as words
from modelmax_nb.classroom.clicks import as_in_this_cell
from modelmax_nb.classroom.markup import hanging_line
from modelmax_nb.messages import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from modelmax_nb.classroom.exercises import Parsons
    from modelmax_nb.messages import Text
    from modelmax_nb.widgets.parts import Parts


class LineRow:
    """One line, with a row for where it is left out and one for where it is used.

    Attributes:
        use: Puts the line at the end.
        spare: The row of a line that is left out.

    Args:
        panel: Told of clicks.
        parts: Makes widgets.
        letter: Of the line.
        code: The line.
    """

    def __init__(self, panel: LinePanel, parts: Parts, letter: str, code: str) -> None:
        self._panel = panel
        self._parts = parts
        self._letter = letter
        self._line = ipywidgets.HTML(_line_html(letter, code), layout=panel.wide)
        self.use = self._button(words.USE, panel.use)
        self.spare = self._row([self.use])

    def _button(self, label: Text, act: Callable[[str, object], None]) -> Any:
        said = say(label, self._panel.language, letter=self._letter)
        return self._parts.button(said, as_in_this_cell(partial(act, self._letter)))

    def _row(self, buttons: list[Any]) -> Any:
        box = ipywidgets.HBox(buttons, layout=self._panel.tight) if len(buttons) > 1 else buttons[0]
        row = ipywidgets.HBox([self._line, box], layout=self._parts.flow)
        row.add_class("mmx-row")
        return row

    # Made when the line is first used: half of the widgets need not be there at the beginning.

    @cached_property
    def up(self) -> Any:
        """The button that moves the line up."""
        return self._button(words.UP, partial(self._panel.move, -1))

    @cached_property
    def down(self) -> Any:
        """The button that moves the line down."""
        return self._button(words.DOWN, partial(self._panel.move, 1))

    @cached_property
    def leave_out(self) -> Any:
        """The button that leaves the line out."""
        return self._button(words.LEAVE_OUT, self._panel.leave_out)

    @cached_property
    def used(self) -> Any:
        """The row of a line that is used; the sheet numbers such rows."""
        row = self._row([self.up, self.down, self.leave_out])
        row.add_class("mmx-used")
        return row


class LinePanel:
    """The rows of one exercise: those in use first, then those that are left out.

    Attributes:
        rows: By letter.
        used: Letters of the lines in use, in order.
        unused: Letters of the others.
        language: Of labels.
        children: The one box with all rows.

    Args:
        exercise: Which one.
        parts: Makes widgets.
        language: Of labels.
    """

    def __init__(self, exercise: Parsons, parts: Parts, language: str) -> None:
        self.language = language
        self.wide = ipywidgets.Layout(flex="1 1 16em", min_width="0", width="auto")
        self.tight = ipywidgets.Layout(flex="0 1 auto", width="auto", flex_flow="row wrap")
        self.used: list[str] = []
        self.unused = list(exercise.lettered)
        self.rows = {letter: LineRow(self, parts, letter, code) for letter, code in exercise.lettered.items()}
        self._yours = parts.line(_heading(say(words.YOUR_LINES, language)))
        self._left = parts.line(_heading(say(words.LEFT_OUT, language)))
        self._said = parts.line("")
        self._moving = RLock()  # in JupyterLab clicks may come in several threads
        self._box = ipywidgets.VBox(self._shown(), layout=ipywidgets.Layout(width="auto"))
        self._box.add_class("mmx-lines")
        self.children: list[Any] = [self._box, self._said]

    def answer(self) -> tuple[object, dict[str, object]]:
        """Return the letters in use, in order."""
        return tuple(self.used) or ..., {}

    def use(self, letter: str, _button: object = None) -> None:
        """Put a line at the end of those in use; the focus goes with it."""
        with self._moving:
            if letter in self.unused:
                self.unused.remove(letter)
                self.used.append(letter)
                self._draw(self.rows[letter].leave_out)
            self._say_place(letter)

    def leave_out(self, letter: str, _button: object = None) -> None:
        """Leave a line out; the focus goes with it."""
        with self._moving:
            if letter in self.used:
                self.used.remove(letter)
                self.unused = sorted([*self.unused, letter])
                self._draw(self.rows[letter].use)
            self._say(words.LEFT_OUT_NOW, letter=letter)

    def move(self, step: int, letter: str, _button: object = None) -> None:
        """Move a line one place up or down; the focus goes with it."""
        with self._moving:
            if letter not in self.used:
                return  # a click that was on its way when the line was left out
            place = self.used.index(letter)
            target = min(max(place + step, 0), len(self.used) - 1)
            if target != place:
                self.used.insert(target, self.used.pop(place))
                self._draw(self.rows[letter].up if step < 0 else self.rows[letter].down)
            self._say_place(letter)

    def _shown(self) -> list[Any]:
        """Return the rows as they stand, with a heading over each part."""
        used = [self.rows[letter].used for letter in self.used]
        spare = [self.rows[letter].spare for letter in self.unused]
        return [*([self._yours, *used] if used else []), *([self._left, *spare] if spare else [])]

    def _draw(self, focus: Any) -> None:
        self._box.children = self._shown()
        focus.send({"do": "focus"})  # what ``focus()`` of ipywidgets 8 sends; 7 has none

    def _say_place(self, letter: str) -> None:
        place = self.used.index(letter) + 1
        self._say(words.PLACE_NOW, letter=letter, place=place, count=len(self.used))

    def _say(self, text: Text, **values: object) -> None:
        """Tell those who do not see the lines what has moved."""
        self._said.value = f'<span role="status">{escape(say(text, self.language, **values))}</span>'


def _heading(text: str) -> str:
    return f'<div class="mmx-part">{escape(text)}</div>'


def _line_html(letter: str, code: str) -> str:
    return f'<div class="mmx-line"><span><strong>{escape(letter)}</strong></span>{hanging_line(code)}</div>'
