"""``%modelmax tasks`` and ``%modelmax task NAME``: the video tasks that this computer remembers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from IPython.core.error import UsageError

from modelmax_nb.display import task_words as words
from modelmax_nb.magics.options import command_parser, positive
from modelmax_nb.magics.save_option import check_place
from modelmax_nb.magics.shown_video import near
from modelmax_nb.magics.words import REPORT_EXISTS, USAGE_SIMULATED
from modelmax_nb.messages import Text

if TYPE_CHECKING:
    import argparse

    from modelmax_nb.magics.magic import ModelMaxMagics
    from modelmax_nb.video import VideoTask

DAMAGED: Final = Text("task.damaged", "Files that hold a task and cannot be read: {count}, in {folder}.")
HELP: Final = {
    option: Text(f"task-option.{option}", help_)
    for option, help_ in {
        "name": "the short name that %modelmax tasks shows, or the request id; all tasks if left out",
        "save": "fetch the result when it is ready, which bills it, and save it to FILE",
        "wait": "wait in the cell until it is ready",
        "deadline": "wait, but stop after this; the task goes on",
        "fetch": "fetch the result now, which bills it; it is kept",
        "again": "with --fetch: fetch once more, which may be billed again",
        "forget": "remove it from this list; the service still has it",
    }.items()
}
USAGE: Final = "task NAME [--save FILE] [--wait] [--fetch] [--forget]"
OPTIONS: Final = ("--save", "--wait", "--deadline", "--fetch", "--again", "--forget")


def list_tasks(magics: ModelMaxMagics, _rest: str) -> None:
    """List the tasks of this computer, the newest first; nothing is sent."""
    from modelmax_nb.display.task import date_and_clock, listed_state
    from modelmax_nb.video import tasks
    from modelmax_nb.video.store import TaskStore

    known, store = tasks(), TaskStore()
    if not known:
        magics.print(magics.say(words.NO_TASKS))
    for task in known:
        record = task.record
        state = magics.say(listed_state(record))
        model = magics.say(USAGE_SIMULATED, model=record.model) if record.simulated else record.model
        when = date_and_clock(record.seen)
        magics.print(magics.say(words.ROW, name=record.name, model=model, state=state, clock=when))
    damaged = store.damaged()
    if damaged:
        magics.print(magics.say(DAMAGED, count=len(damaged), folder=near(store.folder)))


def show_task(magics: ModelMaxMagics, rest: str) -> None:
    """Look at a task, wait for it, fetch and save its result, or forget it.

    Raises:
        UsageError: There is no such task, or the file is there already; nothing was sent.
        ModelMaxError: The look, the task or the fetch failed.
    """
    options = _parse(magics, rest)
    if options.name is None:
        list_tasks(magics, "")
        return
    task = _find(magics, options.name)
    if options.forget:
        from modelmax_nb.magics.task_watch import stop_watching
        from modelmax_nb.video.store import TaskStore

        stop_watching(task.id)  # it would write the task down again
        TaskStore().forget(task.record)
        magics.print(magics.say(words.FORGOTTEN, name=task.record.name))
        return
    save = _free(magics, options.save)
    from modelmax_nb.magics.task_watch import TaskWatch

    watch = TaskWatch(task, magics.session, magics.mode, save)
    if options.fetch:
        watch.fetch(again=options.again)
    elif options.wait or options.deadline is not None:
        watch.block(options.deadline)
    elif magics.mode == "live" and not (task.state.ended and save):
        watch.start()
    else:
        watch.look()


def _parse(magics: ModelMaxMagics, rest: str) -> argparse.Namespace:
    parser = command_parser(magics.session.language, "task", HELP)
    parser.option("name", nargs="?", metavar="NAME")
    parser.option("--save", metavar="FILE")
    parser.option("--wait", action="store_true")
    parser.option("--deadline", type=positive, metavar="SECONDS")
    for flag in ("--fetch", "--again", "--forget"):
        parser.option(flag, action="store_true")
    options = parser.parse_args(parser.split(rest))
    if options.again and not options.fetch:
        parser.error(magics.say(words.AGAIN_NEEDS_FETCH))
    return options


def _find(magics: ModelMaxMagics, name: str) -> VideoTask:
    from modelmax_nb.video import attach

    try:
        return attach(name)
    except KeyError:
        raise UsageError(magics.say(words.NOT_KNOWN, name=name[:60])) from None


def _free(magics: ModelMaxMagics, name: str | None) -> Path | None:
    """Return the file to save to.

    Raises:
        UsageError: It is there already, or cannot be made.
    """
    if name is None:
        return None
    path = Path(name).expanduser()
    if path.exists() and not path.is_dir():
        raise UsageError(magics.say(REPORT_EXISTS, name=path))
    check_place(magics, name)
    return path


def task_names() -> list[str]:
    """Return the short names of all tasks, for completion."""
    from modelmax_nb.video import tasks

    return [task.record.name for task in tasks()]
