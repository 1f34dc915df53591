"""Whatever a mouse does, the keyboard does; and what changes is told to those who do not see it."""

from collections.abc import Callable

import pytest

from tests.browser.modelmax import Unmarked

playwright = pytest.importorskip("playwright.sync_api")
from tests.browser.looks import announced, listen  # noqa: E402 - they need playwright
from tests.browser.notebook import Notebook  # noqa: E402
from tests.browser.test_journeys import ANSWER, EMPTY, KEY, LOAD, PATIENT, REVOKED  # noqa: E402

expect = playwright.expect
Open = Callable[..., Notebook]


def test_a_preview(start: Open, modelmax: Unmarked) -> None:
    """Enter opens it, Cancel leads back to where it was opened, Send sends; each is announced once."""
    notebook = start(LOAD, "%%modelmax -m gemini-3-flash-previw\nHello.")
    notebook.press_run(1)
    listen(notebook)
    notebook.tab_to("Run with this model")
    notebook.press("Enter")
    expect(notebook.button(1, "Send")).to_be_focused()
    assert [said for said in announced(notebook) if "Sends 1 request" in said] == announced(notebook) != []
    notebook.press("Tab")
    expect(notebook.button(1, "Cancel")).to_be_focused()
    notebook.press("Space")
    expect(notebook.button(1, "Run with this model")).to_be_focused()
    notebook.press("Enter")
    expect(notebook.button(1, "Send")).to_be_focused()
    assert modelmax.asked == 1
    notebook.press("Enter")
    expect(notebook.outputs(1)).to_contain_text(ANSWER)
    expect(notebook.controls(1)).to_have_count(0)
    assert any(said.startswith("Solved") for said in announced(notebook))
    assert modelmax.asked == 2
    notebook.press("Tab")
    assert notebook.focused() == "The first error", "the next stop is in the same cell"


def test_a_key_and_the_simulator(start: Open, modelmax: Unmarked) -> None:
    """The field has the focus at once, Tab and Enter use the key; Enter goes on in the simulator."""
    notebook = start(REVOKED, "%%modelmax\nHello.")
    notebook.press_run(1)
    notebook.tab_to("Enter a key")
    notebook.press("Space")
    expect(notebook.key_field(1)).to_be_focused()
    notebook.page.keyboard.type(KEY)
    notebook.press("Tab")
    expect(notebook.button(1, "Use key")).to_be_focused()
    notebook.press("Enter")
    expect(notebook.outputs(1)).to_contain_text(ANSWER)
    assert modelmax.asked == 2
    notebook.ask(f"%modelmax key clear{EMPTY.removeprefix(LOAD)}")
    notebook.press_run(1)
    expect(notebook.outputs(1)).to_contain_text("insufficient-balance")
    notebook.tab_to("Use the simulator")
    notebook.press("Enter")
    expect(notebook.outputs(1)).to_contain_text(ANSWER)
    assert modelmax.asked == 3, "the simulator answered the click"


def test_another_model(start: Open, modelmax: Unmarked) -> None:
    """A model is chosen from the open list; closed, the front end takes the arrow keys for itself."""
    notebook = start(LOAD, "%modelmax models", "%%modelmax --attempts 1 -o reply\nHello.")
    modelmax.play("502 outage")
    notebook.press_run(2)
    notebook.tab_to("Model")
    for key in ("Space", "ArrowDown", "Enter", "Tab"):
        notebook.press(key)
    expect(notebook.button(2, "Run with this model")).to_be_focused()
    notebook.press("Enter")
    expect(notebook.button(2, "Send")).to_be_focused()
    notebook.press("Enter")
    expect(notebook.outputs(2)).to_contain_text(ANSWER)
    assert notebook.ask("print(reply.model)") == "sim-qwen"


def test_failed_again(start: Open, modelmax: Unmarked) -> None:
    """The outcome is announced once, and the next stop is the button that was pressed."""
    notebook = start(LOAD, "%%modelmax --attempts 1\nHello.")
    modelmax.play("502 outage", "502 outage")
    notebook.press_run(1)
    listen(notebook)
    notebook.tab_to("Try again")
    notebook.press("Enter")
    expect(notebook.outputs(1).get_by_role("alert")).to_contain_text("Tried again")
    expect(notebook.button(1, "Try again")).to_be_enabled()
    assert [said for said in announced(notebook) if said.startswith("Tried again")] == announced(notebook)
    assert len(announced(notebook)) == 1
    if notebook.focused() != "Try again":
        notebook.press("Tab")
    assert notebook.focused() == "Try again"


def test_waiting(start: Open, modelmax: Unmarked) -> None:
    """A wait is announced once, not each second; the stop keys of the front end end it."""
    notebook = start(PATIENT, "%%modelmax\nHello.")
    modelmax.play("500", repeat=True)
    listen(notebook)
    card = notebook.press_start(1)
    expect(card).to_contain_text("Attempt 2 of 3")
    shown = {card.inner_text()}
    while len(shown) < 3:
        before = card.inner_text()
        shown.add(before)
        expect(card).not_to_have_text(before)
    assert len(announced(notebook)) <= 1
    notebook.press("i")
    notebook.press("i")
    expect(card).to_contain_text("You stopped")
    assert modelmax.asked == 1
