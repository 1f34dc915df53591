"""What a solution must do: one requirement each, judged on evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class Met(NamedTuple):
    """The requirement is met.

    Attributes:
        credit: What is right, in a few words: ``"One request for one question."``; "" where saying so would
            tell too much.
        because: Why it is right, said in place of the credit once all is right; "" to leave it at that.
    """

    credit: str
    because: str = ""


class Missed(NamedTuple):
    """The requirement is missed.

    Attributes:
        observed: What the solution did: ``"Your function sent 9 requests."``
        expected: What it should do: ``"Expected: at most 3."``
        misconception: What is probably believed, and why it is not so.
    """

    observed: str
    expected: str
    misconception: str


@dataclass(frozen=True)
class Requirement:
    """One thing that a solution must do.

    Attributes:
        slug: Its name within the exercise, such as ``"three-requests"``.
        judge: Called with the `Evidence` of each of its situations, in order; returns `Met` or `Missed`. It
            is asked although others are missed, so it must not take anything for granted.
        situations: Names of situations; the first one of the exercise when empty.
        explains_stops: Whether the judge has its own words for code that Python stopped, with a missing
            attribute, say. Without, Python's error is shown in place of what the judge suspects.
    """

    slug: str
    judge: Callable[..., Met | Missed]
    situations: tuple[str, ...] = ()
    explains_stops: bool = False
