"""``--help`` of every command and action, ``%modelmax status`` in each state, and a key that is not typed."""

import pytest
from IPython.core.interactiveshell import InteractiveShell

from modelmax_nb.magics.commands import COMMANDS
from modelmax_nb.magics.simulator_commands import ACTIONS
from tests.harness.kernels import TIMEOUT, Kernel


@pytest.fixture
def loaded(shell: InteractiveShell) -> InteractiveShell:
    """The shell with the extension."""
    shell.run_line_magic("load_ext", "modelmax_nb")
    return shell


@pytest.mark.parametrize("option", ["--help", "-h"])
@pytest.mark.parametrize("command", [*COMMANDS, *(f"simulator {action}" for action in ACTIONS)])
def test_each_command_has_help_and_does_nothing_else(
    loaded: InteractiveShell, capsys: pytest.CaptureFixture[str], command: str, option: str
) -> None:
    """Its line is printed: no error, no request, no change."""
    loaded.run_line_magic("modelmax", f"{command} {option}")
    said = capsys.readouterr().out
    assert f"%modelmax {command.removesuffix(' help')}" in said
    loaded.run_line_magic("modelmax", "simulator log")
    assert "no request" in capsys.readouterr().out
    loaded.run_line_magic("modelmax", "lang")
    assert "English" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("simulator on", ["--account", "whose key", "--seed", "chance", "--speed", "waits"]),
        ("report", ["--with-prompt", "your prompt", "--write", "seen"]),
        ("retry", ["send the last call again", "--model", "model to ask", "--timeout", "silence"]),
        ("retry", ["--max-tokens N", "upper limit of the answer's length"]),
        ("chat", ["conversations", "NAME", "--clear", "forget"]),
        ("check-secrets", ["look for keys", "PATH", "this notebook"]),
        ("code", ["--python", "as a Python program", "--as-sent"]),
    ],
)
def test_each_option_says_what_it_does(
    loaded: InteractiveShell, capsys: pytest.CaptureFixture[str], command: str, words: list[str]
) -> None:
    """No option is a bare name."""
    loaded.run_line_magic("modelmax", f"{command} --help")
    said = " ".join(capsys.readouterr().out.split())
    assert [word for word in words if word not in said] == []


def test_help_ends_no_cell_with_an_error(kernel: Kernel) -> None:
    """In a real kernel the lines after it run too."""
    kernel.run("%load_ext modelmax_nb")
    shown = kernel.run("%modelmax simulator on --help\nprint('after')")
    assert shown.error is None
    assert shown.text.rstrip().endswith("after")


@pytest.mark.parametrize(
    ("prepare", "key", "answers"),
    [
        ("%modelmax simulator off", "none; %modelmax key", "https://api.modelmax.io/v1"),
        (
            "%env MODELMAX_BASE_URL=https://class.example/v1",
            "none; %modelmax key",
            "https://class.example/v1",
        ),
        ("%env MODELMAX_API_KEY=sk-half a-key-0123456789", "cannot be used", "https://api.modelmax.io/v1"),
        ("%config ModelMaxMagics.base_url = 'api.example'", "", "api.example"),
    ],
    ids=["simulator off", "own address", "unusable key", "unusable address"],
)
def test_status_shows_every_line_without_a_usable_key(
    kernel: Kernel, prepare: str, key: str, answers: str
) -> None:
    """What is missing stands in its own line; no card, for no call was made."""
    kernel.run("%load_ext modelmax_nb")
    kernel.run(prepare)
    shown = kernel.run("%modelmax status")
    assert shown.error is None
    assert shown.html == ""
    rows = {line[:14].strip(): line[14:] for line in shown.text.splitlines()}
    assert answers in rows["answers from"]
    assert key in rows.get("key", "")
    assert {"model", "attempts", "repeats left", "cards", "language"} <= set(rows)
    assert "0123456789" not in shown.text


def test_an_unusable_address_is_named_in_the_status(kernel: Kernel) -> None:
    """The last line says why a call would not be sent."""
    kernel.run("%load_ext modelmax_nb\n%config ModelMaxMagics.base_url = 'api.example'")
    assert "would not be sent" in kernel.run("%modelmax status").text


def test_an_interrupt_while_a_key_is_asked_for_is_no_error(kernel: Kernel) -> None:
    """One line says that nothing changed."""
    kernel.run("%load_ext modelmax_nb")
    begun = kernel.begin("%modelmax key")
    kernel.client.get_stdin_msg(timeout=TIMEOUT)  # the question is there
    kernel.interrupt()
    shown = kernel.finish(begun)
    assert shown.error is None
    assert "No key was entered" in shown.text
