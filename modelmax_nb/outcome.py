"""What a response or an exception amounts to: an answer, a failure, or both.

The SDK hides some failures: a 200 that holds a page comes back as a ``str``, a 200 with ``{"error": ...}``
as a completion without choices, a stream whose body just ends as nothing at all. So answers are read from
the body itself, here, for every path.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from modelmax_nb.answer import Answer, Usage
from modelmax_nb.failure import Failure, Symptom, redact

if TYPE_CHECKING:
    from collections.abc import Mapping

BODY_LIMIT = 1500  # characters of a body worth keeping; the rest helps nobody
ERROR_STATUS = 300  # redirects are not followed, so they end a call as well
SHOWN_HEADERS = (
    "content-type",
    "retry-after",
    "retry-after-ms",
    "x-should-retry",
    "x-request-id",
    "server",
    "location",
)
SIMULATOR_HEADER = "x-modelmax-simulator"
# The latter: brackets in brackets, deeper than Python reads.
UNREADABLE = (ValueError, RecursionError)


class Outcome(NamedTuple):
    """How one attempt ended.

    Attributes:
        answer: What was answered, also when it is not whole; None when nothing came.
        failure: What went wrong; None when nothing did. Beside a whole answer it is a quiet one, such as
            an answer cut by its length.
        error: The exception behind it; None when the SDK raised nothing.
    """

    answer: Answer | None = None
    failure: Failure | None = None
    error: BaseException | None = None

    @property
    def quiet(self) -> bool:
        """Whether the answer stands although something is to be said about it."""
        return (
            self.failure is not None
            and self.answer is not None
            and self.answer.complete
            and bool(self.answer)
        )


def outcome_of_body(
    text: str, headers: Mapping[str, str], context: Failure, secrets: tuple[str, ...]
) -> Outcome:
    """Read a complete answer, or the failure it hides, from the body of a 200.

    Args:
        text: The body.
        headers: Response headers, lower-case names.
        context: A failure that already knows the request; only its symptom and evidence are replaced.
        secrets: Texts to remove from everything that is kept.
    """
    seen = with_evidence(context, 200, headers, text, secrets)
    try:
        body = json.loads(text)
    except UNREADABLE:
        return Outcome(failure=replace(seen, symptom=Symptom.NOT_JSON))
    if not isinstance(body, dict):
        return Outcome(failure=replace(seen, symptom=Symptom.NO_ANSWER_IN_BODY))
    choice = _first_choice(body)
    if choice is None:
        symptom = Symptom.ERROR_IN_ANSWER if body.get("error") else Symptom.NO_ANSWER_IN_BODY
        return Outcome(failure=replace(seen, symptom=symptom))
    message = choice.get("message")
    content = message.get("content") if isinstance(message, dict) else None
    answer = Answer(
        content if isinstance(content, str) else "",
        model=str(body.get("model") or context.model),
        finish_reason=_string(choice.get("finish_reason")) or "",  # the body is whole even if this is missing
        usage=usage_from(body.get("usage")),
        simulated=seen.simulated,
        cost=cost_from(body),
    )
    return outcome_of_answer(answer, seen)


def outcome_of_answer(answer: Answer, seen: Failure) -> Outcome:
    """Add the quiet failure, if there is one, to an answer that arrived whole."""
    symptom = None
    if answer.finish_reason == "content_filter":
        symptom = Symptom.CONTENT_FILTERED
    elif not answer.strip():
        symptom = Symptom.CUT_BY_LENGTH if answer.finish_reason == "length" else Symptom.EMPTY_ANSWER
    elif answer.finish_reason == "length":
        symptom = Symptom.CUT_BY_LENGTH
    if symptom is None:
        return Outcome(answer=answer)
    reason, used = "", None
    if symptom is Symptom.EMPTY_ANSWER:
        reason = answer.finish_reason or ""
        used = answer.usage and (answer.usage.prompt_tokens, answer.usage.completion_tokens)
    seen = replace(seen, symptom=symptom, partial=len(answer), body="", detail=reason, usage=used)
    return Outcome(answer=answer, failure=seen)


def with_evidence(
    context: Failure, status: int | None, headers: Mapping[str, str], text: str, secrets: tuple[str, ...]
) -> Failure:
    """Return *context* with what the response shows, secrets removed; its symptom is ``STATUS``."""
    kind, message = read_error(text)
    return replace(
        context,
        symptom=Symptom.STATUS,
        status=status,
        type=kind and redact(kind, secrets),
        message=redact(message, secrets),
        body=redact(text[:BODY_LIMIT], secrets),
        content_type=headers.get("content-type", ""),
        headers={name: redact(headers[name], secrets) for name in SHOWN_HEADERS if name in headers},
        retry_after=retry_after_from(headers),
        should_retry=_boolean(headers.get("x-should-retry")),
        simulated=context.simulated or SIMULATOR_HEADER in headers,
    )


def read_error(text: str) -> tuple[str | None, str]:
    """Read the error's ``type`` word and message out of a body.

    Args:
        text: The body, expected ``{"error": {"message": str, "type": str}}``; any text is accepted.

    Returns:
        ``(type, message)``; None and "" where they are absent. Never raises: a broken body is a symptom.

    Source: documented (error envelope; a plain string for a failed video task); vendor code (a body may be
    no JSON at all).
    """
    try:
        body = json.loads(text)
    except UNREADABLE:
        return None, ""
    error = body.get("error") if isinstance(body, dict) else None
    if isinstance(error, str):
        return None, error
    if isinstance(error, dict):
        return _string(error.get("type")), _string(error.get("message")) or ""
    return None, ""


def retry_after_from(headers: Mapping[str, str]) -> float | None:
    """Return the pause the server asked for in seconds, from ``retry-after-ms`` or ``Retry-After``."""
    milliseconds = _number(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return milliseconds / 1000
    asked = headers.get("retry-after")
    seconds = _number(asked)
    if seconds is not None or not asked:
        return seconds
    return _seconds_until(asked, headers.get("date"))


def _seconds_until(date: str, server_now: str | None) -> float | None:
    """Return the seconds from the server's own time (else ours) until an HTTP *date*."""
    import time
    from email.utils import mktime_tz, parsedate_tz

    then = parsedate_tz(date)
    now = parsedate_tz(server_now) if server_now else None
    if then is None:
        return None
    return max(0.0, mktime_tz(then) - (mktime_tz(now) if now else time.time()))


def usage_from(value: object) -> Usage | None:
    """Read the token counts of a body; None when there are none."""
    if not isinstance(value, dict):
        return None
    names = ("prompt_tokens", "completion_tokens", "total_tokens")
    return Usage(**{name: count for name in names if isinstance(count := value.get(name), int)})


def cost_from(body: Mapping[str, Any]) -> float | None:
    """Read what the server says a call cost. Source: not documented; None unless a number is there."""
    usage = body.get("usage")
    cost = usage.get("cost") if isinstance(usage, dict) else None
    return float(cost) if isinstance(cost, (int, float)) and not isinstance(cost, bool) else None


def _first_choice(body: Mapping[str, Any]) -> Mapping[str, Any] | None:
    choices = body.get("choices")
    first = choices[0] if isinstance(choices, list) and choices else None
    return first if isinstance(first, dict) else None


def _string(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _boolean(value: str | None) -> bool | None:
    return {"true": True, "false": False}.get((value or "").strip().lower())


def _number(value: str | None) -> float | None:
    """Return a number of at least 0, or None."""
    try:
        number = float(value or "")
    except ValueError:
        return None
    return number if 0 <= number < float("inf") else None
