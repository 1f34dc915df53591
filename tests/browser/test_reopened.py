"""What a cell showed outlives its kernel: after a restart, tomorrow, and where nobody trusts the file."""

import re
from collections.abc import Callable
from typing import NamedTuple

import nbformat
import pytest

from tests.browser.modelmax import Unmarked
from tests.browser.server import WIDGETS, Server

playwright = pytest.importorskip("playwright.sync_api")
from tests.browser.notebook import Notebook  # noqa: E402 - it needs playwright

expect = playwright.expect
# Whether the file is trusted, whether there is a kernel, whether widget state was saved.
REOPENED = [(True, True, True), (True, False, False), (False, False, True), (False, True, False)]


class Story(NamedTuple):
    """A notebook that is run, saved and read again.

    Attributes:
        cells: Their sources.
        happen: Runs them, until every one shows what shall be kept.
        shown: The cells that show something of ours.
        is_readable: Sees that all of it can be read.
        is_whole: Sees, in a reopened file, what needs no kernel; told whether the file is trusted.
    """

    cells: tuple[str, ...]
    happen: Callable[[Server, Unmarked, Notebook], None]
    shown: tuple[int, ...]
    is_readable: Callable[[Notebook], None]
    is_whole: Callable[[Notebook, bool], None]


# -- two cards: one unsolved, one solved by a click -----------------------------------------------------

UNSOLVED, SOLVED = 1, 3
CARDS = (
    "%load_ext modelmax_nb\nimport os\nos.environ['MODELMAX_API_KEY'] = 'sk-sim-empty'",
    "%%modelmax\nSay hello.",
    "os.environ['MODELMAX_API_KEY'] = 'sk-sim-good'",
    "%%modelmax --attempts 1\nSay hello.",
)


def show_cards(_server: Server, modelmax: Unmarked, notebook: Notebook) -> None:
    """Leave one card unsolved, and solve the other one."""
    notebook.run(0)
    notebook.run(UNSOLVED)
    notebook.run(2)
    modelmax.play("502 outage")
    notebook.run(SOLVED)
    notebook.click_fix(SOLVED, "Try again")
    expect(notebook.outputs(SOLVED)).to_contain_text("Solved")
    expect(notebook.button(UNSOLVED, "Use the simulator")).to_be_visible()


def cards_are_readable(notebook: Notebook) -> None:
    """See both cards as they were."""
    unsolved, solved = notebook.outputs(UNSOLVED), notebook.outputs(SOLVED)
    expect(unsolved).to_contain_text("The balance of your account is used up")
    expect(unsolved.get_by_text("%modelmax simulator on").first).to_be_visible()
    expect(solved).to_contain_text("Solved")
    expect(solved).to_contain_text("Simulated answer")


def cards_are_whole(notebook: Notebook, trusted: bool) -> None:
    """Where the controls cannot be shown, a line stands in their place."""
    told = notebook.outputs(UNSOLVED).get_by_text("The buttons need a running kernel")
    expect(told).to_have_count(0 if trusted else 1)


# -- three videos and a picture ---------------------------------------------------------------------------

GOING, UNPAID, SAVED, PICTURE = 1, 2, 3, 4
VIDEO = "%%modelmax_video --seconds 2 --no-audio"
MADE = (
    "%load_ext modelmax_nb",
    f"{VIDEO}\nA paper boat",
    f"{VIDEO}\nA paper boat",
    f"{VIDEO} --save boat.mp4\nA paper boat",
    "%%modelmax_image\nA lighthouse",
)
DATED = re.compile(r"of 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC")


def show_made(server: Server, modelmax: Unmarked, notebook: Notebook) -> None:
    """Leave one task going, one finished and not paid, one saved; and a picture."""
    (server.root / "boat.mp4").unlink(missing_ok=True)  # of another test in the same folder
    notebook.run(0)
    modelmax.put_tasks("COMPLETED")
    notebook.run(UNPAID)
    expect(notebook.outputs(UNPAID)).to_contain_text("finished")
    expect(notebook.button(UNPAID, "Fetch and save (billed)")).to_be_enabled()
    notebook.run(SAVED)
    expect(notebook.outputs(SAVED)).to_contain_text("Saved to boat.mp4.")
    expect(notebook.outputs(SAVED).locator("video")).to_be_visible()
    expect(notebook.controls(SAVED)).to_have_count(0)
    notebook.run(PICTURE)
    modelmax.put_tasks("IN_QUEUE")
    notebook.run(GOING)
    expect(notebook.outputs(GOING)).to_contain_text("waiting in the queue")
    expect(notebook.button(GOING, "Stop looking")).to_be_enabled()
    (server.root / "boat.mp4").unlink()


def made_is_readable(notebook: Notebook) -> None:
    """See each state with its time and its money, and the picture."""
    expect(notebook.outputs(GOING).get_by_text("waiting in the queue")).to_be_visible()
    expect(notebook.outputs(GOING)).to_contain_text("Nothing is charged so far.")
    expect(notebook.outputs(UNPAID)).to_contain_text("Fetching the result bills this task")
    expect(notebook.outputs(SAVED)).to_contain_text("Saved to boat.mp4.")
    for index in (GOING, UNPAID, SAVED):
        expect(notebook.outputs(index).get_by_text(DATED)).to_be_visible()
    picture = notebook.outputs(PICTURE).get_by_role("img", name="A lighthouse")
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("naturalWidth", 256)


def made_is_whole(notebook: Notebook, _trusted: bool) -> None:
    """The video is in the notebook itself."""
    expect(notebook.outputs(SAVED).locator("video")).to_be_visible()


# ---------------------------------------------------------------------------------------------------------

STORIES = {
    "cards": Story(CARDS, show_cards, (UNSOLVED, SOLVED), cards_are_readable, cards_are_whole),
    "made": Story(MADE, show_made, (GOING, UNPAID, SAVED), made_is_readable, made_is_whole),
}
DEAD = ("Loading widget", "Error displaying widget", "VBox(", "HBox(")


def expect_readable(story: Story, notebook: Notebook) -> None:
    """See all of it, and no trace of controls that do nothing."""
    story.is_readable(notebook)
    for index in story.shown:
        for words in DEAD:
            expect(notebook.outputs(index).get_by_text(words)).not_to_be_visible()
        expect(notebook.outputs(index).locator("button:visible, select:visible")).to_have_count(0)


@pytest.mark.timeout(900)  # seconds; five pages are loaded, one after the other
@pytest.mark.parametrize("name", STORIES)
def test_restart_then_reopened(
    server: Server,
    modelmax: Unmarked,
    open_notebook: Callable[..., Notebook],
    *,
    frontend: str,
    subtests: pytest.Subtests,
    name: str,
) -> None:
    """Whoever restarts the kernel, or gets the file, reads what was the case, and what to type."""
    story = STORIES[name]
    server.set(WIDGETS, saveState=True)
    with_state, without = f"{name}-{frontend}.ipynb", f"{name}-{frontend}-without-state.ipynb"
    server.write(with_state, *story.cells)
    notebook = open_notebook(with_state)
    story.happen(server, modelmax, notebook)
    notebook.save()
    with subtests.test("restarted"):
        notebook.restart()
        expect_readable(story, notebook)
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
            expect_readable(story, later)
            story.is_whole(later, trusted)
            later.close()
            server.end_kernels()
