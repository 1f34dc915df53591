"""Any exception of a call as a failure: of the openai SDK, of an HTTP library, or of neither.

The HTTP libraries (httpx2, httpx, requests) are never imported: their classes are known by name.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from modelmax_nb.failure import Failure, Symptom, redact
from modelmax_nb.outcome import ERROR_STATUS, with_evidence
from modelmax_nb.proxies import proxy_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    import openai

LONGEST_DETAIL = 300  # characters
ANY_FAULT = "Connection error."  # what the SDK says of each of them
HTTP_LIBRARIES = frozenset({"httpx2", "httpcore2", "httpx", "httpcore", "requests", "urllib3"})
# Names of their classes, the most telling first: several stand in one line of descent.
SYMPTOM_OF_CLASS = {
    "ConnectTimeout": Symptom.TIMEOUT,
    "TimeoutException": Symptom.TIMEOUT,
    "Timeout": Symptom.TIMEOUT,
    "UnsupportedProtocol": Symptom.BAD_BASE_URL,
    "InvalidURL": Symptom.BAD_BASE_URL,
    "MissingSchema": Symptom.BAD_BASE_URL,
    "InvalidSchema": Symptom.BAD_BASE_URL,
    "LocalProtocolError": Symptom.BAD_REQUEST_VALUE,
    "InvalidHeader": Symptom.BAD_REQUEST_VALUE,
    "TransportError": Symptom.CONNECTION,
    "ConnectionError": Symptom.CONNECTION,
    "ChunkedEncodingError": Symptom.CONNECTION,
}
# Errors that the SDK raises of its own accord about an answer that arrived whole.
SYMPTOM_OF_ANSWER = {
    "LengthFinishReasonError": Symptom.CUT_BY_LENGTH,
    "ContentFilterFinishReasonError": Symptom.CONTENT_FILTERED,
}


def failure_from(error: BaseException, context: Failure, secrets: tuple[str, ...] = ()) -> Failure:
    """Copy what we use out of *error*, secrets removed; *context* knows the request.

    Source: measured (openai 3.54: 402 has no class of its own, an error event inside a stream is a bare
    ``APIError``, bad JSON leaves as ``JSONDecodeError``, a client without a key is a bare ``OpenAIError``).
    """
    import openai

    context = replace(context, exception=type(error).__name__)
    if isinstance(error, openai.APIError):
        return _with_proxy(_by_api_error(error, context, secrets))
    if isinstance(error, openai.OpenAIError) and names_missing_key(str(error)):
        return replace(context, symptom=Symptom.NO_KEY)
    if type(error).__name__ in SYMPTOM_OF_ANSWER:
        return replace(context, symptom=SYMPTOM_OF_ANSWER[type(error).__name__])
    if isinstance(error, KeyboardInterrupt):
        return replace(context, symptom=Symptom.INTERRUPTED)
    if isinstance(error, json.JSONDecodeError):
        return _by_bad_json(error, context, secrets)
    return _with_proxy(_by_class(error, context, secrets))


def _with_proxy(failure: Failure) -> Failure:
    """Name the proxy where nothing was reached and the environment sends such calls through one."""
    timed_out = failure.symptom is Symptom.TIMEOUT and failure.detail == "ConnectTimeout"
    if failure.simulated or not (timed_out or failure.symptom in {Symptom.REFUSED, Symptom.DNS}):
        return failure
    return replace(failure, proxy=proxy_for(failure.base_url))


def _by_api_error(error: openai.APIError, context: Failure, secrets: tuple[str, ...]) -> Failure:
    """Read one of the errors that the SDK makes of what an API did; a bare one was an event of a stream."""
    import openai

    if isinstance(error, openai.APIStatusError):
        return _by_response(error.response, context, secrets)
    if isinstance(error, openai.APITimeoutError):
        return replace(context, symptom=Symptom.TIMEOUT, detail=type(error.__cause__).__name__)
    if isinstance(error, openai.APIConnectionError):
        return _by_connection(error, context, secrets)
    if isinstance(error, openai.APIResponseValidationError):
        return replace(_by_response(error.response, context, secrets), symptom=Symptom.NOT_JSON)
    return replace(
        context, symptom=Symptom.STREAM_ERROR, type=error.type, message=redact(error.message, secrets)
    )


def names_missing_key(text: str) -> bool:
    """Tell whether *text* is the SDK's sentence for a client that was made without a key."""
    return "OPENAI_API_KEY" in text and "environment variable" in text


def text_of_response(response: Any) -> str | None:  # noqa: ANN401 - of any HTTP library
    """Return the body of *response*, read now if it was not yet; None where it can no longer be read."""
    with suppress(Exception):  # an open stream is read; one that is used up or asynchronous cannot be
        response.read()
    try:
        text = response.text
    except Exception:  # noqa: BLE001 - each library has a class of its own for an unread body
        return None
    return text if isinstance(text, str) else None


