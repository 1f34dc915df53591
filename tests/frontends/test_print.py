"""The exported page in Chromium without a network: on the screen and on paper."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import samples
from nbconvert.exporters import HTMLExporter

from tests.browser.server import find_chromium
from tests.frontends.reading import flat, missing_from, to_be_read
from tests.frontends.test_sanitized import as_on_github
from tests.frontends.test_stored import GONE, stored

playwright = pytest.importorskip(
    "playwright.sync_api", reason="the Python package playwright is not installed"
)


@pytest.fixture
def page(tmp_path: Path) -> Iterator["playwright.Page"]:
    """A page of a browser that reaches nothing."""
    executable = find_chromium()
    if executable is None:
        pytest.skip("no Chromium here; MODELMAX_CHROMIUM can name one")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield browser.new_context(offline=True, viewport={"width": 900, "height": 900}).new_page()
        browser.close()


def shown(page: "playwright.Page", html: str, folder: Path) -> str:
    """Open *html* and return what a reader sees of it."""
    path = folder / "page.html"
    path.write_text(html, encoding="utf-8")
    page.goto(path.as_uri(), wait_until="domcontentloaded")
    return flat(page.locator("body").inner_text())


def test_export_is_read_offline_and_printed_whole(page: "playwright.Page", tmp_path: Path) -> None:
    """The first layer is seen; on paper what was folded is there as well, and nothing is cut at the side."""
    for theme in ("light", "dark"):
        html = HTMLExporter(theme=theme).from_notebook_node(stored(live=True))[0]
        text = shown(page, html, tmp_path)
        assert missing_from(text, to_be_read(samples.outage())) == []
        assert GONE in text
    folded = page.locator(".mmx details pre")
    assert not folded.is_visible()
    page.emulate_media(media="print")
    assert folded.is_visible()
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width == 0


def test_export_with_state_keeps_the_card_offline(page: "playwright.Page", tmp_path: Path) -> None:
    """Where the widgets' scripts cannot be fetched the card stands all the same, without a dead line."""
    html = HTMLExporter().from_notebook_node(stored(live=True, state=True))[0]
    text = shown(page, html, tmp_path)
    assert missing_from(text, to_be_read(samples.outage())) == []
    assert "Error" not in text.replace("ModelMaxError", "")


@pytest.mark.parametrize("width", [400, 900])
def test_sanitized_card_is_no_wider_than_its_page(
    page: "playwright.Page", tmp_path: Path, width: int
) -> None:
    """Without any style of ours the card is read top to bottom, on a narrow page too."""
    page.set_viewport_size({"width": width, "height": 900})
    html = as_on_github(stored(live=True).cells[0].outputs[1].data["text/html"])
    text = shown(page, f"<!doctype html><meta charset=utf-8>{html}", tmp_path)
    assert missing_from(text, to_be_read(samples.outage())) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
