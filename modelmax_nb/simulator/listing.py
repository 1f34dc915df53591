"""Calls and pages that only tell: models, balance, and the simulator's own page."""

from collections.abc import Iterator

from .accounts import KEY_MEANINGS
from .events import Event
from .exchange import Exchange
from .responses import json_bytes, whole
from .scenario_table import LOGIN_PAGE
from .scenarios import SCENARIOS

_PLAIN = "text/plain; charset=utf-8"


def answer_models(exchange: Exchange) -> Iterator[Event]:
    """List the models.

    Source: documented (``id`` and ``owned_by``); third party (``data``); assumption (``object``).
    """
    data = [{"id": model.id, "owned_by": model.owned_by} for model in exchange.state.models.values()]
    yield from whole(json_bytes({"object": "list", "data": data}), after=exchange.latency)


def answer_config(exchange: Exchange) -> Iterator[Event]:
    """Tell the balance of the key.

    Source: vendor code (``balance``); this call is not documented.
    """
    yield from whole(json_bytes({"balance": exchange.account.balance}), after=exchange.latency)


def answer_login(exchange: Exchange) -> Iterator[Event]:
    """Show the sign-in page that the scenario ``redirect`` leads to."""
    yield from whole(LOGIN_PAGE.encode(), content_type="text/html; charset=utf-8", after=exchange.latency)


def answer_nowhere(exchange: Exchange) -> Iterator[Event]:
    """Answer a call to an address that does not exist.

    Source: assumption (the documentation has no 404).
    """
    yield from whole(b"404 page not found\n", status=404, content_type=_PLAIN, after=exchange.latency)


def answer_home(exchange: Exchange) -> Iterator[Event]:
    """Say what this server is, which keys it knows and how to make it fail."""
    yield from whole(home_page(exchange.request.origin).encode(), content_type=_PLAIN)


def home_page(origin: str) -> str:
    """Write the simulator's own page, as plain text for a terminal."""
    keys = "\n".join(f"  {key:<16}{meaning}" for key, meaning in KEY_MEANINGS.items())
    rows = "\n".join(f"  {row.name:<22}{row.summary} [{row.evidence}]" for row in SCENARIOS.values())
    return f"""\
This is the ModelMax simulator. No model runs here: every answer is made up, every price invented.

Base URL
  {origin}/v1

Keys (add -yourname to get an account of your own: sk-sim-good-alice)
{keys}

Make it fail: name scenarios, in order, in one header
  {curl_line(origin)}

Scenarios [how we know that ModelMax does this]
{rows}
"""


def curl_line(origin: str) -> str:
    """Write a call that fails on purpose, to be pasted into a terminal."""
    body = '{"model": "deepseek-v3.2", "messages": [{"role": "user", "content": "Hello"}]}'
    return (
        f"curl {origin}/v1/chat/completions -H 'Authorization: Bearer sk-sim-good' "
        f"-H 'Content-Type: application/json' -H 'X-Simulate: 502 outage, ok' -d '{body}'"
    )
