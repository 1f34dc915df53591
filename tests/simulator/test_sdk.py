"""Every way to fail, seen by the real openai SDK: what it raises and how often it asks."""

import re
from collections.abc import Callable
from json import JSONDecodeError
from typing import NamedTuple

import openai
import pytest

from modelmax_nb.simulator import (
    DEBT_KEY,
    EMPTY_KEY,
    LOW_KEY,
    REVOKED_KEY,
    SCENARIOS,
    RealClock,
    Simulator,
    VirtualClock,
)
from tests.simulator.calls import Skin, chat_body

SKINS: tuple[Skin, ...] = ("in process", "over HTTP")
READ_TIMEOUT = 1.0

Make = Callable[..., openai.OpenAI]


class Row(NamedTuple):
    """What openai 3.54 makes of a scenario at default settings."""

    scenario: str
    raises: type[Exception]
    requests: int
    stream: bool = False


FAILURES = (
    Row("400-bad-field", openai.BadRequestError, 1),
    Row("400-unknown-model", openai.BadRequestError, 1),
    Row("401", openai.AuthenticationError, 1),
    Row("402", openai.APIStatusError, 1),
    Row("403", openai.PermissionDeniedError, 1),
    Row("404", openai.NotFoundError, 1),
    Row("408", openai.APIStatusError, 3),
    Row("409", openai.ConflictError, 3),
    Row("413", openai.APIStatusError, 1),
    Row("422", openai.UnprocessableEntityError, 1),
    Row("403-model", openai.PermissionDeniedError, 1),
    Row("429", openai.RateLimitError, 3),
    Row("429-quota", openai.RateLimitError, 3),
    Row("500", openai.InternalServerError, 3),
    Row("502-outage", openai.InternalServerError, 3),
    Row("502-throttle", openai.InternalServerError, 3),
    Row("502-unclear", openai.InternalServerError, 3),
    Row("502-content-policy", openai.InternalServerError, 3),
    Row("context-too-long", openai.InternalServerError, 3),
    Row("502-html", openai.InternalServerError, 3),
    Row("502-empty", openai.InternalServerError, 3),
    Row("503", openai.InternalServerError, 3),
    Row("504", openai.InternalServerError, 3),
    Row("hostile-html", openai.InternalServerError, 3),
    Row("retry-after-2", openai.InternalServerError, 3),
    Row("retry-after-130", openai.InternalServerError, 1),
    Row("no-retry", openai.InternalServerError, 1),
    Row("echo-key", openai.AuthenticationError, 1),
    Row("stall", openai.APITimeoutError, 3),
    Row("reset", openai.APIConnectionError, 3),
    Row("200-bad-json", JSONDecodeError, 1),
    Row("200-empty-body", JSONDecodeError, 1),
    Row("answer-cut", openai.APIConnectionError, 3),
    Row("stream-error", openai.APIError, 1, stream=True),
    Row("stream-cut", openai.APIConnectionError, 1, stream=True),
    Row("stream-stall", openai.APITimeoutError, 1, stream=True),
    Row("stream-bad-json", JSONDecodeError, 1, stream=True),
)

QUIET = {
    "ok",
    "slow",
    "200-html",
    "200-error",
    "login-page",
    "redirect",
    "stream-end-early",
    "finish-length",
    "finish-content-filter",
    "empty-answer",
    "hostile-answer",
}
"""Chat scenarios for which the SDK raises nothing; each has a test of its own below."""


def read_all(client: openai.OpenAI, *, stream: bool) -> tuple[str, str | None]:
    """Ask and read to the end; returns the text and the finish reason."""
    answer = client.chat.completions.create(**chat_body(stream=stream))
    if not stream:
        return answer.choices[0].message.content or "", answer.choices[0].finish_reason
    text, reason = "", None
    for chunk in answer:
        for choice in chunk.choices:
            text += choice.delta.content or ""
            reason = choice.finish_reason or reason
    return text, reason


