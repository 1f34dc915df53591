"""The way in: a simulated ModelMax with its clock, its skins and its journal."""

import json
import sys
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from .accounts import Account, account_for
from .assumptions import Assumptions, Pace, Prices
from .clock import Clock, RealClock
from .core import handle
from .events import Event, Request
from .journal import Event as JournalEvent
from .journal import Journal, merge
from .scripts import parse_script
from .state import State

if TYPE_CHECKING:
    from .page import PageServer
    from .server import SimulatorServer
    from .transport import AsyncSimulatorTransport, SimulatorTransport


class Simulator:
    """A simulated ModelMax. Safe to use from many threads; use as a context manager or call ``close()``.

    Args:
        seed: Decides replies, pictures and ids.
        clock: The wall clock when None.
        latency: Simulated seconds from a request to the head of its answer.
        journal_file: Where to append the journal as JSON lines; nowhere when None.
        assumptions: What to do where the documentation is silent.
        prices: The simulator's own; none of ModelMax's is known.
        pace: How long things take, *latency* apart.
    """

    def __init__(
        self,
        seed: int = 0,
        clock: Clock | None = None,
        latency: float = 0.05,
        journal_file: str | Path | None = None,
        *,
        assumptions: Assumptions | None = None,
        prices: Prices | None = None,
        pace: Pace | None = None,
    ) -> None:
        self.clock: Clock = RealClock() if clock is None else clock
        self._seed = seed
        self._assumptions = Assumptions() if assumptions is None else assumptions
        self._prices = Prices() if prices is None else prices
        self._pace = Pace(latency=latency) if pace is None else pace
        self._journal_file = None if journal_file is None else Path(journal_file)
        self._lock = threading.RLock()
        self._server: SimulatorServer | PageServer | None = None
        self.in_trial = False
        self.gate: Callable[[], None] | None = None  # every client passes it in its own thread
        self.state = self._new_state()
        if sys.platform == "emscripten":
            from .page import look_here_first

            look_here_first()

    def _new_state(self) -> State:
        return State(
            seed=self._seed,
            assumptions=self._assumptions,
            prices=self._prices,
            pace=self._pace,
            journal=Journal(None if self._journal_file is None else self._write_line),
        )

    def _write_line(self, event: JournalEvent) -> None:
        """Append one event to the journal file."""
        if self._journal_file is not None:
            with self._journal_file.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps(event, ensure_ascii=False) + "\n")

    # What a teacher or a test does with it

    def play(self, *steps: str, repeat: bool = False, key: str | None = None) -> None:
        """Say what happens next, in place of what was said before; without steps, nothing unusual.

        Args:
            *steps: Scenario names, several in one string if separated by commas: ``"502 outage, 502
                throttle, ok"``. Each is used once, by the next request it fits. A general failure waits for
                a call that asks for something (chat, images, a video), so that polls and model lists do not
                use it up; ``"models: 503"`` or ``"status: 503"`` aims it at another call.
            repeat: Whether to start again after the last step.
            key: The account it is meant for; everybody when None.

        Raises:
            ValueError: For a name that no scenario has; the message lists near names.
        """
        script = parse_script(*steps)
        with self._lock:
            self.state.scripts.play(script, repeat=repeat, key=key)

    def reset(self) -> None:
        """Begin anew: accounts, tasks, scripts and journal (a journal file is kept)."""
        with self._lock:
            self.state = self._new_state()

    @contextmanager
    def trial(
        self,
        clock: Clock,
        *,
        seed: int = 0,
        balance: float | None = None,
        watch: Callable[[JournalEvent], None] | None = None,
    ) -> Iterator[Self]:
        """Begin anew for the length of a block, with another clock; afterwards all is as it was before.

        Whoever has a client of this simulator can be judged so: what the block does stands in a journal of
        its own, and neither the accounts nor the journal from before know of it.

        Args:
            clock: Used in the block, by the HTTP server too.
            seed: Decides replies, pictures and ids in the block.
            balance: What every account starts with; what its key says when None.
            watch: Called with each event of the journal. What it raises goes to an in-process client.
        """
        state = self._new_state()
        state = replace(state, seed=seed, opening=balance, journal=Journal(watch))
        with self._lock:
            kept = self.state, self.clock, self.in_trial
            self.state, self.clock, self.in_trial = state, clock, True
        try:
            yield self
        finally:
            with self._lock:
                self.state, self.clock, self.in_trial = kept

    def requests(self) -> list[JournalEvent]:
        """List what was asked and what came of it, one plain dict a request; see ``journal.merge``."""
        with self._lock:
            return merge(self.state.journal.events)

    @property
    def journal(self) -> list[JournalEvent]:
        """The events written so far, as they are."""
        with self._lock:
            return list(self.state.journal.events)

    def account(self, key: str) -> Account:
        """Look at the balance and the ledger of a key.

        Raises:
            KeyError: For a key without an account.
        """
        with self._lock:
            account = account_for(self.state.accounts, key, self.state.opening)
        if account is None:
            raise KeyError("this key has no account in the simulator")
        return account

    # What its skins do with it

    def answer(self, request: Request, now: float | None = None) -> Generator[Event]:
        """Answer one request, one event at a time, each made while nobody else changes the state.

        Args:
            request: Read to its end.
            now: When it arrived; the clock is asked when None.
        """
        if self.gate is not None:
            self.gate()
        with self._lock:
            events = handle(self.state, request, self.clock.now() if now is None else now)
        try:
            while True:
                with self._lock:
                    event = next(events, None)
                if event is None:
                    return
                yield event
        finally:
            with self._lock:
                events.close()

    def transport(self) -> "SimulatorTransport":
        """Make an httpx2 transport: a client built on it talks to the simulator without a socket."""
        from .transport import SimulatorTransport

        return SimulatorTransport(self)

    def async_transport(self) -> "AsyncSimulatorTransport":
        """Make the same for httpx2's asynchronous client."""
        from .transport import AsyncSimulatorTransport

        return AsyncSimulatorTransport(self)

    def serve(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Start the HTTP server, unless it runs.

        Args:
            host: Where to listen; the default can be reached from this machine only.
            port: 0 takes a free one.

        Returns:
            The base URL for a client.

        In a browser, where nothing can listen, it is an address of the page itself.

        Raises:
            OSError: When the port is taken.
        """
        with self._lock:
            if self._server is None:
                self._server = _server(self, host, port)
            return self._server.url

    @property
    def url(self) -> str:
        """The base URL of the HTTP server, ``http://127.0.0.1:PORT/v1``; the first use starts it."""
        return self.serve()

    @property
    def serving(self) -> bool:
        """Whether the HTTP server runs."""
        return self._server is not None

    def close(self) -> None:
        """Stop the HTTP server, if it runs; calling again does nothing."""
        with self._lock:
            server, self._server = self._server, None
        if server is not None:
            server.close()

    def __enter__(self) -> Self:
        """Use it for the length of a block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()


def _server(simulator: Simulator, host: str, port: int) -> "SimulatorServer | PageServer":
    """Open what serves here; the one module that fits is loaded."""
    if sys.platform == "emscripten":
        from .page import PageServer

        return PageServer(simulator, host, port)
    from .server import SimulatorServer

    return SimulatorServer(simulator, host, port)
