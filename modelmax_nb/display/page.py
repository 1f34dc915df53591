"""The page of an entry, complete and offline: all that is known of one cause, as text and as HTML."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

from modelmax_nb.columns import LINE, wrap
from modelmax_nb.display import page_words, slots, words
from modelmax_nb.display.exchange import render_exchange
from modelmax_nb.display.html import BOX, LEFT, STYLE
from modelmax_nb.display.phrase import clean, in_one_block, join, markup, plain
from modelmax_nb.display.terminal import BOLD, PLAIN
from modelmax_nb.messages import DEFAULT_LANGUAGE, Text, fill, placeholders, say, template

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from modelmax_nb.catalog.entry import Entry, Fix
    from modelmax_nb.diagnosis import Diagnosis

BLUE = "#1976d2"  # of the rule at the side: a page is no failure
# The rules of a card's tables are for short cells; those of the list are sentences.
PAGE_STYLE = (
    f".mmx-page{{border-left-color:{BLUE}!important}}"
    ".mmx.mmx-page table tbody th,.mmx.mmx-page table tbody td:nth-child(n)"
    "{white-space:normal!important;width:auto}.mmx-page pre+pre{margin-top:8px!important}</style>"
)
FILLED = ("title", "what", "ground", "repeat_ground", "charge_ground", "more")


class Page(NamedTuple):
    """What stands on the page of an entry.

    Attributes:
        diagnosis: The entry with an example's values, as somebody with an account would see it.
        seen: What the simulator brought about; None where it cannot.
        cells: What to run to see it, one string a cell.
        lesson: Name of the notebook that teaches it, or of the nearest; "" where there is none.
        nearest: Whether that one only comes nearest.
        related: Entries that are easily taken for it.
    """

    diagnosis: Diagnosis
    seen: Diagnosis | None
    cells: tuple[str, ...]
    lesson: str
    related: tuple[Entry, ...]
    nearest: bool = False


class Section(NamedTuple):
    """A part of a page in plain text.

    Attributes:
        heading: Its own line above; "" for none.
        lines: Set already, at most 80 columns but for what is to be copied.
    """

    heading: str
    lines: tuple[str, ...]


def page_bundle(page: Page, language: str = DEFAULT_LANGUAGE, *, colour: bool = False) -> dict[str, str]:
    """Return *page* as HTML and as plain text of the same content, for terminals with *colour*."""
    text = joined(sections(page, language), colour=colour)
    return {"text/html": render_page_html(page, language), "text/plain": text}


# -- what both renderings say -----------------------------------------------------------------------


def _what(page: Page) -> list[Text]:
    return [page.diagnosis.entry.text("what")]


def _grounds(page: Page) -> list[Text]:
    found = [page.diagnosis.entry.text("ground")]
    if not page.diagnosis.certain:
        found.append(page_words.UNCERTAIN)
    if any(placeholders(page.diagnosis.entry.text(slot)) for slot in FILLED):
        found.append(page_words.EXAMPLE_VALUES)
    return found


def _background(page: Page) -> list[Text]:
    entry = page.diagnosis.entry
    return [entry.text("more"), words.SOURCES[entry.source.value]]


def _sentences(
    texts: list[Text], page: Page, language: str, form: Callable[..., str], **values: object
) -> str:
    known = {**page.diagnosis.values, "id": page.diagnosis.entry.slug, "name": page.lesson, **values}
    return join((form(text, language, **known) for text in texts), language)


def _exchange(page: Page, language: str) -> str:
    return render_exchange(page.seen, language) if page.seen is not None else ""


# -- plain text ------------------------------------------------------------------------------------


def joined(parts: Iterable[Section], *, colour: bool = False) -> str:
    """Return *parts* as one text, with an empty line between two of them.

    Args:
        parts: Of a page or of the list of entries.
        colour: Whether the title and the headings are bold; it says nothing that the words do not say.
    """
    blocks = []
    for number, part in enumerate(parts):
        heading = part.heading or ("" if number else part.lines[0])
        lines = part.lines if part.heading or number else part.lines[1:]
        shown = (
            "\n".join(f"{BOLD}{line}{PLAIN}" for line in heading.split("\n"))
            if colour and heading
            else heading
        )
        blocks.append("\n".join([*([shown] if heading else []), *lines]))
    return "\n\n".join(blocks)


def sections(page: Page, language: str = DEFAULT_LANGUAGE) -> Iterator[Section]:
    """Yield the parts of *page* in plain text; the first one is title and id."""
    entry = page.diagnosis.entry

    def said(texts: list[Text], indent: str = "  ") -> tuple[str, ...]:
        return (_wrap(_sentences(texts, page, language, plain), indent),)

    def headed(heading: Text, lines: tuple[str, ...]) -> Section:
        return Section(say(words.LEAD_IN, language, said=say(heading, language)), lines)

    title = _wrap(plain(entry.text("title"), language, **page.diagnosis.values))
    yield Section("", (title, _id_line(page)))
    yield Section("", said(_what(page), ""))
    yield headed(page_words.GROUND, said(_grounds(page)))
    yield Section("", tuple(_facts_text(page, language)))
    yield _fixes_text(page, language, headed)
    yield headed(page_words.BACKGROUND, said(_background(page)))
    yield headed(page_words.SEE_IT, tuple(_cells_text(page, language)))
    if page.seen is not None:
        exchange = _exchange(page, language).split("\n")
        yield headed(page_words.REPLY, tuple(f"  {line}".rstrip() for line in exchange))
    if page.lesson:
        yield headed(page_words.LESSON, said([_lesson(page)]))
    if page.related:
        yield headed(page_words.RELATED, tuple(_related_text(page, language)))
    yield Section("", said([page_words.OPENED_WITH], ""))


def _lesson(page: Page) -> Text:
    return page_words.LESSON_NEAR if page.nearest else page_words.LESSON_SENTENCE


def _wrap(text: str, indent: str = "", first: str | None = None) -> str:
    return wrap(text, LINE - 1, indent, first)


def _id_line(page: Page) -> str:
    back = slots.came_back(page.diagnosis.failure)
    return " · ".join(filter(None, [page.diagnosis.entry.slug, back]))


def _facts_text(page: Page, language: str) -> Iterator[str]:
    for label, answer, ground in slots.facts(page.diagnosis):
        parts = [
            say(words.QUESTION_ANSWER, language, question=say(label, language), answer=say(answer, language))
        ]
        if ground:
            parts.append(plain(ground, language, **page.diagnosis.values))
        yield _wrap(join(parts, language), "  ", "")


def _fixes_text(page: Page, language: str, headed: Callable[[Text, tuple[str, ...]], Section]) -> Section:
    diagnosis = page.diagnosis
    if not diagnosis.fixes:
        return Section("", (_wrap(say(words.NO_FIX, language)),))
    lines = []
    for number, fix in enumerate(diagnosis.fixes, 1):
        label = plain(fix.text, language, **diagnosis.values_of(fix))
        lines.append(
            _wrap(f"{label}{slots.notes(fix, diagnosis.failure, language)}", "     ", f"  {number}. ")
        )
        typed = clean(slots.command(fix, diagnosis, language))
        lines += [f"     {line}" for line in typed.split("\n") if typed]
        lines += [f"     {url}" for url in [slots.safe_url(fix.url)] if url]
    return headed(words.FIXES, tuple(lines))


def _cells_text(page: Page, language: str) -> Iterator[str]:
    if not page.cells:
        yield _wrap(say(page_words.CANNOT_PROVOKE, language), "  ")
        return
    yield _wrap(say(words.LEAD_IN, language, said=say(page_words.ONE_CELL_EACH, language)), "  ")
    for cell in page.cells:
        yield ""
        yield from (f"    {line}" for line in cell.split("\n"))


def _related_text(page: Page, language: str) -> Iterator[str]:
    for entry in page.related:
        yield _wrap(f"{entry.slug}: {title_of(entry, language)}", "    ", "  ")


def title_of(entry: Entry, language: str) -> str:
    """Return the title of *entry* apart from any call: what changes from call to call stands in capitals."""
    text = entry.text("title")
    return plain(text, language, **{name: name.upper() for name in placeholders(text)})


def title_html(entry: Entry, language: str) -> str:
    """Return the same as HTML."""
    text = entry.text("title")
    return markup(text, language, **{name: name.upper() for name in placeholders(text)})


# -- HTML ------------------------------------------------------------------------------------------


def render_page_html(page: Page, language: str = DEFAULT_LANGUAGE) -> str:
    """Return *page* as HTML: complete without scripts, without styles, and after a sanitizer."""
    entry, values = page.diagnosis.entry, page.diagnosis.values
    parts = [
        f'<p class="mmx-title"><strong>{markup(entry.text("title"), language, **values)}</strong></p>',
        f"<p><small>{_id_html(page)}</small></p>",
        f"<p>{_sentences(_what(page), page, language, markup)}</p>",
        _facts_html(page, language),
        _fixes_html(page, language),
        _headed(page_words.GROUND, _paragraph(_grounds(page), page, language), language),
        _headed(page_words.BACKGROUND, _paragraph(_background(page), page, language), language),
        _headed(page_words.SEE_IT, _cells_html(page, language), language),
        _reply_html(page, language),
    ]
    if page.lesson:
        lesson = _paragraph([_lesson(page)], page, language)
        parts.append(_headed(page_words.LESSON, lesson, language))
    if page.related:
        parts.append(_headed(page_words.RELATED, _related_html(page, language), language))
    parts.append(f"<p><small>{_sentences([page_words.OPENED_WITH], page, language, markup)}</small></p>")
    return boxed("".join(parts), language)


def boxed(content: str, language: str) -> str:
    """Return *content* in the frame of a page, in the colours of the front end."""
    sheet = STYLE.replace("</style>", PAGE_STYLE)
    tag, style = escape(language), BOX.format(rule=BLUE)
    box = f'<div class="mmx mmx-page" lang="{tag}" style="{style}">{sheet}{content}</div>'
    return in_one_block(box)


def _headed(heading: Text, content: str, language: str) -> str:
    return f"<p><strong>{escape(say(heading, language))}</strong></p>{content}"


def _paragraph(texts: list[Text], page: Page, language: str) -> str:
    return f"<p>{_sentences(texts, page, language, markup)}</p>"


def _id_html(page: Page) -> str:
    tokens = (page.diagnosis.entry.slug, slots.came_back(page.diagnosis.failure))
    return " · ".join(f"<code>{escape(token)}</code>" for token in tokens if token)


def _facts_html(page: Page, language: str) -> str:
    rows = []
    for label, answer, ground in slots.facts(page.diagnosis):
        said = f"<strong>{escape(say(answer, language))}</strong>"
        if ground:
            reason = markup(ground, language, **page.diagnosis.values)
            together = escape(template(words.ANSWER_GROUND, language), quote=False)
            said = fill(together, {"answer": said, "ground": reason})
        rows.append(
            f'<tr><th scope="row" {LEFT}>{escape(say(label, language))}</th><td {LEFT}>{said}</td></tr>'
        )
    return f"<table><tbody>{''.join(rows)}</tbody></table>"


def _fixes_html(page: Page, language: str) -> str:
    if not page.diagnosis.fixes:
        return f"<p>{escape(say(words.NO_FIX, language))}</p>"
    items = "".join(f"<li>{_fix_html(fix, page, language)}</li>" for fix in page.diagnosis.fixes)
    return _headed(words.FIXES, f"<ol>{items}</ol>", language)


def _fix_html(fix: Fix, page: Page, language: str) -> str:
    diagnosis = page.diagnosis
    label = markup(fix.text, language, **diagnosis.values_of(fix))
    url = slots.safe_url(fix.url)
    if url:
        label = f'<a href="{escape(url)}" target="_blank" rel="noopener">{label}</a>'
    notes = slots.notes(fix, diagnosis.failure, language)
    gap = " " if notes.startswith(" ") else ""
    typed = clean(slots.command(fix, diagnosis, language))
    command = f"<br><code>{escape(typed)}</code>" if typed else ""
    return f"{label}{gap}<small>{escape(notes.strip())}</small>{command}"


def _cells_html(page: Page, language: str) -> str:
    if not page.cells:
        return f"<p>{escape(say(page_words.CANNOT_PROVOKE, language))}</p>"
    lead_in = say(words.LEAD_IN, language, said=say(page_words.ONE_CELL_EACH, language))
    cells = "".join(f"<pre>{escape(cell, quote=False)}</pre>" for cell in page.cells)
    return f"<p>{escape(lead_in)}</p>{cells}"


def _reply_html(page: Page, language: str) -> str:
    if page.seen is None:
        return ""
    exchange = escape(_exchange(page, language), quote=False)
    summary = escape(say(page_words.REPLY, language))
    return f"<details open><summary>{summary}</summary><pre>{exchange}</pre></details>"


def _related_html(page: Page, language: str) -> str:
    items = "".join(
        f"<li><code>{escape(entry.slug)}</code>: {title_html(entry, language)}</li>" for entry in page.related
    )
    return f"<ul>{items}</ul>"
