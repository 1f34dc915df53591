"""Attempts as lines and as sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest
import samples
from babel.numbers import format_decimal

from modelmax_nb.attempts import Attempt, Stopped, Wait, WaitReason
from modelmax_nb.catalog.entry import Action, Applicability, Charge, Mover, Repeat, Source
from modelmax_nb.display import words
from modelmax_nb.display.timeline import attempt_line, result_word, seconds, summary_line, timeline_text
from modelmax_nb.failure import Failure, Symptom
from modelmax_nb.language import LANGUAGES


@pytest.mark.parametrize(
    ("value", "shown"), [(0, "0.0"), (0.042, "0.04"), (0.097, "0.1"), (1.26, "1.3"), (12.4, "12")]
)
def test_seconds_have_two_digits_that_mean_something(value: float, shown: str) -> None:
    """Short times keep their digits, long ones lose them."""
    assert seconds(value) == shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_are_written_as_each_language_does(language: str) -> None:
    """What is computed here for all is what the locale data of each language says."""
    for value in (0.042, 1.26, 12.4, 99.6):
        assert seconds(value) == format_decimal(float(seconds(value)), "0.##########", locale=language) or (
            seconds(value).endswith(".0")
        )


def test_every_symptom_has_a_name_in_words() -> None:
    """A failure without a status or an exception is named as a reader would, never by its id."""
    assert {symptom.value for symptom in Symptom} == set(words.SYMPTOMS)
    assert result_word(Failure(symptom=Symptom.STREAM_CUT), "en") == "stream cut"
    assert result_word(Failure(symptom=Symptom.STREAM_CUT), "zh") == "流被切断"


def test_timeline_says_why_each_wait_had_its_length() -> None:
    """One line an attempt, with the reason for the wait after it."""
    result = "took 0.4 s: 502 “upstream provider returned 503”"
    assert timeline_text(samples.outage().attempts, "en") == [
        f"1. at 0.0 s, {result}; waited 0.8 s, drawn from 0–1.0 s",
        f"2. at 1.2 s, {result}; waited 2.3 s: the server asked for 2.0 s",
        f"3. at 3.9 s, {result}",
    ]


def test_a_change_of_model_shows_in_the_timeline() -> None:
    """With a fallback, each line names its model."""
    first = samples.outage().attempts[2]
    second = Attempt(number=4, model="deepseek-v3.2", started=5, seconds=1, failure=None)
    assert timeline_text([first, second], "en")[1] == (
        "4. at 5.0 s, took 1.0 s: answered (model `deepseek-v3.2`)"
    )


def test_wait_line_counts_down() -> None:
    """The live line names the next attempt, what is left, and why it waits."""
    attempt = samples.outage().attempts[0]
    assert attempt_line(attempt, "en", total=3, left=0.3) == (
        "Attempt 2 of 3 begins in 0.3 s, after 502 from the provider. The wait was drawn from 0–1.0 s."
    )


def test_wait_line_names_the_servers_wish() -> None:
    """When the server asked for a pause, the line says so."""
    wait = Wait(seconds=5.2, reason=WaitReason.SERVER, cap=2.0, floor=5.0)
    failure = samples.refusal(408, "timeout", "too slow")
    attempt = Attempt(number=1, model="m", started=0, seconds=1, failure=failure, wait=wait)
    assert (
        attempt_line(attempt, "en", total=3)
        == "Attempt 2 of 3 begins in 5.2 s, after 408. The server asked for 5.0 s."
    )


def test_summary_says_why_there_were_no_more() -> None:
    """After several attempts the line says why it ended."""
    assert summary_line(samples.outage(), "en") == "3 attempts in 4.3 s. All were used."
    assert summary_line(samples.balance(), "en") == "1 attempt, 0.4 s."
    early = replace(samples.outage(), attempts=samples.outage().attempts[:1], stopped=Stopped.DEADLINE)
    assert summary_line(early, "en") == "1 attempt, 0.4 s. The next wait would have passed the deadline."
    assert summary_line(replace(early, attempts=()), "en") == ""
    before = replace(early.failure, symptom=Symptom.NO_KEY)
    assert summary_line(replace(early, attempts=(), failure=before), "en") == ""


def test_an_attempt_without_a_wait_is_its_result() -> None:
    """After the last attempt there is nothing to count down."""
    assert attempt_line(samples.outage().attempts[2], "en", total=3) == "502 “upstream provider returned 503”"


@pytest.mark.parametrize(
    ("table", "enum"),
    [
        (words.MOVERS, Mover),
        (words.REPEATS, Repeat),
        (words.CHARGES, Charge),
        (words.APPLICABILITIES, Applicability),
        (words.SOURCES, Source),
        (words.STOPS, Stopped),
        (words.WAITS, WaitReason),
        (words.NEXT, WaitReason),
    ],
)
def test_every_member_has_its_words(table: dict[str, words.Text], enum: type) -> None:
    """No value of an enum is without words, and no words are left over."""
    assert set(table) == {member.value for member in enum}  # type: ignore[attr-defined]


def test_every_action_but_a_link_has_a_button() -> None:
    """A page is opened by a link in the card; everything else has a button's words."""
    assert set(words.BUTTONS) == {action.value for action in Action} - {Action.OPEN_PAGE.value}


def test_ids_are_unique() -> None:
    """Each sentence has an id of its own."""
    ids = []
    for value in vars(words).values():
        if isinstance(value, words.Text):
            ids.append(value.id)
        elif isinstance(value, dict):
            ids += [text.id for text in value.values() if isinstance(text, words.Text)]
    assert len(ids) == len(set(ids))
