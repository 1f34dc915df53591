"""Which front end is this, and what can it show?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from modelmax_nb.widgets.presentation import Mode

FORCED: dict[str, Mode] = {"live": "live", "static": "static", "text": "text"}
MODES = ("auto", *FORCED)


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
    if not kernel.get_parent().get("content", {}).get("allow_stdin"):
        return "static"
    return "live"
