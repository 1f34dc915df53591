"""Sentences for readers: each has a permanent id, an English text and named placeholders.

Nothing here knows an error or a front end. A renderer says in which language it wants a sentence;
English is the source and is always there. The other languages are gettext catalogues, looked up by id and
English text together, so that a sentence that was changed is English until somebody translates it anew.
Nothing is installed as ``_``: in IPython that is the last output.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from gettext import GNUTranslations

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
DEFAULT_LANGUAGE = "en"
UNKNOWN = "?"
DOMAIN = "modelmax_nb"
LOCALE = Path(__file__).with_name("locale")


class Text(NamedTuple):
    """One sentence or label; ``english`` may hold placeholders such as ``{model}``."""

    id: str
    english: str


class Saying(str):
    """A sentence with its values: English as a ``str``, and still to be said in another language.

    It stands in records such as a failure, which do not know who will read them.
    """

    __slots__ = ("text", "values")

    text: Text
    values: Mapping[str, object]

    def __new__(cls, text: Text, /, **values: object) -> Self:
        """Keep *text* and what its placeholders stand for."""
        self = super().__new__(cls, say(text, DEFAULT_LANGUAGE, **values))
        self.text = text
        self.values = values
        return self

    def __reduce__(self) -> tuple[object, ...]:
        """Travel to another process as what it was made of."""
        return _saying, (self.text, dict(self.values))


def _saying(text: Text, values: Mapping[str, object]) -> Saying:
    return Saying(text, **values)


def languages(tag: str) -> list[str]:
    """Return *tag* and what it narrows, nearest first: ``zh-Hant-TW``, ``zh-Hant``, ``zh``."""
    parts = [part for part in re.split(r"[^A-Za-z0-9]+", tag) if part]
    return ["-".join(parts[:count]) for count in range(len(parts), 0, -1)]


def template(text: Text, language: str = DEFAULT_LANGUAGE) -> str:
    """Return the text of *text* in *language*, in English where there is no translation."""
    for tag in languages(language):
        catalogue = None if tag == DEFAULT_LANGUAGE else _catalogue(tag)
        found = catalogue.pgettext(text.id, text.english) if catalogue else text.english
        if found != text.english:
            return found
    return text.english


@cache
def _catalogue(tag: str) -> GNUTranslations | None:
    """Load the catalogue of *tag* when it is first asked for; English never is."""
    from gettext import GNUTranslations

    path = LOCALE / tag.replace("-", "_") / "LC_MESSAGES" / f"{DOMAIN}.mo"
    try:
        with path.open("rb") as compiled:
            return GNUTranslations(compiled)
    except OSError:
        return None


def fill(
    template_: str,
    values: Mapping[str, object],
    form: Callable[[str], str] = str,
    language: str = DEFAULT_LANGUAGE,
) -> str:
    """Put *values* into the named placeholders, each said in *language* and passed through *form*.

    One pass: a value that itself holds braces is never read as a placeholder. A placeholder without a
    value becomes ``?``, because a sentence about an error must never fail itself.
    """

    def value(match: re.Match[str]) -> str:
        found = values.get(match[1])
        return form(UNKNOWN if found is None else in_language(found, language))

    return PLACEHOLDER.sub(value, template_)


def say(text: Text, language: str = DEFAULT_LANGUAGE, /, **values: object) -> str:
    """Return *text* as plain text in *language* with its placeholders filled in."""
    return fill(template(text, language), values, str, language)


def in_language(value: object, language: str) -> str:
    """Return *value* as text; one of our own sayings is said in *language*, anything else as it is."""
    return say(value.text, language, **value.values) if isinstance(value, Saying) else str(value)


def placeholders(text: Text) -> frozenset[str]:
    """Return the names of the placeholders in *text*."""
    return frozenset(PLACEHOLDER.findall(text.english))
