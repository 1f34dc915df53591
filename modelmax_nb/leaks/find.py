"""A key that was found: what it is and where; never the key itself."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from modelmax_nb.leaks.kinds import hits_in
from modelmax_nb.messages import Saying

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from modelmax_nb.leaks.kinds import KnownKey
    from modelmax_nb.messages import Text


ESCAPE = "\x1b"
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


class Store(Enum):
    """Who keeps the text in which a key stands; it decides how to get rid of it."""

    SOURCE = "source"
    OUTPUT = "output"
    METADATA = "metadata"
    WIDGET = "widget"
    CHECKPOINT = "checkpoint"
    HISTORY = "history"
    SESSION = "session"
    VARIABLES = "variables"  # %store
    ENV_FILE = "env-file"
    FILE = "file"


class Find(NamedTuple):
    """A key in a place.

    Attributes:
        name: What it is.
        hint: Its last four characters, or "".
        ours: Whether it may be a key of ModelMax.
        store: Who keeps it.
        place: Where in the file, in words.
        row: Session and line, in IPython's history; None elsewhere.
    """

    name: Text
    hint: str
    ours: bool
    store: Store
    place: Saying
    row: tuple[str, int, int] | None = None


class Looked(NamedTuple):
    """What came of looking through one file or store.

    Attributes:
        path: Of the file; None for what is in memory.
        finds: The keys in it.
        problem: Why it could not be looked through, in words; "" when it could.
        keeps_key: Whether it holds a key that belongs there, as in a ``.env`` file that git leaves out.
    """

    path: Path | None
    finds: tuple[Find, ...] = ()
    problem: str = ""
    keeps_key: bool = False


def finds_in(
    text: str,
    known: tuple[KnownKey, ...],
    store: Store,
    place: Text,
    row: tuple[str, int, int] | None = None,
    **values: object,
) -> Iterator[Find]:
    """Yield the keys in *text*, each with the line in which it stands as ``line`` of *place*."""
    if ESCAPE in text:
        text = COLOURS.sub("", text)  # else the letter that ends a colour would be read as part of a key
    for hit in hits_in(text, known):
        line = text.count("\n", 0, hit.start) + 1
        said = Saying(place, line=line, **values)
        yield Find(hit.name, hit.hint, hit.ours, store, said, row)


def merged(finds: Iterable[Find]) -> tuple[Find, ...]:
    """Return *finds* without those that say the same twice, such as one in HTML and in plain text."""
    return tuple(dict.fromkeys(finds))
