"""Completion of options and their values, commands, scenario names and model ids."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Callable, Iterable

    from IPython.core.completer import CompletionContext, MatcherAPIv2, SimpleMatcherResult
    from IPython.core.interactiveshell import InteractiveShell

MATCHER: Final = "modelmax_nb"
MODEL_OPTIONS: Final = frozenset({"-m", "--model", "--fallback"})
NAME_OPTIONS: Final = frozenset({"-v", "--var", "-o", "--output"})
OURS: Final = re.compile(r"(?P<magic>%%modelmax(?:_video|_image)?|\s*%modelmax)\s(?P<rest>.*)", re.DOTALL)
_OPTIONS: Final = {"report": ("--write", "--with-prompt")}
_RETRY_OPTIONS: Final = ("--model", "-m", "--max-tokens", "--timeout")
FRAGMENT: Final = re.compile(r"[^\s,=]*\Z")


def complete(shell: InteractiveShell, event: Any) -> list[str]:  # noqa: ANN401 - IPython's event
    """Return what may stand where the cursor is, for an IPython that knows no matchers."""
    return candidates(shell, event.text_until_cursor)[1]


def matcher_of(shell: InteractiveShell) -> MatcherAPIv2 | None:
    """Return a matcher whose results stand alone on our lines; None before IPython 8.6."""
    try:
        from IPython.core.completer import SimpleCompletion, context_matcher
    except ImportError:
        return None

    @context_matcher(identifier=MATCHER, priority=100)  # type: ignore[untyped-decorator]
    def match(context: CompletionContext) -> SimpleMatcherResult:
        fragment, names = candidates(shell, _before_cursor(context))
        # IPython replaces what it calls the token; a name may begin before it, as ``a:b`` does.
        end = fragment[-len(context.token) :] if context.token else ""
        skipped = len(fragment) - len(end)
        return {
            "completions": [SimpleCompletion(text=name[skipped:], type="param") for name in names],
            "matched_fragment": end,
            "suppress": True,
            "ordered": True,
        }

    return cast("MatcherAPIv2", match)


def _before_cursor(context: CompletionContext) -> str:
    """Return the line up to the cursor; "" in the text of a prompt, where nothing is ours."""
    in_prompt = context.cursor_line > 0 and context.full_text.startswith("%%modelmax")
    return "" if in_prompt else context.text_until_cursor


def candidates(shell: InteractiveShell, before: str) -> tuple[str, list[str]]:
    """Return the word that is being typed, and what it may become.

    Args:
        shell: Where variables live.
        before: The line up to the cursor.
    """
    ours = OURS.match(before)
    found = FRAGMENT.search(before)
    if ours is None or found is None:
        return "", []
    fragment = found[0]
    words = re.split(r"[\s,=]+", ours["rest"][: len(ours["rest"]) - len(fragment)].strip(" ,="))
    words = [word for word in words if word]
    magic = ours["magic"]
    names = _in_cell_line(shell, words, magic) if magic.startswith("%%") else _in_command(words)
    names = list(names)
    exact = [name for name in names if name.startswith(fragment)]
    return fragment, exact or [name for name in names if name.lower().startswith(fragment.lower())]


def _parser_of(magic: str) -> ArgumentParser:
    if magic == "%%modelmax_video":
        from modelmax_nb.magics.video_cell import video_parser

        return video_parser()
    if magic == "%%modelmax_image":
        from modelmax_nb.magics.image_cell import image_parser

        return image_parser()
    from modelmax_nb.magics.options import cell_parser

    return cell_parser()


def _in_cell_line(shell: InteractiveShell, words: list[str], magic: str) -> Iterable[str]:
    last = words[-1] if words else ""
    if last in MODEL_OPTIONS:
        return model_ids()
    if last in NAME_OPTIONS:
        return [name for name in shell.user_ns if not name.startswith("_")]
    if last == "--chat":
        return _chats()
    actions = _parser_of(magic)._actions  # noqa: SLF001 - argparse has no other way to list them
    takes_value = {name for action in actions if action.nargs is None for name in action.option_strings}
    choices = next((action.choices for action in actions if last in action.option_strings), None)
    if choices is not None:
        return [str(choice) for choice in choices]
    return [] if last in takes_value else [name for action in actions for name in action.option_strings]


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


def _chats() -> list[str]:
    from modelmax_nb.api import current_session

    return list(current_session().chats)


def _entry_names() -> list[str]:
    """Return the ids of all entries; the last failure's first, for it is the one that is asked for."""
    from modelmax_nb.api import current_session
    from modelmax_nb.pages.lookup import BOOK

    last = current_session().last_diagnosis
    first = [last.entry.slug] if last is not None and last.entry.slug in BOOK else []
    return list(dict.fromkeys([*first, *BOOK]))


def _notebooks() -> list[str]:
    """Return the notebooks of this folder; a name with a blank would have to be quoted."""
    return [path.name for path in sorted(Path().glob("*.ipynb")) if " " not in path.name]


def _in_command(words: list[str]) -> Iterable[str]:
    from modelmax_nb.language import AUTO, LANGUAGES
    from modelmax_nb.magics.commands import COMMANDS
    from modelmax_nb.magics.task_commands import OPTIONS, task_names
    from modelmax_nb.snippets import FORMS
    from modelmax_nb.snippets import LANGUAGES as PROGRAMS

    if not words:
        return COMMANDS
    command, *rest = words
    if command == "simulator":
        return _in_simulator(rest)
    if command == "retry":
        return _in_retry(rest)
    if command == "task" and rest:
        return [] if rest[-1] in {"--save", "--deadline"} else [name for name in OPTIONS if name not in rest]
    if command in _OPTIONS:
        return [name for name in _OPTIONS[command] if name not in rest and "--write" not in rest[-1:]]
    if command == "code":
        return [option for name in (*PROGRAMS, *FORMS) if (option := f"--{name}") not in rest]
    if rest:
        return ["--clear"] if command == "chat" and "--clear" not in rest else []
    values: dict[str, Callable[[], list[str]]] = {
        "chat": lambda: [*_chats(), "--clear"],
        "why": _entry_names,
        "errors": _entry_names,
        "check-secrets": _notebooks,
        "task": task_names,
        "lang": lambda: [*LANGUAGES, AUTO],
        "key": lambda: ["clear"],
    }
    return values.get(command, list)()


def _in_retry(words: list[str]) -> list[str]:
    """Return what may follow ``%modelmax retry`` and *words*; nothing where a number is to be typed."""
    last = words[-1] if words else ""
    if last in MODEL_OPTIONS:
        return model_ids()
    if last in _RETRY_OPTIONS:
        return []
    return [name for name in _RETRY_OPTIONS if name not in words]


def _in_simulator(words: list[str]) -> Iterable[str]:
    from modelmax_nb.magics.simulator_commands import ACCOUNTS, ACTIONS
    from modelmax_nb.simulator import RECIPES, SCENARIOS

    match words:
        case []:
            return ACTIONS
        case ["play", *_]:
            return [*SCENARIOS, "--repeat"]
        case ["recipe"]:
            return RECIPES
        case ["on", *_, "--account"]:
            return ACCOUNTS
        case ["on", *_, "--seed" | "--speed"]:
            return []
        case ["on", *_]:
            return ["--account", "--seed", "--speed"]
    return []
