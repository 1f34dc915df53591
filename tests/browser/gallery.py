"""A notebook in which every state of a card can be seen at once, each in a cell of its own."""

from playwright.sync_api import expect

from tests.browser.modelmax import Unmarked
from tests.browser.notebook import SEND, Notebook

SET_UP = """\
%load_ext modelmax_nb
import os, modelmax_nb
session = modelmax_nb.current_session()
session.policy = session.policy._replace(wait_initial=0.05)
%modelmax models"""
REFUSED = "os.environ['MODELMAX_API_KEY'] = 'sk-sim-revoked'"
PATIENT = """\
os.environ['MODELMAX_API_KEY'] = 'sk-sim-good'
session.policy = session.policy._replace(wait_initial=600.0, wait_max=600.0, deadline=3600.0)
session.budget = type(session.budget)()"""
ASK = "%%modelmax\nSay hello."
ASK_ONCE = "%%modelmax --attempts 1\nSay hello."
CELLS = {
    "set up": SET_UP,
    "first failure": ASK,
    "preview": "%%modelmax -m gemini-3-flash-previw\nSay hello.",
    "busy": ASK_ONCE,
    "failed again": ASK_ONCE,
    "solved": ASK_ONCE,
    "answer": ASK,
    "cut answer": "%%modelmax --max-tokens 3\nSay hello.",
    "help": "%modelmax help",
    "status": "%modelmax status",
    "models": "%modelmax models",
    "refused": REFUSED,
    "key entry": ASK,
    "why": "%modelmax why",
    "patient": PATIENT,
    "waiting": ASK,
}
INDEX = {state: index for index, state in enumerate(CELLS)}
STATES = [state for state in CELLS if state not in {"refused", "patient"}]
OPEN = "() => document.querySelectorAll('.mmx details').forEach(part => part.open = true)"
OUTAGE = ("502 outage", "502 throttle", "502 outage")


def show_all(notebook: Notebook, modelmax: Unmarked) -> None:
    """Run *notebook*, whose cells are CELLS, and bring every cell into its state."""
    for state, index in INDEX.items():
        modelmax.play(*(OUTAGE if state in {"first failure", "busy", "failed again", "solved"} else ()))
        if state != "waiting":
            notebook.run(index)
        if state in _STEPS:
            modelmax.play(*(("402",) if state == "failed again" else ()))
            _click(notebook, state)
    modelmax.hold()
    notebook.click_fix(INDEX["busy"], "Try again")
    expect(notebook.button(INDEX["busy"], "Try again")).to_be_disabled()
    modelmax.hold_no_more()
    modelmax.play("500", repeat=True)
    notebook.start(INDEX["waiting"])
    expect(notebook.outputs(INDEX["waiting"])).to_contain_text("Attempt 2 of 3")
    notebook.page.evaluate(OPEN)


_STEPS = {
    "preview": ("Run with this model", SEND),
    "failed again": ("Try again", "Tried again"),
    "solved": ("Try again", "Solved"),
    "key entry": ("Enter a key", "Use key"),
}


def _click(notebook: Notebook, state: str) -> None:
    """Press the button that leads to *state*, and wait for it."""
    name, sign = _STEPS[state]
    notebook.click_fix(INDEX[state], name)
    expect(notebook.outputs(INDEX[state])).to_contain_text(sign)
    if sign == SEND:
        expect(notebook.button(INDEX[state], SEND)).to_be_enabled()
