"""The clients of a session and the simulator behind them: built once, reused, closed together."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from modelmax_nb.client import NETWORK, Transports, make_async_client, make_client

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import Callable

    import openai

    from modelmax_nb.clock import Clock
    from modelmax_nb.settings import Settings
    from modelmax_nb.simulator import Simulator


class _Clients:
    """The clients built for one state of the settings."""

    def __init__(self, settings: Settings, transports: Transports) -> None:
        self.settings = settings
        self.transports = transports
        self.sync: openai.OpenAI | None = None
        # A connection belongs to the event loop that opened it: a script may run one loop after another.
        self.asynchronous: WeakKeyDictionary[AbstractEventLoop, openai.AsyncOpenAI] = WeakKeyDictionary()


class Connections:
    """Hands out the client that fits the settings.

    Args:
        attended: Whether a person is there; decides how the simulator's clock runs.
        clock: Times calls over the network; the simulator brings its own.
    """

    def __init__(self, *, attended: Callable[[], bool], clock: Clock) -> None:
        self._attended = attended
        self._clock = clock
        self._simulator: Simulator | None = None
        self._clients: _Clients | None = None
        self._replaced: list[_Clients] = []
        self._lock = threading.RLock()  # building clients may build the simulator, which puts clients aside

    @property
    def simulator(self) -> Simulator:
        """The embedded simulator, made when it is first asked for."""
        if self._simulator is None:
            self.renew_simulator()
        assert self._simulator is not None  # noqa: S101 - just made
        return self._simulator

    @property
    def made_simulator(self) -> Simulator | None:
        """The embedded simulator, if anybody has asked for it yet."""
        return self._simulator

    def adopt(self, simulator: Simulator) -> None:
        """Use *simulator*, which belongs to somebody else, in place of one of its own."""
        self._simulator = simulator

    def renew_simulator(self, *, seed: int = 0, speed: float | None = None) -> None:
        """Replace the simulator by one with *seed*; *speed* makes its waits shorter.

        Unattended, its clock is virtual: nobody is there to wait, and stored times stay the same.
        """
        from modelmax_nb.simulator import RealClock, Simulator, VirtualClock

        clock = RealClock(speed or 1.0) if self._attended() or speed is not None else VirtualClock()
        self._close_simulator()
        self._simulator = Simulator(seed=seed, clock=clock)

    def _close_simulator(self) -> None:
        simulator, self._simulator = self._simulator, None
        with self._lock:
            self._put_aside()
        if simulator is not None:
            simulator.close()

    def _put_aside(self) -> None:
        """Keep the clients so far until the end: a click may still be using them."""
        if self._clients is not None:
            self._replaced.append(self._clients)
            self._clients = None

    def clock_for(self, settings: Settings) -> Clock:
        """Return the clock that times a call with *settings*."""
        return self.simulator.clock if settings.simulated else self._clock

    def transports(self, settings: Settings) -> Transports:
        """Return how requests with *settings* travel."""
        if not settings.simulated:
            return NETWORK
        return Transports(sync=self.simulator.transport(), asynchronous=self.simulator.async_transport())

    def client(self, settings: Settings) -> openai.OpenAI:
        """Return the client for *settings*, built once."""
        clients = self._clients_for(settings)
        if clients.sync is None:
            clients.sync = make_client(settings, clients.transports)
        return clients.sync

    def async_client(self, settings: Settings) -> openai.AsyncOpenAI:
        """Return the asynchronous client for *settings*, built once for each event loop; call it in one."""
        from asyncio import get_running_loop

        clients = self._clients_for(settings)
        loop = get_running_loop()
        if loop not in clients.asynchronous:
            clients.asynchronous[loop] = make_async_client(settings, clients.transports, keep_alive=False)
        return clients.asynchronous[loop]

    def _clients_for(self, settings: Settings) -> _Clients:
        """Return the clients for *settings*, the same ones as long as nothing changes."""
        with self._lock:
            if self._clients is None or not self._clients.settings.same_as(settings):
                self._put_aside()
                self._clients = _Clients(settings, self.transports(settings))
            return self._clients

    def close(self) -> None:
        """Leave nothing behind: no server, no open connection."""
        self._close_simulator()
        for clients in self._replaced:
            if clients.sync is not None:
                clients.sync.close()
        self._replaced.clear()
