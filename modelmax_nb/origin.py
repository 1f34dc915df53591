"""What a request of any HTTP library tells of the call that it was part of."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from modelmax_nb.exceptions import response_of
from modelmax_nb.failure import Failure, Symptom
from modelmax_nb.keys import Secret
from modelmax_nb.messages import Saying, Text

CLIENTS_KEY = Saying(Text("source.client", "the client in your program"))
# What programs put behind the base URL. Source: documented (chat, images, queue, models); the rest are
# paths of the openai SDK, which ModelMax does not document.
ENDPOINT = re.compile(
    r"(?P<base>.*?)/(?:chat/completions|completions|models(?:/.*)?|images/[a-z]+|queue/.*|responses(?:/.*)?"
    r"|embeddings|moderations|audio/[a-z]+|files(?:/.*)?|videos(?:/.*)?)/?"
)
VERSION = re.compile(r"(?P<base>.*?/v1)(?:/.*)?")


def origin_of(source: object) -> tuple[Failure, tuple[str, ...]]:
    """Return what the request of *source* tells, and the key to keep out of sight.

    Args:
        source: An exception or a response; without a request it tells nothing.
    """
    request = _request_of(source)
    if request is None:
        return Failure(symptom=Symptom.UNKNOWN, path="", method=""), ()
    url = urlsplit(str(request.url))
    key = str(request.headers.get("authorization") or "").removeprefix("Bearer ")
    context = Failure(
        symptom=Symptom.UNKNOWN,
        method=str(request.method),
        path=url.path,
        base_url=f"{url.scheme}://{url.netloc.rpartition('@')[2]}{base_path(url.path)}",
        model=_model_of(request),
        key_source=CLIENTS_KEY if key else "",
        key_hint=Secret(key).hint,
        timeout=_timeout_of(request),
    )
    return context, (key,) if key else ()


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
    try:
        content = request.content if hasattr(request, "content") else request.body
        body = json.loads(content)
    except Exception:  # noqa: BLE001 - a streamed or empty request body tells nothing
        return ""
    return str(body.get("model", "")) if isinstance(body, dict) else ""


def _timeout_of(request: Any) -> float | None:  # noqa: ANN401 - as above
    """Return the limit on silence in seconds that httpx keeps with a request, or None."""
    extensions = getattr(request, "extensions", None)
    limits = extensions.get("timeout") if isinstance(extensions, dict) else None
    seconds = limits.get("read") if isinstance(limits, dict) else None
    return float(seconds) if isinstance(seconds, (int, float)) else None
