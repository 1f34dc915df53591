"""Detours: what a client would send over the network goes to a simulator in this process.

Two need it: a trial of a function, for its own threads (`detour`), and a page in a browser, where nothing can
listen (`page`). Each hangs up a signpost; before httpx2's transports send, they ask the newest one first.
"""

import socket
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import httpx2

from .transport import AsyncSimulatorTransport, SimulatorTransport, check_headers

if TYPE_CHECKING:
    from .simulator import Simulator

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
Signpost = Callable[[httpx2.Request], "Simulator | None"]
"""Says who answers a request; None when that is none of its business. May raise ``httpx2.ConnectError``."""

_signposts: list[Signpost] = []
_usual: list[Any] = []  # the two methods that send, as they were before the first signpost


def hang_up(signpost: Signpost) -> None:
    """Ask *signpost* first before anything is sent; if it hangs already, nothing changes."""
    if not _signposts:
        _usual[:] = _replace_senders(_send, _send_async)
    if signpost not in _signposts:
        _signposts.append(signpost)


def take_down(signpost: Signpost) -> None:
    """Ask *signpost* no longer; without any, httpx2 sends as it did."""
    if signpost in _signposts:
        _signposts.remove(signpost)
        if not _signposts:
            _replace_senders(*_usual)


def _replace_senders(sync: Any, asynchronous: Any) -> tuple[Any, Any]:  # noqa: ANN401 - methods, ours or others
    """Put other methods into httpx2's transports; return those that were there."""
    before = httpx2.HTTPTransport.handle_request, httpx2.AsyncHTTPTransport.handle_async_request
    httpx2.HTTPTransport.handle_request = sync  # type: ignore[method-assign]
    httpx2.AsyncHTTPTransport.handle_async_request = asynchronous  # type: ignore[method-assign]
    return before


def _who_answers(request: httpx2.Request) -> "Simulator | None":
    """Ask the signposts; None when *request* goes its usual way.

    Raises:
        httpx2.ConnectError: It finds nobody.
        httpx2.LocalProtocolError: A header could not be sent over a real connection either.
    """
    for signpost in reversed(_signposts):
        simulator = signpost(request)
        if simulator is not None:
            check_headers(request)
            return simulator
    return None


def _send(transport: httpx2.HTTPTransport, request: httpx2.Request) -> httpx2.Response:
    simulator = _who_answers(request)
    if simulator is not None:
        return SimulatorTransport(simulator).handle_request(request)
    response: httpx2.Response = _usual[0](transport, request)
    return response


async def _send_async(transport: httpx2.AsyncHTTPTransport, request: httpx2.Request) -> httpx2.Response:
    simulator = _who_answers(request)
    if simulator is not None:
        return await AsyncSimulatorTransport(simulator).handle_async_request(request)
    response: httpx2.Response = await _usual[1](transport, request)
    return response


@contextmanager
def detour(simulator: "Simulator", hosts: Collection[str], applies: Callable[[], bool]) -> Iterator[None]:
    """Send what goes to *hosts* or to this computer to *simulator*; other hosts are not found.

    Only requests from threads for which *applies* says so are touched. No socket is opened for them, so
    their waits happen on the simulator's clock. Other libraries find this computer alone.

    Args:
        simulator: Who answers.
        hosts: Names of the real service.
        applies: Asked in the thread that sends.
    """
    known = {*hosts, *LOOPBACK}
    usual_look_up = socket.getaddrinfo

    def look_up(host: Any, *rest: Any, **named: Any) -> Any:  # noqa: ANN401 - as the real one
        if applies() and host not in {None, "", *LOOPBACK}:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return usual_look_up(host, *rest, **named)

    def to_the_simulator(request: httpx2.Request) -> "Simulator | None":
        if not applies():
            return None
        if request.url.host not in known:  # said with the wording of Linux
            raise httpx2.ConnectError("[Errno -2] Name or service not known", request=request)
        return simulator

    hang_up(to_the_simulator)
    socket.getaddrinfo = look_up
    try:
        yield
    finally:
        socket.getaddrinfo = usual_look_up
        take_down(to_the_simulator)
