"""A sentinel key, and a search for it wherever it could have got to (S5-S8)."""

import base64
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from modelmax_nb.simulator import Simulator
from tests.harness.kernels import Kernel

SENTINEL = "sk-live-Sentinel/4711+0815=abcd"
SCENARIOS = [
    "400-bad-field", "400-unknown-model", "401", "402", "500", "502-content-policy", "502-html", "503", "429",
    "200-html", "200-error", "login-page", "redirect", "reset", "stream-error", "stream-cut",
    "stream-bad-json", "echo-key", "ok",
]  # fmt: skip


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    """A server that takes any scenario; it does not know the sentinel, so only scripts decide."""
    with Simulator(seed=1, latency=0.0) as simulator:
        yield simulator


def forms(secret: str) -> list[str]:
    """Return how *secret* could look: as it is, in URLs, in base64, in JSON."""
    plain = base64.b64encode(secret.encode()).decode().rstrip("=")
    return [secret, quote(secret, safe=""), plain, secret.replace("/", "\\/")]


def assert_clean(where: str, text: str) -> None:
    """Fail when any form of the sentinel is in *text*, without repeating the text."""
    for form in forms(SENTINEL):
        assert form not in text, f"the key is in {where}"


def kernel_with(folder: Path, key: str, base_url: str) -> Kernel:
    """Return a kernel whose environment holds *key*; its history and everything else lie in *folder*."""
    environ = {
        **os.environ,
        "MODELMAX_API_KEY": key,
        "MODELMAX_BASE_URL": base_url,
        "IPYTHONDIR": str(folder / "ipython"),
        "HOME": str(folder),
    }
    return Kernel(folder, environ)


@pytest.mark.parametrize("mode", ["Context", "Verbose", "Minimal"])
def test_no_output_history_or_file_holds_the_key(tmp_path: Path, simulator: Simulator, mode: str) -> None:
    """Every failure, in every traceback mode, with live controls: the key is found nowhere."""
    with kernel_with(tmp_path, SENTINEL, simulator.url) as kernel:
        kernel.run(f"%load_ext modelmax_nb\n%xmode {mode}\nimport modelmax_nb, logging")
        kernel.run("logging.basicConfig(level=logging.DEBUG)")
        seen = ""
        for scenario in SCENARIOS:
            simulator.play(scenario, repeat=True)
            stream = "--stream" if scenario.startswith("stream") else ""
            shown = kernel.run(f"%%modelmax {stream} --attempts 1\nHello")
            raised = kernel.run("modelmax_nb.ask('Hello', attempts=1)")
            seen += str(shown.messages) + str(shown.reply) + str(raised.messages) + str(raised.reply)
        for code in ("status", "why", "why 401", "code", "usage", "models", "report", "check-secrets"):
            seen += str(kernel.run(f"%modelmax {code}").messages)
        seen += str(kernel.run("modelmax_nb.current_session().settings()").messages)
        seen += str(kernel.run("vars(modelmax_nb.current_session())").messages)
        seen += str(kernel.run("%whos").messages)
        assert_clean("a message", seen)
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert_clean(str(path.name), path.read_bytes().decode("utf-8", "replace"))


@pytest.mark.parametrize(
    ("key", "says"),
    [
        (SENTINEL + "\n", "line break"),
        (f"“{SENTINEL}”", "quotation marks"),
        (SENTINEL + "\u200b", "zero width space"),
        (SENTINEL[:12] + "\n" + SENTINEL[12:], "line break"),
    ],
)
def test_a_key_pasted_with_something_stuck_to_it(
    tmp_path: Path, simulator: Simulator, key: str, says: str
) -> None:
    """Rows 11 and 12: a sentence that says what it was, and the key printed nowhere."""
    with kernel_with(tmp_path, key, simulator.url) as kernel:
        kernel.run("%load_ext modelmax_nb\n%xmode Verbose")
        simulator.play("401", repeat=True)
        shown = kernel.run("%%modelmax\nHello")
        assert shown.reply["status"] == "error"
        assert says in shown.text
        assert_clean("a message", str(shown.messages))


def test_the_journal_keeps_four_characters(simulator: Simulator) -> None:
    """What graders and teachers read is no list of keys."""
    import modelmax_nb

    modelmax_nb.configure(api_key=SENTINEL, base_url=simulator.url)
    with pytest.raises(modelmax_nb.ModelMaxError):
        modelmax_nb.ask("Hello")
    assert_clean("the journal", str(simulator.journal))
    assert simulator.requests()[0]["key_last4"] == "abcd"
