"""What stands under "Request and reply": what was read is not called empty, and words are verbatim."""

from dataclasses import replace

import pytest

from modelmax_nb.diagnosis import diagnose
from modelmax_nb.display.exchange import render_exchange
from modelmax_nb.display.phrase import plain
from modelmax_nb.display.slots import clickable, facts
from modelmax_nb.display.words import REPEATS, STOPS
from modelmax_nb.failure import Failure, Symptom
from modelmax_nb.messages import Saying, Text
from modelmax_nb.models import ModelInfo, ModelList
from modelmax_nb.place import Last, Place
from tests.display import samples

READ = Failure(symptom=Symptom.CUT_BY_LENGTH, status=200, partial=61, model="m")


@pytest.mark.parametrize(
    ("failure", "reason", "count"),
    [
        (READ, "length", 61),
        (replace(READ, symptom=Symptom.CONTENT_FILTERED), "content_filter", 61),
        (replace(READ, symptom=Symptom.EMPTY_ANSWER, detail="stop", partial=0), "stop", 0),
    ],
)
def test_a_reply_that_was_read_is_not_called_empty(failure: Failure, reason: str, count: int) -> None:
    """The answer stands above; why it ended stands here."""
    said = render_exchange(diagnose(failure), "en")
    assert f"finish_reason: {reason}\n(characters of the answer that had arrived: {count})" in said
    assert "empty body" not in said


def test_an_empty_body_is_called_empty() -> None:
    """A status without a body."""
    assert "(empty body)" in render_exchange(diagnose(Failure(symptom=Symptom.STATUS, status=502)), "en")


def test_the_networks_words_are_kept() -> None:
    """What broke the connection said so in words that can be searched for."""
    words = "[Errno -2] Name or service not known"
    failure = Failure(symptom=Symptom.DNS, exception="APIConnectionError", detail=words)
    assert f"in Python: APIConnectionError: {words}" in render_exchange(diagnose(failure), "en")


def test_the_provider_is_named_where_the_list_knows_it() -> None:
    """Never guessed: without the list, or for a name that is not in it, none is named."""
    listed = ModelList(models=(ModelInfo(id="m", owned_by="bedrock"),), fetched=0.0)
    failure = Failure(symptom=Symptom.STATUS, status=502, type="bad_gateway", model="m")
    assert "model: m (provider: bedrock)" in render_exchange(diagnose(failure, listed), "en")
    for known in (None, replace_all(listed)):
        assert "model: m\n" in render_exchange(diagnose(failure, known), "en")


def replace_all(listed: ModelList) -> ModelList:
    """Return *listed* without any model."""
    return listed._replace(models=())


@pytest.mark.parametrize(
    ("base_url", "in_its_place"), [("https://api.modelmax.io/v1", True), ("http://127.0.0.1:8000/v1", False)]
)
def test_a_served_simulator_has_its_own_address(base_url: str, in_its_place: bool) -> None:
    """Nothing answers in the place of the address that the simulator itself has."""
    failure = Failure(symptom=Symptom.STATUS, status=402, simulated=True, base_url=base_url)
    said = render_exchange(diagnose(failure), "en")
    assert ("answers in its place" in said) is in_its_place


def test_a_phrase_of_ours_is_not_set_as_code() -> None:
    """What stands for a value that did not come was typed by nobody."""
    text = Text("test.path", "The reply to `{path}` came.")
    assert plain(text, "en", path=Saying(Text("test.call", "this call"))) == "The reply to this call came."
    assert plain(text, "en", path="/v1") == "The reply to `/v1` came."


def test_the_last_request_of_own_code_has_its_time() -> None:
    """Number, length and end of the request that failed for good."""
    known = replace(samples.balance(), place=Place(last=Last(3, 0.004)), when=0.0)
    said = render_exchange(known, "en")
    assert said.endswith("request 3 of this call took 0.01 s\nended at 1970-01-01 00:00:00 UTC")


def test_try_again_is_a_button_only_where_the_list_says_what_it_costs() -> None:
    """A card without such a line offers no such click."""
    assert clickable(samples.outage())[0] is None
    assert None not in clickable(replace(samples.outage(), fixes=()))


def test_the_servers_wish_not_to_repeat_is_told() -> None:
    """The verdict of the entry does not overrule what this reply asked for."""
    failure = replace(samples.outage().failure, should_retry=False)
    known = facts(replace(samples.outage(), failure=failure))[1]
    assert (known.answer, known.ground) == (REPEATS["ask-first"], STOPS["server-said-no"])
