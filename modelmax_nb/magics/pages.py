"""``%modelmax why`` and ``%modelmax errors``: the last failure in full, and the book of all entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from IPython.core.error import UsageError

from modelmax_nb.display.mimebundle import card_bundle
from modelmax_nb.magics import words

if TYPE_CHECKING:
    from modelmax_nb.magics.magic import ModelMaxMagics


def show_why(magics: ModelMaxMagics, rest: str) -> None:
    """Show the last failure in full, or the page of the entry that is named."""
    if rest:
        _open_page(magics, rest)
        return
    diagnosis = magics.session.last_diagnosis
    if diagnosis is None:
        magics.print(magics.say(words.NOTHING_FAILED))
        return
    magics.show(card_bundle(diagnosis, magics.session.language, full=True))


def _open_page(magics: ModelMaxMagics, rest: str) -> None:
    """Show the page of the one entry that *rest* names; of several, their list.

    Raises:
        UsageError: There is no such entry.
    """
    from modelmax_nb.display.page import page_bundle
    from modelmax_nb.pages.book import page_of
    from modelmax_nb.pages.lookup import named, near

    entries = named(rest)
    if len(entries) == 1:
        magics.show(page_bundle(page_of(entries[0]), magics.session.language, colour=_in_colour(magics)))
    elif entries:
        list_errors(magics, rest)
    else:
        hint = "".join(magics.say(words.DID_YOU_MEAN, name=slug) for slug in near(rest)[:1])
        raise UsageError(magics.say(words.NO_ENTRY, name=rest[:60]) + (hint or " (%modelmax errors)"))


def list_errors(magics: ModelMaxMagics, rest: str) -> None:
    """List the entries that speak of *rest*, or all."""
    from modelmax_nb.display.index import index_bundle
    from modelmax_nb.pages.lookup import BOOK, matching

    language = magics.session.language
    parts = matching(rest, language)
    if not parts:
        raise UsageError(magics.say(words.NO_MATCH, words=rest[:60]))
    magics.show(index_bundle(parts, language, asked=rest, total=len(BOOK), colour=_in_colour(magics)))


def _in_colour(magics: ModelMaxMagics) -> bool:
    from modelmax_nb.display.terminal import takes_colour

    return magics.mode == "text" and takes_colour()
