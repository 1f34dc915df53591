"""The journal: what came in and what went out, and nothing that is secret.

It is append-only and plain JSON. Tests, lessons and graders read it and nothing else. Two events a request
share its number ``n``: ``request`` on arrival, ``response`` when the answer has ended in one way or another.
"""

from collections.abc import Callable, Iterable

VERSION = 1
Event = dict[str, object]


class Journal:
    """An append-only list of events.

    Args:
        sink: Called with each event as well, for instance to write it to a file.
    """

    def __init__(self, sink: Callable[[Event], None] | None = None) -> None:
        self.events: list[Event] = []
        self._sink = sink

    def append(self, kind: str, n: int, time: float, **values: object) -> None:
        """Write down one event; *values* must be plain JSON, without a key or a prompt in them."""
        event: Event = {"v": VERSION, "event": kind, "n": n, "time": time, **values}
        self.events.append(event)
        if self._sink is not None:
            self._sink(event)


_UNANSWERED: Event = {"scenario": None, "status": None, "charge": 0.0, "outcome": None, "duration": None}


def merge(events: Iterable[Event]) -> list[Event]:
    """Join the two events of each request to one, in order of arrival.

    Returns:
        Dicts with ``n``, ``time`` (of arrival), ``method``, ``path``, ``key_last4``, ``retry_count``,
        ``idempotency_key``, ``model``, ``scenario``, ``status``, ``charge``, ``outcome`` (``complete``,
        ``cut``, ``reset``, ``stalled``, ``client-left``, or None while it goes on) and ``duration``
        (simulated seconds).
    """
    merged: dict[object, Event] = {}
    for event in events:
        values = {name: value for name, value in event.items() if name not in {"v", "event"}}
        if event["event"] == "request":
            merged[event["n"]] = values | _UNANSWERED
        elif event["n"] in merged:
            merged[event["n"]] |= {name: value for name, value in values.items() if name != "time"}
    return list(merged.values())
