"""``code``, ``retry``, ``report`` and ``usage`` after a retry, and after a card of the reader's own code."""

import re

import pytest

from tests.harness.kernels import Kernel

OWN = """
from openai import OpenAI
from modelmax_nb.simulator import Simulator
own = Simulator()
client = OpenAI(api_key="sk-sim-empty", base_url=own.url, max_retries=0)
"""
FAILING = """
client.chat.completions.create(
    model="gemini-3-flash-preview", messages=[{"role": "user", "content": "Hello"}])
"""

BODY = """
from modelmax_nb.api import current_session
print(current_session().last.call.request.parameters)
"""


def titles(html: str) -> str:
    """Return what stands above the first program."""
    found = re.search(r"<p><small>(.*?)</small></p>", html)
    assert found is not None
    return found[1]


def test_the_program_after_a_retry_repeats_as_the_settings_say(kernel: Kernel) -> None:
    """A click or %modelmax retry sends once; the robust program has the cell's attempts again."""
    kernel.run("%load_ext modelmax_nb")
    kernel.run("%%modelmax -m gemini-3-flash-previw\nHello")
    kernel.run("%modelmax retry -m gemini-3-flash-previw")
    assert kernel.run("%modelmax retry -m gemini-3-flash-preview").error is None
    shown = kernel.run("%modelmax code --python")
    assert "range(1, 4)" in shown.text
    assert "attempt == 3" in shown.text


@pytest.mark.parametrize(
    ("cell", "title"),
    [
        ("%%modelmax\nHello", "Ready for failures"),
        ("%%modelmax -m gemini-3-flash-previw\nHello", "Mended, and ready for failures"),
        ("%%modelmax -m gpt-4o\nHello", "Not mended yet. First: "),
        (
            "%modelmax simulator play 502 outage --repeat\n%%modelmax --attempts 1\nHello",
            "Ready for failures",
        ),
    ],
    ids=["answered", "misspelt", "unknown model", "outage"],
)
def test_the_title_is_true(kernel: Kernel, cell: str, title: str) -> None:
    """Nothing is called mended that is not."""
    kernel.run("%load_ext modelmax_nb")
    before, _, magic = cell.rpartition("%%modelmax")
    kernel.run(before)
    kernel.run(f"%%modelmax{magic}")
    assert titles(kernel.run("%modelmax code").html).startswith(title)


def test_after_a_card_of_own_code_nothing_else_is_sent(kernel: Kernel) -> None:
    """An earlier cell of the magic is neither sent again nor shown as a program."""
    kernel.run("%load_ext modelmax_nb\n" + OWN)
    kernel.run("%%modelmax\nAn earlier question")
    failed = kernel.run(FAILING)
    assert "insufficient-balance" in failed.text
    log = kernel.run("%modelmax simulator log").text
    for command in ("retry", "retry -m deepseek-v3.2", "code"):
        shown = kernel.run(f"%modelmax {command}")
        assert shown.error is None
        assert "your own code (cell 3, line 1)" in " ".join(shown.text.split())
        assert "An earlier question" not in shown.text
    assert kernel.run("%modelmax simulator log").text == log
    assert "insufficient-balance" in kernel.run("%modelmax report").text
    assert "own code are not counted" in kernel.run("%modelmax usage").text


def test_a_later_call_of_the_magic_is_the_last_one_again(kernel: Kernel) -> None:
    """Once a cell of the magic ran, the commands speak of it."""
    kernel.run("%load_ext modelmax_nb\n" + OWN)
    kernel.run(FAILING)
    assert "own code (" in kernel.run("%modelmax retry").text
    kernel.run("%%modelmax\nA later question")
    assert "A later question" in kernel.run("%modelmax code --python").text


def test_a_longer_answer_is_asked_for_as_its_card_says(kernel: Kernel) -> None:
    """The command of the card doubles the limit; typed with another number, it asks for that many tokens."""
    kernel.run("%load_ext modelmax_nb")
    kernel.run("%modelmax simulator play finish-length")
    cut = kernel.run("%%modelmax --max-tokens 16 -o answer\nTell me of the sea.")
    assert "answer-cut-by-length" in cut.text
    [command] = re.findall(r"%modelmax retry --max-tokens \d+", cut.text)
    assert command == "%modelmax retry --max-tokens 32"
    assert kernel.run(command).error is None
    assert "'max_tokens': 32" in kernel.run(BODY).text
    assert "stop" in kernel.run("print(answer.finish_reason)").text
    refused = kernel.run("%modelmax retry --max-tokens -5")
    assert "'max_tokens': -5" in kernel.run(BODY).text
    assert refused.error is not None
    assert "invalid-value" in refused.text


def test_without_a_limit_no_number_is_made_up(kernel: Kernel) -> None:
    """An empty answer without `--max-tokens`: the advice stands, and no command with it."""
    kernel.run("%load_ext modelmax_nb")
    kernel.run("%modelmax simulator play empty-answer")
    shown = kernel.run("%%modelmax\nHello")
    assert "Allow a longer answer with `--max-tokens` (needs your input)" in shown.text
    assert "--max-tokens {" not in shown.text
    assert re.search(r"tokens in: \d+, tokens out: 0\.", " ".join(shown.text.split()))
    assert "retry --max-tokens" not in shown.text


def test_a_failed_ask_can_be_sent_again(kernel: Kernel) -> None:
    """A call of this package in an ordinary cell is one that the commands know."""
    kernel.run("%load_ext modelmax_nb\nimport modelmax_nb")
    kernel.run('modelmax_nb.ask("Hello", model="gemini-3-flash-previw")')
    assert "own code" not in kernel.run("%modelmax code").text
    assert kernel.run("%modelmax retry -m gemini-3-flash-preview").error is None


@pytest.mark.parametrize(
    ("command", "words"), [("why", "catches"), ("report", "catches"), ("usage", "%%modelmax")]
)
def test_without_any_call_the_answer_names_what_it_does_not_see(
    kernel: Kernel, command: str, words: str
) -> None:
    """A reader whose code caught the error learns how to get a card."""
    kernel.run("%load_ext modelmax_nb")
    assert words in kernel.run(f"%modelmax {command}").text
