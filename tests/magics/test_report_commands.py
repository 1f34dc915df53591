"""``%modelmax report`` and ``bug_report``: shown first, written when asked, and free of what is private."""

import base64
import os
from pathlib import Path
from urllib.parse import quote

import pytest

import modelmax_nb
from modelmax_nb.bug_reports import without_prompt
from modelmax_nb.request import ChatRequest
from modelmax_nb.session import Call, Report
from modelmax_nb.simulator import Simulator
from tests.harness.kernels import Kernel

SENTINEL = "sk-live-Sentinel/4711+0815=abcd"
PROMPT = "A very private question about my neighbour"
FORMS = [
    SENTINEL, quote(SENTINEL, safe=""), base64.b64encode(SENTINEL.encode()).decode().rstrip("="),
    SENTINEL.replace("/", "\\/"),
]  # fmt: skip
SCENARIOS = [
    "402",
    "echo-key",
    "502-html",
    "502-throttle",
    "reset",
    "stream-cut",
    "200-error",
    "hostile-html",
]


def test_it_is_shown_before_it_is_written(kernel: Kernel, tmp_path: Path) -> None:
    """The first --write shows, the second writes just that, a third writes over nothing."""
    kernel.run("%load_ext modelmax_nb")
    assert kernel.run("%modelmax report").text.startswith("No call has failed in this session.")
    kernel.run("%modelmax simulator play 402")
    kernel.run(f"%%modelmax\n{PROMPT}")
    target = tmp_path / "my report.md"
    shown = kernel.run("%modelmax report --write 'my report.md'")
    assert "run the same line again" in shown.html
    assert not target.exists()
    written = kernel.run("%modelmax report --write 'my report.md'")
    assert "Written to my report.md" in written.text
    text = target.read_text(encoding="utf-8")
    assert text == shown.data("text/plain")[0]
    assert PROMPT not in text + str(shown.messages)
    again = kernel.run("%modelmax report --write 'my report.md'")
    assert "there is a file my report.md already" in again.text
    assert target.read_text(encoding="utf-8") == text
    asked = kernel.run("%modelmax report --with-prompt --write other.md")
    assert PROMPT in asked.text
    assert not (tmp_path / "other.md").exists()


def test_another_failure_is_shown_anew(kernel: Kernel, tmp_path: Path) -> None:
    """What was shown of one failure is no leave to write another."""
    kernel.run("%load_ext modelmax_nb\n%modelmax simulator play 402, 401")
    kernel.run("%%modelmax\nHello")
    kernel.run("%modelmax report")
    kernel.run("%%modelmax\nHello")
    kernel.run("%modelmax report --write r.md")
    assert not (tmp_path / "r.md").exists()


@pytest.mark.parametrize("with_prompt", [False, True])
def test_no_report_holds_the_key(tmp_path: Path, *, with_prompt: bool) -> None:
    """S7: every kind of failure, a server that sends the key back, the key in the prompt itself."""
    option = "--with-prompt" if with_prompt else ""
    with Simulator(seed=1, latency=0.0) as simulator:
        environ = {**os.environ, "MODELMAX_API_KEY": SENTINEL, "MODELMAX_BASE_URL": simulator.url}
        environ |= {"IPYTHONDIR": str(tmp_path / "ipython")}
        with Kernel(tmp_path, environ) as kernel:
            kernel.run("%load_ext modelmax_nb\nimport modelmax_nb, os\nkey = os.environ['MODELMAX_API_KEY']")
            for scenario in SCENARIOS:
                simulator.play(scenario, repeat=True)
                stream = "--stream" if scenario.startswith("stream") else ""
                kernel.run(f"%%modelmax {stream} --attempts 1 --var key\n{PROMPT}: {{key}}")
                name = f"{scenario}{option}.md"
                seen = [kernel.run(f"%modelmax report {option} --write {name}") for _ in range(2)]
                text = (tmp_path / name).read_text(encoding="utf-8")
                assert "| front end | a kernel, cards: live |" in text
                assert (PROMPT in text) == with_prompt
                shown = str([(each.messages, each.reply) for each in seen])
                assert [form for form in FORMS if form in text or form in shown] == []
            call = "print(modelmax_nb.bug_report(with_prompt=True))\nmodelmax_nb.bug_report(with_prompt=True)"
            assert [form for form in FORMS if form in str(kernel.run(call).messages)] == []


def test_it_names_no_host_but_modelmaxs_and_no_home(own_home: Path) -> None:
    """A base URL may name a school; a path names a person."""
    modelmax_nb.configure(api_key=SENTINEL, base_url="https://llm.example-school.invalid:8443/team/v1")
    with pytest.raises(modelmax_nb.ModelMaxError):
        modelmax_nb.ask(PROMPT, attempts=1, timeout=2)
    report = modelmax_nb.bug_report()
    assert report is not None
    assert "another host (not shown)" in report.text
    assert "example-school" not in report.text
    assert "team" not in report.text
    assert "POST …/chat/completions" in report.text
    assert str(own_home) not in report.text


def test_python_gets_a_report_and_can_write_it(tmp_path: Path) -> None:
    """None before a failure; a file is never written over; a table's cell holds no bar of its own."""
    assert modelmax_nb.bug_report() is None
    session = modelmax_nb.current_session()
    session.overrides.simulator = True
    session.simulator.play("402")
    with pytest.raises(modelmax_nb.ModelMaxError):
        modelmax_nb.ask(PROMPT, model="a|b", attempts=1)
    report = modelmax_nb.bug_report()
    assert report is not None
    assert "| model | a\\|b |" in report.text
    assert report.write(tmp_path / "r.md").read_text(encoding="utf-8") == str(report) == repr(report)
    with pytest.raises(FileExistsError):
        report.write(tmp_path / "r.md")


@pytest.mark.parametrize(
    ("content", "said", "left"),
    [
        ("first secret line\nsecond line", "no 'first secret line\nsecond line'!", "no '[prompt removed]'!"),
        (
            "a long secret story",
            "no: secret story; no: a long secret",
            "no:[prompt removed]; no: [prompt removed]",
        ),
        ([{"type": "text", "text": "a secret with a picture"}], "<a secret with a>", "<[prompt removed]>"),
        ("Hello", "say Hello", "say Hello"),
    ],
)
def test_what_a_server_repeats_of_the_prompt_is_left_out(content: object, said: str, left: str) -> None:
    """Whole or in part, also of a message in parts; a few letters in common are no prompt."""
    request = ChatRequest(model="m", messages=({"role": "user", "content": content},))
    assert without_prompt(said, Report(call=Call(request=request))) == left


def test_a_call_of_the_readers_own_code_is_reported_without_its_prompt(kernel: Kernel) -> None:
    """What it asked was not kept, so the server's words, which may repeat it, are left out."""
    kernel.run("%load_ext modelmax_nb\n%modelmax simulator on\n%modelmax simulator play 402")
    kernel.run("import modelmax_nb\nclient = modelmax_nb.openai_client()")
    asked = [{"role": "user", "content": PROMPT}]
    kernel.run(f"client.chat.completions.create(model='m', messages={asked})")
    report = kernel.run("%modelmax report").text
    assert "insufficient-balance" in report
    assert "Left out: it may repeat the prompt." in report
    assert "\ninsufficient balance\n" not in report
    assert "\ninsufficient balance\n" in kernel.run("%modelmax report --with-prompt").text
