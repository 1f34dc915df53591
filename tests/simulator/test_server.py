"""The HTTP server: real framing, real ends of connections, every kind of client."""

import json
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest

from modelmax_nb.simulator import GOOD_KEY, RealClock, Simulator, VirtualClock
from modelmax_nb.simulator.assumptions import Pace
from tests.simulator.calls import chat_body, eventually, stream_events

AUTH = f"Authorization: Bearer {GOOD_KEY}\r\n"
CHAT = "/v1/chat/completions"


@pytest.fixture
def web(served: Simulator) -> Iterator[httpx2.Client]:
    """A plain HTTP client of the served simulator, with the good key."""
    headers = {"authorization": f"Bearer {GOOD_KEY}"}
    origin = served.url.removesuffix("/v1")
    with httpx2.Client(base_url=origin, headers=headers, trust_env=False) as client:
        yield client


def connect(simulator: Simulator) -> socket.socket:
    """Open a bare connection."""
    host, _, port = simulator.url.removeprefix("http://").removesuffix("/v1").partition(":")
    connection = socket.create_connection((host, int(port)), timeout=10)
    connection.settimeout(10)
    return connection


def raw(body: bytes, headers: str = AUTH, method: str = "POST", path: str = CHAT) -> bytes:
    """Write a request by hand."""
    head = f"{method} {path} HTTP/1.1\r\nHost: sim.test\r\n{headers}Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def read_to_end(connection: socket.socket) -> bytes:
    """Read until the server closes."""
    received = b""
    while block := connection.recv(65536):
        received += block
    return received


def talk(simulator: Simulator, request: bytes) -> bytes:
    """Send bytes, then read until the server closes."""
    with connect(simulator) as connection:
        connection.sendall(request)
        return read_to_end(connection)


def encoded(**changes: object) -> bytes:
    """A chat request as bytes."""
    return json.dumps(chat_body(**changes)).encode()


def test_it_starts_when_its_address_is_wanted_and_stops_for_good() -> None:
    """No port is open before and none after."""
    with Simulator() as simulator:
        assert not simulator.serving
        url = simulator.url
        assert simulator.serving
        assert simulator.url == url
        assert url.startswith("http://127.0.0.1:")
        assert url.endswith("/v1")
    assert not simulator.serving
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(url, trust_env=False)


def test_two_simulators_never_collide() -> None:
    """Each takes a free port, and their accounts are apart."""
    with Simulator() as first, Simulator() as second:
        assert first.url != second.url


def test_a_taken_port_is_an_error(served: Simulator) -> None:
    """It is not shared in silence."""
    port = int(served.url.removesuffix("/v1").rpartition(":")[2])
    with Simulator() as other, pytest.raises(OSError, match="in use"):
        other.serve(port=port)


def test_one_connection_serves_many_requests(served: Simulator) -> None:
    """Keep-alive holds across good answers, streams and refusals."""
    with connect(served) as connection:
        for body in (encoded(), encoded(stream=True), b"{", encoded(model="nope")):
            connection.sendall(raw(body))
            seen = b""
            while not seen.endswith((b"}}", b"0\r\n\r\n")):
                block = connection.recv(65536)
                assert block
                seen += block
    statuses = [entry["status"] for entry in served.requests()]
    assert statuses == [200, 200, 400, 400]


def test_a_stream_is_chunked_to_the_byte(served: Simulator) -> None:
    """Every event is a chunk, and the last chunk is empty."""
    request = raw(encoded(stream=True), f"{AUTH}Connection: close\r\n")
    head, _, body = talk(served, request).partition(b"\r\n\r\n")
    assert b"Transfer-Encoding: chunked" in head
    data = b""
    while True:
        size, _, body = body.partition(b"\r\n")
        if int(size, 16) == 0:
            break
        data += body[: int(size, 16)]
        body = body[int(size, 16) :].removeprefix(b"\r\n")
    assert body == b"\r\n"
    assert stream_events(data.decode())[-1] == "[DONE]"


@pytest.mark.parametrize(
    ("scenario", "chunked"), [("stream-cut", True), ("stream-end-early", False)], ids=["chunked", "close"]
)
def test_a_cut_stream_lacks_its_end(served: Simulator, scenario: str, *, chunked: bool) -> None:
    """Chunked framing shows the cut; a body that ends at close does not."""
    served.play(scenario)
    received = talk(served, raw(encoded(stream=True)))
    assert (b"Transfer-Encoding: chunked" in received) is chunked
    assert (b"Connection: close" in received) is not chunked
    assert not received.endswith(b"0\r\n\r\n")
    assert b"[DONE]" not in received
    assert b'"finish_reason":"stop"' not in received


