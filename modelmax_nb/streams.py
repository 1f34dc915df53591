"""A streamed answer: what its chunks add up to, and whether its end was reached."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from modelmax_nb.answer import Answer, Usage
from modelmax_nb.failure import Failure, Symptom
from modelmax_nb.outcome import Outcome, outcome_of_answer

if TYPE_CHECKING:
    from collections.abc import Callable


class StreamedAnswer:
    """Collects the chunks of one stream.

    Args:
        on_text: Called with each new piece of text.
    """

    def __init__(self, on_text: Callable[[str], None] | None = None) -> None:
        self._pieces: list[str] = []
        self._on_text = on_text
        self.finish_reason: str | None = None
        self.model = ""
        self.usage: Usage | None = None

    @property
    def text(self) -> str:
        """What has arrived so far."""
        return "".join(self._pieces)

    def add(self, chunk: Any) -> None:  # noqa: ANN401 - the SDK's chunk, whose fields may all be missing
        """Take in one chunk. Source: documented (text at ``choices[0].delta.content``, maybe absent)."""
        self.model = getattr(chunk, "model", None) or self.model
        usage = getattr(chunk, "usage", None)
        if usage is not None:
            self.usage = Usage(
                prompt_tokens=getattr(usage, "prompt_tokens", 0) or 0,
                completion_tokens=getattr(usage, "completion_tokens", 0) or 0,
                total_tokens=getattr(usage, "total_tokens", 0) or 0,
            )
        choices = getattr(chunk, "choices", None)
        if not choices:
            return
        self.finish_reason = getattr(choices[0], "finish_reason", None) or self.finish_reason
        piece = getattr(getattr(choices[0], "delta", None), "content", None)
        if piece:
            self._pieces.append(piece)
            if self._on_text is not None:
                self._on_text(piece)

    def answer(self, model: str, *, simulated: bool) -> Answer:
        """Return what arrived as an answer; its ``finish_reason`` is None unless the end came."""
        return Answer(
            self.text,
            model=self.model or model,
            finish_reason=self.finish_reason,
            usage=self.usage,
            simulated=simulated,
        )


def outcome_of_stream(streamed: StreamedAnswer, context: Failure) -> Outcome:
    """Judge a stream that ended without an exception.

    Source: measured (a body that just ends raises nothing; only the missing ``finish_reason`` shows it).
    """
    answer = streamed.answer(context.model, simulated=context.simulated)
    if streamed.finish_reason is None:
        seen = replace(context, symptom=Symptom.STREAM_ENDED_EARLY, status=200, partial=len(streamed.text))
        return Outcome(answer=answer if streamed.text else None, failure=seen)
    return outcome_of_answer(answer, replace(context, status=200))
