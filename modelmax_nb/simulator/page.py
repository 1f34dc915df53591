"""The skin for a page in a browser, where nothing can listen: addresses of this process alone.

There, ``http://127.0.0.1:PORT/v1`` is no other machine's business: what goes there takes a detour, so that
``OpenAI(base_url=simulator.url)`` works as it does elsewhere. Other hosts are reached, or not, as ever.

Source: vendor code (in Pyodide httpx2 sends with the browser's ``fetch``, which finds nothing inside a page).
"""

import warnings
from itertools import count
from typing import TYPE_CHECKING

import httpx2

from .detour import LOOPBACK, hang_up, take_down

if TYPE_CHECKING:
    from .simulator import Simulator

REFUSED = "[Errno 111] Connection refused"
_FIRST_PORT = 49152  # the first of those that belong to nobody
_ports = count(_FIRST_PORT)
_served: dict[int, "Simulator"] = {}


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
    """Keep what is meant for this computer inside the page; again, it changes nothing."""
    # Said whenever the SDK makes a client there; nobody who reads it could do anything about it.
    warnings.filterwarnings("ignore", message=r"The following transport option\(s\)", category=UserWarning)
    hang_up(_to_who_serves)


def look_away() -> None:
    """Undo it all: no address is served, httpx2 sends as it did."""
    _served.clear()
    take_down(_to_who_serves)


def _to_who_serves(request: httpx2.Request) -> "Simulator | None":
    """Return who answers *request*; None when it leaves the page.

    Raises:
        httpx2.ConnectError: It is meant for this computer, and nobody is there.
    """
    if request.url.host not in LOOPBACK:
        return None
    simulator = _served.get(request.url.port or 80)
    if simulator is None:
        raise httpx2.ConnectError(REFUSED, request=request) from ConnectionRefusedError(111, REFUSED)
    return simulator
