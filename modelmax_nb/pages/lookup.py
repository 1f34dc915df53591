"""Which entries somebody means by a word: an id, a status, or what a sentence of theirs speaks of."""

from __future__ import annotations

import difflib
from functools import cache
from http import HTTPStatus
from types import MappingProxyType
from typing import TYPE_CHECKING

from modelmax_nb.catalog.account import ACCOUNT
from modelmax_nb.catalog.answer import ANSWER
from modelmax_nb.catalog.between import BETWEEN
from modelmax_nb.catalog.elsewhere import ELSEWHERE_ENTRIES
from modelmax_nb.catalog.entries import ENTRIES
from modelmax_nb.catalog.entry import Source
from modelmax_nb.catalog.network import NETWORK
from modelmax_nb.catalog.notebook import NOTEBOOK
from modelmax_nb.catalog.provider import PROVIDER
from modelmax_nb.catalog.request import REQUEST
from modelmax_nb.catalog.stream import STREAM
from modelmax_nb.catalog.unknown import UNKNOWN
from modelmax_nb.diagnosis import diagnose
from modelmax_nb.failure import Failure, Symptom
from modelmax_nb.messages import DEFAULT_LANGUAGE, template
from modelmax_nb.pages.examples import WRITTEN
from modelmax_nb.simulator import SCENARIOS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from modelmax_nb.catalog.entry import Entry

_FIRST_OF_PART = {
    "account": ACCOUNT,
    "request": REQUEST,
    "provider": PROVIDER,
    "answer": ANSWER,
    "stream": STREAM,
    "network": NETWORK,
    "between": BETWEEN,
    "notebook": NOTEBOOK,
    "unknown": UNKNOWN,
}


def _parts() -> dict[str, tuple[Entry, ...]]:
    """Cut the table of entries where a part of the catalog begins."""
    begins = {entries[0].slug: part for part, entries in _FIRST_OF_PART.items()}
    found: dict[str, list[Entry]] = {}
    part = next(iter(_FIRST_OF_PART))
    for entry in ENTRIES.values():
        part = begins.get(entry.slug, part)
        found.setdefault(part, []).append(entry)
    parts = {part: tuple(entries) for part, entries in found.items()}
    return {**parts, "elsewhere": tuple(ELSEWHERE_ENTRIES.values())}


BOOK: Mapping[str, Entry] = MappingProxyType({**ENTRIES, **ELSEWHERE_ENTRIES})
"""Every entry that has a page, by its slug."""
PARTS: Mapping[str, tuple[Entry, ...]] = MappingProxyType(_parts())
"""The entries by where their cause lies, in the order in which they are taught."""
NETWORKS_OWN = (522, 524, 529)  # statuses that no standard names, and that content networks send
SEARCHED = ("title", "what", "ground", "more")


@cache
def statuses_of(slug: str) -> frozenset[int]:
    """Return the statuses that can come with the entry called *slug*, as far as they are known here."""
    return frozenset(status for status, slugs in _by_status().items() if slug in slugs)


@cache
def _by_status() -> dict[int, frozenset[str]]:
    """Return slugs by status: what a bare status means, what the simulator sends, what is written down."""
    found: dict[int, set[str]] = {}
    for status in (*map(int, HTTPStatus), *NETWORKS_OWN):
        if status >= HTTPStatus.MULTIPLE_CHOICES:
            bare = diagnose(Failure(symptom=Symptom.STATUS, status=status))
            if bare.entry.slug != "not-recognised":
                found.setdefault(status, set()).add(bare.entry.slug)
    for entry in ENTRIES.values():
        scenario = SCENARIOS.get(entry.scenario or "")
        sent = getattr(scenario.act, "status", None) if scenario is not None else None
        written = WRITTEN[entry.slug].status if entry.slug in WRITTEN else None
        for known in (sent, written):
            if isinstance(known, int) and entry.slug != "not-recognised":
                found.setdefault(known, set()).add(entry.slug)
    return {status: frozenset(slugs) for status, slugs in found.items()}


def named(word: str) -> tuple[Entry, ...]:
    """Return the entry with the id *word*, or those that come with the status *word*; else nothing.

    Of a status that has one meaning in ModelMax's documents, that one.
    """
    word = word.strip().lower()
    if word in BOOK:
        return (BOOK[word],)
    if not word.isdecimal():
        return ()
    bare = diagnose(Failure(symptom=Symptom.STATUS, status=int(word)))
    if bare.certain and bare.entry.source is Source.DOCUMENTED:
        return (bare.entry,)
    return tuple(entry for entry in ENTRIES.values() if int(word) in statuses_of(entry.slug))


def matching(words: str, language: str = DEFAULT_LANGUAGE) -> dict[str, tuple[Entry, ...]]:
    """Return the entries that speak of each of *words*, by part; all of them for no words.

    Args:
        words: Parts of an id, a status, or words of the sentences, in *language* or in English.
        language: The reader's.
    """
    wanted = words.lower().split()
    found = {
        part: tuple(entry for entry in entries if all(_speaks_of(entry, word, language) for word in wanted))
        for part, entries in PARTS.items()
    }
    return {part: entries for part, entries in found.items() if entries}


def _speaks_of(entry: Entry, word: str, language: str) -> bool:
    if word.isdecimal():
        return int(word) in statuses_of(entry.slug)
    sentences = [template(entry.text(slot), tag) for slot in SEARCHED for tag in (language, DEFAULT_LANGUAGE)]
    return any(word in text.lower() for text in (entry.slug, *sentences))


def near(word: str) -> tuple[str, ...]:
    """Return up to three ids that *word* may have been meant for."""
    word = word.strip().lower()
    alike = difflib.get_close_matches(word, BOOK, n=3, cutoff=0.6)
    inside = [slug for slug in BOOK if len(word) > 2 and word in slug]  # noqa: PLR2004 - a syllable
    return tuple(dict.fromkeys([*alike, *inside]))[:3]
