"""Saving videos and pictures: a file is there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from itertools import count
from pathlib import Path


def save_whole(path: Path, content: bytes) -> None:
    """Write *content* to *path*; what stood there is replaced only once all of it is on the disk.

    Raises:
        OSError: It cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(part).chmod(0o644)  # no secret; mkstemp makes files only for the owner
        Path(part).replace(path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise


def free_path(path: Path, *, taken: int = 0) -> Path:
    """Return *path*, or the next numbered name that no file has, past the first *taken* of them."""
    names = (path if not n else path.with_stem(f"{path.stem}-{n + 1}") for n in count())
    free = (name for name in names if not name.exists())
    return next(name for n, name in enumerate(free) if n == taken)
