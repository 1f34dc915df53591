"""The first questions to a simulator, through the real SDK."""

import httpx2
import openai
import pytest

from modelmax_nb.simulator import EMPTY_KEY, GOOD_KEY, Simulator, VirtualClock


@pytest.fixture
def simulator() -> Simulator:
    """A simulator whose waits cost no time."""
    return Simulator(clock=VirtualClock())


def client_for(simulator: Simulator, key: str = GOOD_KEY) -> openai.OpenAI:
    """The real SDK over the in-process transport."""
    http_client = openai.DefaultHttpxClient(transport=simulator.transport())
    return openai.OpenAI(api_key=key, base_url="https://api.modelmax.io/v1", http_client=http_client)


def test_a_question_gets_a_marked_answer_and_a_bill(simulator: Simulator) -> None:
    """An answer says that it is simulated, and is charged."""
    answer = client_for(simulator).chat.completions.create(
        model="deepseek-v3.2", messages=[{"role": "user", "content": "What is a token?"}]
    )
    assert (answer.choices[0].message.content or "").startswith("*Simulated answer.*")
    assert simulator.account(GOOD_KEY).balance < 5


def test_an_empty_account_is_refused(simulator: Simulator) -> None:
    """402 reaches the client as a bare APIStatusError."""
    with pytest.raises(openai.APIStatusError) as caught:
        client_for(simulator, EMPTY_KEY).chat.completions.create(
            model="deepseek-v3.2", messages=[{"role": "user", "content": "Hello"}]
        )
    assert type(caught.value) is openai.APIStatusError
    assert caught.value.body == {"message": "insufficient balance", "type": "insufficient_balance"}
    assert isinstance(caught.value.response, httpx2.Response)
