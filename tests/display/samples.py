"""Diagnoses to show: one of each shape a card can take, written by hand, so that no other room is needed."""

from __future__ import annotations

from modelmax_nb.attempts import Attempt, Stopped, Wait, WaitReason
from modelmax_nb.catalog.entry import (
    Action,
    Applicability,
    Charge,
    Entry,
    Fix,
    Mover,
    Repeat,
    Source,
)
from modelmax_nb.diagnosis import Diagnosis
from modelmax_nb.failure import Failure, Symptom

MORE = (
    "ModelMax works like a prepaid phone card. You pay money in, and each answer takes a little of it. "
    "Before every call ModelMax looks whether anything is left. At zero, or below zero, it says no. The "
    "balance can fall below zero because the price of an answer is known only at its end. Your key and your "
    "request are fine. After topping up, send the same request again."
)
TOP_UP = Fix(
    slug="top-up",
    label="Top up in the dashboard",
    applicability=Applicability.NEEDS_INPUT,
    action=Action.OPEN_PAGE,
    url="https://www.modelmax.io/dashboard",
)
SEND_WHEN_MENDED = Fix(
    slug="send-when-mended",
    label="Then send it again",
    applicability=Applicability.CHECK_FIRST,
    action=Action.RETRY,
    command="%modelmax retry",
    costs=True,
)
SEND_AGAIN = Fix(
    slug="send-again",
    label="Send it again",
    applicability=Applicability.SAFE,
    action=Action.RETRY,
    command="%modelmax retry",
    costs=True,
)
SEND_AT_RISK = Fix(
    slug="send-at-risk",
    label="Send it again",
    applicability=Applicability.CHECK_FIRST,
    action=Action.RETRY,
    command="%modelmax retry",
    costs=True,
)
USE_SIMULATOR = Fix(
    slug="use-simulator",
    label="Use the free simulator",
    applicability=Applicability.SAFE,
    action=Action.USE_SIMULATOR,
    command="%modelmax simulator on",
)
ENTER_KEY = Fix(
    slug="enter-key",
    label="Enter your key",
    applicability=Applicability.NEEDS_INPUT,
    action=Action.ENTER_KEY,
    command="%modelmax key",
)
USE_MODEL = Fix(
    slug="use-model",
    label="Run with `{suggestion}` (listed {models_date})",
    applicability=Applicability.CHECK_FIRST,
    action=Action.USE_MODEL,
    command="%modelmax retry -m {suggestion}",
    model="deepseek-v3.2",
    costs=True,
)
LIST_MODELS = Fix(
    slug="list-models",
    label="List the models",
    applicability=Applicability.SAFE,
    action=Action.LIST_MODELS,
    command="%modelmax models",
)
GROUND = "The reply has status {status} and says: “{message}”."
REQUEST = {
    "base_url": "https://api.modelmax.io/v1",
    "model": "gemini-3-flash-preview",
    "parameters": {"temperature": 0.7, "stream": True},
    "key_source": "MODELMAX_API_KEY",
    "key_hint": "9f2c",
}


def refusal(status: int, type_: str, message: str, **more: object) -> Failure:
    """Return a failure with ModelMax's error envelope."""
    facts = REQUEST | {
        "symptom": Symptom.STATUS,
        "status": status,
        "type": type_,
        "message": message,
        "body": f'{{"error": {{"message": "{message}", "type": "{type_}"}}}}',
        "content_type": "application/json",
        "exception": "APIStatusError",
    }
    return Failure(**(facts | more))  # type: ignore[arg-type]


def once(failure: Failure) -> tuple[Attempt, ...]:
    """Return the record of a single attempt."""
    return (Attempt(number=1, model=failure.model, started=0.0, seconds=0.4, failure=failure),)


def diagnosis(entry: Entry, failure: Failure, **more: object) -> Diagnosis:
    """Return a diagnosis with the entry's own fixes and the values its sentences name."""
    values = {
        "status": str(failure.status),
        "message": failure.message,
        "model": failure.model,
        "key_hint": failure.key_hint,
        "key_source": failure.key_source,
    }
    facts: dict[str, object] = {"values": values, "fixes": entry.fixes, "attempts": once(failure)}
    extra = more.pop("values", {})
    facts |= more
    facts["values"] = values | extra  # type: ignore[operator]
    return Diagnosis(entry=entry, failure=failure, **facts)  # type: ignore[arg-type]


def balance(**more: object) -> Diagnosis:
    """Return the diagnosis of a 402."""
    entry = Entry(
        slug="insufficient-balance",
        title="The balance of your account is used up.",
        what="ModelMax checks the balance first, so the request never reached the model.",
        ground=GROUND,
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="First top up.",
        charge=Charge.NOT_CHARGED,
        charge_ground="The documents say: a refused call is free.",
        fixes=(TOP_UP, SEND_WHEN_MENDED, USE_SIMULATOR),
        source=Source.DOCUMENTED,
        more=MORE,
        scenario="402",
    )
    failure = refusal(402, "insufficient_balance", "insufficient balance, please top up", **more)
    return diagnosis(entry, failure, when=1795348984.0)


