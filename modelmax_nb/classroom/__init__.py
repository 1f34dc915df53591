"""The course's exercises: shown, judged on what the simulator saw, and remembered.

``exercise("balance-predict")`` shows one, ``check("balance-predict", ...)`` judges an answer,
``hint(...)`` gives the next of three hints and ``progress()`` shows what is done. ``watch(...)`` shows
what a function sends. Names are loaded when they are first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from modelmax_nb.classroom.desk import check, exercise, hint, progress
    from modelmax_nb.classroom.watching import watch

__all__ = ["check", "exercise", "hint", "progress", "watch"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module's attribute is of any type
    """Load a public name when it is first asked for."""
    if name in __all__:
        home = "watching" if name == "watch" else "desk"
        value = getattr(import_module(f"modelmax_nb.classroom.{home}"), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
