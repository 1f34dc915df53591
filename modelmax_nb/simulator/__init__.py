"""A small ModelMax of our own: the same answers, bills and failures, without network, key or money.

``Simulator`` is the way in; the other names are what lessons and tests refer to. Importing this package
costs almost nothing: each name is loaded when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .accounts import DEBT_KEY, EMPTY_KEY, GOOD_KEY, LOW_KEY, REVOKED_KEY
    from .clock import RealClock, VirtualClock
    from .models import MODELS
    from .recipes import RECIPES
    from .scenarios import SCENARIOS
    from .simulator import Simulator

__all__ = [
    "DEBT_KEY",
    "EMPTY_KEY",
    "GOOD_KEY",
    "LOW_KEY",
    "MODELS",
    "RECIPES",
    "REVOKED_KEY",
    "SCENARIOS",
    "RealClock",
    "Simulator",
    "VirtualClock",
]

_HOME = {
    "DEBT_KEY": "accounts",
    "EMPTY_KEY": "accounts",
    "GOOD_KEY": "accounts",
    "LOW_KEY": "accounts",
    "MODELS": "models",
    "RECIPES": "recipes",
    "REVOKED_KEY": "accounts",
    "RealClock": "clock",
    "SCENARIOS": "scenarios",
    "Simulator": "simulator",
    "VirtualClock": "clock",
}


def __getattr__(name: str) -> object:
    """Load a public name on first use."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted(__all__)
