"""``%modelmax code``: the last request as programs that run as they stand, each run against the simulator."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import httpx2
import openai
import pytest

from modelmax_nb.request import ChatRequest
from modelmax_nb.simulator import GOOD_KEY, Simulator
from modelmax_nb.snippets import FORMS, LANGUAGES, render_program, words
from modelmax_nb.snippets.blanks import fill_in
from modelmax_nb.snippets.plan import Plan

PROMPTS = [
    "Hello",
    "Quotes \" and ' and ` and $HOME and \\ and ${x} and #{y} and @key@",
    "Two lines\nand JSON\nJSON\nJSON_\nthe end",
    "你好 — こんにちは — 😀 — \u2028 — \x00",
    '{"a": {"b": 1}} f"{x}" </script> `${x}`',
]
MODEL = "deepseek-v3.2"


class Ended(NamedTuple):
    """How a program ended: its exit code, what it printed, and the requests that the simulator got."""

    code: int
    out: str
    err: str
    requests: list[dict[str, object]]


@pytest.fixture(scope="module")
def simulator() -> Iterator[Simulator]:
    """A server that answers at once."""
    with Simulator(seed=1, latency=0.0) as simulator:
        yield simulator


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """Each language in turn."""
    return str(request.param)


class Runner:
    """Runs programs of one language, with the key in the environment as a reader would have it."""

    def __init__(self, simulator: Simulator, path: Path, command: list[str]) -> None:
        self.simulator = simulator
        self.path = path
        self.command = command

    def run(self, program: str) -> Ended:
        """Save and run *program*."""
        seen = len(self.simulator.requests())
        self.path.write_text(program, encoding="utf-8")
        done = subprocess.run(
            [*self.command, str(self.path)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=60,
            env=os.environ | {"MODELMAX_API_KEY": GOOD_KEY, "PYTHONIOENCODING": "utf-8"},
        )
        return Ended(done.returncode, done.stdout, done.stderr, self.simulator.requests()[seen:])


@pytest.fixture
def runner(
    language: str, simulator: Simulator, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Runner]:
    """What runs programs of *language*; the simulator forgets its script afterwards."""
    if language == "js":
        path = request.getfixturevalue("node_openai") / f"ask-{tmp_path.name}.mjs"
        yield Runner(simulator, path, [request.getfixturevalue("node")])
        path.unlink(missing_ok=True)
    elif language == "curl":
        if shutil.which("curl") is None or shutil.which("bash") is None:
            pytest.skip("curl or bash is not installed")
        yield Runner(simulator, tmp_path / "ask.sh", ["bash"])
    else:
        yield Runner(simulator, tmp_path / "ask.py", [sys.executable])
    simulator.play()


def plan(simulator: Simulator, prompt: str = "Hello", *, stream: bool = False) -> Plan:
    """Return a plan that asks the simulator, with waits that are short where a program draws them."""
    request = ChatRequest(model=MODEL, messages=({"role": "user", "content": prompt},), stream=stream)
    return Plan(request.body, simulator.url, wait_max=0.05)


def answer_in(language: str, printed: str) -> str:
    """Return the text of the answer in what a program printed; curl prints it as it was sent."""
    if language != "curl":
        return printed
    starts = [match.start() for match in re.finditer(r"^(?:data: )?(?=\{)", printed, re.MULTILINE)]
    bodies = [json.JSONDecoder().raw_decode(printed[start:].removeprefix("data: "))[0] for start in starts]
    choices = [choice for body in bodies for choice in body.get("choices", [])]
    return "".join(choice.get("message", choice.get("delta", {})).get("content") or "" for choice in choices)


def expected(simulator: Simulator, request: ChatRequest) -> str:
    """Return what the simulator answers to *request*; it depends on every word of the prompt."""
    with httpx2.Client(transport=simulator.transport()) as http_client:
        client = openai.OpenAI(api_key=GOOD_KEY, base_url="http://simulator/v1", http_client=http_client)
        body = request._replace(stream=False).body
        return str(client.chat.completions.create(**body).choices[0].message.content)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("stream", [False, True], ids=["whole", "stream"])
def test_the_program_sends_the_same_request(
    simulator: Simulator, language: str, runner: Runner, form: str, *, stream: bool
) -> None:
    """Whatever the prompt holds, the service reads what the cell said, and the program prints the answer."""
    request = ChatRequest(
        model=MODEL,
        messages=(
            {"role": "system", "content": "Be brief."},
            *({"role": "user", "content": prompt} for prompt in PROMPTS),
        ),
        temperature=0.5,
        stop=("END", "a\nb"),
        stream=stream,
    )
    ended = runner.run(render_program(language, form, Plan(request.body, simulator.url)))
    assert ended.code == 0, ended.err
    (row,) = ended.requests
    assert (row["status"], row["model"]) == (200, MODEL)
    assert answer_in(language, ended.out).strip() == expected(simulator, request).strip()


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "stream"])
def test_a_fault_that_passes_is_repeated(
    simulator: Simulator, language: str, runner: Runner, *, stream: bool
) -> None:
    """After a 502 the program asks once more, and prints the answer."""
    simulator.play("502 outage, ok")
    ended = runner.run(render_program(language, "robust", plan(simulator, stream=stream)))
    assert ended.code == 0, ended.err
    assert [row["status"] for row in ended.requests] == [502, 200]
    request = ChatRequest(model=MODEL, messages=({"role": "user", "content": "Hello"},))
    assert expected(simulator, request).strip() in answer_in(language, ended.out)


def test_attempts_are_bounded(simulator: Simulator, language: str, runner: Runner) -> None:
    """Three requests and no more: the SDK adds none of its own, and the program says how it ended."""
    simulator.play("502 outage", repeat=True)
    ended = runner.run(render_program(language, "robust", plan(simulator)))
    assert ended.code != 0
    assert len(ended.requests) == 3
    assert {row["retry_count"] for row in ended.requests} <= {"0", None, 0}
    assert "The model's provider returned an error." in ended.err


def test_an_empty_account_is_asked_once(simulator: Simulator, language: str, runner: Runner) -> None:
    """A refusal that is the reader's own to mend is never repeated, and said in plain words."""
    simulator.play("402", repeat=True)
    ended = runner.run(render_program(language, "robust", plan(simulator)))
    assert ended.code != 0
    assert len(ended.requests) == 1
    assert "The balance is used up: top up first." in ended.err


