"""What a reader of a card has to find, and what a page shows to a reader."""

import re

from bs4 import BeautifulSoup

from modelmax_nb.diagnosis import Diagnosis
from modelmax_nb.display import slots, words
from modelmax_nb.display.phrase import plain
from modelmax_nb.messages import DEFAULT_LANGUAGE, say

UNSEEN = ("script", "style", "head", "template")


def to_be_read(diagnosis: Diagnosis, language: str = DEFAULT_LANGUAGE) -> list[str]:
    """List what the card of *diagnosis* has to say, from top to bottom."""
    found = [plain(diagnosis.entry.text("title"), language, **diagnosis.values), diagnosis.entry.slug]
    said = slots.said(diagnosis, language)
    if said.message:
        found.append(said.message)
    for label, answer, ground in slots.facts(diagnosis):
        found += [say(label, language), say(answer, language)]
        found += [plain(ground, language, **diagnosis.values)] if ground else []
    if not diagnosis.fixes:
        found.append(say(words.NO_FIX, language))
    for fix in diagnosis.fixes:
        found += [plain(fix.text, language, **diagnosis.values_of(fix))]
        command = slots.command(fix, diagnosis, language)
        found += [command] if command else []
    return [flat(text) for text in found]


def flat(text: str) -> str:
    """Return *text* without marks of code and with one kind of blank."""
    return re.sub(r"\s+", " ", text.replace("`", "")).strip()


def read_html(page: str) -> str:
    """Return what stands on a page, as far as it is no style and no script."""
    soup = BeautifulSoup(page, "html.parser")
    for tag in soup(UNSEEN):
        tag.decompose()
    return flat(soup.get_text(" "))


def missing_from(text: str, wanted: list[str]) -> list[str]:
    """Return those of *wanted* that do not stand in *text*, each after the one before it."""
    # A tag may stand between a word and a full stop, so blanks do not count.
    shown, missing, place = text.replace(" ", ""), [], 0
    for one in wanted:
        found = shown.find(one.replace(" ", ""), place)
        if found < 0:
            missing.append(one)
        else:
            place = found
    return missing
