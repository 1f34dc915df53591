"""Where a call of somebody's own program went, and which keys took part in it."""

from __future__ import annotations

import openai
import pytest

import modelmax_nb
from modelmax_nb.api import current_session
from modelmax_nb.calls import explain_call, is_configured, secrets_of
from modelmax_nb.failure import Symptom
from modelmax_nb.keys import Secret
from modelmax_nb.simulator import Simulator

MESSAGES = [{"role": "user", "content": "Hello"}]


def error_of(client: openai.OpenAI, model: str = "gemini-3-flash-preview") -> Exception:
    """Return what a call ends in."""
    with pytest.raises((openai.OpenAIError, UnicodeEncodeError)) as caught:
        client.chat.completions.create(model=model, messages=MESSAGES)  # type: ignore[arg-type]
    return caught.value


@pytest.mark.parametrize(
    ("url", "ours"),
    [
        ("https://api.modelmax.io/v1", True),
        ("https://www.modelmax.io", True),
        ("https://modelmax.io/v1", True),
        ("https://class.example/v1", True),
        ("https://class.example/other", True),
        ("https://api.openai.com/v1", False),
        ("https://notmodelmax.io/v1", False),
        ("https://modelmax.io.example/v1", False),
        ("", False),
        ("api.modelmax.io/v1", True),
        ("api.openai.com/v1", False),
    ],
)
def test_which_addresses_are_ours(monkeypatch: pytest.MonkeyPatch, url: str, ours: bool) -> None:
    """ModelMax itself, and whatever the session is set to; nothing that only looks alike."""
    monkeypatch.setenv("MODELMAX_BASE_URL", "https://class.example/v1")
    assert is_configured(url) is ours


def test_the_key_is_not_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A function that gives the key may ask for it or open a dialog: not while an error is shown."""

    def ask() -> str:
        raise AssertionError("asked for the key")

    modelmax_nb.configure(api_key=ask)
    with Simulator() as simulator:
        error = error_of(openai.OpenAI(api_key="sk-sim-revoked", base_url=simulator.url, max_retries=0))
        assert explain_call(error).entry.slug == "key-refused"
        assert "sk-sim-revoked" in secrets_of(error)


def test_every_key_that_may_be_shown_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """The request's, the typed one, those of the environment."""
    monkeypatch.setenv("OTHER_API_KEY", "from-the-environment")
    current_session().use_key(Secret("typed-in-by-hand"))
    with Simulator() as simulator:
        error = error_of(openai.OpenAI(api_key="sk-sim-revoked", base_url=simulator.url, max_retries=0))
    assert {"sk-sim-revoked", "typed-in-by-hand", "from-the-environment"} <= set(secrets_of(error))


def test_a_name_is_proposed_from_the_services_own_list() -> None:
    """The program's client asks for it, with its own key, once the call has failed."""
    with Simulator() as simulator:
        client = openai.OpenAI(api_key="sk-sim-good", base_url=simulator.url, max_retries=0)
        diagnosis = explain_call(error_of(client, "deepsek-v3.2"))
        asked = [(row["method"], row["path"]) for row in simulator.requests()]
    assert diagnosis.fixes[0].model == "deepseek-v3.2"
    assert asked == [("POST", "/v1/chat/completions"), ("GET", "/v1/models")]


@pytest.mark.parametrize("known", [True, False])
def test_a_simulators_address_is_no_stranger(known: bool) -> None:
    """A call that gets no reply is placed by its address."""
    with Simulator() as simulator:
        simulator.play("reset")
        client = openai.OpenAI(api_key="sk-sim-good", base_url=simulator.url, max_retries=0)
        urls = [simulator.url] if known else []
        diagnosis = explain_call(error_of(client), simulated_urls=urls)
    assert diagnosis.entry.slug == ("connection-lost" if known else "elsewhere-connection-lost")
    assert diagnosis.failure.simulated is known


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("sk-good-key-here\n", "a line break at its beginning or end"),
        ("sk-good\u200bkey", "zero width space"),
        ("“sk-good-key”", "quotation marks at its beginning or end"),
    ],
)
def test_a_key_that_cannot_be_sent_is_told_by_what_is_in_it(key: str, says: str) -> None:
    """Not as a fault of the network, and not as a request that cannot be built."""
    with Simulator() as simulator:
        diagnosis = explain_call(
            error_of(openai.OpenAI(api_key=key, base_url=simulator.url, max_retries=0)),
            simulated_urls=[simulator.url],
        )
    assert diagnosis.entry.slug == "unreadable-key"
    assert says in str(diagnosis.failure.detail)


def test_an_address_without_its_beginning_is_named() -> None:
    """Whoever leaves out ``https://`` is told so, as is whoever types it for the magic."""
    client = openai.OpenAI(api_key="sk-test-0123456789", base_url="api.modelmax.io/v1", max_retries=0)
    told = explain_call(error_of(client))
    assert told.entry.slug == "bad-base-url"
    assert told.failure.base_url == "api.modelmax.io/v1"


def test_a_circle_of_causes_ends() -> None:
    """Nothing forbids an exception to be its own cause at last."""
    error = error_of(
        openai.OpenAI(api_key="sk-test-0123456789", base_url="http://127.0.0.1:1/v1", max_retries=0)
    )
    wrapped = ValueError("mine")
    wrapped.__cause__ = error
    error.__cause__ = wrapped
    assert explain_call(error).failure.symptom is Symptom.CONNECTION
