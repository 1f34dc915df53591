"""Which entries a word names."""

import pytest

from modelmax_nb.pages.lookup import BOOK, PARTS, matching, named, near, statuses_of
from tests.diagnosis import corpus

ROWS = [row for value in vars(corpus).values() if isinstance(value, list) for row in value]
# Causes that the words of a reply, or a page in its place, name whatever the status.
DECIDED_BY_WORDS = {
    "content-refused", "context-too-long", "provider-throttled", "unknown-model", "invalid-value",
    "missing-key", "quota-used-up", "model-not-allowed", "login-page", "wrong-base-url", "gateway-page",
    "not-recognised", "key-and-base-url",
}  # fmt: skip


def test_the_parts_are_the_catalog() -> None:
    """Every entry stands in one part, in the order in which it is taught."""
    assert [entry for entries in PARTS.values() for entry in entries] == list(BOOK.values())


@pytest.mark.parametrize(
    ("word", "slugs"),
    [
        ("insufficient-balance", ["insufficient-balance"]),
        (" Insufficient-Balance ", ["insufficient-balance"]),
        ("402", ["insufficient-balance"]),
        ("401", ["key-refused"]),
        ("504", ["gateway-timeout"]),
        ("999", []),
        ("balance", []),
    ],
)
def test_an_id_or_a_status_names_entries(word: str, slugs: list[str]) -> None:
    """An id names one, a status all that come with it, another word none."""
    assert [entry.slug for entry in named(word)] == slugs


def test_one_status_can_have_many_causes() -> None:
    """502 above all, which ModelMax sends for every fault of a provider."""
    assert {"provider-outage", "provider-throttled", "content-refused", "provider-access"} <= {
        entry.slug for entry in named("502")
    }


def test_statuses_agree_with_the_corpus() -> None:
    """What labelled replies carry is what the list says, but where words or a page decide at any status."""
    seen = {(row.slug, row.failure.status) for row in ROWS if (row.failure.status or 0) >= 400}
    missing = {slug for slug, status in seen if status not in statuses_of(slug)}
    assert missing <= DECIDED_BY_WORDS


@pytest.mark.parametrize(
    ("words", "language", "slugs"),
    [
        ("stream cut", "en", {"stream-cut"}),
        ("504", "en", {"gateway-timeout"}),
        ("prepaid", "en", {"insufficient-balance"}),
        ("预付", "zh", {"insufficient-balance"}),
        ("prepaid", "ja", {"insufficient-balance"}),
        ("504 prepaid", "en", set()),
    ],
)
def test_words_are_looked_for_in_what_is_read(words: str, language: str, slugs: set[str]) -> None:
    """In ids and sentences, English or the reader's; all words have to fit."""
    found = {entry.slug for entries in matching(words, language).values() for entry in entries}
    assert found & {"stream-cut", "gateway-timeout", "insufficient-balance"} == slugs


@pytest.mark.parametrize(
    ("word", "first"),
    [
        ("insuficient-balance", "insufficient-balance"),
        ("balance", "insufficient-balance"),
        ("strem-cut", "stream-cut"),
    ],
)
def test_a_slip_finds_what_was_meant(word: str, first: str) -> None:
    """By likeness, or as a part."""
    assert near(word)[0] == first
    assert near("zzzz") == ()
