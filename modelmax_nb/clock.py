"""The clock that calls are timed by; the simulator's clocks have the same shape."""

from __future__ import annotations

import time
from typing import Protocol


class Clock(Protocol):
    """Tells the time and waits; injected wherever something is timed."""

    def now(self) -> float:
        """Return seconds since the epoch."""

    def sleep(self, seconds: float) -> None:
        """Wait; an interrupt ends it at once."""

    async def sleep_async(self, seconds: float) -> None:
        """Wait without blocking the event loop."""


class SystemClock:
    """The computer's own clock, steady while the process lives."""

    def __init__(self) -> None:
        self._start = time.time() - time.monotonic()

    def now(self) -> float:
        """Return seconds since the epoch; it never jumps back."""
        return self._start + time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait *seconds*."""
        time.sleep(seconds)

    async def sleep_async(self, seconds: float) -> None:
        """Wait *seconds* without blocking the event loop."""
        import asyncio

        await asyncio.sleep(seconds)
