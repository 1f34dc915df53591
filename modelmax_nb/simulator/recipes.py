"""The caller's own faults, by name: what no server can cause, a key or a base URL does.

Each recipe is what to give a client so that it fails in this way; nothing is sent to another machine.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from .accounts import GOOD_KEY

CLOSED = "http://127.0.0.1:1"  # nothing listens on port 1 of an ordinary computer


@dataclass(frozen=True, slots=True)
class Recipe:
    """One fault of the caller's own.

    Attributes:
        name: Permanent, in kebab-case.
        summary: One line for a list.
        api_key: The key to give the client.
        base_url: The base URL to give it; ``{origin}`` stands for the simulator's own.
        secure: Whether it is to begin with ``https``, which the simulator does not speak.
    """

    name: str
    summary: str
    api_key: str = GOOD_KEY
    base_url: str = "{origin}/v1"
    secure: bool = False

    @property
    def reaches_simulator(self) -> bool:
        """Whether a client that follows it talks to the simulator, or would if its key were right."""
        return "{origin}" in self.base_url and not self.secure

    def client_arguments(self, url: str) -> dict[str, str]:
        """Return ``api_key`` and ``base_url`` for a client.

        Args:
            url: ``Simulator.url``.
        """
        base_url = self.base_url.format(origin=url.removesuffix("/v1"))
        if self.secure:
            base_url = base_url.replace("http://", "https://", 1)
        return {"api_key": self.api_key, "base_url": base_url}


_ALL = (
    Recipe("connection-refused", "nothing listens there", base_url=CLOSED + "/v1"),
    # Source: RFC 6761: names below .invalid never resolve.
    Recipe("host-not-found", "a host name with a typing mistake", base_url="https://api.modelmax.invalid/v1"),
    Recipe("plain-http", "http:// to another machine", base_url="http://api.modelmax.invalid/v1"),
    Recipe(
        "https-to-plain-http", "https:// where the server speaks http", base_url="{origin}/v1", secure=True
    ),
    Recipe("key-with-line-break", "a line break was copied along", api_key=GOOD_KEY + "\n"),
    Recipe("key-in-curly-quotes", "a word processor put quotes around it", api_key=f"“{GOOD_KEY}”"),
    Recipe("key-with-zero-width-space", "a character that nobody can see", api_key="sk-sim\u200b-good"),
    Recipe("no-key", "no key at all", api_key=""),
    Recipe("base-url-without-v1", "the /v1 is missing", base_url="{origin}"),
    Recipe("base-url-with-v1-twice", "the /v1 is there twice", base_url="{origin}/v1/v1"),
)
RECIPES: Mapping[str, Recipe] = MappingProxyType({recipe.name: recipe for recipe in _ALL})
"""Every recipe by its name."""
