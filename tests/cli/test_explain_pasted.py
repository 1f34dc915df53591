"""``modelmax-nb explain`` of what people really paste: a number, a word, a sentence, a line of ours."""

import io
import subprocess
import sys
from pathlib import Path

import pytest

from modelmax_nb import explain
from modelmax_nb.cli import main

OWN = "ModelMaxError: There is no model called `gpt-4o`."
SAVED = f"""
---------------------------------------------------------------------------
{OWN}
  (unknown-model)
  400 bad_request: model not found: gpt-4o
  %modelmax why shows all that is known.
"""
PASTED = [
    ("502 Bad Gateway", 502, "unexplained-outage"),
    ("HTTP 502", 502, "unexplained-outage"),
    ("error 502", 502, "unexplained-outage"),
    ("Error 402 Payment Required", 402, "insufficient-balance"),
    ("error 402", 402, "insufficient-balance"),
    ("status 500", 500, "server-fault"),
    ("status_code=401", 401, "key-refused"),
    ("got 401 from server", 401, "key-refused"),
    ("it failed (402)", 402, "insufficient-balance"),
    ("API error 402: insufficient balance", 402, "insufficient-balance"),
    ("model not found: gpt-4o", 400, "unknown-model"),
    ("Insufficient balance \u2014 please top up your account.", 402, "insufficient-balance"),
    ("error: 400 bad_request", 400, "bad-request"),
    ("400 bad_request: model not found: gpt-4o", 400, "unknown-model"),
    ("insufficient_balance", 402, "insufficient-balance"),
    ("Error: bad_gateway", 502, "unexplained-outage"),
    ("Unauthorized", 401, "key-refused"),
    ("Too Many Requests", 429, "rate-limited"),
    (
        "requests.exceptions.HTTPError: 402 Client Error: Payment Required for url: x",
        402,
        "insufficient-balance",
    ),
    ("httpx.HTTPStatusError: Client error '402 Payment Required' for url 'x'", 402, "insufficient-balance"),
]


@pytest.mark.parametrize(("text", "status", "slug"), PASTED)
def test_a_pasted_sentence_is_explained_and_marked(
    text: str, status: int, slug: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read off a sentence is marked as not certain, in Python and in a terminal."""
    explained = explain(text)
    failure = explained.diagnosis.failure
    assert (explained.entry.slug, failure.status) == (slug, status)
    assert not explained.diagnosis.certain
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert main(["explain"]) == 0
    out = capsys.readouterr().out
    assert f"{slug} \u00b7 {status}" in out
    assert "not certain" in out
    assert "no HTTP status" not in out


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        "I have 450 items",
        "$500 spent",
        "Traceback:\n  File 'x.py', line 404, in f\nKeyError: 'x'",
        "it took 502 ms",
        "ModelMaxError: Something (no-such-id)",
        "http://127.0.0.1:502/v1",
    ],
)
def test_a_number_that_is_no_status_is_none(text: str) -> None:
    """Lines, amounts, ports and times are not taken for one."""
    assert explain(text).entry.slug == "text-not-recognised"


@pytest.mark.parametrize("text", [f"{OWN} (unknown-model)", f"{OWN}\n  (unknown-model)\n", SAVED])
def test_our_own_line_names_its_cause(text: str) -> None:
    """The id in brackets is taken at its word, and the name of the model from the sentence."""
    explained = explain(text)
    assert explained.entry.slug == "unknown-model"
    assert explained.diagnosis.certain
    assert "no model called `gpt-4o`" in str(explained)
    assert "no HTTP status" not in str(explained)


def test_a_given_status_is_certain() -> None:
    """Who names the status has seen it."""
    assert explain("402 Payment Required", status=402).diagnosis.certain
    assert explain("Payment is needed", status=402).entry.slug == "insufficient-balance"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--status", "502", "502 Bad Gateway"], 0, "unexplained-outage"),
        (["502 Bad Gateway"], 0, "unexplained-outage"),
        (["API error 402: insufficient balance"], 0, "insufficient-balance"),
        (["insufficient_balance"], 0, "insufficient-balance"),
        ([f"{OWN} (unknown-model)"], 0, "unknown-model"),
        (["nobody knows this"], 1, "text-not-recognised"),
        (["my error.txt"], 1, "Cannot read my error.txt"),
        (["no such/error.txt"], 1, "Cannot read no such/error.txt"),
        (["502"], 0, "provider-outage"),
    ],
)
def test_the_error_itself_on_the_command_line(words: list[str], code: int, said: str, tmp_path: Path) -> None:
    """What is no file's name is the error; the exit code says whether it was explained."""
    ended = subprocess.run(
        [sys.executable, "-m", "modelmax_nb", "explain", *words],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert said in ended.stdout + ended.stderr
    assert ended.returncode == code


def test_a_file_of_that_name_comes_first(tmp_path: Path) -> None:
    """A name with a blank may be a file's."""
    (tmp_path / "502 Bad Gateway").write_text("Error code: 402", encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-m", "modelmax_nb", "explain", "502 Bad Gateway"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "insufficient-balance" in ended.stdout
