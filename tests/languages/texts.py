"""Every sentence of the package, found by looking: module constants, tables, entries, fixes."""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from typing import Any

import modelmax_nb
from modelmax_nb.catalog.entry import Entry, Fix
from modelmax_nb.magics.simulator_commands import summary_of
from modelmax_nb.messages import Saying, Text
from modelmax_nb.simulator import RECIPES, SCENARIOS

SLOTS = ("title", "what", "ground", "repeat_ground", "charge_ground", "more")
SKIPPED = {"modelmax_nb.__main__", "modelmax_nb.simulator.__main__"}  # commands, which would run


def all_texts() -> dict[str, Text]:
    """Return every text by its id, in the order of the ids.

    Raises:
        ValueError: Two texts share an id.
    """
    found: dict[str, Text] = {}
    for text in _texts():
        if found.setdefault(text.id, text) != text:
            raise ValueError(f"two texts have the id {text.id!r}")
    return dict(sorted(found.items()))


def _texts() -> Iterator[Text]:
    for module in pkgutil.walk_packages(modelmax_nb.__path__, "modelmax_nb."):
        if module.name not in SKIPPED:
            for value in vars(importlib.import_module(module.name)).values():
                yield from _texts_in(value)
    yield from (summary_of(known) for known in (*SCENARIOS.values(), *RECIPES.values()))


def _texts_in(value: Any) -> Iterator[Text]:
    """Yield what a reader can see of a constant: itself, its members, an entry's slots."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, Saying | Fix):
        yield value.text
    elif isinstance(value, Entry):
        yield from (value.text(slot) for slot in SLOTS)
        yield from (fix.text for fix in value.fixes)
    elif isinstance(value, Mapping):
        for member in value.values():
            yield from _texts_in(member)
    elif isinstance(value, tuple | list | frozenset | set):
        for member in value:
            yield from _texts_in(member)
