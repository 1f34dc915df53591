"""Which files are looked through, and what stands in the way."""

import subprocess
from pathlib import Path

import pytest

from modelmax_nb.leaks import files
from modelmax_nb.leaks.files import files_under, is_there, look_through_file, with_copies
from modelmax_nb.leaks.find import Store
from modelmax_nb.leaks.summary import Search, summary_html, summary_text

KEY = "sk" + "-mm0123456789abcdef0123"


def test_a_folder_is_walked_without_what_is_not_a_persons_own(tmp_path: Path) -> None:
    """Environments, git and installed packages are left out; checkpoints and .env are not."""
    for name in (
        "a.ipynb", "sub/b.py", ".ipynb_checkpoints/a-checkpoint.ipynb", ".env", ".git/config.txt",
        "node_modules/x.js", ".cache/big.json", "own/pyvenv.cfg", "own/lib/x.py", "picture.png",
    ):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    found = [path.relative_to(tmp_path).as_posix() for path in files_under([tmp_path])]
    assert found == [".env", "a.ipynb", ".ipynb_checkpoints/a-checkpoint.ipynb", "sub/b.py"]
    twice = [tmp_path / "sub", tmp_path, tmp_path / "a.ipynb"]
    assert len(list(files_under(twice))) == len(found)


def test_a_file_that_is_named_is_read_whatever_its_name(tmp_path: Path) -> None:
    """Also with an unusual end, and in UTF-16."""
    path = tmp_path / "notes.odd"
    path.write_text(f"a\n{KEY}", encoding="utf-16")
    assert list(files_under([path])) == [path]
    assert [str(find.place) for find in look_through_file(path, ()).finds] == ["line 2"]


def test_a_name_too_long_is_not_there(tmp_path: Path) -> None:
    """A whole text given in place of a name is no fault of the program."""
    assert is_there(tmp_path)
    assert not is_there(tmp_path / "none")
    assert not is_there(Path("y" * 5000))


@pytest.mark.parametrize("ignored", [True, False])
def test_a_key_may_stand_in_an_env_file_that_git_leaves_out(tmp_path: Path, *, ignored: bool) -> None:
    """That is what the file is for; published, it is a find."""
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / ".gitignore").write_text(".env\n" if ignored else "")
    (tmp_path / ".env").write_text(f"MODELMAX_API_KEY={KEY}\n")
    finds = look_through_file(tmp_path / ".env", ()).finds
    assert [find.store for find in finds] == ([] if ignored else [Store.ENV_FILE])


def test_copies_of_a_notebook_belong_to_it(tmp_path: Path) -> None:
    """JupyterLab's checkpoint is found, whatever stands in the name; other notebooks' are not."""
    folder = tmp_path / ".ipynb_checkpoints"
    folder.mkdir()
    for name in ("a [1]-checkpoint.ipynb", "b-checkpoint.ipynb"):
        (folder / name).write_text('{"cells": [{"source": "' + KEY + '"}]}')
    notebook = tmp_path / "a [1].ipynb"
    assert with_copies(notebook) == (notebook, folder / "a [1]-checkpoint.ipynb")
    assert look_through_file(folder / "a [1]-checkpoint.ipynb", ()).finds[0].store is Store.CHECKPOINT
    (tmp_path / "a [1].html").write_text(KEY)
    assert with_copies(notebook)[-1] == tmp_path / "a [1].html"


def test_what_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is too large, one that is gone, and what is no file at all."""
    monkeypatch.setattr(files, "LARGEST", 0)
    (tmp_path / "large.txt").write_text(KEY)
    assert "larger than 0 MB" in look_through_file(tmp_path / "large.txt", ()).problem
    assert "cannot be read" in look_through_file(tmp_path / "gone.txt", ()).problem
    monkeypatch.undo()
    assert "cannot be read" in look_through_file(tmp_path, ()).problem


def test_a_summary_names_place_remedy_and_no_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In text of 80 columns and in HTML alike; names are escaped."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "<b>.ipynb"
    path.write_text('{"cells": [{"source": "' + KEY + '"}]}')
    search = Search((look_through_file(path, ()), look_through_file(tmp_path / "gone.txt", ())))
    text, html = summary_text(search), summary_html(search)
    for said in (text, html):
        assert KEY not in said
        assert "cell 1, line 1" in said
        assert "…0123" in said
        assert "gone.txt" in said
        assert "it cannot be read" in said
        assert "https://www.modelmax.io/dashboard/keys" in said
    assert "&lt;b&gt;.ipynb" in html
    assert max(len(line) for line in text.splitlines() if "gone.txt" not in line) <= 80


def test_a_clean_search_says_where_it_looked(tmp_path: Path) -> None:
    """A sentence, and nothing to do."""
    (tmp_path / "a.py").touch()
    search = Search(tuple(look_through_file(path, ()) for path in files_under([tmp_path])))
    assert summary_text(search) == "No key was found. Looked through: files: 1."
