"""The page of an entry and the list of entries, as HTML and as text."""

import re
from html.parser import HTMLParser

import pytest

from modelmax_nb.columns import LINE, width
from modelmax_nb.display.index import index_bundle
from modelmax_nb.display.page import page_bundle, title_of
from modelmax_nb.language import LANGUAGES
from modelmax_nb.pages.book import page_of
from modelmax_nb.pages.lookup import BOOK, PARTS

VOID = {"br"}
ADDRESSES = {"https", "www", "modelmax", "io", "dashboard", "keys"}  # links, in HTML


class Nesting(HTMLParser):
    """Checks that elements are closed in the order in which they were opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element; none of them may run anything."""
        assert tag != "script"
        assert not [name for name, _ in attrs if name.startswith("on")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep the visible text."""
        if self.open and self.open[-1] != "style":
            self.seen.append(data)


def words_of(html: str) -> set[str]:
    """Return the words that can be seen in *html*."""
    reader = Nesting()
    reader.feed(html)
    assert reader.open == []
    return set(re.findall(r"\w+", " ".join(reader.seen)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_says_the_same_in_html_and_in_text(language: str) -> None:
    """Each word of one is in the other; no placeholder is left; lines fit but where something is copied."""
    for entry in BOOK.values():
        bundle = page_bundle(page_of(entry), language)
        text, html = bundle["text/plain"], bundle["text/html"]
        # Chinese and Japanese lines are broken within what a pattern takes for a word.
        if language == "en":
            only_text = set(re.findall(r"\w+", text)) - words_of(html)
            assert only_text <= {"1", "2", "3", *ADDRESSES}, entry.slug
            assert words_of(html) - set(re.findall(r"\w+", text)) == set(), entry.slug
        else:
            words_of(html)
        assert not re.search(r"(?<![{\"])\{[a-z_]+\}", text), entry.slug
        body = text.partition("POST /v1")[0]
        wide = [line for line in body.splitlines() if width(line) > LINE and not line.startswith("     ")]
        assert wide == [], entry.slug


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_is_whole_in_html_and_in_text(language: str) -> None:
    """Every id stands in both, and no line is too wide."""
    bundle = index_bundle(PARTS, language)
    assert {line.strip() for line in bundle["text/plain"].splitlines()} >= set(BOOK)
    assert all(f"<code>{slug}</code>" in bundle["text/html"] for slug in BOOK)
    assert max(map(width, bundle["text/plain"].splitlines())) <= LINE
    words_of(bundle["text/html"])


def test_a_title_apart_from_a_call_names_what_changes() -> None:
    """In capitals, as in a manual."""
    assert title_of(BOOK["unknown-model"], "en").count("MODEL") == 1
    assert title_of(BOOK["insufficient-balance"], "en") == "The balance of your account is used up."
