"""Cells for entries on other services: a client of the openai library, and a stand-in for the service.

The stand-in answers in the notebook itself, so the cells cost nothing and reach nobody.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_LIST: Final = "client.models.list()"
_CHAT: Final = 'client.chat.completions.create(\n    model="gemini-3-flash", messages=[]{})'


def stand_in(does: str, call: str = _LIST, address: str = "https://api.example.com/v1") -> str:
    """Return a cell that asks a stand-in for a service.

    Args:
        does: What the service does with a request: a line of Python.
        call: What is asked.
        address: Of the service.
    """
    return f"""\
import httpx2, openai

def service(request):
    {does}

there = httpx2.Client(transport=httpx2.MockTransport(service))
client = openai.OpenAI(
    base_url="{address}", api_key="sk-none",
    http_client=there, max_retries=0)
{call}"""


def _status(status: int, message: str = "") -> str:
    if not message:
        return stand_in(f"return httpx2.Response({status})")
    told = f'return httpx2.Response({status}, json={{"error": {{"message":\n        "{message}"}}}})'
    return stand_in(told, _CHAT.format(""))


_PIECE: Final = (
    'return httpx2.Response(200, text=\n        \'data: {"error": {"message": "interrupted"}}\\n\\n\')'
)
ELSEWHERE_CELLS: Mapping[str, str] = MappingProxyType(
    {
        "elsewhere-key-refused": _status(401),
        "elsewhere-missing-key": 'import openai\nopenai.OpenAI(base_url="https://api.example.com/v1")',
        "elsewhere-unreadable-key": stand_in("return httpx2.Response(200)").replace("sk-none", "sk-no“ne"),
        "elsewhere-payment": _status(402),
        "elsewhere-not-allowed": _status(403),
        "elsewhere-not-found": _status(404),
        "elsewhere-unknown-model": _status(400, "model not found: gemini-3-flash"),
        "elsewhere-request-refused": _status(400),
        "elsewhere-content-refused": _status(502, "content policy violation"),
        "elsewhere-too-long": _status(502, "The input token count exceeds the maximum"),
        "elsewhere-too-many": _status(502, "Resource has been exhausted"),
        "elsewhere-server-fault": _status(500),
        "elsewhere-not-reached": stand_in('raise httpx2.ConnectError("Name or service not known")'),
        "elsewhere-connection-lost": stand_in('raise httpx2.ReadError("Connection reset by peer")'),
        "elsewhere-stream-broken": stand_in(
            _PIECE, f"for piece in {_CHAT.format(', stream=True')}:\n    print(piece)"
        ),
        "elsewhere-no-answer": stand_in(
            "return httpx2.Response(200, json={})", f"reply = {_CHAT.format('')}\nprint(reply.choices[0])"
        ),
        "elsewhere-not-recognised": _status(418),
    }
)
"""The cell to run, by the slug of the entry."""
