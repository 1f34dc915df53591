"""The one exception that a failed call raises."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from modelmax_nb.failure import Symptom
from modelmax_nb.messages import say

if TYPE_CHECKING:
    from modelmax_nb.answer import Answer
    from modelmax_nb.attempts import Attempt
    from modelmax_nb.diagnosis import Diagnosis


class ModelMaxError(Exception):
    """A call that did not end well; its text is English and can be searched for.

    Attributes:
        diagnosis: What came back and what we know of it.
        attempts: Every request that was sent.
        answer: The part of the answer that arrived before the failure, or None.
        retryable: Whether ``%modelmax retry`` can repeat the call; it knows calls for answers alone.
    """

    retryable = True
    # What is set after it was made, and goes along to another process.
    _carried: ClassVar[tuple[str, ...]] = ("retryable",)

    def __init__(self, diagnosis: Diagnosis, answer: Answer | None = None) -> None:
        self.diagnosis = diagnosis
        self.attempts: tuple[Attempt, ...] = diagnosis.attempts
        self.answer = answer
        title = say(diagnosis.entry.text("title"), **diagnosis.values)
        super().__init__(f"{title} ({diagnosis.entry.slug})")

    def __reduce__(self) -> tuple[object, ...]:
        """Travel to another process as what it was made of."""
        carried = {name: getattr(self, name) for name in self._carried if hasattr(self, name)}
        return type(self), (self.diagnosis, self.answer), carried

    @property
    def last_error(self) -> BaseException | None:
        """The SDK's own exception, when there was one."""
        return self.__cause__

    def _render_traceback_(self) -> list[str]:
        """Return the lines that IPython shows instead of a traceback: no frames, no chain, no key."""
        failure = self.diagnosis.failure
        if failure.symptom is Symptom.INTERRUPTED and self.answer:
            charge = "Whether it is charged is not documented"
            return [f"{type(self).__name__}: {self} {charge}; %modelmax why tells more."]
        if failure.symptom is Symptom.STOPPED_EARLY:
            return [f"{type(self).__name__}: {self}"]
        lines = [f"{type(self).__name__}: {self}"]
        if failure.status is not None and failure.message:
            kind = f" {failure.type}" if failure.type else ""
            lines.append(f"  {failure.status}{kind}: {' '.join(failure.message.split())[:200]}")
        repeats = any((fix.command or "").startswith("%modelmax retry") for fix in self.diagnosis.fixes)
        again = "; %modelmax retry sends it again" if repeats and self.retryable else ""
        lines.append(f"  %modelmax why shows all that is known{again}.")
        return ["".join(char if char.isprintable() else " " for char in line) for line in lines]


def error_of(
    diagnosis: Diagnosis, answer: Answer | None, cause: BaseException | None, secret: str
) -> ModelMaxError:
    """Build the exception to raise, with the SDK's own behind it unless that one holds the key."""
    error = ModelMaxError(diagnosis, answer)
    error.__cause__ = cause if cause is None or _is_clean(cause, secret) else None
    error.__suppress_context__ = True
    return error


def _is_clean(cause: BaseException, secret: str) -> bool:
    """Take the key out of the requests behind *cause*; tell whether no text in its chain holds it."""
    link: BaseException | None = cause
    seen: set[int] = set()
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        request = (
            getattr(link, "request", None) if hasattr(link, "response") or hasattr(link, "body") else None
        )
        headers = getattr(request, "headers", None)
        if headers is not None:
            headers.pop("authorization", None)
        if secret and secret in f"{link!s}{link!r}":
            return False
        link = link.__cause__ or link.__context__
    return True
