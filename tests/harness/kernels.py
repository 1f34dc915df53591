"""A real Jupyter kernel for tests, seen as a front end sees it."""

import json
import os
import signal
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import zmq
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager

from tests.harness.frontend import Message, Output, outputs_of

TIMEOUT = 60.0  # seconds; far more than any cell of a test takes
VIEW = "application/vnd.jupyter.widget-view+json"
# After this, no cell waits in time.sleep. Every other thread of the kernel still does: one of ipykernel's
# looks each second whether its parent lives. If that one never rests, it takes the interpreter for 5 ms
# (Python's switch interval) whenever a cell lets go of it, and IPython asks the system 16,000 times for its
# first traceback. Source: measured (with slow system calls: 98 s beside such a thread, 1 s without).
NO_WAITS = """
import threading, time
def _at_once(seconds, sleep=time.sleep, cells=threading.current_thread()):
    if threading.current_thread() is not cells:
        sleep(seconds)
time.sleep = _at_once
"""

# What a test left behind in a kernel that the next one uses too: the extension, the session, all variables.
RENEW = """
import os, sys
if 'modelmax_nb' in get_ipython().extension_manager.loaded:
    get_ipython().extension_manager.unload_extension('modelmax_nb')
api = sys.modules.get('modelmax_nb.api')
if api is not None:
    api.end_session()
os.environ.clear()
os.environ.update({environ!r})
os.chdir({folder!r})
get_ipython().reset(new_session=True)
"""


@dataclass
class Result:
    """What came of one cell or click.

    Attributes:
        request_id: Id of the message that asked for it.
        messages: Every iopub message that belongs to it, in order.
        reply: Content of the reply; empty for a click.
    """

    request_id: str
    messages: list[Message] = field(default_factory=list)
    reply: dict[str, Any] = field(default_factory=dict)

    @property
    def outputs(self) -> list[Output]:
        """What a reader sees now, as a notebook stores it."""
        return outputs_of(self.messages)

    @property
    def error(self) -> dict[str, Any] | None:
        """The error that the cell ended with: ``ename``, ``evalue``, ``traceback``."""
        return next((output for output in self.outputs if output["output_type"] == "error"), None)

    @property
    def text(self) -> str:
        """All plain text a terminal would show, errors apart."""
        return "\n".join(
            output["text"] if "text" in output else output["data"].get("text/plain", "")
            for output in self.outputs
            if output["output_type"] != "error"
        )

    @property
    def html(self) -> str:
        """All HTML that is displayed."""
        return "\n".join(self.data("text/html"))

    def data(self, mime: str) -> list[Any]:
        """Return what is displayed in one MIME type, in order."""
        return [output["data"][mime] for output in self.outputs if mime in output.get("data", {})]

    @property
    def bytes(self) -> int:
        """How much the kernel sent: the JSON of each message's four parts."""
        parts = ("header", "parent_header", "metadata", "content")
        return sum(len(json.dumps(message[part], default=str)) for message in self.messages for part in parts)

    def widgets(self) -> dict[str, dict[str, Any]]:
        """Return the state of each widget that was made, with later updates, by model id."""
        states: dict[str, dict[str, Any]] = {}
        for message in self.messages:
            content = message["content"]
            if message["header"]["msg_type"] in {"comm_open", "comm_msg"}:
                states.setdefault(content["comm_id"], {}).update(content["data"].get("state", {}))
        return states

    def button(self, description: str) -> str:
        """Return the model id of the button that reads *description*.

        Raises:
            LookupError: There is none; the message names those there are.
        """
        buttons = {
            state["description"]: model_id
            for model_id, state in self.widgets().items()
            if state.get("_model_name") == "ButtonModel"
        }
        if description not in buttons:
            raise LookupError(f"no button {description!r}, only {sorted(buttons)}")
        return buttons[description]


