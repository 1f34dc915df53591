"""Pytest plugin: closes what nbval 0.11 lets pass.

- a cell that was never run has nothing to compare, so it passes;
- the tag ``raises-exception`` allows an exception and does not ask for one;
- an unknown magic, or a magic that raises ``UsageError``, leaves no error message, only a failed reply;
- ``update_display_data`` and ``clear_output`` are not replayed: what is compared is not what a reader sees;
- the sanitizer does not reach JSON;
- the order of outputs and their metadata are not compared.

With that, the outputs are what `tests.notebooks.refresh` would store again. And a notebook begins as on its
first visit: what another one left behind, tasks or progress, it does not see.

Source: measured with nbval 0.11.0.
"""

import json
import os
import re
import tempfile
from collections.abc import Generator
from typing import Any

import pytest
from nbval.kernel import RunningKernel
from nbval.plugin import IPyNbCell, IPyNbFile, coalesce_streams

from tests.harness.frontend import Message, Output, as_kept, outputs_of

MAY_RAISE = {"raises-exception", "nbval-raises-exception"}
SKIPPED = "nbval-skip"
STATE = "MODELMAX_STATE_DIR"

_await_reply = RunningKernel.await_reply
_get_message = RunningKernel.get_message
_compare_outputs = IPyNbCell.compare_outputs
_sanitize = IPyNbCell.sanitize
_setup = IPyNbFile.setup


def pytest_configure() -> None:
    """Listen in on the kernel, and compare what a front end would show."""
    RunningKernel.await_reply = _keep_reply
    RunningKernel.get_message = _keep_message
    IPyNbCell.compare_outputs = _compare_as_shown
    IPyNbCell.sanitize = _sanitize_json_too
    IPyNbFile.setup = _setup_alone


def pytest_unconfigure() -> None:
    """Leave nbval as it was."""
    RunningKernel.await_reply = _await_reply
    RunningKernel.get_message = _get_message
    IPyNbCell.compare_outputs = _compare_outputs
    IPyNbCell.sanitize = _sanitize
    IPyNbFile.setup = _setup


def complaint_of(cell: Any) -> str | None:
    """Say why the stored form of a code cell proves nothing, or return None."""
    tags = set(cell.metadata.get("tags", ()))
    if not cell.source.strip() or SKIPPED in tags:
        return None
    if cell.execution_count is None:
        return "This cell was never run: run `python -m tests.notebooks.refresh`."
    stored_error = any(output.output_type == "error" for output in cell.outputs)
    if tags & MAY_RAISE and not stored_error:
        return "This cell is tagged raises-exception, but no error is stored with it."
    return None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """Fail a cell that proves nothing, and one whose reply says ``error`` where none is expected."""
    if isinstance(item, IPyNbCell):
        complaint = complaint_of(item.cell)
        if complaint is not None:
            pytest.fail(complaint, pytrace=False)
    yield
    if isinstance(item, IPyNbCell) and not item.options["check_exception"]:
        reply = getattr(item.parent.kernel, "last_reply", {})
        if reply.get("status") != "ok":
            why = f"{reply.get('ename')}: {reply.get('evalue')}"
            pytest.fail(f"The cell failed without an error message ({why}).", pytrace=False)


def _setup_alone(self: IPyNbFile) -> None:
    """Start the kernel with a state folder of its own."""
    before = os.environ.get(STATE)
    os.environ[STATE] = tempfile.mkdtemp(prefix="modelmax-nb-notebook-")
    try:
        _setup(self)
    finally:
        del os.environ[STATE]
        if before is not None:
            os.environ[STATE] = before


def _keep_reply(self: RunningKernel, msg_id: str, timeout: float | None = None) -> None:
    """Do what nbval does and keep the reply."""
    while True:
        message = self.get_message(stream="shell", timeout=timeout)
        if message["parent_header"].get("msg_id") == msg_id:
            self.last_reply = message["content"]
            self.last_request = msg_id
            return


def _keep_message(self: RunningKernel, stream: str, timeout: float | None = None) -> Message:
    message: Message = _get_message(self, stream, timeout=timeout)
    if stream == "iopub":
        self.heard = [*getattr(self, "heard", ()), message]
    return message


def _compare_as_shown(
    self: IPyNbCell, test: list[Output], ref: list[Output], skip_compare: Any = None
) -> bool:
    kernel = self.parent.kernel
    mine = [
        message for message in kernel.heard if message["parent_header"].get("msg_id") == kernel.last_request
    ]
    kernel.heard = []
    seen = coalesce_streams(outputs_of(mine))
    if any(message["msg_type"] in {"update_display_data", "clear_output"} for message in mine):
        test = seen
    if not _compare_outputs(self, test, ref, skip_compare):
        return False
    if self.parent.sanitize_patterns or _without_numbers(as_kept(seen)) == _without_numbers(ref):
        return True
    self.comparison_traceback.append("The order of outputs or their metadata differ.")
    return False


def _without_numbers(outputs: list[Output]) -> list[Output]:
    """Leave out what nbval, which keeps no history, sees as 0 everywhere."""
    return [{name: part for name, part in output.items() if name != "execution_count"} for output in outputs]


def _sanitize_json_too(self: IPyNbCell, value: Any) -> Any:
    if not isinstance(value, (dict, list)):
        return _sanitize(self, value)
    text = json.dumps(value, sort_keys=True)
    for pattern, replacement in self.parent.sanitize_patterns.items():
        text = re.sub(pattern, replacement, text)
    return text
