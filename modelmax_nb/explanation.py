"""Explaining any failure of the openai SDK or of the API, also outside notebooks."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from modelmax_nb.api import current_session
from modelmax_nb.calls import placed
from modelmax_nb.diagnosis import Diagnosis, diagnose
from modelmax_nb.display.mimebundle import card_bundle
from modelmax_nb.display.text import render_text
from modelmax_nb.errors import ModelMaxError
from modelmax_nb.exceptions import (
    ANY_FAULT,
    LONGEST_DETAIL,
    failure_from,
    fault_by_words,
    names_missing_key,
    text_of_response,
)
from modelmax_nb.failure import Failure, Symptom, redact
from modelmax_nb.making import Making, making_of
from modelmax_nb.origin import by_key, origin_of
from modelmax_nb.outcome import ERROR_STATUS, outcome_of_body, with_evidence
from modelmax_nb.own_code import only_explained
from modelmax_nb.pasted import STATUS_OF_TYPE, diagnosis_by_id, own_error, read_pasted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from modelmax_nb.catalog.entry import Entry
    from modelmax_nb.pasted import Pasted

UNREADABLE = "The status is fine, and the body of this response can no longer be read."
WHOLE = "This is a whole answer; there is nothing to explain."
UNDER_WAY = "This task is still under way; there is nothing to explain yet."
OK = 200
NOTHING_KNOWN = Failure(symptom=Symptom.UNKNOWN, path="", method="")
HEAD = re.compile(
    r"\s*HTTP/[\d.]+ (?P<status>\d{3})[^\n]*\n(?P<headers>(?:[^\s:]+:[^\n]*\n)*)\s*(?P<body>.*)", re.DOTALL
)
SDK_LINE = re.compile(r"Error code: (?P<status>\d{3})(?: - (?P<body>.*))?", re.DOTALL)
# Source: documented (the message of an unknown model)
MODEL_NOT_FOUND = re.compile(r"model not found: (?P<model>\S{1,100})")
PAGE = re.compile(r"[\s\ufeff]*<(?:!doctype html|html)\b", re.IGNORECASE)
# Lines such as ``httpx2.ConnectError: [Errno 111] Connection refused`` in a traceback.
RAISED = re.compile(r"^(?P<name>[\w.]*(?:Error|Exception|Timeout|gaierror)): (?P<said>.*)$", re.MULTILINE)
TIMED_OUT = re.compile(
    r"\b(?P<name>APITimeoutError|ConnectTimeout|ReadTimeout)\b|^Request timed out\.", re.MULTILINE
)
NOT_CONNECTED = re.compile(r"\b(?:APIConnectionError|ConnectError)\b|^Connection error\.", re.MULTILINE)


@dataclass(frozen=True)
class Explanation:
    """A diagnosis that shows itself: as a card in a notebook, as text anywhere else.

    Attributes:
        diagnosis: What came back and what we know of it.
        language: In which to say it; the session's when None.
    """

    diagnosis: Diagnosis
    language: str | None = None

    @property
    def entry(self) -> Entry:
        """What we know of this cause."""
        return self.diagnosis.entry

    def __str__(self) -> str:
        """Return the card as plain text."""
        return render_text(self.diagnosis, self._language())

    def __repr__(self) -> str:
        """Name the cause."""
        return f"<Explanation {self.entry.slug}>"

    def _repr_mimebundle_(self, **_formats: object) -> dict[str, str]:
        return card_bundle(self.diagnosis, self._language(), live=False)

    def _language(self) -> str:
        return self.language or current_session().language


def explain(failed: object, *, status: int | None = None) -> Explanation:
    """Say what went wrong.

    Args:
        failed: An exception of the openai SDK or of this package; a response of httpx2, httpx or requests;
            a completion of the SDK; or the text or JSON of an error that was pasted.
        status: HTTP status of a pasted body.

    Raises:
        ValueError: *failed* is a whole answer; nothing is wrong with it. Or it is a response of status 200
            whose body can no longer be read.
    """
    if isinstance(failed, ModelMaxError):
        # ``%modelmax retry`` sends the session's last call: only that one's card may offer it.
        last = current_session().last
        is_last = failed.retryable and last is not None and last.diagnosis is failed.diagnosis
        return Explanation(failed.diagnosis if is_last else only_explained(failed.diagnosis))
    if isinstance(failed, BaseException):
        context, secrets = origin_of(failed)
        failure = by_key(failure_from(failed, context, secrets), secrets, failed)
        answered = failure.status is not None and failure.base_url  # nothing of ModelMax for others' replies
        return _explanation(placed(failure) if answered else failure)
    if isinstance(getattr(failed, "status_code", None), int):
        return _explain_response(failed)
    if hasattr(failed, "model_dump_json"):
        return _explain_body(failed.model_dump_json(), 200, {"content-type": "application/json"})
    if isinstance(failed, str):
        return _explain_text(failed, status)
    return _explain_body(json.dumps(failed, default=str), status, {})


def _explain_text(text: str, status: int | None) -> Explanation:
    """Explain a pasted HTTP response, a line of the SDK, or a body."""
    response = HEAD.match(text)
    if response:
        pairs = (line.split(":", 1) for line in response["headers"].splitlines())
        headers = {name.strip().lower(): value.strip() for name, value in pairs}
        return _explain_body(response["body"], int(response["status"]), headers)
    own = own_error(text)
    if own is not None:
        return _explain_own_line(*own)
    line = SDK_LINE.search(text)
    if line:
        return _explain_body(_as_json(line["body"] or ""), int(line["status"]), {})
    if status is None and PAGE.match(text):
        # Source: measured (a 200 that holds a page is what ``create()`` returns as a str).
        return _explain_body(text, 200, {"content-type": "text/html"})
    if status is None:
        failure = _failure_without_reply(text)
        if failure is not None:
            return _explanation(failure)
    pasted = read_pasted(text, status)
    if pasted is not None:
        explained = _explain_body(pasted.body, pasted.status, {})
        # What was read off a sentence may be meant otherwise, unless the reader gave the status.
        certain = explained.diagnosis.certain and status is not None
        return replace(explained, diagnosis=replace(explained.diagnosis, certain=certain))
    return _explain_body(text, status, {})


def _explain_own_line(slug: str, reply: Pasted | None, title: str) -> Explanation:
    """Explain the text of a ``ModelMaxError``, which names its cause."""
    seen = NOTHING_KNOWN
    if reply is not None:
        explained = _explain_body(reply.body, reply.status, {})
        if explained.entry.slug == slug:
            return explained
        seen = explained.diagnosis.failure
    return Explanation(only_explained(diagnosis_by_id(slug, title, seen)))


def _explanation(failure: Failure) -> Explanation:
    """Return what *failure* means; the call is not the session's, so nothing offers to send that again."""
    return Explanation(only_explained(diagnose(failure)))


