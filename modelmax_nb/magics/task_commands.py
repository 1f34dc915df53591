"""``%modelmax tasks`` and ``%modelmax task NAME``: the video tasks that this computer remembers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from IPython.core.error import UsageError

from modelmax_nb.display import task_words as words
from modelmax_nb.magics.options import OptionParser, positive
from modelmax_nb.magics.words import REPORT_EXISTS

if TYPE_CHECKING:
    import argparse

    from modelmax_nb.magics.magic import ModelMaxMagics
    from modelmax_nb.video import VideoTask

USAGE: Final = "task NAME [--save FILE] [--wait] [--fetch] [--forget]"
OPTIONS: Final = ("--save", "--wait", "--deadline", "--fetch", "--again", "--forget")


def list_tasks(magics: ModelMaxMagics, _rest: str) -> None:
    """List the tasks of this computer, the newest first; nothing is sent."""
    from modelmax_nb.display.task import clock
    from modelmax_nb.video import tasks

    known = tasks()
    if not known:
        magics.print(magics.say(words.NO_TASKS))
    for task in known:
        record = task.record
        state = magics.say(words.STATES[record.state])
        magics.print(
            magics.say(words.ROW, name=record.name, model=record.model, state=state, clock=clock(record.seen))
        )


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
        from modelmax_nb.video.store import TaskStore

        TaskStore().forget(task.id)
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
    parser = OptionParser(magics.session.language, prog="%modelmax task", allow_abbrev=False)
    parser.add_argument("name", nargs="?")
    parser.add_argument("--save", metavar="FILE")
    parser.add_argument("--deadline", type=positive, metavar="SECONDS")
    for flag in ("--wait", "--fetch", "--again", "--forget"):
        parser.add_argument(flag, action="store_true")
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
        UsageError: It is there already.
    """
    if name is None:
        return None
    path = Path(name).expanduser()
    if path.exists():
        raise UsageError(magics.say(REPORT_EXISTS, name=path))
    return path


def task_names() -> list[str]:
    """Return the short names of all tasks, for completion."""
    from modelmax_nb.video import tasks

    return [task.record.name for task in tasks()]
