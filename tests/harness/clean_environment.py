"""Pytest plugin: no test sees the settings, keys, tasks or Jupyter configuration of whoever runs it."""

import os
import tempfile

import pytest

OURS = ("MODELMAX_", "OPENAI_")
FOR_THE_TESTS = {"MODELMAX_REQUIRE_ALL", "MODELMAX_CHROMIUM", "MODELMAX_LAB", "MODELMAX_SCREENSHOTS"}
LOCALE = ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG")
JUPYTER = ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")

_FOLDER = pytest.StashKey[tempfile.TemporaryDirectory[str]]()


def pytest_configure(config: pytest.Config) -> None:
    """Clear the variables for this process and all it starts, kernels of notebooks included."""
    for name in [name for name in os.environ if name.startswith(OURS) and name not in FOR_THE_TESTS]:
        del os.environ[name]
    for name in LOCALE:
        os.environ.pop(name, None)
    os.environ["LANG"] = "C.UTF-8"  # what is expected is English
    folder = tempfile.TemporaryDirectory(prefix="modelmax-nb-tests-", ignore_cleanup_errors=True)
    config.stash[_FOLDER] = folder
    for name in JUPYTER:
        os.environ[name] = os.path.join(folder.name, name.lower())  # noqa: PTH118 - a string is asked for
    os.environ["JUPYTER_PLATFORM_DIRS"] = "1"
    os.environ["MODELMAX_STATE_DIR"] = os.path.join(folder.name, "state")  # noqa: PTH118 - as above


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the folders of this run."""
    config.stash[_FOLDER].cleanup()
