"""A program at a real terminal of 80 columns, typed at line by line."""

import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pexpect

COLUMNS = 80
TIMEOUT = 60  # seconds; far more than any line takes
CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[()=>][A-Z0-9]?|[\x01\x02]")


class Terminal:
    """A shell that asks ``In [1]:``.

    Args:
        child: The program; it has asked for its first line.
        takes_cells: Whether more than one line can be typed before it answers.
    """

    def __init__(self, child: "pexpect.spawn[str]", *, takes_cells: bool) -> None:
        self._child = child
        self._takes_cells = takes_cells
        self._asked = 1

    def type(self, line: str) -> str:
        """Type a line; return what is shown until it asks again, control codes and all."""
        self._child.sendline(line)
        return self._read()

    def ask(self, prompt: str, options: str = "") -> str:
        """Run ``%%modelmax`` with *prompt*; return what is shown, control codes and all."""
        if not self._takes_cells:
            return self.type(f"get_ipython().run_cell_magic('modelmax', {options!r}, {prompt!r})")
        for line in (f"%%modelmax {options}".strip(), prompt, "", ""):  # two empty lines end a cell
            self._child.sendline(line)
        return self._read()

    def _read(self) -> str:
        # It counts its questions: what was typed is echoed, and may look like one.
        self._asked += 1
        self._child.expect(rf"In \[{self._asked}\]: ")
        return str(self._child.before).replace("\r\n", "\n")


@contextmanager
def terminal(program: str, folder: Path, env: Mapping[str, str] | None = None) -> Iterator[Terminal]:
    """Start ``python -m PROGRAM`` in *folder* and wait until it asks for a line.

    Args:
        program: ``IPython`` or ``jupyter_console``.
        folder: Where it runs.
        env: What is added to the environment.
    """
    words = ["-m", program, "--simple-prompt", "--no-banner", "--no-confirm-exit"]
    child = pexpect.spawn(
        sys.executable,
        words if program == "IPython" else words[:3],
        cwd=str(folder),
        env={**os.environ, "TERM": "xterm-256color", **(env or {})},
        dimensions=(50, COLUMNS),
        encoding="utf-8",
        timeout=TIMEOUT,
    )
    try:
        child.expect(r"In \[1\]: ")
        yield Terminal(child, takes_cells=program == "IPython")
    finally:
        child.close(force=True)


def without_codes(text: str) -> str:
    """Return *text* as it looks: colours and cursor movements left out."""
    return CODES.sub("", text)
