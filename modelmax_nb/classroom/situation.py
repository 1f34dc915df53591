"""What a trial puts a function into, and what it leaves as evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from modelmax_nb.classroom.virtual_time import START

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

GOOD_KEY = "sk-sim-good"


@dataclass(frozen=True, kw_only=True)
class Situation:
    """One trial: what the simulator does, how the function is called, and when it is stopped.

    Attributes:
        name: Requirements name it.
        play: Steps of the simulator, as in ``%modelmax simulator play``: ``"502 outage, 502 outage, ok"``.
        repeat: Whether the steps begin again after the last one.
        balance: What every account has, in simulated USD; what its key says when None.
        key: Of the client that is handed in, and of ``ask()``.
        args: The arguments of the call, without the client.
        options: Arguments by name.
        max_retries: Of the client that is handed in; 2 is the SDK's own default.
        seed: Of the simulator and of ``random``.
        requests: Most requests.
        seconds: Most simulated seconds.
    """

    name: str = "usual"
    play: str = ""
    repeat: bool = False
    balance: float | None = None
    key: str = GOOD_KEY
    args: tuple[Any, ...] = ("Hello",)
    options: Mapping[str, Any] = field(default_factory=dict)
    max_retries: int = 0
    seed: int = 0
    requests: int = 40
    seconds: float = 3600.0


class Sent(NamedTuple):
    """One request in the simulator's journal. Times are simulated seconds since the trial began.

    Attributes:
        n: Its number, from 1.
        at: When it arrived.
        took: How long the answer took; 0 while there is none.
        method: ``GET`` or ``POST``.
        path: Such as ``/v1/chat/completions``.
        model: Which model it names.
        status: Of the answer; None without a head.
        outcome: ``complete``, ``cut``, ``reset``, ``stalled`` or ``client-left``; None while it goes on.
        charge: In simulated USD.
        scenario: The step of the script that it met, if any.
        retry_count: What the SDK says of its own repeats: 0 for a first try; None without that header.
        idempotency_key: The header of that name.
        key_last4: The end of the key that came with it.
    """

    n: int
    at: float
    took: float
    method: str
    path: str
    model: str | None
    status: int | None
    outcome: str | None
    charge: float
    scenario: str | None
    retry_count: int | None
    idempotency_key: str | None
    key_last4: str | None

    @property
    def end(self) -> float:
        """When its answer had ended."""
        return self.at + self.took


def sent_from(journal: Iterable[Mapping[str, Any]]) -> tuple[Sent, ...]:
    """Read what `Simulator.requests` lists."""
    return tuple(
        Sent(
            at=round(row["time"] - START, 6),
            took=row["duration"] or 0.0,
            **{name: row[name] for name in Sent._fields if name not in {"at", "took"}},
        )
        for row in journal
    )


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What a function did in one situation.

    Attributes:
        situation: What it was put into.
        requests: What it sent, in order.
        result: What it returned; None when it raised.
        error: What it raised; None when it returned.
        line: The line of the function in which it raised, from 1; None where that is not known.
        own: Whether its own code raised that, and nothing that it called.
        printed: What it printed.
        seconds: How long it took, simulated.
        stopped: Why it was stopped, such as ``"after 40 requests"``; "" when it ended by itself.
        answer: What the learner gave: the function, or the letters of the lines.
    """

    situation: Situation
    requests: tuple[Sent, ...] = ()
    result: Any = None
    error: BaseException | None = None
    line: int | None = None
    own: bool = False
    printed: str = ""
    seconds: float = 0.0
    stopped: str = ""
    answer: Any = None

    @property
    def charged(self) -> float:
        """What all requests cost together, in simulated USD."""
        return round(sum(sent.charge for sent in self.requests), 6)

    @property
    def statuses(self) -> tuple[int | None, ...]:
        """The status of each request."""
        return tuple(sent.status for sent in self.requests)

    @property
    def gaps(self) -> tuple[float, ...]:
        """Seconds between the end of each answer and the next request."""
        return tuple(round(after.at - before.end, 6) for before, after in pairwise(self.requests))

    @property
    def last_wait(self) -> float:
        """Seconds between the end of the last answer and the end of the function."""
        return round(self.seconds - max((sent.end for sent in self.requests), default=0.0), 6)
