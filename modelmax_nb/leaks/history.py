"""Keys in what IPython keeps: its history on disk, the running session, variables of ``%store``."""

from __future__ import annotations

import pickletools
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from modelmax_nb.leaks import words
from modelmax_nb.leaks.find import Find, Looked, Store, finds_in, merged
from modelmax_nb.messages import Saying

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from modelmax_nb.leaks.kinds import KnownKey

HISTORY = "history.sqlite"
WAIT = 2.0  # seconds for a kernel that is writing
COLUMNS = (
    ("history", "source", words.HISTORY_IN),
    ("history", "source_raw", words.HISTORY_IN),
    ("output_history", "output", words.HISTORY_OUT),
)


def look_through_history(path: Path, known: tuple[KnownKey, ...]) -> Looked:
    """Look through IPython's history at *path*; it is opened for reading only."""
    try:
        with closing(
            sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=WAIT)
        ) as database:
            return Looked(path, merged(_rows(database, known)))
    except (sqlite3.Error, OSError, ValueError) as error:
        return Looked(path, problem=Saying(words.NO_DATABASE, reason=error))


def _rows(database: sqlite3.Connection, known: tuple[KnownKey, ...]) -> Iterator[Find]:
    tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    database.text_factory = lambda raw: raw.decode("utf-8", "replace")
    for table, column, place in COLUMNS:
        if table not in tables:
            continue
        for session, count, text in database.execute(f"SELECT session, line, {column} FROM {table}"):  # noqa: S608 - names of our own
            if isinstance(text, str):
                row = (table, int(session), int(count))
                yield from finds_in(text, known, Store.HISTORY, place, row, session=session, count=count)


def look_through_session(
    typed: Iterable[object], shown: Mapping[object, object], known: tuple[KnownKey, ...]
) -> Looked:
    """Look through ``In`` and ``Out`` of a running session."""
    return Looked(None, merged(_session_finds(typed, shown, known)))


def _session_finds(
    typed: Iterable[object], shown: Mapping[object, object], known: tuple[KnownKey, ...]
) -> Iterator[Find]:
    for count, source in enumerate(typed):
        yield from finds_in(str(source), known, Store.SESSION, words.SESSION_IN, count=count)
    for number, value in list(shown.items()):
        try:
            text = value if isinstance(value, str) else repr(value)
        except Exception:  # noqa: BLE001, S112 - an object of the reader's own that cannot be shown
            continue
        yield from finds_in(text, known, Store.SESSION, words.SESSION_OUT, count=number)


def look_through_variables(folder: Path, known: tuple[KnownKey, ...]) -> tuple[Looked, ...]:
    """Look through what ``%store`` keeps in *folder*, without loading it: a pickle can run programs."""
    found = []
    for path in sorted(folder.glob("autorestore/*")):
        try:
            text = "\n".join(_texts_of_pickle(path.read_bytes()))
        except OSError as error:
            found.append(Looked(path, problem=Saying(words.UNREADABLE, reason=error.strerror or error)))
            continue
        finds = finds_in(text, known, Store.VARIABLES, words.VARIABLE, name=path.name)
        found.append(Looked(path, merged(finds)))
    return tuple(found)


def _texts_of_pickle(raw: bytes) -> Iterator[str]:
    """Yield the texts in a pickle; of one that is damaged, all that can be read."""
    try:
        values = [value for _, value, _ in pickletools.genops(raw)]
    except (ValueError, IndexError, UnicodeError):
        values = [raw]
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, bytes | bytearray):
            yield value.decode("latin-1")


def removal_of(looked: Looked) -> str:
    """Return the Python that takes the rows of *looked* out of IPython's history, and out of its file."""
    rows = dict.fromkeys(find.row for find in looked.finds if find.row is not None)
    deletions = [
        f'db.execute("DELETE FROM {table} WHERE session = {session} AND line = {count}")'  # noqa: S608 - numbers, and names of our own
        for table, session, count in rows
    ]
    # VACUUM writes the file anew: a deleted row would stay readable in it.
    ending = 'db.commit(); db.execute("VACUUM"); db.close()'
    return "\n".join(["import sqlite3", f"db = sqlite3.connect({str(looked.path)!r})", *deletions, ending])
