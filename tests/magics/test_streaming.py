"""A streamed answer: where it is the usual one, in a terminal, broken off, and stopped."""

from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from tests.harness.kernels import Kernel
from tests.harness.terminal import CODES, terminal


@pytest.fixture
def quick(kernel: Kernel) -> Kernel:
    """A kernel that asks the simulator, twenty times faster than life."""
    assert (
        kernel.run("import modelmax_nb\n%load_ext modelmax_nb\n%modelmax simulator on --speed 20").error
        is None
    )
    return kernel


@pytest.mark.parametrize(("scenario", "incomplete"), [("ok", False), ("stream-cut", True)])
def test_the_answer_is_printed_once(shell: InteractiveShell, scenario: str, *, incomplete: bool) -> None:
    """With who answers above it, and what is missing below it; without a control code."""
    shell.run_line_magic("load_ext", "modelmax_nb")
    shell.run_cell(f"%modelmax simulator on --seed 1\n%modelmax simulator play {scenario}", silent=True)
    with capture_output() as captured:
        result = shell.run_cell("%%modelmax --stream -o reply\nTell me a story")
    assert result.success is not incomplete
    reply = str(shell.user_ns["reply"])
    assert captured.stdout.count(reply.strip()) == 1
    assert captured.stdout.startswith("[The simulator, as ")
    assert ("it broke off here" in captured.stdout) is incomplete
    assert not any(reply in output.data.get("text/plain", "") for output in captured.outputs)
    assert "\x1b" not in captured.stdout.split(reply.strip())[0]


def test_at_a_real_terminal(tmp_path: Path) -> None:
    """The same at a terminal of 80 columns."""
    with terminal("IPython", tmp_path) as ipython:
        ipython.type("%load_ext modelmax_nb")
        ipython.type("%modelmax simulator on --seed 1 --speed 1000")
        shown = CODES.sub("", ipython.ask("Tell me a story", "--stream -o reply"))
        assert shown.count("The simulator, as ") == 1
        ending = CODES.sub("", ipython.type("print('END', reply[-30:].strip())"))
        assert shown.count(ending.rsplit("END", 1)[1].split("\n")[0].strip()[:20]) == 1


def test_stopping_a_stream_leaves_its_text_and_one_line(kernel: Kernel) -> None:
    """The reader knows why it ended: no card, no traceback, and the variable says that it is not whole."""
    kernel.run("%load_ext modelmax_nb\n%modelmax simulator on --seed 1 --speed 0.02")
    running = kernel.begin("%%modelmax --stream -o reply\nTell me a story")
    kernel.wait(running, lambda now: bool(now.data("text/markdown")))
    kernel.interrupt()
    stopped = kernel.finish(running)
    assert stopped.error is not None
    assert len(stopped.error["traceback"]) == 1
    assert "not documented" in stopped.error["traceback"][0]
    assert stopped.html == ""
    assert "it broke off here" in stopped.text
    assert "incomplete" in kernel.run("reply").text
    assert kernel.run("print(reply.finish_reason)").text.strip() == "None"
    assert "interrupted" in kernel.run("%modelmax why").text


STREAMED = "print(modelmax_nb.current_session().last.call.request.stream)"


@pytest.mark.parametrize(
    ("setting", "option", "attended", "streamed"),
    [
        ("None", "", True, True),
        ("None", "", False, False),
        ("None", "--no-stream", True, False),
        ("None", "--stream", False, True),
        ("False", "", True, False),
        ("False", "--stream", True, True),
        ("True", "", False, True),
    ],
)
def test_an_answer_comes_in_pieces_where_somebody_watches(
    quick: Kernel, setting: str, option: str, *, attended: bool, streamed: bool
) -> None:
    """Unless the setting or the line says otherwise; either way the usage is known and one output stored."""
    quick.run(f"%config ModelMaxMagics.stream = {setting}")
    shown = quick.run(f"%%modelmax {option} -o reply\nTell me a story", attended=attended)
    assert shown.error is None
    assert quick.run(STREAMED).text.strip() == str(streamed)
    assert quick.run("print(reply.complete, reply.usage.total_tokens > 0)").text.strip() == "True True"
    assert len(shown.outputs) == 1


def test_without_a_watcher_an_answer_is_whole_and_repeated_by_itself(quick: Kernel) -> None:
    """Under nbclient there is nobody to ask whether a broken stream is to be sent again."""
    quick.run("%modelmax simulator play 502-outage")
    shown = quick.run("%%modelmax\nHello", attended=False)
    assert shown.error is None
    assert len(shown.data("text/markdown")) == 1


def test_a_stream_that_broke_is_never_repeated_unasked(quick: Kernel) -> None:
    """One request, until somebody says so; a click asks first, a typed command has said so."""
    posts = "print([e['method'] for e in modelmax_nb.current_session().simulator.requests()].count('POST'))"
    quick.run("modelmax_nb.current_session().simulator.reset()\n%modelmax simulator play stream-cut")
    shown = quick.run("%%modelmax\nHello")
    assert shown.error is not None
    assert "charged twice" in shown.text
    assert quick.run(posts).text.strip() == "1"
    quick.click(shown, "Try again")
    assert quick.run(posts).text.strip() == "1"
    assert quick.run("%modelmax retry").error is None
    assert quick.run(posts).text.strip() == "2"
