"""The only door to the network: builds clients of the openai SDK, sends, and reads what comes back.

SDK retries are off, so one attempt is one request (see ``retry.py``). Redirects are not followed: the key
and the prompt go to the configured base URL and nowhere else.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from modelmax_nb.exceptions import failure_from
from modelmax_nb.failure import Failure, Symptom
from modelmax_nb.models import ModelInfo, ModelList
from modelmax_nb.outcome import SIMULATOR_HEADER, Outcome, outcome_of_body, with_evidence
from modelmax_nb.settings import SIMULATOR_KEY
from modelmax_nb.streams import StreamedAnswer, outcome_of_stream

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import httpx2
    import openai

    from modelmax_nb.request import ChatRequest
    from modelmax_nb.settings import Settings

AnyClient = TypeVar("AnyClient", "openai.OpenAI", "openai.AsyncOpenAI")
CONNECT_TIMEOUT = 10.0  # seconds to reach the server
SILENCE_TIMEOUT = 120.0  # seconds without a byte; a long answer that goes on arriving is never cut off
CHAT_PATH = "/chat/completions"


class UnfitSdkError(ImportError):
    """The installed openai library is not one that this package can use; the text says which it is."""


def failure_from_misfit(error: UnfitSdkError) -> Failure:
    """Return the failure of a call that could not even be prepared."""
    return Failure(symptom=Symptom.UNKNOWN, exception=type(error).__name__, detail=str(error))


def stopped_early(settings: Settings | None = None) -> Failure:
    """Return the failure of a call that the reader stopped before anything was sent."""
    if settings is None:
        return Failure(symptom=Symptom.STOPPED_EARLY)
    return Failure(symptom=Symptom.STOPPED_EARLY, base_url=settings.base_url, simulated=settings.simulated)


class Transports(NamedTuple):
    """How requests travel: over the network when None, into the simulator otherwise."""

    sync: httpx2.BaseTransport | None = None
    asynchronous: httpx2.AsyncBaseTransport | None = None


NETWORK = Transports()


def make_client(
    settings: Settings, transports: Transports = NETWORK, *, max_retries: int = 0
) -> openai.OpenAI:
    """Build a client of the SDK for *settings*; nothing is sent.

    Raises:
        UnfitSdkError: The installed openai library is too old or too new.
    """
    with _fitting_sdk():
        return _make_client(settings, transports, max_retries)


def make_async_client(
    settings: Settings, transports: Transports = NETWORK, *, max_retries: int = 0, keep_alive: bool = True
) -> openai.AsyncOpenAI:
    """Build the asynchronous twin of :func:`make_client`.

    Args:
        settings: Key and base URL.
        transports: How requests travel.
        max_retries: The SDK's own repeats.
        keep_alive: Whether a connection is kept for the next request. A client that nobody closes keeps none:
            when its event loop ends, it could neither use nor close it.
    """
    with _fitting_sdk():
        return _make_async_client(settings, transports, max_retries, keep_alive=keep_alive)


@contextmanager
def _fitting_sdk() -> Iterator[None]:
    """Say in one exception that the SDK does not fit, whatever it stumbled over.

    Source: measured (openai 1 and 2 take clients of httpx alone and raise ``TypeError``; without openai 3
    there is no httpx2 to import).
    """
    try:
        yield
    except (ImportError, AttributeError, TypeError) as error:
        from importlib.metadata import PackageNotFoundError, version

        try:
            installed = f"openai {version('openai')} is installed"
        except PackageNotFoundError:
            installed = "no openai library is installed"
        raise UnfitSdkError(f"{installed}; {type(error).__name__}: {str(error)[:120]}") from error


def _make_client(settings: Settings, transports: Transports, max_retries: int) -> openai.OpenAI:
    import httpx2
    import openai

    http_client = httpx2.Client(
        transport=transports.sync,
        base_url=settings.base_url,
        timeout=silence_limit(SILENCE_TIMEOUT),
        follow_redirects=False,
    )
    client = openai.OpenAI(
        api_key=settings.key.reveal(),
        base_url=settings.base_url,
        http_client=http_client,
        max_retries=max_retries,
    )
    return _without_other_vendors(client)


def _make_async_client(
    settings: Settings, transports: Transports, max_retries: int, *, keep_alive: bool
) -> openai.AsyncOpenAI:
    import httpx2
    import openai

    http_client = httpx2.AsyncClient(
        transport=transports.asynchronous,
        limits=httpx2.Limits(max_connections=100, max_keepalive_connections=20 if keep_alive else 0),
        base_url=settings.base_url,
        timeout=silence_limit(SILENCE_TIMEOUT),
        follow_redirects=False,
    )
    client = openai.AsyncOpenAI(
        api_key=settings.key.reveal(),
        base_url=settings.base_url,
        http_client=http_client,
        max_retries=max_retries,
    )
    return _without_other_vendors(client)


def _without_other_vendors(client: AnyClient) -> AnyClient:
    """Drop what the SDK reads from ``OPENAI_*`` variables: ids and headers meant for another vendor."""
    client.organization = None
    client.project = None
    client._custom_headers = {}  # noqa: SLF001 - the SDK fills it from a variable and offers no other way
    return client


def silence_limit(silence: float) -> httpx2.Timeout:
    """Return the limits of a request that may be silent for so many seconds."""
    import httpx2

    return httpx2.Timeout(silence, connect=min(CONNECT_TIMEOUT, silence))


def context_of(request: ChatRequest, settings: Settings, timeout: float | None) -> Failure:
    """Return a failure that knows the request and nothing yet of its outcome."""
    return Failure(
        symptom=Symptom.UNKNOWN,
        model=request.model,
        parameters={**request.parameters, "messages": len(request.messages)},
        base_url=settings.base_url,
        path=_path(settings.base_url) + CHAT_PATH,
        key_source=settings.key_source,
        key_hint=settings.key.hint,
        good_test_key=settings.key.reveal() == SIMULATOR_KEY,
        simulated=settings.simulated,
        timeout=timeout or SILENCE_TIMEOUT,
    )


def _path(base_url: str) -> str:
    from urllib.parse import urlsplit

    return urlsplit(base_url).path.rstrip("/")


def send(
    client: openai.OpenAI,
    request: ChatRequest,
    context: Failure,
    on_text: Callable[[str], None] | None = None,
) -> Outcome:
    """Send *request* once and return how it ended; raises nothing but ``SystemExit`` and its like.

    Args:
        client: From :func:`make_client`.
        request: What to ask.
        context: From :func:`context_of`.
        on_text: Called with each piece of a streamed answer.
    """
    secrets = (client.api_key,)
    streamed = StreamedAnswer(on_text)
    try:
        raw: Any = client.chat.completions.with_raw_response.create(
            **request.body, timeout=silence_limit(context.timeout or SILENCE_TIMEOUT)
        )
        response = raw.http_response
        if not _is_event_stream(response):
            text = response.read().decode("utf-8", "replace")
            return outcome_of_body(text, response.headers, context, secrets)
        context = replace(context, simulated=context.simulated or SIMULATOR_HEADER in response.headers)
        for chunk in raw.parse():
            streamed.add(chunk)
        return outcome_of_stream(streamed, context)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - every fault becomes one record
        return outcome_of_exception(error, context, secrets, streamed)


async def send_async(
    client: openai.AsyncOpenAI,
    request: ChatRequest,
    context: Failure,
    on_text: Callable[[str], None] | None = None,
) -> Outcome:
    """Send *request* once and return how it ended; a cancelled task stays cancelled."""
    secrets = (client.api_key,)
    streamed = StreamedAnswer(on_text)
    try:
        raw: Any = await client.chat.completions.with_raw_response.create(
            **request.body, timeout=silence_limit(context.timeout or SILENCE_TIMEOUT)
        )
        response = raw.http_response
        if not _is_event_stream(response):
            text = (await response.aread()).decode("utf-8", "replace")
            return outcome_of_body(text, response.headers, context, secrets)
        context = replace(context, simulated=context.simulated or SIMULATOR_HEADER in response.headers)
        async for chunk in raw.parse():
            streamed.add(chunk)
        return outcome_of_stream(streamed, context)
    except Exception as error:  # noqa: BLE001 - every fault becomes one record
        return outcome_of_exception(error, context, secrets, streamed)


def fetch_models(client: openai.OpenAI, context: Failure, now: float) -> ModelList | Failure:
    """Ask for the list of models. Source: documented by name; the path is vendor code."""
    context = replace(
        context, method="GET", path=_path(context.base_url) + "/models", parameters={}, model=""
    )
    secrets = (client.api_key,)
    try:
        response: Any = client.models.with_raw_response.list(
            timeout=silence_limit(context.timeout or SILENCE_TIMEOUT)
        )
        text, headers = response.http_response.text, response.http_response.headers
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - every fault becomes one record
        outcome = outcome_of_exception(error, context, secrets)
        assert outcome.failure is not None  # noqa: S101 - an exception is never an answer
        return outcome.failure
    return _models_from(text, now) or replace(
        with_evidence(context, 200, headers, text, secrets), symptom=Symptom.NOT_JSON
    )


def _models_from(text: str, now: float) -> ModelList | None:
    """Read ``data[].id`` and ``owned_by``; None when there is no such list."""
    import json

    try:
        items = json.loads(text)["data"]
        known = [ModelInfo(id=item["id"], owned_by=str(item.get("owned_by") or "")) for item in items]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return ModelList(models=tuple(known), fetched=now)


def _is_event_stream(response: httpx2.Response) -> bool:
    return str(response.headers.get("content-type", "")).startswith("text/event-stream")


def outcome_of_exception(
    error: BaseException,
    context: Failure,
    secrets: tuple[str, ...] = (),
    streamed: StreamedAnswer | None = None,
) -> Outcome:
    """Turn any exception of a call into a failure, keeping what had arrived before it."""
    failure = failure_from(error, context, secrets)
    if streamed is not None and streamed.text:
        simulated = failure.simulated
        symptom = _IN_A_STREAM.get(failure.symptom, failure.symptom)
        failure = replace(failure, symptom=symptom, partial=len(streamed.text))
        return Outcome(
            answer=streamed.answer(context.model, simulated=simulated), failure=failure, error=error
        )
    return Outcome(failure=failure, error=error)


_IN_A_STREAM = {
    Symptom.CONNECTION: Symptom.STREAM_CUT,
    Symptom.TIMEOUT: Symptom.STREAM_STALLED,
}
