"""Sentences with typed tokens in them, set as plain text or as HTML from the same template.

A token is what somebody types or a program spells; in a template it stands in backticks.
"""

from __future__ import annotations

import re
from functools import reduce
from html import escape
from typing import TYPE_CHECKING

from modelmax_nb.display import words
from modelmax_nb.messages import PLACEHOLDER, Saying, fill, template

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from modelmax_nb.messages import Text

LONGEST_VALUE = 160
# C0 and C1 controls could steer a terminal, bidirectional controls could reorder what is read.
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

EMPTY_LINE = re.compile(r"\n(?=[^\S\n]*\n)")


def clean(text: str) -> str:
    """Return foreign *text* with one kind of line end and without control characters."""
    return CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\r", "\n"))


def shorten(text: str, limit: int) -> str:
    """Return *text* in at most *limit* characters, with ``…`` where some were left out."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def plain(text: Text, language: str, /, **values: object) -> str:
    """Return a sentence as plain text; typed tokens stand in backticks."""
    return "".join(f"`{piece}`" if token else piece for token, piece in _pieces(text, language, values))


def markup(text: Text, language: str, /, **values: object) -> str:
    """Return a sentence as HTML: everything escaped, typed tokens in ``<code>``."""
    return "".join(
        f"<code>{escape(piece)}</code>" if token else escape(piece, quote=False)
        for token, piece in _pieces(text, language, values)
    )


def in_one_block(html: str) -> str:
    """Return *html* without an empty line, which looks the same: in Markdown one would end the HTML."""
    return EMPTY_LINE.sub("&#10;", html)


def join(sentences: Iterable[str], language: str) -> str:
    """Return *sentences*, set already, one after the other; Chinese and Japanese put no blank between."""
    together = template(words.THEN, language)
    return reduce(lambda first, then: fill(together, {"first": first, "then": then}), sentences)


def _pieces(text: Text, language: str, values: Mapping[str, object]) -> Iterator[tuple[bool, str]]:
    """Yield ``(is it a token, string)``; backticks in the template, never in a value, mark the tokens."""
    for index, part in enumerate(template(text, language).split("`")):
        named = PLACEHOLDER.fullmatch(part)
        # A phrase of ours, such as "this call" for a path that is not known, is nothing that anybody typed.
        said = named is not None and isinstance(values.get(named[1]), Saying)
        yield bool(index % 2) and not said, fill(part, values, _value, language)


def _value(value: str) -> str:
    return shorten(" ".join(clean(value).split()), LONGEST_VALUE)
