"""The record of one call's attempts: what was sent when, what came back, and why the next waited."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from modelmax_nb.failure import Failure


class WaitReason(Enum):
    """Why a wait has its length."""

    DRAWN = "drawn"  # at random between 0 and the cap
    SERVER = "server"  # the server asked for it, plus jitter


class Stopped(Enum):
    """Why no further attempt was made."""

    ANSWERED = "answered"
    NOT_REPEATABLE = "not-repeatable"
    ATTEMPTS_USED = "attempts-used"
    DEADLINE = "deadline"  # the next wait would have passed it
    BUDGET = "budget"  # too many failures in this session
    BREAKER = "breaker"  # this model failed too often in a row
    SERVER_SAID_NO = "server-said-no"  # x-should-retry: false
    INTERRUPTED = "interrupted"


class Wait(NamedTuple):
    """A pause before the next attempt; seconds.

    Attributes:
        seconds: How long.
        reason: Why this long.
        cap: Upper end of the random draw.
        floor: What the server asked for, else 0.
    """

    seconds: float
    reason: WaitReason
    cap: float
    floor: float = 0.0


class Attempt(NamedTuple):
    """One request on the wire.

    Attributes:
        number: From 1.
        model: Model ID asked.
        started: Seconds since the first attempt began.
        seconds: How long it took.
        failure: What came back; None when it answered.
        wait: The pause that followed; None when none did.
    """

    number: int
    model: str
    started: float
    seconds: float
    failure: Failure | None = None
    wait: Wait | None = None
