"""From a failure to what we can say of it: a total, pure function."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from modelmax_nb.attempts import Stopped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from modelmax_nb.attempts import Attempt
    from modelmax_nb.catalog.entry import Entry, Fix
    from modelmax_nb.failure import Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """What came back and what we know of it.

    Attributes:
        entry: What we know of this cause.
        failure: What came back.
        values: What the placeholders of the entry's sentences stand for.
        fixes: The entry's fixes, made to fit this call; best first, at most three.
        certain: False where the cause is a reading of the message's words or not recognised.
        attempts: Every request sent, in order.
        stopped: Why no further attempt was made.
        when: Seconds since the epoch at which the last attempt ended; None when not known.
    """

    entry: Entry
    failure: Failure
    values: Mapping[str, str] = field(default_factory=dict)
    fixes: tuple[Fix, ...] = ()
    certain: bool = True
    attempts: tuple[Attempt, ...] = ()
    stopped: Stopped = Stopped.NOT_REPEATABLE
    when: float | None = None
