"""The skin for a page in a browser, where nothing can listen: addresses of this process alone.

There, ``http://127.0.0.1:PORT/v1`` is no other machine's business: httpx2's transports look here first, so
that ``OpenAI(base_url=simulator.url)`` works as it does elsewhere. Other hosts are reached, or not, as ever.

Source: vendor code (in Pyodide httpx2 sends with the browser's ``fetch``, which finds nothing inside a page).
"""

import warnings
from itertools import count
from typing import TYPE_CHECKING, Any

import httpx2

from .transport import AsyncSimulatorTransport, SimulatorTransport, check_headers

if TYPE_CHECKING:
    from .simulator import Simulator

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
REFUSED = "[Errno 111] Connection refused"
_FIRST_PORT = 49152  # the first of those that belong to nobody
_ports = count(_FIRST_PORT)
_served: dict[int, "Simulator"] = {}
_usual: list[Any] = []  # the two methods that send, as they were before this page was looked at first


class PageServer:
    """An address in this process, until it is closed.

    Args:
        simulator: Who answers.
        host: A name of this computer.
        port: 0 takes a free one.

    Raises:
        OSError: The port is taken, or *host* is another machine.
    """

    def __init__(self, simulator: "Simulator", host: str = "127.0.0.1", port: int = 0) -> None:
        if host not in LOOPBACK:
            raise OSError(f"a page in a browser cannot serve at {host}, only at 127.0.0.1")
        self._port = port or next(port for port in _ports if port not in _served)
        if self._port in _served:
            raise OSError(f"[Errno 98] Address already in use: port {self._port}")
        self.origin = f"http://{host}:{self._port}"
        _served[self._port] = simulator
        look_here_first()

    @property
    def url(self) -> str:
        """The base URL for a client."""
        return f"{self.origin}/v1"

    def close(self) -> None:
        """Answer no longer."""
        _served.pop(self._port, None)


def look_here_first() -> None:
    """Let httpx2's transports ask this page before they send anything; again, it changes nothing.

    A detour that is on its way puts back what it found, so this is not done a second time over it.
    """
    # Said whenever the SDK makes a client there; nobody who reads it could do anything about it.
    warnings.filterwarnings("ignore", message=r"The following transport option\(s\)", category=UserWarning)
    if not _usual:
        _usual[:] = [httpx2.HTTPTransport.handle_request, httpx2.AsyncHTTPTransport.handle_async_request]
        httpx2.HTTPTransport.handle_request = _handle  # type: ignore[method-assign]
        httpx2.AsyncHTTPTransport.handle_async_request = _handle_async  # type: ignore[method-assign]


def look_away() -> None:
    """Undo it all: no address is served, httpx2 sends as it did."""
    _served.clear()
    if _usual:
        httpx2.HTTPTransport.handle_request = _usual[0]  # type: ignore[method-assign]
        httpx2.AsyncHTTPTransport.handle_async_request = _usual[1]  # type: ignore[method-assign]
        _usual.clear()


def _whose(request: httpx2.Request) -> "Simulator | None":
    """Return who answers *request*; None when it leaves the page.

    Raises:
        httpx2.ConnectError: It is meant for this computer, and nobody is there.
        httpx2.LocalProtocolError: A header could not be sent over a real connection either.
    """
    if request.url.host not in LOOPBACK:
        return None
    simulator = _served.get(request.url.port or 80)
    if simulator is None:
        raise httpx2.ConnectError(REFUSED, request=request) from ConnectionRefusedError(111, REFUSED)
    check_headers(request)
    return simulator


def _handle(self: httpx2.HTTPTransport, request: httpx2.Request) -> httpx2.Response:
    simulator = _whose(request)
    transport = None if simulator is None else SimulatorTransport(simulator)
    response: httpx2.Response = transport.handle_request(request) if transport else _usual[0](self, request)
    return response


async def _handle_async(self: httpx2.AsyncHTTPTransport, request: httpx2.Request) -> httpx2.Response:
    simulator = _whose(request)
    if simulator is not None:
        return await AsyncSimulatorTransport(simulator).handle_async_request(request)
    response: httpx2.Response = await _usual[1](self, request)
    return response
