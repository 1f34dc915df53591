"""The request and the reply as text, without secrets and without the prompt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modelmax_nb.display import words
from modelmax_nb.display.phrase import clean, shorten
from modelmax_nb.display.timeline import BEFORE_SENDING, utc
from modelmax_nb.failure import MASK
from modelmax_nb.messages import say

if TYPE_CHECKING:
    from modelmax_nb.diagnosis import Diagnosis
    from modelmax_nb.failure import Failure

LONGEST_BODY = 1500
LONGEST_VALUE = 200


def render_exchange(diagnosis: Diagnosis, language: str) -> str:
    """Return the last exchange as lines of text: request, empty line, reply, and when it ended."""
    failure = diagnosis.failure
    lines = [*_request(failure, language), "", *_reply(failure, language)]
    if diagnosis.when is not None:
        lines += ["", say(words.ENDED_AT, language, when=utc(diagnosis.when))]
    return clean("\n".join(lines))


def _request(failure: Failure, language: str) -> list[str]:
    lines = [f"{failure.method} {failure.path}"]
    if failure.base_url:
        field = words.FIELD_BASE_URL_SIMULATED if failure.simulated else words.FIELD_BASE_URL
        lines.append(say(field, language, url=failure.base_url))
    if failure.key_source:
        where = words.FIELD_KEY if failure.key_hint else words.FIELD_KEY_SOURCE
        said = say(where, language, source=failure.key_source, hint=failure.key_hint)
        lines.append(f"authorization: {MASK}{say(words.NOTE, language, note=said)}")
    if failure.model:
        lines.append(f"model: {failure.model}")
    for name, value in failure.parameters.items():
        lines.append(f"{name}: {shorten(str(value), LONGEST_VALUE)}")
    lines.append(say(words.PROMPT_HIDDEN, language))
    return lines


def _reply(failure: Failure, language: str) -> list[str]:
    headers = dict(failure.headers)
    if failure.content_type:
        headers.setdefault("content-type", failure.content_type)
    lines = [] if failure.status is None else [say(words.FIELD_STATUS, language, status=failure.status)]
    lines += [f"{name}: {shorten(value, LONGEST_VALUE)}" for name, value in headers.items()]
    if failure.body:
        lines += ["", _body(failure.body, language)]
    elif failure.status is not None and not failure.partial:
        lines += ["", say(words.EMPTY_BODY, language)]
    if failure.partial:
        lines.append(say(words.PARTIAL, language, count=failure.partial))
    if not lines:
        unsent = failure.symptom in BEFORE_SENDING
        lines.append(say(words.UNSENT if unsent else words.NO_REPLY, language))
    return [*lines, *_exception(failure, language)]


def _exception(failure: Failure, language: str) -> list[str]:
    if not failure.exception:
        return []
    # With a response, the exception's text only repeats its status and body.
    text = failure.exception if failure.status else f"{failure.exception}: {failure.message}"
    return ["", say(words.FIELD_EXCEPTION, language, text=text.removesuffix(": "))]


def _body(body: str, language: str) -> str:
    if len(body) <= LONGEST_BODY:
        return body
    return f"{body[:LONGEST_BODY]}\n{say(words.CUT, language, count=len(body) - LONGEST_BODY)}"
