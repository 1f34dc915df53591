"""Keys in files: notebooks, their checkpoints, programs, ``.env`` files; a folder is walked."""

from __future__ import annotations

import codecs
import os
from pathlib import Path
from typing import TYPE_CHECKING

from modelmax_nb.keys import published_by_git
from modelmax_nb.leaks import words
from modelmax_nb.leaks.find import Looked, Store, finds_in, merged
from modelmax_nb.leaks.notebook import NoNotebookError, finds_in_notebook
from modelmax_nb.messages import Saying

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from modelmax_nb.leaks.kinds import KnownKey

NOTEBOOK = ".ipynb"
CHECKPOINTS = ".ipynb_checkpoints"
LARGEST = 100  # MB; a larger file takes longer to read than anybody waits
MEGABYTE = 1_000_000
EXPORTED = (".html", ".md", ".py")
TEXTS = frozenset({
    ".cfg", ".conf", ".csv", ".html", ".ini", ".js", ".json", ".jsonl", ".log", ".md", ".mjs", ".py", ".r",
    ".rst", ".sh", ".toml", ".ts", ".tsv", ".txt", ".xml", ".yaml", ".yml",
})  # fmt: skip
# What other programs keep, and what they downloaded.
LEFT_OUT = frozenset({"__pycache__", "node_modules", "site-packages"})
HIDDEN_BUT_READ = frozenset({CHECKPOINTS, ".devcontainer", ".github", ".vscode"})


def is_there(path: Path) -> bool:
    """Return whether there is a file or a folder *path*; a name that no file can have is not there."""
    try:
        return path.exists()
    except OSError:  # a name too long, or a folder that may not be looked into
        return False


def files_under(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files that *paths* name; of a folder, those that may hold text of a person."""
    seen = set()
    for path in paths:
        for found in _walk(path) if path.is_dir() else (path,):
            absolute = os.path.abspath(found)  # noqa: PTH100 - resolving would follow links
            if absolute not in seen:
                seen.add(absolute)
                yield found


def _walk(folder: Path) -> Iterator[Path]:
    for name, folders, files in os.walk(folder):
        here = Path(name)
        folders[:] = sorted(each for each in folders if not _is_left_out(here / each))
        yield from (here / file for file in sorted(files) if _may_be_written_by_hand(file))


def _is_left_out(folder: Path) -> bool:
    hidden = folder.name.startswith(".") and folder.name not in HIDDEN_BUT_READ
    return hidden or folder.name in LEFT_OUT or folder.is_symlink() or (folder / "pyvenv.cfg").is_file()


def _may_be_written_by_hand(name: str) -> bool:
    return _is_env_file(name) or name.endswith(NOTEBOOK) or Path(name).suffix.lower() in TEXTS


def _is_env_file(name: str) -> bool:
    return name == ".env" or name.startswith(".env.") or name.endswith(".env")


def look_through_file(path: Path, known: tuple[KnownKey, ...]) -> Looked:
    """Look through one file; what cannot be read is said, not raised."""
    try:
        if path.stat().st_size > LARGEST * MEGABYTE:
            return Looked(path, problem=Saying(words.TOO_LARGE, limit=LARGEST))
        text = _decoded(path.read_bytes())
    except OSError as error:
        return Looked(path, problem=Saying(words.UNREADABLE, reason=error.strerror or error))
    if path.suffix == NOTEBOOK:
        return _notebook(path, text, known)
    if _is_env_file(path.name):
        return _env_file(path, text, known)
    return Looked(path, merged(finds_in(text, known, Store.FILE, words.LINE)))


def _decoded(raw: bytes) -> str:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", "replace")
    return raw.decode("utf-8-sig", "replace")


def _notebook(path: Path, text: str, known: tuple[KnownKey, ...]) -> Looked:
    try:
        finds = finds_in_notebook(text, known)
    except NoNotebookError:
        # Half-written or cut, it is a text all the same, and a key in it is as bad.
        finds = merged(finds_in(text, known, Store.FILE, words.LINE))
        return Looked(path, finds, problem=Saying(words.NOT_A_NOTEBOOK))
    if CHECKPOINTS in path.parts:
        finds = tuple(find._replace(store=Store.CHECKPOINT) for find in finds)
    return Looked(path, finds)


def _env_file(path: Path, text: str, known: tuple[KnownKey, ...]) -> Looked:
    """A ``.env`` file is where a key may stand, as long as git leaves it out."""
    finds = merged(finds_in(text, known, Store.ENV_FILE, words.UNIGNORED))
    if finds and not published_by_git(path):
        return Looked(path, keeps_key=True)
    return Looked(path, finds)


def with_copies(notebook: Path) -> tuple[Path, ...]:
    """Return *notebook*, the copies that JupyterLab keeps of it, and what was exported from it."""
    folder = notebook.parent / CHECKPOINTS
    copies = (
        sorted(folder.glob(f"{_literal(notebook.stem)}-checkpoint*{NOTEBOOK}")) if folder.is_dir() else []
    )
    exported = (notebook.with_suffix(suffix) for suffix in EXPORTED)
    return (notebook, *copies, *(path for path in exported if path.is_file()))


def _literal(name: str) -> str:
    from glob import escape

    return escape(name)