def _failure_without_reply(text: str) -> Failure | None:
    """Read a failure without a status off a pasted sentence or traceback of the SDK; None if it is none."""
    if text.lstrip()[:1] in {"{", "["}:
        return None
    if names_missing_key(text):
        return replace(NOTHING_KNOWN, symptom=Symptom.NO_KEY, exception="OpenAIError")
    timed_out = TIMED_OUT.search(text)
    if timed_out:
        named = "ConnectTimeout" if "ConnectTimeout" in text else timed_out["name"]
        return replace(
            NOTHING_KNOWN, symptom=Symptom.TIMEOUT, exception="APITimeoutError", detail=named or ""
        )
    if not NOT_CONNECTED.search(text):
        return None
    said = [found["said"] for found in RAISED.finditer(text) if found["said"] != ANY_FAULT]
    detail = redact(said[0])[:LONGEST_DETAIL] if said else ""
    symptom = fault_by_words(" ".join(said))
    return replace(NOTHING_KNOWN, symptom=symptom, exception="APIConnectionError", detail=detail)


def _as_json(text: str) -> str:
    """Turn the Python dict that the SDK prints into the JSON that the server sent."""
    try:
        value = ast.literal_eval(text.strip())
    except (ValueError, SyntaxError):
        return (
            text if PAGE.match(text) or not text.strip() else json.dumps({"error": {"message": text.strip()}})
        )
    body = value if isinstance(value, dict) and "error" in value else {"error": value}
    return json.dumps(body)


def _explain_response(response: Any) -> Explanation:  # noqa: ANN401 - of any HTTP library
    """Explain a response of the SDK or of an HTTP library, also one whose body was not read."""
    response = getattr(response, "http_response", response)
    context, secrets = origin_of(response)
    text = text_of_response(response)
    if text is None and response.status_code < ERROR_STATUS:
        raise ValueError(UNREADABLE)
    return _explain_body(text or "", response.status_code, response.headers, context, secrets)


def _explain_body(
    text: str,
    status: int | None,
    headers: Mapping[str, str],
    context: Failure = NOTHING_KNOWN,
    secrets: tuple[str, ...] = (),
) -> Explanation:
    lower = {name.lower(): value for name, value in headers.items()}
    state = making_of(text)
    if state is not None and status is None:
        status = OK  # Source: documented (the state of a task, also a failed one, is no HTTP error)
    if state in {Making.WAITING, Making.WHOLE} and status is not None and status < ERROR_STATUS:
        raise ValueError(UNDER_WAY if state is Making.WAITING else WHOLE)
    seen = with_evidence(context, status, lower, text, secrets)
    if status is None and seen.type in STATUS_OF_TYPE:
        seen = with_evidence(seen, STATUS_OF_TYPE[seen.type], lower, text, secrets)
    named = MODEL_NOT_FOUND.search(seen.message)
    if named and not seen.model:
        seen = replace(seen, model=named["model"])
    if seen.status is None or seen.status >= ERROR_STATUS:
        return _explanation(seen)
    outcome = outcome_of_body(text, lower, seen, secrets)
    if outcome.failure is None:
        raise ValueError(WHOLE)
    return _explanation(outcome.failure)