@pytest.mark.parametrize("skin", SKINS)
@pytest.mark.parametrize("row", FAILURES, ids=lambda row: row.scenario)
def test_the_sdk_raises_what_it_raises_for_the_real_thing(sdk: Make, row: Row, skin: Skin) -> None:
    """Exception class and number of requests are those measured for the same bytes from any server."""
    clock = VirtualClock() if skin == "in process" else RealClock(200)
    with Simulator(clock=clock) as simulator:
        simulator.play(row.scenario, repeat=True)
        client = sdk(simulator, skin, timeout=READ_TIMEOUT if "stall" not in row.scenario else 0.1)
        with pytest.raises(row.raises) as caught:
            read_all(client, stream=row.stream)
        assert type(caught.value) is row.raises
        assert [entry["scenario"] for entry in simulator.requests()] == [row.scenario] * row.requests


@pytest.mark.parametrize(
    ("scenario", "stream"),
    [("stall", False), ("reset", False), ("answer-cut", False), ("stream-cut", True), ("stream-stall", True)],
)
def test_a_broken_connection_has_the_same_words_in_process(
    served: Simulator, simulator: Simulator, sdk: Make, scenario: str, *, stream: bool
) -> None:
    """What lies under the SDK's exception is what the real HTTP library says, to the letter."""
    causes = []
    for skin, chosen in (("in process", simulator), ("over HTTP", served)):
        chosen.play(scenario)
        with pytest.raises(openai.APIConnectionError) as caught:
            read_all(sdk(chosen, skin, timeout=0.2, max_retries=0), stream=stream)
        causes.append(repr(caught.value.__cause__))
    # The number of "connection reset" differs between systems; in process it is Linux's.
    assert len({re.sub(r"Errno \d+", "Errno", cause) for cause in causes}) == 1


def test_every_chat_scenario_has_its_row() -> None:
    """A new scenario cannot be added without saying what the SDK makes of it."""
    chat = {name for name, scenario in SCENARIOS.items() if scenario.endpoints & {"chat", "stream"}}
    assert chat == {row.scenario for row in FAILURES} | QUIET


@pytest.mark.parametrize("skin", SKINS)
@pytest.mark.parametrize("stream", [False, True], ids=["whole", "stream"])
def test_an_ordinary_answer_is_marked_and_complete(
    served: Simulator, simulator: Simulator, sdk: Make, skin: Skin, *, stream: bool
) -> None:
    """Whole and streamed, in process and over HTTP, the answer is the same."""
    client = sdk(served if skin == "over HTTP" else simulator, skin)
    text, reason = read_all(client, stream=stream)
    assert text.startswith("*Simulated answer.*")
    assert "What is a token" in text
    assert reason == "stop"


def test_the_shape_is_the_documented_one(simulator: Simulator, sdk: Make) -> None:
    """A chat answer calls itself text_completion and carries usage and the simulator's header."""
    raw = sdk(simulator).chat.completions.with_raw_response.create(**chat_body())
    answer = raw.parse()
    assert str(answer.object) == "text_completion"
    assert answer.usage is not None
    assert answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens
    assert raw.headers["x-modelmax-simulator"] == "1"


def test_the_last_chunk_carries_the_usage(simulator: Simulator, sdk: Make) -> None:
    """Only the last chunk of a stream has usage; it has no choices."""
    chunks = list(sdk(simulator).chat.completions.create(**chat_body(), stream=True))
    assert [chunk.usage is not None for chunk in chunks] == [False] * (len(chunks) - 1) + [True]
    assert chunks[-1].choices == []


@pytest.mark.parametrize("skin", SKINS)
@pytest.mark.parametrize("scenario", ["200-html", "login-page", "redirect"])
def test_a_web_page_comes_back_as_a_string(
    served: Simulator, simulator: Simulator, sdk: Make, scenario: str, skin: Skin
) -> None:
    """Where JSON was expected the SDK hands over the page, without a word."""
    chosen = served if skin == "over HTTP" else simulator
    chosen.play(scenario)
    answer = sdk(chosen, skin).chat.completions.create(**chat_body())
    assert isinstance(answer, str)
    assert "<title>" in answer


def test_an_error_with_status_200_has_no_choices(simulator: Simulator, sdk: Make) -> None:
    """The SDK makes an answer of it whose choices are None."""
    simulator.play("200-error")
    assert sdk(simulator).chat.completions.create(**chat_body()).choices is None


