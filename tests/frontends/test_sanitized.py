"""A stored card where GitHub shows it: without styles, classes, ids, scripts and pictures of ours."""

from pathlib import Path
from typing import Final

import nh3
import pytest
import samples
from bs4 import BeautifulSoup

from modelmax_nb.display.mimebundle import card_bundle, solved_bundle
from tests.frontends.reading import missing_from, read_html, to_be_read

# Source: documented (github/markup: the allow-list of its sanitizer; style, id, class, aria and data
# attributes of foreign HTML do not outlive it in a rendered notebook).
TAGS: Final = set(Path(__file__).with_name("github_tags.txt").read_text(encoding="utf-8").split())
ATTRIBUTES: Final = {
    "a": {"href"},
    "img": {"src", "alt"},
    "*": {"align", "alt", "colspan", "rowspan", "scope", "lang", "open", "start", "title", "width", "height"},
}
OF_THE_SHEET: Final = ("mmx", "!important", "var(--", "border-left", ":has(")
CARDS: Final = {
    "balance": samples.balance,
    "key": samples.key_refused,
    "model": samples.unknown_model,
    "outage": samples.outage,
    "cut": samples.stream_cut,
    "hostile": samples.hostile,
}


def as_on_github(html: str) -> str:
    """Return what is left of *html*."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        clean_content_tags={"script", "style", "svg"},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow",
    )


@pytest.mark.parametrize("language", ["en", "zh", "ja"])
@pytest.mark.parametrize("live", [False, True], ids=["static", "live"])
@pytest.mark.parametrize("make", CARDS.values(), ids=CARDS)
def test_a_card_is_complete(make: type[samples.Diagnosis], live: bool, language: str) -> None:
    """Cause, words of the server, facts, fixes and commands are all there, in their order."""
    diagnosis = make()
    left = as_on_github(card_bundle(diagnosis, language, live=live)["text/html"])
    assert missing_from(read_html(left), to_be_read(diagnosis, language)) == []


@pytest.mark.parametrize("make", CARDS.values(), ids=CARDS)
def test_nothing_leaks(make: type[samples.Diagnosis]) -> None:
    """No line of our style sheet is read, no script and no attribute of ours is left."""
    left = as_on_github(card_bundle(make(), live=True)["text/html"])
    soup = BeautifulSoup(left, "html.parser")
    attributes = {name for tag in soup.find_all() for name in tag.attrs}
    assert attributes <= {"href", "rel", "scope", "lang", "open", "colspan", "rowspan"}
    assert [word for word in OF_THE_SHEET if word in left] == []


def test_structure_is_kept() -> None:
    """Facts stay a table, fixes a numbered list, commands code, the rest closed below."""
    soup = BeautifulSoup(as_on_github(card_bundle(samples.outage())["text/html"]), "html.parser")
    facts = soup.find("table")
    assert facts is not None
    assert len(facts("tr")) == 3
    assert [len(row("th")) for row in facts("tr")] == [1, 1, 1]
    fixes = soup.find("ol")
    assert fixes is not None
    assert len(fixes("li")) == len(samples.outage().fixes)
    assert fixes("code")
    assert soup.find("blockquote") is not None
    assert all(details.find("summary") is not None for details in soup("details"))


def test_links_lead_where_they_say() -> None:
    """The dashboard's link outlives the sanitizer."""
    soup = BeautifulSoup(as_on_github(card_bundle(samples.balance())["text/html"]), "html.parser")
    assert "https://www.modelmax.io/dashboard" in [link.get("href") for link in soup("a")]


def test_a_solved_card_is_readable() -> None:
    """The line into which a card folds says that it is solved, and keeps the first error."""
    text = read_html(as_on_github(solved_bundle(samples.outage())["text/html"]))
    assert "Solved" in text
    assert samples.outage().entry.slug in text
