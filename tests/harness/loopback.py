"""Pytest plugin: this process reaches no machine but its own. What it starts (npm, a browser) is not held."""

import ipaddress
import socket
from typing import Any

_CONNECT = socket.socket.connect
_CONNECT_EX = socket.socket.connect_ex
_LOOK_UP = socket.getaddrinfo


class NetworkShutError(RuntimeError):
    """A test reached for another machine."""


def pytest_configure() -> None:
    """Shut the sockets for the whole run."""
    socket.socket.connect = _connect  # type: ignore[method-assign]
    socket.socket.connect_ex = _connect_ex  # type: ignore[method-assign]
    socket.getaddrinfo = _look_up


def pytest_unconfigure() -> None:
    """Open them again."""
    socket.socket.connect = _CONNECT  # type: ignore[method-assign]
    socket.socket.connect_ex = _CONNECT_EX  # type: ignore[method-assign]
    socket.getaddrinfo = _LOOK_UP


def is_allowed(address: Any) -> bool:
    """Tell whether *address* is on this machine: a path, or a loopback address."""
    if not isinstance(address, tuple):
        return True
    host = address[0]
    if host in {"localhost", ""}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _connect(self: socket.socket, address: Any) -> None:
    _check(address)
    _CONNECT(self, address)


def _connect_ex(self: socket.socket, address: Any) -> int:
    _check(address)
    return _CONNECT_EX(self, address)


def _check(address: Any) -> None:
    if not is_allowed(address):
        raise NetworkShutError(f"Tests use loopback only, not {address!r}.")


def _look_up(host: Any, *rest: Any, **named: Any) -> Any:
    """Know no name but this machine's, as an offline computer would."""
    name = host.decode() if isinstance(host, bytes) else host
    if name is not None and not is_allowed((name,)):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    return _LOOK_UP(host, *rest, **named)
