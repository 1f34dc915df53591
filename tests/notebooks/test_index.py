"""The index says what the lessons say: their order, their files, their times."""

import re
from pathlib import Path

import nbformat
import pytest

from modelmax_nb.classroom.curriculum import TOPICS, lessons

FOLDER = Path(__file__).parents[2] / "notebooks"
ROW = re.compile(r"^\| (\d+) \| \[([^]]+)\]\(([^)]+)\) \| [^|]+ \| (\d+) \|$", re.MULTILINE)
TIME = re.compile(r"\*\*Time:\*\* (\d+) minutes")
HOURS = 4


def rows() -> list[tuple[int, str, str, int]]:
    """Return number, title, file and minutes of each row of the map."""
    cells = nbformat.read(FOLDER / "index.ipynb", as_version=4).cells
    found = ROW.findall("\n".join(cell.source for cell in cells if cell.cell_type == "markdown"))
    return [(int(number), title, name, int(minutes)) for number, title, name, minutes in found]


def test_the_map_shows_the_lessons_in_order_with_their_times() -> None:
    """What the package knows of the lessons stands in the map, and nothing else."""
    assert [(name, minutes) for _number, _title, name, minutes in rows()] == [
        (lesson.notebook, lesson.minutes) for lesson in lessons()
    ]
    assert [number for number, *_rest in rows()] == list(range(1, len(TOPICS) + 1))


def test_the_course_takes_four_hours() -> None:
    """About so many, as its first paragraph says."""
    assert abs(sum(minutes for *_others, minutes in rows()) - HOURS * 60) <= 20


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[2])
def test_a_lesson_says_the_same_title_and_time(row: tuple[int, str, str, int]) -> None:
    """Its first cell begins with what the map calls it, and names its minutes."""
    _number, _title, name, minutes = row
    first = nbformat.read(FOLDER / name, as_version=4).cells[0].source
    assert int(TIME.search(first)[1]) == minutes  # type: ignore[index]
    lesson = next(lesson for lesson in lessons() if lesson.notebook == name)
    assert lesson.title in first.split("\n")[0]
