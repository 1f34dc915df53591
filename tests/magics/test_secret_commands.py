"""``%modelmax check-secrets`` in a real kernel: every place where a key got to, and never the key."""

import json
import os
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness.kernels import Kernel

KEY = "sk" + "-mm0123456789abcdef0123"
OWN = "sk-live-Sentinel/4711+0815=abcd"
CODE = re.compile(r"^ {5}import sqlite3\n(?:^ {5}db.*\n)+", re.MULTILINE)


def save(path: Path, source: str) -> None:
    """Save a notebook of one cell."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"cells": [{"cell_type": "code", "source": source, "execution_count": 1}]}))


@pytest.fixture
def leaky(tmp_path: Path) -> Iterator[Kernel]:
    """A kernel that a key of its own and one in a cell have gone through, in a folder of its own."""
    notebook = tmp_path / "my notes.ipynb"
    save(notebook, "x = 1")
    save(tmp_path / ".ipynb_checkpoints" / "my notes-checkpoint.ipynb", f"key = '{KEY}'")
    environ = {
        **os.environ,
        "MODELMAX_API_KEY": OWN,
        "IPYTHONDIR": str(tmp_path / "ipython"),
        "JPY_SESSION_NAME": "somewhere/my notes.ipynb",
    }
    with Kernel(tmp_path, environ) as kernel:
        kernel.run("%load_ext modelmax_nb")
        kernel.run(f"key = '{KEY}'\n%store key")
        kernel.run("import os\nos.environ['MODELMAX_API_KEY']")
        yield kernel


def test_each_find_is_placed_explained_and_masked(leaky: Kernel) -> None:
    """Checkpoint, history, session and stored variable; in text and HTML alike."""
    shown = leaky.run("%modelmax check-secrets")
    assert shown.error is None
    for said in (shown.text, shown.html):
        for part in (
            "my notes-checkpoint.ipynb", "cell 1 (In [1]), line 1", "history.sqlite",
            "what was typed: session 1, cell 2", "In[2]", "Out[3]", "%store -d key",
            "the key that you use now, ending in …abcd", "the stored variable key", "…0123",
            "dashboard/keys", "last saved",
        ):  # fmt: skip
            assert part in said
    assert KEY not in str(shown.messages)
    assert OWN not in str(shown.messages)


def test_what_it_says_helps(leaky: Kernel, tmp_path: Path) -> None:
    """Its own lines, run as they stand, leave nothing on the disk but what it still names."""
    found = CODE.search(leaky.run("%modelmax check-secrets").text + "\n")
    assert found is not None
    assert leaky.run(textwrap.dedent(found[0])).error is None
    assert leaky.run("%store -d key").error is None
    with_key = [
        path.name for path in tmp_path.rglob("*") if path.is_file() and KEY.encode() in path.read_bytes()
    ]
    assert with_key == ["my notes-checkpoint.ipynb"]
    after = leaky.run("%modelmax check-secrets").text
    assert "history.sqlite" not in after
    assert "stored variable" not in after
    assert "my notes-checkpoint.ipynb" in after


def test_a_notebook_can_be_named(leaky: Kernel, tmp_path: Path) -> None:
    """Or a folder; what is not there is one line."""
    save(tmp_path / "other.ipynb", f"Authorization: {KEY}")
    assert "other.ipynb" in leaky.run("%modelmax check-secrets other.ipynb").text
    assert "my notes-checkpoint" not in leaky.run("%modelmax check-secrets other.ipynb").text
    assert "my notes-checkpoint" in leaky.run("%modelmax check-secrets .").text
    gone = leaky.run("%modelmax check-secrets gone.ipynb")
    assert gone.reply["status"] == "error"
    assert "there is no gone.ipynb" in gone.text


def test_what_logstart_writes_is_read(leaky: Kernel, tmp_path: Path) -> None:
    """A log outlives the cells that it copied."""
    leaky.run("%logstart -q my-log.py")
    leaky.run(f"k = '{KEY}'\n%logstop")
    assert "my-log.py\n  line " in leaky.run("%modelmax check-secrets").text


def test_vs_code_says_which_notebook_it_is(leaky: Kernel, tmp_path: Path) -> None:
    """By a variable of the kernel."""
    save(tmp_path / "code.ipynb", f"k = '{KEY}'")
    leaky.run(f"__vsc_ipynb_file__ = {str(tmp_path / 'code.ipynb')!r}")
    assert "code.ipynb\n  cell 1 (In [1]), line 1" in leaky.run("%modelmax check-secrets").text


def test_where_no_front_end_tells_it_says_so(kernel: Kernel) -> None:
    """The session and the history are looked through all the same."""
    kernel.run("%load_ext modelmax_nb")
    kernel.run("import os\nos.environ.pop('JPY_SESSION_NAME', None)")
    said = kernel.run("%modelmax check-secrets").text
    assert "No key was found" in said
    assert "%modelmax check-secrets FILE.ipynb" in said
