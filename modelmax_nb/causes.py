"""Which cause a failure has: by its symptom, then its status, then its error word, then its text."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlsplit

from modelmax_nb.failure import Symptom
from modelmax_nb.readings import Reading, read
from modelmax_nb.suggestions import kind_of_model, kind_of_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from modelmax_nb.failure import Failure
    from modelmax_nb.models import ModelList

BASE_URL: Final = "https://api.modelmax.io/v1"
VENDOR_DOMAIN: Final = "modelmax.io"


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
    Symptom.TLS: "tls-fault",
    Symptom.INTERRUPTED: "interrupted",
    Symptom.NO_ANSWER_IN_BODY: "no-answer-in-body",
    Symptom.STREAM_CUT: "stream-cut",
    Symptom.STREAM_ENDED_EARLY: "stream-ended-early",
    Symptom.STREAM_BAD_DATA: "stream-unreadable",
    Symptom.STREAM_STALLED: "stream-stalled",
    Symptom.CUT_BY_LENGTH: "answer-cut-by-length",
    Symptom.CONTENT_FILTERED: "answer-filtered",
    Symptom.EMPTY_ANSWER: "empty-answer",
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
    522: "gateway-timeout",  # with 524: a content network's own numbers for the same
    524: "gateway-timeout",
    529: "service-unavailable",
}

# What a text is searched for, the most specific cause first.
_IN_REFUSALS: Final = (
    "content-refused",
    "too-many-images",
    "context-too-long",
    "wrong-kind-of-model",
    "unknown-model",
    "unsupported-field",
    "missing-field",
    "invalid-value",
)
_IN_PROVIDER_FAULTS: Final = (
    "content-refused",
    "context-too-long",
    "provider-throttled",
    "wrong-kind-of-model",
    "model-not-served",
    "provider-access",
    "provider-refused-request",
)
_IN_SERVER_FAULTS: Final = ("content-refused", "context-too-long", "provider-throttled")
_SIGN_IN_TITLE: Final = re.compile(
    r"\b(?:sign|log)[ -]?(?:in|on)\b|captive|authenticat|登录|登陆|认证|ログイン|サインイン|認証",
    re.IGNORECASE,
)
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
    finding = _find(failure)
    listed = models is not None and failure.model in models.ids
    if finding.cause == "unknown-model" and listed:
        other_kind = kind_of_model(failure.model) is not kind_of_path(failure.path)
        return finding._replace(cause="wrong-kind-of-model" if other_kind else "unknown-model", certain=False)
    return finding


def _find(failure: Failure) -> Finding:
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
    # Without a detail there was only the openai library's one sentence for every such fault.
    return Finding("connection-lost") if failure.detail else Finding("connection-fault", certain=False)


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
    searched = _IN_REFUSALS if failure.type == "bad_request" else _IN_PROVIDER_FAULTS
    return _read(failure, searched) or Finding("error-in-answer")


def _error_in_stream(failure: Failure) -> Finding:
    return _read(failure, ("content-refused",)) or Finding("stream-error-event")


def _foreign(failure: Failure) -> Finding:
    return Finding("sdk-unexpected" if failure.exception else "not-recognised", certain=False)


def _by_status(failure: Failure) -> Finding:
    if failure.status is None:
        return Finding("text-not-recognised", certain=False)
    status = failure.status
    if status in _DOCUMENTED:
        return _DOCUMENTED[status](failure)
    if status in {413, 422}:
        searched = _IN_REFUSALS if status == 422 else ("too-many-images", "context-too-long")  # noqa: PLR2004 - a status
        return _read(failure, searched) or Finding(_BY_STATUS[status])
    if status in _BY_STATUS:
        return Finding(_BY_STATUS[status])
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
    found = _read(failure, _IN_REFUSALS)
    if found is not None:
        return found
    field = _out_of_range(failure)
    if field:
        return Finding("invalid-value", failure.message, field, certain=False)
    return Finding("bad-request", certain=failure.type == "bad_request")


def _status_401(failure: Failure) -> Finding:
    if is_page(failure):
        return Finding("login-page", certain=False)
    if failure.key_source or failure.key_hint:
        return Finding("key-refused")
    found = read(text_of(failure), ("missing-key",))
    return Finding("missing-key", found.words) if found else Finding("key-refused")


def _status_402(failure: Failure) -> Finding:
    del failure
    return Finding("insufficient-balance")


def _status_403(failure: Failure) -> Finding:
    if is_sign_in_page(failure):
        return Finding("login-page", certain=False)
    return _read(failure, ("content-refused",)) or Finding("forbidden")


def _status_404(failure: Failure) -> Finding:
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
    if not text_of(failure).strip():
        return Finding("unexplained-outage", certain=False)
    return _read(failure, _IN_PROVIDER_FAULTS) or Finding("provider-outage")


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
    Symptom.STATUS: _by_status,
    Symptom.NOT_JSON: _without_json,
    Symptom.ERROR_IN_ANSWER: _error_in_answer,
    Symptom.STREAM_ERROR: _error_in_stream,
    Symptom.UNKNOWN: _foreign,
}


def _read(failure: Failure, causes: tuple[str, ...]) -> Finding | None:
    """Look for *causes* in the words of the reply; sure only where they repeat what the request holds."""
    found = read(text_of(failure), causes, names=failure.parameters, model=failure.model)
    if found is None:
        return None
    return Finding(*found, certain=_repeats_request(found, failure))


def _repeats_request(found: Reading, failure: Failure) -> bool:
    if found.cause in {"unknown-model", "wrong-kind-of-model"}:
        return bool(failure.model) and failure.model in failure.message
    return bool(found.field) and found.field in failure.parameters


def text_of(failure: Failure) -> str:
    """Return what the service said: its error word and message, else a body that is no page."""
    if failure.message:
        return f"{failure.type}: {failure.message}" if failure.type else failure.message
    return "" if is_page(failure) else failure.body


def _out_of_range(failure: Failure) -> str:
    """Return the first field whose value lies outside its documented range, or ""."""
    for name, (low, high) in RANGES.items():
        value = failure.parameters.get(name)
        if isinstance(value, (int, float)) and not low <= value <= high:
            return name
    return ""


def is_page(failure: Failure) -> bool:
    """Tell whether the reply is a web page."""
    start = failure.body.lstrip("\ufeff \t\r\n")[:15].lower()
    return "html" in failure.content_type.lower() or start.startswith(("<!doctype html", "<html"))


def is_sign_in_page(failure: Failure) -> bool:
    """Tell whether the reply is a page to sign in on; a mere link to one does not count."""
    if not is_page(failure):
        return False
    has_password_box = re.search(r"type\s*=\s*[\"']?password", failure.body, re.IGNORECASE)
    return bool(has_password_box or _SIGN_IN_TITLE.search(page_title(failure)))


def page_title(failure: Failure) -> str:
    """Return the title of a page, or ""."""
    found = re.search(r"<title[^>]{0,200}>([^<]{0,300})", failure.body, re.IGNORECASE)
    return " ".join(unescape(found[1]).split())[:100] if found else ""


def host_of(url: str) -> str:
    """Return the host of *url* with its port, or ""."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2]
    except ValueError:
        return ""


