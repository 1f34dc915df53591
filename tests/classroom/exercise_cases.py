"""Every exercise of every lesson, with the stored answers that prove it."""

import importlib
import pkgutil
from contextlib import suppress
from types import ModuleType
from typing import Any, NamedTuple

from modelmax_nb.classroom import lessons as lesson_modules
from modelmax_nb.classroom.curriculum import TOPICS
from modelmax_nb.classroom.exercises import Exercise, Lesson

MODULES = tuple(
    name
    for name in (topic.replace("-", "_") for topic in TOPICS)
    if name in {module.name for module in pkgutil.iter_modules(lesson_modules.__path__)}
)


def _loaded() -> tuple[Lesson, ...]:
    """Return the lessons that can be loaded; a test of its own fails for the others."""
    found = []
    for name in MODULES:
        with suppress(Exception):
            found.append(importlib.import_module(f"{lesson_modules.__name__}.{name}").LESSON)
    return tuple(found)


LESSONS: tuple[Lesson, ...] = _loaded()
EXERCISES: tuple[Exercise, ...] = tuple(exercise for lesson in LESSONS for exercise in lesson.exercises)


class Case(NamedTuple):
    """One stored answer; ``slug`` is what it must miss, "" for a right one."""

    exercise: Exercise
    slug: str
    answer: Any


def solutions_of(exercise: Exercise, topic: str) -> ModuleType:
    """Return the module with the stored answers of *exercise*.

    Raises:
        ModuleNotFoundError: There is none.
    """
    name = exercise.id.removeprefix(f"{topic}-").replace("-", "_")
    return importlib.import_module(f"tests.classroom.solutions.{topic.replace('-', '_')}.{name}")


def cases(*, right: bool) -> list[Any]:
    """Return the stored answers as parameters of a test, each with a readable id."""
    import pytest

    found = []
    for lesson in LESSONS:
        for exercise in lesson.exercises:
            try:
                module = solutions_of(exercise, lesson.topic)
            except ModuleNotFoundError:  # a test of its own fails for it
                continue
            stored = [("", answer) for answer in module.RIGHT] if right else module.WRONG
            for number, (slug, answer) in enumerate(stored, 1):
                name = getattr(answer, "__name__", slug or "right")
                found.append(pytest.param(Case(exercise, slug, answer), id=f"{exercise.id}-{number}-{name}"))
    return found
