"""What has to work on every kernel: runs in the environment at hand, and in the others by tests.stacks."""

import json
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.harness.kernels import VIEW, Kernel, Result

# Source: measured (JupyterLab asks for subshells where the kernel has them; other front ends never do).
HAS_SUBSHELLS = int(version("ipykernel").split(".")[0]) >= 7
SUBSHELLS = [False, True] if HAS_SUBSHELLS else [False]
WRONG = "%%modelmax -m gemini-3-flash-previw -o {name}\nHello"
DOWN = "%%modelmax --attempts 1 -o {name}\nHello"
REPEAT = "Try again"
# Busy until a file is there, as a student's own long cell is.
BUSY = (
    "import pathlib, time\nprint('busy', flush=True)\nwhile not pathlib.Path('go').exists(): time.sleep(0.01)"
)


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    """One kernel with the extension, for all of these."""
    with Kernel(tmp_path_factory.mktemp("kernel")) as kernel:
        loaded = kernel.run("%load_ext modelmax_nb\nimport modelmax_nb")
        assert loaded.error is None, loaded.error
        yield kernel


@pytest.fixture(autouse=True)
def simulator(live: Kernel) -> None:
    """A fresh simulator that answers at once."""
    live.run("%modelmax simulator on --seed 1 --speed 50")


def solved(result: Result) -> bool:
    """Tell whether the controls are gone: the answer stands in its place."""
    return not result.data(VIEW)


def says(text: str) -> Callable[[Result], bool]:
    """Return a condition: *text* is seen."""
    return lambda result: text in result.text


def strays(result: Result) -> list[str]:
    """List what a front end would show below another cell, or nowhere."""
    parents = {result.request_id}
    kinds = {"stream", "display_data", "error", "execute_result"}
    return [
        json.dumps(message["content"])
        for message in result.messages
        if message["header"]["msg_type"] in kinds and message["parent_header"].get("msg_id") not in parents
    ]


def test_an_answer(live: Kernel) -> None:
    """A cell is answered, and its variable holds the answer."""
    shown = live.run("%%modelmax -o reply\nHello")
    assert shown.error is None
    assert shown.data("text/markdown")
    assert live.run("type(reply).__name__").text == "'Answer'"


def test_a_streamed_answer(live: Kernel) -> None:
    """The stream grows in one output."""
    shown = live.run("%%modelmax --stream\nHello")
    assert len(shown.outputs) == 1
    assert shown.data("text/markdown")


def test_a_card(live: Kernel) -> None:
    """Answer's place, card, controls; the cell fails and its error is short."""
    shown = live.run(WRONG.format(name="fresh"))
    assert [output["output_type"] for output in shown.outputs] == ["display_data"] * 3 + ["error"]
    assert "gemini-3-flash-previw" in shown.html
    view = shown.data(VIEW)[0]
    assert view["model_id"] in shown.widgets()
    assert shown.error is not None
    assert shown.error["ename"] == "ModelMaxError"
    assert len(shown.error["traceback"]) <= 3
    assert shown.reply["status"] == "error"


@pytest.mark.parametrize("subshell", SUBSHELLS)
def test_a_click_is_answered_in_place(live: Kernel, subshell: bool) -> None:
    """The answer stands where the cell had its place for it, and nothing is shown elsewhere."""
    live.run("%modelmax simulator play 502 outage")
    shown = live.run(DOWN.format(name="reply"))
    live.begin_click(shown, REPEAT, subshell=live.make_subshell() if subshell else None)
    live.wait(shown, solved)
    assert "Solved" in shown.text
    assert shown.data("text/markdown")
    assert strays(shown) == []
    assert live.run("reply.model").text == "'gemini-3-flash-preview'"


@pytest.mark.parametrize("subshell", SUBSHELLS)
def test_two_cells_and_a_busy_third(live: Kernel, subshell: bool, tmp_path: Path) -> None:
    """A click on the first card while another cell works changes the first one only."""
    live.run("%modelmax simulator play 502 outage, 502 outage")
    first = live.run(DOWN.format(name="one"))
    second = live.run(DOWN.format(name="two"))
    chosen = live.make_subshell() if subshell else None
    live.run(f"%cd -q {tmp_path}")
    busy = live.begin(BUSY)
    live.wait(busy, says("busy"))
    live.begin_click(first, REPEAT, subshell=chosen)
    (tmp_path / "go").touch()
    live.wait(first, solved)
    shown = [message for message in first.messages if message["parent_header"]["msg_id"] != busy.request_id]
    assert strays(Result(first.request_id, shown)) == []
    assert second.data(VIEW)
    live.begin_click(second, REPEAT, subshell=chosen)
    live.wait(second, solved)
    assert strays(second) == []
    assert live.run("one.model == two.model").text == "True"


def test_an_interrupt_while_waiting(live: Kernel) -> None:
    """The stop button ends the wait with a card and without another request."""
    live.run("%modelmax simulator on --seed 3 --speed 1\n%modelmax simulator play 500 --repeat")
    live.run("%config ModelMaxMagics.deadline = 600")
    session = "modelmax_nb.current_session()"
    live.run(f"policy = {session}.policy; {session}.policy = policy._replace(wait_initial=60.0)")
    shown = live.begin("%%modelmax\nHello")
    live.wait(shown, lambda result: "Attempt 2 of 3" in json.dumps(result.outputs))
    live.interrupt()
    live.finish(shown)
    assert "You stopped" in shown.text
    assert shown.reply["status"] == "error"
    posts = f"sum(row['method'] == 'POST' for row in {session}.simulator.requests())"
    assert live.run(posts).text == "1"
    live.run(f"{session}.policy = policy")


def test_a_key_is_typed_and_wiped(live: Kernel) -> None:
    """The field for a key comes when it is asked for, and has no value when it goes."""
    live.run("import os; os.environ['MODELMAX_API_KEY'] = 'your-key'\n%modelmax simulator off")
    shown = live.run("%%modelmax\nHello")  # found wrong before anything is sent
    live.click(shown, "Enter a key")
    fields = [state for state in shown.widgets().values() if state.get("_model_name") == "PasswordModel"]
    assert [field["value"] for field in fields] == [""]
    assert [field["continuous_update"] for field in fields] == [False]
    live.click(shown, "Cancel")
    assert "Enter a key" in json.dumps(shown.widgets())
    live.run("del os.environ['MODELMAX_API_KEY']")


def test_it_goes_without_a_trace(live: Kernel) -> None:
    """Unloading takes the magics away, loading brings them back."""
    assert live.run("%unload_ext modelmax_nb").error is None
    assert "modelmax" not in live.run("print(get_ipython().magics_manager.magics['cell'].keys())").text
    assert live.run("%load_ext modelmax_nb").error is None
    assert live.run("%%modelmax\nHello").error is None
