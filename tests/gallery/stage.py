"""What runs in the notebook's kernel: a session for each cell, and a curtain that holds its clicks back.

The cells run the real magic, and a click runs the real card; only the moment at which the request goes out
is ours, so that what stands in between can be photographed at leisure.
"""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import httpx2

from modelmax_nb.attempts import Attempt
from modelmax_nb.client import Transports
from modelmax_nb.connections import Connections
from modelmax_nb.diagnosis import diagnose
from modelmax_nb.display.timeline import BEFORE_SENDING
from modelmax_nb.failure import Symptom
from modelmax_nb.outcome import SIMULATOR_HEADER
from modelmax_nb.session import Report, Session
from modelmax_nb.simulator import GOOD_KEY, VirtualClock
from tests.gallery.failures import needs_network, settle, stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from IPython.core.interactiveshell import InteractiveShell

    from modelmax_nb.diagnosis import Diagnosis
    from modelmax_nb.failure import Failure
    from modelmax_nb.retry import Pause
    from modelmax_nb.session import Call
    from modelmax_nb.settings import Settings
    from modelmax_nb.simulator.clock import Clock

NOT_SENT = BEFORE_SENDING | {Symptom.UNKNOWN}
KEY = f"{GOOD_KEY}-9f2c"


class Held(BaseException):
    """Ends a cell at the first second of a wait, with all that is shown then."""

    def _render_traceback_(self) -> list[str]:
        return []


class Unmarked(httpx2.BaseTransport):
    """Takes away the header by which the simulator makes itself known: the card then speaks of ModelMax.

    Args:
        simulated: The simulator's transport.
    """

    def __init__(self, simulated: httpx2.BaseTransport) -> None:
        self._simulated = simulated

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer as the simulator does."""
        response = self._simulated.handle_request(request)
        response.headers.pop(SIMULATOR_HEADER, None)
        return response


class StagedConnections(Connections):
    """Reaches the simulator under the address of ModelMax, and tells the time by its clock.

    Attributes:
        network: Whether requests go where their address says, which nobody answers.
    """

    network = False

    def clock_for(self, settings: Settings) -> Clock:  # noqa: ARG002 - one clock for all
        """Return the simulator's clock."""
        return self.simulator.clock

    def transports(self, settings: Settings) -> Transports:
        """Return how requests with *settings* travel."""
        if settings.simulated or self.network:
            return super().transports(settings)
        return Transports(sync=Unmarked(self.simulator.transport()))


class StagedSession(Session):
    """A session that fails as one entry says, at its director's word.

    Args:
        director: Who says when.
        slug: Of the entry.
        language: Of the card.
    """

    def __init__(self, director: Director, slug: str, language: str) -> None:
        super().__init__(seed=1)
        self.connections: StagedConnections = StagedConnections(attended=lambda: False, clock=VirtualClock())
        self.renew_simulator(seed=1)
        self.director = director
        self.slug = slug
        self.chosen_language = language
        self.repeats = False

    def ask(
        self,
        call: Call,
        *,
        on_text: Callable[[str], None] | None = None,
        on_wait: Callable[[Pause, float], None] | None = None,
    ) -> Report:
        """Wait for the curtain, then send *call* for real."""
        chosen = self.overrides.simulator is True and not self.director.simulated  # by a click
        simulated = self.director.simulated or chosen
        self.director.curtain.wait()
        if self.director.solves or chosen:
            self.connections.network = False
            settle(self, simulated=simulated)
            return super().ask(call, on_text=on_text, on_wait=on_wait)
        clicked, self.connections.network = self.last is not None, needs_network(self.slug)
        failure = stage(self, self.slug, clicked=clicked, simulated=simulated)
        if failure is not None:
            return self._keep(Report(call=call, diagnosis=_known(failure, call.request.model)))

        def wait(pause: Pause, left: float) -> None:
            if on_wait is not None:
                on_wait(pause, left)
            self.repeats = True
            if self.director.holds:
                raise Held

        return super().ask(call, on_text=on_text, on_wait=wait)


def _known(failure: Failure, model: str) -> Diagnosis:
    """Return the diagnosis of a labelled failure, after one attempt if anything was sent."""
    failure = replace(failure, model=model)
    attempt = Attempt(number=1, model=model, started=0.0, seconds=0.4, failure=failure)
    return replace(diagnose(failure), attempts=() if failure.symptom in NOT_SENT else (attempt,))


class Director:
    """Stands between the photographer and the cells of one notebook.

    Args:
        shell: The kernel's shell, with the extension loaded.
        language: Of the cards.
        simulated: Whether the cards say that the simulator answers, as they do without a key.
    """

    def __init__(self, shell: InteractiveShell, language: str, *, simulated: bool = False) -> None:
        self.simulated = simulated
        os.environ["MODELMAX_API_KEY"] = KEY
        self.curtain = threading.Event()
        self.curtain.set()
        self.solves = False
        self.holds = False
        self._magics: Any = shell.magics_manager.registry["ModelMaxMagics"]
        self._language = language
        self._sessions: dict[str, StagedSession] = {}

    def enter(self, slug: str) -> None:
        """Let the next cell be the first of this entry."""
        if slug not in self._sessions:
            self._sessions[slug] = StagedSession(self, slug, self._language)
        self._magics._session = self._sessions[slug]

    def drop(self) -> None:
        """Hold back every request from now on."""
        self.curtain.clear()

    def release(self, *, solves: bool) -> None:
        """Send what was held back; it fails again, or is answered."""
        self.solves = solves
        self.curtain.set()

    def hold(self) -> None:
        """Stop the cells that run from now on in their first wait."""
        self.solves, self.holds = False, True
        self.curtain.set()

    def seen(self) -> dict[str, tuple[str, bool]]:
        """Return the entry that each cell really met, and whether it repeats by itself."""
        met = {slug: (session.last_diagnosis, session.repeats) for slug, session in self._sessions.items()}
        return {slug: (found.entry.slug if found else "", repeats) for slug, (found, repeats) in met.items()}

    def close(self) -> None:
        """Leave no server behind."""
        for session in self._sessions.values():
            session.close()
