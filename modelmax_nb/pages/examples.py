"""One failure for each entry, to fill the sentences of its page with.

The simulator makes them where it can. The rest are written down here, as a provider, a proxy or this
computer could have produced them; a test sees to it that each is diagnosed as what it stands for.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from modelmax_nb.catalog.elsewhere import ELSEWHERE, ELSEWHERE_ENTRIES
from modelmax_nb.catalog.entries import ENTRIES
from modelmax_nb.diagnosis import diagnose
from modelmax_nb.failure import Failure, Symptom
from modelmax_nb.keys import KEY_VARIABLE, NOT_IGNORED
from modelmax_nb.messages import Saying
from modelmax_nb.models import ModelInfo, ModelList
from modelmax_nb.settings import BASE_URL, MODEL, NO_HTTPS
from modelmax_nb.simulator import RECIPES

if TYPE_CHECKING:
    from modelmax_nb.catalog.entry import Entry
    from modelmax_nb.diagnosis import Diagnosis

PROMPT = "Hello"
TIMEOUT = 5.0  # seconds of silence, in examples that wait for an answer
UNKNOWN_HOST = "https://api.modelmax.invalid/v1"
OTHER_SERVICE = "https://api.example.com/v1"


class Example(NamedTuple):
    """A failure that shows an entry.

    Attributes:
        diagnosis: As somebody with an account of their own would get it.
        seen: As the simulator brought it about; None where it cannot.
    """

    diagnosis: Diagnosis
    seen: Diagnosis | None = None


def _status(status: int, message: str = "", **fields: object) -> Failure:
    words = {400: "bad_request", 502: "bad_gateway"}
    known = {"status": status, "type": words.get(status), "message": message}
    return _failure(Symptom.STATUS, **{**known, **fields})


def _failure(symptom: Symptom, **fields: object) -> Failure:
    known = {"symptom": symptom, "model": MODEL, "base_url": BASE_URL, "key_source": KEY_VARIABLE}
    return Failure(**{**known, **fields})  # type: ignore[arg-type]  # a table of any fields


# Without a list, nobody can say that a name is not in it.
LISTED = ModelList(models=(ModelInfo("deepseek-v3.2", "bedrock"),), fetched=1_790_000_000.0)
_NOT_VERIFIED = "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed"
PICTURES = "/v1/images/generations"
TASK: Final = {"path": "/v1/queue/veo-3/requests/Z2Vt", "model": "veo-3", "detail": "3fa9c1d2"}
WRITTEN = MappingProxyType(
    {
        "key-file-not-read": _failure(Symptom.NO_KEY, key_source="", detail=Saying(NOT_IGNORED, path=".env")),
        "balance-and-model": _status(402, "insufficient balance", model="deepsek-v3.2"),
        "key-and-base-url": _status(401, "invalid API key", base_url="https://api.modelmax.io"),
        "video-failed": _failure(
            Symptom.ERROR_IN_ANSWER, message="operation failed", body='{"status": "FAILED"}', model="veo-3"
        ),
        "video-without-file": _failure(
            Symptom.NO_ANSWER_IN_BODY, body='{"status": "COMPLETED"}', model="veo-3"
        ),
        "task-not-accepted": _status(
            400, "provider mismatch", path="/v1/queue/veo-3/requests/Z2Vt", model="veo-3"
        ),
        "picture-missing": _failure(
            Symptom.NO_ANSWER_IN_BODY,
            status=200,
            body='{"created": 1709123456, "data": []}',
            model="imagen-3",
        ),
        "picture-unreadable": _failure(
            Symptom.PICTURE_UNREADABLE, status=200, path=PICTURES, partial=16, model="imagen-3"
        ),
        "picture-not-loaded": _failure(
            Symptom.PICTURE_NOT_LOADED, path=PICTURES, detail="https://files.example/1.png", model="imagen-3"
        ),
        "task-still-running": _failure(Symptom.TASK_STILL_RUNNING, **TASK),
        "task-unreadable": _failure(Symptom.TASK_UNREADABLE, status=200, body='{"status": "??"}', **TASK),
        "task-elsewhere": _failure(Symptom.TASK_ELSEWHERE, **TASK),
        "result-asked-before": _failure(Symptom.RESULT_ASKED_BEFORE, **TASK),
        "download-cut": _failure(Symptom.DOWNLOAD_CUT, status=200, partial=6000, **TASK),
        "video-gone": _status(404, "content not found", **{**TASK, "path": f"{TASK['path']}/content/0"}),
        "wrong-kind-of-model": _status(400, "imagen-3 is not a chat model", model="imagen-3"),
        "missing-field": _status(400, "messages is required"),
        "unsupported-field": _status(400, "unknown field: tools"),
        "too-many-images": _status(400, "too many images in one message"),
        "bad-request": _status(400, "the request body is not valid JSON"),
        "provider-access": _status(502, "upstream returned 403 PERMISSION_DENIED"),
        "model-not-served": _status(502, "ValidationException: The provided model identifier is invalid."),
        "provider-refused-request": _status(502, "Request contains an invalid argument. (INVALID_ARGUMENT)"),
        "host-not-found": _failure(Symptom.DNS, base_url=UNKNOWN_HOST, detail="Name or service not known"),
        "tls-fault": _failure(Symptom.TLS, detail=f"{_NOT_VERIFIED}: certificate has expired"),
        "clock-wrong": _failure(Symptom.TLS, detail=f"{_NOT_VERIFIED}: certificate is not yet valid"),
        "certificate-unknown": _failure(Symptom.TLS, detail=f"{_NOT_VERIFIED}: self-signed certificate"),
        "certificate-of-another": _failure(
            Symptom.TLS,
            detail=f"{_NOT_VERIFIED}: Hostname mismatch, certificate is not valid for 'api.modelmax.io'",
        ),
        "server-without-tls": _failure(
            Symptom.TLS,
            base_url="https://127.0.0.1:8000/v1",
            detail="[SSL: WRONG_VERSION_NUMBER] wrong version number",
        ),
        "proxy-refused": _failure(
            Symptom.CONNECTION, exception="APIConnectionError", detail="503 Service Unavailable"
        ),
        "proxy-not-reached": _failure(
            Symptom.REFUSED,
            exception="APIConnectionError",
            detail="[Errno 111] Connection refused",
            proxy="proxy.example:3128",
        ),
        "connection-fault": _failure(Symptom.CONNECTION),
        "connection-timeout": _failure(Symptom.TIMEOUT, detail="ConnectTimeout"),
        "proxy-sign-in": _status(407),
        "bad-base-url": _failure(Symptom.BAD_BASE_URL, base_url="api.modelmax.io/v1", detail=NO_HTTPS),
        "request-not-built": _failure(
            Symptom.BAD_REQUEST_VALUE, detail="Object of type set is not JSON serializable"
        ),
        "interrupted": _failure(Symptom.INTERRUPTED),
        "sdk-unexpected": _failure(
            Symptom.UNKNOWN, exception="AttributeError", detail="'str' object has no attribute 'choices'"
        ),
        "sdk-does-not-fit": _failure(
            Symptom.UNKNOWN, exception="UnfitSdkError", detail="openai 1.109.1 is installed"
        ),
        "sdk-call-of-old": _failure(
            Symptom.UNKNOWN,
            exception="APIRemovedInV1",
            detail="You tried to access openai.ChatCompletion, but this is no longer supported",
        ),
        "not-recognised": _status(418, "I am a teapot", type=None),
        "text-not-recognised": Failure(symptom=Symptom.STATUS, path="", method=""),
    }
)
"""Failures that the simulator cannot bring about, or only by asking a network, by slug."""


def example_of(entry: Entry) -> Example:
    """Return a failure that shows *entry*; nothing is sent over a network."""
    if entry.slug in ELSEWHERE_ENTRIES:
        return Example(_as(entry, _elsewhere(entry)))
    written = WRITTEN.get(entry.slug)
    if written is not None:
        return Example(_as(entry, written))
    if not entry.scenario:
        return Example(_as(entry, _failure(Symptom.UNKNOWN)))
    seen = _provoke(entry.scenario)
    if seen is None or seen.entry.slug != entry.slug:  # a test sees to it that this does not happen
        return Example(_as(entry, _failure(Symptom.UNKNOWN)))
    failure = replace(seen.failure, simulated=False)
    if failure.key_source and failure.symptom is not Symptom.BAD_KEY:
        failure = replace(failure, key_source=KEY_VARIABLE, key_hint="")
    return Example(_as(entry, failure), seen)


def _elsewhere(entry: Entry) -> Failure:
    """Return what another service would send where ModelMax sends what the entry stands for."""
    cause = next((cause for cause, other in ELSEWHERE.items() if other is entry), "sdk-unexpected")
    failure = example_of(ENTRIES[cause]).diagnosis.failure
    return replace(failure, elsewhere=True, base_url=OTHER_SERVICE, key_source="", type=None)


def _as(entry: Entry, failure: Failure) -> Diagnosis:
    """Diagnose *failure*, and hold on to *entry* where that comes to another end."""
    diagnosis = diagnose(failure, LISTED if entry.slug == "balance-and-model" else None)
    if diagnosis.entry.slug == entry.slug:
        return diagnosis
    return replace(diagnosis, entry=entry, fixes=entry.fixes, certain=True)


def _provoke(scenario: str) -> Diagnosis | None:
    """Let a simulator of its own fail in this way, in virtual time; return the diagnosis."""
    from modelmax_nb.request import ChatRequest, messages_from  # with the client, these take a while to load
    from modelmax_nb.session import Call, Session

    session = Session(seed=0)
    session.overrides.simulator = True
    try:
        if scenario in RECIPES:
            recipe = RECIPES[scenario]
            session.overrides.simulator = recipe.reaches_simulator
            session.overrides.simulator_key = session.overrides.api_key = recipe.api_key
            session.overrides.api_key_source = KEY_VARIABLE
            session.overrides.simulator_base_url = recipe.client_arguments(BASE_URL)["base_url"]
            session.overrides.base_url = recipe.base_url
        else:
            session.simulator.play(scenario, repeat=True)
        request = ChatRequest(model=MODEL, messages=messages_from(PROMPT), stream=streams(scenario))
        if scenario == "400-bad-field":
            request = request._replace(temperature=5.0)
        if scenario == "400-unknown-model":
            request = request._replace(model="gemini-3-flash")
        return session.ask(Call(request=request, timeout=TIMEOUT).once).diagnosis
    finally:
        session.close()


def streams(scenario: str) -> bool:
    """Tell whether *scenario* happens to streamed answers alone."""
    from modelmax_nb.simulator import SCENARIOS

    return scenario in SCENARIOS and SCENARIOS[scenario].endpoints == {"stream"}
