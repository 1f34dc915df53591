"""Putting the magics into a shell and taking them out again, with nothing left behind."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

NAME = "modelmax"
CELLS = (NAME, "modelmax_video", "modelmax_image")


def load(shell: InteractiveShell) -> None:
    """Add the magics and their completion; a second time changes nothing."""
    from modelmax_nb.magics.every_cell import EveryCell
    from modelmax_nb.magics.magic import ModelMaxMagics

    if ModelMaxMagics.__name__ in shell.magics_manager.registry:
        return
    magics = ModelMaxMagics(shell, parent=shell)
    shell.register_magics(magics)
    _add_completion(shell)
    magics.watch = EveryCell(shell, magics)
    magics.watch.install()


def _add_completion(shell: InteractiveShell) -> None:
    from modelmax_nb.magics.completion import complete, matcher_of

    matcher = matcher_of(shell)
    if matcher is not None:
        shell.Completer.custom_matchers.append(matcher)
        return
    for command in (*(f"%%{name}" for name in CELLS), f"%{NAME}"):
        shell.set_hook("complete_command", complete, str_key=command)  # type: ignore[no-untyped-call]


def unload(shell: InteractiveShell) -> None:
    """Take the magics, their settings and their completion away, and stop the simulator."""
    from modelmax_nb.api import end_session
    from modelmax_nb.magics.magic import ModelMaxMagics

    manager = shell.magics_manager
    magics = manager.registry.pop(ModelMaxMagics.__name__, None)
    for name in CELLS:
        manager.magics["line"].pop(name, None)
        manager.magics["cell"].pop(name, None)
    if magics in shell.configurables:
        shell.configurables.remove(magics)
    if isinstance(magics, ModelMaxMagics) and magics.watch is not None:
        magics.watch.remove()
    _remove_completion(shell)
    _stop_watching()
    end_session()


def _stop_watching() -> None:
    """End the threads that look after video tasks, if there are any; the tasks go on."""
    watching = sys.modules.get("modelmax_nb.magics.task_watch")
    if watching is not None:
        watching.stop_all()


def _remove_completion(shell: InteractiveShell) -> None:
    from modelmax_nb.magics.completion import MATCHER

    matchers = getattr(shell.Completer, "custom_matchers", [])
    matchers[:] = [each for each in matchers if getattr(each, "matcher_identifier", None) != MATCHER]
    completers = getattr(shell.Completer, "custom_completers", None)
    if completers is not None:
        for command in (*(f"%%{name}" for name in CELLS), f"%{NAME}"):
            completers.strs.pop(command, None)
