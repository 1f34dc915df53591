"""Every row of the failure table is told right on every endpoint, with words that fit it."""

from __future__ import annotations

from typing import Any

import pytest

import modelmax_nb
from modelmax_nb.catalog.endpoints import Endpoint
from modelmax_nb.catalog.entry import Action, Applicability, Charge, Repeat
from modelmax_nb.diagnosis import Diagnosis, diagnose, repeatable_automatically
from modelmax_nb.endpoints import endpoint_of, model_of
from modelmax_nb.failure import Failure, Symptom
from modelmax_nb.messages import say
from modelmax_nb.models import ModelInfo, ModelList
from modelmax_nb.simulator import Simulator

TASK = "/queue/veo-3/requests/Z2VtaW5pOnZlby0zOjg6NzIwcDoxOm9wLTEyMzQ1"
PATHS = {
    Endpoint.CHAT: ("POST", "/chat/completions"),
    Endpoint.IMAGES: ("POST", "/images/generations"),
    Endpoint.SUBMIT: ("POST", "/queue/veo-3"),
    Endpoint.STATUS: ("GET", f"{TASK}/status"),
    Endpoint.RESULT: ("GET", TASK),
    Endpoint.CONTENT: ("GET", f"{TASK}/content/0"),
    Endpoint.MODELS: ("GET", "/models"),
}
MODELS = {Endpoint.CHAT: "gemini-3-flash-preview", Endpoint.IMAGES: "imagen-3"}
QUEUE = {Endpoint.SUBMIT, Endpoint.STATUS, Endpoint.RESULT, Endpoint.CONTENT}
# What stands for each row of the table, wherever it happens.
ROWS = {
    "401": "key-refused",
    "402": "insufficient-balance",
    "500": "server-fault",
    "502 outage": "provider-outage",
    "502 throttle": "provider-throttled",
    "502 content policy": "content-refused",
    "502 html": "gateway-page",
    "502 empty": "unexplained-outage",
    "403": "forbidden",
    "404": "not-found",
    "408": "request-timeout",
    "409": "conflict",
    "413": "too-large",
    "422": "unprocessable",
    "429": "rate-limited",
    "503": "service-unavailable",
    "504": "gateway-timeout",
    "redirect": "redirected",
    "reset": "connection-lost",
}
# A finished video that has gone is no slip in an address.
OF_ONE = {(Endpoint.CONTENT, "404"): "video-gone"}


def fail(endpoint: Endpoint, scenario: str) -> Diagnosis:
    """Meet *scenario* on *endpoint* with a program's own client and explain what it raised."""
    method, path = PATHS[endpoint]
    with Simulator() as simulator:
        modelmax_nb.configure(simulator=False, api_key="sk-sim-good", base_url=simulator.url)
        client = modelmax_nb.openai_client(max_retries=0)
        body: dict[str, Any] = {"model": MODELS.get(endpoint, ""), "prompt": "a cat"}
        body["messages"] = [{"role": "user", "content": "hello"}]
        options: Any = {"headers": {"X-Simulate": scenario}}
        call: Any = getattr(client, method.lower())
        sent = {"body": body} if method == "POST" else {}
        with client, pytest.raises(Exception) as raised:  # noqa: PT011 - what is made of it counts
            call(path, cast_to=object, options=options, **sent)
        return modelmax_nb.explain(raised.value).diagnosis


@pytest.mark.parametrize("scenario", ROWS)
@pytest.mark.parametrize("endpoint", Endpoint)
def test_each_row_is_told_right_on_each_endpoint(endpoint: Endpoint, scenario: str) -> None:
    """The cause is the same everywhere; the endpoint is known, and so is the model of a task."""
    diagnosis = fail(endpoint, scenario)
    assert diagnosis.entry.slug == OF_ONE.get((endpoint, scenario), ROWS[scenario])
    assert endpoint_of(diagnosis.failure) is endpoint
    if endpoint in QUEUE:
        assert model_of(diagnosis.failure) == diagnosis.values["model"] == "veo-3"


@pytest.mark.parametrize(
    ("endpoint", "scenario", "slug"),
    [
        (Endpoint.RESULT, "provider mismatch", "task-not-accepted"),
        (Endpoint.STATUS, "poll 502", "provider-outage"),
    ],
)
def test_what_only_a_task_can_meet(endpoint: Endpoint, scenario: str, slug: str) -> None:
    """The simulator's scenarios of the queue end in entries of their own."""
    assert fail(endpoint, scenario).entry.slug == slug


def failure_at(endpoint: Endpoint, **fields: Any) -> Failure:
    """Return a 502 of *endpoint*."""
    method, path = PATHS[endpoint]
    known = {"symptom": Symptom.STATUS, "status": 502, "message": "upstream is down", "type": "bad_gateway"}
    return Failure(**{**known, "method": method, "path": f"/v1{path}", "model": "m", **fields})


