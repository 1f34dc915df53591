"""``modelmax-nb lab`` as a stranger runs it, up to the first lesson in the browser."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from tests.browser.server import ENDING, OFFLINE

playwright = pytest.importorskip(
    "playwright.sync_api", reason="the Python package playwright is not installed"
)
from tests.browser.notebook import PATIENCE  # noqa: E402 - it needs playwright


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The address that the command prints."""
    command = [sys.executable, "-m", "modelmax_nb", "lab", "lessons", "--no-open", "--", "--port=0", *OFFLINE]
    running = subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True,
    )  # fmt: skip
    assert running.stdout is not None
    try:
        lines = (re.search(r"http://127\.0\.0\.1:\d+/\S+", line) for line in running.stdout)
        yield next(found[0] for found in lines if found)
    finally:
        running.terminate()
        try:
            running.communicate(timeout=ENDING)
        except subprocess.TimeoutExpired:  # see ENDING
            os.killpg(running.pid, signal.SIGKILL)
            running.communicate()


def test_printed_address_leads_to_the_map_of_the_course(
    address: str, browser: playwright.Browser, tmp_path: Path
) -> None:
    """Whoever opens the address sees which lessons there are, and can run its cell."""
    first = tmp_path / "lessons" / "index.ipynb"
    title = nbformat.read(first, as_version=4).cells[0].source.splitlines()[0].lstrip("# ")
    page = browser.new_page()
    page.goto(address)
    heading = page.locator(".jp-Notebook").get_by_role("heading", name=title)
    playwright.expect(heading).to_be_visible(timeout=PATIENCE)
    record = json.loads((tmp_path / "lessons" / ".modelmax-notebooks.json").read_text())
    assert first.name in record["written"]
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for(timeout=PATIENCE)
    page.close()
