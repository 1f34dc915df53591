"""A learner's file of their own for every test of the course."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for what is remembered."""
    folder = tmp_path / "state"
    monkeypatch.setenv("MODELMAX_STATE_DIR", str(folder))
    return folder
