"""From a failure to what we can say of it: a total, pure function."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from modelmax_nb.addresses import host_of, proposal
from modelmax_nb.attempts import Stopped
from modelmax_nb.catalog.elsewhere import ELSEWHERE, OF_THE_PROGRAM
from modelmax_nb.catalog.endpoints import Endpoint, fitted
from modelmax_nb.catalog.entries import ENTRIES
from modelmax_nb.causes import find
from modelmax_nb.endpoints import endpoint_of, model_of
from modelmax_nb.failure import OF_A_FILE, Symptom
from modelmax_nb.messages import Saying, Text
from modelmax_nb.prescriptions import prescribe
from modelmax_nb.statement import page_title
from modelmax_nb.variants import suited

if TYPE_CHECKING:
    from collections.abc import Mapping

    from modelmax_nb.attempts import Attempt
    from modelmax_nb.catalog.entry import Entry, Fix
    from modelmax_nb.causes import Finding
    from modelmax_nb.failure import Failure
    from modelmax_nb.models import ModelList
    from modelmax_nb.place import Place

NOTHING: Final = "—"  # stands for a fact that did not come
# What stands in a sentence for a fact that it cannot do without.
_UNSAID: Final = {
    "path": Saying(Text("value.path", "this call")),
    "base_url": Saying(Text("value.base-url", "not known here")),
    "host": Saying(Text("value.host", "the server")),
    "timeout": Saying(Text("value.timeout", "the time allowed")),
}
_ONE_SECOND: Final = Saying(Text("value.second", "1 second"))
_SECONDS: Final = Text("value.seconds", "{count} seconds")
_ONE_CHARACTER: Final = Saying(Text("value.character", "1 character"))
_BYTES: Final = Text("value.bytes", "{count} bytes")
_CHARACTERS: Final = Text("value.characters", "{count} characters")
_KEY_WITH_END: Final = Text("value.key-with-end", "{source} and ends in …{hint}")
YOUR_PROGRAM: Final = Saying(Text("source.program", "your program"))
LONGEST_VALUE: Final = 200  # characters; the failure keeps the whole
# Faults that pass by themselves and were answered by a status, so that nothing is half done. Behind a gateway
# that waited in vain (504), the work may be done: that one is asked about, as any timeout.
_PASSING: Final = frozenset({
    "server-fault", "provider-outage", "provider-throttled", "gateway-page", "unexplained-outage",
    "request-timeout", "rate-limited", "service-unavailable",
})  # fmt: skip
# A repeat could make a second video task, or be charged a second time.
_NEVER_TWICE: Final = frozenset({Endpoint.SUBMIT, Endpoint.RESULT})
_PASSING_STATUSES: Final = frozenset({408, 429, 500, 502, 503})


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """What came back and what we know of it.

    Attributes:
        entry: What we know of this cause.
        failure: What came back.
        values: What the placeholders of the entry's sentences stand for.
        fixes: The entry's fixes, made to fit this call; best first, at most three.
        certain: False where the cause rests on the words of the reply alone, or is not recognised.
        attempts: Every request sent, in order.
        stopped: Why no further attempt was made.
        when: Seconds since the epoch at which the last attempt ended; None when not known.
        place: Where in the reader's own code the call stands; None for a call of the magic.
    """

    entry: Entry
    failure: Failure
    values: Mapping[str, str] = field(default_factory=dict)
    fixes: tuple[Fix, ...] = ()
    certain: bool = True
    attempts: tuple[Attempt, ...] = ()
    stopped: Stopped = Stopped.NOT_REPEATABLE
    when: float | None = None
    place: Place | None = None

    def values_of(self, fix: Fix) -> dict[str, str]:
        """Return what the placeholders in the label of *fix* stand for."""
        return {**self.values, **fix.values}


def diagnose(failure: Failure, models: ModelList | None = None) -> Diagnosis:
    """Say what *failure* means and what can be done; never raises.

    Args:
        failure: What came back.
        models: The service's list of models, if it is known: the only ground for naming another model.
    """
    failure = replace(failure, model=model_of(failure))
    finding = find(failure, models)
    neutral = failure.elsewhere and finding.cause not in OF_THE_PROGRAM
    entry = (ELSEWHERE if neutral else ENTRIES)[finding.cause]
    if not failure.elsewhere:
        provider = (models.owner(failure.model) or "") if models else ""
        entry = fitted(suited(entry, failure, finding, provider), endpoint_of(failure))
    values = _values(failure, finding, models)
    fixes = prescribe(entry, failure, models, values)
    return Diagnosis(entry=entry, failure=failure, values=values, fixes=fixes, certain=finding.certain)


def repeatable_automatically(diagnosis: Diagnosis) -> bool:
    """Tell whether the same request may be sent again without asking.

    Only where the service answered with a status of its own fault, and the cause passes by itself. A
    timeout or a broken stream may already be charged, so those wait for a click; a refusal stays one.
    ``x-should-retry: false`` is obeyed; ``true`` opens nothing that is closed here.
    """
    failure = diagnosis.failure
    return (
        endpoint_of(failure) not in _NEVER_TWICE
        and failure.symptom is Symptom.STATUS
        and failure.status in _PASSING_STATUSES
        and diagnosis.entry.slug in _PASSING
        and failure.should_retry is not False
    )


def _values(failure: Failure, finding: Finding, models: ModelList | None) -> dict[str, str]:
    """Return a value for every placeholder that a sentence of the catalog may hold."""
    known = {
        "status": failure.status,
        "type": failure.type,
        "message": failure.message,
        "words": finding.words,
        "model": failure.model,
        "parameter": finding.field,
        "value": _value(failure, finding.field),
        "path": failure.path,
        "base_url": failure.base_url,
        "proposed_url": proposal(failure),
        "host": host_of(failure.base_url),
        "location": failure.headers.get("location"),
        "page_title": page_title(failure),
        "provider": models.owner(failure.model) if models else "",
        "models_date": _date(models.fetched) if models else "",
        "exception": failure.exception,
        "detail": failure.detail,
        "partial": _amount(failure),
        "retry_after": _seconds(failure.retry_after),
        "timeout": _seconds(failure.timeout),
        "proxy": failure.proxy,
        "tokens_in": failure.usage and failure.usage[0],
        "tokens_out": failure.usage and failure.usage[1],
    }
    values = {name: _shown(value) or _UNSAID.get(name, NOTHING) for name, value in known.items()}
    source = _shown(failure.key_source) or YOUR_PROGRAM
    hint = _shown(failure.key_hint)
    return {
        **values,
        "key_source": source,
        "key": Saying(_KEY_WITH_END, source=source, hint=hint) if hint else source,
    }


def _shown(value: object) -> str:
    """Return *value* in one line of bearable length."""
    if isinstance(value, Saying):
        return value  # ours, and still to be said in the reader's language
    text = "" if value is None else " ".join(str(value).split())
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"


def _value(failure: Failure, name: str) -> str:
    """Return what the request holds in the field *name*; only a plain value can be shown."""
    value = failure.parameters.get(name)
    return str(value) if isinstance(value, (str, int, float, bool)) and name != "messages" else "…"


def _seconds(value: float | None) -> str:
    """Return a time in words, without a needless fraction."""
    if value is None:
        return ""
    return _ONE_SECOND if value == 1 else Saying(_SECONDS, count=f"{value:.10g}")


def _amount(failure: Failure) -> str:
    """Return how much arrived in words: bytes of a file, else characters of an answer."""
    count = failure.partial
    if failure.symptom in OF_A_FILE:
        return Saying(_BYTES, count=count)
    return _ONE_CHARACTER if count == 1 else Saying(_CHARACTERS, count=count)


def _date(seconds: float) -> str:
    """Return the day of the moment *seconds* after the epoch, in universal time."""
    try:
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d")
    except (ValueError, OverflowError, OSError):  # no such year
        return ""