def test_a_reset_is_a_reset(served: Simulator) -> None:
    """RST comes, not a polite end."""
    served.play("reset")
    with pytest.raises(ConnectionResetError):
        talk(served, raw(encoded()))


def test_a_stall_ends_when_the_client_leaves(served: Simulator) -> None:
    """Then the server's thread is free again; others were served meanwhile."""
    with connect(served) as silent:
        silent.sendall(raw(encoded(), f"{AUTH}X-Simulate: stall\r\n"))
        assert b"200 OK" in talk(served, raw(encoded(), f"{AUTH}Connection: close\r\n"))
        eventually(lambda: "stalled" in [entry["outcome"] for entry in served.requests()])
        assert served._server is not None
        assert len(served._server._listener._open) >= 1
    eventually(lambda: not served._server._listener._open)


def test_closing_ends_a_stall() -> None:
    """A class can always be dismissed; the client sees the connection end."""
    simulator = Simulator(clock=RealClock(100))
    simulator.play("stall")
    with connect(simulator) as silent:
        silent.sendall(raw(encoded(), f"{AUTH}X-Simulate: stall\r\n"))
        ended = threading.Thread(target=read_to_end, args=(silent,))
        ended.start()
        eventually(simulator.requests)
        simulator.close()
        ended.join(5)
        assert not ended.is_alive()
    assert [entry["outcome"] for entry in simulator.requests()] == ["stalled"]


def test_a_client_that_leaves_a_stream_is_noticed_and_pays_nothing() -> None:
    """The wait between two chunks is enough to see it go."""
    with Simulator(pace=Pace(latency=1000.0)) as simulator:
        with connect(simulator) as connection:
            connection.sendall(raw(encoded(stream=True)))
            eventually(simulator.requests)
        simulator.close()
        (entry,) = simulator.requests()
        assert (entry["outcome"], entry["charge"]) == ("client-left", 0.0)
        assert simulator.account(GOOD_KEY).balance == 5


def test_a_virtual_clock_does_not_stop_the_server() -> None:
    """Sockets take real time whatever clock the simulator has."""
    with Simulator(clock=VirtualClock()) as simulator:
        response = httpx2.get(f"{simulator.url}/models", headers={"authorization": f"Bearer {GOOD_KEY}"})
        assert response.status_code == 200


def test_thirty_clients_are_served_at_once(served: Simulator) -> None:
    """Each gets its own whole answer, and the journal counts every request once."""

    def ask(name: int) -> str:
        headers = {"authorization": f"Bearer {GOOD_KEY}-{name}"}
        body = chat_body(stream=True, messages=[{"role": "user", "content": f"student {name} here"}])
        return httpx2.post(f"{served.url}/chat/completions", json=body, headers=headers, timeout=30).text

    with ThreadPoolExecutor(30) as pool:
        answers = list(pool.map(ask, range(30)))
    for name, answer in enumerate(answers):
        deltas = [event for event in stream_events(answer) if event != "[DONE]"]
        text = "".join(choice["delta"].get("content", "") for event in deltas for choice in event["choices"])
        assert f"student {name} here" in text
        assert len(served.account(f"{GOOD_KEY}-{name}").ledger) == 1
    assert sorted(int(str(entry["n"])) for entry in served.requests()) == list(range(1, 31))


