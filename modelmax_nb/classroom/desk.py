"""What a notebook calls: show an exercise, check an answer, give a hint, show the progress."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from modelmax_nb.api import current_session
from modelmax_nb.classroom import words
from modelmax_nb.classroom.answers import UnreadableAnswer, read_answer
from modelmax_nb.classroom.assessment import assess
from modelmax_nb.classroom.control_words import FAILED
from modelmax_nb.classroom.curriculum import UnknownExercise, find_exercise
from modelmax_nb.classroom.hint_view import Hint
from modelmax_nb.classroom.progress_file import ProgressFile
from modelmax_nb.classroom.progress_view import Progress
from modelmax_nb.classroom.stage import display, show
from modelmax_nb.classroom.verdict import Verdict
from modelmax_nb.failure import redact
from modelmax_nb.messages import Saying

if TYPE_CHECKING:
    from modelmax_nb.classroom.exercises import Exercise


def exercise(id_: str) -> None:
    """Show an exercise: its question, and something to click on where the front end has such.

    Args:
        id_: Such as ``"balance-predict"``. An unknown one is answered with near ones.
    """
    found = _find(id_)
    if isinstance(found, Verdict):
        display(repr(found), found._repr_html_())
        return
    show(found, current_session().language)


def check(id_: str, answer: object = ..., /, **named: object) -> Verdict:
    """Judge an answer and say what is right, what is missing and why; never raises for an answer.

    Args:
        id_: Of the exercise.
        answer: Letters, numbers or a function, as the exercise says; ``...`` for none yet.
        **named: Answers to questions that have names.

    Returns:
        The verdict, which shows itself at the end of a cell.
    """
    found = _find(id_)
    if isinstance(found, Verdict):
        return found
    return judge(found, answer, named)


def judge(found: Exercise, answer: object, named: dict[str, object]) -> Verdict:
    """Judge an answer to *found* and write down that it was tried."""
    language = current_session().language
    try:
        given: Any = read_answer(found, answer, named)
    except UnreadableAnswer as problem:
        return Verdict(
            exercise=found.id,
            title=found.title,
            answered=False,
            complaint=problem.saying,
            language=language,
        )
    try:
        verdict = replace(assess(found, given), language=language)
    except Exception as error:  # noqa: BLE001 - an exercise with a mistake of its own must not stop a lesson
        said = redact(f"{type(error).__name__}: {error}")
        return Verdict(
            exercise=found.id,
            title=found.title,
            answered=False,
            complaint=Saying(FAILED, error=said),
            language=language,
        )
    if verdict.answered:
        _note(found.id, passed=verdict.passed)
    return verdict


def hint(id_: str) -> Hint | Verdict:
    """Give the next of three hints; the last one stays. That one was used is written down, not punished.

    Args:
        id_: Of the exercise.
    """
    found = _find(id_)
    return found if isinstance(found, Verdict) else next_hint(found)


def next_hint(found: Exercise) -> Hint:
    """Give the next hint of *found* and write down that it was given."""
    file = ProgressFile()
    number = min(file.hints_shown(found.id) + 1, len(found.hints))
    with suppress(OSError):  # a folder that cannot be written to takes nobody's hint away
        file.note_hint(found.id, number)
    return Hint(found, number, current_session().language)


def progress() -> Progress:
    """Show which exercises are done; ``.export(path)`` writes it to a file, ``.reset()`` forgets it."""
    return Progress(ProgressFile(), current_session().language)


def _note(id_: str, *, passed: bool) -> None:
    with suppress(OSError):  # as above
        ProgressFile().note_try(id_, passed=passed)


def _find(id_: object) -> Exercise | Verdict:
    """Return the exercise, or what to say where there is none."""
    try:
        return find_exercise(str(id_))
    except UnknownExercise as unknown:
        name = str(id_)[:60]
        complaint = Saying(words.UNKNOWN_EXERCISE, id=name)
        if unknown.near:
            near = ", ".join(f"`{one}`" for one in unknown.near)
            complaint = Saying(words.UNKNOWN_EXERCISE_NEAR, id=name, near=near)
        return Verdict(
            exercise=name,
            title=name,
            answered=False,
            complaint=complaint,
            language=current_session().language,
        )
