"""``%modelmax code``: the last request as a program that runs as it stands."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2
import openai
import pytest

from modelmax_nb.request import ChatRequest
from modelmax_nb.simulator import GOOD_KEY, Simulator
from modelmax_nb.snippets import LANGUAGES, render_snippet

PROMPTS = [
    "Hello",
    "Quotes \" and ' and ` and $HOME and \\ and ${x} and #{y}",
    "Two lines\nand JSON\nJSON\nJSON_\nthe end",
    "你好 — こんにちは — 😀 — \u2028 — \x00",
    '{"a": {"b": 1}} f"{x}" </script> `${x}`',
]


@pytest.fixture(scope="module")
def simulator() -> Iterator[Simulator]:
    """A server that answers at once."""
    with Simulator(seed=1, latency=0.0) as simulator:
        yield simulator


@pytest.fixture(params=list(LANGUAGES))
def command(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, Path, list[str]]]:
    """A language, the file its program goes into, and the command that runs it."""
    language = request.param
    if language == "python":
        path = tmp_path / "ask.py"
        yield language, path, [sys.executable, str(path)]
    elif language == "curl":
        if shutil.which("curl") is None or shutil.which("bash") is None:
            pytest.skip("curl or bash is not installed")
        path = tmp_path / "ask.sh"
        yield language, path, ["bash", str(path)]
    else:
        project: Path = request.getfixturevalue("node_openai")
        path = project / f"ask-{tmp_path.name}.mjs"
        yield language, path, [request.getfixturevalue("node"), str(path)]
        path.unlink(missing_ok=True)


def answer_in(language: str, stdout: str) -> str:
    """Return the text of the answer in what a program printed; curl prints it as it was sent."""
    if language != "curl":
        return stdout
    bodies = [
        line.removeprefix("data: ") for line in stdout.splitlines() if line.startswith(("data: {", "{"))
    ]
    choices = [choice for body in bodies for choice in json.loads(body)["choices"]]
    return "".join(choice.get("message", choice.get("delta", {})).get("content") or "" for choice in choices)


def expected(simulator: Simulator, request: ChatRequest) -> str:
    """Return what the simulator answers to *request*; it depends on every word of the prompt."""
    with httpx2.Client(transport=simulator.transport()) as http_client:
        client = openai.OpenAI(api_key=GOOD_KEY, base_url="http://simulator/v1", http_client=http_client)
        body = request._replace(stream=False).body
        return str(client.chat.completions.create(**body).choices[0].message.content)


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "stream"])
def test_the_program_sends_the_same_request(
    simulator: Simulator, command: tuple[str, Path, list[str]], *, stream: bool
) -> None:
    """Whatever the prompt holds, the service reads what the cell said, and the program prints the answer."""
    language, path, run = command
    for prompt in PROMPTS:
        seen = len(simulator.requests())
        request = ChatRequest(
            model="deepseek-v3.2",
            messages=({"role": "system", "content": "Be brief."}, {"role": "user", "content": prompt}),
            temperature=0.5,
            stop=("END", "a\nb"),
            stream=stream,
        )
        path.write_text(
            render_snippet(language, request, simulator.url, simulator_key=GOOD_KEY), encoding="utf-8"
        )
        done = subprocess.run(run, capture_output=True, text=True, encoding="utf-8", check=False, timeout=60)
        assert done.returncode == 0, done.stderr
        (row,) = simulator.requests()[seen:]
        assert (row["status"], row["model"]) == (200, "deepseek-v3.2")
        assert answer_in(language, done.stdout).strip() == expected(simulator, request).strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_real_key_is_read_from_the_environment(language: str) -> None:
    """Nothing to paste a key into, and none in the program."""
    request = ChatRequest(model="m", messages=({"role": "user", "content": "Hi"},))
    program = render_snippet(language, request, "https://api.modelmax.io/v1")
    assert "MODELMAX_API_KEY" in program
    assert not re.search(r"sk-\w", program)
