"""``modelmax-nb explain`` with an id, a status or a word, and what it looks like in a terminal."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from modelmax_nb.cli import main
from modelmax_nb.columns import LINE, width
from modelmax_nb.language import LANGUAGES
from modelmax_nb.pages.lookup import BOOK

LINE_OF_SDK = (
    "Error code: 402 - {'error': {'message': 'insufficient balance', 'type': 'insufficient_balance'}}"
)


@pytest.mark.parametrize("name", ["insufficient-balance", "402", "Insufficient-Balance"])
def test_an_id_or_a_status_opens_the_page(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Cause, fixes, the cell to run, the reply and the lesson."""
    assert main(["explain", name]) == 0
    out = capsys.readouterr().out
    for part in (
        "The balance of your account is used up.\ninsufficient-balance · 402",
        "%modelmax simulator play 402",
        '{"error":{"message":"insufficient balance","type":"insufficient_balance"}}',
        "04-402-insufficient-balance.ipynb",
        "key-refused: ModelMax did not accept the key.",
    ):
        assert part in out


def test_a_status_of_many_causes_lists_them(capsys: pytest.CaptureFixture[str]) -> None:
    """502 says little: the list, and how to open a page of it."""
    assert main(["explain", "502"]) == 0
    out = capsys.readouterr().out
    assert "provider-outage" in out
    assert "content-refused" in out
    assert "insufficient-balance" not in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["insuficient-balance"], "Did you mean insufficient-balance?"),
        (["zzzz"], "modelmax-nb explain --list"),
        (["999"], "modelmax-nb explain --list"),
        (["--list", "zzzz"], "No failure speaks of zzzz."),
        (["error.txt"], "No such file or directory"),
    ],
)
def test_what_is_not_there_is_one_line(
    words: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A slip finds what was meant; the exit code is 1."""
    monkeypatch.chdir(tmp_path)
    assert main(["explain", *words]) == 1
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert said in err


def test_a_file_comes_before_an_id(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever saved an error under such a name means the file."""
    monkeypatch.chdir(tmp_path)
    Path("server-fault").write_text(LINE_OF_SDK)
    assert main(["explain", "server-fault"]) == 0
    assert "insufficient-balance" in capsys.readouterr().out


def test_a_pasted_traceback_is_explained(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its last line holds the error; the rest does no harm."""
    import io

    frames = 'Traceback (most recent call last):\n  File "a.py", line 1, in <module>'
    text = f"{frames}\nopenai.APIStatusError: {LINE_OF_SDK}"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert main(["explain"]) == 0
    assert "insufficient-balance" in capsys.readouterr().out


def test_the_list_has_every_entry(capsys: pytest.CaptureFixture[str]) -> None:
    """Each with its title, whose move it is and whether a repeat helps."""
    assert main(["explain", "--list"]) == 0
    out = capsys.readouterr().out
    assert {line.strip() for line in out.splitlines()} >= set(BOOK)
    assert out.count("whose move: ") == len(BOOK)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_and_list_fit_a_terminal(
    language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """80 columns, Chinese and Japanese counted twice; only what is to be copied may be wider."""
    monkeypatch.setenv("MODELMAX_LANG", language)
    main(["explain", "--list"])
    main(["explain", "insufficient-balance"])
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if width(line) > LINE and "http" not in line] == []


def in_terminal(environ: dict[str, str], *words: str) -> str:
    """Run the command with a terminal for its output and return what it writes there."""
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "modelmax_nb", *words]
    with subprocess.Popen(
        command, stdout=follower, stdin=subprocess.DEVNULL, env={**os.environ, **environ}
    ) as running:
        os.close(follower)
        said = b""
        while True:
            try:
                piece = os.read(leader, 4096)
            except OSError:  # the other end is closed: all was read
                break
            if not piece:
                break
            said += piece
        running.wait()
    os.close(leader)
    return said.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")
@pytest.mark.parametrize(
    ("environ", "coloured"),
    [({"TERM": "xterm"}, True), ({"TERM": "xterm", "NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
    ids=["terminal", "NO_COLOR", "dumb"],
)
@pytest.mark.parametrize(
    "asked", [["402"], ["--list", "stream"], [LINE_OF_SDK]], ids=["page", "list", "card"]
)
def test_colour_is_for_terminals(environ: dict[str, str], asked: list[str], *, coloured: bool) -> None:
    """And for those who want it."""
    said = in_terminal({**environ, **({} if "NO_COLOR" in environ else {"NO_COLOR": ""})}, "explain", *asked)
    assert ("\x1b[1" in said) == coloured
    assert ("\x1b" in said) == coloured
    assert "stream-cut" in said or "insufficient-balance" in said


def test_a_pipe_gets_no_colour() -> None:
    """What is piped or stored is plain text."""
    done = subprocess.run(
        [sys.executable, "-m", "modelmax_nb", "explain", "402"], capture_output=True, check=True
    )
    assert b"\x1b" not in done.stdout
