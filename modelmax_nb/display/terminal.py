"""The card for a terminal that has colours: the same text, its title set off."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from modelmax_nb.columns import wrap
from modelmax_nb.display import slots
from modelmax_nb.display.phrase import plain
from modelmax_nb.display.text import WIDTH, render_text
from modelmax_nb.messages import DEFAULT_LANGUAGE

if TYPE_CHECKING:
    from typing import TextIO

    from modelmax_nb.diagnosis import Diagnosis

BOLD_RED = "\x1b[1;31m"
BOLD = "\x1b[1m"
PLAIN = "\x1b[0m"


def takes_colour(stream: TextIO | None = None) -> bool:
    """Tell whether colours would be seen: a terminal, and nobody has said no.

    Args:
        stream: Where the text goes; standard output when None.

    Source: documented (no-color.org: any value of NO_COLOR but the empty one; terminfo: TERM=dumb).
    """
    stream = sys.stdout if stream is None else stream
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    try:
        return stream.isatty()
    except (AttributeError, ValueError):  # what stands in for a stream, or a closed one
        return False


def render_terminal(diagnosis: Diagnosis, language: str = DEFAULT_LANGUAGE, *, colour: bool) -> str:
    """Return the card in plain text, with *colour* its title in bold, and in red where it is a failure.

    Without the colour nothing is lost: it says nothing that the words do not say.
    """
    card = render_text(diagnosis, language)
    if not colour:
        return card
    start = BOLD if slots.is_quiet(diagnosis) else BOLD_RED
    title = wrap(plain(diagnosis.entry.text("title"), language, **diagnosis.values), WIDTH)
    # One line at a time: some pagers forget a colour at the end of a line.
    painted = "\n".join(f"{start}{line}{PLAIN}" for line in title.split("\n"))
    return card.replace(title, painted, 1)
