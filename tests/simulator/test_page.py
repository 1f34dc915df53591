"""The skin of the browser edition, tried outside a browser: no socket, one address of this process."""

import asyncio
import socket
from collections.abc import Iterator

import httpx2
import openai
import pytest

from modelmax_nb.simulator import GOOD_KEY, Simulator, VirtualClock
from modelmax_nb.simulator.detour import detour
from modelmax_nb.simulator.page import PageServer, look_away

MODEL = "gemini-3-flash-preview"
HI = [{"role": "user", "content": "Hi"}]


@pytest.fixture
def simulator(monkeypatch: pytest.MonkeyPatch) -> Iterator[Simulator]:
    """A simulator, in a process where no socket connects."""
    monkeypatch.setattr(socket.socket, "connect", _no_socket)
    yield Simulator(clock=VirtualClock())
    look_away()


def _no_socket(*_args: object) -> None:
    raise AssertionError("a socket was used")


def test_a_plain_client_reaches_it(simulator: Simulator) -> None:
    """``OpenAI(base_url=...)``, given nothing else, gets its answer."""
    client = openai.OpenAI(api_key=GOOD_KEY, base_url=PageServer(simulator).url)
    reply = client.chat.completions.create(model=MODEL, messages=HI)
    assert reply.choices[0].message.content
    assert [request["status"] for request in simulator.requests()] == [200]


def test_a_client_made_before_reaches_it(simulator: Simulator) -> None:
    """It makes no difference when the client was made."""
    with httpx2.Client() as client:
        url = PageServer(simulator).url
        assert client.get(f"{url}/models", headers={"authorization": f"Bearer {GOOD_KEY}"}).status_code == 200


def test_the_sdk_repeats_as_it_does_elsewhere(simulator: Simulator) -> None:
    """A scenario is met by each attempt of the SDK in turn."""
    client = openai.OpenAI(api_key=GOOD_KEY, base_url=PageServer(simulator).url, max_retries=0)
    simulator.play("500", "402")
    for expected in (500, 402):
        with pytest.raises(openai.APIStatusError) as caught:
            client.chat.completions.create(model=MODEL, messages=HI)
        assert caught.value.status_code == expected


def test_a_stream_comes_piece_by_piece(simulator: Simulator) -> None:
    """The journal knows a stream that was left halfway."""
    client = openai.OpenAI(api_key=GOOD_KEY, base_url=PageServer(simulator).url)
    with client.chat.completions.create(model=MODEL, messages=HI, stream=True) as stream:
        next(iter(stream))
    assert simulator.requests()[-1]["outcome"] == "client-left"


def test_asynchronous_clients_reach_it(simulator: Simulator) -> None:
    """The same for ``AsyncOpenAI``."""

    async def ask() -> str | None:
        async with openai.AsyncOpenAI(api_key=GOOD_KEY, base_url=PageServer(simulator).url) as client:
            reply = await client.chat.completions.create(model=MODEL, messages=HI)
        return reply.choices[0].message.content

    assert asyncio.run(ask())


@pytest.mark.parametrize("closed", [False, True])
def test_an_address_without_a_server_refuses(simulator: Simulator, *, closed: bool) -> None:
    """Where nobody serves, or no longer, loopback refuses as it does on any computer."""
    server = PageServer(simulator)
    if closed:
        server.close()
    url = server.url if closed else "http://localhost:1/v1"
    client = openai.OpenAI(api_key=GOOD_KEY, base_url=url, max_retries=0)
    with pytest.raises(openai.APIConnectionError) as caught:
        client.models.list()
    assert "refused" in str(caught.value.__cause__)


def test_other_machines_are_left_alone(simulator: Simulator) -> None:
    """What is not on loopback goes its usual way."""
    PageServer(simulator)
    with httpx2.Client() as client, pytest.raises((httpx2.ConnectError, AssertionError)):
        client.get("http://other.example/")


def test_two_simulators_have_two_addresses(simulator: Simulator) -> None:
    """Each is reached at its own."""
    with Simulator(clock=VirtualClock()) as other:
        urls = [PageServer(simulator).url, PageServer(other).url]
        httpx2.get(f"{urls[1]}/models")
        assert (len(simulator.requests()), len(other.requests())) == (0, 1)


def test_a_port_is_given_once(simulator: Simulator) -> None:
    """A port in use is an ``OSError``, as with a socket; so is a host that is not this page."""
    PageServer(simulator, port=8000)
    with pytest.raises(OSError, match="in use"):
        PageServer(simulator, port=8000)
    with pytest.raises(OSError, match=r"only at 127\.0\.0\.1"):
        PageServer(simulator, host="0.0.0.0")  # noqa: S104 - it is refused


def test_a_key_with_a_line_break_is_not_sent(simulator: Simulator) -> None:
    """A header that no connection would carry is refused here too, in the words of h11."""
    client = openai.OpenAI(api_key=GOOD_KEY + "\n", base_url=PageServer(simulator).url, max_retries=0)
    with pytest.raises(openai.APIConnectionError) as caught:
        client.models.list()
    assert "Illegal header value" in str(caught.value.__cause__)
    assert simulator.requests() == []


def test_a_trial_leaves_it_as_it_was(simulator: Simulator) -> None:
    """A detour over it ends where it began, also when more is served meanwhile."""
    client = openai.OpenAI(api_key=GOOD_KEY, base_url=PageServer(simulator).url)
    with Simulator(clock=VirtualClock()) as other:
        with detour(other, (), lambda: True):
            PageServer(other)
            client.models.list()
        client.models.list()
        assert (len(simulator.requests()), len(other.requests())) == (1, 1)


def test_httpx2_gets_its_own_methods_back() -> None:
    """Whichever of the two ends last, nothing of ours stays in httpx2."""
    before = httpx2.HTTPTransport.handle_request, httpx2.AsyncHTTPTransport.handle_async_request
    with Simulator(clock=VirtualClock()) as simulator:
        with detour(simulator, (), lambda: True):
            PageServer(simulator)
            look_away()
            assert httpx2.HTTPTransport.handle_request is not before[0]
        assert (httpx2.HTTPTransport.handle_request, httpx2.AsyncHTTPTransport.handle_async_request) == before
