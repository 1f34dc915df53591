"""Words, syllables and school grade of a text, and what a card shows before it is opened."""

from __future__ import annotations

import re
from html.parser import HTMLParser

# A word, a number or a date; a lone sign is none.
WORD = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9'’./:-]*[A-Za-z0-9'’])?")
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
NOT_OURS = {"style", "blockquote", "code", "pre"}


class Layers(HTMLParser):
    """The sentences of ours on a card, by layer.

    Not ours are the server's words, ids, typed tokens, commands, addresses and the raw exchange.

    Attributes:
        first: What is seen without opening anything, the labels of what can be opened included.
        opened: What the background adds: the first thing that can be opened after the attempts.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self._open: list[str] = []
        self._parts: list[tuple[int, str]] = []
        self._details = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        if tag == "details":
            self._details += 1
        if tag != "br":
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Leave a tag."""
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep what is ours, with the number of the part that must be opened to see it; 0 for none."""
        if NOT_OURS & set(self._open):
            data = " … "
        inside = "details" in self._open and "summary" not in self._open
        self._parts.append((self._details if inside else 0, data))

    @property
    def first(self) -> str:
        """What is seen without opening anything."""
        return self._said(0)

    @property
    def background(self) -> str:
        """What the last but one part holds; the last is the raw exchange."""
        return self._said(self._details - 1)

    def _said(self, part: int) -> str:
        said = "".join(f"{data} " for number, data in self._parts if number == part)
        return re.sub(r" (?=[.,;:?!)])", "", " ".join(QUOTED.sub("…", said).split()))


def words_of(text: str) -> list[str]:
    """Return the words of *text*; a placeholder and a typed token count as one."""
    return WORD.findall(re.sub(r"`[^`]*`|\{\w+\}", "X", text))


def syllables(word: str) -> int:
    """Count the groups of vowels in *word*, without a silent e at its end."""
    word = word.lower()
    groups = len(re.findall(r"[aeiouy]+", word))
    silent = word.endswith("e") and not word.endswith(("le", "ee")) and groups > 1
    return max(1, groups - silent)


def grade(text: str) -> float:
    """Return the school grade of *text* after Flesch and Kincaid."""
    words = words_of(text)
    sentences = max(1, len(re.findall(r"[.!?:](?=\s|$)", text)))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
