"""What ``%modelmax`` can do besides asking: one function a command."""

from __future__ import annotations

import difflib
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from IPython.core.error import StdinNotImplementedError, UsageError

from modelmax_nb.columns import LINE, listed, pad, width, wrap
from modelmax_nb.diagnosis import Diagnosis, diagnose
from modelmax_nb.display.phrase import plain
from modelmax_nb.errors import ModelMaxError
from modelmax_nb.failure import Failure, Symptom
from modelmax_nb.keys import check_key
from modelmax_nb.magics import words
from modelmax_nb.magics.changes import undo
from modelmax_nb.magics.code import USAGE, said_of_own_code, show_code
from modelmax_nb.magics.options import HELP, command_parser, positive
from modelmax_nb.magics.pages import list_errors, show_why
from modelmax_nb.magics.report_commands import show_report
from modelmax_nb.magics.secret_commands import check_secrets
from modelmax_nb.magics.simulator_commands import run_simulator
from modelmax_nb.magics.task_commands import USAGE as TASK_USAGE
from modelmax_nb.magics.task_commands import list_tasks, show_task
from modelmax_nb.messages import Text, in_language

if TYPE_CHECKING:
    from collections.abc import Callable

    from modelmax_nb.breaker import BreakerState
    from modelmax_nb.magics.magic import ModelMaxMagics
    from modelmax_nb.settings import Settings

CHAT_OPTIONS = {
    "name": Text("chat.option.name", "which conversation; a list of them if left out"),
    "clear": Text("chat.option.clear", "forget it"),
}


@dataclass(frozen=True, slots=True)
class Command:
    """One word after ``%modelmax``: what it takes and its function; ``words`` say what it does."""

    usage: str
    run: Callable[[ModelMaxMagics, str], None]
    options: bool = False  # it reads its line by itself, --help as well


def _print(text: str) -> None:
    print(text)  # noqa: T201 - a cell's output


def _hint(magics: ModelMaxMagics, near: list[str]) -> str:
    return magics.say(words.DID_YOU_MEAN, name=near[0]) if near else ""


def near_command(magics: ModelMaxMagics, name: str) -> str:
    """Say that there is no command *name*, and which one was probably meant."""
    near = difflib.get_close_matches(name, COMMANDS, n=1)
    hint = magics.say(words.DID_YOU_MEAN, name=f"%modelmax {near[0]}") if near else " (%modelmax help)"
    return magics.say(words.NO_COMMAND, name=name) + hint


def show_help(magics: ModelMaxMagics, _rest: str) -> None:
    """List the commands."""
    _print(wrap(magics.say(words.HELP_HEAD), LINE))
    _print(wrap(magics.say(words.HELP_MADE), LINE) + "\n")
    for name in COMMANDS:
        show_help_of(magics, name)


def show_help_of(magics: ModelMaxMagics, name: str) -> None:
    """Say what the command *name* does."""
    start = len(f"  %modelmax {COMMANDS['check-secrets'].usage}  ")  # a longer usage has a line of its own
    _print(listed(f"  %modelmax {COMMANDS[name].usage}", magics.say(words.COMMANDS[name]), start))


def show_status(magics: ModelMaxMagics, _rest: str) -> None:
    """Show what the next call would use, and where each value came from."""
    session = magics.session
    settings = session.settings()
    policy, budget = session.policy, session.budget
    left, size, half = (f"{number:g}" for number in (budget.left, budget.size, budget.size / 2))
    resolved = (
        _unsent_rows(magics, settings) if isinstance(settings, Failure) else _settings_rows(magics, settings)
    )
    rows = [
        *resolved,
        (
            "attempts",
            magics.say(words.STATUS_ATTEMPTS, count=policy.attempts, seconds=f"{policy.deadline:g}"),
        ),
        ("budget", magics.say(words.STATUS_BUDGET, left=left, size=size, half=half)),
        *(("paused", _paused(magics, state)) for state in session.breaker_states()),
        ("cards", magics.mode),
        ("language", _language(magics)),
        *(("note", in_language(notice, session.language)) for notice in getattr(settings, "notices", ())),
    ]
    listed = session.models
    if listed is not None and settings.model not in listed.ids:
        rows.append(("note", magics.say(words.NOT_LISTED, model=settings.model)))
    for name, value in rows:
        _print(pad(magics.say(words.STATUS_ROWS[name]), 14) + value)


def _settings_rows(magics: ModelMaxMagics, settings: Settings) -> list[tuple[str, str]]:
    """Say who answers, with which key and model."""
    answers = words.STATUS_SIMULATOR if settings.simulated else words.STATUS_SOURCE
    key = f"…{settings.key.hint}" if settings.key.hint else "…"
    return [
        ("answers", magics.say(answers, value=settings.base_url, source=settings.base_url_source)),
        ("key", magics.say(words.STATUS_SOURCE, value=key, source=settings.key_source)),
        ("model", magics.say(words.STATUS_SOURCE, value=settings.model, source=settings.model_source)),
    ]


