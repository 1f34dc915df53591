"""What a scenario is made of: the calls it can happen to, and what is done then."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from .evidence import Evidence

Endpoint = Literal["chat", "stream", "images", "submit", "status", "result", "content", "models", "config"]

ASKING: frozenset[Endpoint] = frozenset({"chat", "stream", "images", "submit"})
"""The calls that ask for something; a general failure in a script waits for one of these."""

ANY: frozenset[Endpoint] = ASKING | {"status", "result", "content", "models", "config"}
CHAT: frozenset[Endpoint] = frozenset({"chat", "stream"})
STREAM: frozenset[Endpoint] = frozenset({"stream"})
IMAGES: frozenset[Endpoint] = frozenset({"images"})
SUBMIT: frozenset[Endpoint] = frozenset({"submit"})
VIDEO: frozenset[Endpoint] = frozenset({"submit", "status", "result", "content"})


class Refuse(NamedTuple):
    """Answer with an error envelope.

    Attributes:
        status: HTTP status.
        type: The word in ``error.type``.
        message: Its text, or one text a provider. ``{model}`` and ``{authorization}`` are filled in from the
            request.
        headers: Extra headers.
    """

    status: int
    type: str
    message: str | Mapping[str, str]
    headers: tuple[tuple[str, str], ...] = ()


class Page(NamedTuple):
    """Answer with a fixed body, whatever was asked."""

    status: int
    body: str
    content_type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()


class Silence(NamedTuple):
    """Read the request and never answer."""


class TearDown(NamedTuple):
    """Read the request and reset the connection."""


class Twist(NamedTuple):
    """Answer as usual but for one thing, which the endpoint's own code knows by the scenario's name."""


Act = Refuse | Page | Silence | TearDown | Twist


class Scenario(NamedTuple):
    """A named behaviour.

    Attributes:
        name: Kebab-case, permanent.
        summary: One line on what the client sees.
        endpoints: The calls it can happen to.
        evidence: How we know that ModelMax does this, if it does. Provider wordings are plausible, never
            documented.
        act: What is done.
    """

    name: str
    summary: str
    endpoints: frozenset[Endpoint]
    evidence: Evidence
    act: Act

    @property
    def general(self) -> bool:
        """Whether it can happen to any call."""
        return self.endpoints == ANY
