"""The README's commands are the ones that are run."""

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
    "optional-dependencies"
]


def test_ci_runs_the_readmes_command(tmp_path: Path) -> None:
    """.ci/run takes the line from the README, runs it as it stands, and lets no test be skipped."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash here")
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci" / "run")
    line = "echo said $CI $MODELMAX_REQUIRE_ALL; exit 3"
    (tmp_path / "README.md").write_text(f"text\n\n<!-- test-command -->\n```\n{line}\n```\n")
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("chromium", "npm"):
        (tools / name).write_text("#!/bin/sh\n")
        (tools / name).chmod(0o755)
    (tools / "fc-list").write_text("#!/bin/sh\necho 'Liberation Sans,Noto Sans CJK JP'\n")
    (tools / "fc-list").chmod(0o755)
    done = subprocess.run(
        [bash, str(tmp_path / ".ci" / "run")],
        env={**os.environ, "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert "said true 1" in done.stdout


def test_test_command_is_marked_once() -> None:
    """CI finds exactly one command, of one line."""
    assert len(re.findall(r"<!-- test-command -->\n```\n[^\n]+\n```\n", README)) == 1


def test_both_commands_name_extras_that_exist() -> None:
    """What the commands install is what the package offers."""
    named = set(re.findall(r'install -q (?:-e )?"\.\[(\w+)\]"', README))
    assert named == {"lab", "test"}
    assert named <= set(EXTRAS)


def test_no_figure_without_its_command() -> None:
    """The README claims no speed; figures come from the benchmark command."""
    assert not re.search(r"\d\s*(ms|seconds|×|times faster|%)(?!\w)", README)
