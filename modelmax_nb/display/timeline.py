"""What was sent when, what came back, why the next attempt waited, and why there was no further one."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING

from modelmax_nb.attempts import Stopped
from modelmax_nb.display import words
from modelmax_nb.display.phrase import clean, join, plain, shorten
from modelmax_nb.failure import Symptom
from modelmax_nb.messages import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from modelmax_nb.attempts import Attempt, Wait
    from modelmax_nb.diagnosis import Diagnosis
    from modelmax_nb.failure import Failure

SHORT_MESSAGE = 90
# After a single attempt the other reasons go without saying.
BEFORE_SENDING = frozenset(
    {
        Symptom.NO_KEY,
        Symptom.BAD_KEY,
        Symptom.PLAIN_HTTP,
        Symptom.BAD_BASE_URL,
        Symptom.BAD_REQUEST_VALUE,
    }
)
TOLD_AFTER_ONE = (
    Stopped.DEADLINE,
    Stopped.BUDGET,
    Stopped.BREAKER,
    Stopped.SERVER_SAID_NO,
    Stopped.INTERRUPTED,
)
TEN = 10
SHORTEST = 0.01  # seconds; less would read as no time at all


def seconds(value: float) -> str:
    """Return a span of time with two digits that mean something: ``0.04``, ``1.3``, ``12``."""
    if value >= TEN:
        return f"{value:.0f}"
    if value >= 0.095 or value == 0:  # noqa: PLR2004 - rounds to 0.1
        return f"{value:.1f}"
    return f"{max(value, SHORTEST):.2f}"


def utc(when: float) -> str:
    """Return seconds since the epoch as a date and time in UTC."""
    return f"{datetime.fromtimestamp(when, UTC):%Y-%m-%d %H:%M:%S} UTC"


def result_word(failure: Failure | None, language: str) -> str:
    """Return the shortest name of what came back: status, exception or, in words, what it looked like."""
    if failure is None:
        return say(words.ANSWERED, language)
    return str(failure.status or failure.exception) or say(words.SYMPTOMS[failure.symptom.value], language)


def result_line(failure: Failure | None, language: str) -> str:
    """Return what came back in a few words, with the start of the server's own sentence."""
    word = result_word(failure, language)
    if failure is None or not failure.message:
        return word
    message = shorten(" ".join(clean(failure.message).split()), SHORT_MESSAGE)
    return say(words.WITH_MESSAGE, language, result=word, message=message)


def wait_line(wait: Wait, language: str) -> str:
    """Return how long a wait was and why."""
    return say(
        words.WAITS[wait.reason.value],
        language,
        seconds=seconds(wait.seconds),
        cap=seconds(wait.cap),
        floor=seconds(wait.floor),
    )


def attempt_line(
    attempt: Attempt,
    language: str,
    *,
    total: int,
    left: float | None = None,
) -> str:
    """Return the line that is shown while the wait after *attempt* lasts.

    Args:
        attempt: The attempt that failed; it needs a ``wait``.
        language: Language of the line.
        total: Attempts allowed in all.
        left: Seconds left of the wait; the whole wait when None.
    """
    wait = attempt.wait
    if wait is None:
        return result_line(attempt.failure, language)
    failure = attempt.failure
    # Source: documented (bad_gateway: the provider failed); a 502 without that word may be a proxy's.
    at_provider = failure is not None and failure.type == "bad_gateway"
    result = words.STATUS_FROM if at_provider else words.STATUS_ONLY
    return say(
        words.NEXT[wait.reason.value],
        language,
        number=attempt.number + 1,
        total=total,
        left=seconds(max(0.0, wait.seconds if left is None else left)),
        result=say(result, language, status=result_word(failure, language)),
        seconds=seconds(wait.seconds),
        cap=seconds(wait.cap),
        floor=seconds(wait.floor),
    )


def summary_line(diagnosis: Diagnosis, language: str) -> str:
    """Return how many attempts there were, how long they took and why there were no more."""
    attempts = diagnosis.attempts
    if not attempts:  # that nothing was sent stands where the charge is answered
        return ""
    last = attempts[-1]
    text = words.ONE_ATTEMPT if len(attempts) == 1 else words.MANY_ATTEMPTS
    sentences = [say(text, language, count=len(attempts), seconds=seconds(last.started + last.seconds))]
    if len(attempts) > 1 or diagnosis.stopped in TOLD_AFTER_ONE:
        sentences.append(stopped_line(diagnosis.stopped, language))
    return join(sentences, language)


def stopped_line(stopped: Stopped, language: str) -> str:
    """Return the sentence that says why there was no further attempt."""
    return say(words.STOPS[stopped.value], language)


def timeline_text(attempts: Sequence[Attempt], language: str) -> list[str]:
    """Return one line of text for each attempt."""
    lines = []
    for attempt, result in zip(attempts, _results(attempts, language), strict=True):
        line = say(
            words.LINE,
            language,
            number=attempt.number,
            start=seconds(attempt.started),
            took=seconds(attempt.seconds),
            result=result,
        )
        if attempt.wait:
            line = say(words.LINE_THEN, language, line=line, wait=wait_line(attempt.wait, language))
        lines.append(line)
    return lines


def timeline_html(attempts: Sequence[Attempt], language: str) -> str:
    """Return the attempts as an HTML table."""
    columns = (
        words.COLUMN_NUMBER,
        words.COLUMN_START,
        words.COLUMN_TOOK,
        words.COLUMN_RESULT,
        words.COLUMN_WAIT,
    )
    head = "".join(f'<th scope="col">{escape(say(column, language))}</th>' for column in columns)
    rows = []
    for attempt, result in zip(attempts, _results(attempts, language), strict=True):
        cells = (
            str(attempt.number),
            say(words.STARTED_AT, language, seconds=seconds(attempt.started)),
            say(words.TOOK, language, seconds=seconds(attempt.seconds)),
            result,
            wait_line(attempt.wait, language) if attempt.wait else "",
        )
        rows.append("".join(f"<td>{escape(cell, quote=False)}</td>" for cell in cells))
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _results(attempts: Sequence[Attempt], language: str) -> list[str]:
    """Return what came back from each attempt, with the model where it was not always the same."""
    several = len({attempt.model for attempt in attempts}) > 1
    results = []
    for attempt in attempts:
        result = result_line(attempt.failure, language)
        results.append(
            plain(words.WITH_MODEL, language, result=result, name=attempt.model) if several else result
        )
    return results
