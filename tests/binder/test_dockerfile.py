"""What Binder makes of ``binder/``, as far as it can be seen without building an image."""

import json
import re
import stat
import subprocess
import sys
import tomllib
from pathlib import Path
from urllib.parse import quote

import pytest

ROOT = Path(__file__).parents[2]
BINDER = ROOT / "binder"
CONFIGURATION = {"requirements.txt", "runtime.txt", "postBuild", "start"}
OTHERS = {"lite"}  # what is no business of Binder's
INDEX = "notebooks/index.ipynb"


@pytest.fixture(scope="module")
def dockerfile() -> str:
    """The Dockerfile that repo2docker writes for this checkout; no image is built."""
    words = ["--no-build", "--debug", "--user-name", "jovyan", "--user-id", "1000", str(ROOT)]
    done = subprocess.run(
        [sys.executable, "-m", "repo2docker", *words],
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def place(text: str, pattern: str) -> int:
    """Return where *pattern* stands in *text*, once."""
    (found,) = re.finditer(pattern, text, re.MULTILINE)
    return found.start()


def test_python_is_the_one_of_runtime_txt(dockerfile: str) -> None:
    """The environment is that of the Python named, not the 3.10 that Binder takes without it."""
    runtime = (BINDER / "runtime.txt").read_text().strip()
    version = re.fullmatch(r"python-(3\.\d+)", runtime)
    assert version
    assert f"environment-2epy-2d{version[1].replace('.', '-2e')}" in dockerfile
    required = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"]
    assert tuple(map(int, version[1].split("."))) >= tuple(map(int, required.removeprefix(">=").split(".")))


def test_the_repository_is_there_before_pip_runs(dockerfile: str) -> None:
    """The package can be installed from the copy only after the copy; then postBuild runs."""
    copied = place(dockerfile, r"^COPY --chown=\S+ src/ \$\{REPO_DIR\}/$")
    installed = place(dockerfile, r"pip install .*-r \"binder/requirements\.txt\"")
    built = place(dockerfile, r"^RUN \./binder/postBuild$")
    assert copied < installed < built


def test_every_server_starts_through_start(dockerfile: str) -> None:
    """Binder found ``start``."""
    assert 'ENV R2D_ENTRYPOINT="${REPO_DIR}/binder/start"' in dockerfile


def test_binder_knows_every_file() -> None:
    """A misspelt file would be passed over in silence; so would configuration outside ``binder/``."""
    names = {path.name for path in BINDER.iterdir() if path.name != "__pycache__"}
    assert names == CONFIGURATION | OTHERS
    assert not (ROOT / ".binder").exists()
    outside = {"environment.yml", "apt.txt", "Dockerfile", "requirements.txt", "runtime.txt", "setup.py"}
    assert not [name for name in outside if (ROOT / name).exists()]


def test_requirements_are_read_as_text() -> None:
    """A file of one dot would be taken for UTF-16; paths count from the root; no test tool is asked for."""
    text = (BINDER / "requirements.txt").read_text(encoding="ascii")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert len(text) > len(lines[0]) + 1
    assert [line for line in lines if line.startswith(".")] == [".[lab]"]


@pytest.mark.parametrize("name", ["postBuild", "start"])
def test_scripts_are_sound(name: str) -> None:
    """They are executable, stop at the first error, and bash can read them: Binder checks none of it."""
    path = BINDER / name
    assert path.stat().st_mode & stat.S_IXUSR
    text = path.read_text()
    assert text.startswith("#!/usr/bin/env bash\n")
    assert "set -euo pipefail" in text
    assert "\r" not in text
    subprocess.run(["bash", "-n", str(path)], check=True)
    staged = subprocess.run(
        ["git", "ls-files", "--stage", str(path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert staged.stdout.startswith("100755")


def test_start_hands_over() -> None:
    """Its last line becomes the server, or the image would not start."""
    assert (BINDER / "start").read_text().rstrip().splitlines()[-1] == 'exec "$@"'


def test_what_it_opens_is_there() -> None:
    """The address that a launch ends at is a notebook of ours; the README's link names it, encoded."""
    script = (BINDER / "postBuild").read_text()
    config = json.loads(re.search(r"<<'JSON'\n(.*?)\nJSON\n", script, re.DOTALL)[1])  # type: ignore[index]
    assert {app["default_url"] for app in config.values()} == {f"/lab/tree/{INDEX}"}
    assert (ROOT / INDEX).is_file()
    assert f"urlpath={quote(f'lab/tree/{INDEX}', safe='')}" in (ROOT / "README.md").read_text()
