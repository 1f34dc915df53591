"""What a request of any HTTP library tells of the call that it was part of."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from modelmax_nb.exceptions import response_of
from modelmax_nb.failure import Failure, Symptom
from modelmax_nb.frames import clients, is_unwritable, sent_fields
from modelmax_nb.keys import EMPTY, Secret, check_key
from modelmax_nb.messages import Saying, Text

AT_THE_ENDS = Text("key.problem.ends", "{what} at its beginning or end")
CLIENTS_KEY = Saying(Text("source.client", "the client in your program"))
# What programs put behind the base URL. Source: documented (chat, images, queue, models); the rest are
# paths of the openai SDK, which ModelMax does not document.
ENDPOINT = re.compile(
    r"(?P<base>.*?)/(?:chat/completions|completions|models(?:/.*)?|images/[a-z]+|queue/.*|responses(?:/.*)?"
    r"|embeddings|moderations|audio/[a-z]+|files(?:/.*)?|videos(?:/.*)?)/?"
)
# Fields whose text is a choice among a few; any other text may be a prompt.
CHOICES = frozenset({"size", "quality", "style", "aspect_ratio", "resolution", "reasoning_effort"})
HIDDEN = "…"
VERSION = re.compile(r"(?P<base>.*?/v1)(?:/.*)?")


def origin_of(source: object) -> tuple[Failure, tuple[str, ...]]:
    """Return what the request of *source* tells, and the key to keep out of sight.

    Args:
        source: An exception or a response; without a request it tells nothing.
    """
    request = _request_of(source)
    url = urlsplit("" if request is None else str(request.url))
    if request is None or not url.scheme:  # the openai library doubles an address without ``https://``
        return _origin_in_traceback(source)
    key = str(request.headers.get("authorization") or "").removeprefix("Bearer ")
    context = Failure(
        symptom=Symptom.UNKNOWN,
        method=str(request.method),
        path=url.path,
        base_url=f"{url.scheme}://{url.netloc.rpartition('@')[2]}{base_path(url.path)}",
        model=_model_of(request),
        parameters=_parameters(_body_of(request)),
        key_source=CLIENTS_KEY if key else "",
        key_hint=Secret(key).hint,
        timeout=_timeout_of(request),
    )
    return context, (key,) if key else ()


def by_key(failure: Failure, secrets: tuple[str, ...], error: BaseException) -> Failure:
    """Say what is wrong with the key where that is why the request of *error* could not be built."""
    if failure.symptom is not Symptom.BAD_REQUEST_VALUE or not secrets or is_unwritable(error):
        return failure
    checked = check_key(secrets[0], must_begin_with_sk=False)
    problem = checked.problem
    if not problem and checked.trimmed:
        problem = Saying(AT_THE_ENDS, what=checked.trimmed)
    elif not problem and checked.key is None:
        problem = EMPTY
    return replace(failure, symptom=Symptom.BAD_KEY, detail=problem) if problem else failure


def _origin_in_traceback(source: object) -> tuple[Failure, tuple[str, ...]]:
    """Return what the openai library was about to send when *source* came up; nothing for anything else."""
    bare = Failure(symptom=Symptom.UNKNOWN, path="", method="")
    client = next(clients(source), None) if isinstance(source, BaseException) else None
    if client is None or not isinstance(source, BaseException):
        return bare, ()
    fields = sent_fields(source)
    key = str(client.api_key or "")
    context = Failure(
        symptom=Symptom.UNKNOWN,
        path="",
        base_url=url_of(client.base_url),
        model=str(fields.get("model") or ""),
        parameters=_parameters(fields),
        key_source=CLIENTS_KEY if key else "",
        key_hint=Secret(key).hint,
    )
    return context, (key,) if key else ()


def retries_of(error: BaseException) -> int:
    """Return how often the openai library had repeated the request of *error*, by the header it sends.

    Source: measured (``x-stainless-retry-count`` in openai 3.54).
    """
    request = _request_of(error)
    said = str(request.headers.get("x-stainless-retry-count") or "") if request is not None else ""
    return int(said) if said.isdecimal() else 0


def seconds_of(error: BaseException) -> float | None:
    """Return how long the last request of *error* took until its reply was read, as the HTTP library says."""
    taken = None
    with suppress(Exception):  # httpx raises where the reply was never read
        taken = getattr(response_of(error), "elapsed", None)
    return taken.total_seconds() if isinstance(taken, timedelta) else None


def url_of(base_url: object) -> str:
    """Return the base URL of a client as people write it: no user name, no slash at its end."""
    url = urlsplit(str(base_url))
    start = f"{url.scheme}://" if url.scheme else ""
    return f"{start}{url.netloc.rpartition('@')[2]}{url.path.rstrip('/')}"


def base_path(path: str) -> str:
    """Return the part of a request's *path* that belongs to the base URL, such as ``/v1``."""
    found = ENDPOINT.fullmatch(path) or VERSION.fullmatch(path)
    return found["base"] if found else ""


def _request_of(source: object) -> Any:  # noqa: ANN401 - of any HTTP library
    """Return the request of *source* or of its response, or None."""
    for holder in (source, response_of(source)):
        request = None
        with suppress(Exception):  # httpx raises where no request was set
            request = getattr(holder, "request", None)
        if getattr(request, "url", None) and hasattr(request, "headers"):
            return request
    return None


def _model_of(request: Any) -> str:  # noqa: ANN401 - as above
    return str(_body_of(request).get("model", ""))


def _body_of(request: Any) -> dict[str, object]:  # noqa: ANN401 - as above
    try:
        content = request.content if hasattr(request, "content") else request.body
        body = json.loads(content)
    except Exception:  # noqa: BLE001 - a streamed or empty request body tells nothing
        return {}
    return body if isinstance(body, dict) else {}


def _parameters(fields: dict[str, object]) -> dict[str, object]:
    """Return what of *fields* may be shown: numbers and choices, and how many messages, never their text."""
    shown = {name: value if _may_be_shown(name, value) else HIDDEN for name, value in fields.items()}
    messages = fields.get("messages")
    if isinstance(messages, list):
        shown["messages"] = len(messages)
    return {name: value for name, value in shown.items() if name != "model"}


def _may_be_shown(name: str, value: object) -> bool:
    return isinstance(value, (bool, int, float)) or (name in CHOICES and isinstance(value, str))


def _timeout_of(request: Any) -> float | None:  # noqa: ANN401 - as above
    """Return the limit on silence in seconds that httpx keeps with a request, or None."""
    extensions = getattr(request, "extensions", None)
    limits = extensions.get("timeout") if isinstance(extensions, dict) else None
    seconds = limits.get("read") if isinstance(limits, dict) else None
    return float(seconds) if isinstance(seconds, (int, float)) else None
