"""What our commands print fits into 80 columns, in every language."""

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from modelmax_nb.columns import LINE, listed, width
from modelmax_nb.language import LANGUAGES


def printed(shell: InteractiveShell, line: str) -> list[str]:
    """Run a line magic and return the lines it prints."""
    with capture_output() as captured:
        shell.run_line_magic("modelmax", line)
    return captured.stdout.splitlines()


@pytest.fixture
def ip(shell: InteractiveShell) -> InteractiveShell:
    """A shell with the extension and two calls behind it, one by a model with a long name."""
    shell.run_line_magic("load_ext", "modelmax_nb")
    with capture_output():
        shell.run_line_magic("modelmax", "simulator on")
        for model in ("deepseek-v3.2", "gemini-3-flash-preview"):
            shell.run_cell_magic("modelmax", f"-m {model}", "Hello")
    return shell


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("line", ["help", "usage", "models", "simulator help", "simulator scenarios"])
def test_no_line_is_too_long(ip: InteractiveShell, line: str, language: str) -> None:
    """A line that wraps by itself tears a table; Chinese and Japanese count twice."""
    printed(ip, f"lang {language}")
    lines = printed(ip, line)
    assert len(lines) > 2
    assert [text for text in lines if width(text) > LINE] == []


def test_a_text_goes_on_under_its_beginning(ip: InteractiveShell) -> None:
    """Continued lines stand in the text's own columns, so the names on the left stay a list."""
    lines = printed(ip, "help")
    first = next(number for number, line in enumerate(lines) if "%modelmax status" in line)
    start = lines[first].index("key, base URL")
    assert lines[first + 1][:start].strip() == ""
    assert lines[first + 1][start:] == "came from"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("  on", "  on    one two\n        three"),
        ("  off me", "  off me\n        one two\n        three"),
        ("  play it", "  play it\n        one two\n        three"),
    ],
)
def test_a_long_name_has_a_line_of_its_own(name: str, expected: str) -> None:
    """At least two blanks stand between a name and its text."""
    assert listed(name, "one two three", 8, 16) == expected
