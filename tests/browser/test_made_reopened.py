"""Videos and pictures outlive their kernel: what is read tomorrow is true, and nothing seems to go on."""

import re
from collections.abc import Callable

import nbformat
import pytest

from tests.browser.modelmax import Unmarked
from tests.browser.server import WIDGETS, Server

playwright = pytest.importorskip("playwright.sync_api")
from tests.browser.notebook import Notebook  # noqa: E402 - it needs playwright
from tests.browser.test_reopened import DEAD, REOPENED  # noqa: E402

expect = playwright.expect
CELL = "%%modelmax_video --seconds 2 --no-audio"
CELLS = (
    "%load_ext modelmax_nb",
    f"{CELL}\nA paper boat",
    f"{CELL}\nA paper boat",
    f"{CELL} --save boat.mp4\nA paper boat",
    "%%modelmax_image\nA lighthouse",
)
GOING, UNPAID, SAVED, PICTURE = 1, 2, 3, 4
DATED = re.compile(r"of 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC")


def expect_readable(notebook: Notebook) -> None:
    """See each state with its time and its money, the video and the picture, and no dead button."""
    expect(notebook.outputs(GOING).get_by_text("waiting in the queue")).to_be_visible()
    expect(notebook.outputs(GOING)).to_contain_text("Nothing is charged so far.")
    expect(notebook.outputs(UNPAID)).to_contain_text("Fetching the result bills this task")
    expect(notebook.outputs(SAVED)).to_contain_text("Saved to boat.mp4.")
    for index in (GOING, UNPAID, SAVED):
        expect(notebook.outputs(index).get_by_text(DATED)).to_be_visible()
        for words in DEAD:
            expect(notebook.outputs(index).get_by_text(words)).not_to_be_visible()
        expect(notebook.outputs(index).locator("button:visible")).to_have_count(0)
    picture = notebook.outputs(PICTURE).get_by_role("img", name="A lighthouse")
    expect(picture).to_be_visible()
    assert picture.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") == 256


def save_all(server: Server, modelmax: Unmarked, notebook: Notebook) -> None:
    """Leave one task going, one finished and not paid, one saved; and a picture."""
    notebook.run(0)
    modelmax.put_tasks("COMPLETED")
    notebook.run(UNPAID)
    expect(notebook.outputs(UNPAID)).to_contain_text("finished")
    notebook.run(SAVED)
    expect(notebook.outputs(SAVED).locator("video")).to_be_visible()
    notebook.run(PICTURE)
    modelmax.put_tasks("IN_QUEUE")
    notebook.run(GOING)
    expect(notebook.button(GOING, "Stop looking")).to_be_visible()
    notebook.save()
    (server.root / "boat.mp4").unlink()


def test_restart_then_reopened(
    server: Server,
    modelmax: Unmarked,
    open_notebook: Callable[..., Notebook],
    frontend: str,
    subtests: pytest.Subtests,
) -> None:
    """Whoever restarts the kernel, or gets the file, reads what was the case, and when."""
    server.set(WIDGETS, saveState=True)
    with_state, without = f"made-{frontend}.ipynb", f"made-{frontend}-without-state.ipynb"
    server.write(with_state, *CELLS)
    notebook = open_notebook(with_state)
    save_all(server, modelmax, notebook)
    with subtests.test("restarted"):
        notebook.restart()
        expect_readable(notebook)
    notebook.close()
    server.end_kernels()

    saved = server.read(with_state)
    assert saved.metadata.pop("widgets", None), "state was saved, or half of this proves nothing"
    nbformat.write(saved, server.root / without)
    for trusted, kernel, state in REOPENED:
        with subtests.test("reopened", trusted=trusted, kernel=kernel, state=state):
            server.forget_signatures()
            if trusted:
                server.trust(with_state if state else without)
            later = open_notebook(with_state if state else without, kernel=kernel)
            expect_readable(later)
            expect(later.outputs(SAVED).locator("video")).to_be_visible()
            later.close()
            server.end_kernels()
