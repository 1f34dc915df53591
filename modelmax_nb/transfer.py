"""One request to any endpoint through the SDK's own transport, and what came back, as data.

The SDK has no methods for ModelMax's video queue, and its own ``videos`` speak another protocol. So a step
of such work is a ``Fetch``; the work itself is written as a generator of steps (see ``video/steps.py``), and
the synchronous and the asynchronous caller carry out the same steps.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar
from urllib.parse import urljoin, urlsplit

from modelmax_nb.client import SILENCE_TIMEOUT, outcome_of_exception, silence_limit
from modelmax_nb.outcome import with_evidence

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Generator, Mapping

    import httpx2
    import openai

    from modelmax_nb.failure import Failure

Value = TypeVar("Value")
HTTPS = "https"
_URL_ALPHABET = str.maketrans("-_", "+/")


class Fetch(NamedTuple):
    """The caller shall send this request now.

    Attributes:
        url: Absolute; see :func:`resolve`.
        context: A failure that knows the request and not yet its outcome.
        method: ``GET`` or ``POST``.
        body: The JSON object to send, or None.
        with_key: Whether the key may go along; it never leaves the configured origin anyway.
    """

    url: str
    context: Failure
    method: str = "GET"
    body: Mapping[str, Any] | None = None
    with_key: bool = True


class Pause(NamedTuple):
    """The caller shall wait this many seconds."""

    seconds: float


class Reply(NamedTuple):
    """What came back with a status below 300.

    Attributes:
        status: HTTP status.
        headers: Response headers, lower-case names.
        content: The body.
        seen: A failure that has the evidence of this reply, should its body turn out to be no use.
    """

    status: int
    headers: Mapping[str, str]
    content: bytes
    seen: Failure

    def json(self) -> Any:  # noqa: ANN401 - whatever the service sent
        """Return the body as JSON; None where it is none."""
        try:
            return json.loads(self.content)
        except ValueError:
            return None


Steps: TypeAlias = "Generator[Fetch | Pause, Reply | Failure | None, Value]"
"""Work that says what to send and how long to wait; a reply or a failure is sent back in for each `Fetch`."""


def resolve(url: str, base_url: str) -> str:
    """Return the absolute form of an address that the service named.

    Source: documented (host-relative addresses that begin with ``/v1``: joining them to the base URL would
    give ``/v1/v1``).
    """
    return urljoin(base_url, url)


def same_origin(url: str, base_url: str) -> bool:
    """Tell whether *url* leads to the host, port and scheme of *base_url*: the only place the key may go."""
    return _origin(url) == _origin(base_url)


def _origin(url: str) -> tuple[str, str, int | None]:
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:  # no number
        port = -1
    return parts.scheme, parts.hostname or "", port or {"http": 80, HTTPS: 443}.get(parts.scheme)


def decode_data_url(url: str) -> bytes:
    """Return the bytes of a base64 ``data:`` URL; empty where it holds none."""
    head, _, text = url.partition(",")
    return decode_base64(text) if head.lower().endswith(";base64") else b""


def decode_base64(text: str) -> bytes:
    """Return the bytes behind *text*, of either alphabet, in one line or many; empty where it is none."""
    import base64
    import binascii

    letters = "".join(text.split()).rstrip("=").translate(_URL_ALPHABET)
    try:
        return base64.b64decode(letters + "=" * (-len(letters) % 4), validate=True)
    except binascii.Error:
        return b""


def perform(steps: Steps[Value], client: openai.OpenAI, sleep: Callable[[float], None]) -> Value:
    """Carry out *steps* and return what they come to.

    An interrupt of a wait is thrown into the generator, which decides; one of a request becomes a failure.
    """
    result: Reply | Failure | None = None
    thrown: KeyboardInterrupt | None = None
    while True:
        try:
            step = steps.throw(thrown) if thrown is not None else steps.send(result)
        except StopIteration as end:
            value: Value = end.value
            return value
        result = thrown = None
        if isinstance(step, Fetch):
            result = fetch(client, step)
            continue
        try:
            sleep(step.seconds)
        except KeyboardInterrupt as interrupt:
            thrown = interrupt


async def perform_async(
    steps: Steps[Value], client: openai.AsyncOpenAI, sleep: Callable[[float], Awaitable[None]]
) -> Value:
    """Carry out *steps* without blocking the event loop; a cancelled task stays cancelled."""
    result: Reply | Failure | None = None
    while True:
        try:
            step = steps.send(result)
        except StopIteration as end:
            value: Value = end.value
            return value
        result = None
        if isinstance(step, Fetch):
            result = await fetch_async(client, step)
        else:
            await sleep(step.seconds)


def fetch(client: openai.OpenAI, step: Fetch) -> Reply | Failure:
    """Send one request once; raises nothing but ``SystemExit`` and its like."""
    try:
        if not _takes_key(client, step):
            response = client._client.request(step.method, step.url, **_plain(step))  # noqa: SLF001 - see _plain
        else:
            response = _send(client, step)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - every fault becomes one record
        return _failed(error, step, client.api_key)
    return _read(response, step, client.api_key)


async def fetch_async(client: openai.AsyncOpenAI, step: Fetch) -> Reply | Failure:
    """Send one request once, without blocking."""
    try:
        if not _takes_key(client, step):
            response = await client._client.request(step.method, step.url, **_plain(step))  # noqa: SLF001
        else:
            response = await _send(client, step)
    except Exception as error:  # noqa: BLE001 - as above
        return _failed(error, step, client.api_key)
    return _read(response, step, client.api_key)


def _takes_key(client: openai.OpenAI | openai.AsyncOpenAI, step: Fetch) -> bool:
    return step.with_key and same_origin(step.url, str(client.base_url))


def _send(client: Any, step: Fetch) -> Any:  # noqa: ANN401 - of either client, which share no class
    """Send with the key, by the SDK; awaited by the asynchronous caller."""
    import httpx2

    options = {"timeout": silence_limit(step.context.timeout or SILENCE_TIMEOUT)}
    if step.method == "POST":
        return client.post(step.url, cast_to=httpx2.Response, body=step.body, options=options)
    return client.get(step.url, cast_to=httpx2.Response, options=options)


def _plain(step: Fetch) -> dict[str, Any]:
    """Return the options of a request without the key: the transport below the SDK knows none.

    Such an address may lead on to another host, as those of stored files do; nothing secret goes along.
    """
    timeout = silence_limit(step.context.timeout or SILENCE_TIMEOUT)
    return {"json": step.body, "timeout": timeout, "follow_redirects": True}


def _read(response: httpx2.Response, step: Fetch, key: str) -> Reply | Failure:
    textual = "json" in response.headers.get("content-type", "") or response.status_code >= 300  # noqa: PLR2004
    text = response.text if textual else ""
    seen = with_evidence(step.context, response.status_code, response.headers, text, (key,))
    if response.status_code >= 300:  # noqa: PLR2004 - a redirect that was not followed is no answer either
        return seen
    return Reply(response.status_code, response.headers, response.content, seen)


def _failed(error: BaseException, step: Fetch, key: str) -> Failure:
    failure = outcome_of_exception(error, step.context, (key,)).failure
    assert failure is not None  # noqa: S101 - an exception is never an answer
    return replace(failure, path=urlsplit(step.url).path)