@pytest.mark.parametrize(
    ("endpoint", "charge"),
    [
        (Endpoint.IMAGES, Charge.NOT_DOCUMENTED),
        (Endpoint.SUBMIT, Charge.NOT_CHARGED),
        (Endpoint.STATUS, Charge.NOT_CHARGED),
        (Endpoint.RESULT, Charge.NOT_DOCUMENTED),
        (Endpoint.CONTENT, Charge.NOT_DOCUMENTED),
        (Endpoint.MODELS, Charge.NOT_DOCUMENTED),
    ],
)
def test_the_charge_is_that_of_the_endpoint(endpoint: Endpoint, charge: Charge) -> None:
    """Money is told as the documents of billing tell it, in a sentence of its own."""
    entry = diagnose(failure_at(endpoint)).entry
    assert entry.charge is charge
    assert entry.text("charge_ground").id == f"endpoint.{endpoint.value}.charge"
    assert say(entry.text("charge_ground")) == entry.charge_ground


@pytest.mark.parametrize("endpoint", Endpoint)
def test_a_refused_balance_is_free_everywhere(endpoint: Endpoint) -> None:
    """The documents say it twice, so no endpoint changes it."""
    entry = diagnose(failure_at(endpoint, status=402, type="insufficient_balance")).entry
    assert entry.charge is Charge.NOT_CHARGED
    assert entry.text("charge_ground").id == "insufficient-balance.charge_ground"


@pytest.mark.parametrize(
    ("endpoint", "repeated"),
    [
        (Endpoint.CHAT, True),
        (Endpoint.IMAGES, True),
        (Endpoint.SUBMIT, False),
        (Endpoint.STATUS, True),
        (Endpoint.RESULT, False),
        (Endpoint.CONTENT, True),
        (Endpoint.MODELS, True),
    ],
)
def test_what_may_make_a_second_task_or_charge_waits_for_a_click(
    endpoint: Endpoint, *, repeated: bool
) -> None:
    """A submit and the fetching of a result are not repeated by themselves, nor by a safe fix."""
    diagnosis = diagnose(failure_at(endpoint))
    assert repeatable_automatically(diagnosis) is repeated
    assert (diagnosis.fixes[0].applicability is Applicability.SAFE) is repeated
    if not repeated:
        assert diagnosis.entry.repeat is Repeat.ASK_FIRST


@pytest.mark.parametrize(
    "fields",
    [{}, {"symptom": Symptom.TIMEOUT, "status": None, "timeout": 5.0, "detail": "ReadTimeout"}],
    ids=["502", "timeout"],
)
def test_a_failed_look_is_not_a_failed_task(fields: dict[str, Any]) -> None:
    """The card of a poll says that the task may go on, and offers to look again at no cost."""
    diagnosis = diagnose(failure_at(Endpoint.STATUS, **fields))
    assert diagnosis.entry.text("what").id == "endpoint.status.what"
    assert diagnosis.entry.repeat is Repeat.YES
    assert "send-at-risk" not in {fix.slug for fix in diagnosis.fixes}


@pytest.mark.parametrize("endpoint", Endpoint)
def test_only_a_call_that_chooses_a_model_is_offered_another(endpoint: Endpoint) -> None:
    """A task belongs to its model; looking at one is free, and its repeat says no price."""
    listed = ModelList((ModelInfo("m", "gemini"), ModelInfo("deepseek-v3.2", "bedrock")), fetched=0.0)
    diagnosis = diagnose(failure_at(endpoint), listed)
    chooses = endpoint in {Endpoint.CHAT, Endpoint.IMAGES, Endpoint.SUBMIT}
    actions = {fix.action for fix in diagnosis.fixes}
    assert bool(actions & {Action.USE_MODEL, Action.LIST_MODELS}) is chooses
    assert diagnosis.fixes[0].costs is (endpoint is not Endpoint.STATUS)


def test_a_list_that_does_not_come_blames_no_model() -> None:
    """No model was asked, so no title names one."""
    diagnosis = diagnose(failure_at(Endpoint.MODELS, model=""))
    assert (
        say(diagnosis.entry.text("title"), **diagnosis.values) == "The list of models could not be fetched."
    )


@pytest.mark.parametrize(
    ("path", "endpoint"),
    [
        ("/v1/queue/veo-3/requests/a+b/c=/status", Endpoint.STATUS),
        ("/v1/queue/veo-3/requests/a/content/12", Endpoint.CONTENT),
        ("/v1/queue/google%2Fveo-3/", Endpoint.SUBMIT),
        ("/v1/models", Endpoint.MODELS),
        ("/v1/embeddings", Endpoint.CHAT),
        ("", Endpoint.CHAT),
    ],
)
def test_endpoints_are_read_off_the_path(path: str, endpoint: Endpoint) -> None:
    """An id may hold slashes; an unknown path counts as chat."""
    assert endpoint_of(Failure(symptom=Symptom.STATUS, path=path)) is endpoint


def test_what_is_said_of_a_missing_file_stays() -> None:
    """It is true of the result alone, so nothing general is put in its place."""
    failure = Failure(
        symptom=Symptom.NO_ANSWER_IN_BODY,
        body='{"status": "COMPLETED"}',
        path="/v1/queue/veo-3/requests/Z2Vt",
        model="veo-3",
    )
    assert diagnose(failure).entry.what == "The result lacks the address of the video."
