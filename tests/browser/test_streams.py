"""Streams in a real JupyterLab and a real Notebook 7: what came stays, whatever ends it."""

import re
from collections.abc import Callable

import pytest

from tests.browser.modelmax import Unmarked
from tests.browser.server import Server

playwright = pytest.importorskip("playwright.sync_api")
from tests.browser.notebook import Notebook  # noqa: E402 - it needs playwright
from tests.browser.test_journeys import ANSWER, LOAD  # noqa: E402

expect = playwright.expect
Open = Callable[..., Notebook]
CELL = "%%modelmax --stream --attempts 1 -o reply"
PROMPT = "\nTell me a story."
INCOMPLETE = "The answer is not complete: it broke off here."
STATE = "print(reply.finish_reason, reply.complete)"


@pytest.mark.parametrize("scenario", ["stream-cut", "stream-end-early", "stream-stall", "stream-bad-json"])
def test_what_came_stays(
    start: Open, server: Server, modelmax: Unmarked, open_notebook: Open, scenario: str
) -> None:
    """Text and card are there after save and reopen, the text marked as incomplete; nothing is sent again."""
    notebook = start(LOAD, f"{CELL} --timeout 2{PROMPT}")
    modelmax.play(scenario)
    shown = notebook.run(1)
    expect(shown).to_contain_text(INCOMPLETE)
    expect(shown).to_contain_text("Not documented. A stream is charged at its end.")
    told = shown.locator(".jp-RenderedMarkdown").inner_text()
    assert told.startswith(ANSWER)
    assert notebook.ask(STATE) == "None False"
    assert modelmax.asked == 1
    notebook.save()
    assert notebook.errors == []
    notebook.close()
    server.end_kernels()
    for trusted in (True, False):
        server.forget_signatures()
        if trusted:
            server.trust(notebook.name)
        later = open_notebook(notebook.name, kernel=False)
        expect(later.outputs(1).locator(".jp-RenderedMarkdown")).to_have_text(
            re.compile(r"\s+".join(map(re.escape, told.split())))
        )
        expect(later.outputs(1)).to_contain_text(INCOMPLETE)
        expect(later.outputs(1).locator("button:visible")).to_have_count(0)
        later.close()


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_the_stop_button(start: Open, modelmax: Unmarked, by: str) -> None:
    """The front end's own button, and its keys, end a stream: the text stays, one line tells it."""
    notebook = start(LOAD, f"{CELL}{PROMPT}")
    modelmax.stream_slowly()
    modelmax.play("slow")
    shown = notebook.press_start(1)
    expect(shown).to_contain_text("Simulated")
    if by == "mouse":
        notebook.interrupt()
    else:
        notebook.press("i")
        notebook.press("i")
    expect(shown).to_contain_text("You stopped the call before it was done.")
    expect(shown).to_contain_text(INCOMPLETE)
    expect(shown).not_to_contain_text("Traceback")
    assert notebook.ask("print(6 * 7)") == "42"
    assert notebook.ask(STATE) == "None False"
    assert modelmax.asked == 1
    assert notebook.errors == []


def test_it_appears_as_it_comes(start: Open, modelmax: Unmarked) -> None:
    """The text grows in one place, and is whole at the end, in the file as on the screen."""
    notebook = start(LOAD, f"{CELL}{PROMPT}")
    modelmax.stream_slowly()
    modelmax.play("slow")
    shown = notebook.start(1)
    expect(shown).to_contain_text("Simulated")
    seen = shown.inner_text()
    expect(shown).not_to_have_text(seen)
    expect(shown.locator(".jp-OutputArea-output")).to_have_count(1)
    notebook.interrupt()
