"""Programs in JavaScript, run from a notebook; where Node is not, it says so and shows what was stored."""

import json
from pathlib import Path
from typing import Any

import pytest

import modelmax_nb
from modelmax_nb.classroom import node, node_trial
from modelmax_nb.classroom.lessons.javascript import SITUATIONS
from tests.classroom.solutions.javascript.programs import PROGRAMS, REPORTS

HELLO = 'console.log("hello", process.env.MODELMAX_API_KEY, process.env.OPENAI_API_KEY);\n'


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to run programs in, with settings that no program is to see."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MODELMAX_API_KEY", "sk-real")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-other")
    return tmp_path


@pytest.fixture
def with_node(here: Path, node_openai: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same where Node finds its package."""
    monkeypatch.setenv(node.VARIABLE, str(node_openai))
    return here


def shortened(entry: dict[str, Any]) -> dict[str, Any]:
    """Return an entry of a report without the words of its answer."""
    short = dict(entry)
    if entry["answer"] is not None:
        short["answer"] = "an answer"
    if isinstance(entry["text"], dict):
        short["text"] = {"content": "an answer"}
    elif isinstance(entry["text"], str):
        short["text"] = "{}" if entry["text"].startswith("{") else "an answer"
    return short


@pytest.mark.parametrize("name", PROGRAMS)
def test_what_is_written_down_is_what_programs_do(with_node: Path, name: str) -> None:
    """The stored answers of the exercise are judged by these reports, so they have to be true."""
    (with_node / "mine.mjs").write_text(PROGRAMS[name], encoding="utf-8")
    report = node.program("mine.mjs")(SITUATIONS)
    assert {situation: shortened(entry) for situation, entry in report.items()} == REPORTS[name]


def test_a_program_meets_what_it_is_told_to(with_node: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It gets the simulator's address and key, and none of the user's; the last line is the simulator's."""
    modelmax_nb.configure(simulator=True)
    (with_node / "a.mjs").write_text(
        f"""{HELLO}import OpenAI from "openai";
const client = new OpenAI({{ apiKey: "sk-sim-good", baseURL: process.env.MODELMAX_BASE_URL }});
await client.models.list();
await client.chat.completions.create({{ model: "x", messages: [] }}).catch(() => process.exitCode = 3);
""",
        encoding="utf-8",
    )
    node.prepare()
    node.run("a.mjs", meets="402")
    assert capsys.readouterr().out.splitlines() == [
        "Node and its package openai are here: the programs of this lesson run on your computer.",
        "hello sk-sim-good undefined",
        "[requests: 200, 402 · charged: 0.000000 · exit code: 3]",
    ]
    node.run("b.mjs")
    assert "no file b.mjs" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("source", "said", "line"),
    [
        ("\nexport async function ask(client {\n}\n", "SyntaxError: Unexpected token '{'", 2),
        ("import OpenAI from 'openai'\nexport const ask = 1;;\nthrow 5;\n}", "SyntaxError: Unexpected", 4),
        ("export const ask = nix;", "ReferenceError: nix is not defined", None),
        ("async function ask() {}", "", None),
        ("", "", None),
    ],
)
def test_a_program_that_cannot_be_read_says_so(
    with_node: Path, source: str, said: str, line: int | None
) -> None:
    """What Node says of it is in the exception, and where, as far as Node knows."""
    (with_node / "mine.mjs").write_text(source, encoding="utf-8")
    with pytest.raises(node.ProgramUnread) as caught:
        node.program("mine.mjs")(SITUATIONS)
    assert caught.value.said.startswith(said)
    assert bool(caught.value.said) == bool(said)
    assert caught.value.line == line


def test_a_program_that_does_not_end_is_ended(with_node: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its process is gone afterwards, so nothing of it can reach a later trial."""
    monkeypatch.setattr(node_trial, "LONGEST", 0.2)
    (with_node / "mine.mjs").write_text("export async function ask() { while (true); }", encoding="utf-8")
    node.prepare()
    busy = node_trial.spare._process
    assert busy is not None
    with pytest.raises(TimeoutError):
        node.program("mine.mjs")(SITUATIONS)
    assert busy.poll() is not None


def test_a_program_that_leaves_is_told_of(with_node: Path) -> None:
    """What it did before is in the report."""
    program = "export async function ask(client) { await client.models.list(); process.exit(0); }"
    (with_node / "mine.mjs").write_text(program, encoding="utf-8")
    report = node.program("mine.mjs")(SITUATIONS)
    assert [(entry["sent"], entry["left"]) for entry in report.values()] == [([200], True)]


def test_the_next_process_is_ready_before_it_is_asked(with_node: Path) -> None:
    """Node is started and its package loaded ahead; each process is used once, and none stays behind."""
    (with_node / "mine.mjs").write_text(PROGRAMS["mended"], encoding="utf-8")
    node.prepare()
    first = node_trial.spare._process
    node.program("mine.mjs")(SITUATIONS)
    second = node_trial.spare._process
    assert first is not None
    assert second is not None
    assert (first is not second, first.poll() is not None, second.poll()) == (True, True, None)
    node_trial.spare.end()
    assert second.poll() is not None


def test_a_spare_process_ends_with_the_kernel(with_node: Path, node_openai: Path) -> None:
    """When nobody is left to write to it, it ends by itself."""
    node.prepare()
    waiting = node_trial.spare._process
    assert waiting is not None
    assert waiting.stdin is not None
    waiting.stdin.close()
    assert waiting.wait(timeout=60) == 0


def test_without_node(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says what is missing, runs nothing, and shows what was stored with the lesson."""
    monkeypatch.setenv("PATH", str(here))
    monkeypatch.setattr(node, "_told", set())
    node.run("first.mjs", meets="402")
    shown = capsys.readouterr().out
    assert "Node is not on this computer" in shown
    assert "Insufficient balance — please top up." in shown
    node.prepare()
    assert "nodejs.org" in capsys.readouterr().out
    node.run("first.mjs", meets="402")
    again = capsys.readouterr().out
    assert again == shown.partition("\n")[2]  # why is not said once more
    with pytest.raises(node.NodeMissing, match=r"nodejs\.org"):
        node.program("mine.mjs")(SITUATIONS)
    node.install()
    assert "npm is not on this computer" in capsys.readouterr().out


def test_nothing_is_loaded_without_being_asked(
    here: Path, node: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the package is missing, the size and the folder are said first."""
    from modelmax_nb.classroom import node as module

    assert node
    monkeypatch.delenv(module.VARIABLE, raising=False)
    module.prepare()
    shown = capsys.readouterr().out
    assert "node.install()" in shown
    assert str(module.own_folder()) in shown
    assert not module.own_folder().exists()


def test_every_run_of_the_lesson_is_stored() -> None:
    """Each call in the notebook finds its own stored output."""
    lesson = json.loads((Path(__file__).parents[2] / "notebooks" / node.LESSON).read_text(encoding="utf-8"))
    calls = [
        "".join(cell["source"]) for cell in lesson["cells"] if "".join(cell["source"]).startswith("node.run(")
    ]
    assert len(calls) == len(set(calls))
    assert all("[requests:" in node._stored(call) for call in calls)
