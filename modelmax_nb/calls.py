"""What became of a call in somebody's own program: where it went, and what its failure means."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from math import isfinite
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from modelmax_nb.api import current_session
from modelmax_nb.catalog.entry import Action
from modelmax_nb.client import CHAT_PATH, fetch_models
from modelmax_nb.diagnosis import Diagnosis, diagnose
from modelmax_nb.errors import ModelMaxError
from modelmax_nb.exceptions import failure_from
from modelmax_nb.failure import Failure, Symptom
from modelmax_nb.frames import SDK, LostAnswer, clients, is_unwritable, links, package_of, steps
from modelmax_nb.keys import Secret
from modelmax_nb.messages import Saying, Text
from modelmax_nb.origin import by_key, origin_of, url_of
from modelmax_nb.outcome import outcome_of_body
from modelmax_nb.settings import BASE_URL

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from modelmax_nb.models import ModelList

VENDOR: Final = "modelmax.io"
IMAGES_PATH: Final = "/images/generations"
HINT_TIMEOUT: Final = 2.0  # seconds; the list of models would only make the card better
STREAMING: Final = "openai._streaming"
NO_NUMBER: Final = Text("value.no-number", "{name} is {value}, and JSON has no such number")
UNCOUNTED: Final = Saying(Text("value.partial", "An unknown number of characters"))
_IN_A_STREAM: Final = {
    Symptom.CONNECTION: Symptom.STREAM_CUT,
    Symptom.TIMEOUT: Symptom.STREAM_STALLED,
}
_STREAMS: Final = frozenset({
    Symptom.STREAM_ERROR, Symptom.STREAM_CUT, Symptom.STREAM_BAD_DATA, Symptom.STREAM_STALLED,
})  # fmt: skip


def explain_call(
    error: BaseException,
    *,
    answer: object = None,
    used: Sequence[Any] = (),
    simulated_urls: Collection[str] = (),
) -> Diagnosis:
    """Say what the failure of a call in own code means.

    Args:
        error: What the call, or the use of its answer, raised.
        answer: What the call returned, where *error* came up only when that was used.
        used: The clients of the openai library that the program holds, where *error* does not tell.
        simulated_urls: Base URLs that lead to a simulator of this process.
    """
    if isinstance(error, ModelMaxError):
        return error.diagnosis
    if isinstance(answer, LostAnswer):  # what was in it can only be guessed
        return replace(_explained(error, answer, (answer.client,), simulated_urls), certain=False)
    return _explained(error, answer, used, simulated_urls)


def _explained(
    error: BaseException, answer: object, used: Sequence[Any], simulated_urls: Collection[str]
) -> Diagnosis:
    failure = _failure_of_answer(answer, used) if answer is not None else _failure(error)
    simulated = failure.simulated or _reaches_simulator(error, used, failure, simulated_urls)
    failure = placed(replace(failure, simulated=simulated))
    if failure.elsewhere:
        return _with_count(diagnose(failure))
    diagnosis = diagnose(failure, _known_models(failure))
    if _names_a_model(diagnosis) and _known_models(failure) is None:
        diagnosis = diagnose(failure, _fetched_models(error, failure))
    return _with_count(diagnosis)


def placed(failure: Failure) -> Failure:
    """Return *failure* with the word on whether it came from another service than the configured one."""
    return replace(failure, elsewhere=not failure.simulated and not is_configured(failure.base_url))


def is_configured(base_url: str) -> bool:
    """Tell whether *base_url* leads to ModelMax or to what this session is set to."""
    host = host_of(base_url)
    name = host.partition(":")[0]
    if name == VENDOR or name.endswith("." + VENDOR):
        return True
    return bool(host) and host == host_of(_configured_url())


def _configured_url() -> str:
    """Return where the session's calls go; its key is not looked for, which may ask or take a while."""
    said = current_session().overrides.base_url or os.environ.get("MODELMAX_BASE_URL", "")
    return said.strip() or BASE_URL


def secrets_of(error: BaseException) -> tuple[str, ...]:
    """Return every key that took part in *error* or in what led to it."""
    found: list[str] = []
    for link in links(error):
        found += origin_of(link)[1]
        found += [str(client.api_key) for client in clients(link) if client.api_key]
    found += [value for name, value in os.environ.items() if name.endswith("_API_KEY")]
    typed = current_session().overrides.api_key
    if isinstance(typed, str):
        found.append(typed)
    elif isinstance(
        holder := getattr(typed, "__self__", None), Secret
    ):  # any other function might ask for it
        found.append(holder.reveal())
    return tuple(dict.fromkeys(key for key in found if key))


def host_of(url: str) -> str:
    """Return the host of *url* with its port, or ""; it may lack its ``https://``."""
    try:
        return urlsplit(url if "//" in url else f"//{url}").netloc
    except ValueError:
        return ""


