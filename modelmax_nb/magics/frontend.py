"""Which front end is this, and what can it show?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from IPython.core.interactiveshell import InteractiveShell

    from modelmax_nb.widgets.presentation import Mode

FORCED: dict[str, Mode] = {"live": "live", "static": "static", "text": "text"}
MODES = ("auto", *FORCED)
COUNTED: Final = re.compile(r"_\d+_\d+")


def display_mode(shell: InteractiveShell, wanted: str = "auto") -> Mode:
    """Return how to show things: with controls, stored and never changed, or as text.

    Source: measured (only ``allow_stdin`` tells a person's front end from nbclient; nothing tells whether
    it can draw widgets).
    """
    forced = FORCED.get(wanted)
    if forced is not None:
        return forced
    kernel = getattr(shell, "kernel", None)
    if kernel is None:
        return "text"
    asked = kernel.get_parent()
    if not asked.get("content", {}).get("allow_stdin"):
        return "static"
    return "text" if _is_console(asked.get("header", {})) else "live"


def _is_console(header: Mapping[str, str]) -> bool:
    """Tell whether a request came from a front end that is itself Python, as the Jupyter console is.

    It draws no widgets and drops updates of what it has shown, so a stream would stop at its first word.

    Source: vendor code (jupyter_client numbers its messages ``<session>_<process>_<count>``; front ends in
    a browser and VS Code give each message an id of its own), measured with jupyter_console 6.6.
    """
    session, message = header.get("session", ""), header.get("msg_id", "")
    return bool(session) and COUNTED.fullmatch(message.removeprefix(session)) is not None
