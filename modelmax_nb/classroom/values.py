"""Values of answers: how they are written for a reader, and when two of them are the same."""

from __future__ import annotations

from modelmax_nb.classroom.words import NO, YES
from modelmax_nb.messages import Saying

ROUNDED = 3


def in_words(value: object) -> str:
    """Write *value* as it is typed: ``True``, ``3``, ``1.5``, ``RateLimitError``."""
    if isinstance(value, float):
        return f"{round(value, ROUNDED):g}"
    if value is None:
        return "None"
    return str(value)


def as_said(value: object) -> str:
    """Write *value* as it is said: ``yes`` and ``no``, in the reader's language; the others as typed."""
    if isinstance(value, bool):
        return Saying(YES if value else NO)
    return in_words(value)


def same(value: object, other: object, tolerance: float = 0.0) -> bool:
    """Tell whether two answers say the same: ``True`` and ``"yes"``, ``3`` and ``3.0`` or ``"3"``."""
    number, other_number = _number(value), _number(other)
    if number is not None and other_number is not None:
        return abs(number - other_number) <= tolerance + 1e-9
    return _plain(value) == _plain(other)


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _plain(value: object) -> str:
    text = str(value).strip().casefold()
    return {"yes": "true", "no": "false"}.get(text, text)
