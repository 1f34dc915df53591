"""``%modelmax check-secrets``: where a key has got to, in this notebook and in what IPython keeps."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from IPython.core.error import UsageError

from modelmax_nb.failure import Failure
from modelmax_nb.keys import KEY_VARIABLE
from modelmax_nb.magics import words
from modelmax_nb.magics.options import command_parser
from modelmax_nb.messages import Saying, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from modelmax_nb.leaks.find import Looked
    from modelmax_nb.leaks.kinds import KnownKey
    from modelmax_nb.leaks.summary import Search
    from modelmax_nb.magics.magic import ModelMaxMagics

# Source: measured (Jupyter servers give the path, from their root; VS Code puts a variable into the kernel).
SESSION_NAME = "JPY_SESSION_NAME"
VSCODE_NAME = "__vsc_ipynb_file__"
HELP = {"paths": Text("check-secrets.option.paths", "files and folders; this notebook if left out")}


def check_secrets(magics: ModelMaxMagics, rest: str) -> None:
    """Look for keys in this notebook and its copies, or in what is named, and in what IPython keeps."""
    from modelmax_nb.display.page import boxed
    from modelmax_nb.leaks.summary import summary_html, summary_text

    language = magics.session.language
    parser = command_parser(language, "check-secrets", HELP)
    parser.option("paths", nargs="*", type=Path, metavar="PATH")
    search = look_through(magics, parser.parse_args(parser.split(rest)).paths)
    magics.show(
        {
            "text/html": boxed(summary_html(search, language), language),
            "text/plain": summary_text(search, language),
        }
    )


def look_through(magics: ModelMaxMagics, paths: list[Path]) -> Search:
    """Look through *paths*, or through this notebook where none is named, and through IPython's own stores.

    Raises:
        UsageError: One of *paths* is not there.
    """
    from modelmax_nb.leaks import words as leak_words
    from modelmax_nb.leaks.files import files_under, is_there, look_through_file, with_copies
    from modelmax_nb.leaks.summary import Search

    known = keys_in_use(magics)
    notes = []
    missing = [path for path in paths if not is_there(path)]
    if missing:
        raise UsageError(magics.say(words.NO_FILE, name=missing[0]))
    notebook = None if paths else notebook_path(magics)
    if notebook is not None:
        notes.append(Saying(leak_words.UNSAVED))
        paths = [*with_copies(notebook), *sorted(notebook.parent.glob(".env*")), *_log(magics)]
    elif not paths and getattr(magics.shell, "kernel", None) is not None:
        notes.append(Saying(leak_words.NO_NOTEBOOK))
    looked = [look_through_file(path, known) for path in files_under(paths)]
    return Search((*looked, *_kept_by_ipython(magics, known)), tuple(notes))


def _log(magics: ModelMaxMagics) -> list[Path]:
    """Return the file that ``%logstart`` writes, if it was used here."""
    path = Path(str(getattr(magics.shell.logger, "logfname", "") or ""))
    return [path] if path.is_file() else []


def _kept_by_ipython(magics: ModelMaxMagics, known: tuple[KnownKey, ...]) -> Iterator[Looked]:
    from modelmax_nb.leaks import history

    shell = magics.shell
    yield history.look_through_session(shell.user_ns.get("In", ()), shell.user_ns.get("Out", {}), known)
    kept = Path(str(getattr(shell.history_manager, "hist_file", "")))
    if kept.is_file():
        yield history.look_through_history(kept, known)
    profile = getattr(shell.profile_dir, "location", None)
    if profile is not None:
        yield from history.look_through_variables(Path(profile) / "db", known)


def keys_in_use(magics: ModelMaxMagics) -> tuple[KnownKey, ...]:
    """Return the keys of this session and of the environment, to be searched for by their values."""
    from modelmax_nb.leaks.kinds import known_keys

    settings = magics.session.settings()
    values = [os.environ.get(name, "") for name in (KEY_VARIABLE, "OPENAI_API_KEY")]
    if not isinstance(settings, Failure):
        values.append(settings.key.reveal())
    typed = magics.session.own_overrides.api_key
    if isinstance(typed, str):
        values.append(typed)
    return known_keys(values)


def notebook_path(magics: ModelMaxMagics) -> Path | None:
    """Return the file of the notebook that asks, or None where no front end tells."""
    names = [magics.shell.user_ns.get(VSCODE_NAME), os.environ.get(SESSION_NAME)]
    for name in names:
        path = Path(str(name)) if name else None
        # A server's path begins at its root, and a kernel starts in the folder of its notebook.
        for candidate in (path, Path(path.name)) if path is not None else ():
            if candidate is not None and candidate.suffix == ".ipynb" and candidate.is_file():
                return candidate
    return None
