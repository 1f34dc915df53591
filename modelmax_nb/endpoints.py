"""Which endpoint a call went to, read off its path. Source: documented (paths of chat, images and queue)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from modelmax_nb.catalog.endpoints import Endpoint

if TYPE_CHECKING:
    from modelmax_nb.failure import Failure

_QUEUE: Final = re.compile(
    r"/queue/(?P<model>[^/]{1,200})(?:/requests/.{1,2000}?(?P<end>/status|/content/\d+)?)?$"
)

_DOCUMENTED: Final = re.compile(r"/(?:chat/completions|images/generations|models|queue/.{1,2000})$")


def endpoint_of(failure: Failure) -> Endpoint:
    """Return what the failed call asked for; a path that is not known counts as chat."""
    path = failure.path.rstrip("/")
    if "/images/" in path:
        return Endpoint.IMAGES
    if path.endswith("/models"):
        return Endpoint.MODELS
    found = _QUEUE.search(path)
    if found is None:
        return Endpoint.CHAT
    if found["end"]:
        return Endpoint.STATUS if found["end"] == "/status" else Endpoint.CONTENT
    return Endpoint.RESULT if "/requests/" in path else Endpoint.SUBMIT


def is_documented(path: str) -> bool:
    """Tell whether ModelMax's documents name an endpoint at *path*; ``/v1/responses`` is none."""
    return bool(_DOCUMENTED.search(path.rstrip("/")))


def model_of(failure: Failure) -> str:
    """Return the model that was asked; a call to the queue names it in its path."""
    found = _QUEUE.search(failure.path.rstrip("/"))
    return failure.model or (unquote(found["model"]) if found else "")
