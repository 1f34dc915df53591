"""The index says what the lessons say: their order, their files, their times."""

import re
from pathlib import Path

import nbformat
import pytest

from modelmax_nb.classroom.curriculum import TOPICS, lessons
from modelmax_nb.classroom.exercises import Coding, Lesson

FOLDER = Path(__file__).parents[2] / "notebooks"
ROW = re.compile(r"^\| (\d+) \| \[([^]]+)\]\(([^)]+)\) \| [^|]+ \| (\d+) \+ (\d+) \|$", re.MULTILINE)
TIME = re.compile(r"\*\*Time:\*\* (\d+) minutes, and (\d+) to write code")
PART = re.compile(r"(check|exercise|hint)\(")  # a cell of an exercise
WORD = re.compile(r"\w[\w'’-]*")
# A beginner's pace, which nobody has measured here.
WORDS_A_MINUTE = 180
CELLS_A_MINUTE = 4
ANSWERING = 2  # minutes for an exercise without code


def rows() -> list[tuple[int, str, str, tuple[int, int]]]:
    """Return number, title, file and both times of each row of the map."""
    cells = nbformat.read(FOLDER / "index.ipynb", as_version=4).cells
    found = ROW.findall("\n".join(cell.source for cell in cells if cell.cell_type == "markdown"))
    return [(int(row[0]), row[1], row[2], (int(row[3]), int(row[4]))) for row in found]


def test_the_map_shows_the_lessons_in_order_with_their_times() -> None:
    """What the package knows of the lessons stands in the map, and nothing else."""
    assert [(name, times) for _number, _title, name, times in rows()] == [
        (lesson.notebook, (lesson.minutes, lesson.coding)) for lesson in lessons()
    ]
    assert [number for number, *_rest in rows()] == list(range(1, len(TOPICS) + 1))


def test_the_course_takes_three_hours() -> None:
    """About so many, as its first paragraph says, and as long again for code."""
    for minutes in zip(*(times for *_others, times in rows()), strict=True):
        assert 160 <= sum(minutes) <= 210


@pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: lesson.topic)
def test_the_time_of_a_lesson_fits_its_length(lesson: Lesson) -> None:
    """A lesson that grows or shrinks says so: its words, its cells, its exercises without code."""
    cells = nbformat.read(FOLDER / lesson.notebook, as_version=4).cells
    words = sum(len(WORD.findall(cell.source)) for cell in cells if cell.cell_type == "markdown")
    run = sum(cell.cell_type == "code" and not PART.match(cell.source) for cell in cells)
    answered = sum(not isinstance(exercise, Coding) for exercise in lesson.exercises)
    estimate = words / WORDS_A_MINUTE + run / CELLS_A_MINUTE + answered * ANSWERING
    assert lesson.minutes == pytest.approx(estimate, abs=2)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[2])
def test_a_lesson_says_the_same_title_and_time(row: tuple[int, str, str, tuple[int, int]]) -> None:
    """Its first cell begins with what the map calls it, and names its minutes."""
    _number, _title, name, times = row
    first = nbformat.read(FOLDER / name, as_version=4).cells[0].source
    assert tuple(map(int, TIME.search(first).groups())) == times  # type: ignore[union-attr]
    lesson = next(lesson for lesson in lessons() if lesson.notebook == name)
    assert lesson.title in first.split("\n")[0]