def key_refused() -> Diagnosis:
    """Return the diagnosis of a 401."""
    entry = Entry(
        slug="key-refused",
        title="ModelMax did not accept the key.",
        what="The key sent ends in `{key_hint}` and comes from {key_source}.",
        ground=GROUND,
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="The same key gets the same reply.",
        charge=Charge.NOT_DOCUMENTED,
        charge_ground="No answer was made.",
        fixes=(ENTER_KEY, USE_SIMULATOR),
        source=Source.DOCUMENTED,
        more=MORE,
        scenario="401",
    )
    return diagnosis(entry, refusal(401, "unauthorized", "invalid api key"))


def unknown_model() -> Diagnosis:
    """Return the diagnosis of a 400 for a model name with a typing mistake."""
    entry = Entry(
        slug="unknown-model",
        title="There is no model called `{model}`.",
        what="ModelMax has a list of models, and this name is not accepted.",
        ground=GROUND,
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="The name has to change first.",
        charge=Charge.NOT_DOCUMENTED,
        charge_ground="No answer was made.",
        fixes=(USE_MODEL, LIST_MODELS),
        source=Source.DOCUMENTED,
        more=MORE,
        scenario="400-unknown-model",
    )
    failure = refusal(400, "bad_request", "model not found: deepsek-v3.2", model="deepsek-v3.2")
    values = {"suggestion": "deepseek-v3.2", "models_date": "2026-11-22"}
    return diagnosis(entry, failure, values=values)


OUTAGE = Entry(
    slug="provider-fault",
    title="The provider behind `{model}` has a fault.",
    what="ModelMax passed the request on, but the company that runs this model returned an error.",
    ground=GROUND,
    mover=Mover.PROVIDER,
    repeat=Repeat.WAIT,
    repeat_ground="Such faults often pass.",
    charge=Charge.NOT_DOCUMENTED,
    charge_ground="No answer came.",
    fixes=(SEND_AGAIN, USE_MODEL),
    source=Source.DOCUMENTED,
    more=MORE,
    scenario="502-outage",
)


def outage(*, message: str = "upstream provider returned 503") -> Diagnosis:
    """Return the diagnosis of a 502 after three attempts."""
    failure = refusal(502, "bad_gateway", message, headers={"retry-after": "2"}, retry_after=2.0)
    waits = (
        Wait(seconds=0.84, reason=WaitReason.DRAWN, cap=1.0),
        Wait(seconds=2.31, reason=WaitReason.SERVER, cap=2.0, floor=2.0),
        None,
    )
    starts = (0.0, 1.22, 3.9)
    attempts = tuple(
        Attempt(number=number, model=failure.model, started=start, seconds=0.38, failure=failure, wait=wait)
        for number, (start, wait) in enumerate(zip(starts, waits, strict=True), 1)
    )
    values = {"suggestion": "deepseek-v3.2", "models_date": "2026-11-22"}
    return diagnosis(OUTAGE, failure, values=values, attempts=attempts, stopped=Stopped.ATTEMPTS_USED)


def stream_cut() -> Diagnosis:
    """Return the diagnosis of a stream that broke: no server said anything."""
    entry = Entry(
        slug="stream-cut",
        title="The answer broke off in the middle.",
        what="The connection ended after {partial} characters.",
        ground="No end mark came: the last piece has no `finish_reason`.",
        mover=Mover.NETWORK,
        repeat=Repeat.ASK_FIRST,
        repeat_ground="It may work, and may be charged twice.",
        charge=Charge.NOT_DOCUMENTED,
        charge_ground="Part of the work may be done.",
        fixes=(SEND_AT_RISK,),
        source=Source.MEASURED,
        more=MORE,
    )
    failure = Failure(
        **REQUEST,  # type: ignore[arg-type]
        symptom=Symptom.STREAM_CUT,
        exception="APIConnectionError",
        message="Connection error.",
        partial=212,
    )
    return diagnosis(entry, failure, values={"partial": "212"})


HOSTILE = (
    "<script>window.pwned=1</script><img src=x onerror='window.pwned=1'>\"'&lt;b>\x1b[31mred\x07"
    " \u202ereversed </blockquote></div><h1>big</h1> {model} `code`"
)


def hostile() -> Diagnosis:
    """Return a diagnosis whose every foreign string tries to become markup."""
    failure = refusal(
        502,
        "<b>bad</b>",
        HOSTILE,
        model="<i>m</i>",
        body=f"<html>{HOSTILE}</html>",
        content_type="text/html\r\nx: <u>",
        headers={"server": "<script>alert(1)</script>"},
        base_url='https://x/"><script>',
        parameters={"stop": "<script>"},
        key_source="<s>",
    )
    evil = Fix(
        slug="evil",
        label="Open {model}",
        applicability=Applicability.SAFE,
        action=Action.OPEN_PAGE,
        url="javascript:alert(1)",
        command="%modelmax <script>",
    )
    return diagnosis(OUTAGE, failure, fixes=(evil,), certain=False)


ALL = {
    "402": balance(),
    "402-simulated": balance(simulated=True, base_url="http://127.0.0.1:8000/v1"),
    "401": key_refused(),
    "400-model": unknown_model(),
    "502": outage(),
    "stream-cut": stream_cut(),
    "hostile": hostile(),
}
