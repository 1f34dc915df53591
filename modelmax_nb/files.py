"""Saving videos and pictures: a file is there whole or not at all, and none is overwritten unasked."""

from __future__ import annotations

import os
import tempfile
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container


def save_whole(path: Path, content: bytes) -> None:
    """Write *content* to *path*; what stood there is replaced only once all of it is on the disk.

    Raises:
        OSError: It cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}-", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(part).chmod(0o644)  # no secret; mkstemp makes files only for the owner
        Path(part).replace(path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise


def check_folder(folder: Path) -> None:
    """Make *folder* if need be and try whether a file can be made there.

    Raises:
        OSError: It cannot; better known before something is paid for that is to be saved there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder):
        pass


def file_in(path: str | Path, default: str) -> Path:
    """Return the file that *path* means: ``~`` is the home folder, and in a folder it is named *default*."""
    named = Path(path).expanduser()
    a_folder = named.is_dir() or str(path).endswith(("/", os.sep))
    return named / default if a_folder else named


def numbered(path: Path, number: int) -> list[Path]:
    """Return names for *number* files: *path* itself for one, else with 1, 2, 3 behind it."""
    return [path] if number == 1 else [path.with_stem(f"{path.stem}-{n + 1}") for n in range(number)]


def free_path(path: Path, number: int = 1, *, ours: Container[Path] = frozenset()) -> Path:
    """Return *path*, or the next name like it under which *number* files can be saved.

    Args:
        path: The name that is wanted.
        number: How many files; see `numbered`.
        ours: Files that may stand in the way, because they are meant.
    """
    wanted = (path if not n else path.with_stem(f"{path.stem}-{n + 1}") for n in count())
    return next(
        name for name in wanted if all(each in ours or not each.exists() for each in numbered(name, number))
    )
