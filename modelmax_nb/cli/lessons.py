"""Copying the notebooks to a folder of the user's, without ever losing what the user wrote there."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

import modelmax_nb
from modelmax_nb.cli import words
from modelmax_nb.cli.complaint import CommandError

if TYPE_CHECKING:
    from collections.abc import Iterator

RECORD = ".modelmax-notebooks.json"
RECORD_VERSION = 1


class Step(Enum):
    """What happened to one file."""

    COPIED = "copied"
    REFRESHED = "refreshed"
    SAME = "same"
    KEPT = "kept"  # the user changed it


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """One file of the lessons and what was done with it; *name* has forward slashes."""

    name: str
    step: Step


def lessons_folder() -> Path:
    """Return where the notebooks lie: in the installed package, else in the checkout around it.

    Raises:
        CommandError: There are none.
    """
    package = Path(modelmax_nb.__file__).parent
    checkout = package.parent
    candidates = [package / "notebooks"]
    if (checkout / "pyproject.toml").is_file():
        candidates.append(checkout / "notebooks")
    for folder in candidates:
        if next(_lesson_names(folder), None) is not None:
            return folder
    raise CommandError(words.NO_LESSONS)


def copy_lessons(source: Path, folder: Path) -> list[Copied]:
    """Bring *folder* up to date with the notebooks in *source*.

    A file is written when it is not there or still is, byte for byte, what an earlier call wrote.
    Anything else is the user's work and stays.

    Args:
        source: The shipped notebooks.
        folder: The user's folder; made when it is not there.

    Raises:
        CommandError: The folder cannot be written.
    """
    if folder.resolve() == source.resolve():
        return [Copied(name=name, step=Step.SAME) for name in _lesson_names(source)]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shipped = _read_record(folder)
        done = [_copy(name, source, folder, shipped.setdefault(name, [])) for name in _lesson_names(source)]
        _write(folder / RECORD, _record_text(shipped).encode())
    except OSError as error:
        raise CommandError(words.CANNOT_WRITE, folder=folder, reason=error.strerror or error) from error
    return done


def _lesson_names(folder: Path) -> Iterator[str]:
    """List the files of the lessons, sorted, without hidden files and what Python leaves behind."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        hidden = any(part.startswith((".", "__")) for part in name.parts)
        if path.is_file() and not hidden:
            yield name.as_posix()


def _copy(name: str, source: Path, folder: Path, known: list[str]) -> Copied:
    """Copy one file if nothing is lost by it; *known* are the hashes written so far, and grows."""
    new = _as_handed_out(source / name)
    target = folder / name
    old = target.read_bytes() if target.is_file() else None
    if old is not None and old != new and _hash(old) not in known:
        return Copied(name=name, step=Step.KEPT)
    if _hash(new) not in known:
        known.append(_hash(new))
    if old == new:
        return Copied(name=name, step=Step.SAME)
    target.parent.mkdir(parents=True, exist_ok=True)
    _write(target, new)
    return Copied(name=name, step=Step.COPIED if old is None else Step.REFRESHED)


def _as_handed_out(path: Path) -> bytes:
    """Return a file as a learner gets it: a notebook without outputs, for they answer its questions."""
    content = path.read_bytes()
    if path.suffix != ".ipynb":
        return content
    try:
        notebook = json.loads(content)
        cells = notebook["cells"]
    except (ValueError, TypeError, KeyError):
        return content  # no notebook after all
    for cell in cells:
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode()


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _write(target: Path, content: bytes) -> None:
    """Write all or nothing: a full disk must not leave half a notebook."""
    part = target.with_name(f"{target.name}.part")
    part.write_bytes(content)
    os.replace(part, target)  # noqa: PTH105 - the same either way


def _record_text(shipped: dict[str, list[str]]) -> str:
    return json.dumps({"version": RECORD_VERSION, "written": shipped}, indent=1, sort_keys=True) + "\n"


def _read_record(folder: Path) -> dict[str, list[str]]:
    """Return which contents earlier calls wrote here; nothing when the record is missing or damaged."""
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        return {str(name): [str(known) for known in hashes] for name, hashes in record["written"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