def _failure(error: BaseException) -> Failure:
    context, secrets = origin_of(error)
    if not context.base_url:
        context = replace(context, base_url=_url_in_making(error))
    failure = _unwritten(failure_from(error, context, secrets), error)
    if any(_module_of(step) == STREAMING for step in steps(error)):
        failure = replace(failure, symptom=_IN_A_STREAM.get(failure.symptom, failure.symptom))
    return by_key(failure, secrets, error)


def _unwritten(failure: Failure, error: BaseException) -> Failure:
    """Say which field of the request JSON cannot hold, where *error* came up in writing it."""
    if not is_unwritable(error):
        return failure
    found = [
        Saying(NO_NUMBER, name=name, value=value)
        for name, value in failure.parameters.items()
        if isinstance(value, float) and not isfinite(value)
    ]
    detail = found[0] if found else failure.detail
    return replace(failure, symptom=Symptom.BAD_REQUEST_VALUE, detail=detail)


def _failure_of_answer(answer: object, used: Sequence[Any]) -> Failure:
    """Read the failure that *answer* hides; the program found it one line later, or in the same."""
    urls = {url_of(client.base_url) for client in used}
    base_url = urls.pop() if len(urls) == 1 else ""
    end = IMAGES_PATH if type(answer).__name__ == "ImagesResponse" else CHAT_PATH
    context = Failure(symptom=Symptom.UNKNOWN, path=f"{urlsplit(base_url).path}{end}", base_url=base_url)
    if isinstance(answer, LostAnswer):
        # Source: measured (whatever has a status of 400 or more is raised by the library itself).
        return replace(context, symptom=Symptom.NO_ANSWER_IN_BODY, status=200)
    secrets = tuple(str(client.api_key) for client in used if client.api_key)
    text, kind = (answer, "text/html") if isinstance(answer, str) else (_json_of(answer), "application/json")
    outcome = outcome_of_body(text, {"content-type": kind}, context, secrets)
    return outcome.failure or context


def _json_of(answer: Any) -> str:  # noqa: ANN401 - a completion of the SDK, known by its method
    return str(answer.model_dump_json())


def _url_in_making(error: BaseException) -> str:
    """Return the base URL given to a client that could not be made, or ""."""
    for step in steps(error):
        if package_of(step.tb_frame) == SDK:
            base_url = step.tb_frame.f_locals.get("base_url")
            if base_url:
                return url_of(base_url)
    return ""


def _module_of(step: Any) -> str:  # noqa: ANN401 - a traceback
    return str(step.tb_frame.f_globals.get("__name__", ""))


def _reaches_simulator(
    error: BaseException, used: Sequence[Any], failure: Failure, urls: Collection[str]
) -> bool:
    """Tell whether the call went into a simulator: by its transport, or by the address of its server."""
    for client in (*clients(error), *used):
        transport = getattr(getattr(client, "_client", None), "_transport", None)
        if type(transport).__module__ == "modelmax_nb.simulator.transport":
            return True
    host = host_of(failure.base_url)
    return bool(host) and host in map(host_of, urls)


def _known_models(failure: Failure) -> ModelList | None:
    known = current_session().models
    return known if known is not None and known.simulated == failure.simulated else None


def _names_a_model(diagnosis: Diagnosis) -> bool:
    return any(fix.action is Action.USE_MODEL for fix in diagnosis.entry.fixes)


def _fetched_models(error: BaseException, failure: Failure) -> ModelList | None:
    """Ask for the list of models, as the program's own client would, else as the session would."""
    client = next(clients(error), None)
    if client is not None and type(client).__name__ == "OpenAI":
        context = replace(failure, timeout=HINT_TIMEOUT)
        listed = fetch_models(client.with_options(max_retries=0), context, _now(failure))
    else:
        session = current_session()
        if session.last is None:  # its key was never looked for, and this is not the moment to ask
            return None
        settings = session.settings()
        if isinstance(settings, Failure) or settings.simulated != failure.simulated:
            return None
        listed = session.list_models(timeout=HINT_TIMEOUT)
    return None if isinstance(listed, Failure) else listed._replace(simulated=failure.simulated)


def _now(failure: Failure) -> float:
    """Return the time by the clock of whoever answers; unattended, the simulator's own stands still."""
    simulator = current_session().connections.made_simulator
    return simulator.clock.now() if failure.simulated and simulator is not None else time.time()


def _with_count(diagnosis: Diagnosis) -> Diagnosis:
    """Say that nobody counted the characters of a stream, where nobody did."""
    failure = diagnosis.failure
    if failure.symptom not in _STREAMS or failure.partial:
        return diagnosis
    return replace(diagnosis, values={**diagnosis.values, "partial": UNCOUNTED})
