"""Where in the reader's own code a call stands: the line as typed, with the very word marked."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from modelmax_nb.columns import LINE, pad, width
from modelmax_nb.display.phrase import clean, join, shorten
from modelmax_nb.failure import MASK
from modelmax_nb.messages import Text, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from modelmax_nb.diagnosis import Diagnosis
    from modelmax_nb.place import Line, Sent

IN_CELL = Text("place.cell", "Cell {cell}, line {line}:")
IN_SOME_CELL = Text("place.some-cell", "Your cell, line {line}:")
IN_FILE = Text("place.file", "{file}, line {line}:")
KEY_IN_LINE = Text("place.key", "A key stands in this line; it is not shown.")
SENT = Text("place.sent", "{count} requests were sent in this cell.")
SENT_IN_ROUNDS = Text(
    "place.sent-in-rounds",
    "{count} requests were sent in {calls} calls: the library repeats.",
)
SENT_AT_LEAST = Text(
    "place.sent-at-least",
    "At least {count} requests were sent: the openai library repeats.",
)
SENT_FOR_ONE_CALL = Text(
    "place.sent-for-one-call",
    "{count} requests were sent for one call: the openai library repeats.",
)
ERRORS = Text("place.errors", "{count} calls failed together; this is the first.")
LONGEST_LINE = 160  # characters shown in HTML
LEAST_AFTER = 10  # characters kept after the mark, if there are any


def place_sentences(diagnosis: Diagnosis, language: str) -> list[str]:
    """Return what is to be said of the place beside the line itself."""
    place = diagnosis.place
    if place is None:
        return []
    found = []
    if any(MASK in line.code for line in place.lines):
        found.append(say(KEY_IN_LINE, language))
    if place.errors > 1:
        found.append(say(ERRORS, language, count=place.errors))
    if place.sent is not None:
        found.append(_sent(place.sent, language))
    return found


def _sent(sent: Sent, language: str) -> str:
    if not sent.exact:
        return say(SENT_AT_LEAST, language, count=sent.requests)
    if sent.tries == 1 or not sent.calls:
        return say(SENT, language, count=sent.requests)
    text = SENT_FOR_ONE_CALL if sent.calls == 1 else SENT_IN_ROUNDS
    return say(text, language, count=sent.requests, calls=sent.calls)


def place_text(diagnosis: Diagnosis, language: str) -> list[str]:
    """Return the lines of code in plain text, the marked part underlined with carets."""
    shown = []
    for heading, lines in _sources(diagnosis, language):
        numbers = max(len(str(line.number)) for line in lines)
        shown.append(heading)
        for line in lines:
            before, marked, after = _parts(line, LINE - numbers - 6)
            shown.append(f"  {line.number:>{numbers}} | {before}{marked}{after}")
            if marked:
                shown.append(f"  {pad('', numbers)} | {' ' * width(before)}{'^' * width(marked)}")
    return shown


def place_html(diagnosis: Diagnosis, language: str) -> str:
    """Return the lines of code in HTML; the marked part is bold as well, for colour alone says nothing."""
    parts = []
    for heading, lines in _sources(diagnosis, language):
        code = "\n".join(_line_html(line) for line in lines)
        parts.append(f"<p>{escape(heading, quote=False)}</p><pre>{code}</pre>")
    sentences = [escape(sentence, quote=False) for sentence in place_sentences(diagnosis, language)]
    return "".join(parts) + (f"<p>{join(sentences, language)}</p>" if sentences else "")


def _line_html(line: Line) -> str:
    before, marked, after = (escape(part, quote=False) for part in _parts(line, LONGEST_LINE))
    mark = f"<mark><strong>{marked}</strong></mark>" if marked else ""
    return f"{line.number}  {before}{mark}{after}"


def _parts(line: Line, room: int) -> tuple[str, str, str]:
    """Return a line in three parts, the marked one in the middle, in at most *room* characters."""
    code = clean(line.code.expandtabs(1)).replace("\n", " ")
    before, marked, after = code[: line.start], code[line.start : line.end], code[line.end :]
    if len(before) + len(marked) + len(after) <= room:
        return before, marked, after
    marked = shorten(marked, room)
    before = _last(before, room - len(marked) - min(len(after), LEAST_AFTER))
    left = room - len(before) - len(marked)
    return before, marked, shorten(after, left) if left > 0 else ""


def _last(text: str, limit: int) -> str:
    """Return the end of *text* in at most *limit* characters."""
    if len(text) <= limit:
        return text
    return "…" + text[len(text) - limit + 1 :] if limit > 1 else ""


def _sources(diagnosis: Diagnosis, language: str) -> Iterator[tuple[str, list[Line]]]:
    """Yield the heading of each cell or file, with its lines."""
    lines = diagnosis.place.lines if diagnosis.place is not None else ()
    for (cell, file), found in groupby(lines, key=lambda line: (line.cell, line.file)):
        here = _without_indent(list(found))
        text = IN_FILE if file else IN_SOME_CELL if cell is None else IN_CELL
        heading = say(text, language, cell=cell, file=file, line=here[0].number)  # the call's own
        yield heading, sorted(here, key=lambda line: line.number)


def _without_indent(lines: list[Line]) -> list[Line]:
    """Return *lines* without the blanks that all of them begin with."""
    blank = min(len(line.code) - len(line.code.lstrip(" ")) for line in lines)
    return [
        line._replace(code=line.code[blank:], start=max(0, line.start - blank), end=max(0, line.end - blank))
        for line in lines
    ]