@pytest.mark.parametrize(
    ("language", "status", "meaning"),
    [
        ("python", "400", "The request cannot be used as it is: change it first."),
        ("js", "401", "The key was not accepted."),
        ("async", "500", "ModelMax had a fault."),
    ],
    ids=str,
)
def test_each_documented_status_is_said(
    simulator: Simulator, language: str, runner: Runner, status: str, meaning: str
) -> None:
    """The programs share one table of meanings, so one program a status shows that it is used."""
    simulator.play(status, repeat=True)
    ended = runner.run(render_program(language, "robust", plan(simulator)._replace(attempts=1)))
    assert ended.code != 0
    assert len(ended.requests) == 1
    assert meaning in ended.err


def test_a_refused_prompt_is_not_repeated(simulator: Simulator, language: str, runner: Runner) -> None:
    """A 502 that speaks of a policy is final, but curl cannot read it, and says so in its comment."""
    simulator.play("502 content-policy", repeat=True)
    program = render_program(language, "robust", plan(simulator))
    ended = runner.run(program)
    assert ended.code != 0
    assert len(ended.requests) == (3 if language == "curl" else 1)
    assert ("cannot tell a refusal (502) from an outage" in program) == (language == "curl")


def test_the_servers_wish_is_obeyed(simulator: Simulator, language: str, runner: Runner) -> None:
    """A server that asks for more time than the deadline leaves is not asked again."""
    simulator.play("retry-after-130", repeat=True)
    ended = runner.run(render_program(language, "robust", plan(simulator)))
    assert ended.code != 0
    assert len(ended.requests) == 1


