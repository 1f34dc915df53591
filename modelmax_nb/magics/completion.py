"""Completion of options, commands, scenario names and model ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

MODEL_OPTIONS = {"-m", "--model", "--fallback"}
NAME_OPTIONS = {"-v", "--var", "-o", "--output"}


def complete(shell: InteractiveShell, event: Any) -> list[str]:  # noqa: ANN401 - IPython's event
    """Return what may stand where the cursor is, on a line that begins with one of the magics."""
    words = event.text_until_cursor.split()
    if not event.text_until_cursor.endswith(" ") and words:
        words.pop()
    if event.command == "%modelmax":
        return _complete_command(words[1:])
    last = words[-1] if words else ""
    if last in MODEL_OPTIONS:
        return model_ids()
    if last in NAME_OPTIONS:
        return [name for name in shell.user_ns if not name.startswith("_")]
    from modelmax_nb.magics.options import cell_parser

    return [name for action in cell_parser()._actions for name in action.option_strings]  # noqa: SLF001


def model_ids() -> list[str]:
    """Return the model ids known so far: the fetched list, else those of the simulator or of the documents.

    Nothing is sent: completion must be instant and free.
    """
    from modelmax_nb.api import current_session

    session = current_session()
    if session.models is not None:
        return list(session.models.ids)
    from modelmax_nb.simulator import MODELS

    return [model for model in MODELS if not model.startswith("sim-")]


def _complete_command(words: list[str]) -> list[str]:
    from modelmax_nb.magics.commands import COMMANDS

    if not words:
        return list(COMMANDS)
    if words == ["simulator"]:
        from modelmax_nb.magics.simulator_commands import ACTIONS

        return list(ACTIONS)
    if words[:2] == ["simulator", "play"]:
        from modelmax_nb.simulator import SCENARIOS

        return list(SCENARIOS)
    if words == ["simulator", "recipe"]:
        from modelmax_nb.simulator import RECIPES

        return list(RECIPES)
    if words == ["lang"]:
        from modelmax_nb.language import AUTO, LANGUAGES

        return [*LANGUAGES, AUTO]
    return model_ids() if words[-1] in MODEL_OPTIONS else []
