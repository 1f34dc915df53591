"""What a user gets: the built wheel, and what it can do where there is no checkout."""

import subprocess
import sys
import zipfile
from email.parser import Parser
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    """The names of the files in the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def tracked(*patterns: str) -> set[str]:
    """List the files that belong to the repository, committed or about to be."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns]
    done = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True)
    return {name for name in done.stdout.splitlines() if (ROOT / name).is_file()}


def test_every_file_of_the_package_is_in_it(names: set[str]) -> None:
    """Code, the typing marker and the media files of the simulator are there."""
    assert tracked("modelmax_nb") <= names
    assert "modelmax_nb/py.typed" in names
    assert any(name.startswith("modelmax_nb/simulator/") and name.endswith(".mp4") for name in names)


def test_every_notebook_is_in_it(names: set[str]) -> None:
    """The lessons travel inside the package."""
    notebooks = tracked("notebooks/*.ipynb")
    assert notebooks
    assert {f"modelmax_nb/{name}" for name in notebooks} <= names


def test_nothing_else_is_in_it(names: set[str]) -> None:
    """No test, no editor's copy and no cache reaches a user."""
    ours = tracked("modelmax_nb") | {f"modelmax_nb/{name}" for name in tracked("notebooks/*.ipynb")}
    rest = {name for name in names - ours if not PurePosixPath(name).parts[0].endswith(".dist-info")}
    assert rest == set()


def test_metadata(wheel: Path) -> None:
    """Pip learns the Python version, the licence and the extras."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = Parser().parsestr(archive.read(name).decode())
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["License-Expression"] == "BSD-3-Clause"
    assert {"lab", "test"} <= set(metadata.get_all("Provides-Extra", []))


def test_wheel_works_without_the_checkout(wheel: Path, tmp_path: Path) -> None:
    """Installed elsewhere, it copies its notebooks and its simulator answers."""
    site = tmp_path / "site"
    install = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(site), str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); import modelmax_nb; from modelmax_nb.cli import main; "
        "print(modelmax_nb.__file__); modelmax_nb.configure(simulator=True); "
        "print(modelmax_nb.ask('Hello').simulated); sys.exit(main(['lab', 'mine', '--copy-only']))"
    )
    run = [sys.executable, "-c", script, str(site)]
    done = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[:2] == [str(site / "modelmax_nb" / "__init__.py"), "True"]
    copied = {path.name for path in (tmp_path / "mine").glob("*.ipynb")}
    assert copied == {Path(name).name for name in tracked("notebooks/*.ipynb")}
