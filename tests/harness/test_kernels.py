"""The kernel that other tests use shows what a front end shows."""

import signal
from collections.abc import Iterator

import pytest

from tests.harness.kernels import NO_WAITS, Kernel


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    """One kernel for all of these."""
    with Kernel(tmp_path_factory.mktemp("kernel")) as kernel:
        yield kernel


def test_text_html_and_streams(kernel: Kernel) -> None:
    """Displays and streams are kept in order; pieces of one stream are joined."""
    result = kernel.run('print(1); print(2); display({"text/html": "<b>3</b>", "text/plain": "3"}, raw=True)')
    assert result.text == "1\n2\n\n3"
    assert result.html == "<b>3</b>"
    assert result.error is None
    assert result.reply["status"] == "ok"


def test_error(kernel: Kernel) -> None:
    """An error is kept with its lines."""
    result = kernel.run("1 / 0")
    assert result.error is not None
    assert result.error["ename"] == "ZeroDivisionError"
    assert result.reply["status"] == "error"


@pytest.mark.parametrize("attended", [True, False])
def test_attended(kernel: Kernel, attended: bool) -> None:
    """Whether a person is there is what the kernel sees as ``allow_stdin``."""
    code = 'print(get_ipython().kernel.get_parent()["content"]["allow_stdin"])'
    assert kernel.run(code, attended=attended).text == f"{attended}\n"


def test_question_is_answered(kernel: Kernel) -> None:
    """A person's answer goes where it was asked for."""
    assert kernel.run('print(input("Name? "))', answers=["Ada"]).text == "Ada\n"


def test_click_changes_what_is_shown(kernel: Kernel) -> None:
    """A click runs the callback, and its updates belong to what was clicked."""
    shown = kernel.run(
        "import ipywidgets, threading\n"
        'slot = display({"text/plain": "before"}, raw=True, display_id=True)\n'
        "def change(): slot.update({'text/plain': 'after'}, raw=True)\n"
        "def later(_): threading.Thread(target=change).start()\n"
        'button = ipywidgets.Button(description="Go"); button.on_click(later)\n'
        "display(button)"
    )
    kernel.click(shown, "Go")
    kernel.wait(shown, lambda now: "after" in now.text)
    assert "before" not in shown.text
    with pytest.raises(LookupError, match="no button 'Stop'"):
        shown.button("Stop")


def test_interrupt(kernel: Kernel) -> None:
    """The stop button ends a cell that waits."""
    running = kernel.begin("import time\nprint('waiting', flush=True)\ntime.sleep(600)")
    kernel.wait(running, lambda now: "waiting" in now.text)
    kernel.interrupt()
    error = kernel.finish(running).error
    assert error is not None
    assert error["ename"] == "KeyboardInterrupt"


def test_a_kernel_that_does_not_answer_is_described(kernel: Kernel) -> None:
    """The error says which request the kernel is at, and where; the kernel then goes on."""
    running = kernel.begin("import time\ndef nap(): time.sleep(600)\nprint('waiting', flush=True)\nnap()")
    kernel.wait(running, lambda now: "waiting" in now.text)
    with pytest.raises(TimeoutError) as caught:
        kernel.finish(running, timeout=0.1)
    assert f"busy for execute_request {running.request_id}" in str(caught.value)
    if hasattr(signal, "SIGUSR1"):
        assert " in nap\n" in str(caught.value)
        assert " in do_execute\n" in str(caught.value)
    kernel.interrupt()
    assert kernel.finish(running).reply["ename"] == "KeyboardInterrupt"


def test_without_waits_other_threads_still_sleep(kernel: Kernel) -> None:
    """A cell's sleep returns at once; that of any other thread is the real one, so that none runs hot."""
    kernel.run(
        "import threading, time\nreal, slept = time.sleep, []\n"
        "def sleep(seconds):\n"
        "    slept.append((threading.current_thread().name, seconds))\n"
        "    real(seconds)\n"
        "time.sleep = sleep"
    )
    kernel.run(NO_WAITS)
    kernel.run("time.sleep(600)\nother = threading.Thread(target=time.sleep, args=(0.001,), name='other')")
    kernel.run("other.start(); other.join(); time.sleep = real")
    assert kernel.run("[seconds for name, seconds in slept if name == 'other']").text == "[0.001]"
    assert kernel.run("600 in [seconds for _name, seconds in slept]").text == "False"
