"""A fresh environment made as Binder makes it: it installs, it starts, lessons run, and it is small."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.binder.memory import GUARANTEED, clean, measure
from tests.binder.test_dockerfile import ROOT

LESSONS = ("01-first-call.ipynb", "02-401-unauthorized.ipynb")
PATIENCE = 1500  # seconds; what is installed comes from the package index


class Visit(NamedTuple):
    """A copy of the repository, an environment for it, and the variables of a visitor."""

    root: Path
    bin: Path
    env: dict[str, str]


def python_of_runtime() -> str:
    """Find the Python that ``runtime.txt`` names."""
    name = (ROOT / "binder" / "runtime.txt").read_text().strip().replace("-", "")
    if name == f"python{sys.version_info.major}.{sys.version_info.minor}":
        return sys.executable
    found = shutil.which(name)
    if found is None or subprocess.run([found, "-V"], check=False, capture_output=True).returncode:
        pytest.skip(f"there is no {name} here, which binder/runtime.txt asks for")
    return found


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Visit:
    """The repository as it is committed or about to be, with ``binder/requirements.txt`` installed."""
    folder = tmp_path_factory.mktemp("binder")
    root, home = folder / "repository", folder / "home"
    home.mkdir()
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file() and not name.startswith("tests/"):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, root / name)
    subprocess.run([python_of_runtime(), "-m", "venv", str(folder / "env")], check=True)
    bin_folder = folder / "env" / "bin"
    env = clean(os.environ, home, bin_folder)
    install = [str(bin_folder / "pip"), "install", "-q", "--no-cache-dir", "-r", "binder/requirements.txt"]
    done = subprocess.run(install, cwd=root, env=env, capture_output=True, text=True, check=False)
    if done.returncode and re.search(r"No matching distribution|Temporary failure|Max retries", done.stderr):
        pytest.skip(f"the package index is not to be had: {done.stderr[-300:]}")
    assert done.returncode == 0, done.stderr[-2000:]
    built = subprocess.run(
        [str(root / "binder" / "postBuild")], cwd=root, env=env, capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stdout + built.stderr
    return Visit(root, bin_folder, env)


@pytest.mark.timeout(PATIENCE)
def test_start_runs_the_lab_that_was_asked_for(visit: Visit) -> None:
    """``start`` hands over to JupyterLab, in a version that the file names."""
    words = [str(visit.root / "binder" / "start"), "jupyter", "lab", "--version"]
    done = subprocess.run(words, cwd=visit.root, env=visit.env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert tuple(map(int, done.stdout.strip().split(".")[:2])) >= (4, 6)


def test_no_test_tool_is_installed(visit: Visit) -> None:
    """The image holds what lessons need, not what tests need."""
    listed = subprocess.run(
        [str(visit.bin / "pip"), "list", "--format=freeze"],
        env=visit.env,
        capture_output=True,
        text=True,
        check=True,
    )
    names = {line.split("==")[0].lower() for line in listed.stdout.splitlines()}
    assert {"modelmax-nb", "jupyterlab", "openai", "ipywidgets"} <= {name.replace("_", "-") for name in names}
    assert not names & {"pytest", "mypy", "ruff", "playwright", "nbval"}


def test_the_lessons_run_within_the_memory_that_binder_gives(visit: Visit) -> None:
    """Two lessons, open and run in the server that ``start`` starts, leave room to spare."""
    if not Path("/proc/self/smaps_rollup").exists():
        pytest.skip("memory is measured on Linux")
    jupyter = visit.bin / "jupyter"
    used, wrong = measure(visit.root, jupyter, visit.root.parent, visit.env, LESSONS)
    assert wrong == []
    assert 100 < used < GUARANTEED
