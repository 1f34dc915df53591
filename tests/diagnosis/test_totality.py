"""``diagnose`` answers whatever a failure holds, the same each time."""

from __future__ import annotations

import math
import random
import string

import pytest

from modelmax_nb.catalog.entries import ENTRIES
from modelmax_nb.diagnosis import Diagnosis, diagnose, repeatable_automatically
from modelmax_nb.failure import Failure, Symptom
from modelmax_nb.messages import PLACEHOLDER, say
from modelmax_nb.models import ModelInfo, ModelList
from tests.diagnosis.corpus import CORPUS

ALPHABET = string.printable + "{}“”「」`\0\u200b\u202e内容限流レート制限コンテンツ🙂"
PIECES = [row.failure.message for row in CORPUS if row.failure.message]
STATUSES = [None, -1, 0, 200, 302, *range(400, 430), *range(500, 530), 999, 10**9]
SLOTS = ("title", "what", "ground", "repeat_ground", "charge_ground", "more")


def random_text(rng: random.Random) -> str:
    """Return noise, or pieces of real messages torn up and mixed with noise."""
    noise = "".join(rng.choices(ALPHABET, k=rng.randrange(120)))
    piece = rng.choice(PIECES)
    return rng.choice(["", noise, piece[: rng.randrange(len(piece) + 1)] + noise, noise + piece, piece * 40])


def random_failure(rng: random.Random, symptom: Symptom) -> Failure:
    """Return a failure whose every field may hold anything of its type."""
    number = rng.choice([None, 0.0, -1.0, 2.0, 1e308, math.inf, math.nan])
    return Failure(
        symptom=symptom,
        status=rng.choice(STATUSES),
        type=rng.choice([None, "", random_text(rng)]),
        message=random_text(rng),
        body=random_text(rng),
        content_type=rng.choice(["", "text/html", random_text(rng)]),
        headers={"location": random_text(rng)},
        exception=random_text(rng),
        path=random_text(rng),
        base_url=rng.choice(["http://[", "https://x:99999/v1", "//", random_text(rng)]),
        model=random_text(rng),
        parameters={random_text(rng): random_text(rng), "temperature": rng.choice([5, math.nan, None, [1]])},
        key_source=random_text(rng),
        detail=random_text(rng),
        partial=rng.randrange(-5, 10**6),
        retry_after=number,
        should_retry=rng.choice([None, True, False]),
        simulated=rng.random() < 0.3,
        timeout=number,
    )


def random_models(rng: random.Random) -> ModelList | None:
    """Return no list, or one with strange names and dates."""
    if rng.random() < 0.3:
        return None
    models = tuple(ModelInfo(id=random_text(rng), owned_by=random_text(rng)) for _ in range(rng.randrange(6)))
    return ModelList(models=models, fetched=rng.choice([0.0, -1e20, 1e20, math.nan, math.inf]))


def assert_complete(diagnosis: Diagnosis) -> None:
    """Each sentence that a card may show finds a value for each of its placeholders."""
    for slot in SLOTS:
        assert set(PLACEHOLDER.findall(getattr(diagnosis.entry, slot))) <= set(diagnosis.values)
    assert len(diagnosis.fixes) <= 3
    for fix in diagnosis.fixes:
        assert set(PLACEHOLDER.findall(fix.label)) <= set(diagnosis.values_of(fix))
        assert say(fix.text, **diagnosis.values_of(fix))


@pytest.mark.parametrize("symptom", Symptom)
def test_anything_gets_a_complete_diagnosis(symptom: Symptom) -> None:
    """Noise in every field raises nothing and leaves no placeholder without a value."""
    rng = random.Random(f"totality {symptom.value}")  # noqa: S311 - a test's own dice
    for _ in range(150):
        failure, models = random_failure(rng, symptom), random_models(rng)
        diagnosis = diagnose(failure, models)
        assert diagnosis.entry.slug in ENTRIES
        assert_complete(diagnosis)
        assert repeatable_automatically(diagnosis) in {True, False}


@pytest.mark.parametrize("row", CORPUS)
def test_labelled_failures_get_complete_diagnoses(row: tuple[str, Failure]) -> None:
    """Every sentence for every labelled failure can be filled, also when all else is missing."""
    assert_complete(diagnose(row[1]))


def test_the_same_failure_gets_the_same_diagnosis() -> None:
    """Nothing but the arguments decides."""
    rng = random.Random(7)  # noqa: S311 - a test's own dice
    for row in rng.sample(CORPUS, 60):
        assert diagnose(row.failure) == diagnose(row.failure)


def test_a_value_that_looks_like_a_placeholder_stays_as_it_is() -> None:
    """Braces in a server's words are words."""
    diagnosis = diagnose(
        Failure(symptom=Symptom.STATUS, status=400, model="{base_url}", message="model not found")
    )
    assert say(diagnosis.entry.text("title"), **diagnosis.values) == "There is no model called `{base_url}`."


def test_a_long_hostile_message_is_read_in_bounded_time() -> None:
    """A message made to make patterns backtrack is answered like any other."""
    for piece in ("model ", "a" * 50 + " ", '"prompt: ', "exceeds ", "{{[[", "temperature "):
        failure = Failure(symptom=Symptom.STATUS, status=400, message=piece * 20_000)
        assert diagnose(failure).entry.slug in ENTRIES


def test_values_stay_short() -> None:
    """A sentence never grows by a page because a value did."""
    failure = Failure(symptom=Symptom.STATUS, status=400, message="x " * 5000, model="m" * 5000)
    assert max(map(len, diagnose(failure).values.values())) <= 200
