"""Model names to offer, taken only from a list that the service gave."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from modelmax_nb.models import Kind, kind_of_model

if TYPE_CHECKING:
    from collections.abc import Sequence

    from modelmax_nb.models import ModelInfo, ModelList

__all__ = ["Kind", "distance", "kind_of_model", "kind_of_path", "near_names", "other_models"]

MOST = 3
FEWEST_PARTS = 2  # of a name that may stand for a longer one: "deepseek" alone could mean any of them
# A name goes into a command that the reader may run, so it must be no more than a name.
_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,99}")


def kind_of_path(path: str) -> Kind:
    """Return what a request to *path* asks for. Source: documented (endpoints)."""
    if "/images/" in path:
        return Kind.IMAGE
    return Kind.VIDEO if "/queue/" in path else Kind.CHAT


def near_names(typed: str, models: ModelList, kind: Kind) -> tuple[str, ...]:
    """Return up to three listed names that *typed* may have meant, nearest first.

    A name is near when at most a third of the typed characters differ; case, blanks, the signs between its
    parts and a vendor in front of a slash do not count. So is one that has further parts at an end, such as
    ``gemini-3-flash-preview`` for ``gemini-3-flash``, or lacks some. Models that make something else are
    left out unless nothing else is near.
    """
    wanted = _bare(typed)
    ranked = []
    for place, model in enumerate(_offerable(models)):
        far = _far(wanted, _bare(model.id))
        if model.id != typed and far is not None:
            ranked.append((kind_of_model(model.id) is not kind, far, place, model.id))
    right_kind = [row for row in ranked if not row[0]]
    return tuple(row[-1] for row in sorted(right_kind or ranked)[:MOST])


def _bare(name: str) -> str:
    """Return *name* in small letters, without blanks at its ends and what stands before its last slash."""
    return name.strip().casefold().rpartition("/")[2]


def _far(typed: str, listed: str) -> int | None:
    """Return how far two names are apart; None where one can hardly stand for the other."""
    letters, listed_letters = re.sub(r"[\W_]+", "", typed), re.sub(r"[\W_]+", "", listed)
    if not letters:
        return None
    if letters == listed_letters:
        return 0
    far = min(distance(typed, listed), distance(letters, listed_letters))
    if 3 * far <= len(typed):
        return far
    parts, listed_parts = re.findall(r"[^\W_]+", typed), re.findall(r"[^\W_]+", listed)
    shorter, longer = sorted((parts, listed_parts), key=len)
    return far if len(shorter) >= FEWEST_PARTS and _stands_at_an_end(shorter, longer) else None


def _stands_at_an_end(shorter: Sequence[str], longer: Sequence[str]) -> bool:
    """Tell whether *longer* begins or ends with *shorter*."""
    return longer[: len(shorter)] == shorter or longer[-len(shorter) :] == shorter


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
