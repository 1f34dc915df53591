"""Every lesson in the browser alone: Run All gets through it, and shows what the stored lesson shows."""

import json
from pathlib import Path
from typing import Any

import pytest

from modelmax_nb.classroom.exercises import Predict
from tests.classroom.exercise_cases import LESSONS, solutions_of
from tests.lite.site import Lesson, Outside

pytestmark = pytest.mark.timeout(900)  # seconds; one of these tests may be the one that builds the site
NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
NO_PROGRAMS = "In the browser edition no other program can be started"
AS_STORED = "This is what the program printed when the lesson was made"
NEEDS_NODE, NEEDS_NODE_TOO = "11-javascript.ipynb", "javascript-repair"
WIDGET = "application/vnd.jupyter.widget-view+json"


def shown(cell: dict[str, Any]) -> str:
    """Return the words that a code cell shows, what is printed first, and the names of its errors."""
    printed, other = "", ""
    for output in cell["outputs"]:
        data = output.get("data", {})
        if output["output_type"] == "stream":
            printed += "".join(output["text"])
        elif WIDGET not in data:
            other += "".join(data.get("text/plain", output.get("ename", "")))
    return f"{printed}\n{other}".replace("\r", "")


def stored(name: str) -> list[dict[str, Any]]:
    """Read the code cells of a lesson."""
    cells = json.loads((NOTEBOOKS / name).read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


def raised(cells: list[dict[str, Any]]) -> list[list[str]]:
    """Return which errors each cell ends in."""
    return [[output["ename"] for output in cell["outputs"] if "ename" in output] for cell in cells]


@pytest.mark.parametrize("name", sorted(path.name for path in NOTEBOOKS.glob("*.ipynb")))
def test_a_lesson_shows_what_is_stored(lesson: Lesson, name: str) -> None:
    """Each cell runs, fails where it is meant to, and shows the same words; Node is missed kindly."""
    lesson.open_instead(name)
    cells, expected = lesson.run_all(), stored(name)
    assert [cell["source"] for cell in cells if not cell["execution_count"]] == []
    assert raised(cells) == raised(expected)
    for cell, before in zip(cells, expected, strict=True):
        if shown(cell) != shown(before):
            assert name == NEEDS_NODE, (cell["source"], shown(cell), shown(before))
            assert NO_PROGRAMS in shown(cell) or AS_STORED in shown(cell)
    assert (NO_PROGRAMS in "".join(map(shown, cells))) is (name == NEEDS_NODE)
    assert lesson.errors == []


@pytest.mark.parametrize("topic", [lesson.topic for lesson in LESSONS])
def test_the_exercises_can_be_passed(lesson: Lesson, topic: str) -> None:
    """In the page, without threads, a right answer is right and a wrong one is wrong."""
    (taught,) = (lesson for lesson in LESSONS if lesson.topic == topic)
    lesson.execute("from modelmax_nb.classroom import check")
    for exercise in taught.exercises:
        if exercise.id != NEEDS_NODE_TOO:
            source = Path(str(solutions_of(exercise, topic).__file__)).read_text(encoding="utf-8")
            assert lesson.execute(source) == ""
            wrong = "True" if isinstance(exercise, Predict) else "False"  # a guess counts, right or not
            for answer, passes in (("RIGHT[0]", "True"), ("WRONG[0][1]", wrong)):
                said = lesson.execute(f"print((verdict := check({exercise.id!r}, {answer})).passed, verdict)")
                assert said.startswith(passes), (exercise.id, answer, said)


def test_nothing_outside_was_asked_for(lesson: Lesson, outside: Outside) -> None:
    """All lessons asked nobody but the site itself; a request elsewhere would have been seen."""
    assert outside.requests == []
    lesson.execute("import js\ntry:\n    await js.fetch('http://elsewhere.example/')\nexcept Exception: pass")
    assert [line.split()[1] for line in outside.requests] == ["http://elsewhere.example/"]
