"""Which call a method and a path mean."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple
from urllib.parse import unquote

from .acts import Endpoint
from .events import Request

Place = Literal["home", "login", "picture", "nowhere"]


class Route(NamedTuple):
    """A recognised address.

    Attributes:
        place: The call, or a page of the simulator's own.
        params: Decoded parts of the path.
        model: The model the request names, if it names one.
    """

    place: Endpoint | Place
    params: Mapping[str, str] = MappingProxyType({})
    model: str | None = None


def route_of(request: Request) -> Route:  # noqa: PLR0911 - one return a call
    """Recognise the call a request makes; ``nowhere`` for every other address.

    A base URL without ``/v1`` ends up nowhere, as does one with ``/v1`` twice.
    """
    parts = [unquote(part) for part in request.path.split("/")[1:]]
    match [request.method, *parts]:
        case ["POST", "v1", "chat", "completions"]:
            return _with_body("chat", request.body)
        case ["POST", "v1", "images", "generations"]:
            return _with_body("images", request.body)
        case ["POST", "v1", "queue", model]:
            return Route("submit", {"model": model}, model)
        case ["GET", "v1", "queue", model, "requests", id_, *rest]:
            return _video_route(model, id_, rest)
        case ["GET", "v1", "models"]:
            return Route("models")
        case ["GET", "v1", "config"]:
            return Route("config")
        case ["GET", "simulator", "login"]:
            return Route("login")
        case ["GET", "simulator", "images", name]:
            return Route("picture", {"id": name.removesuffix(".png")})
        case ["GET", ""]:
            return Route("home")
    return Route("nowhere")


def _video_route(model: str, id_: str, rest: list[str]) -> Route:
    params = {"model": model, "id": id_}
    match rest:
        case []:
            return Route("result", params, model)
        case ["status"]:
            return Route("status", params, model)
        case ["content", index]:
            return Route("content", params | {"index": index}, model)
    return Route("nowhere")


def _with_body(place: Literal["chat", "images"], body: bytes) -> Route:
    """Look into the body for the model and for ``stream``; a broken body is no matter here."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return Route(place)
    fields = value if isinstance(value, dict) else {}
    model = fields.get("model")
    streams = place == "chat" and fields.get("stream") is True
    return Route("stream" if streams else place, model=model if isinstance(model, str) else None)
