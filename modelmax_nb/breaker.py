"""A breaker for each model: after five outages in a row, repeats by themselves pause for a while.

It holds back automatic repeats and nothing else: a first try, a click and a fallback always go out, and
what they bring counts. So a lesson about outages, where cell after cell fails on purpose, never waits for
it. The session's budget (``retry.RetryBudget``) trips near the same failure and guards all models
together; it speaks first. The breaker matters once answers of other models have filled the budget again.

It is told the time and has no clock of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

FAILURES = 5  # in a row, counted in requests and not in cells
PAUSE = 30.0  # seconds


class Position(Enum):
    """Whether repeats of one model go out by themselves."""

    CLOSED = "closed"  # they do
    OPEN = "open"  # they do not, until the pause is over
    TRIAL = "trial"  # the next request tries whether the model is back


class BreakerState(NamedTuple):
    """What there is to see of one model.

    Attributes:
        model: Its ID.
        position: Whether repeats go out.
        failures: Outages in a row, in requests.
        seconds_left: Until the pause is over; 0 unless it is open.
    """

    model: str
    position: Position
    failures: int
    seconds_left: float = 0.0


@dataclass(slots=True)
class _Record:
    failures: int = 0
    until: float | None = None  # end of the pause; None while closed


class Breaker:
    """Counts outages by model and says when a repeat has to wait for a click.

    Args:
        failures: How many in a row open it.
        pause: Seconds for which it stays open.
    """

    def __init__(self, *, failures: int = FAILURES, pause: float = PAUSE) -> None:
        self.failures = failures
        self.pause = pause
        self._records: dict[str, _Record] = {}

    def failed(self, model: str, now: float) -> None:
        """Book an outage of *model*; a refusal or a fault of the caller's own is never booked.

        While it is open a further outage changes nothing; the first one after the pause was the trial, and
        opens it anew.
        """
        record = self._records.setdefault(model, _Record())
        record.failures += 1
        over = record.until is None or now >= record.until
        if record.failures >= self.failures and over:
            record.until = now + self.pause

    def answered(self, model: str) -> None:
        """Book an answer of *model*: it is back."""
        self._records.pop(model, None)

    def allows_repeat(self, model: str, now: float) -> bool:
        """Tell whether a repeat for *model* may be sent without asking."""
        return self.state(model, now).position is not Position.OPEN

    def state(self, model: str, now: float) -> BreakerState:
        """Return what there is to see of *model*."""
        record = self._records.get(model, _Record())
        if record.until is None:
            return BreakerState(model, Position.CLOSED, record.failures)
        left = max(0.0, record.until - now)
        return BreakerState(model, Position.OPEN if left else Position.TRIAL, record.failures, left)

    def states(self, now: float) -> tuple[BreakerState, ...]:
        """Return the models whose breaker is not closed."""
        states = (self.state(model, now) for model in self._records)
        return tuple(state for state in states if state.position is not Position.CLOSED)
