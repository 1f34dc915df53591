"""Sentences for readers: each has a permanent id, an English text and named placeholders.

Nothing here knows an error or a front end. A renderer says in which language it wants a sentence;
English is the source and is always there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
DEFAULT_LANGUAGE = "en"
UNKNOWN = "?"


class Text(NamedTuple):
    """One sentence or label; ``english`` may hold placeholders such as ``{model}``."""

    id: str
    english: str


def template(text: Text, language: str = DEFAULT_LANGUAGE) -> str:
    """Return the text of *text* in *language*, in English where there is no translation."""
    del language  # English is the only catalogue so far
    return text.english


def fill(template_: str, values: Mapping[str, object], form: Callable[[str], str] = str) -> str:
    """Put *values* into the named placeholders, each passed through *form*.

    One pass: a value that itself holds braces is never read as a placeholder. A placeholder without a
    value becomes ``?``, because a sentence about an error must never fail itself.
    """

    def value(match: re.Match[str]) -> str:
        found = values.get(match[1])
        return form(UNKNOWN if found is None else str(found))

    return PLACEHOLDER.sub(value, template_)


def say(text: Text, language: str = DEFAULT_LANGUAGE, /, **values: object) -> str:
    """Return *text* as plain text in *language* with its placeholders filled in."""
    return fill(template(text, language), values)


def placeholders(text: Text) -> frozenset[str]:
    """Return the names of the placeholders in *text*."""
    return frozenset(PLACEHOLDER.findall(text.english))
