"""The words of the sentences: everyday ones, or terms that the glossary explains in each language."""

import csv
import re
from pathlib import Path

import pytest

from modelmax_nb.catalog.elsewhere import ELSEWHERE
from modelmax_nb.catalog.entries import ENTRIES
from modelmax_nb.catalog.entry import Entry
from modelmax_nb.columns import width
from modelmax_nb.display import words
from modelmax_nb.glossary import TERMS, render_glossary
from modelmax_nb.language import LANGUAGES
from modelmax_nb.messages import Text, say
from tests.languages.reading import QUOTED, grade, words_of
from tests.languages.texts import all_texts

HERE = Path(__file__).parent
NOT_WORDS = re.compile(r"`[^`]*`|\{\w+\}")
WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")
ENDINGS = ("", "s", "'s", "ed", "ing")
EVERY = {entry.slug: entry for entry in (*ENTRIES.values(), *ELSEWHERE.values())}
FIRST_LAYER = ("title", "what", "ground", "repeat_ground", "charge_ground")
MEANING = 20  # words


def everyday() -> set[str]:
    """Return the words that need no explanation; ``everyday.txt`` holds them, judged one by one."""
    return set((HERE / "everyday.txt").read_text(encoding="utf-8").split())


def explained() -> set[str]:
    """Return the words of the glossary's terms, with their endings."""
    names = " ".join(term.name.english for term in TERMS.values()).lower().split()
    return {f"{name}{ending}" for name in names for ending in ENDINGS}


def strange(text: Text) -> set[str]:
    """Return the words of *text* that are neither; tokens, values and quotations are no words of ours."""
    plain = QUOTED.sub(" ", NOT_WORDS.sub(" ", text.english)).replace("’", "'").lower()
    return set(WORD.findall(plain)) - everyday() - explained()


def sentences_of(entry: Entry) -> list[Text]:
    """Return what a card of *entry* says before it is opened."""
    return [*(entry.text(slot) for slot in FIRST_LAYER), *(fix.text for fix in entry.fixes)]


@pytest.mark.parametrize("slug", EVERY)
def test_first_layers_hold_no_unexplained_word(slug: str) -> None:
    """A new word is an everyday one, which goes into the list, or a term, which goes into the glossary."""
    found = {text.id: strange(text) for text in sentences_of(EVERY[slug])}
    assert {text_id: left for text_id, left in found.items() if left} == {}


def test_cards_hold_no_unexplained_word() -> None:
    """The same for the questions, the labels and what other endpoints change."""
    prefixes = ("card.", "endpoint.", "attempts.one", "attempts.many", "attempts.stopped.", "fix.")
    found = {
        text.id: strange(text)
        for text in all_texts().values()
        if text.id.startswith(prefixes) and text != words.CAUSE_IT_HERE
    }
    assert {text_id: left for text_id, left in found.items() if left} == {}


@pytest.mark.parametrize("slug", TERMS)
def test_a_meaning_is_one_short_sentence_for_beginners(slug: str) -> None:
    """At most 20 words, school grade 9, one full stop."""
    meaning = TERMS[slug].meaning.english
    assert len(words_of(meaning)) <= MEANING
    assert grade(meaning) <= 9
    assert re.findall(r"\.(?:\s|$)", meaning) == ["."]


@pytest.mark.parametrize("language", [tag for tag in LANGUAGES if tag != "en"])
def test_terms_are_those_that_the_sentences_use(language: str) -> None:
    """The name of a term in a language is the word that its translations have."""
    with (HERE / "glossary.csv").open(encoding="utf-8", newline="") as opened:
        kept = {row["en"].lower(): row[language].split("|") for row in csv.DictReader(opened)}
    for term in TERMS.values():
        name = say(term.name, language)
        allowed = kept.get(term.name.english.lower())
        assert allowed is None or any(word in name for word in allowed), (name, allowed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_glossary_can_be_read_in_a_terminal(language: str) -> None:
    """Every term with its meaning, no line wider than 80 columns."""
    text = render_glossary(language)
    assert max(map(width, text.split("\n"))) <= 80
    for term in TERMS.values():
        assert f"{say(term.name, language)}\n    " in text