@pytest.mark.parametrize("scenario", ["stream-cut", "stream-end-early"])
def test_what_came_of_a_stream_is_kept(
    simulator: Simulator, language: str, runner: Runner, scenario: str
) -> None:
    """An answer that breaks off stands there as far as it came, and is not asked for a second time."""
    simulator.play(scenario, repeat=True)
    ended = runner.run(render_program(language, "robust", plan(simulator, stream=True)))
    assert len(ended.requests) == 1
    assert "Simulated answer" in answer_in(language, ended.out)
    if (language, scenario) not in {
        ("curl", "stream-end-early"),
        ("curl", "stream-error"),
    }:  # curl reads no JSON
        assert ended.code != 0
        assert "No whole answer came." in ended.err or "broke off" in ended.err


def test_a_server_that_is_off_is_said(simulator: Simulator, language: str, runner: Runner) -> None:
    """When nothing answers at all, the program says so, does not go on, and speaks of no charge."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # nobody listens
        off = plan(simulator)._replace(base_url=f"http://127.0.0.1:{taken.getsockname()[1]}/v1")
        ended = runner.run(render_program(language, "robust", off))
    assert ended.code != 0
    assert "Nothing was reached" in ended.err
    assert "charged" not in ended.err


def test_a_command_leaves_the_terminal_open(simulator: Simulator) -> None:
    """Pasted at a prompt, ``exit`` would close the window before its reply could be read."""
    for form in FORMS:
        program = render_program("curl", form, plan(simulator))
        assert not [line for line in program.splitlines() if line.startswith("exit")]


@pytest.mark.parametrize("form", FORMS)
def test_a_real_key_is_read_from_the_environment(language: str, form: str) -> None:
    """Nothing to paste a key into, and none in the program."""
    request = ChatRequest(model="m", messages=({"role": "user", "content": "Hi"},))
    program = render_program(language, form, Plan(request.body, "https://api.modelmax.io/v1"))
    assert "MODELMAX_API_KEY" in program
    assert not re.search(r"sk-\w", program)


@pytest.mark.parametrize("form", FORMS)
def test_a_key_of_the_simulator_stands_in_the_program(language: str, form: str) -> None:
    """It is no secret, so that the program runs at once."""
    request = ChatRequest(model="m", messages=({"role": "user", "content": "Hi"},))
    program = render_program(language, form, Plan(request.body, "http://x/v1", simulator_key=GOOD_KEY))
    assert "MODELMAX_API_KEY" not in program
    assert GOOD_KEY in program


def test_a_program_is_short_enough_to_be_read(language: str) -> None:
    """A robust program is little longer than a screen, and no line runs off it."""
    request = ChatRequest(model=MODEL, messages=({"role": "user", "content": "Hello"},), stream=True)
    program = render_program(
        language, "robust", Plan(request.body, "https://api.modelmax.io/v1")
    ).splitlines()
    assert len(program) <= 60
    assert max(map(len, program)) <= 110


@pytest.mark.parametrize("form", FORMS)
def test_any_translation_fits_into_a_program(
    simulator: Simulator, language: str, runner: Runner, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever signs a translated sentence holds, the program around it still runs."""
    odd = "“\"'`${x}{y}\\ $HOME %s #\u3002 "
    monkeypatch.setattr("modelmax_nb.snippets.say", lambda text, _reader, **_values: odd + text.id)
    program = render_program(language, form, plan(simulator))
    monkeypatch.undo()
    simulator.play("502 outage, ok")
    ended = runner.run(program)
    if form == "robust":
        assert ended.code == 0, ended.err
        assert [row["status"] for row in ended.requests] == [502, 200]
    assert len(ended.requests) >= 1


def test_blanks_are_filled_in_one_pass() -> None:
    """What a value holds is never read as a blank, lines are indented, and an empty value takes its line."""
    template = "a\n  @many@\n@none@\nb = @one@\n"
    assert fill_in(template, many="x\ny", none="", one="@many@") == "a\n  x\n  y\nb = @many@\n"


def test_every_language_and_form_has_its_words() -> None:
    """Nothing is offered without a title."""
    assert set(words.TITLES) == set(words.HEADS) == set(LANGUAGES)
    assert set(words.FORMS) == set(FORMS)
