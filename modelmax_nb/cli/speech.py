"""The language of the command line: that of the terminal's locale, or what ``MODELMAX_LANG`` says."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from modelmax_nb import messages
from modelmax_nb.language import resolve_language

if TYPE_CHECKING:
    from modelmax_nb.messages import Text


def terminal_language() -> str:
    """Return the language of this process; a terminal's locale counts even where output is redirected."""
    return resolve_language(None, os.environ, attended=True).tag


def say(text: Text, /, **values: object) -> str:
    """Return *text* in the terminal's language."""
    return messages.say(text, terminal_language(), **values)
