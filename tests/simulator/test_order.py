"""What is checked first: the key, the balance, and only then what a provider might say."""

import json

import pytest

from modelmax_nb.simulator import EMPTY_KEY, GOOD_KEY, REVOKED_KEY, Simulator
from modelmax_nb.simulator.events import Chunk, Head, Request

BODY = json.dumps({"model": "deepseek-v3.2", "messages": [{"role": "user", "content": "Hi"}]}).encode()


@pytest.mark.parametrize(("key", "status"), [(GOOD_KEY, 502), (EMPTY_KEY, 402), (REVOKED_KEY, 401)])
def test_a_provider_is_only_reached_by_a_call_that_is_let_in(key: str, status: int) -> None:
    """Documented for the balance: a 402 is decided before anything goes upstream."""
    simulator = Simulator(latency=0.0)
    simulator.play("502 outage", repeat=True)
    request = Request("POST", "/v1/chat/completions", "", {"authorization": f"Bearer {key}"}, BODY)
    events = list(simulator.answer(request, 0.0))
    assert [event.status for event in events if isinstance(event, Head)] == [status]
    assert any(isinstance(event, Chunk) for event in events)
