"""What stands on the page of an entry beside its own sentences: how to see it, what is near, the lesson."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from modelmax_nb.catalog.elsewhere import ELSEWHERE, ELSEWHERE_ENTRIES
from modelmax_nb.catalog.entries import ENTRIES
from modelmax_nb.diagnosis import repeatable_automatically
from modelmax_nb.display.page import Page
from modelmax_nb.pages.cells import CELLS, pasted
from modelmax_nb.pages.examples import PROMPT, TIMEOUT, WRITTEN, example_of, streams
from modelmax_nb.simulator import RECIPES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from modelmax_nb.catalog.entry import Entry
    from modelmax_nb.pages.examples import Example

MOST_RELATED = 4
LESSONS: Mapping[str, str] = MappingProxyType(
    {
        slug: notebook
        for notebook, slugs in {
            "03-400-bad-request.ipynb": (
                "unknown-model", "wrong-kind-of-model", "invalid-value", "missing-field",
            ),
            "02-401-unauthorized.ipynb": ("missing-key", "key-refused", "unreadable-key"),
            "04-402-insufficient-balance.ipynb": ("insufficient-balance",),
            "05-500-internal-error.ipynb": ("server-fault",),
            "06-502-bad-gateway.ipynb": (
                "provider-outage", "provider-throttled", "content-refused", "provider-unclear",
            ),
            "08-timeouts-and-connections.ipynb": (
                "timeout-no-answer", "connection-lost", "connection-refused", "host-not-found", "tls-fault",
                "login-page", "wrong-base-url", "gateway-page",
            ),
            "09-broken-streams.ipynb": (
                "stream-cut", "stream-ended-early", "stream-error-event", "stream-stalled",
                "stream-unreadable", "answer-cut-by-length", "interrupted",
            ),
            "10-video-tasks.ipynb": (
                "video-without-file", "download-cut", "picture-missing", "task-not-accepted",
            ),
        }.items()
        for slug in slugs
    }
)  # fmt: skip
"""The notebook that teaches an entry, by slug."""
NEAREST: Mapping[str, str] = MappingProxyType(
    {
        slug: notebook
        for notebook, slugs in {
            "03-400-bad-request.ipynb": (
                "unsupported-field", "too-many-images", "bad-request", "unprocessable",
                "too-large", "request-not-built", "model-not-allowed", "not-found",
            ),
            "02-401-unauthorized.ipynb": ("key-file-not-read", "key-and-base-url"),
            "04-402-insufficient-balance.ipynb": ("balance-and-model", "quota-used-up"),
            "07-retry-strategy.ipynb": ("service-unavailable", "rate-limited"),
            "08-timeouts-and-connections.ipynb": (
                "connection-timeout", "connection-fault", "gateway-timeout", "request-timeout", "conflict",
                "clock-wrong", "certificate-unknown", "certificate-of-another", "server-without-tls",
                "proxy-refused", "proxy-sign-in", "forbidden", "redirected", "bad-base-url",
                "plain-http-refused", "answer-not-json", "no-answer-in-body", "proxy-not-reached",
            ),
            "10-video-tasks.ipynb": (
                "task-still-running", "task-unreadable", "result-asked-before",
                "task-elsewhere", "video-failed", "video-gone", "picture-unreadable", "picture-not-loaded",
            ),
            "01-first-call.ipynb": (
                "sdk-does-not-fit", "sdk-call-of-old", "sdk-unexpected", "not-recognised",
                "text-not-recognised",
            ),
            "06-502-bad-gateway.ipynb": (
                "provider-access", "model-not-served", "provider-refused-request",
                "context-too-long", "unexplained-outage", "error-in-answer", "answer-filtered",
                "empty-answer",
            ),
        }.items()
        for slug in slugs
    }
)  # fmt: skip
"""The notebook nearest to an entry that has none of its own."""

# Entries that are taken for one another, or that somebody meets next.
TOGETHER = (
    ("insufficient-balance", "balance-and-model", "key-refused"),
    ("missing-key", "key-refused", "unreadable-key", "key-file-not-read"),
    ("unknown-model", "wrong-kind-of-model", "model-not-served", "not-found"),
    ("invalid-value", "missing-field", "unsupported-field", "unprocessable", "bad-request"),
    ("context-too-long", "too-large", "too-many-images", "answer-cut-by-length"),
    ("provider-outage", "provider-throttled", "content-refused", "unexplained-outage", "gateway-page"),
    ("server-fault", "provider-outage", "service-unavailable", "gateway-timeout"),
    ("provider-access", "provider-refused-request", "model-not-served"),
    ("provider-throttled", "rate-limited", "insufficient-balance"),
    ("content-refused", "answer-filtered", "empty-answer"),
    ("wrong-base-url", "bad-base-url", "not-found", "redirected", "plain-http-refused"),
    ("answer-not-json", "no-answer-in-body", "error-in-answer", "wrong-base-url"),
    ("login-page", "proxy-sign-in", "forbidden", "redirected"),
    ("stream-cut", "stream-ended-early", "stream-stalled", "stream-error-event", "stream-unreadable"),
    ("connection-refused", "host-not-found", "tls-fault", "connection-timeout"),
    ("tls-fault", "clock-wrong", "certificate-unknown", "certificate-of-another", "server-without-tls"),
    ("proxy-refused", "proxy-not-reached", "proxy-sign-in", "forbidden", "certificate-unknown"),
    ("quota-used-up", "insufficient-balance", "rate-limited", "model-not-allowed"),
    ("model-not-allowed", "unknown-model", "forbidden"),
    ("sdk-does-not-fit", "sdk-call-of-old", "sdk-unexpected"),
    ("connection-lost", "connection-fault", "stream-cut", "timeout-no-answer"),
    ("timeout-no-answer", "gateway-timeout", "request-timeout", "interrupted", "connection-timeout"),
    ("conflict", "rate-limited", "unprocessable"),
    ("sdk-unexpected", "request-not-built", "not-recognised"),
    ("not-recognised", "text-not-recognised"),
)


def page_of(entry: Entry) -> Page:
    """Return the page of *entry*; the simulator is asked for its example, nothing is sent elsewhere."""
    example = example_of(entry)
    return Page(
        diagnosis=example.diagnosis,
        seen=example.seen,
        cells=cells_of(entry, example),
        lesson=lesson_of(entry),
        related=related_to(entry),
        nearest=entry.slug not in LESSONS,
    )


def lesson_of(entry: Entry) -> str:
    """Return the notebook that teaches *entry*; of a call to another service, the same cause at ModelMax."""
    causes = [entry.slug, *(cause for cause, other in ELSEWHERE.items() if other is entry)]
    if entry.slug in ELSEWHERE_ENTRIES:
        causes.append("not-recognised")
    found = (LESSONS.get(cause) or NEAREST.get(cause, "") for cause in causes)
    return next(filter(None, found), "")


def cells_of(entry: Entry, example: Example) -> tuple[str, ...]:
    """Return the cells that provoke *entry*, to be run one after the other; none where nothing can."""
    scenario = entry.scenario
    if not scenario:
        written = WRITTEN.get(entry.slug)
        return CELLS.get(entry.slug, pasted(written) if written is not None else ())
    if scenario in RECIPES:
        return f"%modelmax simulator recipe {scenario}", f"%%modelmax\n{PROMPT}", "%modelmax simulator on"
    options = []
    if streams(scenario):
        options.append("--stream")
    if scenario in {"stall", "stream-stall"}:
        options.append(f"--timeout {TIMEOUT:g}")
    if scenario == "400-unknown-model":
        options.append("-m gemini-3-flash")
    if scenario == "400-bad-field":
        options.append("-t 5")
    if example.seen is not None and repeatable_automatically(example.seen):
        options.append("--attempts 1")  # the second would be answered
    line = " ".join(["%%modelmax", *options])
    return f"%modelmax simulator play {scenario}", f"{line}\n{PROMPT}"


def related_to(entry: Entry) -> tuple[Entry, ...]:
    """Return entries that are easily taken for *entry*, at most four."""
    slugs = dict.fromkeys(slug for group in TOGETHER if entry.slug in group for slug in group)
    return tuple(ENTRIES[slug] for slug in slugs if slug != entry.slug)[:MOST_RELATED]
