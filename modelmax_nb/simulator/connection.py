"""One connection to the simulator's server: reads requests, and plays the core's events as bytes.

Ends of connections are real: a missing last chunk, a plain close, a reset.
"""

import socket
import struct
import sys
import threading
from collections.abc import Generator, Iterator
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlsplit

from .events import LARGEST_BODY, Chunk, Cut, Event, Head, Request, Reset, Stall
from .responses import ApiFault, refusal

if TYPE_CHECKING:
    from .server import Listener

_BLOCK = 65536
_MOST_TO_DISCARD = 10 * LARGEST_BODY
_IDLE = 300.0  # seconds after which a silent connection is closed
# Linger on, for no time: closing sends RST. Windows keeps the two numbers in shorts.
_RST = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)


class _BrokenBodyError(Exception):
    """The body cannot be read as HTTP."""


class Connection(BaseHTTPRequestHandler):
    """One connection: reads requests, plays the core's events."""

    server: "Listener"
    protocol_version = "HTTP/1.1"
    server_version = "modelmax-simulator"
    sys_version = ""
    wbufsize = -1  # head and body leave in one segment
    disable_nagle_algorithm = True
    timeout = _IDLE
    _head: Head | None = None
    _METHODS: ClassVar = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")

    def __getattr__(self, name: str) -> object:
        """Serve every method of ``_METHODS`` alike; the base class looks for one attribute each."""
        if name.removeprefix("do_") in self._METHODS:
            return self._serve
        raise AttributeError(name)

    def setup(self) -> None:
        """Announce the connection."""
        super().setup()
        self.server.opened(self.connection)

    def finish(self) -> None:
        """Take leave of it."""
        try:
            super().finish()
        except OSError:
            pass  # the client left first
        finally:
            self.server.closed()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Print nothing."""

    def handle_expect_100(self) -> bool:
        """Ask for the body only if it may come (curl asks before it sends a big one)."""
        if self._announced() <= LARGEST_BODY:
            return super().handle_expect_100()
        self._answer(b"", too_large=True)
        self.close_connection = True
        return False

    def _serve(self) -> None:
        try:
            body, too_large = self._read_body()
        except (_BrokenBodyError, ValueError):
            self._refuse_broken_body()
            return
        self._answer(body, too_large=too_large)

    def _answer(self, body: bytes, *, too_large: bool = False) -> None:
        request = self._request(body, too_large=too_large)
        self._play(self.server.simulator.answer(request, self.server.now()))

    # The request

    def _request(self, body: bytes, *, too_large: bool) -> Request:
        target = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        host = headers.get("host") or f"{self.server.server_name}:{self.server.server_port}"
        return Request(
            self.command, target.path, target.query, headers, body, f"http://{host}", too_large=too_large
        )

    def _announced(self) -> int:
        """Read Content-Length; raises for a value that is no length."""
        text = self.headers.get("content-length", "0").strip()
        if not text.isdecimal():
            raise _BrokenBodyError(text)
        return int(text)

    def _read_body(self) -> tuple[bytes, bool]:
        """Read the body to its end.

        Returns:
            The body, or nothing and True when it is too large; then it has been read and thrown away.
        """
        if "chunked" in self.headers.get("transfer-encoding", "").lower():
            blocks = self._chunked_blocks()
        else:
            blocks = self._blocks(self._announced())
        kept = bytearray()
        size = 0
        for block in blocks:
            size += len(block)
            if size <= LARGEST_BODY:
                kept += block
            elif size > _MOST_TO_DISCARD:
                raise _BrokenBodyError("far too large")
        return (b"", True) if size > LARGEST_BODY else (bytes(kept), False)

    def _blocks(self, length: int) -> Iterator[bytes]:
        while length > 0:
            block = self.rfile.read(min(length, _BLOCK))
            if not block:
                raise _BrokenBodyError("ended early")
            length -= len(block)
            yield block

    def _chunked_blocks(self) -> Iterator[bytes]:
        while size := int(self.rfile.readline(_BLOCK).split(b";")[0].strip(), 16):
            yield from self._blocks(size)
            self.rfile.readline(_BLOCK)
        while self.rfile.readline(_BLOCK).strip():
            pass  # trailers mean nothing here

    def _refuse_broken_body(self) -> None:
        """Answer a body that is no HTTP; the connection cannot be used again."""
        self.close_connection = True
        for event in refusal(ApiFault(400, "simulator", "Simulator: the request body could not be read.")):
            self._perform(event)

    # The answer

    def _play(self, events: Generator[Event]) -> None:
        """Send what the core says, when it says so.

        Raises:
            ConnectionError: When the connection has ended, by whoever.
        """
        self._head = None
        try:
            for event in events:
                self._perform(event)
            if self._head is not None and self._head.framing == "chunked":
                self.wfile.write(b"0\r\n\r\n")
            self.wfile.flush()
        except ConnectionError:
            self.close_connection = True
            raise
        except Exception as fault:
            self.close_connection = True
            if self._head is not None:
                raise
            # A mistake in the simulator must look like one, not like a broken network.
            text = f"Simulator: it failed with {type(fault).__name__}. This is a mistake in the simulator."
            for event in refusal(ApiFault(500, "simulator", text)):
                self._perform(event)
        finally:
            events.close()

    def _perform(self, event: Event) -> None:
        match event:
            case Head():
                self._wait(event.after)
                self._head = event
                self._send_head(event)
            case Chunk():
                self._wait(event.after)
                self._send_chunk(event.data)
            case Cut():
                self.wfile.flush()
                raise ConnectionAbortedError
            case Reset():
                self._reset()
            case Stall():
                self.wfile.flush()
                self._wait_for_the_end()

    def _send_head(self, head: Head) -> None:
        self.send_response_only(head.status)
        self.send_header("Date", self.date_time_string())
        for name, value in head.headers:
            self.send_header(name, value)
        if head.framing == "chunked":
            self.send_header("Transfer-Encoding", "chunked")
        if head.framing == "close" or self.close_connection:
            self.send_header("Connection", "close")  # also makes the base class close it
        self.end_headers()

    def _send_chunk(self, data: bytes) -> None:
        if self.command == "HEAD" or not data:
            return  # an empty chunk would end the body
        if self._head is not None and self._head.framing == "chunked":
            self.wfile.write(b"%x\r\n%b\r\n" % (len(data), data))
            self.wfile.flush()
        else:
            self.wfile.write(data)

    def _wait(self, seconds: float) -> None:
        """Let simulated time pass, and notice at once when the client leaves."""
        real = self.server.real_seconds(seconds)
        if real > 0:
            self._wait_really(real)

    def _wait_really(self, real: float) -> None:
        """Let *real* seconds pass on the wall."""
        self.wfile.flush()
        self.connection.settimeout(real)
        try:
            if not self.connection.recv(1, socket.MSG_PEEK):
                raise ConnectionAbortedError
            # A next request is waiting already, so nothing can be told from the socket.
            threading.Event().wait(real)
        except TimeoutError:
            pass  # nothing came: the client is waiting too
        finally:
            self.connection.settimeout(self.timeout)

    def _wait_for_the_end(self) -> None:
        """Say nothing until the client leaves or the server closes."""
        while True:
            self._wait_really(_IDLE)

    def _reset(self) -> None:
        """Close the socket itself, so that RST goes out and no polite FIN before it."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RST)
        self.wfile.close()
        self.rfile.close()
        self.connection.close()
        raise ConnectionResetError
