"""The skin without a socket: httpx2 transports over the core.

Waits happen on the simulator's clock, and the faults are those that a real connection shows, with the
wording of httpcore.
"""

from collections.abc import AsyncIterator, Generator, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING

import httpx2

from .events import LARGEST_BODY, Chunk, Cut, Event, Head, Request, Reset, Stall

if TYPE_CHECKING:
    from .simulator import Simulator

_NO_LIMIT = 3600.0  # a client without a read timeout would hang for good: an hour is long enough to tell


def check_headers(request: httpx2.Request) -> None:
    """Refuse what a connection refuses: a key pasted with a line break, above all.

    Source: vendor code (h11, with its wording; elsewhere httpx2 sends through it).
    """
    for _, value in request.headers.raw:
        if value.strip() != value or any(byte in value for byte in b"\x00\n\r"):
            raise httpx2.LocalProtocolError(f"Illegal header value {value!r}", request=request)


class _Playback:
    """Turns events into what a client feels: a wait, then bytes or an exception."""

    def __init__(self, request: httpx2.Request) -> None:
        self._request = request
        timeout = request.extensions.get("timeout", {}).get("read")
        self._limit: float = _NO_LIMIT if timeout is None else timeout
        self._head: Head | None = None
        self._received = 0

    def step(self, event: Event | None) -> tuple[float, httpx2.TransportError | None]:
        """Tell how long to wait for *event* and what to raise then; None stands for the proper end."""
        if isinstance(event, Stall):
            return self._limit, httpx2.ReadTimeout("timed out", request=self._request)
        if isinstance(event, Reset):
            return 0.0, httpx2.ReadError("[Errno 104] Connection reset by peer", request=self._request)
        if isinstance(event, Cut) or (event is None and self._head is None):
            return 0.0, self._cut()
        wait = 0.0 if event is None else event.after
        if wait > self._limit:
            return self._limit, httpx2.ReadTimeout("timed out", request=self._request)
        if isinstance(event, Head):
            self._head = event
        elif isinstance(event, Chunk):
            self._received += len(event.data)
        return wait, None

    def opening(self, event: Event | None, error: httpx2.TransportError | None) -> Head:
        """Read the first event as a head.

        Raises:
            httpx2.TransportError: *error*, or that there is no head.
        """
        if error is not None or not isinstance(event, Head):
            raise error or httpx2.RemoteProtocolError("no head", request=self._request)
        return event

    def body_events(self, events: Iterator[Event]) -> Iterator[Event]:
        """Give the events after the head; a body sent along with its head counts as sent, read or not."""
        together = self._head is not None and self._head.framing == "length"
        return chain(list(islice(events, 1)), events) if together else events

    def _cut(self) -> httpx2.TransportError | None:
        """Make what a client sees of a closed connection; nothing when closing is how the body ends."""
        if self._head is None:
            text = "Server disconnected without sending a response."
        elif self._head.framing == "close":
            return None
        elif self._head.framing == "chunked":
            text = "peer closed connection without sending complete message body (incomplete chunked read)"
        else:
            expected = dict(self._head.headers).get("content-length", "?")
            text = "peer closed connection without sending complete message body "
            text += f"(received {self._received} bytes, expected {expected})"
        return httpx2.RemoteProtocolError(text, request=self._request)

    def response(self, head: Head, stream: httpx2.SyncByteStream | httpx2.AsyncByteStream) -> httpx2.Response:
        """Make the response whose body is still to come."""
        headers = [*head.headers]
        if head.framing == "chunked":
            headers.append(("transfer-encoding", "chunked"))
        extensions = {"http_version": b"HTTP/1.1"}
        return httpx2.Response(
            head.status, headers=headers, stream=stream, extensions=extensions, request=self._request
        )


def _request_of(request: httpx2.Request, body: bytes) -> Request:
    url = request.url
    path, _, query = url.raw_path.decode("ascii").partition("?")
    headers = {name.lower(): value for name, value in request.headers.items()}
    origin = f"{url.scheme}://{url.netloc.decode('ascii')}"
    too_large = len(body) > LARGEST_BODY
    body = b"" if too_large else body
    return Request(request.method.upper(), path, query, headers, body, origin, too_large)


class _Body(httpx2.SyncByteStream):
    """The chunks of one answer, made as they are read."""

    def __init__(self, simulator: "Simulator", events: Generator[Event], playback: _Playback) -> None:
        self._simulator = simulator
        self._events = events
        self._playback = playback
        self._coming = playback.body_events(events)

    def __iter__(self) -> Iterator[bytes]:
        try:
            for event in self._coming:
                wait, error = self._playback.step(event)
                self._simulator.clock.sleep(wait)
                if error is not None:
                    raise error
                if isinstance(event, Chunk) and event.data:
                    yield event.data
        finally:
            self.close()

    def close(self) -> None:
        """Leave; an answer not read to its end is journalled as ``client-left``."""
        self._events.close()


class SimulatorTransport(httpx2.BaseTransport):
    """Sends each request to a simulator in the same process, whatever host the client believes in."""

    def __init__(self, simulator: "Simulator") -> None:
        self._simulator = simulator

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer *request*; the body is made while it is read.

        Raises:
            httpx2.TransportError: What the scenario does to the connection.
        """
        events = self._simulator.answer(_request_of(request, request.read()))
        playback = _Playback(request)
        try:
            head = next(events, None)
            wait, error = playback.step(head)
            self._simulator.clock.sleep(wait)
            opening = playback.opening(head, error)
        except BaseException:
            events.close()
            raise
        return playback.response(opening, _Body(self._simulator, events, playback))


class _AsyncBody(httpx2.AsyncByteStream):
    """The chunks of one answer, made as they are read, waiting on the event loop."""

    def __init__(self, simulator: "Simulator", events: Generator[Event], playback: _Playback) -> None:
        self._simulator = simulator
        self._events = events
        self._playback = playback
        self._coming = playback.body_events(events)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            for event in self._coming:
                wait, error = self._playback.step(event)
                await self._simulator.clock.sleep_async(wait)
                if error is not None:
                    raise error
                if isinstance(event, Chunk) and event.data:
                    yield event.data
        finally:
            await self.aclose()

    async def aclose(self) -> None:
        """Leave; an answer not read to its end is journalled as ``client-left``."""
        self._events.close()


class AsyncSimulatorTransport(httpx2.AsyncBaseTransport):
    """The same for asynchronous clients."""

    def __init__(self, simulator: "Simulator") -> None:
        self._simulator = simulator

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer *request*; the body is made while it is read.

        Raises:
            httpx2.TransportError: What the scenario does to the connection.
        """
        events = self._simulator.answer(_request_of(request, await request.aread()))
        playback = _Playback(request)
        try:
            head = next(events, None)
            wait, error = playback.step(head)
            await self._simulator.clock.sleep_async(wait)
            opening = playback.opening(head, error)
        except BaseException:
            events.close()
            raise
        return playback.response(opening, _AsyncBody(self._simulator, events, playback))
