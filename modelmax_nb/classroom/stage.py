"""Puts an exercise into the output of a cell: the question, and below it what can be clicked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from modelmax_nb.classroom import control_words
from modelmax_nb.classroom.cells import shell
from modelmax_nb.classroom.question_view import question_html, question_text
from modelmax_nb.messages import say

if TYPE_CHECKING:
    from modelmax_nb.classroom.exercises import Exercise

VIEW = "application/vnd.jupyter.widget-view+json"


def show(exercise: Exercise, language: str) -> None:
    """Show *exercise*; with widgets where a person can click on them."""
    live = _mode() == "live"
    display(question_text(exercise, language), question_html(exercise, language, live=live))
    if live:
        _show_controls(exercise, language)


def display(text: str, html: str) -> None:
    """Show something as the output of a cell; print the text where only text is shown."""
    if _mode() == "text":
        print(text)  # noqa: T201 - the only way out here
        return
    _publish({"text/plain": text, "text/html": html})


def _publish(bundle: dict[str, Any]) -> None:
    from IPython.display import display

    display(bundle, raw=True)  # type: ignore[no-untyped-call]


def _mode() -> str:
    """Return how to show things here: ``live``, ``static`` or ``text``."""
    running = shell()
    if running is None:
        return "text"
    magics = running.magics_manager.registry.get("ModelMaxMagics")
    if magics is not None:
        return str(magics.mode)
    from modelmax_nb.magics.frontend import display_mode

    return display_mode(running)


def _show_controls(exercise: Exercise, language: str) -> None:
    from modelmax_nb.classroom.controls import ExerciseControls
    from modelmax_nb.classroom.desk import judge, next_hint

    controls = ExerciseControls(
        exercise,
        language,
        on_check=partial(judge, exercise),
        on_hint=partial(next_hint, exercise),
        function_named=lambda name: shell().user_ns.get(name, ...),
    )
    view = {"version_major": 2, "version_minor": 0, "model_id": controls.model_id}
    _publish({VIEW: view, "text/plain": say(control_words.CONTROLS_GONE, language)})
