"""What is said of other services: total, neutral, and in the same form as every entry."""

from __future__ import annotations

import itertools

import pytest

from modelmax_nb.catalog.elsewhere import ELSEWHERE, ELSEWHERE_ENTRIES, OF_THE_PROGRAM
from modelmax_nb.catalog.entries import ENTRIES
from modelmax_nb.catalog.entry import Charge, Entry, Mover
from modelmax_nb.diagnosis import diagnose, repeatable_automatically
from modelmax_nb.display.mimebundle import card_bundle
from modelmax_nb.failure import Failure, Symptom
from modelmax_nb.messages import placeholders
from tests.catalog.test_entries import BLAME, KEBAB, SLOTS, grade, words_of

# Causes of which nothing more can be said, or that no call of a program's own client has.
WITHOUT = {
    "plain-http-refused",
    "bad-base-url",
    "request-not-built",
    "not-recognised",
    "text-not-recognised",
    "sdk-unexpected",
}
UNKNOWN = "elsewhere-not-recognised"
every_entry = pytest.mark.parametrize("entry", ELSEWHERE_ENTRIES.values(), ids=ELSEWHERE_ENTRIES.keys())
OF_MODELMAX = ("modelmax.io", "%modelmax", "ModelMax said", "simulator", "Top up", "top up", "ModelMax calls")


def failure(symptom: Symptom, status: int | None = None, **fields: object) -> Failure:
    """Return a failure of a call to another service."""
    return Failure(
        symptom=symptom,
        status=status,
        base_url="https://other.example/v1",
        model="their-model",
        elsewhere=True,
        **fields,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize("cause", ENTRIES)
def test_each_cause_has_its_neutral_entry(cause: str) -> None:
    """A new cause gets one on purpose, or is named here as one that cannot happen."""
    assert (ELSEWHERE[cause].slug == UNKNOWN) is (cause in WITHOUT | OF_THE_PROGRAM)


@pytest.mark.parametrize("status", [None, *range(300, 600)])
@pytest.mark.parametrize("type_", [None, "insufficient_balance", "bad_gateway"])
def test_every_status_is_explained_without_modelmax(status: int | None, type_: str | None) -> None:
    """Whatever another service answers, nothing of ModelMax is claimed or offered."""
    diagnosis = diagnose(failure(Symptom.STATUS, status, type=type_, message="out of order"))
    assert diagnosis.entry.slug in ELSEWHERE_ENTRIES
    assert not repeatable_automatically(diagnosis)
    card = card_bundle(diagnosis)
    for ours, form in itertools.product(OF_MODELMAX, card.values()):
        assert ours not in form.replace("%modelmax why", "").replace("modelmax_nb.openai_client", "")


@pytest.mark.parametrize("symptom", Symptom)
def test_every_symptom_is_explained(symptom: Symptom) -> None:
    """The way from symptom to entry has no gap."""
    diagnosis = diagnose(failure(symptom, 200))
    assert diagnosis.entry.slug in ELSEWHERE_ENTRIES
    assert len(diagnosis.fixes) <= 3


@every_entry
def test_an_entry_claims_no_fact_of_another_service(entry: Entry) -> None:
    """No price, no document, no move of ModelMax's; no action and no page."""
    assert entry.mover is not Mover.MODELMAX
    assert entry.charge in {Charge.NOT_CHARGED, Charge.NOT_DOCUMENTED}
    for fix in entry.fixes:
        assert fix.action is None
        assert fix.url is None
        assert "%modelmax" not in (fix.command or "")


@every_entry
def test_an_entry_keeps_the_form_of_all_entries(entry: Entry) -> None:
    """Slug, title, lengths, grade and tone are as in ``test_entries.py``."""
    assert KEBAB.fullmatch(entry.slug)
    assert ELSEWHERE_ENTRIES[entry.slug] is entry
    assert len(words_of(entry.title)) <= 20
    first = " ".join(
        [*(getattr(entry, slot) for slot in SLOTS[:-1]), *(f"{fix.label}." for fix in entry.fixes)]
    )
    assert len(words_of(first)) <= 80
    assert 40 <= len(words_of(entry.more)) <= 100
    assert grade(first) <= 9
    assert grade(entry.more) <= 9
    for slot in SLOTS:
        assert getattr(entry, slot).endswith(".")
        assert not BLAME.search(getattr(entry, slot))


@every_entry
def test_sentences_name_only_what_is_known(entry: Entry) -> None:
    """Each placeholder gets a value."""
    values = diagnose(failure(Symptom.STATUS, 402)).values
    for text in (*(entry.text(slot) for slot in SLOTS), *(fix.text for fix in entry.fixes)):
        assert placeholders(text) <= values.keys()


def test_no_word_of_charges_is_claimed() -> None:
    """What another service charges is not known, rather than not documented."""
    card = card_bundle(diagnose(failure(Symptom.STATUS, 500)))["text/plain"]
    assert "Charged? Not known." in card
