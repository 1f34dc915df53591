"""Which call a method and a path mean."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import unquote

from .acts import Endpoint
from .events import Request

Place = Literal["home", "login", "picture", "nowhere"]


@dataclass(frozen=True)
class Route:
    """A recognised address.

    Attributes:
        place: The call, or a page of the simulator's own.
        params: Decoded parts of the path.
        model: The model the request names, if it names one.
    """

    place: Endpoint | Place
    params: Mapping[str, str] = field(default_factory=dict)
    model: str | None = None


_TASK = r"/v1/queue/(?P<model>[^/]+)/requests/(?P<id>[^/]+)"
_TABLE: tuple[tuple[str, re.Pattern[str], Endpoint | Place], ...] = (
    ("POST", re.compile(r"/v1/chat/completions"), "chat"),
    ("POST", re.compile(r"/v1/images/generations"), "images"),
    ("POST", re.compile(r"/v1/queue/(?P<model>[^/]+)"), "submit"),
    ("GET", re.compile(rf"{_TASK}/status"), "status"),
    ("GET", re.compile(_TASK), "result"),
    ("GET", re.compile(rf"{_TASK}/content/(?P<index>[^/]+)"), "content"),
    ("GET", re.compile(r"/v1/models"), "models"),
    ("GET", re.compile(r"/v1/config"), "config"),
    ("GET", re.compile(r"/"), "home"),
    ("GET", re.compile(r"/simulator/login"), "login"),
    ("GET", re.compile(r"/simulator/images/(?P<id>[0-9a-f]+)\.png"), "picture"),
)


def route_of(request: Request) -> Route:
    """Recognise the call a request makes; ``nowhere`` for every other address.

    A base URL without ``/v1`` ends up nowhere, as does one with ``/v1`` twice.
    """
    for method, pattern, place in _TABLE:
        match = pattern.fullmatch(request.path)
        if match is not None and method == request.method:
            params = {name: unquote(value) for name, value in match.groupdict().items()}
            return _with_body(place, params, request.body)
    return Route("nowhere")


def _with_body(place: Endpoint | Place, params: Mapping[str, str], body: bytes) -> Route:
    """Look into the body for the model and for ``stream``; a broken body is no matter here."""
    if place not in {"chat", "images"}:
        return Route(place, params, params.get("model"))
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return Route(place, params)
    fields = value if isinstance(value, dict) else {}
    model = fields.get("model")
    streams = place == "chat" and fields.get("stream") is True
    return Route("stream" if streams else place, params, model if isinstance(model, str) else None)
