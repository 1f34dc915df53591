"""Every entry keeps the promises of its slots, so that each card reads alike and says enough."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from modelmax_nb.catalog import fixes as shared_fixes
from modelmax_nb.catalog import request
from modelmax_nb.catalog.entries import ENTRIES
from modelmax_nb.catalog.entry import Action, Applicability, Charge, Entry, Fix, Repeat
from modelmax_nb.messages import placeholders, template
from tests.languages.reading import grade, words_of

SLOTS = ("title", "what", "ground", "repeat_ground", "charge_ground", "more")
SENTENCES = {
    text.id: text.english
    for known in ENTRIES.values()
    for text in (*(known.text(slot) for slot in SLOTS), *(fix.text for fix in known.fixes))
}
KEBAB = re.compile(r"[a-z]+(?:-[a-z]+)*")
SCENARIO = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
BLAME = re.compile(
    r"\b(?:please|you must|you failed|sorry|oops|unfortunately|simply|just|obviously|your fault"
    r"|illegal|invalid|bad)\b|!",
    re.IGNORECASE,
)
OUTSIDE_THE_DOCUMENTS = (
    "request-timeout", "rate-limited", "service-unavailable", "gateway-timeout", "forbidden", "proxy-sign-in",
    "not-found", "conflict", "too-large", "unprocessable",
)  # fmt: skip
every_entry = pytest.mark.parametrize("known", ENTRIES.values(), ids=ENTRIES.keys())


def first_layer(known: Entry) -> str:
    """Return what a card says before anything is opened."""
    parts = [getattr(known, slot) for slot in SLOTS[:-1]]
    return " ".join([*parts, *(f"{fix.label}." for fix in known.fixes)])


def test_no_two_entries_share_a_slug_or_a_title() -> None:
    """One cause is one entry."""
    assert len({known.title for known in ENTRIES.values()}) == len(ENTRIES)


@every_entry
def test_slug_names_a_cause_and_never_a_status(known: Entry) -> None:
    """Slugs are kebab-case words without digits, since a status is no cause."""
    assert KEBAB.fullmatch(known.slug)
    assert ENTRIES[known.slug] is known


@every_entry
def test_title_is_one_short_sentence(known: Entry) -> None:
    """The first line has at most 20 words and ends with a full stop."""
    assert len(words_of(known.title)) <= 20
    assert known.title.endswith(".")


@every_entry
def test_slots_are_sentences(known: Entry) -> None:
    """Every slot is filled and ends as a sentence does."""
    for slot in SLOTS:
        text = getattr(known, slot)
        assert text == text.strip()
        assert text.endswith(".") or text == "{detail}"
        assert "  " not in text


@every_entry
def test_first_layer_is_short(known: Entry) -> None:
    """All that a card says unopened stays within 80 words."""
    assert len(words_of(first_layer(known))) <= 80


@every_entry
def test_second_layer_has_forty_to_a_hundred_words(known: Entry) -> None:
    """The opened text is long enough to teach and short enough to be read."""
    assert 40 <= len(words_of(known.more)) <= 100


@every_entry
@pytest.mark.parametrize("layer", ["first", "second"])
def test_layers_read_at_grade_nine_or_below(known: Entry, layer: str) -> None:
    """A pupil of fifteen can read both layers."""
    assert grade(first_layer(known) if layer == "first" else known.more) <= 9


@every_entry
def test_tone_is_neutral(known: Entry) -> None:
    """No blame, no "please", no exclamation mark, no comfort."""
    for text in (*(getattr(known, slot) for slot in SLOTS), *(fix.label for fix in known.fixes)):
        assert not BLAME.search(re.sub(r"`[^`]*`", "", text))


@every_entry
def test_fixes_are_few_and_say_what_they_do(known: Entry) -> None:
    """At most three fixes; one that acts can also be typed in a cell, or opens a page."""
    assert len(known.fixes) <= 3
    assert len({fix.slug for fix in known.fixes}) == len(known.fixes)
    for fix in known.fixes:
        assert KEBAB.fullmatch(fix.slug)
        assert fix.action is None or fix.command or fix.url
        assert (fix.action is Action.OPEN_PAGE) == (fix.url is not None)
        assert fix.command is None or fix.command.startswith("%")
        assert fix.url is None or fix.url.startswith("https://www.modelmax.io/dashboard")


@every_entry
def test_only_harmless_fixes_are_safe(known: Entry) -> None:
    """A safe fix only shows something, or has an action, and repeats only what may be repeated."""
    for fix in known.fixes:
        if fix.applicability is Applicability.SAFE and fix.action is None:
            assert fix.command in {"%modelmax status", "%modelmax why"}
        elif fix.applicability is Applicability.SAFE:
            assert fix.action in {Action.RETRY, Action.USE_SIMULATOR, Action.LIST_MODELS}
        if fix.action is Action.RETRY and fix.applicability is Applicability.SAFE:
            assert known.repeat in {Repeat.YES, Repeat.WAIT}
        if fix.action in {Action.RETRY, Action.USE_MODEL}:
            assert fix.costs


@every_entry
def test_a_repeat_that_may_cost_twice_is_asked_first(known: Entry) -> None:
    """Where a repeat may be charged twice, no fix repeats at a click."""
    if known.repeat is Repeat.ASK_FIRST:
        safe = {fix.action for fix in known.fixes if fix.applicability is Applicability.SAFE}
        assert Action.RETRY not in safe


@every_entry
def test_scenario_is_a_name(known: Entry) -> None:
    """A scenario is named as the simulator names its own."""
    assert known.scenario is None or SCENARIO.fullmatch(known.scenario)


def test_no_two_entries_claim_one_scenario() -> None:
    """A scenario provokes one cause."""
    scenarios = [known.scenario for known in ENTRIES.values() if known.scenario]
    assert len(scenarios) == len(set(scenarios))


def test_one_id_is_one_sentence() -> None:
    """No two texts share an id, for a translation knows only ids."""
    for known in ENTRIES.values():
        for text in (*(known.text(slot) for slot in SLOTS), *(fix.text for fix in known.fixes)):
            assert SENTENCES[text.id] == text.english
    fixes = [
        found for found in (*vars(shared_fixes).values(), *vars(request).values()) if isinstance(found, Fix)
    ]
    assert len({fix.text for fix in fixes}) == len({fix.text.id for fix in fixes})


@every_entry
def test_charges_are_claimed_as_documented(known: Entry) -> None:
    """Only what never reached ModelMax, and the documented free refusal, is called not charged."""
    if known.charge is Charge.NOT_CHARGED:
        free = {
            "insufficient-balance", "balance-and-model", "video-failed", "task-not-accepted",
            "task-still-running", "task-unreadable",
        }  # fmt: skip
        assert known.slug in free or re.search(
            r"Nothing was sent|did not reach|no account", known.charge_ground
        )
    if known.charge is Charge.CHARGED:
        whole = {"answer-cut-by-length", "answer-filtered", "empty-answer"}
        assert known.slug in {*whole, "download-cut", "video-gone"}  # complete replies, fetched results


@pytest.mark.parametrize("slug", OUTSIDE_THE_DOCUMENTS)
def test_undocumented_statuses_are_called_so(slug: str) -> None:
    """An entry for a status outside ModelMax's documents says so before anything is opened."""
    assert re.search(r"ModelMax documents no (?:such )?status", first_layer(ENTRIES[slug]))


@every_entry
def test_no_template_holds_a_stray_brace(known: Entry) -> None:
    """Each brace belongs to a placeholder that can be filled."""
    for slot in SLOTS:
        text = known.text(slot)
        left = template(text)
        for name in placeholders(text):
            left = left.replace(f"{{{name}}}", "")
        assert "{" not in left
        assert "}" not in left


def test_a_fix_keeps_its_text_when_it_is_made_to_fit() -> None:
    """Naming a model in a fix changes neither its id nor its template."""
    fix = replace(shared_fixes.USE_MODEL, model="m", values={"suggestion": "m"})
    assert fix.text == shared_fixes.USE_MODEL.text
