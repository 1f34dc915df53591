"""The list of models as the service gave it, with its date: the only ground for "did you mean"."""

from __future__ import annotations

from typing import NamedTuple


class ModelInfo(NamedTuple):
    """One entry of ``GET /v1/models``.

    Source: documented (an entry has ``id`` and ``owned_by``; nothing else is shown).
    """

    id: str
    owned_by: str = ""


class ModelList(NamedTuple):
    """The models of one service at one moment.

    Attributes:
        models: In the server's order.
        fetched: Seconds since the epoch.
        simulated: Whether the simulator gave the list.
    """

    models: tuple[ModelInfo, ...]
    fetched: float
    simulated: bool = False

    @property
    def ids(self) -> tuple[str, ...]:
        """The model IDs, in the server's order."""
        return tuple(model.id for model in self.models)

    def owner(self, model: str) -> str:
        """Return the provider of *model* as the list names it, or ``""``."""
        return next((known.owned_by for known in self.models if known.id == model), "")
