"""The simulator on its own, and curl as its client."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from modelmax_nb.simulator import GOOD_KEY, Simulator
from modelmax_nb.simulator.__main__ import main
from tests.simulator.calls import chat_body


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """The simulator in a process of its own, on a free port; the process and the lines it has said."""
    command = [sys.executable, "-m", "modelmax_nb.simulator", "--port", "0", "--speed", "100"]
    command += ["--script", "502 outage, ok", "--journal", str(tmp_path / "journal.jsonl")]
    group = subprocess.CREATE_NEW_PROCESS_GROUP if sys.platform == "win32" else 0
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, creationflags=group
    ) as process:
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line)
            if "curl" in line:
                break
        yield process, said
        if process.poll() is None:
            process.kill()
            process.communicate()


def curl(*arguments: str) -> str:
    """Run curl; returns what it prints."""
    found = shutil.which("curl")
    if found is None:
        pytest.skip("needs curl")
    done = subprocess.run([found, "-s", *arguments], capture_output=True, text=True, check=True, timeout=60)
    return done.stdout


def test_it_says_where_it_is_and_ends_quietly(
    alone: tuple[subprocess.Popen[str], list[str]], tmp_path: Path
) -> None:
    """Base URL, keys and a line to try; Ctrl-C ends it with code 0 and no traceback."""
    process, said = alone
    text = "".join(said)
    assert "Base URL  http://127.0.0.1:" in text
    assert all(key in text for key in ("sk-sim-good", "sk-sim-empty", "sk-sim-low", "sk-sim-revoked"))
    process.send_signal(signal.CTRL_BREAK_EVENT if sys.platform == "win32" else signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (0, "\nThe simulator has stopped.\n", "")
    assert (tmp_path / "journal.jsonl").read_text(encoding="utf-8") == ""


@pytest.mark.skipif(os.name != "posix", reason="needs a POSIX shell: the line is written for one")
def test_the_line_it_prints_works_as_it_stands(alone: tuple[subprocess.Popen[str], list[str]]) -> None:
    """Pasted into a shell it fails as promised, then succeeds."""
    curl("--version")
    line = alone[1][-1].strip()
    answers = [
        json.loads(
            subprocess.run(["/bin/sh", "-c", line], capture_output=True, check=True, timeout=60).stdout
        )
        for _ in range(2)
    ]
    assert answers[0]["error"]["type"] == "bad_gateway"
    assert answers[1]["object"] == "text_completion"


def test_script_and_journal_come_from_the_command_line(
    alone: tuple[subprocess.Popen[str], list[str]], tmp_path: Path
) -> None:
    """The first request meets the script; the file tells of it."""
    url = next(line.split()[-1] for line in alone[1] if line.startswith("Base URL"))
    body = json.dumps(chat_body())
    status = ["-o", os.devnull, "-w", "%{http_code} ", "-H", f"Authorization: Bearer {GOOD_KEY}", "-d", body]
    assert [curl(*status, f"{url}/chat/completions").strip() for _ in range(2)] == ["502", "200"]
    lines = (tmp_path / "journal.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line).get("scenario") for line in lines] == [None, "502-outage", None, "ok"]


@pytest.mark.parametrize(
    ("arguments", "code", "part"),
    [
        (["--script", "502 outtage"], 2, "Did you mean 502-outage"),
        (["--speed", "0"], 2, "speed must be above 0"),
        (["--journal", "/nowhere/at/all.jsonl"], 2, "No such file or directory"),
    ],
)
def test_arguments_that_make_no_sense_get_one_line(
    arguments: list[str], code: int, part: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """No traceback, and an exit code."""
    assert main([*arguments, "--port", "0"]) == code
    err = capsys.readouterr().err
    assert part in err
    assert err.count("\n") == 1


def test_a_taken_port_gets_one_line(served: Simulator, capsys: pytest.CaptureFixture[str]) -> None:
    """It names the address."""
    port = served.url.removesuffix("/v1").rpartition(":")[2]
    assert main(["--port", port]) == 1
    err = capsys.readouterr().err
    assert err.startswith(f"modelmax-nb simulator: cannot listen on 127.0.0.1:{port}: ")
    assert err.count("\n") == 1


def test_curl_streams(served: Simulator) -> None:
    """Server-Sent Events reach a client that knows nothing of them."""
    body = json.dumps(chat_body(stream=True))
    auth = f"Authorization: Bearer {GOOD_KEY}"
    shown = curl("-N", f"{served.url}/chat/completions", "-H", auth, "-d", body)
    assert shown.startswith('data: {"id":"chatcmpl-')
    assert shown.endswith("data: [DONE]\n\n")
