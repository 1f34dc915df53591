"""Text in columns of a fixed width, where Chinese and Japanese characters are twice as wide."""

from __future__ import annotations

import re
import textwrap
import unicodedata

LINE = 80  # columns of a terminal, and of plain output
# Marks that begin no line, and marks that end none, as Chinese and Japanese are set.
NOT_FIRST = "、。，．：；？！）」』】〉》”’…・ー々〜～,.:;?!)]}%"
NOT_LAST = "（「『【〈《“‘～([{"


def width(text: str) -> int:
    """Return how many columns *text* takes."""
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if is_wide(character) else 1


def is_wide(character: str) -> bool:
    """Tell whether *character* takes two columns."""
    return unicodedata.east_asian_width(character) in {"W", "F"}


def pad(text: str, columns: int) -> str:
    """Return *text* with blanks up to *columns*."""
    return text + " " * (columns - width(text))


def wrap(text: str, columns: int, indent: str = "", first: str | None = None) -> str:
    """Break *text* into lines of at most *columns*.

    Args:
        text: One paragraph; what is wider than a line and has no blank is broken anywhere.
        columns: How wide a line may be.
        indent: In front of each line but the first.
        first: In front of the first line; *indent* when None.
    """
    first = indent if first is None else first
    if not any(map(is_wide, text)):
        return textwrap.fill(
            text, columns, initial_indent=first, subsequent_indent=indent, break_on_hyphens=False
        )
    lines, empty = [first], True
    for piece in _pieces(text):
        if empty or width(lines[-1] + piece.rstrip()) <= columns:
            lines[-1] += piece
        else:
            lines.append(indent + piece)
        empty = False
        while width(lines[-1].rstrip()) > columns:
            head, rest = _cut(lines[-1], columns)
            lines[-1:] = [head, indent + rest]
    return "\n".join(line.rstrip() for line in lines)


def listed(name: str, text: str, start: int, columns: int = LINE) -> str:
    """Return *name* and, from column *start* on, the lines of *text*.

    A name that reaches into the text's columns has a line of its own.
    """
    indent = " " * start
    if width(name) < start - 1:
        return wrap(text, columns, indent, pad(name, start))
    return f"{name}\n{wrap(text, columns, indent)}"


def _pieces(text: str) -> list[str]:
    """Cut *text* where a line may end: after blanks, and beside a wide character."""
    pieces: list[str] = []
    for character in re.sub(r"\s+", " ", text):
        if pieces and _stays(pieces[-1][-1], character):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _stays(before: str, character: str) -> bool:
    """Tell whether no line may end between *before* and *character*."""
    if before == " ":
        return False
    if character == " " or character in NOT_FIRST or before in NOT_LAST:
        return True
    return not is_wide(before) and not is_wide(character)


def _cut(line: str, columns: int) -> tuple[str, str]:
    """Cut a line that has no place to break where it is full."""
    count = next(count for count in range(len(line), 0, -1) if width(line[:count]) <= columns)
    return line[:count], line[count:]
