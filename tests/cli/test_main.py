"""The command line as a whole."""

import subprocess
import sys

import pytest

import modelmax_nb
from modelmax_nb.cli import lab, main


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    """--help is enough to find the four commands."""
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert all(command in said for command in ("lab", "simulator", "doctor", "explain"))


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    """--version prints the package's version."""
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out == f"modelmax-nb {modelmax_nb.__version__}\n"


@pytest.mark.parametrize("argv", [[], ["nonsense"], ["lab", "--nonsense"], ["explain", "--status", "x"]])
def test_wrong_words_are_a_usage_error(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong words end with code 2 and a line that says what was expected."""
    with pytest.raises(SystemExit) as ended:
        main(argv)
    assert ended.value.code == 2
    assert "usage: modelmax-nb" in capsys.readouterr().err


def test_only_lab_takes_words_after_dashes(capsys: pytest.CaptureFixture[str]) -> None:
    """Words meant for JupyterLab are not swallowed by another command."""
    assert main(["doctor", "--", "--port", "1"]) == 1
    assert capsys.readouterr().err == "modelmax-nb: Only modelmax-nb lab takes words after --.\n"


def test_simulator_gets_its_words_untouched(capsys: pytest.CaptureFixture[str]) -> None:
    """The simulator has a command line of its own."""
    with pytest.raises(SystemExit) as ended:
        main(["simulator", "--help"])
    assert ended.value.code == 0
    assert "--port" in capsys.readouterr().out


def test_interrupt_is_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl-C ends any command with the code that shells expect."""

    def interrupted(*_words: object, **_options: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(lab, "open_lab", interrupted)
    assert main(["lab"]) == 130
    assert capsys.readouterr().err == ""


def test_module_is_the_command() -> None:
    """``python -m modelmax_nb`` works where the command is not on the path, and survives a narrow console."""
    done = subprocess.run(
        [sys.executable, "-m", "modelmax_nb", "explain", "--status", "402"],
        input='{"error": {"message": "balance 残高不足", "type": "insufficient_balance"}}'.encode(),
        capture_output=True,
        check=True,
        env={"PYTHONIOENCODING": "ascii"},
    )
    assert b"insufficient-balance" in done.stdout
