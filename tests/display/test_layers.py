"""How much a card says before and after it is opened, and how hard that is to read."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import pytest

from modelmax_nb.attempts import Attempt, Stopped, Wait, WaitReason
from modelmax_nb.catalog.elsewhere import ELSEWHERE_ENTRIES
from modelmax_nb.catalog.entries import ENTRIES
from modelmax_nb.diagnosis import diagnose, repeatable_automatically
from modelmax_nb.display import slots
from modelmax_nb.display.html import render_html
from modelmax_nb.failure import Symptom
from modelmax_nb.models import ModelInfo, ModelList
from modelmax_nb.own_code import in_own_code
from modelmax_nb.place import Line, Place, Sent
from modelmax_nb.simulator import RECIPES
from tests.diagnosis.corpus import CORPUS
from tests.diagnosis.replies import read_replies
from tests.languages.reading import Layers, grade, words_of

if TYPE_CHECKING:
    from modelmax_nb.diagnosis import Diagnosis

FIRST_LAYER = 80  # words
OPENED = range(80, 161)  # words
HIGHEST_GRADE = 9
OFFERED = (
    ("gemini-3-flash-preview", "google"), ("gemini-3-pro", "google"), ("deepseek-v3.2", "bedrock"),
    ("deepseek-v3.1", "bedrock"), ("qwen-3", "bedrock"), ("veo-3", "google"), ("imagen-3", "google"),
)  # fmt: skip
MODELS = ModelList(models=tuple(ModelInfo(*row) for row in OFFERED), fetched=1795348984.0)


def as_shown(diagnosis: Diagnosis) -> Diagnosis:
    """Return *diagnosis* as a cell shows it: with its attempts, three where it repeats by itself."""
    wait = Wait(seconds=0.84, reason=WaitReason.DRAWN, cap=1.0)
    count = 3 if repeatable_automatically(diagnosis) else 1
    attempts = tuple(
        Attempt(number, diagnosis.failure.model, 1.3 * number, 0.4, diagnosis.failure, wait)
        for number in range(1, count + 1)
    )
    attempts = (*attempts[:-1], attempts[-1]._replace(wait=None))
    stopped = Stopped.ATTEMPTS_USED if count > 1 else Stopped.NOT_REPEATABLE
    return replace(diagnosis, attempts=attempts, stopped=stopped, when=1795348984.0)


class Said(NamedTuple):
    """What a card says: before it is opened, and in its background."""

    first: str
    background: str


def said_by(card: Diagnosis) -> Said:
    """Read *card* as it is shown."""
    layers = Layers(render_html(card, "en"))
    return Said(layers.first, layers.background)


@cache
def cards() -> dict[str, list[Diagnosis]]:
    """Return the cards of everything that was labelled, and of a wrong model beside an empty balance."""
    failures = [row.failure for row in CORPUS]
    failures += [reply.failure for name in ("first", "second") for reply in read_replies(name)]
    failures += [replace(one, model="gemini-9") for one in failures if one.type == "insufficient_balance"]
    found: dict[str, list[Diagnosis]] = {slug: [] for slug in ENTRIES}
    for failure in failures:
        for simulated in (False, True):
            card = as_shown(diagnose(replace(failure, simulated=simulated), MODELS))
            found.setdefault(card.entry.slug, []).append(card)
    return found


@cache
def said() -> dict[str, list[Said]]:
    """Return what those cards say."""
    return {slug: [said_by(card) for card in found] for slug, found in cards().items()}


CALL = Line(2, "reply = client.chat.completions.create(", 8, 38, cell=4)
LOOP = Sent(requests=9, exact=True, calls=3, tries=3)


@cache
def own_cards() -> dict[str, list[Diagnosis]]:
    """Return the cards of the same failures in a reader's own code, at ModelMax and at another service."""
    found: dict[str, list[Diagnosis]] = {}
    for card in chain.from_iterable(cards().values()):
        failure = card.failure
        repeated = failure.symptom is Symptom.STATUS and (failure.status or 0) >= 500
        place = Place(lines=(CALL,), sent=LOOP if repeated else None)
        other = replace(failure, simulated=False, elsewhere=True, base_url="https://api.example.com/v1")
        for own in (in_own_code(card, place), in_own_code(diagnose(other), place)):
            found.setdefault(own.entry.slug, []).append(replace(own, attempts=()))
    return found


every_entry = pytest.mark.parametrize("slug", ENTRIES)


@every_entry
def test_the_first_layer_is_short(slug: str) -> None:
    """Whatever came back, at most 80 words of ours are seen before anything is opened."""
    assert said()[slug]
    for first, _ in said()[slug]:
        assert len(words_of(first)) <= FIRST_LAYER, first


@every_entry
def test_the_opened_card_is_a_hint_of_80_to_160_words(slug: str) -> None:
    """With its background, a card is as long as the hints that teachers judged best."""
    for first, background in said()[slug]:
        assert len(words_of(f"{first} {background}")) in OPENED, background


@pytest.mark.parametrize("slug", [*ENTRIES, *ELSEWHERE_ENTRIES])
def test_cards_in_own_code_are_as_short(slug: str) -> None:
    """The line of the call and the number of requests have to find their place within the same words."""
    for card in own_cards()[slug]:
        layers = said_by(card)
        first, background = (len(words_of(text)) for text in layers)
        assert first <= FIRST_LAYER, layers.first
        assert first + background in OPENED, layers.background
        assert max(map(grade, layers)) <= HIGHEST_GRADE


@every_entry
def test_both_layers_read_at_grade_nine_or_below(slug: str) -> None:
    """A pupil of fifteen can read what is shown."""
    for text in chain.from_iterable(said()[slug]):
        assert grade(text) <= HIGHEST_GRADE, text


@every_entry
def test_nothing_is_said_twice(slug: str) -> None:
    """No sentence of the first layer stands there a second time."""
    for layers in said()[slug]:
        first = re.sub(r"\([^)]*\)|What|…", "", layers.first)
        sentences = [part.strip() for part in re.split(r"(?<=[.?])\s", first)]
        long = [sentence for sentence in sentences if len(words_of(sentence)) > 2]
        assert len(set(long)) == len(long), long


@every_entry
def test_the_opened_card_says_how_to_cause_it(slug: str) -> None:
    """A minimal example of the same error, where the simulator has one, and the page to read again."""
    scenario = ENTRIES[slug].scenario
    html = render_html(cards()[slug][0], "en")
    assert f"<code>%modelmax why {slug}</code>" in html
    assert ("To cause it: " in html) is (scenario is not None)
    if scenario is not None:
        action = "recipe" if scenario in RECIPES else "play"
        assert f"<code>%modelmax simulator {action} {scenario}</code>" in html
        assert (f"{scenario}</code>, then ask with" in html) is scenario.startswith("stream-")


def test_recipes_are_known_to_the_cards() -> None:
    """A card can name a recipe of the simulator without knowing the simulator."""
    assert set(RECIPES) == slots.RECIPES
