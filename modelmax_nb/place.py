"""Where in the reader's own code a call stands, and how many requests came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Line(NamedTuple):
    """One line of the reader's code, without any key.

    Attributes:
        number: In its cell or file, from 1.
        code: As typed; a key is masked.
        start: Where the marked part begins, in characters.
        end: Where it ends; the same as ``start`` where nothing is marked.
        cell: Number of the cell; None where it is no cell, or its number is not known.
        file: Name of the file; "" for a cell.
    """

    number: int
    code: str
    start: int = 0
    end: int = 0
    cell: int | None = None
    file: str = ""

    @property
    def marked(self) -> str:
        """The part that is meant."""
        return self.code[self.start : self.end]


class Sent(NamedTuple):
    """How many requests were sent while the cell ran.

    Attributes:
        requests: How many.
        exact: False where there were at least so many.
        calls: How often the program asked; 0 where that is not known.
        tries: The most requests that the openai library made of one call.
    """

    requests: int
    exact: bool
    calls: int = 0
    tries: int = 1


class Last(NamedTuple):
    """The last request of a failed call.

    Attributes:
        number: How often the openai library had sent the call by then, from 1.
        seconds: How long it took; None where that is not known.
    """

    number: int
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a failed call stands in the reader's own code.

    Attributes:
        lines: The line of the call, then the line of the word that is meant, if that is another one.
        typed: Where the reader typed ``"model"``, ``"base_url"`` or another value of the call: the line, with
            the text between the quotation marks marked.
        sent: How many requests were sent; None where that is not known or nothing is to be said of it.
        errors: How many calls failed together.
        last: The last request; None where none was sent or nothing is known of it.
    """

    lines: tuple[Line, ...] = ()
    typed: Mapping[str, Line] = field(default_factory=dict)
    sent: Sent | None = None
    errors: int = 1
    last: Last | None = None
