"""A word after a cell that made a client with a key no call can carry: its errors would print the key.

Nothing of the client or of the openai library is changed. Where an error ends a cell, its card says the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from weakref import WeakSet

from modelmax_nb.messages import Saying, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

UNSENDABLE: Final = Text(
    "own.unsendable-key",
    "The key of `{name}` cannot be sent: {problem}. An error of a call with it holds the key, and what "
    "prints the whole error prints the key too. Make the client with `modelmax_nb.openai_client()`, which "
    "looks at the key first. If an error was printed already, clear that output.",
)


class ClientKeys:
    """Looks at the clients among the reader's variables, at each one once."""

    def __init__(self) -> None:
        self._seen: WeakSet[object] = WeakSet()

    def complaints(self, variables: Mapping[str, object]) -> Iterator[Saying]:
        """Yield what to say of clients of the openai library that were not there before.

        Args:
            variables: The reader's, by name.
        """
        for name, held in list(variables.items()):
            if name.startswith("_") or type(held).__module__.partition(".")[0] != "openai":
                continue
            key = getattr(held, "api_key", None)
            if not isinstance(key, str) or not hasattr(held, "chat") or held in self._seen:
                continue
            self._seen.add(held)
            from modelmax_nb.keys import foreign_character

            problem = foreign_character(key)
            if problem:
                yield Saying(UNSENDABLE, name=name, problem=problem)
