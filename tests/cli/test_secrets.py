"""``modelmax-nb check-secrets``: what scripts, pre-commit and teachers get."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from modelmax_nb.cli import main

KEY = "sk" + "-mm0123456789abcdef0123"
OWN = "an odd key of a gateway 47/11"


def notebook(path: Path, source: str) -> Path:
    """Save a notebook of one cell."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"cells": [{"cell_type": "code", "source": source}]}), encoding="utf-8")
    return path


def run(*words: object) -> subprocess.CompletedProcess[str]:
    """Run the command as a script would."""
    command = [sys.executable, "-m", "modelmax_nb", "check-secrets", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_exit_codes_are_what_scripts_need(tmp_path: Path) -> None:
    """0 clean, 1 found, 2 wrong words or a path that is not there."""
    clean, leaky = notebook(tmp_path / "a.ipynb", "x = 1"), notebook(tmp_path / "b.ipynb", f"k = '{KEY}'")
    assert run(clean).returncode == 0
    found = run(clean, leaky)
    assert found.returncode == 1
    assert "b.ipynb\n  cell 1, line 1: a key that begins with sk-, ending in …0123" in found.stdout
    assert KEY not in found.stdout + found.stderr
    assert run(tmp_path / "gone.ipynb").returncode == 2
    assert run("--nonsense").returncode == 2


def test_bad_files_are_named_and_the_rest_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One broken notebook of a class does not stop the search."""
    for number in range(30):
        notebook(tmp_path / f"student{number}" / "lesson.ipynb", "x = 1")
    (tmp_path / "student3" / "lesson.ipynb").write_text("{")
    assert main(["check-secrets", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "files: 29" in out
    assert "student3/lesson.ipynb\n      it is no notebook" in out


def test_the_key_in_use_is_found_by_its_value(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever its form; in the environment it is where it belongs."""
    monkeypatch.setenv("MODELMAX_API_KEY", OWN)
    path = notebook(tmp_path / "a.ipynb", f"key = '{OWN}'")
    assert main(["check-secrets", str(path)]) == 1
    out = capsys.readouterr().out
    assert "the key that you use now" in out
    assert OWN not in out


def test_without_a_path_it_looks_here_and_at_what_ipython_keeps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """This folder, histories of all profiles, stored variables; with paths, only those and --history."""
    import pickle
    import sqlite3

    profile = tmp_path / "ipython" / "profile_default"
    (profile / "db" / "autorestore").mkdir(parents=True)
    (profile / "db" / "autorestore" / "k").write_bytes(pickle.dumps(KEY))
    database = sqlite3.connect(profile / "history.sqlite")
    database.execute("CREATE TABLE history (session integer, line integer, source text, source_raw text)")
    database.execute("INSERT INTO history VALUES (1, 2, ?, '')", (KEY,))
    database.commit()
    database.close()
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    here = tmp_path / "here"
    path = notebook(here / "a.ipynb", "x = 1")
    monkeypatch.chdir(here)
    assert main(["check-secrets"]) == 1
    out = capsys.readouterr().out
    assert "what was typed: session 1, cell 2" in out
    assert "%store -d k" in out
    assert main(["check-secrets", str(path)]) == 0
    assert main(["check-secrets", "--history", str(path)]) == 1


def test_our_own_notebooks_are_clean() -> None:
    """S11: no key in what is shipped."""
    assert main(["check-secrets", str(Path(__file__).parents[2] / "notebooks")]) == 0


def test_three_hundred_notebooks_are_read_in_one_go(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A whole course; nothing in it is opened twice, and a picture in each costs nothing."""
    picture = {"output_type": "display_data", "data": {"image/png": "iVBORw0KGgo" * 9000}, "metadata": {}}
    cell = {"cell_type": "code", "source": "plot()", "outputs": [picture]}
    for number in range(300):
        (tmp_path / f"{number}.ipynb").write_text(json.dumps({"cells": [cell]}))
    assert main(["check-secrets", str(tmp_path)]) == 0
    assert "files: 300" in capsys.readouterr().out


@pytest.mark.parametrize("name", [".env", "keys.env", ".env.local"])
def test_a_folder_to_be_handed_on_names_its_env_file(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A key belongs there, so that nothing is wrong; whoever packs the folder must know of it."""
    (tmp_path / name).write_text(f"MODELMAX_API_KEY={KEY}\n", encoding="utf-8")
    assert main(["check-secrets", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "do not hand this file on" in out
    assert name in out
    assert "where none belongs" in out
    assert KEY not in out


def test_an_env_file_without_a_key_is_not_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A template may be handed on."""
    (tmp_path / ".env").write_text("MODELMAX_API_KEY=\n", encoding="utf-8")
    assert main(["check-secrets", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "hand this file on" not in out
    assert "No key was found. " in out