class Kernel:
    """A kernel of this Python in its own process; a context manager.

    Args:
        folder: Where it runs.
        env: Its environment; this process's when None.
        attended: Whether a person is there: ``allow_stdin`` of what is sent.
        console: Whether it is asked as the Jupyter console asks, not as JupyterLab.
    """

    def __init__(
        self,
        folder: Path,
        env: dict[str, str] | None = None,
        *,
        attended: bool = True,
        console: bool = False,
    ) -> None:
        self.attended = attended
        self.console = console
        self._manager = KernelManager()
        # A history of its own: what one test typed is not found by another.
        self._profile = tempfile.TemporaryDirectory(prefix="modelmax-nb-kernel-", ignore_cleanup_errors=True)
        self._threads = Path(self._profile.name, "threads.txt")
        self._said = "nothing"
        command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        if hasattr(signal, "SIGUSR1"):
            command.append(
                "--IPKernelApp.exec_lines=__import__('faulthandler')"
                f".register({signal.SIGUSR1:d}, open({str(self._threads)!r}, 'w'))"
            )
        self._manager._kernel_spec = KernelSpec(argv=command, display_name="tests", language="python")
        self._own = {"IPYTHONDIR": self._profile.name} if env is None else {}
        self._manager.start_kernel(cwd=str(folder), env={**(os.environ if env is None else env), **self._own})
        self.client = self._manager.blocking_client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=TIMEOUT)

    def __enter__(self) -> Self:
        """Use it for the length of a block."""
        return self

    def __exit__(self, *_exc: object) -> None:
        """End the process."""
        self.close()

    def close(self) -> None:
        """End the process."""
        self.client.stop_channels()
        self._manager.shutdown_kernel(now=True)
        self._manager.cleanup_resources()
        self._profile.cleanup()

    def run(
        self,
        code: str,
        *,
        attended: bool | None = None,
        answers: Sequence[str] = (),
        timeout: float = TIMEOUT,
    ) -> Result:
        """Run a cell to its end.

        Args:
            code: The cell.
            attended: Whether a person is there; as the kernel was made when None.
            answers: What the person types, one for each question.
            timeout: Seconds after which the test fails.
        """
        while True:
            result = self.finish(self.begin(code, attended=attended), answers=answers, timeout=timeout)
            # After an error a kernel drops for a moment what reaches it; a person is never that quick.
            if result.reply["status"] != "aborted":
                return result

    def begin(self, code: str, *, attended: bool | None = None) -> Result:
        """Start a cell and return at once."""
        allow = self.attended if attended is None else attended
        content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}}
        content |= {"allow_stdin": allow, "stop_on_error": True}
        message = self.client.session.msg("execute_request", content)
        if not self.console:  # front ends in a browser do not count their messages
            message["header"]["msg_id"] = message["msg_id"] = str(uuid.uuid4())
        self.client.shell_channel.send(message)
        return Result(message["msg_id"])

    def finish(self, result: Result, *, answers: Sequence[str] = (), timeout: float = TIMEOUT) -> Result:
        """Wait for the end of what :meth:`begin` started."""
        typed = list(answers)
        self._read(result, _is_idle, timeout, typed)
        while True:
            reply = self.client.get_shell_msg(timeout=timeout)
            if reply["parent_header"].get("msg_id") == result.request_id:
                result.reply = reply["content"]
                return result

    def wait(self, result: Result, until: Callable[[Result], bool], *, timeout: float = TIMEOUT) -> Result:
        """Read on until *until* holds, for what a thread of the kernel shows after the cell has ended."""
        if not until(result):
            self._read(result, lambda now, _message: until(now), timeout, [])
        return result

    def complete(self, code: str, cursor: int | None = None, *, timeout: float = TIMEOUT) -> dict[str, Any]:
        """Press Tab: return ``matches``, ``cursor_start`` and ``cursor_end``, as a front end gets them.

        Args:
            code: The cell.
            cursor: Where the cursor stands; at the end when None.
            timeout: Seconds after which the test fails.
        """
        content: dict[str, Any] = self.client.complete(code, cursor, reply=True, timeout=timeout)["content"]
        return content

    def click(self, shown: Result, description: str, *, timeout: float = TIMEOUT) -> None:
        """Press a button of *shown* as a front end does; what it changes is added to *shown*."""
        request_id = self.begin_click(shown, description)
        self._read(shown, lambda _now, seen: _is_idle(Result(request_id), seen), timeout, [])

    def begin_click(self, shown: Result, description: str, *, subshell: str | None = None) -> str:
        """Press a button of *shown* and return at once, with the id of the message.

        Args:
            shown: Where the button was shown.
            description: What stands on it.
            subshell: Where its callback shall run; JupyterLab asks for one, other front ends do not.
        """
        data = {"method": "custom", "content": {"event": "click"}}
        message = self.client.session.msg("comm_msg", {"comm_id": shown.button(description), "data": data})
        if subshell is not None:
            message["header"]["subshell_id"] = subshell
        self.client.shell_channel.send(message)
        return str(message["header"]["msg_id"])

    def make_subshell(self, *, timeout: float = TIMEOUT) -> str:
        """Ask the kernel for a subshell and return its id; ipykernel has them from 7 on."""
        message = self.client.session.msg("create_subshell_request")
        self.client.control_channel.send(message)
        reply = self.client.control_channel.get_msg(timeout=timeout)["content"]
        return str(reply["subshell_id"])

    def renew(self, folder: Path) -> None:
        """Put it in *folder*, in this process's environment of now, with nothing of ours loaded or set."""
        self.attended = True
        done = self.run(RENEW.format(environ={**os.environ, **self._own}, folder=str(folder)))
        assert done.error is None, done.error

    def interrupt(self) -> None:
        """Press the stop button."""
        self._manager.interrupt_kernel()

    def _read(
        self, result: Result, until: Callable[[Result, Message], bool], timeout: float, typed: list[str]
    ) -> None:
        """Add messages to *result* until *until* holds of it and the last one.

        Raises:
            TimeoutError: It did not in time. The message tells whether the kernel took the request (no
                ``busy`` for it: it was lost on the way) and, on POSIX, what each of its threads is at.
        """
        poller = zmq.Poller()
        iopub, stdin = self.client.iopub_channel.socket, self.client.stdin_channel.socket
        poller.register(iopub, zmq.POLLIN)
        poller.register(stdin, zmq.POLLIN)
        end = time.monotonic() + timeout
        while True:
            ready = dict(poller.poll(max(0.0, end - time.monotonic()) * 1000))
            if not ready:
                raise TimeoutError(self._what_is_known(result, timeout))
            if stdin in ready:
                self.client.get_stdin_msg(timeout=0)
                self.client.input(typed.pop(0))
            if iopub in ready:
                message = self.client.get_iopub_msg(timeout=0)
                if message["header"]["msg_type"] == "status":
                    asked, state = message["parent_header"], message["content"]["execution_state"]
                    self._said = f"{state} for {asked.get('msg_type')} {asked.get('msg_id')}"
                if message["header"]["msg_type"] not in {"status", "execute_input"}:
                    result.messages.append(message)
                if until(result, message):
                    return

    def _what_is_known(self, result: Result, timeout: float) -> str:
        """Say what can be found out about a kernel that does not answer; it goes on as before."""
        lives = "lives" if self._manager.is_alive() else "has ended"
        return (
            f"waited {timeout} s in vain, for request {result.request_id}; the kernel {lives}; "
            f"its last status: {self._said}; shown so far: {result.text[-2000:]}\n{self._stacks()}"
        )

    def _stacks(self) -> str:
        """Return the stack of each of the kernel's threads; "" where none can be had."""
        if not self._threads.exists() or not self._manager.is_alive():
            return ""
        before = size = self._threads.stat().st_size
        provisioner: Any = self._manager.provisioner
        os.kill(provisioner.pid, signal.SIGUSR1)
        for _ in range(50):
            time.sleep(0.1)
            last, size = size, self._threads.stat().st_size
            if size == last > before:  # it has been written to its end
                break
        return self._threads.read_text(errors="replace")[before:]


def _is_idle(result: Result, message: Message) -> bool:
    """Tell whether *message* says that the kernel is done with *result*."""
    mine = message["parent_header"].get("msg_id") == result.request_id
    return mine and message["content"].get("execution_state") == "idle"
