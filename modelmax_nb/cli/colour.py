"""Colour in a terminal, and nowhere else."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from modelmax_nb.display.page import Section

BOLD, DIM, PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"


def wanted() -> bool:
    """Tell whether standard output is a terminal that may show colours; ``NO_COLOR`` forbids them."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _painted(text: str, code: str) -> str:
    """Put *text* between codes line by line, as pagers need it."""
    return "\n".join(f"{code}{line}{PLAIN}" for line in text.split("\n")) if text and wanted() else text


def printed_card(card: str, slug: str) -> str:
    """Return a card with its title bold and the line of its id dim, where there is colour."""
    title, found, rest = card.partition(f"\n{slug}")
    if not found:
        return card
    line, *others = rest.split("\n")
    return "\n".join([_painted(title, BOLD), _painted(slug + line, DIM), *others])


def printed_sections(sections: Iterable[Section]) -> str:
    """Return *sections* as text, with their headings bold, where there is colour."""
    blocks = []
    for number, section in enumerate(sections):
        first, *others = section.lines
        heading = [_painted(section.heading, BOLD)] if section.heading else []
        blocks.append("\n".join([*heading, first if number else _painted(first, BOLD), *others]))
    return "\n\n".join(blocks)
