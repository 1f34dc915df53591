"""A streamed answer in a terminal: it appears once, as it comes."""

from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from tests.harness.kernels import Kernel
from tests.harness.terminal import CODES, terminal


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
