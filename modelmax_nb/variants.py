"""An entry as one call shows it: sentences that its address, its request or its reply change."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from modelmax_nb.addresses import BASE_URL, bad_base_url, is_vendors, only_lacks_tls, slip_in_path
from modelmax_nb.catalog import variants as said
from modelmax_nb.catalog.endpoints import reworded
from modelmax_nb.catalog.entry import Charge, Mover, Repeat
from modelmax_nb.catalog.fixes import CHECK_ADDRESS, SEND_AGAIN, SET_BASE_URL
from modelmax_nb.catalog.making import NEW_TASK
from modelmax_nb.catalog.video import FORGET, LOOK_AGAIN, SIMULATOR_ON
from modelmax_nb.causes import FAILED_TASK
from modelmax_nb.endpoints import is_documented
from modelmax_nb.failure import Symptom

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from modelmax_nb.catalog.entry import Entry
    from modelmax_nb.causes import Finding
    from modelmax_nb.failure import Failure
    from modelmax_nb.messages import Text

_CUT_BODY: Final = re.compile(r"received \d+ bytes|incomplete", re.IGNORECASE)
_UNKNOWN_TO_SIMULATOR: Final = "invalid request ID"  # its own words for an id of no task
_SIGN_IN: Final = re.compile(r"log[-_]?in|sign[-_]?in|captive|portal|auth", re.IGNORECASE)


class Change(NamedTuple):
    """What one call changes of an entry.

    Attributes:
        said: Other sentences, by slot.
        facts: Other values of the entry's fields, such as ``repeat``.
    """

    said: Mapping[str, Text]
    facts: Mapping[str, object] = {}


def suited(entry: Entry, failure: Failure, finding: Finding, provider: str) -> Entry:
    """Return *entry* as it reads for this call; the entry itself where nothing is to be changed.

    Args:
        entry: The cause.
        failure: What came back.
        finding: What gave the cause away.
        provider: Who runs the model, by the service's list; "" when not known.
    """
    if provider and entry.slug in said.BY_PROVIDER:
        entry = reworded(entry, {"what": said.BY_PROVIDER[entry.slug]})
    change = _CHANGES[entry.slug](failure, finding) if entry.slug in _CHANGES else None
    if change is not None:
        entry = reworded(entry, change.said, **change.facts)
    if failure.should_retry is False and entry.repeat in {Repeat.YES, Repeat.WAIT}:
        entry = reworded(entry, {"repeat_ground": said.NOT_TO_REPEAT}, repeat=Repeat.ASK_FIRST)
    return entry


def _wrong_base_url(failure: Failure, _finding: Finding) -> Change | None:
    path = failure.base_url.rstrip("/")
    if not bad_base_url(failure):
        if not failure.base_url:
            return None
        return Change(
            {"what": said.SOMEBODY_ELSE, "repeat_ground": said.SIGN_IN_FIRST}, {"mover": Mover.NETWORK}
        )
    changed = {}
    if path.endswith("/v1/v1"):
        changed["what"] = said.V1_TWICE
    elif not path.partition("://")[2].partition("/")[2]:
        changed["what"] = said.V1_MISSING
    if is_vendors(failure.base_url):
        changed |= {"title": said.NOTHING_THERE, "charge_ground": said.NO_ANSWER_MADE}
    return Change(changed) if changed else None


def _certificate(failure: Failure, _finding: Finding) -> Change | None:
    if failure.base_url.rstrip("/") != BASE_URL:
        return None
    return Change({"repeat_ground": said.SIGN_IN_FIRST}, {"mover": Mover.NETWORK})


def _not_found(failure: Failure, _finding: Finding) -> Change | None:
    if not failure.path or is_documented(failure.path):
        return None
    return Change({"what": said.NO_SUCH_PATH}, {"mover": Mover.YOU})


def _proxy(failure: Failure, _finding: Finding) -> Change | None:
    return Change({"ground": said.PROXY_SAID}) if failure.status is None and failure.detail else None


def _connection_lost(failure: Failure, _finding: Finding) -> Change | None:
    if not _CUT_BODY.search(failure.detail):
        return None
    return Change({"title": said.CUT_TITLE, "what": said.CUT_WHAT, "ground": said.CUT_GROUND})


def _error_in_answer(_failure: Failure, finding: Finding) -> Change | None:
    if not finding.words:
        return None
    return Change({"repeat_ground": said.INNER_OUTAGE}, {"repeat": Repeat.ASK_FIRST, "mover": Mover.PROVIDER})


def _bad_request(failure: Failure, finding: Finding) -> Change | None:
    changed = {}
    if finding.words:
        changed["ground"] = said.BODY_NOT_READ
    if failure.model and failure.path:
        changed["what"] = said.BAD_CALL
    return Change(changed) if changed else None


def _cut_by_length(_failure: Failure, finding: Finding) -> Change | None:
    return Change({"what": said.LIMIT}) if finding.field else None


def _empty(failure: Failure, _finding: Finding) -> Change | None:
    if failure.usage:
        return Change({"ground": said.EMPTY_COUNTED if failure.detail else said.EMPTY_TOKENS})
    return Change({"ground": said.EMPTY_REASON}) if failure.detail else None


def _task(failure: Failure, _finding: Finding) -> Change | None:
    if failure.simulated and failure.detail and failure.message == _UNKNOWN_TO_SIMULATOR:
        return Change(said.TASK_GONE, {"fixes": (NEW_TASK, FORGET)})
    changed = {}
    if not failure.model:
        changed["title"] = said.NO_SUCH_TASK
    if not failure.path:
        changed["ground"] = said.TASK_REPLY
    return Change(changed) if changed else None


def _task_elsewhere(failure: Failure, _finding: Finding) -> Change | None:
    # Only the simulator in a notebook makes tasks at ModelMax's own address that say they are simulated.
    if failure.simulated and is_vendors(failure.base_url):
        return Change(said.SIMULATED_TASK, {"fixes": (SIMULATOR_ON, LOOK_AGAIN)})
    return None


def _download_cut(failure: Failure, _finding: Finding) -> Change | None:
    return None if failure.partial else Change({"what": said.UNCOUNTED, "ground": said.CHUNKS_CUT})


def _video_without_file(failure: Failure, _finding: Finding) -> Change | None:
    known = failure.path.endswith("/status") or '"model"' in failure.body or failure.model
    return None if known else Change({"what": said.PERHAPS_STATUS})


def _content(failure: Failure, _finding: Finding) -> Change | None:
    if not FAILED_TASK.search(failure.body):
        return None
    return Change({"charge_ground": said.FAILED_TASK}, {"charge": Charge.NOT_CHARGED})


def _redirected(failure: Failure, _finding: Finding) -> Change | None:
    if only_lacks_tls(failure):
        return Change(said.TO_HTTPS, {"fixes": (SET_BASE_URL, CHECK_ADDRESS)})
    to_sign_in = _SIGN_IN.search(failure.headers.get("location", ""))
    return Change({"ground": said.TO_SIGN_IN, "repeat_ground": said.SIGN_IN_FIRST}) if to_sign_in else None


def _interrupted(failure: Failure, _finding: Finding) -> Change | None:
    if failure.symptom is not Symptom.STOPPED_EARLY:
        return None
    facts = {"repeat": Repeat.YES, "charge": Charge.NOT_CHARGED, "fixes": (SEND_AGAIN,)}
    return Change(said.STOPPED_EARLY, facts)


def _key_and_base_url(failure: Failure, _finding: Finding) -> Change | None:
    twice = slip_in_path(failure.base_url) and failure.base_url.rstrip("/").endswith("/v1/v1")
    return Change({"what": said.KEY_TWICE}) if twice else None


_CHANGES: Final[Mapping[str, Callable[[Failure, Finding], Change | None]]] = {
    "wrong-base-url": _wrong_base_url,
    "certificate-of-another": _certificate,
    "not-found": _not_found,
    "proxy-sign-in": _proxy,
    "connection-lost": _connection_lost,
    "error-in-answer": _error_in_answer,
    "bad-request": _bad_request,
    "answer-cut-by-length": _cut_by_length,
    "empty-answer": _empty,
    "task-not-accepted": _task,
    "task-elsewhere": _task_elsewhere,
    "download-cut": _download_cut,
    "video-without-file": _video_without_file,
    "content-refused": _content,
    "redirected": _redirected,
    "key-and-base-url": _key_and_base_url,
    "interrupted": _interrupted,
}
