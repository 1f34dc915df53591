"""In which language a reader is spoken to, and what decided it: one table of precedence.

- what was said in this session: ``%modelmax lang``
- ``MODELMAX_LANG``
- the locale (``LC_ALL``, ``LC_MESSAGES``, ``LANG``), where a person is there to read
- English; so notebooks that run unattended are stored alike on every computer
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from modelmax_nb.messages import DEFAULT_LANGUAGE, Saying, Text, languages

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES: Final = {"en": "English", "zh": "中文", "ja": "日本語"}
"""The languages there are, each by its own name."""
AUTO: Final = "auto"
VARIABLE: Final = "MODELMAX_LANG"
LOCALE_VARIABLES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
SAID_HERE = Text("language.said-here", "chosen in this session")
BY_DEFAULT = Text("language.by-default", "default")


class Language(NamedTuple):
    """A language and what decided it.

    Attributes:
        tag: One of :data:`LANGUAGES`.
        source: In words, or the variable's name.
    """

    tag: str
    source: str


def resolve_language(chosen: str | None, environ: Mapping[str, str], *, attended: bool) -> Language:
    """Work out the language of what is shown.

    Args:
        chosen: What was said in this session; None or ``"auto"`` for nothing.
        environ: The environment.
        attended: Whether a person is there to read.
    """
    wanted = [(chosen or "", Saying(SAID_HERE)), (environ.get(VARIABLE, ""), VARIABLE)]
    if attended:
        # As in every program, the first of these that says anything decides.
        wanted += [(environ.get(name, ""), name) for name in LOCALE_VARIABLES]
    for said, source in wanted:
        if said.strip() and said.strip().lower() != AUTO:
            return Language(nearest(said), source)
    return Language(DEFAULT_LANGUAGE, Saying(BY_DEFAULT))


def nearest(tag: str) -> str:
    """Return the one of our languages that is nearest to *tag* or a locale's name; English if none is."""
    return next((known for known in _narrowed(tag) if known in LANGUAGES), DEFAULT_LANGUAGE)


def is_known(tag: str) -> bool:
    """Tell whether *tag*, such as ``zh-Hant-TW``, leads to one of our languages."""
    return any(known in LANGUAGES for known in _narrowed(tag))


def _narrowed(tag: str) -> list[str]:
    return languages(tag.strip().partition(".")[0].partition("@")[0].lower())
