"""What is stored is what a run shows: the refresh command changes no byte of any notebook.

That a run shows what is stored, `python -m pytest notebooks` finds out, output by output
(`tests/harness/strict_notebooks.py`). What is left is tested here: the text of the files around the outputs.
"""

import shutil
from pathlib import Path

import nbformat
import pytest

from tests.notebooks.reference import MADE
from tests.notebooks.refresh import FOLDER, as_stored, main

NAMES = sorted(path.name for path in FOLDER.glob("*.ipynb"))
RUN = ("01-first-call.ipynb", "glossary.ipynb")  # one that was written, one that is made


@pytest.mark.parametrize("name", RUN)
def test_refreshing_changes_nothing(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A copy that is run again by the command has the same bytes as the notebook in the repository."""
    shutil.copytree(FOLDER, tmp_path / "notebooks", ignore=shutil.ignore_patterns(".*"))
    copy = tmp_path / "notebooks" / name
    assert main([str(copy)]) == 0
    assert capsys.readouterr().out == f"unchanged {name}\n"
    assert copy.read_bytes() == (FOLDER / name).read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_the_text_is_as_the_command_stores_it(name: str) -> None:
    """Beside the outputs, too: metadata, ids, and the form of the file."""
    stored = (FOLDER / name).read_bytes()
    assert as_stored(nbformat.reads(stored.decode(), as_version=4)).encode() == stored


@pytest.mark.parametrize("name", NAMES)
def test_cells_are_numbered_as_one_run_does(name: str) -> None:
    """From 1 on, in their order; what a cell returned has its number."""
    cells = nbformat.read(FOLDER / name, as_version=4).cells
    code = [cell for cell in cells if cell.cell_type == "code" and cell.source.strip()]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    for cell in code:
        results = [output for output in cell.outputs if output.output_type == "execute_result"]
        assert {output.execution_count for output in results} <= {cell.execution_count}


@pytest.mark.parametrize("name", MADE)
def test_a_made_notebook_has_the_cells_that_are_made(name: str) -> None:
    """Their kinds, words and tags; `as_stored` gives them their ids."""
    stored, made = nbformat.read(FOLDER / name, as_version=4).cells, MADE[name]().cells
    assert [(cell.cell_type, cell.source, cell.metadata) for cell in stored] == [
        (cell.cell_type, cell.source, cell.metadata) for cell in made
    ]
