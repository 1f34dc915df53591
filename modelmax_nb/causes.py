"""Which cause a failure has: by its symptom, then its status, then its error word, then its text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from modelmax_nb.addresses import NO_TLS, bad_base_url, slip_in_path
from modelmax_nb.failure import Symptom
from modelmax_nb.readings import Reading, read
from modelmax_nb.statement import is_page, is_sign_in_page, statement_of
from modelmax_nb.suggestions import kind_of_model, kind_of_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from modelmax_nb.failure import Failure
    from modelmax_nb.models import ModelList


class Finding(NamedTuple):
    """A cause and what shows it.

    Attributes:
        cause: Slug of the entry.
        words: The words of the reply that gave it away; "" where none did.
        field: The field of the request that is meant, if any.
        certain: False where the cause rests on words alone.
    """

    cause: str
    words: str = ""
    field: str = ""
    certain: bool = True


# Symptoms that stand for one cause each, whatever else came.
_BY_SYMPTOM: Final = {
    Symptom.BAD_KEY: "unreadable-key",
    Symptom.PLAIN_HTTP: "plain-http-refused",
    Symptom.BAD_BASE_URL: "bad-base-url",
    Symptom.BAD_REQUEST_VALUE: "request-not-built",
    Symptom.REFUSED: "connection-refused",
    Symptom.DNS: "host-not-found",
    Symptom.INTERRUPTED: "interrupted",
    Symptom.STOPPED_EARLY: "interrupted",
    Symptom.STREAM_CUT: "stream-cut",
    Symptom.STREAM_ENDED_EARLY: "stream-ended-early",
    Symptom.STREAM_BAD_DATA: "stream-unreadable",
    Symptom.STREAM_STALLED: "stream-stalled",
    Symptom.CUT_BY_LENGTH: "answer-cut-by-length",
    Symptom.CONTENT_FILTERED: "answer-filtered",
    Symptom.EMPTY_ANSWER: "empty-answer",
    Symptom.TASK_STILL_RUNNING: "task-still-running",
    Symptom.TASK_UNREADABLE: "task-unreadable",
    Symptom.TASK_ELSEWHERE: "task-elsewhere",
    Symptom.RESULT_ASKED_BEFORE: "result-asked-before",
    Symptom.DOWNLOAD_CUT: "download-cut",
    Symptom.PICTURE_UNREADABLE: "picture-unreadable",
    Symptom.PICTURE_NOT_LOADED: "picture-not-loaded",
}

# Statuses that ModelMax does not document; the meaning is that of HTTP.
_BY_STATUS: Final = {
    407: "proxy-sign-in",
    408: "request-timeout",
    409: "conflict",
    413: "too-large",
    422: "unprocessable",
    429: "rate-limited",
    451: "forbidden",
    503: "service-unavailable",
    504: "gateway-timeout",
    511: "login-page",
    521: "service-unavailable",
    522: "gateway-timeout",  # with 524: a content network's own numbers for the same
    523: "service-unavailable",
    524: "gateway-timeout",
    529: "service-unavailable",
    530: "service-unavailable",
}

_FIELDS: Final = ("unsupported-field", "missing-field", "invalid-value")
# What a text is searched for, the most specific cause first.
_IN_REFUSALS: Final = (
    "content-refused",
    "quota-used-up",
    "model-not-allowed",
    "too-many-images",
    "context-too-long",
    "wrong-kind-of-model",
    "unknown-model",
    *_FIELDS,
)
_IN_PROVIDER_FAULTS: Final = (
    "content-refused",
    "context-too-long",
    "provider-unpaid",
    "provider-throttled",
    "wrong-kind-of-model",
    "model-not-served",
    "provider-access",
    "provider-refused-request",
    "too-many-images",
    *_FIELDS,
    "provider-outage",
)
# Who is asked for a key, and whom it does not let in.
_IN_DENIALS: Final = ("content-refused", "quota-denied", "model-not-allowed")
# What may stand behind a status that ModelMax does not document.
_READ_FIRST: Final = {
    413: ("too-many-images", "context-too-long"),
    422: _IN_REFUSALS,
    429: ("quota-used-up",),
    503: ("content-refused", "model-without-route"),
}
_CONTENT_NETWORK: Final = frozenset({521, 523, 530})  # it sends a page, or one line of plain text
# Readings that have no entry of their own.
_STANDS_FOR: Final = {
    "provider-unpaid": "provider-access",
    "model-without-route": "model-not-served",
    "quota-denied": "quota-used-up",
}
# What ModelMax itself refuses has rules that its documents tell; a provider's own rules are not known here.
_AT_THE_PROVIDER: Final = dict.fromkeys(("too-many-images", *_FIELDS), "provider-refused-request")
_IN_SERVER_FAULTS: Final = ("content-refused", "context-too-long", "provider-throttled")
# What Python's ssl module says, by what is behind it. Source: measured.
_IN_TLS_FAULTS: Final = {
    "clock-wrong": r"not yet valid",
    "certificate-unknown": r"self[- ]signed|unable to get (?:local )?issuer|unknown (?:ca|authority|issuer)",
    "certificate-of-another": r"hostname mismatch|not valid for|doesn['’]t match|ip address mismatch",
    "server-without-tls": NO_TLS.pattern,
}
# A proxy that is asked for a tunnel answers with a status; the HTTP library puts it into one line.
PROXY_REPLY: Final = re.compile(r"(?P<status>[45]\d\d) [A-Z][\w -]+$")
_VIDEO_FILE: Final = re.compile(r"/requests/.+/content/\d+$")
_TASK: Final = re.compile(r"provider mismatch|\brequest[ _]?id\b", re.IGNORECASE)
_NOT_REACHED: Final = frozenset({Symptom.REFUSED, Symptom.DNS, Symptom.TIMEOUT})
_MISFITS: Final = frozenset({"AttributeError", "ImportError", "ModuleNotFoundError", "TypeError"})
_LIBRARY: Final = re.compile(r"\b(?:openai|OpenAI|httpx2?|with_raw_response|http_client)\b")
FAILED_TASK: Final = re.compile(r'"status"\s*:\s*"(?:FAILED|ERROR)"', re.IGNORECASE)
RANGES: Final = {  # Source: documented
    "temperature": (0.0, 2.0),
    "top_p": (0.0, 1.0),
    "presence_penalty": (-2.0, 2.0),
    "frequency_penalty": (-2.0, 2.0),
}


def find(failure: Failure, models: ModelList | None = None) -> Finding:
    """Return the cause of *failure*: total, and the unknown last.

    Args:
        failure: What came back.
        models: The service's list; it only tells a wrong kind of model from an unknown one.
    """
    finding = _both(_find(failure), failure, models)
    listed = models is not None and failure.model in models.ids
    if finding.cause == "unknown-model" and listed:
        other_kind = kind_of_model(failure.model) is not kind_of_path(failure.path)
        return finding._replace(cause="wrong-kind-of-model" if other_kind else "unknown-model", certain=False)
    return finding


def _both(finding: Finding, failure: Failure, models: ModelList | None) -> Finding:
    """Return the entry for two causes where a second one is visible; the documents give no order."""
    unlisted = models is not None and models.ids and failure.model and failure.model not in models.ids
    if finding.cause == "insufficient-balance" and unlisted:
        return finding._replace(cause="balance-and-model")
    if finding.cause == "key-refused" and slip_in_path(failure.base_url):
        return finding._replace(cause="key-and-base-url", certain=False)
    return finding


def _find(failure: Failure) -> Finding:
    if failure.symptom is Symptom.CUT_BY_LENGTH and "max_tokens" in failure.parameters:
        return Finding("answer-cut-by-length", field="max_tokens")
    if failure.proxy and failure.symptom in _NOT_REACHED:
        return Finding("proxy-not-reached")
    if failure.symptom in _BY_SYMPTOM:
        return Finding(_BY_SYMPTOM[failure.symptom])
    decide = _DECISIONS.get(failure.symptom)
    return decide(failure) if decide else Finding("not-recognised", certain=False)


def _without_key(failure: Failure) -> Finding:
    return Finding("key-file-not-read" if failure.detail else "missing-key")


def _without_answer(failure: Failure) -> Finding:
    connecting = (
        "connect" in failure.detail.lower()
    )  # the class that httpx2 raises before a connection stands
    return Finding("connection-timeout" if connecting else "timeout-no-answer", certain=bool(failure.detail))


def _without_connection(failure: Failure) -> Finding:
    if not failure.detail:  # only the openai library's one sentence for every such fault
        return Finding("connection-fault", certain=False)
    refused = PROXY_REPLY.match(failure.detail)
    if refused is None:
        return Finding("connection-lost")
    return Finding("proxy-sign-in" if refused["status"] == "407" else "proxy-refused")


def _without_trust(failure: Failure) -> Finding:
    for cause, pattern in _IN_TLS_FAULTS.items():
        if re.search(pattern, failure.detail, re.IGNORECASE):
            return Finding(cause)
    return Finding("tls-fault")


def _without_json(failure: Failure) -> Finding:
    if not failure.body.strip() and not is_page(failure):
        return Finding("no-answer-in-body")
    if not is_page(failure):
        return Finding("answer-not-json")
    if is_sign_in_page(failure):
        return Finding("login-page", certain=False)
    return Finding("wrong-base-url", certain=bad_base_url(failure))


def _error_in_answer(failure: Failure) -> Finding:
    by_type = {"insufficient_balance": "insufficient-balance", "unauthorized": "key-refused"}
    if failure.type in by_type:
        return Finding(by_type[failure.type])
    found = _read(failure, _IN_REFUSALS) if failure.type == "bad_request" else _read_provider(failure)
    task_failed = bool(FAILED_TASK.search(failure.body))
    if task_failed and (found is None or found.cause != "content-refused"):
        return Finding("video-failed")
    if found is not None and found.cause == "provider-outage":
        # Said with a status that claims success, it is no plain outage.
        return Finding("error-in-answer", found.words)
    return found or Finding("error-in-answer")


def _without_choices(failure: Failure) -> Finding:
    if re.search(r'"status"\s*:\s*"(?:COMPLETED|SUCC\w+)"', failure.body, re.IGNORECASE):
        return Finding("video-without-file")
    pictures = re.search(r'"created"\s*:', failure.body) and re.search(r'"data"\s*:\s*\[', failure.body)
    return Finding("picture-missing" if pictures else "no-answer-in-body")


def _error_in_stream(failure: Failure) -> Finding:
    return _read(failure, ("content-refused",)) or Finding("stream-error-event")


def _foreign(failure: Failure) -> Finding:
    if failure.exception == "APIRemovedInV1":
        return Finding("sdk-call-of-old")
    misfit = failure.exception in _MISFITS and _LIBRARY.search(failure.detail)
    if failure.exception == "UnfitSdkError" or misfit:
        return Finding("sdk-does-not-fit", certain=not misfit)
    return Finding("sdk-unexpected" if failure.exception else "not-recognised", certain=False)


def _by_status(failure: Failure) -> Finding:
    status = failure.status
    if status is None:
        return Finding("text-not-recognised", certain=False)
    if status in _DOCUMENTED:
        return _DOCUMENTED[status](failure)
    if status in _CONTENT_NETWORK and is_page(failure):
        return Finding("gateway-page", certain=False)
    if status in _BY_STATUS:
        return _read(failure, _READ_FIRST.get(status, ())) or Finding(_BY_STATUS[status])
    return _by_rest(failure, status)


def _by_rest(failure: Failure, status: int) -> Finding:
    """Decide about a status that has no row of its own by its kind."""
    if 300 <= status < 400:  # noqa: PLR2004 - the statuses that redirect
        return Finding("redirected")
    if status == 405 and bad_base_url(failure):  # noqa: PLR2004 - a status
        return Finding("wrong-base-url", certain=False)
    if 500 <= status < 600 and is_page(failure):  # noqa: PLR2004 - the statuses of a server's own fault
        return Finding("gateway-page", certain=False)
    return Finding("not-recognised", certain=False)


def _status_400(failure: Failure) -> Finding:
    if is_page(failure):
        return Finding("wrong-base-url" if bad_base_url(failure) else "not-recognised", certain=False)
    about_task = "/requests/" in failure.path or (not failure.path and _TASK.search(failure.message))
    if about_task:
        return Finding("task-not-accepted")
    found = _read(failure, _IN_REFUSALS)
    if found is not None:
        return found
    field = _out_of_range(failure)
    if field:
        return Finding("invalid-value", failure.message, field, certain=False)
    unread = read(statement_of(failure), ("unreadable-body",))
    words = unread.words if unread else ""
    return Finding("bad-request", words, certain=failure.type == "bad_request")


def _status_401(failure: Failure) -> Finding:
    if is_page(failure):
        return Finding("login-page", certain=False)
    denied = _read(failure, _IN_DENIALS)
    if denied is not None:
        return denied
    if failure.key_source or failure.key_hint:
        return Finding("key-refused")
    found = read(statement_of(failure), ("missing-key",))
    return Finding("missing-key", found.words) if found else Finding("key-refused")


def _status_402(failure: Failure) -> Finding:
    del failure
    return Finding("insufficient-balance")


def _status_403(failure: Failure) -> Finding:
    if is_sign_in_page(failure):
        return Finding("login-page", certain=False)
    return _read(failure, _IN_DENIALS) or Finding("forbidden")


def _status_404(failure: Failure) -> Finding:
    if _VIDEO_FILE.search(failure.path):
        return Finding("video-gone")
    found = _read(failure, ("unknown-model",))
    if found is not None:
        return found
    return Finding("wrong-base-url" if bad_base_url(failure) else "not-found")


def _status_500(failure: Failure) -> Finding:
    if is_page(failure):
        return Finding("gateway-page", certain=False)
    return _read(failure, _IN_SERVER_FAULTS) or Finding("server-fault")


def _status_502(failure: Failure) -> Finding:
    if is_page(failure):
        return Finding("gateway-page", certain=False)
    if not statement_of(failure).strip():
        return Finding("unexplained-outage", certain=False)
    found = _read_provider(failure)
    if found is None:
        return Finding("provider-unclear", certain=False)
    return found._replace(certain=True) if found.cause == "provider-outage" else found


_DOCUMENTED: Final[dict[int, Callable[[Failure], Finding]]] = {
    400: _status_400,
    401: _status_401,
    402: _status_402,
    403: _status_403,
    404: _status_404,
    500: _status_500,
    502: _status_502,
}
_DECISIONS: Final[dict[Symptom, Callable[[Failure], Finding]]] = {
    Symptom.NO_KEY: _without_key,
    Symptom.TIMEOUT: _without_answer,
    Symptom.CONNECTION: _without_connection,
    Symptom.TLS: _without_trust,
    Symptom.STATUS: _by_status,
    Symptom.NOT_JSON: _without_json,
    Symptom.ERROR_IN_ANSWER: _error_in_answer,
    Symptom.NO_ANSWER_IN_BODY: _without_choices,
    Symptom.STREAM_ERROR: _error_in_stream,
    Symptom.UNKNOWN: _foreign,
}


def _read(failure: Failure, causes: tuple[str, ...]) -> Finding | None:
    """Look for *causes* in the words of the reply; sure only where they repeat what the request holds."""
    found = read(statement_of(failure), causes, names=failure.parameters, model=failure.model)
    if found is None:
        return None
    certain = _repeats_request(found, failure)
    return Finding(_STANDS_FOR.get(found.cause, found.cause), found.words, found.field, certain=certain)


def _read_provider(failure: Failure) -> Finding | None:
    """Look for what a provider refuses or cannot do in the words of the reply."""
    found = _read(failure, _IN_PROVIDER_FAULTS)
    if found is None or found.cause not in _AT_THE_PROVIDER:
        return found
    return found._replace(cause=_AT_THE_PROVIDER[found.cause], certain=False)


def _repeats_request(found: Reading, failure: Failure) -> bool:
    if found.cause in {"unknown-model", "wrong-kind-of-model"}:
        return bool(failure.model) and failure.model in failure.message
    return bool(found.field) and found.field in failure.parameters


def _out_of_range(failure: Failure) -> str:
    """Return the first field whose value lies outside its documented range, or ""."""
    for name, (low, high) in RANGES.items():
        value = failure.parameters.get(name)
        if isinstance(value, (int, float)) and not low <= value <= high:
            return name
    return ""
