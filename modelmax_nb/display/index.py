"""The list of all entries: a compact table in HTML, text of 80 columns in a terminal."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from modelmax_nb.columns import LINE, wrap
from modelmax_nb.display import page_words, words
from modelmax_nb.display.html import LEFT
from modelmax_nb.display.page import Section, boxed, joined, title_html, title_of
from modelmax_nb.display.phrase import markup, plain
from modelmax_nb.messages import DEFAULT_LANGUAGE, Text, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from modelmax_nb.catalog.entry import Entry

    Parts = Mapping[str, tuple[Entry, ...]]

HEADINGS = (page_words.COLUMN_FAILURE, words.WHO, words.REPEAT)


def index_bundle(
    parts: Parts,
    language: str = DEFAULT_LANGUAGE,
    *,
    asked: str = "",
    total: int = 0,
    colour: bool = False,
) -> dict[str, str]:
    """Return the list as HTML and as plain text.

    Args:
        parts: Entries by the part of the catalog they stand in.
        language: Language of the sentences.
        asked: The words that the entries fit; "" for all.
        total: How many entries there are in all.
        colour: Whether the plain text is for a terminal with colours.
    """
    found = index_sections(parts, language, asked=asked, total=total)
    return {
        "text/html": _render_html(parts, language, asked, total),
        "text/plain": joined(found, colour=colour),
    }


def index_sections(
    parts: Parts, language: str = DEFAULT_LANGUAGE, *, asked: str = "", total: int = 0
) -> Iterator[Section]:
    """Yield the list part by part, in plain text; the first section says how many there are."""
    head, values = _head(parts, asked, total)
    yield Section("", (wrap(plain(head, language, **values), LINE - 1),))
    for part, entries in parts.items():
        lines = []
        for entry in entries:
            lines += [
                f"  {entry.slug}",
                wrap(title_of(entry, language), LINE - 1, "      "),
                wrap(_who_repeat(entry, language), LINE - 1, "      "),
            ]
        yield Section(say(page_words.PARTS[part], language), tuple(lines))


def _head(parts: Parts, asked: str, total: int) -> tuple[Text, dict[str, object]]:
    count = sum(map(len, parts.values()))
    head = page_words.INDEX_FOUND if asked else page_words.INDEX_HEAD
    return head, {"count": count, "total": total or count, "words": asked}


def _who_repeat(entry: Entry, language: str) -> str:
    who, repeat = (say(text, language) for text in _answers(entry))
    return say(page_words.WHO_REPEAT, language, who=who, repeat=repeat)


def _answers(entry: Entry) -> tuple[Text, Text]:
    return words.MOVERS[entry.mover.value], words.REPEATS[entry.repeat.value]


def _render_html(parts: Parts, language: str, asked: str, total: int) -> str:
    head, values = _head(parts, asked, total)
    columns = "".join(f'<th scope="col" {LEFT}>{escape(say(text, language))}</th>' for text in HEADINGS)
    bodies = "".join(_part_html(part, entries, language) for part, entries in parts.items())
    table = f"<table><thead><tr>{columns}</tr></thead>{bodies}</table>" if parts else ""
    return boxed(f"<p>{markup(head, language, **values)}</p>{table}", language)


def _part_html(part: str, entries: tuple[Entry, ...], language: str) -> str:
    heading = escape(say(page_words.PARTS[part], language))
    rows = [f'<tr><th scope="rowgroup" colspan="{len(HEADINGS)}" {LEFT}><strong>{heading}</strong></th></tr>']
    for entry in entries:
        title = f"<code>{escape(entry.slug)}</code><br>{title_html(entry, language)}"
        answers = "".join(f"<td {LEFT}>{escape(say(text, language))}</td>" for text in _answers(entry))
        rows.append(f'<tr><th scope="row" {LEFT}>{title}</th>{answers}</tr>')
    return f"<tbody>{''.join(rows)}</tbody>"
