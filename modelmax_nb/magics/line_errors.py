"""A failed cell of the video or the picture magic: its diagnosis, with fixes that are true for its line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from modelmax_nb.failure import Failure
from modelmax_nb.magics.own_errors import remember
from modelmax_nb.own_code import in_magic_line
from modelmax_nb.place import Line, Place

if TYPE_CHECKING:
    from modelmax_nb.catalog.entry import Fix
    from modelmax_nb.diagnosis import Diagnosis
    from modelmax_nb.errors import ModelMaxError
    from modelmax_nb.session import Session

TYPED_MODEL: Final = re.compile(r"(?<!\S)(?:-m\s*|--model[\s=]\s*)([\"']?)(?P<model>[^\s\"']+)\1")


def explain_line(error: ModelMaxError, session: Session, line: str, again: Fix | None = None) -> Diagnosis:
    """Return the diagnosis of *error* for a cell whose first line is *line*; ``%modelmax why`` knows it then.

    Args:
        error: What came of the call.
        session: Whose call.
        line: As typed, with the name of the magic; "" where there is none to point at.
        again: What to do in place of running the cell again.
    """
    diagnosis = in_magic_line(error.diagnosis, place_in(line), again)
    settings = session.settings()
    secrets = () if isinstance(settings, Failure) else (settings.key.reveal(),)
    remember(diagnosis, secrets, error)
    return diagnosis


def place_in(line: str) -> Place:
    """Return *line* as a place, with the model marked that is typed there."""
    if not line:
        return Place()
    typed = TYPED_MODEL.search(line)
    if typed is None:
        return Place(lines=(Line(1, line),))
    marked = Line(1, line, *typed.span("model"))
    return Place(lines=(marked,), typed={"model": marked})
