"""IPython and the Jupyter console at a real terminal, and their output in a pipe."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from modelmax_nb.catalog.entries import ENTRIES
from modelmax_nb.columns import width
from modelmax_nb.display.phrase import plain
from modelmax_nb.display.terminal import BOLD_RED, takes_colour

pytest.importorskip("pexpect", reason="there is no pseudo-terminal here", exc_type=ImportError)
from tests.harness.terminal import COLUMNS, Terminal, terminal, without_codes

ENTRY = ENTRIES["insufficient-balance"]
TITLES = {language: plain(ENTRY.text("title"), language) for language in ("en", "zh", "ja")}


def load(shell: Terminal, language: str = "en") -> None:
    """Load the extension; the simulator answers at once."""
    shell.type("%load_ext modelmax_nb")
    shell.type("%modelmax simulator on --seed 1 --speed 50")
    shell.type(f"%modelmax lang {language}")


def fail(shell: Terminal) -> str:
    """Run a cell for which there is no money left; return what is shown."""
    shell.type("%modelmax simulator play 402")
    return shell.ask("Hello")


@pytest.fixture(scope="module")
def ipython(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    """IPython at a terminal with colours, for all of these."""
    with terminal("IPython", tmp_path_factory.mktemp("ipython")) as shell:
        load(shell)
        yield shell


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    """The Jupyter console, whose kernel is another process, for all of these."""
    with terminal("jupyter_console", tmp_path_factory.mktemp("console")) as shell:
        load(shell)
        yield shell


@pytest.mark.parametrize("language", TITLES)
def test_card_at_a_terminal(ipython: Terminal, language: str) -> None:
    """The title is set off, nothing is wider than the terminal, and no widget shows its repr."""
    ipython.type(f"%modelmax lang {language}")
    shown = fail(ipython)
    assert f"{BOLD_RED}{TITLES[language]}\x1b[0m" in shown
    lines = without_codes(shown).split("\n")
    assert [line for line in lines if width(line) > COLUMNS] == []
    assert "insufficient-balance" in shown
    assert "%modelmax simulator play" in shown
    assert "Box(" not in shown
    ipython.type("%modelmax lang en")


def test_colour_says_nothing_of_its_own(ipython: Terminal) -> None:
    """The text is that of a terminal without colours."""
    card = without_codes(fail(ipython))
    assert "Whose move? Yours." in card
    assert "Charged? No." in card


def test_a_wait_is_announced_once(ipython: Terminal) -> None:
    """A terminal cannot take lines back: one line for a wait, then the answer."""
    ipython.type("%modelmax simulator play 500, ok")
    shown = without_codes(ipython.ask("Hello"))
    assert shown.count("Attempt 2 of 3") == 1
    assert "Simulated" in shown


def test_a_stream_is_shown_once(ipython: Terminal) -> None:
    """The answer comes whole, at its end."""
    shown = without_codes(ipython.ask("Hello", "--stream -o reply"))
    answer = ipython.type("print(str(reply).strip().splitlines()[0])").strip().splitlines()[-1]
    assert shown.count(without_codes(answer)) == 1


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=["NO_COLOR", "dumb"])
def test_colours_can_be_refused(tmp_path: Path, env: dict[str, str]) -> None:
    """The card has no control code where the reader or the terminal wants none."""
    with terminal("IPython", tmp_path, env) as shell:
        load(shell)
        shown = fail(shell)
    start = shown.index(TITLES["en"])
    card = shown[shown.rfind("\n", 0, start) : shown.index("%modelmax simulator play", start)]
    assert "\x1b" not in card


def test_a_pipe_gets_no_control_codes(tmp_path: Path) -> None:
    """``ipython -c … | cat`` holds text alone, the error included."""
    code = "get_ipython().run_line_magic('load_ext', 'modelmax_nb')\n"
    code += "get_ipython().run_line_magic('modelmax', 'simulator on --seed 1')\n"
    code += "get_ipython().run_line_magic('modelmax', 'simulator play 402')\n"
    code += "get_ipython().run_cell_magic('modelmax', '--no-raise', 'Hello')"
    done = subprocess.run(
        [sys.executable, "-m", "IPython", "-c", code],
        cwd=tmp_path,
        env={**os.environ, "TERM": "xterm-256color"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert TITLES["en"] in done.stdout
    assert "\x1b" not in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize("language", TITLES)
def test_card_in_the_console(console: Terminal, language: str) -> None:
    """The same text, though a kernel is there: the console draws no widgets."""
    console.type(f"%modelmax lang {language}")
    shown = without_codes(fail(console))
    assert TITLES[language] in shown
    assert [line for line in shown.split("\n") if width(line) > COLUMNS] == []
    assert "%modelmax simulator play" in shown
    assert "buttons" not in shown
    assert "Box(" not in shown
    console.type("%modelmax lang en")


def test_a_stream_in_the_console_is_whole(console: Terminal) -> None:
    """The console drops updates, so the answer is shown when it is complete, and once."""
    shown = without_codes(console.ask("Hello", "--stream -o reply"))
    last = console.type("print(str(reply).strip().splitlines()[-1])")
    assert shown.count(without_codes(last).strip().splitlines()[-1]) == 1


def test_a_wait_in_the_console(console: Terminal) -> None:
    """One line for a wait, then the answer; no countdown that stands still."""
    console.type("%modelmax simulator play 500, ok")
    shown = without_codes(console.ask("Hello"))
    assert shown.count("Attempt 2 of 3") == 1
    assert "Simulated" in shown


class Stream:
    """A stream that says whether it is a terminal."""

    def __init__(self, *, terminal: bool) -> None:
        self.terminal = terminal

    def isatty(self) -> bool:
        """Tell it."""
        return self.terminal


@pytest.mark.parametrize(
    ("is_terminal", "variable", "value", "expected"),
    [
        (True, "NO_COLOR", "", True),
        (True, "NO_COLOR", "0", False),
        (True, "TERM", "dumb", False),
        (False, "NO_COLOR", "", False),
    ],
)
def test_who_gets_colours(
    monkeypatch: pytest.MonkeyPatch, is_terminal: bool, variable: str, value: str, expected: bool
) -> None:
    """Terminals do, unless somebody said no; an empty NO_COLOR says nothing."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv(variable, value)
    assert takes_colour(Stream(terminal=is_terminal)) is expected  # type: ignore[arg-type]
    assert takes_colour(object()) is False  # type: ignore[arg-type]
