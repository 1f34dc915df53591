"""The request and the reply as text, without secrets and without the prompt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modelmax_nb.addresses import is_local
from modelmax_nb.display import words
from modelmax_nb.display.phrase import clean, shorten
from modelmax_nb.display.timeline import BEFORE_SENDING, seconds, utc
from modelmax_nb.failure import MASK, OF_A_FILE, Symptom
from modelmax_nb.messages import Saying, say

if TYPE_CHECKING:
    from modelmax_nb.diagnosis import Diagnosis
    from modelmax_nb.failure import Failure

LONGEST_BODY = 1500
LONGEST_VALUE = 200
NOT_KNOWN = "\N{EM DASH}"
# What the reply ended with, as the symptom tells it.
FINISH_REASONS = {Symptom.CUT_BY_LENGTH: "length", Symptom.CONTENT_FILTERED: "content_filter"}
# The body of these was read, and the answer is shown above: it is neither kept nor empty.
READ = frozenset({
    *FINISH_REASONS, Symptom.EMPTY_ANSWER, Symptom.STREAM_CUT, Symptom.STREAM_ENDED_EARLY,
    Symptom.STREAM_ERROR, Symptom.STREAM_BAD_DATA, Symptom.STREAM_STALLED,
})  # fmt: skip


def render_exchange(diagnosis: Diagnosis, language: str) -> str:
    """Return the last exchange as lines of text: request, empty line, reply, and when it ended."""
    failure = diagnosis.failure
    provider = diagnosis.values.get("provider", "")
    lines = [*_request(failure, provider, language), "", *_reply(failure, language)]
    ended = _ended(diagnosis, language)
    if ended:
        lines += ["", *ended]
    return clean("\n".join(lines))


def _ended(diagnosis: Diagnosis, language: str) -> list[str]:
    """Return when the last request ended and, for a call of the reader's own code, how long it took."""
    last = diagnosis.place.last if diagnosis.place is not None else None
    lines = []
    if last is not None and last.seconds is not None:
        took = seconds(last.seconds)
        lines.append(say(words.LAST_REQUEST, language, number=last.number, seconds=took))
    if diagnosis.when is not None:
        lines.append(say(words.ENDED_AT, language, when=utc(diagnosis.when)))
    return lines


def _request(failure: Failure, provider: str, language: str) -> list[str]:
    lines = [f"{failure.method} {failure.path}"]
    if failure.base_url:
        # A simulator that is served has that very address.
        in_its_place = failure.simulated and not is_local(failure.base_url)
        field = words.FIELD_BASE_URL_SIMULATED if in_its_place else words.FIELD_BASE_URL
        lines.append(say(field, language, url=failure.base_url))
    if failure.key_source:
        where = words.FIELD_KEY if failure.key_hint else words.FIELD_KEY_SOURCE
        said = say(where, language, source=failure.key_source, hint=failure.key_hint)
        lines.append(f"authorization: {MASK}{say(words.NOTE, language, note=said)}")
    if failure.model:
        # the catalog's sign for a fact that did not come has no letter
        known = say(words.PROVIDER, language, provider=provider) if provider.strip(NOT_KNOWN) else ""
        lines.append(f"model: {failure.model}{say(words.NOTE, language, note=known) if known else ''}")
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
    elif failure.status is not None and failure.symptom not in READ | OF_A_FILE:
        # Without choices means that something was read, and the program that read it did not keep it.
        lost = failure.symptom is Symptom.NO_ANSWER_IN_BODY
        lines += ["", say(words.LOST_BODY if lost else words.EMPTY_BODY, language)]
    reason = FINISH_REASONS.get(failure.symptom, "") or (failure.symptom in READ and failure.detail)
    if reason and failure.status is not None:
        lines += ["", f"finish_reason: {reason}"]
    if failure.symptom in OF_A_FILE:
        lines.append(say(words.BYTES, language, count=failure.partial))
    elif failure.partial or (reason and failure.status is not None):
        lines.append(say(words.PARTIAL, language, count=failure.partial))
    if not lines:
        unsent = failure.symptom in BEFORE_SENDING
        lines.append(say(words.UNSENT if unsent else words.NO_REPLY, language))
    return [*lines, *_exception(failure, language)]


def _exception(failure: Failure, language: str) -> list[str]:
    if not failure.exception:
        return []
    # With a response, the exception's text only repeats its status and body.
    said = "" if failure.status else failure.message or _words_of_exception(failure)
    text = f"{failure.exception}: {said}".removesuffix(": ")
    return ["", say(words.FIELD_EXCEPTION, language, text=text)]


def _words_of_exception(failure: Failure) -> str:
    """Return the words of what broke the call, verbatim; a sentence of ours stands elsewhere."""
    return "" if isinstance(failure.detail, Saying) else shorten(failure.detail, LONGEST_VALUE)


def _body(body: str, language: str) -> str:
    if len(body) <= LONGEST_BODY:
        return body
    return f"{body[:LONGEST_BODY]}\n{say(words.CUT, language, count=len(body) - LONGEST_BODY)}"
