"""Run every notebook again and store what it shows: ``python -m tests.notebooks.refresh [NAME ...]``.

Two runs give the same bytes, so ``git diff`` shows what a change of the package does to the lessons.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

from tests.harness.frontend import as_kept
from tests.notebooks.reference import MADE

FOLDER = Path(__file__).parents[2] / "notebooks"
TIMEOUT = 120  # seconds a cell
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
OURS = ("MODELMAX_", "OPENAI_")
NODE_PROJECT = Path(__file__).parents[1] / "node"  # where the tests have Node's packages


def main(argv: list[str] | None = None) -> int:
    """Refresh the notebooks that are named, or all; print what changed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="notebooks to refresh; all when left out")
    names = parser.parse_args(argv).names
    made = {FOLDER / name for name in MADE}
    paths = [Path(name) for name in names] or sorted({*FOLDER.glob("**/*.ipynb"), *made})
    for name in [name for name in os.environ if name.startswith(OURS)]:
        del os.environ[name]
    for path in [path for path in paths if ".ipynb_checkpoints" not in path.parts]:
        print(f"{'changed  ' if refresh(path) else 'unchanged'} {path.name}")  # noqa: T201 - a command
    return 0


def refresh(path: Path) -> bool:
    """Run one notebook, store its outputs, and tell whether the file changed."""
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    notebook = MADE[path.name]() if path.name in MADE else nbformat.reads(before, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=TIMEOUT,
        record_timing=False,  # times differ at every run
        coalesce_streams=True,  # else the split of stdout depends on timing
        store_widget_state=True,  # False crashes nbclient 0.11; the state is dropped below
        resources={"metadata": {"path": str(path.parent)}},
        kernel_name="python3",
    )
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as state:  # as on a first visit
        ours = {"MODELMAX_STATE_DIR": state, "MODELMAX_NODE_DIR": str(NODE_PROJECT)}
        client.execute(env={**os.environ, **ours})
    after = as_stored(notebook)
    path.write_text(after, encoding="utf-8", newline="\n")
    return before != after


def as_stored(notebook: Any) -> str:
    """Return the text of a notebook that was run, with no trace of this machine."""
    notebook.metadata = nbformat.from_dict(METADATA)
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number:02}"
        cell.metadata.pop("execution", None)
        if "outputs" in cell:
            cell["outputs"] = nbformat.from_dict(as_kept(cell["outputs"]))
    nbformat.validate(notebook)
    return str(nbformat.writes(notebook)) + "\n"


if __name__ == "__main__":
    sys.exit(main())
