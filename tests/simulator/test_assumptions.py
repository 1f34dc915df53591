"""Open questions, decided the other way: what is sent changes accordingly."""

from typing import Any

import httpx2
import pytest

from modelmax_nb.simulator import GOOD_KEY, Simulator, VirtualClock
from modelmax_nb.simulator.assumptions import Assumptions
from tests.simulator.calls import chat_body, stream_events


def answer(path: str, body: dict[str, Any] | None = None, **assumptions: Any) -> httpx2.Response:
    """Ask a simulator with these assumptions once; without a body with GET and without a key."""
    with Simulator(clock=VirtualClock(), assumptions=Assumptions(**assumptions)) as simulator:
        over = simulator.transport()
        with httpx2.Client(transport=over, base_url="https://sim.test") as http:
            if body is None:
                return http.get(path)
            return http.post(path, json=body, headers={"authorization": f"Bearer {GOOD_KEY}"})


def stream(**assumptions: Any) -> list[Any]:
    """Ask for a stream; returns its events."""
    return stream_events(answer("/v1/chat/completions", chat_body(stream=True), **assumptions).text)


def test_the_usage_chunk_can_carry_a_choice() -> None:
    """The vendor's sample indexes choices without looking."""
    choice = {"index": 0, "delta": {}, "finish_reason": None}
    assert stream(usage_chunk_has_choice=True)[-2]["choices"] == [choice]
    assert stream()[-2]["choices"] == []


def test_the_done_marker_can_be_missing() -> None:
    """Then the usage chunk is the last thing sent."""
    assert stream()[-1] == "[DONE]"
    assert "usage" in stream(done_marker=False)[-1]


def test_chunks_can_call_themselves_otherwise() -> None:
    """All but the end marker carry the name."""
    found = stream(chunk_object="text_completion")[:-1]
    assert {event["object"] for event in found} == {"text_completion"}


def test_the_word_for_a_cut_answer_can_differ() -> None:
    """Only stop is documented."""
    body = chat_body(max_tokens=2)
    found = answer("/v1/chat/completions", body, length_reason="max_tokens").json()
    assert found["choices"][0]["finish_reason"] == "max_tokens"


@pytest.mark.parametrize(("needed", "status"), [(True, 401), (False, 200)])
def test_the_model_list_may_need_no_key(*, needed: bool, status: int) -> None:
    """Whether it does is not documented."""
    assert answer("/v1/models", models_need_key=needed).status_code == status


@pytest.mark.parametrize("assumed", [False, True])
def test_pictures_nobody_waited_for(*, assumed: bool) -> None:
    """As for text, whether a client that gave up pays is open."""
    assumptions = Assumptions(abandoned_answer_charged=assumed)
    with Simulator(clock=VirtualClock(), assumptions=assumptions) as simulator:
        simulator.play("slow")
        headers = {"authorization": f"Bearer {GOOD_KEY}"}
        over = simulator.transport()
        body = {"model": "imagen-3", "prompt": "x"}
        with httpx2.Client(transport=over, base_url="https://sim.test", timeout=1, headers=headers) as http:
            with pytest.raises(httpx2.ReadTimeout):
                http.post("/v1/images/generations", json=body)
            assert bool(simulator.account(GOOD_KEY).ledger) is assumed
