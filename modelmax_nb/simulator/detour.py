"""A detour: for a while, what a client would send over the network goes to a simulator in this process."""

import socket
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import httpx2

from .transport import check_headers

if TYPE_CHECKING:
    from .simulator import Simulator

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


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
    known = {*hosts, *_LOOPBACK}
    inside, inside_async = simulator.transport(), simulator.async_transport()
    usual = httpx2.HTTPTransport.handle_request
    usual_async = httpx2.AsyncHTTPTransport.handle_async_request
    usual_look_up = socket.getaddrinfo

    def look_up(host: Any, *rest: Any, **named: Any) -> Any:  # noqa: ANN401 - as the real one
        if applies() and host not in {None, "", *_LOOPBACK}:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return usual_look_up(host, *rest, **named)

    def send(transport: httpx2.HTTPTransport, request: httpx2.Request) -> httpx2.Response:
        if not applies():
            return usual(transport, request)
        _check_host(request, known)
        check_headers(request)
        return inside.handle_request(request)

    async def send_async(transport: httpx2.AsyncHTTPTransport, request: httpx2.Request) -> httpx2.Response:
        if not applies():
            return await usual_async(transport, request)
        _check_host(request, known)
        check_headers(request)
        return await inside_async.handle_async_request(request)

    doors: tuple[tuple[Any, str, object, object], ...] = (
        (socket, "getaddrinfo", look_up, usual_look_up),
        (httpx2.HTTPTransport, "handle_request", send, usual),
        (httpx2.AsyncHTTPTransport, "handle_async_request", send_async, usual_async),
    )
    try:
        for transport, name, stand_in, _ in doors:
            setattr(transport, name, stand_in)
        yield
    finally:
        for transport, name, _, before in doors:
            setattr(transport, name, before)


def _check_host(request: httpx2.Request, known: Collection[str]) -> None:
    """Fail as a name that the network does not know does, with the wording of Linux."""
    if request.url.host not in known:
        raise httpx2.ConnectError("[Errno -2] Name or service not known", request=request)
