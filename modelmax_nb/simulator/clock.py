"""Two clocks for the simulator: one that waits, and one for tests that only says it did."""

import threading
import time
from typing import Protocol


class Clock(Protocol):
    """What the simulator needs of a clock; times and waits are in simulated seconds."""

    def now(self) -> float:
        """Tell the time, in seconds since 1970."""

    def sleep(self, seconds: float) -> None:
        """Let *seconds* pass."""

    async def sleep_async(self, seconds: float) -> None:
        """Let *seconds* pass without holding up the event loop."""


class RealClock:
    """The wall clock, faster on request.

    Args:
        speed: Simulated seconds per real second; 1 is real time.

    Raises:
        ValueError: When *speed* is not above zero.
    """

    def __init__(self, speed: float = 1.0) -> None:
        if speed <= 0:
            raise ValueError("speed must be above 0")
        self.speed = speed
        self._start = time.time()

    def now(self) -> float:
        """Tell the time; with another speed than 1, how far it has run since the clock was made."""
        real = time.time()
        return real if self.speed == 1 else self._start + (real - self._start) * self.speed

    def real_seconds(self, seconds: float) -> float:
        """Turn simulated seconds into seconds on the wall."""
        return max(seconds, 0.0) / self.speed

    def sleep(self, seconds: float) -> None:
        """Block for *seconds* divided by the speed."""
        time.sleep(self.real_seconds(seconds))

    async def sleep_async(self, seconds: float) -> None:
        """Wait for *seconds* divided by the speed, on the running event loop."""
        import asyncio  # slow to load, and loaded already where it is used

        await asyncio.sleep(self.real_seconds(seconds))


class VirtualClock:
    """A clock that moves only when somebody sleeps, and then at once. Safe to share between threads.

    Args:
        start: Seconds since 1970; the default is 2026-01-01T00:00:00Z.
    """

    def __init__(self, start: float = 1_767_225_600.0) -> None:
        self._now = start
        self._lock = threading.Lock()

    def now(self) -> float:
        """Tell the virtual time."""
        with self._lock:
            return self._now

    def sleep(self, seconds: float) -> None:
        """Move the time forward by *seconds* and return at once."""
        with self._lock:
            self._now += max(seconds, 0.0)

    async def sleep_async(self, seconds: float) -> None:
        """Move the time forward by *seconds*; other tasks get their turn."""
        import asyncio

        self.sleep(seconds)
        await asyncio.sleep(0)
