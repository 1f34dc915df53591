"""What a click does, done as if the cell that showed its button did it.

Source: measured (ipykernel 7.4 lets a widget's next message be handled where the widget last spoke, going by
the message that was being answered then). Answers to JupyterLab's clicks would so bring some buttons into a
thread of their own and leave others in the cells' thread; what two threads send can overtake each other, and
the page would then show an order of lines that was true before. As the cell's own, all stay together.
"""

from __future__ import annotations

from contextvars import copy_context
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def as_in_this_cell(act: Callable[[object], None]) -> Callable[[object], None]:
    """Let *act* run in the context of now, however often and in whatever thread it is called later."""
    here = copy_context()

    def clicked(button: object) -> None:
        here.copy().run(act, button)

    return clicked
