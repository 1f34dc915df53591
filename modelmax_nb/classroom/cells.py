"""The cells that a learner has run, as IPython remembers them."""

from __future__ import annotations

import ast
import re
import sys
from typing import Any


def shell() -> Any:  # noqa: ANN401 - IPython of any version, or None
    """Return the running IPython; None in a plain script."""
    ipython = sys.modules.get("IPython")
    return None if ipython is None else ipython.get_ipython()


def unread_cell(function: str) -> SyntaxError | None:
    """Return why Python could not read the last cell that was to define *function*; None if it could.

    After such a cell the name still means what an earlier cell made it, and nobody who reads the new code
    would see why it is told of faults of the old.
    """
    running = shell()
    define = re.compile(rf"^\s*(async\s+)?def\s+{re.escape(function)}\b", re.MULTILINE)
    cells = running.user_ns.get("In", ()) if running is not None else ()
    source = next((cell for cell in reversed(cells) if define.search(str(cell))), "")
    try:
        ast.parse(str(source))
    except SyntaxError as error:
        return error
    return None
