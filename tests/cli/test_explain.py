"""``modelmax-nb explain``: an error that somebody pasted."""

import io
from pathlib import Path

import pytest

from modelmax_nb.cli import main

BODY = '{"error": {"message": "insufficient balance", "type": "insufficient_balance"}}'
LINE = "Error code: 402 - {'error': {'message': 'insufficient balance', 'type': 'insufficient_balance'}}"
HTTP = f"HTTP/1.1 402 Payment Required\r\nContent-Type: application/json\r\n\r\n{BODY}"
SLUG = "insufficient-balance"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (BODY.encode(), ["--status", "402"]),
        (BODY.encode(), []),
        (LINE.encode(), []),
        (HTTP.encode(), []),
        (b"\xef\xbb\xbf" + BODY.encode(), []),
        (BODY.encode("utf-16"), []),
    ],
    ids=["body and status", "body", "line of the SDK", "whole response", "BOM", "UTF-16"],
)
def test_explains_a_file(
    raw: bytes, words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """However an error was saved, the card says what it is."""
    pasted = tmp_path / "error.txt"
    pasted.write_bytes(raw)
    assert main(["explain", str(pasted), *words]) == 0
    assert SLUG in capsys.readouterr().out


def test_reads_what_is_pasted(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a file the error comes from standard input; a pipe is told nothing."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(LINE.encode())))
    assert main(["explain"]) == 0
    said = capsys.readouterr()
    assert SLUG in said.out
    assert said.err == ""


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        (BODY, SLUG),
        (f" {LINE}", SLUG),
        (HTTP, SLUG),
        ("<!doctype html><title>Hello</title>", "wrong-base-url"),
    ],
    ids=["body", "line of the SDK", "whole response", "page"],
)
def test_the_error_itself_may_stand_in_place_of_a_file(
    text: str, slug: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What begins as an error does is one, and no file is looked for."""
    assert main(["explain", text]) == 0
    assert slug in capsys.readouterr().out


def test_commands_for_a_notebook_are_called_so(capsys: pytest.CaptureFixture[str]) -> None:
    """A terminal knows no line that begins with %; a card without one says nothing of it."""
    hint = "Lines that begin with % are typed in a cell of a notebook.\n"
    assert main(["explain", "Error code: 401 - no such key"]) == 0
    assert capsys.readouterr().out.endswith(hint)
    assert main(["explain", '{"error": "nobody knows"}']) == 1
    assert hint not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "ending", "code"), [([], "explain --status 502\n", 1), (["--status", "418"], "", 0)]
)
def test_an_unknown_text_asks_for_the_status(
    words: list[str], ending: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """The last line says what would tell more, unless it was given; the exit code says the same."""
    assert main(["explain", '{"error": "nobody knows"}', *words]) == code
    out = capsys.readouterr().out
    assert ("--status" in out) == bool(ending)
    assert out.endswith(ending)


def test_a_name_too_long_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """No file and no failure has such a name."""
    assert main(["explain", "y" * 5000]) == 1
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"  \n", "There is no text to explain."),
        (
            (
                b'{"id": "x", "choices": [{"index": 0, "finish_reason": "stop", '
                b'"message": {"role": "assistant", "content": "Hi"}}]}'
            ),
            "This is a whole answer; there is nothing to explain.",
        ),
    ],
    ids=["nothing", "an answer"],
)
def test_nothing_to_explain_is_one_line(
    raw: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Text that holds no error ends with one line and a code."""
    pasted = tmp_path / "error.txt"
    pasted.write_bytes(raw)
    assert main(["explain", str(pasted), "--status", "200"]) == 1
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert said in err


def test_missing_file_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is not there is named, with the reason."""
    assert main(["explain", str(tmp_path / "nothing")]) == 1
    assert capsys.readouterr().err.endswith("nothing: No such file or directory.\n")
