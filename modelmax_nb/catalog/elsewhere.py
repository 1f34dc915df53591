"""What can be said of calls to another service, whose documents are not known here.

Statuses mean what HTTP says, exceptions mean what the openai library means by them, and nothing is claimed of
prices, accounts or pages of that service.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from modelmax_nb.catalog.elsewhere_calls import BROKEN, NO_WAY, STOPPED, STRANGE_ANSWER, STRANGER, STREAM
from modelmax_nb.catalog.elsewhere_replies import (
    BAD_KEY,
    CONTENT,
    FAULT,
    FORBIDDEN,
    NO_KEY,
    NOT_THERE,
    OTHER_KEY,
    PAYMENT,
    REFUSED_REQUEST,
    THROTTLED,
    TOO_LONG,
    UNKNOWN_MODEL,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from modelmax_nb.catalog.entry import Entry

_CAUSES: Final = (
    (OTHER_KEY, ("key-refused", "key-and-base-url", "provider-access")),
    (NO_KEY, ("missing-key", "key-file-not-read")),
    (BAD_KEY, ("unreadable-key",)),
    (PAYMENT, ("insufficient-balance", "balance-and-model")),
    (FORBIDDEN, ("forbidden", "login-page", "proxy-sign-in", "model-not-allowed")),
    (NOT_THERE, ("not-found", "wrong-base-url", "redirected", "task-not-accepted", "video-gone")),
    (UNKNOWN_MODEL, ("unknown-model", "wrong-kind-of-model", "model-not-served")),
    (REFUSED_REQUEST, (
        "bad-request", "invalid-value", "missing-field", "unsupported-field", "unprocessable", "conflict",
        "too-many-images", "provider-refused-request",
    )),
    (CONTENT, ("content-refused", "answer-filtered")),
    (TOO_LONG, ("context-too-long", "too-large")),
    (THROTTLED, ("provider-throttled", "rate-limited", "quota-used-up")),
    (FAULT, (
        "server-fault", "provider-outage", "provider-unclear", "gateway-page", "unexplained-outage",
        "service-unavailable",
        "gateway-timeout",
    )),
    (NO_WAY, (
        "host-not-found", "connection-refused", "connection-timeout", "tls-fault", "clock-wrong",
        "certificate-unknown", "certificate-of-another", "server-without-tls", "proxy-refused",
        "proxy-not-reached",
    )),
    (BROKEN, (
        "connection-lost", "connection-fault", "timeout-no-answer", "request-timeout", "download-cut",
        "picture-not-loaded",
    )),
    (STREAM, (
        "stream-error-event", "stream-cut", "stream-ended-early", "stream-unreadable", "stream-stalled",
        "answer-cut-by-length",
    )),
    (STRANGE_ANSWER, (
        "answer-not-json", "error-in-answer", "no-answer-in-body", "empty-answer", "picture-missing",
        "video-failed", "video-without-file", "picture-unreadable", "task-unreadable", "task-still-running",
        "task-elsewhere", "result-asked-before",
    )),
    (STOPPED, ("interrupted",)),
)  # fmt: skip
# About the program on this computer alone: the usual entry says it, whatever service was meant.
OF_THE_PROGRAM: Final = frozenset({"sdk-does-not-fit", "sdk-call-of-old"})


class _Total(dict[str, "Entry"]):
    """A table that has an honest answer for a cause that is not in it."""

    def __missing__(self, _cause: str) -> Entry:
        return STRANGER


ELSEWHERE: Mapping[str, Entry] = MappingProxyType(
    _Total({cause: entry for entry, causes in _CAUSES for cause in causes})
)
"""The entry for another service by the slug of the cause that the reply would have at ModelMax; total."""

ELSEWHERE_ENTRIES: Mapping[str, Entry] = MappingProxyType(
    {entry.slug: entry for entry in (*(entry for entry, _causes in _CAUSES), STRANGER)}
)
"""Every entry of this module by its slug."""
