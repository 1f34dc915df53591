"""The list of models as the service gave it, with its date: the only ground for "did you mean"."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Kind(Enum):
    """What a model makes."""

    CHAT = "chat"
    IMAGE = "image"
    VIDEO = "video"


class Ability(Enum):
    """What the documents name as an ability of a provider's models."""

    TEXT = "text"
    IMAGES = "images"
    AUDIO = "audio"
    VIDEO = "video"
    STREAMING = "streaming"
    CACHING = "caching"


# Source: documented (concepts, providers); the table speaks of providers and not of single models.
# ``bedrock`` is the only documented value of ``owned_by``; ``gemini`` and ``google`` are inferred.
_GEMINI = (
    Ability.TEXT,
    Ability.IMAGES,
    Ability.AUDIO,
    Ability.VIDEO,
    Ability.STREAMING,
    Ability.CACHING,
)
_ABILITIES = {"bedrock": (Ability.TEXT, Ability.STREAMING), "gemini": _GEMINI, "google": _GEMINI}


class ModelInfo(NamedTuple):
    """One entry of ``GET /v1/models``.

    Source: documented (an entry has ``id`` and ``owned_by``; nothing else is shown).
    """

    id: str
    owned_by: str = ""


class ModelRecord(NamedTuple):
    """What is known of one model, for a list to choose from.

    Attributes:
        id: What a request names.
        provider: Who serves it, as ``owned_by`` says; "" where the list does not say.
        kind: What it makes, guessed from its name.
        abilities: What the documents name for chat models of this provider; empty where they say nothing. One
            model may lack one of them.
        price: In words; None, for no price is documented, neither in the list nor in ``/v1/config``.
    """

    id: str
    provider: str
    kind: Kind
    abilities: tuple[Ability, ...] = ()
    price: str | None = None


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

    @property
    def records(self) -> tuple[ModelRecord, ...]:
        """What is known of each model, in the server's order."""
        return tuple(record_of(model) for model in self.models)

    def owner(self, model: str) -> str:
        """Return the provider of *model* as the list names it, or ``""``."""
        return next((known.owned_by for known in self.models if known.id == model), "")


def record_of(model: ModelInfo) -> ModelRecord:
    """Return what is known of *model*."""
    kind = kind_of_model(model.id)
    abilities = _ABILITIES.get(model.owned_by.casefold(), ()) if kind is Kind.CHAT else ()
    return ModelRecord(id=model.id, provider=model.owned_by, kind=kind, abilities=abilities)


def kind_of_model(name: str) -> Kind:
    """Guess from its *name* what a model makes; the list itself does not say.

    Source: inferred (documented: ``veo-3`` makes videos, ``imagen-3`` images; vendor code:
    ``gemini-3.1-flash-image-preview`` images).
    """
    name = name.casefold().rpartition("/")[2]
    if name.startswith("veo"):
        return Kind.VIDEO
    return Kind.IMAGE if name.startswith("imagen") or "image" in name else Kind.CHAT
