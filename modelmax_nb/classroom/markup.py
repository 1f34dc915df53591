"""The little Markdown that tasks and feedback use: paragraphs, code and bold."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from modelmax_nb.messages import Text, in_language, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MARKS = re.compile(r"`([^`]*)`|\*\*([^*]+)\*\*")
LEFT = 'style="text-align:left"'  # front ends put the text of table cells to the right
CODE = "white-space:pre-wrap"
HANGING = 4  # characters that the rest of a line is set further in, where it does not fit
BREAKS = re.compile(r"(?<=[({/])(?![)}/])|(?<=\w)(?=\.[a-zA-Z])")  # where a long word of code may be broken


def inline(text: object, language: str = "en") -> str:
    """Return *text* as HTML: escaped, with code and bold."""

    def mark(match: re.Match[str]) -> str:
        return (
            f"<code>{match[1]}</code>"
            if match[1] is not None
            else f"<strong>{MARKS.sub(mark, match[2])}</strong>"
        )

    return literal_dollars(MARKS.sub(mark, escape(in_language(text, language), quote=False)))


def literal_dollars(html: str) -> str:
    """Return *html* with its dollar signs as such: what stands between two, front ends would set as maths.

    They look for pairs of signs in one element. Labels of widgets are looked through before as plain
    characters, so an entity stands there.
    """
    return html.replace("$", "<span>&#36;</span>") if html.count("$") > 1 else html


def said(text: Text, language: str, /, **values: object) -> str:
    """Return *text* as HTML, with its values."""
    return inline(say(text, language, **values))


def paragraphs(text: str) -> str:
    """Return *text* as HTML paragraphs; blank lines part them."""
    parts = [" ".join(part.split()) for part in text.strip().split("\n\n")]
    return "".join(f"<p>{inline(part)}</p>" for part in parts if part)


def plain_paragraphs(text: str) -> str:
    """Return *text* with its lines joined; blank lines part paragraphs."""
    return "\n\n".join(" ".join(part.split()) for part in text.strip().split("\n\n"))


def unmarked(text: str) -> str:
    """Return *text* without its marks; asterisks in code are no marks and stay."""
    return MARKS.sub(lambda match: unmarked(match[2]) if match[1] is None else match[1], text)


def without_bold(text: str) -> str:
    """Return *text* with the marks of code alone."""
    return MARKS.sub(lambda match: match[2] if match[1] is None else match[0], text)


def code_block(code: str) -> str:
    """Return *code* as HTML that keeps its lines."""
    return f'<pre style="{CODE}"><code>{escape(code.strip(chr(10)), quote=False)}</code></pre>'


def hanging_line(line: str) -> str:
    """Return one line of code as HTML for a widget: where it does not fit, its rest hangs further in."""
    code = line.lstrip(" ")
    inset = len(line) - len(code) + HANGING
    text = "<wbr>".join(escape(part, quote=False) for part in BREAKS.split(code))
    # The sheet makes the width of one character smaller where there is little room.
    inset_by, hang = f"{inset}*var(--mmx-step,1ch)", f"-{HANGING}*var(--mmx-step,1ch)"
    return f'<code style="padding-left:calc({inset_by});text-indent:calc({hang})">{text}</code>'


FOLDS = (
    "<style>.mmx-fold{container-type:inline-size}@container (max-width:440px){"
    ".mmx-fold tr{display:flex;flex-wrap:wrap;border-bottom:1px solid var(--jp-border-color2,#8884)}"
    ".mmx-fold th,.mmx-fold td{flex:0 0 auto;box-sizing:content-box;min-width:1.8em}"
    ".mmx-sent :is(th,td):nth-child(2),.mmx-sent :is(th,td):nth-child(3){width:3.7em}"
    ".mmx-sent :is(th,td):nth-child(4){min-width:3.4em}"
    ".mmx-sent :is(th,td):nth-child(6){flex:1 0 100%;box-sizing:border-box}"
    ".mmx-progress :is(th,td){padding:.2em .4em}.mmx-progress :is(th,td):nth-child(2){flex:1 1 60%}"
    ".mmx-progress :is(th,td):nth-child(3){min-width:5em;padding-left:3.2em}"
    ".mmx-progress :is(th,td):nth-child(4){min-width:3em}}</style>"
)


def folding_table(name: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table whose rows take several lines where it is narrow, as `FOLDS` says for *name*."""
    return f'<div class="mmx-fold {name}">{FOLDS}{table(head, rows)}</div>'


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return an HTML table; what stands in the cells is HTML already."""
    top = "".join(f'<th scope="col" {LEFT}>{cell}</th>' for cell in head)
    body = "".join(f"<tr>{''.join(f'<td {LEFT}>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def plain_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table in plain text, with columns as wide as they need."""
    widths = [max(len(row[place]) for row in [head, *rows]) for place in range(len(head))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in [head, *rows]
    ]
    return "\n".join(line.rstrip() for line in lines)
