"""Fixtures for every test under ``tests/``."""

import atexit
import os
import shutil
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from tests.harness.kernels import Kernel
from tests.harness.node_project import NODE_PROJECT, complaint_about_node


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Names for home folders, none twice; pytest's own way to number folders takes ten times as long."""
    street = tmp_path_factory.mktemp("homes")
    return (street / str(number) for number in count())


@pytest.fixture(autouse=True)
def own_home(_homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home folder of its own, an environment put back afterwards, and no session left behind."""
    home = next(_homes)
    home.mkdir()
    before = dict(os.environ)
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    yield home
    monkeypatch.undo()
    if dict(os.environ) != before:
        os.environ.clear()
        os.environ.update(before)
    _end_session()


def _end_session() -> None:
    """Close the session that ``ask()`` and the magic share, if a test made one."""
    api = sys.modules.get("modelmax_nb.api")
    if api is not None:
        api.end_session()


@pytest.fixture(scope="module")
def _kernels() -> Iterator[list[Kernel]]:
    """The kernel of this file, once it has one."""
    started: list[Kernel] = []
    yield started
    for kernel in started:
        kernel.close()


@pytest.fixture
def kernel(_kernels: list[Kernel], tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Kernel]:
    """A real kernel in an empty folder, with nothing of ours in it and a person in front of it.

    The tests of a file have one in common. It is renewed for each, and started anew after one that failed,
    whatever that left behind. A test about a start makes a `Kernel` of its own.
    """
    if _kernels:
        _kernels[0].renew(tmp_path)
    else:
        _kernels.append(Kernel(tmp_path))
    failed = request.session.testsfailed
    yield _kernels[0]
    if request.session.testsfailed > failed:
        _kernels.pop().close()


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch) -> Iterator[InteractiveShell]:
    """A fresh IPython shell in this process, without a history file and without colours."""
    # It sets these and leaves them behind; to later tests that would look like a Python prompt.
    for name in ("ps1", "ps2", "ps3"):
        monkeypatch.setattr(sys, name, "", raising=False)
    InteractiveShell.clear_instance()
    config = Config(HistoryManager={"enabled": False})
    shell = InteractiveShell.instance(config=config, colors="nocolor")
    yield shell
    shell.reset(new_session=False)
    shell.atexit_operations()
    atexit.unregister(shell.atexit_operations)  # it cannot run twice
    InteractiveShell.clear_instance()


@pytest.fixture(scope="session")
def node() -> str:
    """Node's command."""
    found = shutil.which("node")
    if found is None:
        pytest.skip("Node is not installed")
    return found


@pytest.fixture(scope="session")
def node_packages(node: str) -> Path:
    """A folder whose ``node_modules`` holds what its ``package.json`` names: openai, axe-core."""
    complaint = complaint_about_node()
    if complaint:
        pytest.skip(complaint)
    return NODE_PROJECT


@pytest.fixture(scope="session")
def node_openai(node: str, node_packages: Path) -> Path:
    """A folder whose ``node_modules`` holds the openai npm package; scripts lie beside it."""
    return node_packages
