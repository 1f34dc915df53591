"""The states a card is photographed in, and the words for them."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

LANGUAGES = ("en", "zh", "ja")
THEMES = ("light", "dark")


class State(Enum):
    """What has happened to a card; the value is what the reader of the gallery is told."""

    FIRST = "first failure, with live controls"
    OPENED = "first failure, all that can be opened is open"
    ASKED = "after one click on the best button, where that asks first"
    WAITING = "waiting before an automatic repeat"
    SENDING = "after a click, while the request is under way"
    AGAIN = "failed again"
    SOLVED = "solved"
    REOPENED = "saved file opened without a kernel"

    @property
    def label(self) -> str:
        """The name in file names and anchors."""
        return self.name.lower()


class Shot(NamedTuple):
    """What one picture shows."""

    slug: str
    state: State
    theme: str
    language: str

    @property
    def name(self) -> str:
        """The name of its file, without a suffix."""
        return f"{self.slug}.{self.state.label}.{self.language}.{self.theme}"
