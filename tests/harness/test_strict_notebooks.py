"""What nbval lets pass, we do not: each hole is shown with a notebook that falls into it."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

ROOT = Path(__file__).parents[2]
COMMAND = [
    sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env", "-c", "/dev/null", "--color=no",
    "-p", "no:cacheprovider", "-p", "tests.harness.strict_notebooks",
]  # fmt: skip
UPDATED = """\
handle = display({"text/plain": "asking"}, raw=True, display_id="slot")
handle.update({"text/plain": "answer"}, raw=True)
"""
CLEARED = """\
from IPython.display import clear_output
print("10 %")
clear_output(wait=True)
print("done")
"""


def cell(source: str, *outputs: Any, tags: tuple[str, ...] = (), count: int | None = 1) -> Any:
    """A stored code cell."""
    return new_code_cell(source, execution_count=count, outputs=list(outputs), metadata={"tags": list(tags)})


def shown(text: str) -> Any:
    """A stored display."""
    return new_output("display_data", data={"text/plain": text})


def bundle(sent: int) -> Any:
    """A stored bundle of JSON."""
    return new_output("display_data", data={"application/vnd.modelmax+json": {"sent": sent}})


JSON = "display({'application/vnd.modelmax+json': {'sent': 3}}, raw=True)"
BOTH = "print(1)\ndisplay({'text/plain': 'x'}, raw=True)"
APART = "display({'text/plain': 'x'}, metadata={'isolated': True}, raw=True)"
PRINTED = new_output("stream", name="stdout", text="1\n")
STATE = """\
import os, pathlib
state = pathlib.Path(os.environ["MODELMAX_STATE_DIR"])
print(os.listdir(state))
(state / "left").touch()
"""
ERROR = new_output("error", ename="ZeroDivisionError", evalue="division by zero", traceback=[])
NOTHING = r"\A\Z"
RAISES = ("raises-exception",)
NOTEBOOKS = {
    "good": (cell("print(1)", new_output("stream", name="stdout", text="1\n")), NOTHING),
    "good_error": (cell("1 / 0", ERROR, tags=RAISES), NOTHING),
    "good_update": (cell(UPDATED, shown("answer")), NOTHING),
    "good_clear": (cell(CLEARED, new_output("stream", name="stdout", text="done\n")), NOTHING),
    "good_json": (cell(JSON, bundle(3)), NOTHING),
    "good_state": (cell(STATE, new_output("stream", name="stdout", text="[]\n")), NOTHING),
    "good_state_of_its_own": (cell(STATE, new_output("stream", name="stdout", text="[]\n")), NOTHING),
    "stale_json": (cell(JSON, bundle(9)), "mismatch 'application/vnd.modelmax"),
    "good_empty": (cell("", count=None), NOTHING),
    "never_run": (cell("print(1)", count=None), "never run"),
    "no_error_stored": (cell("x = 1", tags=RAISES), "no error is stored"),
    "error_gone": (cell("1 / 1", ERROR, tags=RAISES), "Missing output fields"),
    "unknown_magic": (cell("%%nonsense\nhello"), "outputs differ|failed without an error message"),
    "unknown_magic_ignored": (
        cell("%%nonsense\nhello", tags=("nbval-ignore-output",)),
        "failed without an error message",
    ),
    "stale_update": (cell(UPDATED, shown("asking")), "mismatch 'text/plain'"),
    "good_order": (cell(BOTH, PRINTED, shown("x")), NOTHING),
    "stale_order": (cell(BOTH, shown("x"), PRINTED), "order of outputs"),
    "stale_metadata": (cell(APART, shown("x")), "their metadata differ"),
}


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What pytest says against each of those notebooks; nothing for those that pass."""
    folder = tmp_path_factory.mktemp("notebooks")
    for name, (only_cell, _expected) in NOTEBOOKS.items():
        nbformat.write(new_notebook(cells=[only_cell]), folder / f"{name}.ipynb")
    command = [*COMMAND, f"--rootdir={folder}", f"--junitxml={folder / 'report.xml'}", str(folder)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    cases = ET.parse(folder / "report.xml").getroot().iter("testcase")  # noqa: S314 - our own report
    return {
        case.attrib["classname"]: "".join(f"{child.get('message')} {child.text}" for child in case)
        for case in cases
    }


@pytest.mark.parametrize(("name", "expected"), [(name, case[1]) for name, case in NOTEBOOKS.items()])
def test_notebook_passes_only_when_it_proves_something(
    name: str, expected: str, complaints: dict[str, str]
) -> None:
    """A notebook passes when what it shows is what is stored, and fails with its reason otherwise."""
    assert re.search(expected, complaints[f"{name}.ipynb"])
