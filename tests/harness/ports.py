"""Pytest plugin: kernels of tests that run side by side never get one another's ports.

jupyter_client looks for a free port, lets go of it, and names it to the kernel, which takes it up to a
second later. Whoever asks the system for a free port in between may be given the same one; then the
kernel cannot start. So each process that runs tests takes a block of ports for itself, below those that
the system gives to whoever asks.

Source: jupyter_client 7.4 to 8.10, ``LocalPortCache``: what it remembers is that of one process.
"""

import socket
from functools import cache
from itertools import cycle

from jupyter_client.connect import LocalPortCache

HOST = "127.0.0.1"
LOWEST, HIGHEST = 10_000, 32_000  # Linux gives away 32768 and more, macOS and Windows 49152 and more
BLOCK = 500  # ports, of which a test takes a dozen

_find_available_port = LocalPortCache.find_available_port


class Block:
    """Ports that no other process takes which asks for a block; they are held until the process ends.

    Raises:
        OSError: All blocks are taken.
    """

    def __init__(self) -> None:
        for first in range(LOWEST, HIGHEST, BLOCK):
            self._claim = socket.socket()  # whoever listens at the first port has the block
            if self._claims(first):
                self._ports = cycle(range(first + 1, first + BLOCK))
                return
            self._claim.close()
        raise OSError(f"no block of {BLOCK} ports is left between {LOWEST} and {HIGHEST}")

    def _claims(self, first: int) -> bool:
        try:
            self._claim.bind((HOST, first))
            self._claim.listen()
        except OSError:
            return False
        return True

    def free_port(self) -> int:
        """Return the next port at which nobody listens; each comes again only after all others."""
        return next(port for port in self._ports if is_free(port))

    def close(self) -> None:
        """Leave the block to others."""
        self._claim.close()


def is_free(port: int) -> bool:
    """Tell whether one can listen at *port* of this computer now."""
    with socket.socket() as probe:
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


@cache
def own_block() -> Block:
    """Return the block of this process, taken when it is first needed."""
    return Block()


def free_port() -> int:
    """Return a port at which a server of this process, or one that it starts, can listen."""
    return own_block().free_port()


def pytest_configure() -> None:
    """Let kernels be given ports of this process's block."""
    LocalPortCache.find_available_port = _find


def pytest_unconfigure() -> None:
    """Leave jupyter_client as it was, and the block to others."""
    LocalPortCache.find_available_port = _find_available_port
    if own_block.cache_info().currsize:
        own_block().close()
        own_block.cache_clear()


def _find(_cache: LocalPortCache, _ip: str) -> int:
    return free_port()