def is_local(url: str) -> bool:
    """Tell whether *url* names this computer."""
    name = host_of(url).rpartition(":")[0] or host_of(url)
    return name in {"localhost", "[::1]"} or name.startswith("127.")


def proposed_url(base_url: str) -> str:
    """Return the base URL that was most likely meant: ``/v1`` at the same host, or ModelMax's own.

    Source: documented (``https://api.modelmax.io/v1``).
    """
    host = host_of(base_url)
    name = host.rpartition(":")[0] or host
    if not re.fullmatch(r"[A-Za-z0-9.\-\[\]:]{1,120}", host) or "." not in name.strip("."):
        own = name == "localhost"
    else:
        own = name != VENDOR_DOMAIN and not name.endswith("." + VENDOR_DOMAIN)
    if not own or not base_url.startswith(("http://", "https://")):
        return BASE_URL
    return f"{base_url.partition('://')[0]}://{host}/v1"


def proposal(failure: Failure) -> str:
    """Return :func:`proposed_url`, with https where plain http was the slip."""
    url = proposed_url(failure.base_url)
    redirected = 300 <= (failure.status or 0) < 400  # noqa: PLR2004 - the statuses that redirect
    missed = failure.symptom is Symptom.PLAIN_HTTP or redirected
    return url.replace("http://", "https://", 1) if missed and not is_local(url) else url


def bad_base_url(failure: Failure) -> bool:
    """Tell whether the base URL itself shows a slip, such as a missing ``/v1``."""
    try:
        path = urlsplit(failure.base_url).path.rstrip("/")
    except ValueError:
        return True
    return bool(failure.base_url) and (
        path != "/v1" or proposed_url(failure.base_url) != failure.base_url.rstrip("/")
    )
