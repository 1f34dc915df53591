"""The widgets of one exercise: a panel for the answer, Check and Hint, and a place for what is said."""
# ipywidgets has no types, so what it makes is Any.
# ruff: noqa: ANN401
# mypy: disable-error-code="import-untyped, misc, no-untyped-call"

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Any

import ipywidgets

from modelmax_nb.classroom import control_words as words
from modelmax_nb.classroom import words as typed_words
from modelmax_nb.classroom.clicks import as_in_this_cell
from modelmax_nb.classroom.panels import FunctionPanel, panel_for
from modelmax_nb.failure import redact
from modelmax_nb.messages import Saying, say
from modelmax_nb.widgets.parts import Parts

if TYPE_CHECKING:
    from collections.abc import Callable

    from modelmax_nb.classroom.exercises import Exercise
    from modelmax_nb.classroom.hint_view import Hint
    from modelmax_nb.classroom.verdict import Verdict

LONGEST_ERROR = 300
_STILL_OPEN = {typed_words.NOT_ANSWERED, *typed_words.HOW_TO.values()}


class ExerciseControls(ipywidgets.VBox):
    """Something to click on for one exercise; it judges nothing itself.

    Attributes:
        panel: Where the answer is put together.
        check_button: Judges the answer as it stands.
        hint_button: Shows the next hint.
        status: What was said last; a screen reader reads it out.

    Args:
        exercise: Which one.
        language: Of labels.
        on_check: Judges an answer: one value, and values by name.
        on_hint: Gives the next hint.
        function_named: Finds a function of the notebook.
    """

    def __init__(
        self,
        exercise: Exercise,
        language: str,
        *,
        on_check: Callable[[object, dict[str, object]], Verdict],
        on_hint: Callable[[], Hint],
        function_named: Callable[[str], object],
    ) -> None:
        self._language = language
        self._on_check = on_check
        self._on_hint = on_hint
        self._questions = {question.name: question.text for question in getattr(exercise, "questions", ())}
        parts = Parts()
        self.panel = panel_for(exercise, parts, language, function_named)
        label = say(words.CHECK, language)
        if isinstance(self.panel, FunctionPanel):
            label = say(words.CHECK_FUNCTION, language, name=f"{getattr(exercise, 'function', '')}()")
        self.check_button = parts.button(label, as_in_this_cell(self._check), main=True)
        self.hint_button = parts.button(say(words.HINT, language), as_in_this_cell(self._hint))
        self.status = parts.line("")
        row = parts.row([self.check_button, self.hint_button])
        # In line with the text of the question above.
        super().__init__(
            [*self.panel.children, row, self.status], layout=ipywidgets.Layout(margin="0 0 0 18px")
        )
        for name in ("mmx-live", "mmx-exercise"):
            self.add_class(name)

    def _check(self, _button: Any) -> None:
        answer, named = self.panel.answer()
        self._show(lambda: self._clicked(self._on_check(answer, named)))

    def _clicked(self, verdict: Verdict) -> Verdict:
        """Tell whoever clicks what to click, where whoever types is told what to write."""
        complaint = verdict.complaint
        text = getattr(complaint, "text", None)
        if text is typed_words.NEEDS_NUMBER and isinstance(complaint, Saying):
            complaint = Saying(words.NUMBER_NEEDED, question=self._questions[str(complaint.values["name"])])
        elif text in _STILL_OPEN and not isinstance(self.panel, FunctionPanel):
            complaint = Saying(words.STILL_OPEN)
        return replace(verdict, complaint=complaint, clicked=True)

    def _hint(self, _button: Any) -> None:
        self._show(lambda: self._on_hint()._replace(clicked=True))

    def _show(self, make: Callable[[], Any]) -> None:
        """Show what *make* returns; nobody would see the traceback of a click."""
        try:
            html = make()._repr_html_()
        except Exception as error:  # noqa: BLE001 - as said
            said = redact(f"{type(error).__name__}: {error}")[:LONGEST_ERROR]
            html = escape(say(words.FAILED, self._language, error=said))
        self.status.value = f'<div role="alert">{html}</div>'
