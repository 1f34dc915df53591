"""What IPython keeps."""

import pickle
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from IPython.core.history import HistoryAccessor

from modelmax_nb.leaks.find import Store
from modelmax_nb.leaks.history import (
    look_through_history,
    look_through_session,
    look_through_variables,
    removal_of,
)

KEY = "sk" + "-mm0123456789abcdef0123"


def history_at(path: Path) -> Path:
    """Make a history as IPython itself does, with a key typed and a key shown."""
    HistoryAccessor(hist_file=str(path)).close()
    with closing(sqlite3.connect(path)) as database:
        database.execute("INSERT INTO history VALUES (3, 4, ?, ?)", (f"k='{KEY}'", f"k='{KEY}'"))
        database.execute("INSERT INTO history VALUES (3, 5, 'x = 1', 'x = 1')")
        database.execute("INSERT INTO output_history VALUES (3, 6, ?)", (f"'{KEY}'",))
        database.commit()
    return path


def test_both_columns_and_the_outputs_are_read(tmp_path: Path) -> None:
    """One find for a cell, not one for each of its two forms."""
    looked = look_through_history(history_at(tmp_path / "history.sqlite"), ())
    assert [str(find.place) for find in looked.finds] == [
        "what was typed: session 3, cell 4",
        "what was shown: session 3, cell 6",
    ]
    assert {find.store for find in looked.finds} == {Store.HISTORY}


def test_what_is_to_be_run_takes_the_key_out_of_the_file(tmp_path: Path) -> None:
    """The rows go, and the bytes with them; other rows stay."""
    path = history_at(tmp_path / "history it's.sqlite")
    exec(removal_of(look_through_history(path, ())), {})  # noqa: S102 - what a reader would run
    assert KEY.encode() not in path.read_bytes()
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT session, line FROM history").fetchall() == [(3, 5)]


def test_looking_changes_nothing(tmp_path: Path) -> None:
    """The file is opened for reading, and left as it was."""
    path = history_at(tmp_path / "history.sqlite")
    before = path.read_bytes()
    look_through_history(path, ())
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["history.sqlite"]


def test_a_file_that_is_no_history_is_named(tmp_path: Path) -> None:
    """So is one that is not there: it is not made by looking."""
    path = tmp_path / "history.sqlite"
    assert "no history" in look_through_history(path, ()).problem
    assert not path.exists()
    path.write_text("something else, longer than the head of a database" * 10)
    assert "no history" in look_through_history(path, ()).problem


class Unshowable:
    """An object whose repr fails."""

    def __repr__(self) -> str:
        """Fail."""
        raise RuntimeError


def test_the_running_session_is_read() -> None:
    """``In`` and ``Out``, whatever objects lie there."""
    looked = look_through_session(["", f"k='{KEY}'"], {2: KEY, 3: [KEY], 4: Unshowable(), 5: 1}, ())
    assert [str(find.place) for find in looked.finds] == ["In[1]", "Out[2]", "Out[3]"]


class Trap:
    """A pickle that would leave a file behind if it were loaded."""

    def __reduce__(self) -> tuple[object, ...]:
        """Say what loading does."""
        return Path.touch, (Path("trapped"),)


def test_stored_variables_are_read_and_not_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys in any protocol are found; nothing in a pickle is run; a broken one is read as it is."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "autorestore"
    folder.mkdir()
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        (folder / f"p{protocol}").write_bytes(pickle.dumps({"key": KEY}, protocol))
    (folder / "trap").write_bytes(pickle.dumps([Trap(), KEY]))
    (folder / "broken").write_bytes(b"\x80\x04" + KEY.encode())
    looked = look_through_variables(tmp_path, ())
    assert all(len(each.finds) == 1 for each in looked)
    assert {each.finds[0].hint for each in looked} == {"0123"}
    assert len(looked) == pickle.HIGHEST_PROTOCOL + 3
    assert not Path("trapped").exists()