@pytest.mark.parametrize("skin", SKINS)
def test_a_stream_that_ends_at_close_just_stops(
    served: Simulator, simulator: Simulator, sdk: Make, skin: Skin
) -> None:
    """Only the missing finish reason tells that the answer was cut."""
    chosen = served if skin == "over HTTP" else simulator
    chosen.play("stream-end-early")
    text, reason = read_all(sdk(chosen, skin), stream=True)
    assert text
    assert reason is None


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "stream"])
@pytest.mark.parametrize(
    ("scenario", "reason"),
    [("finish-length", "length"), ("finish-content-filter", "content_filter"), ("empty-answer", "stop")],
)
def test_a_quiet_failure_shows_in_the_finish_reason(
    simulator: Simulator, sdk: Make, scenario: str, reason: str, *, stream: bool
) -> None:
    """Cut, filtered and empty answers raise nothing."""
    simulator.play(scenario)
    text, found = read_all(sdk(simulator), stream=stream)
    assert found == reason
    assert bool(text) is (scenario != "empty-answer")


def test_a_hostile_answer_holds_markup(simulator: Simulator, sdk: Make) -> None:
    """The text for tests of escaping has a script, an event handler and a javascript: link."""
    simulator.play("hostile-answer")
    text, _ = read_all(sdk(simulator), stream=False)
    assert all(piece in text for piece in ("<script>", "onerror=", "](javascript:"))


def test_a_slow_answer_takes_its_time(simulator: Simulator, sdk: Make) -> None:
    """The wait passes on the simulator's clock."""
    simulator.play("slow")
    before = simulator.clock.now()
    read_all(sdk(simulator), stream=False)
    assert simulator.clock.now() - before == pytest.approx(5.0)


def test_a_slow_answer_is_a_timeout_for_an_impatient_client(simulator: Simulator, sdk: Make) -> None:
    """A read timeout shorter than the wait ends it."""
    simulator.play("slow", repeat=True)
    with pytest.raises(openai.APITimeoutError):
        read_all(sdk(simulator, timeout=2.0, max_retries=0), stream=False)
    assert [entry["outcome"] for entry in simulator.requests()] == ["client-left"]


@pytest.mark.parametrize(
    ("key", "raises", "message"),
    [
        (EMPTY_KEY, openai.APIStatusError, "insufficient balance"),
        (f"{EMPTY_KEY}-alice", openai.APIStatusError, "insufficient balance"),
        (DEBT_KEY, openai.APIStatusError, "insufficient balance"),
        (REVOKED_KEY, openai.AuthenticationError, "invalid API key"),
        ("sk-something-else", openai.AuthenticationError, "invalid API key"),
    ],
)
def test_a_key_stands_for_the_state_of_an_account(
    simulator: Simulator, sdk: Make, key: str, raises: type[Exception], message: str
) -> None:
    """The refusal depends on the key alone, and the message is all the body says."""
    with pytest.raises(raises) as caught:
        read_all(sdk(simulator, key=key), stream=False)
    assert type(caught.value) is raises
    assert isinstance(caught.value, openai.APIStatusError)
    assert isinstance(caught.value.body, dict)
    assert caught.value.body["message"] == message


def test_the_low_key_is_good_for_one_answer(simulator: Simulator, sdk: Make) -> None:
    """One request takes the balance below zero, the next is refused."""
    client = sdk(simulator, key=LOW_KEY)
    read_all(client, stream=False)
    assert simulator.account(LOW_KEY).balance < 0
    with pytest.raises(openai.APIStatusError, match="insufficient balance"):
        read_all(client, stream=False)


def test_a_base_url_without_v1_leads_nowhere(simulator: Simulator) -> None:
    """The request goes to /chat/completions, which is no address of the service."""
    over = openai.DefaultHttpxClient(transport=simulator.transport())
    with openai.OpenAI(api_key="sk-sim-good", base_url="https://sim.test", http_client=over) as client:
        with pytest.raises(openai.NotFoundError):
            client.chat.completions.create(**chat_body())
        assert simulator.requests()[0]["path"] == "/chat/completions"


def test_the_model_list_names_providers(simulator: Simulator, sdk: Make) -> None:
    """The SDK reads id and owned_by of every model."""
    found = {model.id: model.owned_by for model in sdk(simulator).models.list()}
    assert found["deepseek-v3.2"] == "bedrock"
    assert {"gemini-3-flash-preview", "sim-qwen"} <= set(found)
