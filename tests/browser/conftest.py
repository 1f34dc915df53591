"""One JupyterLab and one browser for all journeys, gone before other tests use an event loop."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.lab import FLAGS, Lab, Notebook, find_chromium

playwright = pytest.importorskip(
    "playwright.sync_api", reason="the Python package playwright is not installed"
)
PICTURES = "MODELMAX_SCREENSHOTS"


@pytest.fixture(scope="module")
def browser() -> Iterator[playwright.Browser]:
    """Chromium without a window."""
    executable = find_chromium()
    if executable is None:
        pytest.skip("no Chromium here; MODELMAX_CHROMIUM can name one")
    with playwright.sync_playwright() as running:
        started = running.chromium.launch(executable_path=executable, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def lab(browser: playwright.Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab in an empty folder; without a browser it is not started."""
    with Lab(tmp_path_factory.mktemp("lab")) as lab:
        yield lab


@pytest.fixture
def open_notebook(lab: Lab, browser: playwright.Browser) -> Iterator[Callable[..., Notebook]]:
    """Open a notebook of the lab's folder: ``open_notebook(name, kernel=True)``."""
    opened: list[Notebook] = []

    def open_one(name: str, *, kernel: bool = True) -> Notebook:
        opened.append(Notebook(lab, browser, name, kernel=kernel))
        return opened[-1]

    yield open_one
    for notebook in opened:
        notebook.close()
    lab.end_kernels()


@pytest.fixture
def picture() -> Callable[[Notebook, int, str], None]:
    """Take a picture of a cell, light and dark, into the folder that MODELMAX_SCREENSHOTS names."""
    folder = os.environ.get(PICTURES)

    def take(notebook: Notebook, index: int, name: str) -> None:
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            notebook.picture(index, Path(folder).absolute() / name)

    return take
