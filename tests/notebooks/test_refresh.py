"""What is stored is what a run shows: the refresh command changes no byte of any notebook."""

import shutil
from pathlib import Path

import pytest

from tests.notebooks.refresh import FOLDER, refresh


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.glob("*.ipynb")))
def test_refreshing_changes_nothing(name: str, tmp_path: Path) -> None:
    """A copy that is run again has the same bytes as the notebook in the repository."""
    shutil.copytree(FOLDER, tmp_path / "notebooks", ignore=shutil.ignore_patterns(".*"))
    copy = tmp_path / "notebooks" / name
    assert not refresh(copy)
    assert copy.read_bytes() == (FOLDER / name).read_bytes()
