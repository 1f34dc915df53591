"""An error of an ordinary cell that a call of the openai library ended in: what is shown of it."""

from __future__ import annotations

import time
from dataclasses import replace
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from modelmax_nb.api import current_session
from modelmax_nb.calls import explain_call, secrets_of
from modelmax_nb.errors import ModelMaxError
from modelmax_nb.failure import Symptom
from modelmax_nb.frames import clients, members
from modelmax_nb.magics.failed_calls import clients_at
from modelmax_nb.magics.places import place_of
from modelmax_nb.magics.tracebacks import cut_lines, scrub
from modelmax_nb.origin import retries_of, seconds_of
from modelmax_nb.own_code import in_own_code
from modelmax_nb.place import Last, Sent
from modelmax_nb.report import Call, Report
from modelmax_nb.request import ChatRequest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from modelmax_nb.diagnosis import Diagnosis
    from modelmax_nb.magics.failed_calls import FailedCall
    from modelmax_nb.simulator import Simulator

# With these nothing arrived anywhere, so no request is counted.
NEVER_SENT = frozenset({
    Symptom.NO_KEY, Symptom.BAD_KEY, Symptom.PLAIN_HTTP, Symptom.BAD_BASE_URL, Symptom.BAD_REQUEST_VALUE,
    Symptom.REFUSED, Symptom.DNS, Symptom.TLS,
})  # fmt: skip
# With these no request was made at all; the others took some time to fail.
BEFORE_ANY = NEVER_SENT - {Symptom.REFUSED, Symptom.DNS, Symptom.TLS}


class Explained(NamedTuple):
    """What is shown of an error.

    Attributes:
        diagnosis: For the card.
        lines: The traceback, cut and without keys.
        grouped: Whether it is a group, which IPython shows in a way of its own.
    """

    diagnosis: Diagnosis
    lines: list[str]
    grouped: bool


def explain_own(
    error: BaseException,
    call: FailedCall,
    shell: Any,  # noqa: ANN401 - IPython of any version
    before: Mapping[int, int],
) -> Explained:
    """Return what to show of *error*.

    Args:
        error: What the cell ended in.
        call: The call behind it.
        shell: Knows the cells.
        before: How many requests each simulator had seen when the cell began.
    """
    secrets = secrets_of(error)
    used = clients_at(call.error) if call.answer is not None else []
    simulators = _simulators(shell)
    # Both before the card itself asks for the list of models.
    sent = _count(simulators, before)
    answered = _last_of(simulators, before)
    urls = [simulator.url for simulator in simulators if simulator.serving]
    diagnosis = explain_call(call.error, answer=call.answer, used=used, simulated_urls=urls)
    if not diagnosis.failure.simulated:
        sent = _at_least(call.error, diagnosis)
    if diagnosis.failure.symptom in NEVER_SENT or isinstance(call.error, ModelMaxError):
        sent = None
    if not diagnosis.failure.simulated:
        answered = Last(1 + retries_of(call.error), seconds_of(call.error)), time.time()
    if diagnosis.failure.symptom in BEFORE_ANY or isinstance(call.error, ModelMaxError):
        answered = None
    last, when = answered or (None, diagnosis.when)
    place = place_of(
        call.error,
        diagnosis,
        shell,
        secrets,
        sent=sent if sent and sent.requests > 1 else None,
        errors=call.together,
    )
    keys = frozenset(str(client.api_key) for client in (*clients(call.error), *used))
    diagnosis = replace(in_own_code(diagnosis, replace(place, last=last), keys), when=when)
    remember(diagnosis, secrets, call.error)
    scrub(error, secrets)
    lines = cut_lines(error, shell, secrets)
    return Explained(diagnosis, lines, grouped=bool(members(error)))


def remember(diagnosis: Diagnosis, secrets: tuple[str, ...], error: BaseException) -> None:
    """Let the commands speak of *diagnosis*; only a call of this package can be sent again by them."""
    call = Call(request=ChatRequest(model=diagnosis.failure.model, messages=()))
    secret = secrets[0] if secrets else ""
    session = current_session()
    session.last_failed = Report(call=call, diagnosis=diagnosis, secret=secret)
    last = session.last.diagnosis if session.last is not None else None
    if not (isinstance(error, ModelMaxError) and error.diagnosis is last):
        session.own_failed = diagnosis


def requests_so_far(shell: Any) -> dict[int, int]:  # noqa: ANN401 - as above
    """Return how much each simulator of this process has written into its journal."""
    return {id(simulator): len(simulator.journal) for simulator in _simulators(shell)}


def _simulators(shell: Any) -> list[Simulator]:  # noqa: ANN401 - as above
    """Return the session's simulator, if it was made, and those that the reader made."""
    from modelmax_nb.simulator import Simulator

    own = current_session().connections.made_simulator
    found = [] if own is None else [own]
    return found + [held for held in list(shell.user_ns.values()) if isinstance(held, Simulator)]


def _count(simulators: list[Simulator], before: Mapping[int, int]) -> Sent | None:
    """Count what the simulators have seen since the cell began."""
    known = {id(simulator): simulator for simulator in simulators}.values()
    events = [
        event
        for simulator in known
        for event in simulator.journal[before.get(id(simulator), 0) :]
        if event["event"] == "request"
    ]
    tries = [event["retry_count"] for event in events]
    counted = [number for number in tries if isinstance(number, int)]
    if not events:
        return None
    return Sent(len(events), exact=True, calls=counted.count(0), tries=1 + max(counted, default=0))


def _last_of(simulators: list[Simulator], before: Mapping[int, int]) -> tuple[Last, float] | None:
    """Return the last request that a simulator answered since the cell began, and when that was over."""
    from modelmax_nb.simulator.journal import merge

    events: list[dict[str, Any]] = [
        event
        for simulator in simulators
        for event in merge(simulator.journal[before.get(id(simulator), 0) :])
        if event["duration"] is not None
    ]
    if not events:
        return None
    event = max(events, key=itemgetter("time"))
    return Last(1 + (event["retry_count"] or 0), event["duration"]), event["time"] + event["duration"]


def _at_least(error: BaseException, diagnosis: Diagnosis) -> Sent | None:
    """Return how many requests the last call alone took, as the openai library counts them in a header."""
    if diagnosis.failure.symptom in NEVER_SENT:
        return None
    tries = 1 + retries_of(error)
    return Sent(tries, exact=False, tries=tries)
