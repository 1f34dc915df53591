"""Which process an embedded simulator lives in: each gives the same ids, and ends with its process."""

from __future__ import annotations

import os
import platform
from functools import cache
from secrets import token_hex
from typing import Final

_PARTS: Final = 3  # computer, process, a word by chance: numbers of processes are used again


def here() -> str:
    """Return a name of this process that no other one has, for the tasks of its embedded simulator."""
    return _name(os.getpid())


@cache
def _name(process: int) -> str:
    return f"{platform.node()}/{process}/{token_hex(4)}"


def has_ended(home: str) -> bool:
    """Tell whether the process called *home* surely ended; False where that cannot be told.

    Args:
        home: What `here` returned there; "" for a task that belongs to no process.
    """
    computer, *rest = home.rsplit("/", _PARTS - 1)
    if len(rest) != _PARTS - 1 or computer != platform.node() or home == here():
        return False
    if os.name != "posix":
        return False  # there, asking after a process can end it
    try:
        os.kill(int(rest[0]), 0)  # sends nothing; only asks whether the process is there
    except (ProcessLookupError, ValueError):
        return True
    except OSError:
        return False  # it is somebody else's
    return False
