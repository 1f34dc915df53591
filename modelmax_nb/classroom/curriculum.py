"""Which lessons there are, and where an exercise is; a lesson is loaded when somebody asks for it."""

from __future__ import annotations

import difflib
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from modelmax_nb.classroom.exercises import Exercise, Lesson

TOPICS: Final = (
    "first-call",
    "unauthorized",
    "bad-request",
    "balance",
    "server-error",
    "provider",
    "retry",
    "timeouts",
    "streams",
    "video",
    "javascript",
    "secrets",
    "capstone",
)
"""In the order of the course."""
NEAR: Final = 0.6
MOST_NEAR: Final = 3


class UnknownExercise(KeyError):  # noqa: N818 - reads as what it says
    """No exercise has this id.

    Attributes:
        near: Up to three ids that look alike.
    """

    def __init__(self, id_: str, near: tuple[str, ...]) -> None:
        super().__init__(id_)
        self.near = near


def lesson_of(topic: str) -> Lesson | None:
    """Return the lesson of *topic*; None where there is none."""
    name = f"modelmax_nb.classroom.lessons.{topic.replace('-', '_')}"
    try:
        module = import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        return None
    lesson: Lesson = module.LESSON
    return lesson


def lessons() -> tuple[Lesson, ...]:
    """Return every lesson there is, in the order of the course."""
    return tuple(lesson for lesson in map(lesson_of, TOPICS) if lesson is not None)


def find_exercise(id_: str) -> Exercise:
    """Return the exercise called *id_*.

    Raises:
        UnknownExercise: There is none; the exception lists near ids.
    """
    wanted = id_.strip().lower()
    for topic in TOPICS:
        if wanted.startswith(f"{topic}-"):
            lesson = lesson_of(topic)
            for exercise in lesson.exercises if lesson is not None else ():
                if exercise.id == wanted:
                    return exercise
    ids = [exercise.id for lesson in lessons() for exercise in lesson.exercises]
    raise UnknownExercise(id_, tuple(difflib.get_close_matches(wanted, ids, MOST_NEAR, NEAR)))
