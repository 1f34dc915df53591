"""A plain record of what came back when a call did not end well, and the redactor that guards it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MASK = "[key removed]"
KEY_PATTERN = re.compile(r"\bsk-[A-Za-z0-9_\-]{6,}|(?<=[Bb]earer )(?!\[key removed)[^\s'\",}\]\\]+")


class Symptom(Enum):
    """What the call looked like from outside: the one fact every diagnosis starts from."""

    # before anything is sent
    NO_KEY = "no-key"
    BAD_KEY = "bad-key"  # characters that cannot stand in a key
    PLAIN_HTTP = "plain-http"  # http to a host that is not this machine
    BAD_BASE_URL = "bad-base-url"
    BAD_REQUEST_VALUE = "bad-request-value"  # the request could not be built
    STOPPED_EARLY = "stopped-early"  # by the reader, while the libraries were still being loaded
    # nothing came back
    REFUSED = "refused"
    DNS = "dns"
    TLS = "tls"
    CONNECTION = "connection"  # any other fault of the connection
    TIMEOUT = "timeout"
    INTERRUPTED = "interrupted"
    # an answer came
    STATUS = "status"  # an HTTP status of 300 or more
    NOT_JSON = "not-json"  # 200 with a page or anything else that is no JSON
    ERROR_IN_ANSWER = "error-in-answer"  # 200 with {"error": ...}
    NO_ANSWER_IN_BODY = "no-answer-in-body"  # 200, JSON, but no choices
    # a stream broke
    STREAM_ERROR = "stream-error"  # an error event among the chunks
    STREAM_CUT = "stream-cut"  # the connection broke
    STREAM_ENDED_EARLY = "stream-ended-early"  # it ended without a finish_reason
    STREAM_BAD_DATA = "stream-bad-data"
    STREAM_STALLED = "stream-stalled"  # silence for longer than the limit, after some text
    # an answer came, but not the one hoped for
    CUT_BY_LENGTH = "cut-by-length"
    CONTENT_FILTERED = "content-filtered"
    EMPTY_ANSWER = "empty-answer"
    # a video task
    TASK_STILL_RUNNING = "task-still-running"  # at our deadline, or when its result was asked for
    TASK_UNREADABLE = "task-unreadable"  # a success whose body names no task or no known state
    TASK_ELSEWHERE = "task-elsewhere"  # it belongs to another service than the session uses now
    RESULT_ASKED_BEFORE = "result-asked-before"  # and how that ended is not known
    DOWNLOAD_CUT = "download-cut"  # a video that is not whole
    # pictures
    PICTURE_UNREADABLE = "picture-unreadable"  # bytes that are no picture
    PICTURE_NOT_LOADED = "picture-not-loaded"  # its address gave nothing
    # none of these
    UNKNOWN = "unknown"


OF_A_FILE = frozenset({Symptom.DOWNLOAD_CUT, Symptom.PICTURE_UNREADABLE})
"""Symptoms of a video or a picture: what arrived is counted in bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What came back, with secrets removed.

    Attributes:
        symptom: What the call looked like from outside.
        status: HTTP status; None when no response arrived.
        type: ModelMax's error word such as ``"insufficient_balance"``; None when the body has none.
        message: The service's own sentence, verbatim but for secrets; "" when there is none.
        body: The start of the response body as text, verbatim but for secrets.
        content_type: Of the response; "" when there is none.
        headers: Response headers worth showing, lower-case names.
        exception: Name of the exception's class, such as ``"APITimeoutError"``; "" when nothing was raised.
        method: HTTP method of the request.
        path: Path of the request, such as ``"/v1/chat/completions"``.
        base_url: Where the request went.
        model: Model ID of the request.
        parameters: Other fields of the request that a message may name; never the prompt.
        key_source: Where the key came from, such as ``"MODELMAX_API_KEY"``; "" when there was none.
        key_hint: The key's last four characters, or "".
        good_test_key: Whether it was the simulator's good key, which a scenario alone refuses.
        detail: One more fact for the sentence, such as the foreign character's name.
        partial: How many characters of the answer had arrived; bytes of a file, see `OF_A_FILE`.
        retry_after: Seconds the server asked to wait; None when it did not.
        should_retry: The ``x-should-retry`` header; None when absent.
        simulated: Whether the embedded simulator answered.
        timeout: The limit on silence in force, in seconds.
        proxy: Host and port of the proxy that such calls go through, where nothing was reached; "" for none.
        usage: Tokens in and out as the reply counts them, where an answer came without text; else None.
        elsewhere: Whether the request went to a service of which nothing is known here; ModelMax's documents
            say nothing of it.
    """

    symptom: Symptom
    status: int | None = None
    type: str | None = None
    message: str = ""
    body: str = ""
    content_type: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    exception: str = ""
    method: str = "POST"
    path: str = "/v1/chat/completions"
    base_url: str = ""
    model: str = ""
    parameters: Mapping[str, object] = field(default_factory=dict)
    key_source: str = ""
    key_hint: str = ""
    good_test_key: bool = False
    detail: str = ""
    partial: int = 0
    retry_after: float | None = None
    should_retry: bool | None = None
    simulated: bool = False
    timeout: float | None = None
    proxy: str = ""
    usage: tuple[int, int] | None = None
    elsewhere: bool = False


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    """Return *text* without any of *secrets*, their URL form, or anything that looks like a key."""
    for secret in secrets:
        if len(secret) >= 4:  # noqa: PLR2004 - shorter ones would tear up ordinary words
            text = text.replace(secret, MASK).replace(quote(secret, safe=""), MASK)
    return KEY_PATTERN.sub(MASK, text)
