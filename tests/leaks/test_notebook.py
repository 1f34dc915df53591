"""Where in a notebook a key can stand."""

import json
from pathlib import Path
from typing import Any

import pytest

from modelmax_nb.leaks.files import look_through_file
from modelmax_nb.leaks.find import Looked, Store

KEY = "sk" + "-mm0123456789abcdef0123"
WIDGETS = "application/vnd.jupyter.widget-state+json"


def code_cell(source: object = "", **more: object) -> dict[str, Any]:
    """Return a code cell."""
    return {
        "cell_type": "code", "source": source, "outputs": [], "metadata": {}, "execution_count": 7, **more
    }  # fmt: skip


def looked_through(folder: Path, cell: dict[str, Any], metadata: object = None) -> Looked:
    """Save a notebook whose second cell is *cell*, and look through it."""
    first = {"cell_type": "markdown", "source": "# Title", "metadata": {}}
    notebook = {"cells": [first, cell], "metadata": metadata or {}, "nbformat": 4, "nbformat_minor": 5}
    path = folder / "lesson.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return look_through_file(path, ())


def html(text: str) -> dict[str, Any]:
    """Return an output of HTML."""
    return {"output_type": "display_data", "data": {"text/html": [f"<b>{text}</b>\n", "x"]}, "metadata": {}}


@pytest.mark.parametrize(
    ("cell", "store", "place"),
    [
        (code_cell(["import os\n", f'key = "{KEY}"']), Store.SOURCE, "cell 2 (In [7]), line 2"),
        (code_cell(f'key = "{KEY}"', execution_count=None), Store.SOURCE, "cell 2, line 1"),
        (code_cell(outputs=[html(KEY)]), Store.OUTPUT, "output of cell 2 (Out [7])"),
        (
            code_cell(outputs=[{"output_type": "stream", "name": "stdout", "text": KEY}]),
            Store.OUTPUT,
            "output of cell 2 (Out [7])",
        ),
        (
            code_cell(
                outputs=[
                    {
                        "output_type": "error",
                        "ename": "E",
                        "evalue": "",
                        "traceback": ["a", f"\x1b[31m{KEY}\x1b[0m"],
                    }
                ]
            ),
            Store.OUTPUT,
            "output of cell 2 (Out [7])",
        ),
        (code_cell(metadata={"note": {"deep": [KEY]}}), Store.METADATA, "metadata of cell 2"),
    ],
    ids=["source", "source not run", "html", "stream", "traceback", "metadata"],
)
def test_a_key_in_a_cell_is_placed(tmp_path: Path, cell: dict[str, Any], store: Store, place: str) -> None:
    """The cell by its place in the notebook and by the number of its last run, and the line."""
    looked = looked_through(tmp_path, cell)
    assert [(find.store, str(find.place), find.hint) for find in looked.finds] == [(store, place, "0123")]
    assert KEY not in repr(looked)


def test_a_key_in_the_state_of_a_widget_is_placed(tmp_path: Path) -> None:
    """The model's name says which widget it was."""
    state = {"abc": {"model_name": "PasswordModel", "state": {"value": KEY}}}
    looked = looked_through(tmp_path, code_cell(), {"widgets": {WIDGETS: {"state": state}}, "title": KEY})
    assert [str(find.place) for find in looked.finds] == [
        "saved state of a widget (PasswordModel)",
        "metadata of the notebook",
    ]


def test_a_picture_is_not_read(tmp_path: Path) -> None:
    """Base64 of a picture can hold anything by chance; a drawing in text is read."""
    data = {"image/png": KEY, "image/svg+xml": "<svg/>"}
    assert looked_through(tmp_path, code_cell(outputs=[{"data": data}])).finds == ()
    data["image/svg+xml"] = f"<svg>{KEY}</svg>"
    assert len(looked_through(tmp_path, code_cell(outputs=[{"data": data}])).finds) == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"cells": 3}',
        '{"cells": [1, null, {"source": 5, "outputs": "x"}]}',
        "[" * 100_000,
    ],
)
def test_what_is_no_notebook_is_no_crash(tmp_path: Path, text: str) -> None:
    """It is named as such where it is none; odd cells are passed over."""
    path = tmp_path / "odd.ipynb"
    path.write_text(text, encoding="utf-8")
    looked = look_through_file(path, ())
    assert looked.finds == ()
    assert bool(looked.problem) == (not text.startswith('{"cells": ['))


def test_half_a_notebook_is_still_read(tmp_path: Path) -> None:
    """A file that broke off is named, and the key in it as well."""
    path = tmp_path / "cut.ipynb"
    path.write_text('{"cells": [{"source": "\n' + KEY, encoding="utf-8")
    looked = look_through_file(path, ())
    assert looked.problem
    assert [str(find.place) for find in looked.finds] == ["line 2"]


def test_an_old_notebook_is_read(tmp_path: Path) -> None:
    """The third format keeps its cells in sheets, and its sources as input."""
    path = tmp_path / "old.ipynb"
    cell = {"cell_type": "code", "input": [KEY], "prompt_number": 3, "outputs": []}
    path.write_text(json.dumps({"worksheets": [{"cells": [cell]}], "nbformat": 3}), encoding="utf-8")
    assert [str(find.place) for find in look_through_file(path, ()).finds] == ["cell 1 (In [3]), line 1"]
