"""Checks of what is installed: Python, packages, the kernel, Node, the folder."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from modelmax_nb.cli import words
from modelmax_nb.cli.check import Check, Verdict
from modelmax_nb.cli.requirements import fits, requirement_of
from modelmax_nb.cli.speech import say

if TYPE_CHECKING:
    from collections.abc import Iterator

OLDEST_PYTHON = "3.11"
OLDEST_NODE = 20  # Source: documented (the openai npm package supports Node 20 and newer)
NEEDED = ("openai", "ipython", "ipywidgets")
FOR_NOTEBOOKS = ("ipykernel", "jupyterlab")


def python() -> Iterator[Check]:
    """Look at this Python's version."""
    version = platform.python_version()
    if fits(version, f">={OLDEST_PYTHON}"):
        yield Check(Verdict.OK, "Python", f"{version} ({sys.executable})")
    else:
        yield Check(Verdict.FAULT, "Python", say(words.OLD_PYTHON, version=version, oldest=OLDEST_PYTHON))


def packages() -> Iterator[Check]:
    """Look at the packages that calls need (a fault when one is missing) and those that notebooks need."""
    for name in NEEDED + FOR_NOTEBOOKS:
        missing = Verdict.FAULT if name in NEEDED else Verdict.LOOK
        yield _package(name, requirement_of(name), missing)


def _package(name: str, requirement: str, when_missing: Verdict) -> Check:
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Check(when_missing, name, say(words.MISSING, python=sys.executable, requirement=requirement))
    if fits(version, requirement):
        return Check(Verdict.OK, name, version)
    said = say(words.OUT_OF_RANGE, version=version, python=sys.executable, requirement=requirement)
    return Check(Verdict.FAULT, name, said)


def kernel() -> Iterator[Check]:
    """Look whether notebooks started from here run in this Python, and which JupyterLab the shell finds."""
    if find_spec("jupyter_client") is not None:
        yield _kernel_spec()
    lab = shutil.which("jupyter-lab")
    if lab is not None and not _same_folder(Path(lab).parent, Path(sysconfig.get_path("scripts"))):
        yield Check(Verdict.LOOK, "JupyterLab server", say(words.OTHER_SERVER, folder=Path(lab).parent))


def _kernel_spec() -> Check:
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        command = KernelSpecManager().get_kernel_spec("python3").argv[0]
    except (NoSuchKernel, IndexError, OSError, json.JSONDecodeError):
        return Check(Verdict.LOOK, "kernel", say(words.NO_KERNEL, python=sys.executable))
    # jupyter_client itself runs a bare "python" as the Python it runs in
    ours = command in {"python", "python3"} or _same_folder(Path(command).parent, Path(sys.executable).parent)
    if ours:
        return Check(Verdict.OK, "kernel", say(words.SAME_KERNEL))
    return Check(Verdict.LOOK, "kernel", say(words.OTHER_KERNEL, python=command, here=sys.executable))


def _same_folder(one: Path, other: Path) -> bool:
    """Compare without following links: the Python of a virtual environment is often a link to another."""
    return os.path.normcase(one.absolute()) == os.path.normcase(other.absolute())


def node() -> Iterator[Check]:
    """Look for Node, which the JavaScript lesson runs."""
    found = shutil.which("node")
    if found is None:
        yield Check(Verdict.LOOK, "Node", say(words.NO_NODE, oldest=OLDEST_NODE))
        return
    version = subprocess.run(  # noqa: S603 - the user's own Node, no words from outside
        [found, "--version"], capture_output=True, text=True, check=False
    ).stdout.strip()
    if fits(version.lstrip("v") or "0", f">={OLDEST_NODE}"):
        yield Check(Verdict.OK, "Node", version)
    else:
        yield Check(Verdict.LOOK, "Node", say(words.OLD_NODE, version=version, oldest=OLDEST_NODE))


def folder() -> Iterator[Check]:
    """Look whether this folder can be written."""
    here = Path.cwd()
    try:
        with tempfile.TemporaryFile(dir=here):
            pass
    except OSError:
        yield Check(Verdict.LOOK, "folder", say(words.NOT_WRITABLE, folder=here))
    else:
        yield Check(Verdict.OK, "folder", say(words.WRITABLE, folder=here))
