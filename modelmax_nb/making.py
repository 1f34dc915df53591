"""What a body says of a picture or a video that was asked for, told apart by its own members.

Source: documented (reply of images; state and result of a task).
"""

from __future__ import annotations

import json
from enum import Enum
from typing import Final


class Making(Enum):
    """How far it is."""

    WAITING = "waiting"
    FAILED = "failed"
    EMPTY = "empty"  # said to be done, and nothing can be used
    WHOLE = "whole"


_WAITING: Final = frozenset({"IN_QUEUE", "IN_PROGRESS"})


def making_of(text: str) -> Making | None:
    """Return how far the picture or video of a body is; None where *text* is of something else."""
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):  # the latter: brackets in brackets, deeper than Python reads
        return None
    if not isinstance(body, dict) or "choices" in body:
        return None
    status = body.get("status")
    if isinstance(status, str):
        return _of_task(status, body)
    if isinstance(body.get("data"), list) and "created" in body and "error" not in body:
        return Making.WHOLE if _usable(body["data"]) else Making.EMPTY
    return None


def _of_task(status: str, body: dict[str, object]) -> Making | None:
    if isinstance(body.get("error"), dict):
        return None  # an error of HTTP that a gateway gave a status of its own
    if status in _WAITING:
        return Making.WAITING
    if status == "FAILED":
        return Making.FAILED
    if status != "COMPLETED":
        return None
    return Making.WHOLE if _usable(body.get("data")) else Making.EMPTY


def _usable(data: object) -> bool:
    """Tell whether *data* holds something with an address or with the content itself."""
    items = data if isinstance(data, list) else []
    return any(isinstance(item, dict) and (item.get("url") or item.get("b64_json")) for item in items)
