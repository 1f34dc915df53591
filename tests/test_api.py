"""Python's way in: ask, clients and explanations, sync and async, in the simulator and over real HTTP."""

import asyncio
import json

import openai
import pytest

import modelmax_nb
from modelmax_nb import ModelMaxError, explain
from modelmax_nb.simulator import Simulator


@pytest.fixture
def simulator() -> Simulator:
    """The session's simulator, switched on."""
    modelmax_nb.configure(simulator=True)
    return modelmax_nb.current_session().simulator


def test_ask_returns_an_answer(simulator: Simulator) -> None:
    """One request, with the options that were given."""
    answer = modelmax_nb.ask("Hello", model="deepseek-v3.2", system="Be kind", temperature=0.1, stop="END")
    assert answer.model == "deepseek-v3.2"
    assert answer.simulated
    assert len(simulator.requests()) == 1


def test_ask_raises_one_exception_with_everything_in_it(simulator: Simulator) -> None:
    """The diagnosis, every attempt and the SDK's own error."""
    simulator.play("502-outage", "502-outage", "502-throttle")
    with pytest.raises(ModelMaxError) as caught:
        modelmax_nb.ask("Hello")
    assert caught.value.diagnosis.entry.slug == "provider-throttled"
    assert len(caught.value.attempts) == 3
    assert isinstance(caught.value.__cause__, openai.InternalServerError)


def test_a_misspelt_option_is_named(simulator: Simulator) -> None:
    """Nothing is sent."""
    with pytest.raises(TypeError, match="no option 'temprature', only model"):
        modelmax_nb.ask("Hello", temprature=1)  # type: ignore[call-arg]
    assert simulator.requests() == []


def test_ask_async_does_the_same(simulator: Simulator) -> None:
    """The same rules of repeating; many at once."""
    simulator.play("500", "ok")

    async def both() -> list[str]:
        return await asyncio.gather(modelmax_nb.ask_async("One"), modelmax_nb.ask_async("Two"))

    one, two = asyncio.run(both())
    assert one != two
    assert len(simulator.requests()) == 3
    simulator.play("402")
    with pytest.raises(ModelMaxError, match="insufficient-balance"):
        asyncio.run(modelmax_nb.ask_async("Hello"))


def test_a_client_for_the_readers_own_code(simulator: Simulator) -> None:
    """The real SDK, its own exceptions, the session's simulator; repeats only when asked for."""
    client = modelmax_nb.openai_client()
    assert isinstance(client, openai.OpenAI)
    simulator.play("502-outage", repeat=True)
    with pytest.raises(openai.InternalServerError):
        client.chat.completions.create(model="deepseek-v3.2", messages=[{"role": "user", "content": "Hi"}])
    assert len(simulator.requests()) == 1
    with pytest.raises(openai.InternalServerError):
        modelmax_nb.openai_client(max_retries=2).chat.completions.create(
            model="deepseek-v3.2", messages=[{"role": "user", "content": "Hi"}]
        )
    assert len(simulator.requests()) == 4


def test_an_async_client_streams(simulator: Simulator) -> None:
    """The asynchronous twin works against the same simulator."""

    async def read() -> str:
        stream = await modelmax_nb.async_openai_client().chat.completions.create(
            model="deepseek-v3.2", messages=[{"role": "user", "content": "Hi"}], stream=True
        )
        return "".join([chunk.choices[0].delta.content or "" async for chunk in stream if chunk.choices])

    assert "imulated" in asyncio.run(read())


