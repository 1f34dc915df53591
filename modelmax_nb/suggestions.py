"""Model names to offer, taken only from a list that the service gave."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from modelmax_nb.models import ModelInfo, ModelList

MOST = 3
# A name goes into a command that the reader may run, so it must be no more than a name.
_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,99}")


class Kind(Enum):
    """What a model makes."""

    CHAT = "chat"
    IMAGE = "image"
    VIDEO = "video"


def kind_of_model(name: str) -> Kind:
    """Guess from its *name* what a model makes; the list itself does not say.

    Source: inferred (documented: ``veo-3`` makes videos, ``imagen-3`` images; vendor code:
    ``gemini-3.1-flash-image-preview`` images).
    """
    name = name.casefold().rpartition("/")[2]
    if name.startswith("veo"):
        return Kind.VIDEO
    return Kind.IMAGE if name.startswith("imagen") or "image" in name else Kind.CHAT


def kind_of_path(path: str) -> Kind:
    """Return what a request to *path* asks for. Source: documented (endpoints)."""
    if "/images/" in path:
        return Kind.IMAGE
    return Kind.VIDEO if "/queue/" in path else Kind.CHAT


def near_names(typed: str, models: ModelList, kind: Kind) -> tuple[str, ...]:
    """Return up to three listed names that *typed* may have meant, nearest first.

    A name is near when at most a third of the typed characters differ; case and blanks do not count.
    Models that make something else are left out unless nothing else is near.
    """
    wanted = typed.strip().casefold()
    ranked = []
    for place, model in enumerate(_offerable(models)):
        far = distance(wanted, model.id.casefold())
        if model.id != typed and 3 * far <= len(wanted):
            ranked.append((kind_of_model(model.id) is not kind, far, place, model.id))
    right_kind = [row for row in ranked if not row[0]]
    return tuple(row[-1] for row in sorted(right_kind or ranked)[:MOST])


def other_models(model: str, models: ModelList, kind: Kind, *, other_provider: bool) -> tuple[str, ...]:
    """Return up to three other listed models of *kind*, in the order of the list.

    Args:
        model: The one that was asked.
        models: The service's list.
        kind: What they should make.
        other_provider: Whether they have to be served by somebody else; none are offered while it is not
            known who serves *model*.
    """
    owner = models.owner(model)
    if other_provider and not owner:
        return ()
    fits = [
        known.id
        for known in _offerable(models)
        if known.id != model
        and kind_of_model(known.id) is kind
        and not (other_provider and known.owned_by in {"", owner})
    ]
    return tuple(fits[:MOST])


def _offerable(models: ModelList) -> list[ModelInfo]:
    return [model for model in models.models if _PLAIN_NAME.fullmatch(model.id)]


def distance(one: str, other: str) -> int:
    """Return how many letters to add, drop, change or swap with their neighbour turn *one* into *other*."""
    if abs(len(one) - len(other)) > max(len(one), 1) or len(one) > 200:  # noqa: PLR2004 - no name is so long
        return max(len(one), len(other))
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, char in enumerate(one, start=1):
        before, last, row = row, before, [i]
        for j, wanted in enumerate(other, start=1):
            cost = min(row[-1] + 1, before[j] + 1, before[j - 1] + (char != wanted))
            if i > 1 and j > 1 and char == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
