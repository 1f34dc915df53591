"""Errors of threads and of tasks that nobody awaits, in a real kernel: Python prints them without a key."""

import json

import pytest

from modelmax_nb.simulator import Simulator
from tests.harness.kernels import Kernel, Result

KEY = "sk-live-Sentinel4711abcd"
CLIENTS = f"""\
import asyncio, gc, openai, threading
before = threading.excepthook
%load_ext modelmax_nb
known = dict(api_key="{KEY}\\n", max_retries=0)
"""
THREAD = """\
client = openai.OpenAI(base_url={url!r}, **known)
thread = threading.Thread(target=lambda: client.chat.completions.create(model="m", messages=[]))
thread.start(); thread.join()
"""
TASK = """\
client = openai.AsyncOpenAI(base_url={url!r}, **known)
async def ask():
    await client.chat.completions.create(model="m", messages=[])
task = asyncio.create_task(ask())
await asyncio.wait([task])
del task
gc.collect()
"""


def shown(result: Result) -> str:
    """Return all that a front end got of a cell."""
    return json.dumps([message["content"] for message in result.messages])


@pytest.mark.parametrize("cell", [THREAD, TASK], ids=["thread", "task"])
def test_no_key_is_printed(kernel: Kernel, cell: str) -> None:
    """The traceback is there, the key is not, and the page of the failure can be opened."""
    with Simulator() as simulator:
        simulator.serve()
        kernel.run(CLIENTS)
        result = kernel.run(cell.format(url=simulator.url))
        assert "APIConnectionError" in result.text
        assert KEY not in shown(result)
        assert KEY[-8:] not in shown(result)
        assert "unreadable-key" in kernel.run("%modelmax why").text


def test_other_errors_are_printed_as_ever(kernel: Kernel) -> None:
    """And nothing is left behind."""
    kernel.run(CLIENTS)
    result = kernel.run("thread = threading.Thread(target=lambda: 1 / 0)\nthread.start(); thread.join()")
    assert "ZeroDivisionError" in result.text
    assert kernel.run("%unload_ext modelmax_nb\nprint(threading.excepthook is before)").text.strip() == "True"
