"""A card outlives its kernel: after a restart, tomorrow, and on a computer that does not trust the file."""

from collections.abc import Callable

import nbformat
import pytest

from tests.browser.modelmax import Unmarked
from tests.browser.server import WIDGETS, Server

playwright = pytest.importorskip("playwright.sync_api")
from tests.browser.notebook import Notebook  # noqa: E402 - it needs playwright

expect = playwright.expect
DEAD = ("Loading widget", "Error displaying widget", "VBox(", "HBox(")
CELLS = (
    "%load_ext modelmax_nb\nimport os\nos.environ['MODELMAX_API_KEY'] = 'sk-sim-empty'",
    "%%modelmax\nSay hello.",
    "os.environ['MODELMAX_API_KEY'] = 'sk-sim-good'",
    "%%modelmax --attempts 1\nSay hello.",
)
UNSOLVED, SOLVED = 1, 3
# Whether the file is trusted, whether there is a kernel, whether widget state was saved.
REOPENED = [(True, True, True), (True, False, False), (False, False, True), (False, True, False)]


def expect_readable(notebook: Notebook) -> None:
    """See both cards as they were, and no trace of controls that do nothing."""
    unsolved, solved = notebook.outputs(UNSOLVED), notebook.outputs(SOLVED)
    expect(unsolved).to_contain_text("The balance of your account is used up")
    expect(unsolved.get_by_text("%modelmax simulator on").first).to_be_visible()
    expect(solved).to_contain_text("Solved")
    expect(solved).to_contain_text("Simulated answer")
    for outputs in (unsolved, solved):
        for words in DEAD:
            expect(outputs.get_by_text(words)).not_to_be_visible()
        expect(outputs.locator("button:visible, select:visible")).to_have_count(0)


def save_both_cards(server: Server, modelmax: Unmarked, notebook: Notebook) -> None:
    """Leave one card unsolved, solve the other one, and save."""
    notebook.run(0)
    notebook.run(UNSOLVED)
    notebook.run(2)
    modelmax.play("502 outage")
    notebook.run(SOLVED)
    notebook.click_fix(SOLVED, "Try again")
    expect(notebook.outputs(SOLVED)).to_contain_text("Solved")
    expect(notebook.button(UNSOLVED, "Use the simulator")).to_be_visible()
    notebook.save()


def test_restart_then_reopened(
    server: Server,
    modelmax: Unmarked,
    open_notebook: Callable[..., Notebook],
    frontend: str,
    subtests: pytest.Subtests,
) -> None:
    """Whoever restarts the kernel, or gets the file, reads what happened and what to type."""
    server.set(WIDGETS, saveState=True)
    with_state, without = f"cards-{frontend}.ipynb", f"cards-{frontend}-without-state.ipynb"
    server.write(with_state, *CELLS)
    notebook = open_notebook(with_state)
    save_both_cards(server, modelmax, notebook)
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
            told = later.outputs(UNSOLVED).get_by_text("The buttons need a running kernel")
            expect(told).to_have_count(0 if trusted else 1)
            later.close()
            server.end_kernels()
