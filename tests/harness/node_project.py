"""Pytest plugin: Node's packages for tests, and for the lesson whose programs Node runs.

Without Node that lesson is skipped, for its stored outputs are those of its programs.
"""

import json
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pytest
from nbval.plugin import IPyNbCell

NODE_PROJECT = Path(__file__).parents[1] / "node"
VARIABLE = "MODELMAX_NODE_DIR"
LESSON = "11-javascript.ipynb"


@pytest.hookimpl(trylast=True)
def pytest_configure() -> None:
    """Let the lesson find the packages; the variables of whoever runs the tests are gone by now."""
    os.environ[VARIABLE] = str(NODE_PROJECT)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip the lesson where its programs cannot run."""
    if isinstance(item, IPyNbCell) and item.path.name == LESSON and (complaint := complaint_about_node()):
        pytest.skip(complaint)


@cache
def complaint_about_node() -> str:
    """Install the packages where they are missing, and return why Node cannot be used, or ""."""
    npm = shutil.which("npm")
    if shutil.which("node") is None or npm is None:
        return "Node or npm is not installed"
    from filelock import FileLock  # not there where tests.stacks runs, nor needed

    # The workers of one run have this folder in common; the first one installs, the others wait.
    with FileLock(Path(tempfile.gettempdir(), "modelmax-nb-npm.lock")):
        return _install_missing(npm)


def _install_missing(npm: str) -> str:
    wanted = json.loads((NODE_PROJECT / "package.json").read_text())["dependencies"]
    if all((NODE_PROJECT / "node_modules" / name / "package.json").is_file() for name in wanted):
        return ""
    install = [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
    done = subprocess.run(install, cwd=NODE_PROJECT, capture_output=True, text=True, check=False)
    return f"npm could not install {', '.join(wanted)}: {done.stderr[-300:]}" if done.returncode else ""
