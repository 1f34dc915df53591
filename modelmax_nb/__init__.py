"""Ask ModelMax from a notebook cell; when a call fails, see why, fix it, go on.

``%load_ext modelmax_nb`` adds ``%%modelmax`` and ``%modelmax``. Python code uses :func:`ask`,
:func:`openai_client` and :func:`explain`. Names are loaded when they are first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from modelmax_nb.answer import Answer
    from modelmax_nb.api import ask, ask_async, async_openai_client, configure, current_session, openai_client
    from modelmax_nb.bug_reports import BugReport, bug_report
    from modelmax_nb.diagnosis import Diagnosis
    from modelmax_nb.errors import ModelMaxError
    from modelmax_nb.explanation import Explanation, explain

__version__ = "0.1.0"
__all__ = [
    "Answer",
    "BugReport",
    "Diagnosis",
    "Explanation",
    "ModelMaxError",
    "__version__",
    "ask",
    "ask_async",
    "async_openai_client",
    "bug_report",
    "configure",
    "current_session",
    "explain",
    "openai_client",
]

_HOMES = {
    "Answer": "answer",
    "BugReport": "bug_reports",
    "Diagnosis": "diagnosis",
    "Explanation": "explanation",
    "ModelMaxError": "errors",
    "ask": "api",
    "ask_async": "api",
    "async_openai_client": "api",
    "bug_report": "bug_reports",
    "configure": "api",
    "current_session": "api",
    "explain": "explanation",
    "openai_client": "api",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module's attribute is of any type
    """Load a public name from its module when it is first asked for."""
    if name in _HOMES:
        value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)


def load_ipython_extension(ipython: InteractiveShell) -> None:
    """Add the magics; called by ``%load_ext modelmax_nb``."""
    from modelmax_nb.magics.extension import load

    load(ipython)


def unload_ipython_extension(ipython: InteractiveShell) -> None:
    """Take away what :func:`load_ipython_extension` added; called by ``%unload_ext modelmax_nb``."""
    from modelmax_nb.magics.extension import unload

    unload(ipython)