def _unsent_rows(magics: ModelMaxMagics, failure: Failure) -> list[tuple[str, str]]:
    """Say the same where a call would not be sent, and why it would not."""
    diagnosis = diagnose(failure)
    rows = [("answers", failure.base_url)]
    if failure.symptom is Symptom.NO_KEY:
        rows.append(("key", magics.say(words.STATUS_NO_KEY)))
        note = in_language(failure.detail, magics.session.language)
    else:
        note = magics.say(
            words.STATUS_NOT_SENT,
            title=plain(diagnosis.entry.text("title"), magics.session.language, **diagnosis.values),
        )
    if failure.symptom is Symptom.BAD_KEY:
        problem = in_language(failure.detail, magics.session.language)
        source = in_language(failure.key_source, magics.session.language)
        rows.append(("key", magics.say(words.STATUS_BAD_KEY, problem=problem, source=source)))
        note = ""
    rows.append(("model", failure.model))
    return [*rows, ("note", note)] if note else rows


def _paused(magics: ModelMaxMagics, state: BreakerState) -> str:
    """Say how long a model that failed in a row gets no repeats by itself."""
    left = math.ceil(state.seconds_left)
    text = words.STATUS_PAUSED if left else words.STATUS_TRIAL
    return magics.say(text, model=state.model, count=state.failures, seconds=left)


def show_models(magics: ModelMaxMagics, _rest: str) -> None:
    """Fetch and show the list of models."""
    session = magics.session
    listed = session.list_models()
    if isinstance(listed, Failure):
        diagnosis = diagnose(listed)
        _show_card(magics, diagnosis)
        raise ModelMaxError(diagnosis)
    settings = session.settings()
    heading = (
        magics.say(words.SIMULATED_LIST)
        if listed.simulated
        else magics.say(words.FETCHED_LIST, base_url=_base_url(settings))
    )
    _print(wrap(heading, LINE))
    longest = max((len(model.id) for model in listed.models), default=0)
    for model in listed.models:
        evidence = _evidence(magics, model.id) if listed.simulated else ""
        _print(f"  {model.id:<{longest}}  {model.owned_by:<8} {evidence}".rstrip())
    if settings.model not in listed.ids:
        _print(magics.say(words.NOT_LISTED, model=settings.model))


def _evidence(magics: ModelMaxMagics, model: str) -> str:
    """Say where the simulator has a model id from."""
    from modelmax_nb.simulator import MODELS

    return magics.say(words.EVIDENCE[MODELS[model].evidence]) if model in MODELS else ""


def _base_url(settings: object) -> str:
    return str(getattr(settings, "base_url", ""))


def _show_card(magics: ModelMaxMagics, diagnosis: Diagnosis) -> None:
    from modelmax_nb.widgets.presentation import CardDisplay

    CardDisplay(magics.mode, magics.session.language).show(diagnosis)


def enter_key(magics: ModelMaxMagics, rest: str) -> None:
    """Ask for a key without showing it, or forget the one that was typed."""
    if rest == "clear":
        magics.session.use_key(None)
        _print(magics.say(words.KEY_CLEARED))
        return
    if rest:
        raise UsageError(magics.say(words.KEY_ON_KEY_LINE))
    from getpass import getpass

    try:
        typed = getpass(magics.say(words.KEY_PROMPT))
    except (StdinNotImplementedError, EOFError):
        raise UsageError(magics.say(words.NEEDS_PERSON)) from None
    except KeyboardInterrupt:
        _print(magics.say(words.KEY_INTERRUPTED))
        return
    settings = magics.session.settings()
    at_modelmax = "api.modelmax.io" in _base_url(settings)
    checked = check_key(typed, must_begin_with_sk=at_modelmax)
    if checked.key is None:
        _print(
            magics.say(words.KEY_UNUSABLE, problem=checked.problem)
            if checked.problem
            else magics.say(words.KEY_EMPTY)
        )
        return
    magics.session.use_key(checked.key)
    _print(magics.say(words.KEY_SET, hint=checked.key.hint))


def retry(magics: ModelMaxMagics, rest: str) -> None:
    """Send the last call again, once: with another model, more room or more patience if the line says so."""
    parser = command_parser(magics.session.language, "retry", HELP)
    parser.option("-m", "--model", metavar="ID")
    parser.option("--max-tokens", type=int, metavar="N")
    parser.option("--timeout", type=positive, metavar="SECONDS")
    options = parser.parse_args(parser.split(rest))
    if said_of_own_code(magics, "retry"):
        return
    last = magics.session.last
    if last is None:
        _print(magics.say(words.NOTHING_SENT))
        return
    call = last.call.once
    if options.model:
        call = call._replace(request=call.request._replace(model=options.model))
    if options.max_tokens is not None:
        call = call._replace(request=call.request._replace(max_tokens=options.max_tokens))
    if options.timeout:
        call = call._replace(timeout=options.timeout)
    magics.run(call)


