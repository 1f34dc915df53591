"""Where an answer is put together: choices, boxes to tick, lines to move; one panel a kind."""
# ipywidgets has no types, so what it makes is Any.
# ruff: noqa: ANN401
# mypy: disable-error-code="import-untyped, no-untyped-call"

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Protocol

import ipywidgets

from modelmax_nb.classroom import control_words as words
from modelmax_nb.classroom.exercises import Asking, FindLeak, Match, Parsons
from modelmax_nb.classroom.line_panel import LinePanel
from modelmax_nb.classroom.markup import inline, literal_dollars
from modelmax_nb.classroom.values import as_said
from modelmax_nb.messages import in_language, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from modelmax_nb.classroom.exercises import Exercise, Question
    from modelmax_nb.widgets.parts import Parts

Answer = tuple[object, dict[str, object]]
FLAT = str.maketrans("", "", "`*")  # for labels without markup


class Panel(Protocol):
    """Widgets, and the answer that they stand for: one value, or values by name."""

    children: list[Any]

    def answer(self) -> Answer:
        """Return the answer as it stands; ``...`` for what is open."""


def panel_for(
    exercise: Exercise, parts: Parts, language: str, function_named: Callable[[str], object]
) -> Panel:
    """Make the widgets that fit *exercise*.

    Args:
        exercise: Which one.
        parts: Makes widgets.
        language: Of labels.
        function_named: Finds a function of the notebook.
    """
    if isinstance(exercise, Asking):
        return QuestionPanel(exercise, parts, language)
    if isinstance(exercise, Match):
        return MatchPanel(exercise, parts, language)
    if isinstance(exercise, Parsons):
        return LinePanel(exercise, parts, language)
    if isinstance(exercise, FindLeak):
        return LeakPanel(exercise)
    return FunctionPanel(exercise, function_named)


class QuestionPanel:
    """One list to choose from, or one field for a number, a question."""

    def __init__(self, exercise: Asking, parts: Parts, language: str) -> None:
        self._fields = {question.name: _field(question, parts, language) for question in exercise.questions}
        self.children = list(self._fields.values())

    def answer(self) -> Answer:
        """Return the answers by name."""
        return ..., {name: _value(field) for name, field in self._fields.items()}


def _field(question: Question, parts: Parts, language: str) -> Any:
    if question.choices:
        options = [(in_language(as_said(choice), language), choice) for choice in question.choices]
        return _choice(parts, question.text, options, language)
    field = ipywidgets.Text(
        description=question.text.translate(FLAT),
        placeholder=say(words.NUMBER, language),
        style={"description_width": "auto"},
    )
    field.layout.width = "auto"
    _mark_up(field, question.text)
    return field


def _mark_up(field: Any, label: str) -> None:
    """Show code in a label as code, and dollar signs as such: between two, a front end would set maths.

    ipywidgets 7 cannot; there the label stays flat.
    """
    if "`" in label or _reads_as_maths(label):
        _set_label(field, inline(label))


def _reads_as_maths(label: str) -> bool:
    return label.count("$") > 1


def _set_label(field: Any, html: str) -> None:
    if field.has_trait("description_allow_html"):
        field.description_allow_html = True
        field.description = html


def _choice(parts: Parts, label: str, options: list[tuple[str, Any]], language: str) -> Any:
    """Make a list to choose from that begins with nothing chosen."""
    field = parts.choice(label.translate(FLAT), [(say(words.CHOOSE, language), ""), *options], "")
    field.index = 0  # False and 0 are the same value to the list
    _mark_up(field, label)
    return field


def _value(field: Any) -> object:
    """Return what a field says; ``...`` while nothing is chosen."""
    if isinstance(field, ipywidgets.Dropdown):
        return field.value if field.index else ...
    return field.value.strip() or ...


class MatchPanel:
    """One list to choose from a row."""

    def __init__(self, exercise: Match, parts: Parts, language: str) -> None:
        options: list[tuple[str, Any]] = [
            (f"{letter}. {exercise.options[name].translate(FLAT)}", letter)
            for letter, name in exercise.letters.items()
        ]
        self._fields = {
            number: _choice(parts, f"{number}. {row.text}", options, language)
            for number, row in enumerate(exercise.rows, 1)
        }
        self.children = list(self._fields.values())

    def answer(self) -> Answer:
        """Return the letters by number; nothing while no row is answered."""
        chosen = {number: _value(field) for number, field in self._fields.items()}
        given = {number: letter for number, letter in chosen.items() if letter is not ...}
        return given or ..., {}


class LeakPanel:
    """One box to tick a line."""

    def __init__(self, exercise: FindLeak) -> None:
        layout = ipywidgets.Layout(width="auto", max_width="100%", height="auto")
        style = ipywidgets.CheckboxStyle() if hasattr(ipywidgets, "CheckboxStyle") else {}
        self.children = [
            ipywidgets.Checkbox(description=f"{number:2}  {line}", indent=False, layout=layout, style=style)
            for number, line in enumerate(exercise.lines, 1)
        ]
        for box, line in zip(self.children, exercise.lines, strict=True):
            box.add_class("mmx-code")
            if _reads_as_maths(line):
                _set_label(box, literal_dollars(escape(box.description, quote=False)))

    def answer(self) -> Answer:
        """Return the numbers of the ticked lines."""
        return [number for number, box in enumerate(self.children, 1) if box.value] or ..., {}


class FunctionPanel:
    """Nothing to put together: the function of the notebook is the answer."""

    def __init__(self, exercise: Exercise, function_named: Callable[[str], object]) -> None:
        self.children: list[Any] = []
        self._name = str(getattr(exercise, "function", ""))
        self._function_named = function_named

    def answer(self) -> Answer:
        """Return the function as it is now."""
        return self._function_named(self._name), {}
