"""A made-up language for looking at layouts: every sentence accented and 40 % longer.

Tests only: no reader can choose it. ``python -m tests.languages.pseudo FOLDER`` writes each card of the
catalog as a page, to be measured in a browser.
"""

from __future__ import annotations

import re
import sys
import tempfile
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.mofile import write_mo

from modelmax_nb import messages
from tests.languages.update import make_template

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PSEUDO = "qps"
LONGER = 1.4  # a text in another language is rarely longer than this
STAYS = re.compile(r"(`[^`]*`|\{\w+\}|%{1,2}\w+)")  # tokens, values, commands
ACCENTED = str.maketrans(
    "ABCDEGHIJKLNORSTUWYZabcdeghijklnorstuwyz", "ÅƁÇĐÉĜĤÎĴĶĻÑÖŘŠŦÛŴÝŽåƀçđéĝĥîĵķļñöřšŧûŵýž"
)
FILLER = ("lorem", "ip", "dolor", "sit", "amet", "con")


def stretched(english: str) -> str:
    """Return *english* with accents and, at its end, words that make it 40 % longer."""
    parts = STAYS.split(english)
    said = "".join(part if index % 2 else part.translate(ACCENTED) for index, part in enumerate(parts))
    length = sum(len(part) for part in parts[::2])
    more, words = "", cycle(FILLER)
    while len(more) < (LONGER - 1) * length:
        more += f" {next(words)}"
    return said.rstrip() + more[: max(1, round((LONGER - 1) * length))].rstrip() + said[len(said.rstrip()) :]


@contextmanager
def pseudo_language(form: Callable[[messages.Text], str] | None = None) -> Iterator[str]:
    """Give the catalogues a made-up language, whose tag is yielded; *form* says each text in it."""
    catalogue = make_template()
    for message in catalogue:
        if message.id:
            text = messages.Text(message.context, message.id)
            message.string = form(text) if form else stretched(text.english)
    before = messages.LOCALE
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / PSEUDO / "LC_MESSAGES" / f"{messages.DOMAIN}.mo"
        path.parent.mkdir(parents=True)
        with path.open("wb") as opened:
            write_mo(opened, catalogue)
        messages.LOCALE = Path(folder)
        messages._catalogue.cache_clear()
        try:
            yield PSEUDO
        finally:
            messages.LOCALE = before
            messages._catalogue.cache_clear()


def main(folder: Path) -> None:
    """Write a page for each card."""
    from modelmax_nb.display.html import render_html
    from tests.display.test_layers import CARDS

    folder.mkdir(parents=True, exist_ok=True)
    with pseudo_language() as language:
        for slug, cards in CARDS.items():
            if cards:
                page = f'<!doctype html><meta charset="utf-8"><body>{render_html(cards[0], language)}</body>'
                (folder / f"{slug}.html").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
