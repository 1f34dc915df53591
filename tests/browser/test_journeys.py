"""The main jobs in a real JupyterLab and a real Notebook 7: ask, see why it failed, mend it, go on."""

from collections.abc import Callable

import pytest

from tests.browser.modelmax import Unmarked
from tests.browser.server import WIDGETS, Server

playwright = pytest.importorskip("playwright.sync_api")
from tests.browser.notebook import Notebook  # noqa: E402 - it needs playwright

expect = playwright.expect
ANSWER = "Simulated answer"
LOAD = "%load_ext modelmax_nb"
REVOKED = f"{LOAD}\nimport os\nos.environ['MODELMAX_API_KEY'] = 'sk-sim-revoked'"
EMPTY = f"{LOAD}\nimport os\nos.environ['MODELMAX_API_KEY'] = 'sk-sim-empty'"
PATIENT = (
    f"{LOAD}\nimport modelmax_nb\nsession = modelmax_nb.current_session()\n"
    "session.policy = session.policy._replace(wait_initial=600.0, wait_max=600.0, deadline=3600.0)"
)
KEY = "sk-sim-good-3f9b27c1d08e"
VIEW = "application/vnd.jupyter.widget-view+json"

Open = Callable[..., Notebook]


def test_wrong_model(start: Open, server: Server, modelmax: Unmarked) -> None:
    """The model that was meant answers in place; the file keeps the answer and no widget."""
    notebook = start(LOAD, "%%modelmax -m gemini-3-flash-previw -o first\nWhat is a token?")
    card = notebook.run(1)
    expect(card).to_contain_text("There is no model called gemini-3-flash-previw")
    notebook.click_fix(1, "Run with this model")
    assert modelmax.asked == 1, "the preview sends nothing"
    notebook.confirm(1)
    expect(card).to_contain_text(ANSWER)
    expect(notebook.controls(1)).to_have_count(0)
    assert modelmax.asked == 2
    assert notebook.ask("print(first.model)") == "gemini-3-flash-preview"
    notebook.save()
    saved = server.read(notebook.name)
    assert "widgets" not in saved.metadata
    assert not [output for cell in saved.cells for output in cell.outputs if VIEW in output.get("data", {})]
    assert notebook.errors == []


def test_wrong_key(start: Open, server: Server, modelmax: Unmarked) -> None:
    """The key that was typed answers, and stands nowhere on disk, even where widget state is saved."""
    server.set(WIDGETS, saveState=True)
    notebook = start(REVOKED, "%%modelmax\nSay hello.")
    card = notebook.run(1)
    expect(card).to_contain_text("ModelMax did not accept the key")
    notebook.click_fix(1, "Enter a key")
    notebook.key_field(1).press_sequentially(KEY)
    notebook.save()  # the worst moment: typed, not used
    assert "widgets" in server.read(notebook.name).metadata, "state is saved, or this proves nothing"
    notebook.click_fix(1, "Use key")
    expect(card).to_contain_text(ANSWER)
    assert modelmax.asked == 2
    assert KEY[-4:] in notebook.ask("%modelmax status"), "it is the one in use"
    notebook.save()
    assert notebook.errors == []
    notebook.close()
    server.end_kernels()
    assert server.files_with("Say hello.") != []
    assert server.files_with(KEY) == []


def test_no_balance(start: Open, modelmax: Unmarked) -> None:
    """Where the balance is used up, the simulator goes on, and what it says is marked as its own."""
    notebook = start(EMPTY, "%%modelmax\nSay hello.")
    card = notebook.run(1)
    expect(card).to_contain_text("insufficient-balance")
    notebook.click_fix(1, "Use the simulator")
    expect(card).to_contain_text("The simulator, as")
    expect(card).to_contain_text(ANSWER)
    assert modelmax.asked == 1, "the account was not asked again"
    assert notebook.errors == []


def test_provider_down(start: Open, modelmax: Unmarked) -> None:
    """Where a provider is down, another one's model answers."""
    notebook = start(LOAD, "%modelmax models", "%%modelmax --attempts 1 -o reply\nSay hello.")
    modelmax.play("502 outage")
    card = notebook.run(2)
    expect(card).to_contain_text("502")
    notebook.click_fix(2, "Run with this model")
    notebook.confirm(2)
    expect(card).to_contain_text(ANSWER)
    assert modelmax.asked == 2
    assert notebook.ask("print(reply.model)") == "deepseek-v3.2"
    assert notebook.errors == []


def test_interrupt_while_waiting(start: Open, modelmax: Unmarked) -> None:
    """The stop button ends a long wait with a card, and nothing more is sent."""
    notebook = start(PATIENT, "%%modelmax\nSay hello.")
    modelmax.play("500", repeat=True)
    card = notebook.start(1)
    expect(card).to_contain_text("Attempt 2 of 3")
    notebook.interrupt()
    expect(card).to_contain_text("You stopped")
    expect(card).not_to_contain_text("Attempt 2 of 3")
    assert modelmax.asked == 1
    assert notebook.errors == []


def test_double_click(start: Open, modelmax: Unmarked) -> None:
    """Two clicks on "Try again" send one request; two on what opens a preview send none."""
    notebook = start(LOAD, "%modelmax models", "%%modelmax --attempts 1\nSay hello.")
    modelmax.play("502 outage", "502 outage", "slow")
    card = notebook.run(2)
    notebook.button(2, "Try again").dblclick()
    expect(card).to_contain_text("Tried again")
    assert modelmax.asked == 2
    notebook.button(2, "Run with this model").dblclick()
    expect(notebook.button(2, "Send")).to_be_enabled()
    assert modelmax.asked == 2
    notebook.button(2, "Send").dblclick()
    expect(card).to_contain_text(ANSWER)
    assert modelmax.asked == 3
    assert notebook.errors == []


def test_browser_reload(start: Open, modelmax: Unmarked) -> None:
    """After a reload, with the kernel alive, a click still ends in an answer that can be seen."""
    notebook = start(LOAD, "%%modelmax -m gemini-3-flash-previw\nWhat is a token?")
    card = notebook.run(1)
    expect(notebook.button(1, "Run with this model")).to_be_visible()
    notebook.save()
    notebook.reload()
    notebook.click_fix(1, "Run with this model")
    notebook.confirm(1)
    expect(card).to_contain_text(ANSWER)
    assert modelmax.asked == 2
