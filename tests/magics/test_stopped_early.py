"""The stop button pressed while a first call loads its libraries: one line, and no traceback of ours."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness.kernels import Kernel

STOP = """
%load_ext modelmax_nb
import sys
class Stop:
    \"\"\"Does what the stop button does, at the moment when a module is about to be loaded.\"\"\"
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            sys.meta_path.remove(self)
            raise KeyboardInterrupt
sys.meta_path.insert(0, Stop())
"""
LINE = "ModelMaxError: You stopped the call before anything was sent. (interrupted)"


@pytest.fixture
def kernel(tmp_path: Path) -> Iterator[Kernel]:
    """A kernel that has loaded nothing yet; the one that tests share has."""
    with Kernel(tmp_path) as fresh:
        yield fresh


@pytest.mark.parametrize(
    ("module", "cell"),
    [
        ("modelmax_nb.magics.options", "%%modelmax\nHello"),
        ("modelmax_nb.request", "%%modelmax\nHello"),
        ("modelmax_nb.magics.cell", "%%modelmax\nHello"),
        ("openai", "%%modelmax\nHello"),
        ("openai.resources.chat", "%%modelmax\nHello"),
        ("modelmax_nb.magics.image_cell", "%%modelmax_image\nA boat"),
        ("openai", "%%modelmax_image\nA boat"),
        ("openai", "%%modelmax_video\nA boat"),
    ],
)
def test_one_line_says_that_nothing_was_sent(kernel: Kernel, module: str, cell: str) -> None:
    """No card and no frames; the cell fails, so that no later one runs, and the next try works."""
    kernel.run(STOP.format(module=module))
    stopped = kernel.run(cell)
    assert stopped.error is not None
    assert stopped.error["traceback"] == [LINE]
    assert stopped.text.strip() == ""
    assert "no request" in kernel.run("%modelmax simulator log").text
    assert kernel.run(cell).error is None


def test_why_tells_the_rest(kernel: Kernel) -> None:
    """What was charged and whether a repeat helps; with --no-raise the card shows it at once."""
    kernel.run(STOP.format(module="openai"))
    shown = kernel.run("%%modelmax --no-raise\nHello")
    assert shown.error is None
    assert "Charged? No. No request went out." in shown.text
    assert "Charged? No. No request went out." in kernel.run("%modelmax why").text
    assert kernel.run("%modelmax retry").error is None