def show_usage(magics: ModelMaxMagics, _rest: str) -> None:
    """Show what this session has sent and used."""
    rows = magics.session.tally.models
    failed = magics.session.last_diagnosis
    if failed is not None and failed.place is not None:
        _print(magics.say(words.USAGE_OWN))
    if not rows:
        _print(magics.say(words.NO_USAGE))
        return
    head = [part.strip() for part in magics.say(words.USAGE_HEAD).split("|")]
    widths = [max(10, width(title) + 2) for title in head[1:]]
    _print(_row(widths, *head))
    for (model, simulated), row in rows.items():
        name = magics.say(words.USAGE_SIMULATED, model=model) if simulated else model
        _print(_row(widths, name, row.requests, row.failures, row.prompt_tokens, row.completion_tokens))
    if not all(simulated for _, simulated in rows):
        _print(wrap(magics.say(words.PRICES_UNKNOWN), LINE))


def _row(widths: list[int], name: str, *counts: object) -> str:
    cells = zip(widths, map(str, counts), strict=True)
    numbers = "".join(" " * (columns - width(count)) + count for columns, count in cells)
    room = LINE - sum(widths)
    return f"{pad(name, room)}{numbers}" if width(name) <= room else f"{name}\n{' ' * room}{numbers}"


def show_chat(magics: ModelMaxMagics, rest: str) -> None:
    """Show, list or clear conversations."""
    parser = command_parser(magics.session.language, "chat", CHAT_OPTIONS)
    parser.option("name", nargs="?", metavar="NAME")
    parser.option("--clear", action="store_true")
    options = parser.parse_args(parser.split(rest))
    chats = magics.session.chats
    if options.name is None:
        lines = [
            magics.say(words.CHAT_ROW, name=chat.name, count=len(chat.messages)) for chat in chats.values()
        ]
        _print("\n".join(lines) if lines else magics.say(words.NO_CHATS))
    elif options.name not in chats:
        near = difflib.get_close_matches(options.name, chats, n=1)
        raise UsageError(magics.say(words.NO_CHAT, name=options.name) + _hint(magics, near))
    elif options.clear:
        del chats[options.name]
        _print(magics.say(words.CHAT_CLEARED, name=options.name))
    else:
        for message in chats[options.name].messages:
            _print(f"{message['role']}: {message['content']}")


def choose_language(magics: ModelMaxMagics, rest: str) -> None:
    """Speak another language from now on, or say which one is spoken and why."""
    from modelmax_nb.language import AUTO, LANGUAGES, is_known

    if rest and rest != AUTO and not is_known(rest):
        raise UsageError(magics.say(words.NO_SUCH_LANGUAGE, known=", ".join([*LANGUAGES, AUTO]), name=rest))
    if rest:
        magics.session.chosen_language = None if rest == AUTO else rest
    _print(magics.say(words.LANGUAGE_IS, language=_language(magics)))


def show_glossary(magics: ModelMaxMagics, _rest: str) -> None:
    """Show the words that a beginner may not know."""
    from modelmax_nb.glossary import render_glossary

    _print(render_glossary(magics.session.language))


def _language(magics: ModelMaxMagics) -> str:
    from modelmax_nb.language import LANGUAGES

    tag, source = magics.session.language_choice()
    return magics.say(words.STATUS_SOURCE, value=LANGUAGES[tag], source=source)


COMMANDS: dict[str, Command] = {
    "help": Command("help", show_help),
    "status": Command("status", show_status),
    "models": Command("models", show_models),
    "why": Command("why [ID]", show_why),
    "errors": Command("errors [WORD]", list_errors),
    "retry": Command("retry [-m MODEL] [--max-tokens N] [--timeout SECONDS]", retry, options=True),
    "undo": Command("undo", undo),
    "code": Command(USAGE, show_code, options=True),
    "key": Command("key [clear]", enter_key),
    "usage": Command("usage", show_usage),
    "chat": Command("chat [NAME] [--clear]", show_chat, options=True),
    "tasks": Command("tasks", list_tasks),
    "task": Command(TASK_USAGE, show_task, options=True),
    "report": Command("report [--write FILE]", show_report, options=True),
    "check-secrets": Command("check-secrets [PATH]", check_secrets, options=True),
    "lang": Command("lang [en|zh|ja|auto]", choose_language),
    "glossary": Command("glossary", show_glossary),
    "simulator": Command("simulator [on|off|play|…]", run_simulator, options=True),
}
