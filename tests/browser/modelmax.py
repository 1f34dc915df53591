"""What stands behind the base URL of every kernel in these tests: ModelMax, as far as a notebook can tell."""

import threading
from collections.abc import Generator
from typing import Any

from modelmax_nb.simulator import Simulator
from modelmax_nb.simulator.assumptions import Pace
from modelmax_nb.simulator.events import Event, Head, Request

FOREVER = 1e9
# Where video tasks are, and stay; a task that is to fail does so where others are COMPLETED.
PACES = {
    "IN_QUEUE": Pace(in_queue=FOREVER, slow_queue=FOREVER),
    "IN_PROGRESS": Pace(in_queue=0, in_progress=FOREVER, slow_queue=FOREVER),
    "COMPLETED": Pace(in_queue=0, in_progress=0, slow_queue=FOREVER),
}
SLOWLY = Pace(slow_chunk=25.0, slow_queue=FOREVER)  # a queue that ends meanwhile would be another state
MARK = "x-modelmax-simulator"


class Unmarked(Simulator):
    """A simulator that does not say that it is one, so that cards speak as of a paid account."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._gate: threading.Event | None = None
        self._shut: list[threading.Event] = []

    def hold(self) -> None:
        """Keep what arrives from now on waiting for its answer."""
        self._gate = threading.Event()
        self._shut.append(self._gate)

    def hold_no_more(self) -> None:
        """Answer what arrives from now on; what is held stays so."""
        self._gate = None

    def put_tasks(self, state: str) -> None:
        """Bring every video task, those to come as well, into *state*; one of the slow queue stays there."""
        self.state.pace = PACES[state]

    def stream_slowly(self) -> None:
        """Let streams of the scenario ``slow`` take so long that somebody can stop them."""
        self.state.pace = SLOWLY

    @property
    def charges(self) -> list[float]:
        """What was charged so far."""
        return [row["charge"] for row in self.requests() if row["charge"]]

    def release(self) -> None:
        """Answer everything."""
        self.hold_no_more()
        while self._shut:
            self._shut.pop().set()

    def answer(self, request: Request, now: float | None = None) -> Generator[Event]:
        """Answer as ever, without the header by which the client knows a simulator."""
        if self._gate is not None:
            self._gate.wait()
        for event in super().answer(request, now):
            if isinstance(event, Head):
                yield event._replace(headers=tuple(pair for pair in event.headers if pair[0] != MARK))
            else:
                yield event

    @property
    def asked(self) -> int:
        """How many requests for an answer arrived."""
        return sum(row["method"] == "POST" for row in self.requests())
