"""``modelmax-nb lab``: what is run, and what is said."""

import sys
from pathlib import Path

import pytest

import modelmax_nb
from modelmax_nb.cli import lab, main


@pytest.fixture
def notebooks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two shipped notebooks of our own, so that these tests do not depend on the lessons."""
    source = tmp_path / "shipped"
    source.mkdir()
    for name in ("00-first.ipynb", "01-next.ipynb"):
        (source / name).write_text(name)
    monkeypatch.setattr(lab, "lessons_folder", lambda: source)
    return source


@pytest.fixture(autouse=True)
def nobody_special(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run as an ordinary user, also in a container."""
    monkeypatch.setattr(lab, "_is_root", lambda: False)


def test_copy_only_starts_nothing(
    notebooks: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The folder is filled, and the command ends."""
    folder = tmp_path / "mine"
    assert main(["lab", str(folder), "--copy-only"]) == 0
    assert capsys.readouterr().out == f"Notebooks: {folder} (2 copied, 0 refreshed)\n"
    assert (folder / "00-first.ipynb").is_file()


def test_says_what_it_kept(notebooks: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A user's own change is named, with the way to get the original."""
    folder = tmp_path / "mine"
    main(["lab", str(folder), "--copy-only"])
    (folder / "01-next.ipynb").write_text("my own work")
    capsys.readouterr()
    assert main(["lab", str(folder), "--copy-only"]) == 0
    assert capsys.readouterr().out == (
        f"Notebooks: {folder} (nothing new)\n"
        "Kept your 01-next.ipynb. For the original, rename yours and run this again.\n"
    )


def test_folder_has_a_default(notebooks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a name the folder is modelmax-notebooks, here."""
    monkeypatch.chdir(tmp_path)
    assert main(["lab", "--copy-only"]) == 0
    assert (tmp_path / "modelmax-notebooks" / "00-first.ipynb").is_file()


@pytest.mark.parametrize(
    ("names", "opened"),
    [
        (["01-next.ipynb", "00-first.ipynb"], ["00-first.ipynb"]),
        (["00-first.ipynb", "index.ipynb"], ["index.ipynb"]),
        (["extra/more.ipynb", "picture.png"], []),
    ],
    ids=["first", "index", "none"],
)
def test_opens_the_index_or_the_first_notebook(names: list[str], opened: list[str]) -> None:
    """The reader lands where reading begins."""
    asked = [f"--LabApp.default_url=/lab/tree/{name}" for name in opened]
    assert lab.lab_command(names, [], browser=True) == [sys.executable, "-m", "jupyterlab", *asked]


def test_words_after_the_dashes_go_to_jupyterlab() -> None:
    """JupyterLab gets its own options, and --no-browser when none is to open."""
    command = lab.lab_command([], ["--port", "9999"], browser=False)
    assert command[3:] == ["--no-browser", "--port", "9999"]


def test_root_gets_what_jupyterlab_asks_of_root(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a container the one command works too, and says why."""
    monkeypatch.setattr(lab, "_is_root", lambda: True)
    assert lab.lab_command([], [], browser=True)[3:] == ["--allow-root"]
    assert capsys.readouterr().out == "You are root: JupyterLab gets --allow-root.\n"
    assert lab.lab_command([], ["--allow-root"], browser=True)[3:] == ["--allow-root"]


def test_command_runs_in_the_users_folder_and_returns_its_code(
    notebooks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """JupyterLab's own exit code is ours, and it starts in the folder of the notebooks."""
    script = "import os, sys; open('started', 'w').write(os.getcwd()); sys.exit(7)"
    monkeypatch.setattr(lab, "lab_command", lambda *_names, **_options: [sys.executable, "-c", script])
    folder = tmp_path / "mine"
    assert main(["lab", str(folder)]) == 7
    assert (folder / "started").read_text() == str(folder)


def test_missing_jupyterlab_is_one_line_with_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without JupyterLab nothing is copied, and the line says what to run."""
    monkeypatch.setattr(lab, "find_spec", lambda _name: None)
    folder = tmp_path / "mine"
    assert main(["lab", str(folder)]) == 1
    assert not folder.exists()
    assert capsys.readouterr().err == (
        f'modelmax-nb: JupyterLab is not installed for this Python. Install it with: "{sys.executable}" '
        '-m pip install "jupyterlab<5,>=4.4"\n'
    )


def test_missing_notebooks_are_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An installation without its notebooks says so."""
    monkeypatch.undo()
    monkeypatch.setattr(modelmax_nb, "__file__", str(tmp_path / "modelmax_nb" / "__init__.py"))
    assert main(["lab", str(tmp_path / "mine"), "--copy-only"]) == 1
    assert "The notebooks are missing from this installation." in capsys.readouterr().err