def response_of(error: object) -> Any:  # noqa: ANN401 - of any HTTP library
    """Return the response that *error* carries, or None."""
    try:
        response = getattr(error, "response", None)
    except Exception:  # noqa: BLE001 - a property that fails is as good as none
        return None
    return response if isinstance(getattr(response, "status_code", None), int) else None


def _by_response(response: Any, context: Failure, secrets: tuple[str, ...]) -> Failure:  # noqa: ANN401 - as above
    text = text_of_response(response) or ""
    return with_evidence(context, response.status_code, response.headers, text, secrets)


def _by_bad_json(error: json.JSONDecodeError, context: Failure, secrets: tuple[str, ...]) -> Failure:
    """Tell a damaged stream and a damaged reply from the reader's own JSON, by who was reading.

    Source: measured (the SDK lets the error pass, and only its traceback shows where it was at work).
    """
    readers = set(_modules_of(error))
    if "openai._streaming" in readers:
        return replace(context, symptom=Symptom.STREAM_BAD_DATA, detail=redact(str(error), secrets))
    if any(name.startswith("openai.") for name in readers):
        return replace(with_evidence(context, 200, {}, error.doc, secrets), symptom=Symptom.NOT_JSON)
    return replace(context, symptom=Symptom.UNKNOWN, detail=redact(str(error), secrets))


def _modules_of(error: BaseException) -> Iterator[str]:
    """Yield the modules whose code *error* came through."""
    step = error.__traceback__
    while step is not None:
        yield str(step.tb_frame.f_globals.get("__name__", ""))
        step = step.tb_next


def _by_class(error: BaseException, context: Failure, secrets: tuple[str, ...]) -> Failure:
    """Read an exception of an HTTP library off its class; any other one is not ours."""
    detail = redact(str(error), secrets)[:LONGEST_DETAIL]
    if isinstance(error, UnicodeEncodeError):
        return replace(context, symptom=Symptom.BAD_REQUEST_VALUE, detail=detail)
    names = [
        kind.__name__ for kind in type(error).__mro__ if kind.__module__.partition(".")[0] in HTTP_LIBRARIES
    ]
    response = response_of(error) if names else None
    if response is not None and response.status_code >= ERROR_STATUS:
        return _by_response(response, context, secrets)
    symptom = next((found for name, found in SYMPTOM_OF_CLASS.items() if name in names), Symptom.UNKNOWN)
    if symptom is Symptom.CONNECTION:
        return _by_connection(error, context, secrets)
    if symptom is Symptom.TIMEOUT:
        detail = type(error).__name__
    elif symptom is Symptom.BAD_REQUEST_VALUE:
        detail = ""  # its text holds the header, and the key with it
    return replace(context, symptom=symptom, detail=detail)


def _by_connection(error: BaseException, context: Failure, secrets: tuple[str, ...]) -> Failure:
    symptom, detail = _connection_fault(error)
    return replace(context, symptom=symptom, detail=redact(detail, secrets)[:LONGEST_DETAIL])


def _connection_fault(error: BaseException) -> tuple[Symptom, str]:
    """Look through the chain of causes for what broke the connection."""
    import socket
    import ssl

    cause: BaseException | None = error
    last = ""
    seen: set[int] = set()
    while cause is not None and id(cause) not in seen:  # a chain may be a circle
        seen.add(id(cause))
        last = str(cause) or last
        if isinstance(cause, socket.gaierror):
            return Symptom.DNS, last
        if isinstance(cause, ssl.SSLError):
            return Symptom.TLS, last
        if isinstance(cause, ConnectionRefusedError):
            return Symptom.REFUSED, last
        if type(cause).__name__ == "UnsupportedProtocol":
            return Symptom.BAD_BASE_URL, last.rstrip(".")
        if type(cause).__name__ == "LocalProtocolError":
            return Symptom.BAD_REQUEST_VALUE, ""  # its text holds the header, and the key with it
        cause = cause.__cause__ or cause.__context__
    alone = error.__cause__ is None and error.__context__ is None
    return fault_by_words(last), "" if alone and last == ANY_FAULT else last


def fault_by_words(text: str) -> Symptom:
    """Read a fault of the connection off its *text*, for transports that keep no cause."""
    words = text.lower()
    if "refused" in words or "all connection attempts failed" in words:
        return Symptom.REFUSED
    if "name or service not known" in words or "getaddrinfo" in words or "name resolution" in words:
        return Symptom.DNS
    if "certificate" in words or "ssl" in words:
        return Symptom.TLS
    return Symptom.CONNECTION
