"""Cards in stored notebooks: run by nbclient, papermill and nbconvert, and exported to other forms."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
import samples
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbconvert.exporters import HTMLExporter, LatexExporter, MarkdownExporter, RSTExporter
from nbconvert.filters import markdown2html
from nbformat.v4 import new_code_cell, new_notebook, new_output

from modelmax_nb.catalog.entries import ENTRIES
from modelmax_nb.display.mimebundle import card_bundle
from modelmax_nb.display.phrase import plain
from tests.frontends.reading import flat, missing_from, read_html, to_be_read

VIEW = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"
GONE = "(The buttons need a running kernel. The commands above do the same.)"
BALANCE = ENTRIES["insufficient-balance"]
SETUP = (
    "%load_ext modelmax_nb\n%modelmax simulator on --seed 1 --speed 50\n%modelmax simulator play 402 --repeat"
)
ASK = "%%modelmax {options}\nHello"
AFTER = "print('the next cell ran')"


def stored(*, live: bool, state: bool = False) -> Any:
    """Return a notebook with a card as a person's front end stores it."""
    outputs = [new_output("display_data", data=card_bundle(samples.outage(), live=live))]
    notebook = new_notebook()
    if live:
        view = {"version_major": 2, "version_minor": 0, "model_id": "abc"}
        outputs.insert(0, new_output("display_data", data={"text/plain": ""}))
        outputs.append(new_output("display_data", data={VIEW: view, "text/plain": GONE}))
    if state:
        model = {"model_name": "VBoxModel", "model_module": "@jupyter-widgets/controls", "state": {}}
        widgets = {"version_major": 2, "version_minor": 0, "state": {"abc": model}}
        notebook.metadata["widgets"] = {STATE: widgets}
    outputs.append(new_output("error", ename="ModelMaxError", evalue="x", traceback=["ModelMaxError: x"]))
    notebook.cells = [new_code_cell("%%modelmax\nHello", outputs=outputs)]
    return notebook


FORMS = {
    "html": lambda nb: read_html(HTMLExporter().from_notebook_node(nb)[0]),
    "html-dark": lambda nb: read_html(HTMLExporter(theme="dark").from_notebook_node(nb)[0]),
    "html-classic": lambda nb: read_html(HTMLExporter(template_name="classic").from_notebook_node(nb)[0]),
    "html-basic": lambda nb: read_html(HTMLExporter(template_name="basic").from_notebook_node(nb)[0]),
    "markdown": lambda nb: read_html(markdown2html(MarkdownExporter().from_notebook_node(nb)[0])),
    "rst": lambda nb: read_html(RSTExporter().from_notebook_node(nb)[0]),
    "latex": lambda nb: flat(LatexExporter().from_notebook_node(nb)[0].replace("\\", "")),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "notebook",
    [stored(live=False), stored(live=True), stored(live=True, state=True)],
    ids=["static", "live", "live-with-state"],
)
def test_an_exported_card_is_complete(notebook: Any, form: str) -> None:
    """Every form has the cause, the facts, the fixes and the commands, in their order."""
    text = FORMS[form](notebook)
    assert missing_from(text, to_be_read(samples.outage())) == []
    assert "Box(" not in text


@pytest.mark.parametrize("form", ["html", "markdown", "rst", "latex"])
def test_without_the_state_a_sentence_stands_for_the_buttons(form: str) -> None:
    """Where no button can be drawn, a sentence says what does the same."""
    assert GONE in FORMS[form](stored(live=True))


@pytest.mark.parametrize("make", [samples.outage, samples.hostile], ids=["outage", "hostile"])
def test_no_empty_line_in_the_html(make: Any) -> None:
    """An empty line would end a block of HTML in Markdown, and what follows would be read as Markdown."""
    card = card_bundle(make(), live=True, full=True)["text/html"]
    assert [line for line in card.split("\n") if not line.strip()] == []


@pytest.fixture
def lesson(tmp_path: Path) -> Path:
    """A notebook that was never run: set up, fail, go on."""
    return written(tmp_path, options="")


def written(folder: Path, *, options: str) -> Path:
    """Write a notebook whose second cell fails."""
    cells = [new_code_cell(source) for source in (SETUP, ASK.format(options=options), AFTER)]
    path = folder / "lesson.ipynb"
    nbformat.write(new_notebook(cells=cells), path)
    return path


def check_card(notebook: Any) -> None:
    """See that the second cell holds the whole card, and nothing that needs a kernel."""
    outputs = notebook.cells[1].outputs
    (card,) = [output for output in outputs if "text/html" in output.get("data", {})]
    wanted = [plain(BALANCE.text("title"), "en"), BALANCE.slug, "Whose move?", "%modelmax simulator play"]
    assert missing_from(read_html(card.data["text/html"]), wanted) == []
    assert missing_from(flat(card.data["text/plain"]), wanted) == []
    assert VIEW not in str(outputs)
    assert "widgets" not in notebook.metadata


def run_python(*words: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    """Run a Python program in *folder*."""
    env = {**os.environ, "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
    command = [sys.executable, *words]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


def test_nbclient_stores_the_card_and_stops(lesson: Path) -> None:
    """The cell fails, the card is whole, and no later cell runs."""
    notebook = nbformat.read(lesson, as_version=4)
    with pytest.raises(CellExecutionError, match="insufficient-balance"):
        NotebookClient(notebook, kernel_name="python3").execute()
    check_card(notebook)
    assert notebook.cells[2].execution_count is None


def test_papermill_keeps_the_card_in_its_output(lesson: Path) -> None:
    """The notebook that papermill leaves behind says what went wrong; so does its exit."""
    done = run_python(
        "-m",
        "papermill",
        "lesson.ipynb",
        "out.ipynb",
        "-k",
        "python3",
        "--no-progress-bar",
        folder=lesson.parent,
    )
    assert done.returncode != 0
    assert "insufficient-balance" in done.stderr
    notebook = nbformat.read(lesson.parent / "out.ipynb", as_version=4)
    # Papermill puts a note of its own above the cell that failed.
    notebook.cells = [cell for cell in notebook.cells if "papermill-error-cell-tag" not in str(cell.metadata)]
    check_card(notebook)


def test_papermill_goes_on_after_no_raise(tmp_path: Path) -> None:
    """With ``--no-raise`` the card is stored and the run goes on."""
    written(tmp_path, options="--no-raise")
    done = run_python(
        "-m", "papermill", "lesson.ipynb", "out.ipynb", "-k", "python3", "--no-progress-bar", folder=tmp_path
    )
    assert done.returncode == 0, done.stderr
    notebook = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    check_card(notebook)
    assert notebook.cells[2].outputs[0].text == "the next cell ran\n"


@pytest.mark.parametrize(("flags", "code"), [((), 1), (("--allow-errors",), 0)], ids=["stop", "go on"])
def test_nbconvert_executes(lesson: Path, flags: tuple[str, ...], code: int) -> None:
    """``--execute`` fails at the cell, or goes on and exports the card."""
    words = ("-m", "nbconvert", "--to", "html", "--execute", *flags, "lesson.ipynb")
    done = run_python(*words, folder=lesson.parent)
    assert done.returncode == code, done.stderr
    assert code == 0 or "insufficient-balance" in done.stderr
    page = lesson.with_suffix(".html")
    assert page.exists() is (code == 0)
    if code == 0:
        text = read_html(page.read_text(encoding="utf-8"))
        assert (
            missing_from(text, [plain(BALANCE.text("title"), "en"), "Whose move?", "the next cell ran"]) == []
        )
