"""What goes in and out of the simulator's core: one request, and the events that answer it.

The events are named tuples, here as elsewhere in this package, because a frozen dataclass takes four times
as long to define, and the simulator may be part of a notebook's first cell.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

LARGEST_BODY = 20_000_000
"""Bytes of a request body that the simulator accepts; ModelMax documents no limit."""

Framing = Literal["length", "chunked", "close"]


@dataclass(frozen=True, eq=False)
class Request:
    """An HTTP request, read to its end.

    Attributes:
        method: Upper case.
        path: As sent, percent-encoded, without the query.
        query: What stood after ``?``; not used by any documented call.
        headers: Names in lower case.
        body: Empty for GET.
        origin: Where the client believes to be, such as ``http://127.0.0.1:8890``; used to build absolute
            links.
        too_large: The body was longer than ``LARGEST_BODY`` and is not here.
    """

    method: str
    path: str
    query: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    origin: str = "http://127.0.0.1"
    too_large: bool = False


class Head(NamedTuple):
    """The status line and the headers.

    Attributes:
        status: HTTP status.
        headers: Pairs; ``content-length`` is among them when *framing* is ``length``.
        framing: How the end of the body is told: by length, by the last chunk, or by closing the connection.
        after: Seconds of simulated delay before this goes out.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    framing: Framing = "length"
    after: float = 0.0


class Chunk(NamedTuple):
    """Bytes of the body.

    Attributes:
        data: May be empty.
        after: Seconds of simulated delay before this goes out.
        last: True on the chunk that completes the answer.
    """

    data: bytes
    after: float = 0.0
    last: bool = False


class Cut(NamedTuple):
    """The connection is closed without the proper end of the answer."""


class Reset(NamedTuple):
    """The connection is torn down (TCP RST)."""


class Stall(NamedTuple):
    """Nothing more comes, until the client leaves."""


Event = Head | Chunk | Cut | Reset | Stall
