"""The brake of a trial: what ends a function that would not end by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_READINGS: Final = 200_000  # of the clock; a loop that only looks at the time would not end


class TrialOver(BaseException):
    """The trial is over; the function that is tried must end."""


class Brake:
    """Ends a trial when it has sent, waited or looked at the clock often enough.

    Attributes:
        reason: Why it ended, such as ``"after 40 requests"``; "" while it may go on.

    Args:
        requests: Most requests.
        seconds: Most simulated seconds.
    """

    def __init__(self, *, requests: int, seconds: float) -> None:
        self.reason = ""
        self._requests = requests
        self._seconds = seconds
        self._sent = 0
        self._readings = 0

    def watch(self, event: Mapping[str, object]) -> None:
        """Count the requests in a journal.

        Raises:
            TrialOver: There were enough.
        """
        self._sent += event["event"] == "request"
        if self._sent > self._requests:
            self.pull(f"after {self._requests} requests")
        self.check()

    def passed(self, seconds: float) -> None:
        """Note how much time has passed since the beginning.

        Raises:
            TrialOver: It was enough.
        """
        if seconds > self._seconds:
            self.pull(f"after {self._seconds:g} seconds of simulated time")
        self.check()

    def read(self) -> None:
        """Count one look at the clock.

        Raises:
            TrialOver: There were enough.
        """
        self._readings += 1
        if self._readings > MOST_READINGS:
            self.pull("because it only looked at the clock")
        self.check()

    def pull(self, reason: str) -> None:
        """End the trial; the first reason stays."""
        self.reason = self.reason or reason

    def check(self) -> None:
        """Do nothing while the trial may go on.

        Raises:
            TrialOver: It may not.
        """
        if self.reason:
            raise TrialOver(self.reason)
