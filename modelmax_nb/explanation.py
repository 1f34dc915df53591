"""Explaining any failure of the openai SDK or of the API, also outside notebooks."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from modelmax_nb.api import current_session
from modelmax_nb.client import failure_from
from modelmax_nb.diagnosis import Diagnosis, diagnose
from modelmax_nb.display.mimebundle import card_bundle
from modelmax_nb.display.text import render_text
from modelmax_nb.errors import ModelMaxError
from modelmax_nb.failure import Failure, Symptom
from modelmax_nb.messages import Saying, Text
from modelmax_nb.outcome import ERROR_STATUS, outcome_of_body, with_evidence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from modelmax_nb.catalog.entry import Entry

# Source: documented (status codes of the error-handling guide)
STATUS_OF_TYPE = {
    "bad_request": 400,
    "unauthorized": 401,
    "insufficient_balance": 402,
    "internal_error": 500,
    "bad_gateway": 502,
}
CLIENTS_KEY = Saying(Text("source.client", "the client's own key"))
HEAD = re.compile(
    r"\s*HTTP/[\d.]+ (?P<status>\d{3})[^\n]*\n(?P<headers>(?:[^\s:]+:[^\n]*\n)*)\s*(?P<body>.*)", re.DOTALL
)
SDK_LINE = re.compile(r"Error code: (?P<status>\d{3})(?: - (?P<body>.*))?", re.DOTALL)


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
        ValueError: *failed* is a whole answer; nothing is wrong with it.
    """
    if isinstance(failed, ModelMaxError):
        return Explanation(failed.diagnosis)
    if isinstance(failed, BaseException):
        return Explanation(diagnose(failure_from(failed, *_origin(failed))))
    if hasattr(failed, "status_code") and hasattr(failed, "text"):
        return _explain_body(str(failed.text), int(failed.status_code), getattr(failed, "headers", {}))
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
    line = SDK_LINE.search(text)
    if line:
        return _explain_body(_as_json(line["body"] or ""), int(line["status"]), {})
    return _explain_body(text, status, {})


def _as_json(text: str) -> str:
    """Turn the Python dict that the SDK prints into the JSON that the server sent."""
    try:
        value = ast.literal_eval(text.strip())
    except (ValueError, SyntaxError):
        return text
    body = value if isinstance(value, dict) and "error" in value else {"error": value}
    return json.dumps(body)


def _explain_body(text: str, status: int | None, headers: Mapping[str, str]) -> Explanation:
    lower = {name.lower(): value for name, value in headers.items()}
    seen = with_evidence(Failure(symptom=Symptom.STATUS, path=""), status, lower, text, ())
    if status is None and seen.type in STATUS_OF_TYPE:
        seen = with_evidence(seen, STATUS_OF_TYPE[seen.type], lower, text, ())
    if seen.status is None or seen.status >= ERROR_STATUS:
        return Explanation(diagnose(seen))
    outcome = outcome_of_body(text, lower, seen, ())
    if outcome.failure is None:
        raise ValueError("This is a whole answer; there is nothing to explain.")
    return Explanation(diagnose(outcome.failure))


def _origin(error: BaseException) -> tuple[Failure, tuple[str, ...]]:
    """Return what the exception's request tells, and the key to keep out of sight."""
    request: Any = getattr(error, "request", None)
    if request is None:
        return Failure(symptom=Symptom.UNKNOWN, path="", method=""), ()
    url = urlsplit(str(request.url))
    key = request.headers.get("authorization", "").removeprefix("Bearer ")
    context = Failure(
        symptom=Symptom.UNKNOWN,
        method=request.method,
        path=url.path,
        base_url=f"{url.scheme}://{url.netloc.rpartition('@')[2]}",
        model=_model_of(request),
        key_source=CLIENTS_KEY if key else "",
    )
    return context, (key,) if key else ()


def _model_of(request: Any) -> str:  # noqa: ANN401 - httpx2's or httpx's
    try:
        body = json.loads(request.content)
    except Exception:  # noqa: BLE001 - a streamed or empty request body tells nothing
        return ""
    return str(body.get("model", "")) if isinstance(body, dict) else ""
