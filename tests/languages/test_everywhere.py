"""The reader's language reaches every place where something is shown."""

import os
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

import modelmax_nb
from modelmax_nb import ModelMaxError, messages
from modelmax_nb.cli import main
from modelmax_nb.columns import is_wide
from modelmax_nb.magics.commands import COMMANDS
from modelmax_nb.magics.options import cell_parser
from tests.harness.kernels import Kernel

FAIL = "%load_ext modelmax_nb\n%modelmax simulator on --seed 1\n%modelmax simulator play 402"


def run(shell: InteractiveShell, code: str) -> str:
    """Run a cell and return all that it shows."""
    with capture_output() as captured:
        shell.run_cell(code)
    shown = "\n".join(output.data.get("text/plain", "") for output in captured.outputs)
    return captured.stdout + captured.stderr + shown


@pytest.fixture
def ip(shell: InteractiveShell) -> InteractiveShell:
    """A shell with the extension, answered by the simulator in virtual time."""
    shell.run_line_magic("load_ext", "modelmax_nb")
    run(shell, "%modelmax simulator on --seed 1")
    return shell


def test_a_language_is_chosen_and_given_back(ip: InteractiveShell) -> None:
    """``%modelmax lang`` says what is spoken and why; ``auto`` forgets the choice."""
    assert run(ip, "%modelmax lang") == "Language: English (default).\n"
    assert run(ip, "%modelmax lang zh") == "语言：中文（本次会话中的选择）。\n"
    run(ip, "%modelmax simulator play 402")
    assert "账户余额已用完。" in run(ip, "%%modelmax\nHello")
    assert "账户余额已用完。" in run(ip, "%modelmax why")
    run(ip, "%modelmax lang ja")
    assert "アカウントの残高がなくなりました。" in run(ip, "%modelmax why")
    assert str(modelmax_nb.explain('{"error": {"type": "unauthorized"}}')).startswith(
        "ModelMax はこのキーを受け付けませんでした。"
    )
    assert run(ip, "%modelmax lang auto") == "Language: English (default).\n"


@pytest.mark.parametrize(
    ("tag", "title"), [("zh-Hant-TW", "账户余额已用完。"), ("ja_JP", "アカウントの残高がなくなりました。")]
)
def test_a_longer_tag_leads_to_its_language(ip: InteractiveShell, tag: str, title: str) -> None:
    """``zh-Hant-TW`` is narrowed until there is a language; what leads to none is refused."""
    run(ip, f"%modelmax lang {tag}")
    assert title in run(ip, "%modelmax why 402")
    assert "tlh" in run(ip, "%modelmax lang tlh")
    assert title in run(ip, "%modelmax why 402")


def test_settings_and_scripts_are_explained_in_the_readers_language(ip: InteractiveShell) -> None:
    """``%config``, the glossary, the log, and a scenario that does not exist."""
    run(ip, "%modelmax lang zh")
    assert "提供商失败时的请求总次数。" in run(ip, "%config ModelMaxMagics")
    assert "运行模型的公司" in run(ip, "%modelmax glossary")
    assert "是不是想输入 502-outage？" in run(ip, "%modelmax simulator play 502 outtage")
    assert "模拟器无法执行" in run(ip, "%modelmax simulator play models: stream cut")
    assert "仅限模拟器" in run(ip, "%modelmax models")
    assert "密钥 …good" in run(ip, "%modelmax simulator log")
    run(ip, "%modelmax lang en")
    assert "Requests in all when the provider fails." in run(ip, "%config ModelMaxMagics")


@pytest.mark.parametrize("language", ["zh", "ja"])
def test_every_command_speaks(ip: InteractiveShell, language: str) -> None:
    """Help, status, lists and slips of the pen come in the language that was chosen."""
    run(ip, f"%modelmax lang {language}")
    for command in [
        *COMMANDS,
        "simulator help",
        "simulator scenarios",
        "statsu",
        "simulator plya",
        "code ruby",
    ]:
        if command not in {"key", "retry", "lang"}:
            assert any(map(is_wide, run(ip, f"%modelmax {command}"))), command
    for slip in ("--attempts 0", "--modle x", "-t warm", "--var nme", "-o 1a"):
        assert any(map(is_wide, run(ip, f"%%modelmax {slip}\nhi"))), slip
    help_lines = cell_parser(language).format_help().splitlines()
    assert not [line for line in help_lines if "usage:" in line or "options:" in line or "show this" in line]


def test_an_exception_stays_english(ip: InteractiveShell) -> None:
    """Its text can be searched for, whatever the card speaks."""
    run(ip, "%modelmax lang ja")
    run(ip, "%modelmax simulator play 402")
    run(ip, "%%modelmax\nHello")
    error = modelmax_nb.current_session().last
    assert error is not None
    assert isinstance(error.exception(), ModelMaxError)
    assert str(error.exception()) == "The balance of your account is used up. (insufficient-balance)"


def test_underscore_stays_the_last_output(ip: InteractiveShell) -> None:
    """Nothing is installed as ``_`` by a translation."""
    run(ip, "%modelmax lang zh")
    run(ip, "6 * 7")
    run(ip, "%modelmax help")
    assert ip.user_ns["_"] == 42


def test_english_loads_no_catalogue(ip: InteractiveShell) -> None:
    """Who reads English waits for no translation."""
    messages._catalogue.cache_clear()
    run(ip, "%modelmax simulator play 402")
    run(ip, "%%modelmax\nHello")
    assert messages._catalogue.cache_info().currsize == 0


@pytest.mark.parametrize(
    ("environ", "attended", "title"),
    [
        ({"LANG": "ja_JP.UTF-8"}, True, "アカウントの残高がなくなりました。"),
        ({"LANG": "ja_JP.UTF-8"}, False, "The balance of your account is used up."),
        ({"LANG": "ja_JP.UTF-8", "MODELMAX_LANG": "zh"}, False, "账户余额已用完。"),
    ],
    ids=["attended", "unattended", "variable"],
)
def test_stored_notebooks_stay_alike(
    tmp_path: Path, environ: dict[str, str], attended: bool, title: str
) -> None:
    """The locale counts where a person reads; an unattended run is English unless it is told otherwise."""
    with Kernel(tmp_path, {**os.environ, **environ}, attended=attended) as kernel:
        kernel.run(FAIL)
        (html,) = kernel.run("%%modelmax\nHello").data("text/html")
    assert title in html


def test_the_command_line_speaks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """``modelmax-nb`` follows the terminal's locale."""
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    pasted = tmp_path / "error.json"
    pasted.write_text('{"error": {"message": "insufficient balance", "type": "insufficient_balance"}}')
    assert main(["explain", str(pasted)]) == 0
    assert "账户余额已用完。" in capsys.readouterr().out
    assert main(["doctor"]) in {0, 1}
    checks = [line.split()[:2] for line in capsys.readouterr().out.splitlines()]
    assert ["正常", "模拟器"] in checks
    assert main(["explain", str(tmp_path / "nowhere")]) == 1
    assert "无法读取" in capsys.readouterr().err
