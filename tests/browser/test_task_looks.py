"""Every state of a task, a picture and a broken stream can be read and used, in every theme and width."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.modelmax import Unmarked
from tests.browser.server import Server

playwright = pytest.importorskip("playwright.sync_api")
from tests.browser.looks import ENOUGH, coloured, complaints, contrasts, too_wide  # noqa: E402
from tests.browser.notebook import DARK, HIGH_CONTRAST, LAB, LIGHT, NOTEBOOK, Notebook  # noqa: E402
from tests.browser.task_gallery import CELLS, INDEX, STATES, show_all  # noqa: E402
from tests.browser.test_looks import TALL  # noqa: E402

SEEN_ALONE = {"pictures", "list"}  # no text of ours, or plain text of the front end


@pytest.fixture(scope="module", params=[LAB, NOTEBOOK])
def gallery(
    request: pytest.FixtureRequest,
    server: Server,
    context: playwright.BrowserContext,
    _modelmax: Unmarked,
) -> Iterator[Notebook]:
    """The notebook of `task_gallery`, run and clicked, with all open that can be opened."""
    _modelmax.release()
    _modelmax.reset()
    name = f"task-looks-{request.param}.ipynb"
    server.write(name, *CELLS.values())
    notebook = Notebook(server, context, request.param, name)
    show_all(notebook, _modelmax)
    yield notebook
    notebook.close()
    server.end_kernels()
    for path in server.root.glob("*.mp4"):
        path.unlink()


@pytest.mark.parametrize("theme", [LIGHT, DARK, HIGH_CONTRAST])
def test_contrast(gallery: Notebook, theme: str, album: Path | None) -> None:
    """Each word stands out from what lies behind it by 4.5:1 at least."""
    gallery.set_theme(theme)
    measured = {state: contrasts(gallery, INDEX[state]) for state in STATES}
    assert {state for state, found in measured.items() if not found} <= SEEN_ALONE
    weak = {state: [part for part in found if part["ratio"] < ENOUGH] for state, found in measured.items()}
    assert {state: found for state, found in weak.items() if found} == {}
    if album:
        for state in STATES:
            gallery.picture(INDEX[state], album / f"{state} {theme} {gallery.frontend}.png".replace(" ", "-"))


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_axe_finds_nothing(gallery: Notebook, theme: str, axe: str) -> None:
    """No rule of WCAG 2.2 AA nor of good practice is broken; pictures have words, videos have names."""
    gallery.set_theme(theme)
    gallery.resize(1100, TALL)
    found, measured = complaints(gallery, [INDEX[state] for state in STATES], axe)
    assert found == []
    assert measured > 150


def test_nothing_is_said_by_colour_alone(gallery: Notebook) -> None:
    """No word is coloured; only links are, and those are underlined."""
    gallery.set_theme(LIGHT)
    assert {state: found for state in STATES if (found := coloured(gallery, INDEX[state]))} == {}


@pytest.mark.parametrize("width", [400, 1600])
def test_width(gallery: Notebook, width: int, album: Path | None) -> None:
    """On a phone and on a wide screen nothing sticks out and nothing scrolls sideways."""
    gallery.set_theme(LIGHT)
    gallery.resize(width, TALL)
    if album:
        for state in STATES:
            gallery.picture(INDEX[state], album / f"{state} {width} {gallery.frontend}.png".replace(" ", "-"))
    assert {state: found for state in STATES if (found := too_wide(gallery, INDEX[state]))} == {}
