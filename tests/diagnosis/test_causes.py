"""Each labelled failure is told apart, and each entry can be reached."""

from __future__ import annotations

from dataclasses import replace

import pytest

from modelmax_nb.catalog.entries import ENTRIES
from modelmax_nb.diagnosis import diagnose
from modelmax_nb.failure import Failure, Symptom
from modelmax_nb.messages import say
from modelmax_nb.models import ModelInfo, ModelList
from tests.diagnosis.corpus import CORPUS, Row

ids = [f"{row.slug}-{row.failure.status or row.failure.symptom.value}-{n}" for n, row in enumerate(CORPUS)]


@pytest.mark.parametrize("row", CORPUS, ids=ids)
def test_labelled_failure_is_told_apart(row: Row) -> None:
    """A failure gets the entry that its label names."""
    assert diagnose(row.failure).entry.slug == row.slug


def test_corpus_is_large_and_reaches_every_entry() -> None:
    """No entry is there that no failure leads to."""
    assert len(CORPUS) >= 80
    # the one entry that needs a list of models has a test of its own
    assert {row.slug for row in CORPUS} == set(ENTRIES) - {"balance-and-model"}


@pytest.mark.parametrize("symptom", Symptom)
def test_every_symptom_has_a_cause_of_its_own(symptom: Symptom) -> None:
    """Of all symptoms only the unknown one, and a status that is not there, are not recognised."""
    slug = diagnose(Failure(symptom=symptom)).entry.slug
    assert slug.endswith("not-recognised") == (symptom in {Symptom.UNKNOWN, Symptom.STATUS})


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("content policy violation", "content policy"),
        ("ThrottlingException: Too many requests, please wait.", "ThrottlingException"),
        ("输入内容过长,超出模型上下文长度", "超出模型上下文"),
        ("リクエストが多すぎます", "リクエストが多すぎ"),
    ],
)
def test_words_that_decided_are_quoted(message: str, words: str) -> None:
    """The ground quotes the reply's own words, and the reading is not called certain."""
    diagnosis = diagnose(Failure(symptom=Symptom.STATUS, status=502, type="bad_gateway", message=message))
    assert diagnosis.values["words"] == words
    assert not diagnosis.certain


@pytest.mark.parametrize(
    ("failure", "certain"),
    [
        (Failure(symptom=Symptom.STATUS, status=402), True),
        (Failure(symptom=Symptom.STATUS, status=400, model="abc", message="model not found: abc"), True),
        (Failure(symptom=Symptom.STATUS, status=400, model="abc", message="invalid model"), False),
        (
            Failure(
                symptom=Symptom.STATUS,
                status=400,
                message="temperature must be between 0 and 2",
                parameters={"temperature": 5},
            ),
            True,
        ),
        (Failure(symptom=Symptom.STATUS, status=418), False),
        (Failure(symptom=Symptom.STREAM_CUT), True),
    ],
)
def test_only_what_rests_on_more_than_words_is_certain(failure: Failure, *, certain: bool) -> None:
    """A reading is certain where the reply repeats what the request holds."""
    assert diagnose(failure).certain is certain


def test_a_listed_model_is_not_called_unknown_when_it_makes_something_else() -> None:
    """A model that the list holds, sent to the wrong address, is of the wrong kind."""
    models = ModelList(models=(ModelInfo(id="veo-3"),), fetched=0.0)
    failure = Failure(symptom=Symptom.STATUS, status=400, model="veo-3", message="unsupported model: veo-3")
    assert diagnose(failure).entry.slug == "unknown-model"
    assert diagnose(failure, models).entry.slug == "wrong-kind-of-model"


def test_an_empty_balance_and_a_name_that_is_not_listed_are_both_told() -> None:
    """The documents give no order, so the card names both and offers the listed name."""
    models = ModelList(models=(ModelInfo(id="deepseek-v3.2"),), fetched=1_790_000_000.0)
    failure = Failure(symptom=Symptom.STATUS, status=402, type="insufficient_balance", model="deepsek-v3.2")
    assert diagnose(failure).entry.slug == "insufficient-balance"
    assert diagnose(replace(failure, model="deepseek-v3.2"), models).entry.slug == "insufficient-balance"
    assert diagnose(failure, models._replace(models=())).entry.slug == "insufficient-balance"
    both = diagnose(failure, models)
    assert both.entry.slug == "balance-and-model"
    assert [fix.slug for fix in both.fixes] == ["top-up", "use-model", "use-simulator"]
    assert both.fixes[1].model == "deepseek-v3.2"
    assert "2026-09-21" in say(both.entry.text("ground"), **both.values)


def test_field_is_named_as_the_request_spells_it() -> None:
    """A validator's ``ChatRequest.Temperature`` is the request's ``temperature``."""
    message = (
        "Key: 'ChatRequest.Temperature' Error:Field validation for 'Temperature' failed on the 'max' tag"
    )
    failure = Failure(symptom=Symptom.STATUS, status=400, message=message, parameters={"temperature": 5})
    values = diagnose(failure).values
    assert (values["parameter"], values["value"]) == ("temperature", "5")


@pytest.mark.parametrize(
    ("seconds", "title"),
    [
        (120.0, "No answer came within 120 seconds."),
        (1.0, "No answer came within 1 second."),
        (0.5, "No answer came within 0.5 seconds."),
        (None, "No answer came within the time allowed."),
    ],
)
def test_a_number_of_seconds_reads_right(seconds: float | None, title: str) -> None:
    """One second is one, and a limit that is not known leaves no gap."""
    diagnosis = diagnose(Failure(symptom=Symptom.TIMEOUT, timeout=seconds))
    assert say(diagnosis.entry.text("title"), **diagnosis.values) == title


def test_a_key_without_an_end_to_show_leaves_no_gap() -> None:
    """Where the last characters would give a short key away, only its source is named."""
    refused = Failure(symptom=Symptom.STATUS, status=401, key_source="MODELMAX_API_KEY")
    said = []
    for failure in (refused, replace(refused, key_hint="wxyz")):
        diagnosis = diagnose(failure)
        said.append(say(diagnosis.entry.text("what"), **diagnosis.values))
    assert said == [
        "The key that was sent comes from MODELMAX_API_KEY.",
        "The key that was sent comes from MODELMAX_API_KEY and ends in …wxyz.",
    ]
