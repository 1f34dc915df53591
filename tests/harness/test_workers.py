"""Tests that share something stay together, however many workers there are."""

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from tests.harness.workers import LONGEST, LOOKS, group_of, place_of

ROOT = Path(__file__).parents[2]
MODULE = """\
import os
import pytest

@pytest.fixture(scope="module")
def shared():
    return []

@pytest.mark.parametrize("number", range(9))
def test_in_turn(shared, number, record_property):
    record_property("worker", os.environ["PYTEST_XDIST_WORKER"])
    assert len(shared) == number
    shared.append(number)
"""
COUNT = "number = globals().get('number', 0) + 1; print(number)"
MODULES = {"test_one.py", "test_two.py", "test_three.py"}


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("tests/a.py::test_a", "tests/a.py::test_b[x::y]", True),
        ("tests/a.py::test_a", "tests/b.py::test_a", False),
        ("notebooks/a.ipynb::Cell 0", "notebooks/a.ipynb::Cell 1", True),
        ("tests/browser/test_a.py::test_a", "tests/browser/test_b.py::test_b", True),
        ("tests/browser/test_a.py::test_a", "tests/browser/test_looks.py::test_b", False),
        ("tests/browser/test_reopened.py::test_a", "tests/browser/test_looks.py::test_b", True),
        ("tests/browser/test_a.py::test_a", "tests/gallery/test_stored.py::test_b", False),
    ],
)
def test_groups(one: str, other: str, together: bool) -> None:
    """A file is a group, and so is a folder whose tests share something."""
    assert (group_of(one) == group_of(other)) is together


def test_what_takes_long_is_there_and_comes_first() -> None:
    """No name is out of date, and what takes long comes before the others."""
    assert [name for name in (*LONGEST, *LOOKS) if not (ROOT / name).exists()] == []
    nodes = [*(f"{name}::test_a" for name in LONGEST), "a.py::test_a"]
    assert [place_of(node) for node in nodes] == list(range(len(nodes)))


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """The report of a run with two workers: three modules with something to share, and two notebooks."""
    folder = tmp_path_factory.mktemp("shared-out")
    for name in MODULES:
        (folder / name).write_text(MODULE)
    cells = [
        new_code_cell(COUNT, execution_count=number, outputs=[new_output("stream", text=f"{number}\n")])
        for number in range(1, 6)
    ]
    for name in ("one.ipynb", "two.ipynb"):
        nbformat.write(new_notebook(cells=cells), folder / name)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "2", "--nbval", "--nbval-current-env", "-c", "/dev/null",
         "-p", "no:cacheprovider", "-p", "tests.harness.workers", "-p", "tests.harness.strict_notebooks",
         f"--rootdir={folder}", f"--junitxml={folder / 'report.xml'}", str(folder)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return list(ET.parse(folder / "report.xml").getroot().iter("testcase"))  # noqa: S314 - our own report


def workers_of(cases: Iterable[Any], name: str) -> set[str]:
    """Return the workers that the tests of a module ran in."""
    return {
        found.attrib["value"]
        for case in cases
        if case.attrib["classname"].endswith(name.removesuffix(".py"))
        for found in case.iter("property")
    }


def test_a_module_stays_in_one_worker(cases: list[Any]) -> None:
    """What is made once for a module is made once; the cells of a notebook show the same by counting."""
    workers = {name: workers_of(cases, name) for name in MODULES}
    assert {name: len(found) for name, found in workers.items()} == dict.fromkeys(MODULES, 1)


def test_every_test_runs_once(cases: list[Any]) -> None:
    """No cell of a notebook and no test is left out or run twice."""
    names = [(case.attrib["classname"], case.attrib["name"]) for case in cases]
    assert len(names) == len(set(names)) == 3 * 9 + 2 * 5
