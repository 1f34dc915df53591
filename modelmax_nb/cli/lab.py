"""``modelmax-nb lab``: the notebooks in a folder of the user's, and JupyterLab on top of them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING
from urllib.parse import quote

from modelmax_nb.cli import words
from modelmax_nb.cli.complaint import CommandError
from modelmax_nb.cli.lessons import Copied, Step, copy_lessons, lessons_folder
from modelmax_nb.cli.requirements import requirement_of
from modelmax_nb.cli.speech import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

INDEX = "index.ipynb"


def open_lab(folder: Path, jupyter_words: Sequence[str], *, browser: bool, start: bool) -> int:
    """Copy the notebooks to *folder* and run JupyterLab there until it ends.

    Args:
        folder: The user's folder.
        jupyter_words: Handed on to JupyterLab.
        browser: Whether JupyterLab may open a browser.
        start: False to copy only.

    Returns:
        JupyterLab's exit code.

    Raises:
        CommandError: JupyterLab is not installed, or the folder cannot be written.
    """
    if start and find_spec("jupyterlab") is None:
        requirement = requirement_of("jupyterlab")
        raise CommandError(words.NO_JUPYTERLAB, python=sys.executable, requirement=requirement)
    done = copy_lessons(lessons_folder(), folder)
    _say_what_was_done(folder, done)
    if not start:
        return 0
    return _run(lab_command([copied.name for copied in done], jupyter_words, browser=browser), folder)


def lab_command(names: Sequence[str], jupyter_words: Sequence[str], *, browser: bool) -> list[str]:
    """Return the command that opens JupyterLab on the index, or on the first notebook."""
    command = [sys.executable, "-m", "jupyterlab"]
    notebooks = sorted(name for name in names if name.endswith(".ipynb") and "/" not in name)
    if notebooks:
        first = INDEX if INDEX in notebooks else notebooks[0]
        # A file as an argument opens too, but then the address that is printed does not lead to it.
        command.append(f"--LabApp.default_url=/lab/tree/{quote(first)}")
    if not browser:
        command.append("--no-browser")
    if _is_root() and "--allow-root" not in jupyter_words:
        _print(say(words.ROOT))
        command.append("--allow-root")
    return [*command, *jupyter_words]


def _is_root() -> bool:
    """Tell whether this is root, as in most containers, where JupyterLab wants to be told so."""
    geteuid = getattr(os, "geteuid", None)
    return geteuid is not None and geteuid() == 0


def _run(command: list[str], folder: Path) -> int:
    """Run *command* in *folder* to its end; Ctrl-C is its own affair, and being ended is passed on."""
    with subprocess.Popen(command, cwd=folder) as server:  # noqa: S603 - this Python, our own words
        before = (
            signal.signal(signal.SIGINT, lambda *_: None),
            signal.signal(signal.SIGTERM, lambda *_: server.terminate()),
        )
        try:
            return server.wait()
        finally:
            signal.signal(signal.SIGINT, before[0])
            signal.signal(signal.SIGTERM, before[1])


def _say_what_was_done(folder: Path, done: Sequence[Copied]) -> None:
    count = {step: sum(copied.step is step for copied in done) for step in Step}
    copied, refreshed = count[Step.COPIED], count[Step.REFRESHED]
    text = words.COPIED if copied or refreshed else words.NOTHING_NEW
    _print(say(text, folder=folder.resolve(), copied=copied, refreshed=refreshed))
    for name in (copied.name for copied in done if copied.step is Step.KEPT):
        _print(say(words.KEPT, name=name))


def _print(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - this is the command line, and JupyterLab's own lines follow
