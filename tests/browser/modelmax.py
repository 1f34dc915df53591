"""What stands behind the base URL of every kernel in these tests: ModelMax, as far as a notebook can tell."""

from collections.abc import Generator

from modelmax_nb.simulator import Simulator
from modelmax_nb.simulator.events import Event, Head, Request

MARK = "x-modelmax-simulator"


class Unmarked(Simulator):
    """A simulator that does not say that it is one, so that cards speak as of a paid account."""

    def answer(self, request: Request, now: float | None = None) -> Generator[Event]:
        """Answer as ever, without the header by which the client knows a simulator."""
        for event in super().answer(request, now):
            if isinstance(event, Head):
                yield event._replace(headers=tuple(pair for pair in event.headers if pair[0] != MARK))
            else:
                yield event

    @property
    def asked(self) -> int:
        """How many requests for an answer arrived."""
        return sum(row["method"] == "POST" for row in self.requests())
