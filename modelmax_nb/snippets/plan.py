"""What a program is to send: the last call as it was, or with the best fix of its diagnosis applied."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from modelmax_nb.addresses import proposal
from modelmax_nb.catalog.entry import Action
from modelmax_nb.messages import Saying
from modelmax_nb.settings import BASE_URL, SIMULATOR_KEY
from modelmax_nb.snippets import words

if TYPE_CHECKING:
    from modelmax_nb.catalog.entry import Fix
    from modelmax_nb.diagnosis import Diagnosis
    from modelmax_nb.session import Report


class Plan(NamedTuple):
    """Everything a program is made of.

    Attributes:
        body: The JSON object to send.
        base_url: Where it goes.
        simulator_key: A key of the simulator to write out, which is no secret; None to read the environment.
        attempts: Requests in all.
        wait_max: Upper end of a random wait in seconds.
        deadline: Seconds after which no attempt begins.
        timeout: Limit on silence in seconds.
        notes: What was mended, or what is to be done first; and that the address is the simulator's.
        title: What the program is.
    """

    body: dict[str, Any]
    base_url: str
    simulator_key: str | None = None
    attempts: int = 3
    wait_max: float = 20.0
    deadline: float = 60.0
    timeout: float = 120.0
    notes: tuple[Saying, ...] = ()
    title: Saying = Saying(words.READY)

    @property
    def stream(self) -> bool:
        """Whether the answer comes in chunks."""
        return bool(self.body.get("stream"))


def plan_as_sent(
    report: Report,
    base_url: str,
    *,
    timeout: float,
    simulator_url: str | None = None,
    simulator_key: str | None = None,
) -> Plan:
    """Return the plan of the call in *report* as it was sent.

    Args:
        report: How the call ended.
        base_url: Where it went.
        timeout: The session's limit on silence in seconds.
        simulator_url: The simulator's own base URL where it answered; its host then stands in every address.
        simulator_key: The key of the simulator that was used.
    """
    call = report.call
    policy = (
        call.usual or call.policy
    )  # a repeat by hand is sent once; the program has the cell's own attempts
    note = Saying(words.AT_SIMULATOR, url=BASE_URL)
    return Plan(
        body=call.request.body,
        base_url=_served(base_url, simulator_url),
        simulator_key=simulator_key,
        attempts=policy.attempts,
        wait_max=policy.wait_max,
        deadline=policy.deadline,
        timeout=call.timeout or timeout,
        notes=(note,) if simulator_url is not None else (),
        title=Saying(words.FORMS["as-sent"]),
    )


def mend(plan: Plan, diagnosis: Diagnosis | None, simulator_url: str | None = None) -> Plan:
    """Return *plan* with the best fix of *diagnosis* that a program can hold; else with what to do first.

    A fix that only repeats needs no mending: the robust program repeats by itself.
    """
    plan = plan._replace(title=Saying(words.READY))
    fixes = diagnosis.fixes if diagnosis else ()
    for fix in fixes:
        assert diagnosis is not None  # noqa: S101 - it has fixes
        if fix.action is Action.RETRY:
            break
        mended = _apply(fix, plan, diagnosis, simulator_url)
        if mended is not None:
            return mended._replace(title=Saying(words.FORMS["robust"]))
    if diagnosis is None or not fixes or fixes[0].action is Action.RETRY:
        return plan
    first = _said(fixes[0], diagnosis)
    title = Saying(words.NOT_MENDED, fix=first)
    return _noted(plan, Saying(words.FIRST, fix=first))._replace(title=title)


def _noted(plan: Plan, note: Saying) -> Plan:
    return plan._replace(notes=(note, *plan.notes))


def _apply(fix: Fix, plan: Plan, diagnosis: Diagnosis, simulator_url: str | None) -> Plan | None:
    """Return *plan* with *fix* applied, or None where a program cannot hold it."""
    if fix.action is Action.USE_MODEL and fix.model:
        note = Saying(words.MEND_MODEL, new=fix.model, old=_short(plan.body.get("model", "")))
        return _noted(plan._replace(body=plan.body | {"model": fix.model}), note)
    if fix.action is Action.SET_BASE_URL:
        url = _served(proposal(diagnosis.failure), simulator_url)
        note = Saying(words.MEND_URL, new=url, old=_short(plan.base_url))
        return _noted(plan._replace(base_url=url), note)
    if fix.action is Action.LONGER_TIMEOUT:
        new = fix.values["longer"]
        note = Saying(words.MEND_TIMEOUT, new=new, old=f"{plan.timeout:g}")
        return _noted(plan._replace(timeout=float(new)), note)
    if fix.action is Action.USE_SIMULATOR and diagnosis.failure.simulated:
        return _noted(plan._replace(simulator_key=SIMULATOR_KEY), Saying(words.MEND_KEY))
    return _with_field(fix, plan, diagnosis.values.get("parameter", ""))


def _with_field(fix: Fix, plan: Plan, parameter: str) -> Plan | None:
    """Return *plan* with one field left out or brought into its range."""
    old = plan.body.get(parameter)
    if old is None or parameter in {"model", "messages"}:
        return None
    if fix.slug == "drop-field":
        body = {name: value for name, value in plan.body.items() if name != parameter}
        return _noted(plan._replace(body=body), Saying(words.MEND_DROP, parameter=parameter))
    if fix.slug == "stay-in-range" and isinstance(old, int | float):
        near = min(max(float(old), float(fix.values["low"])), float(fix.values["high"]))
        new = int(near) if near.is_integer() else near
        note = Saying(words.MEND_VALUE, parameter=parameter, new=new, old=old)
        return _noted(plan._replace(body=plan.body | {parameter: new}), note)
    return None


def _said(fix: Fix, diagnosis: Diagnosis) -> Saying:
    """Return the label of *fix*, still to be said in the reader's language."""
    values = {name: _short(value) for name, value in diagnosis.values_of(fix).items()}
    return Saying(fix.text, **values)


def _served(url: str, simulator_url: str | None) -> str:
    """Return *url*, at the simulator's own host where it answered in its place."""
    if simulator_url is None:
        return url
    here, there = urlsplit(simulator_url), urlsplit(url)
    return f"{here.scheme}://{here.netloc}{there.path.rstrip('/')}"


def _short(value: object) -> str:
    """Return *value* on one line: it stands in a comment."""
    return " ".join(str(value).split())[:160]
