"""``--save`` of the cells that make something: where the file goes, and whether it can go there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from IPython.core.error import UsageError

from modelmax_nb.files import check_folder, file_in, free_path
from modelmax_nb.messages import Text

if TYPE_CHECKING:
    from modelmax_nb.magics.magic import ModelMaxMagics

NO_FOLDER = Text("save.no-folder", "Nothing was sent: no file can be saved in {folder} ({problem}).")


def check_place(magics: ModelMaxMagics, name: str) -> None:
    """Try whether a file can be saved where *name* says, before anything is paid for.

    Raises:
        UsageError: It cannot; nothing was sent.
    """
    folder = file_in(name, "x").parent
    try:
        check_folder(folder)
    except OSError as error:
        problem = error.strerror or type(error).__name__
        raise UsageError(magics.say(NO_FOLDER, folder=folder, problem=problem)) from None


def free_place(name: str, number: int) -> Path:
    """Return the file that *name* means, or a free name like it for *number* files; a folder stays one."""
    named = Path(name).expanduser()
    return named if named.is_dir() else free_path(named, number)
