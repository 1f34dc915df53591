"""One site, one browser, and one lesson opened in it for the tests of this folder."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.server import find_chromium

playwright = pytest.importorskip(
    "playwright.sync_api", reason="the Python package playwright is not installed"
)
from tests.lite.site import Lesson, Outside, launch, make_visible, serving  # noqa: E402 - it needs playwright

ROOT = Path(__file__).parents[2]
FIRST = "01-first-call.ipynb"
PICTURES = "MODELMAX_SCREENSHOTS"
AWAY = re.compile(r"no npm|npm registry must be|package index .* must be")  # what a machine may lack


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built by its command from this checkout."""
    out = tmp_path_factory.mktemp("lite") / "course"
    command = [sys.executable, "-m", "binder.lite", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode and AWAY.search(done.stderr):
        pytest.skip(done.stderr)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="package")
def site(built: Path) -> Iterator[str]:
    """The address of the site, given out by a plain file server."""
    make_visible(built)
    with serving(built) as url:
        yield url


@pytest.fixture(scope="package")
def outside() -> Iterator[Outside]:
    """What stands in place of the network."""
    made = Outside()
    yield made
    made.close()


@pytest.fixture(scope="package")
def context(site: str, outside: Outside) -> Iterator[playwright.BrowserContext]:
    """A visitor's browser."""
    executable = find_chromium()
    if executable is None:
        pytest.skip("no Chromium here; MODELMAX_CHROMIUM can name one")
    with playwright.sync_playwright() as running:
        browser = launch(running, executable, site, outside)
        yield browser.new_context(viewport={"width": 1100, "height": 1000})
        browser.close()


@pytest.fixture(scope="package")
def lesson(site: str, context: playwright.BrowserContext) -> Iterator[Lesson]:
    """The first lesson, open; nothing was run in it."""
    opened = Lesson(context, site, FIRST)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def album() -> Path | None:
    """Where pictures are put: the folder that MODELMAX_SCREENSHOTS names."""
    named = os.environ.get(PICTURES)
    if not named:
        return None
    Path(named).mkdir(parents=True, exist_ok=True)
    return Path(named).absolute()
