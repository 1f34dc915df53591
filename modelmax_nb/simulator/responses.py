"""Building blocks of an answer: heads and whole bodies. The error envelope is made here and nowhere else."""

import json
from collections.abc import Iterator

from .events import Chunk, Event, Head

Headers = tuple[tuple[str, str], ...]


class ApiFault(Exception):  # noqa: N818 - what the service answers, not what a client raises
    """A refusal on its way out.

    Args:
        status: HTTP status.
        type_: The word in ``error.type``.
        message: The text in ``error.message``.
        headers: Extra headers.
    """

    def __init__(self, status: int, type_: str, message: str, headers: Headers = ()) -> None:
        super().__init__(message)
        self.status = status
        self.type = type_
        self.message = message
        self.headers = headers


def bad_request(message: str) -> ApiFault:
    """Make the refusal of a request that must be changed.

    Source: documented (400, ``bad_request``); the wordings, but for those quoted where they are made, are
        ours.
    """
    return ApiFault(400, "bad_request", message)


def error_body(type_: str, message: str) -> bytes:
    """Make the body of an error response.

    Source: documented (``{"error": {"message", "type"}}``, no other member).
    """
    return json_bytes({"error": {"message": message, "type": type_}})


def refusal(fault: ApiFault, *, after: float = 0.0) -> Iterator[Event]:
    """Answer with an error envelope."""
    body = error_body(fault.type, fault.message)
    yield from whole(body, status=fault.status, headers=fault.headers, after=after)


def json_bytes(value: object) -> bytes:
    """Write JSON compactly, with other scripts than Latin as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def head_for(
    body: bytes,
    *,
    status: int = 200,
    content_type: str = "application/json",
    headers: Headers = (),
    after: float = 0.0,
) -> Head:
    """Make the head of an answer whose body is known."""
    length = ("content-length", str(len(body)))
    return Head(status, (("content-type", content_type), length, *headers), "length", after)


def whole(
    body: bytes,
    *,
    status: int = 200,
    content_type: str = "application/json",
    headers: Headers = (),
    after: float = 0.0,
) -> Iterator[Event]:
    """Answer with a body in one piece."""
    yield head_for(body, status=status, content_type=content_type, headers=headers, after=after)
    yield Chunk(body, last=True)
