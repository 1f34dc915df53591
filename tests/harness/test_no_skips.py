"""In CI a test that does not run counts as failed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TESTS = """\
import pytest

def test_skipped():
    pytest.skip("no browser here")

@pytest.mark.xfail(reason="known", strict=True)
def test_known_to_fail():
    raise AssertionError

def test_runs():
    pass
"""
MODULE = 'import pytest\npytest.importorskip("a_module_that_is_not_there")\n'


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["alone", "shared out"])
@pytest.mark.parametrize(
    ("required", "closing"),
    [("", "1 passed, 2 skipped, 1 xfailed"), ("1", "1 failed, 1 passed, 1 xfailed, 1 error")],
    ids=["at home", "in CI"],
)
def test_skip(required: str, closing: str, workers: tuple[str, ...], tmp_path: Path) -> None:
    """At home a skip says why; with MODELMAX_REQUIRE_ALL it fails, a whole module's too."""
    (tmp_path / "test_some.py").write_text(TESTS)
    (tmp_path / "test_module.py").write_text(MODULE)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-c", "/dev/null", "-p", "tests.harness.no_skips",
         "-p", "no:nbval", "-p", "no:cacheprovider",
         "--continue-on-collection-errors", f"--rootdir={tmp_path}", *workers, str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "MODELMAX_REQUIRE_ALL": required},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert closing in done.stdout.splitlines()[-1]
