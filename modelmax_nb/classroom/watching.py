"""Watch a function at work in the simulator: what it sent, when, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Final

from modelmax_nb.classroom.plots.timeline import timeline
from modelmax_nb.classroom.situation import Situation
from modelmax_nb.classroom.trial import try_function
from modelmax_nb.display.phrase import clean, shorten
from modelmax_nb.display.timeline import seconds
from modelmax_nb.failure import redact

if TYPE_CHECKING:
    from collections.abc import Callable

    from modelmax_nb.classroom.plots.figure import Figure
    from modelmax_nb.classroom.situation import Evidence, Sent

LONGEST_ENDING: Final = 160
MOST_REQUESTS: Final = 200
LONGEST: Final = 6 * 3600.0  # simulated seconds


@dataclass(frozen=True, kw_only=True)
class Watched:
    """What a function did; shows itself as a line of time.

    Attributes:
        evidence: All that was seen.
        deadline: Drawn into the picture, in seconds.
    """

    evidence: Evidence
    deadline: float | None = None

    @property
    def requests(self) -> tuple[Sent, ...]:
        """What was sent, in order."""
        return self.evidence.requests

    @property
    def seconds(self) -> float:
        """How long it took, in simulated seconds."""
        return self.evidence.seconds

    @property
    def result(self) -> Any:  # noqa: ANN401 - whatever the function returned
        """What it returned; None when it raised."""
        return self.evidence.result

    @property
    def error(self) -> BaseException | None:
        """What it raised; None when it returned."""
        return self.evidence.error

    @property
    def ending(self) -> str:
        """How it ended, in a sentence."""
        if self.evidence.stopped:
            return f"It was stopped {self.evidence.stopped}."
        if self.error is None:
            return "It ended with an answer." if self.result is not None else "It ended without an answer."
        said = shorten(" ".join(clean(redact(str(self.error))).split()), LONGEST_ENDING)
        return f"It ended with {type(self.error).__name__}: {said}"

    def timeline(self, title: str = "") -> Figure:
        """Draw the requests; the title says how many they were when left out."""
        count = len(self.requests)
        title = title or f"{count} request{'' if count == 1 else 's'} in {seconds(self.seconds)} s"
        return timeline(self.requests, title=title, deadline=self.deadline, end=self.seconds)

    def __repr__(self) -> str:
        """Return it as text."""
        printed = [f"Printed: {line}" for line in self._printed.splitlines()]
        return "\n".join([*printed, self.timeline().text(), self.ending])

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        """Return it for a front end."""
        del include, exclude
        printed = (
            f"<p>It printed:</p><pre>{escape(self._printed, quote=False)}</pre>" if self._printed else ""
        )
        ending = f"<p>{escape(self.ending, quote=False)}</p>"
        return {"text/html": f"{printed}{self.timeline().html()}{ending}", "text/plain": repr(self)}

    @property
    def _printed(self) -> str:
        return clean(redact(self.evidence.printed)).strip()


def watch(
    function: Callable[..., Any],
    *args: object,
    play: str = "ok",
    repeat: bool = True,
    seed: int = 1,
    deadline: float | None = None,
    max_retries: int = 2,
    **options: object,
) -> Watched:
    """Call *function* in the simulator and return what it did; raises nothing of the function's own.

    Time is simulated as well: a wait of an hour is over at once, and counted.

    Args:
        function: Called with *args* and *options*. It reaches the simulator by whatever client it uses; a
            parameter named ``client`` gets one.
        *args: For the function.
        play: What the requests meet, as in ``%modelmax simulator play``.
        repeat: Whether *play* begins again after its last step.
        seed: Of the simulator and of ``random``.
        deadline: Drawn into the picture, in seconds.
        max_retries: Repeats of the client that is handed in; 2 is the SDK's own default.
        **options: For the function.
    """
    situation = Situation(
        name="watched",
        play=play,
        repeat=repeat,
        args=args,
        options=options,
        max_retries=max_retries,
        seed=seed,
        requests=MOST_REQUESTS,
        seconds=LONGEST,
    )
    return Watched(evidence=try_function(function, situation), deadline=deadline)
