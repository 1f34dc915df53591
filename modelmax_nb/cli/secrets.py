"""``modelmax-nb check-secrets``: where keys have got to, for people, scripts, pre-commit and teachers."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from modelmax_nb.cli import words
from modelmax_nb.cli.complaint import CommandError
from modelmax_nb.cli.speech import terminal_language
from modelmax_nb.keys import KEY_VARIABLE, find_key
from modelmax_nb.leaks.files import files_under, is_there, look_through_file
from modelmax_nb.leaks.history import HISTORY, look_through_history, look_through_variables
from modelmax_nb.leaks.kinds import known_keys
from modelmax_nb.leaks.summary import Search, summary_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from modelmax_nb.leaks.find import Looked
    from modelmax_nb.leaks.kinds import KnownKey

CLEAN, FOUND, WRONG_WORDS = 0, 1, 2


def print_secrets(paths: Sequence[Path], *, history: bool) -> int:
    """Print where keys stand; return 1 when there are any, 0 when there are none.

    Args:
        paths: Files and folders; this folder and what IPython keeps when there are none.
        history: Whether to look through what IPython keeps as well.

    Raises:
        CommandError: One of *paths* is not there (exit code 2).
    """
    for path in paths:
        if not is_there(path):
            raise CommandError(words.NO_PATH, path=path, code=WRONG_WORDS)
    known = _keys_in_use()
    looked = [look_through_file(path, known) for path in files_under(paths or [Path()])]
    if history or not paths:
        looked += _kept_by_ipython(known)
    search = Search(tuple(looked))
    print(summary_text(search, terminal_language()))  # noqa: T201 - this is the command line
    return FOUND if search.found else CLEAN


def _keys_in_use() -> tuple[KnownKey, ...]:
    found, _notices = find_key(None, os.environ)
    values = [os.environ.get(name, "") for name in (KEY_VARIABLE, "OPENAI_API_KEY")]
    return known_keys([*values, found.value if found is not None else ""])


def _kept_by_ipython(known: tuple[KnownKey, ...]) -> Iterator[Looked]:
    """Look through every profile; its folder is found as IPython finds it, without loading IPython."""
    folder = Path(os.environ.get("IPYTHONDIR") or Path.home() / ".ipython")
    for profile in sorted(folder.expanduser().glob("profile_*")):
        if (profile / HISTORY).is_file():
            yield look_through_history(profile / HISTORY, known)
        yield from look_through_variables(profile / "db", known)
