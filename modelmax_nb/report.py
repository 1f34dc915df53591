"""A call and how it ended: what is asked of a session, and what it hands back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from modelmax_nb.retry import RetryPolicy

if TYPE_CHECKING:
    from modelmax_nb.answer import Answer
    from modelmax_nb.diagnosis import Diagnosis
    from modelmax_nb.errors import ModelMaxError
    from modelmax_nb.request import ChatRequest, Message


class Call(NamedTuple):
    """What to ask and how.

    Attributes:
        request: What is sent.
        policy: When it is repeated.
        fallbacks: Models to ask when the first one's provider fails, in order.
        timeout: Limit on silence in seconds; None for the session's.
        chat: Name of the conversation that keeps the turn; None for none.
        turn: The messages of the request that are new in this conversation.
        output: Name of the variable that the answer goes into; None for none.
        usual: The policy it had before :attr:`once`; None where it is still its own.
    """

    request: ChatRequest
    policy: RetryPolicy = RetryPolicy()
    fallbacks: tuple[str, ...] = ()
    timeout: float | None = None
    chat: str | None = None
    turn: tuple[Message, ...] = ()
    output: str | None = None
    usual: RetryPolicy | None = None

    @property
    def once(self) -> Call:
        """The same call with no automatic repeat: what one click sends."""
        usual = self.usual or self.policy
        return self._replace(policy=self.policy._replace(attempts=1), fallbacks=(), usual=usual)


class Report(NamedTuple):
    """How a call ended.

    Attributes:
        call: What was asked.
        answer: The answer; after a failure the part of it that arrived, or None.
        diagnosis: What went wrong; beside a whole answer it is a quiet failure. None when all is well.
        error: The SDK's exception behind the diagnosis, or None.
        notices: Sentences for the reader, such as that a blank was cut off the key.
        secret: The key in use, to keep it out of what is shown.
    """

    call: Call
    answer: Answer | None = None
    diagnosis: Diagnosis | None = None
    error: BaseException | None = None
    notices: tuple[str, ...] = ()
    secret: str = ""

    def __repr__(self) -> str:
        """Say how it ended, without the key."""
        ended = self.diagnosis.entry.slug if self.diagnosis else "answered"
        return f"<Report of a call to {self.call.request.model}: {ended}>"

    @property
    def answered(self) -> bool:
        """Whether there is a whole answer."""
        return (
            self.answer is not None and self.answer.complete and (self.diagnosis is None or bool(self.answer))
        )

    def exception(self) -> ModelMaxError:
        """Return the exception to raise for a call that failed."""
        from modelmax_nb.errors import error_of

        assert self.diagnosis is not None  # noqa: S101 - asked of failed calls alone
        return error_of(self.diagnosis, self.answer, self.error, self.secret)
