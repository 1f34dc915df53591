"""Pytest plugin: how tests are shared out where ``-n`` asks for several workers (pytest-xdist).

The tests of one file stay together, for they share a kernel, and so do the cells of a notebook. The browser's
tests share a server and a Chromium; they make two groups of about the same length, each with its own. What
takes longest comes first, so that no worker is left with it at the end.
"""

import os
from typing import Any

import pytest

# Folders whose tests stay together: they share a JupyterLab, or a site that takes a while to build.
TOGETHER = ("tests/browser/", "tests/lite/")
# The second group of the browser's tests, named after its first file: looks, and what outlives a kernel.
LOOKS = tuple(f"tests/browser/test_{name}.py" for name in ("looks", "reopened", "widths"))
MOST = 6  # workers; what needs a browser takes as long as the rest shared among so many
# The groups that take longest, the longest first: python -m pytest -n auto --durations=50
LONGEST = (
    "tests/browser/",
    "tests/browser/test_looks.py",
    "tests/gallery/test_stored.py",
    "tests/lite/",
    "tests/binder/test_fresh.py",
    "tests/classroom/test_exercises.py",
    "tests/magics/test_every_cell.py",
    "tests/magics/test_cell_magic.py",
    "tests/frontends/test_stored.py",
    "tests/languages/test_display.py",
    "tests/display/test_layers.py",
    "tests/test_snippets.py",
    "tests/harness/test_workers.py",
    "tests/languages/test_everywhere.py",
    "tests/packaging/test_tools.py",
    "tests/harness/test_no_skips.py",
)


def group_of(nodeid: str) -> str:
    """Return what a test must stay together with: its file, some files, or all of a folder."""
    path = nodeid.partition("::")[0]
    if path in LOOKS:
        return LOOKS[0]
    return next((folder for folder in TOGETHER if path.startswith(folder)), path)


def place_of(nodeid: str) -> int:
    """Return when the group of a test comes: what takes longest first, then the rest."""
    group = group_of(nodeid)
    return LONGEST.index(group) if group in LONGEST else len(LONGEST)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Take one worker more than there are cores: tests often wait for a kernel or a browser."""
    return min((os.cpu_count() or 1) + 1, MOST) if config.option.numprocesses == "auto" else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the groups in the order in which workers take them."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: place_of(item.nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Hand out groups, unless the command line says how else (``--dist``)."""
    if config.option.dist != "load":
        return None
    from xdist.scheduler import LoadFileScheduling

    class Groups(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return group_of(nodeid)

    config.option.loadscopereorder = False
    return Groups(config, log)
