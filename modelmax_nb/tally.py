"""What this session has sent and used, by model; prices are not documented, so money is not guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from modelmax_nb.answer import Answer
    from modelmax_nb.attempts import Attempt


class ModelTally:
    """Counts of one model."""

    requests = answers = failures = prompt_tokens = completion_tokens = 0


class Tally:
    """Counts of a session, by model ID and whether the simulator answered."""

    def __init__(self) -> None:
        self.models: dict[tuple[str, bool], ModelTally] = {}

    def of(self, model: str, *, simulated: bool) -> ModelTally:
        """Return the counts of *model*, which may be changed."""
        return self.models.setdefault((model, simulated), ModelTally())

    def book(self, attempts: tuple[Attempt, ...], answer: Answer | None, *, simulated: bool) -> None:
        """Count one call."""
        for attempt in attempts:
            row = self.of(attempt.model, simulated=simulated)
            row.requests += 1
            row.failures += attempt.failure is not None
            row.answers += attempt.failure is None
        if answer is not None and answer.usage is not None and attempts:
            row = self.of(attempts[-1].model, simulated=simulated)
            row.prompt_tokens += answer.usage.prompt_tokens
            row.completion_tokens += answer.usage.completion_tokens