def test_over_real_http_the_same_diagnosis(simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """A base URL and a key: no simulator of ours in between, and the server's mark is still believed."""
    monkeypatch.setenv("MODELMAX_API_KEY", "sk-sim-empty")
    monkeypatch.setenv("MODELMAX_BASE_URL", simulator.url)
    modelmax_nb.configure(simulator=False)
    with pytest.raises(ModelMaxError) as caught:
        modelmax_nb.ask("Hello")
    assert caught.value.diagnosis.entry.slug == "insufficient-balance"
    assert caught.value.diagnosis.failure.key_source == "MODELMAX_API_KEY"
    monkeypatch.setenv("MODELMAX_API_KEY", "sk-sim-good")
    assert modelmax_nb.ask("Hello").simulated


@pytest.mark.parametrize(
    ("base_url", "slug"),
    [
        ("http://127.0.0.1:9/v1", "connection-refused"),
        ("https://nowhere.invalid/v1", "host-not-found"),
        ("http://example.com/v1", "plain-http-refused"),
        ("nonsense", "bad-base-url"),
    ],
)
def test_faults_on_the_way(base_url: str, slug: str) -> None:
    """Rows 10 and 19: nothing is called a network problem that is none."""
    modelmax_nb.configure(api_key="sk-test-0123456789ab", base_url=base_url)
    with pytest.raises(ModelMaxError) as caught:
        modelmax_nb.ask("Hello", attempts=1)
    assert caught.value.diagnosis.entry.slug == slug


def test_a_base_url_without_v1_is_told_apart(simulator: Simulator) -> None:
    """Row 19: the request goes to ``/chat/completions``, where nothing is."""
    modelmax_nb.configure(simulator=False, api_key="sk-sim-good", base_url=simulator.url.removesuffix("/v1"))
    with pytest.raises(ModelMaxError) as caught:
        modelmax_nb.ask("Hello")
    assert caught.value.diagnosis.entry.slug == "wrong-base-url"


def test_headers_for_another_vendor_stay_at_home(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The SDK reads ``OPENAI_*`` variables by itself; none of them reaches ModelMax."""
    monkeypatch.setenv("OPENAI_ORG_ID", "org-1")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "proj-1")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Secret: 1")
    seen: dict[str, str] = {}
    client = modelmax_nb.openai_client()
    client._client.event_hooks["request"] = [lambda request: seen.update(request.headers)]
    client.models.list()
    assert "authorization" in seen
    assert not {"openai-organization", "openai-project", "x-secret"} & set(seen)


def test_explain_takes_what_the_sdk_raises(simulator: Simulator) -> None:
    """Its ``str`` is the card, it shows itself as a card in a notebook, and it holds no key."""
    client = modelmax_nb.openai_client()
    with pytest.raises(openai.BadRequestError) as caught:
        client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": "Hi"}])
    explained = explain(caught.value)
    assert explained.entry.slug == "unknown-model"
    assert "There is no model called `gpt-4o`." in str(explained)
    assert "text/html" in explained._repr_mimebundle_()
    assert "sk-sim-good" not in str(explained._repr_mimebundle_())


BALANCE = {"error": {"message": "insufficient balance", "type": "insufficient_balance"}}
PAGE = "HTTP/1.1 502 Bad Gateway\ncontent-type: text/html\n\n<html>bad gateway</html>"


@pytest.mark.parametrize(
    ("failed", "status", "slug"),
    [
        (json.dumps(BALANCE), None, "insufficient-balance"),
        ({"error": {"message": "model not found: gpt-4o", "type": "bad_request"}}, None, "unknown-model"),
        (f"Error code: 402 - {BALANCE}", None, "insufficient-balance"),
        (PAGE, None, "gateway-page"),
        ("nothing that anybody knows", 418, "not-recognised"),
        (TypeError("'NoneType' object is not subscriptable"), None, None),
    ],
)  # fmt: skip
def test_explain_takes_what_was_pasted(failed: object, status: int | None, slug: str | None) -> None:
    """Bodies, HTTP responses, a line of the SDK, any exception; never an exception of its own."""
    explained = explain(failed, status=status)
    if slug is not None:
        assert explained.entry.slug == slug
    assert str(explained)


def test_explain_finds_nothing_wrong_with_a_whole_answer(simulator: Simulator) -> None:
    """It says so instead of inventing a failure."""
    completion = modelmax_nb.openai_client().chat.completions.create(
        model="deepseek-v3.2", messages=[{"role": "user", "content": "Hi"}]
    )
    with pytest.raises(ValueError, match="nothing to explain"):
        explain(completion)


def test_a_card_waits_for_the_list_of_models_once(simulator: Simulator) -> None:
    """A service that gives no list is not asked again, and never after an interrupt."""
    simulator.play("models: 503", repeat=True)
    for _ in range(3):
        with pytest.raises(ModelMaxError):
            modelmax_nb.ask("Hello", model="gpt-4o")
    asked = [row["method"] for row in simulator.requests()]
    assert asked.count("GET") == 1


def test_reports_do_not_show_the_key(simulator: Simulator) -> None:
    """A report may be printed."""
    modelmax_nb.ask("Hello")
    assert "sk-sim-good" not in repr(modelmax_nb.current_session().last)
