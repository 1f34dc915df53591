"""The index of errors and the glossary: what the package says today, and links that lead somewhere."""

import re
from pathlib import Path

import nbformat
import pytest

from modelmax_nb.pages.lookup import BOOK
from tests.notebooks.reference import LESSON_WORDS, MADE

FOLDER = Path(__file__).parents[2] / "notebooks"
LINK = re.compile(r"\]\(([^)#\s]+\.ipynb)\)")


@pytest.mark.parametrize("name", MADE)
def test_a_made_notebook_is_what_the_package_says(name: str) -> None:
    """Whoever changes an entry or a term refreshes the notebooks."""
    stored = nbformat.read(FOLDER / name, as_version=4)
    assert [cell.source for cell in stored.cells] == [cell.source for cell in MADE[name]().cells]


def test_every_entry_has_its_heading_once() -> None:
    """The links of the tables lead to headings that are slugs."""
    lines = [line for cell in MADE["error-index.ipynb"]().cells for line in cell.source.split("\n")]
    assert sorted(line[4:] for line in lines if line.startswith("### ")) == sorted(BOOK)


@pytest.mark.parametrize("word", LESSON_WORDS)
def test_a_word_stands_in_the_lesson_that_is_named(word: str) -> None:
    """Who follows the glossary's link finds the word there."""
    lesson = nbformat.read(FOLDER / f"{LESSON_WORDS[word][1]}.ipynb", as_version=4)
    assert word in "\n".join(cell.source for cell in lesson.cells).lower()


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.ipynb")), ids=lambda path: path.name)
def test_links_between_notebooks_lead_somewhere(path: Path) -> None:
    """A lesson that was renamed is found here."""
    cells = nbformat.read(path, as_version=4).cells
    named = {name for cell in cells if cell.cell_type == "markdown" for name in LINK.findall(cell.source)}
    assert {name for name in named if not (FOLDER / name).is_file()} == set()