def chunked(*blocks: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    """Write a request body in chunks, as Node and curl may."""
    head = f"POST {CHAT} HTTP/1.1\r\nHost: x\r\n{AUTH}Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    return head.encode() + b"".join(b"%x\r\n%b\r\n" % (len(block), block) for block in blocks) + end


@pytest.mark.parametrize(
    "end", [b"0\r\n\r\n", b"0;x=1\r\nX-Sum: 5\r\n\r\n"], ids=["plain", "extension and trailer"]
)
def test_a_chunked_request_is_read(served: Simulator, end: bytes) -> None:
    """The body may come in pieces."""
    body = encoded()
    assert b"200 OK" in talk(served, chunked(body[:10], body[10:], end=end))


@pytest.mark.parametrize(
    "request_bytes",
    [
        chunked(end=b"zz\r\n\r\n"),
        raw(b"").replace(b"Content-Length: 0", b"Content-Length: many"),
        raw(b"").replace(b"Content-Length: 0", b"Content-Length: -5"),
    ],
    ids=["chunk size", "length", "negative length"],
)
def test_a_body_that_is_no_http_is_refused(served: Simulator, request_bytes: bytes) -> None:
    """With a 400 of the simulator's own and a closed connection."""
    received = talk(served, request_bytes)
    assert received.startswith(b"HTTP/1.1 400 ")
    assert b"Simulator: the request body could not be read." in received


def test_a_body_without_a_length_is_empty(served: Simulator) -> None:
    """The service then misses its JSON."""
    request = f"POST {CHAT} HTTP/1.1\r\nHost: x\r\n{AUTH}Connection: close\r\n\r\n".encode()
    assert b"the request body is not valid JSON" in talk(served, request)


def test_a_huge_body_is_refused_after_it_was_sent(web: httpx2.Client, served: Simulator) -> None:
    """413 reaches the client; the connection stays usable."""
    response = web.post(CHAT, content=b"x" * 20_000_001)
    assert response.status_code == 413
    assert "larger than 20 MB" in response.json()["error"]["message"]
    assert web.post(CHAT, json=chat_body()).status_code == 200
    assert [entry["status"] for entry in served.requests()] == [413, 200]


def test_a_client_that_asks_first_is_told_before_it_sends(served: Simulator) -> None:
    """With Expect: 100-continue a huge body never travels."""
    head = raw(b"", f"{AUTH}Expect: 100-continue\r\n").replace(
        b"Content-Length: 0", b"Content-Length: 99999999"
    )
    assert talk(served, head).startswith(b"HTTP/1.1 413 ")
    small = raw(encoded(), f"{AUTH}Expect: 100-continue\r\nConnection: close\r\n")
    assert b"HTTP/1.1 200 OK" in talk(served, small)


def test_a_mistake_of_the_simulators_own_looks_like_one(web: httpx2.Client, served: Simulator) -> None:
    """Neither silence nor a broken connection, and the next request is served."""
    models = served.state.models
    served.state.models = {"deepseek-v3.2": object()}  # type: ignore[dict-item]
    response = web.post(CHAT, json=chat_body())
    assert response.status_code == 500
    assert "a mistake in the simulator" in response.json()["error"]["message"]
    served.state.models = models
    assert web.post(CHAT, json=chat_body()).status_code == 200


def test_a_port_can_be_used_again_at_once() -> None:
    """Stopping and starting a class's server does not wait for the system to forget old connections."""
    with Simulator() as first:
        port = int(first.url.removesuffix("/v1").rpartition(":")[2])
        talk(first, raw(encoded(), f"{AUTH}Connection: close\r\n"))
    with Simulator() as second:
        assert second.serve(port=port) == f"http://127.0.0.1:{port}/v1"


def test_a_head_request_gets_no_body(served: Simulator) -> None:
    """Or the next answer on the connection would begin with it."""
    request = raw(b"", f"{AUTH}Connection: close\r\n", method="HEAD", path="/v1/models")
    assert talk(served, request).endswith(b"\r\n\r\n")


def test_the_front_page_tells_a_student_what_to_do(web: httpx2.Client, served: Simulator) -> None:
    """Keys, scenarios and a line for curl, without a key."""
    page = httpx2.get(served.url.removesuffix("v1"), trust_env=False).text
    for piece in ("simulator", served.url, GOOD_KEY, "502-outage", "X-Simulate: 502 outage, ok"):
        assert piece in page


def test_a_picture_can_be_fetched_from_its_address(web: httpx2.Client) -> None:
    """The address leads to this server."""
    answer = web.post("/v1/images/generations", json={"model": "imagen-3", "prompt": "x"}).json()
    assert httpx2.get(answer["data"][0]["url"], trust_env=False).content.startswith(b"\x89PNG")


def test_nothing_is_printed(served: Simulator, capfd: pytest.CaptureFixture[str]) -> None:
    """Not for good requests, broken ones, or clients that vanish."""
    served.play("reset, stream-cut, ok")
    with pytest.raises(ConnectionResetError):
        talk(served, raw(encoded()))
    talk(served, raw(encoded(stream=True)))
    talk(served, raw(encoded(), f"{AUTH}Connection: close\r\n"))
    talk(served, b"NONSENSE\r\n\r\n")
    with connect(served) as leaving:
        leaving.sendall(b"POST /v1/chat")
    assert capfd.readouterr() == ("", "")
