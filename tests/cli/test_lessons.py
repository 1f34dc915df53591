"""Copying the notebooks: nothing a user wrote is ever lost."""

import json
from pathlib import Path

import pytest

from modelmax_nb.cli.complaint import CommandError
from modelmax_nb.cli.lessons import RECORD, Step, copy_lessons, lessons_folder


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """A release with two notebooks, one of them in a folder, and files that are none."""
    source = tmp_path / "shipped"
    (source / "extra").mkdir(parents=True)
    (source / "00-first.ipynb").write_text("first, version 1")
    (source / "extra" / "more.ipynb").write_text("more, version 1")
    (source / ".gitkeep").write_text("")
    (source / ".ipynb_checkpoints").mkdir()
    (source / ".ipynb_checkpoints" / "00-first-checkpoint.ipynb").write_text("an editor's copy")
    return source


def steps(source: Path, folder: Path) -> dict[str, Step]:
    """Copy and say what happened to each file."""
    return {copied.name: copied.step for copied in copy_lessons(source, folder)}


def test_first_copy_brings_every_notebook_and_nothing_hidden(shipped: Path, tmp_path: Path) -> None:
    """A new folder gets the notebooks, in their folders, and one record of our own."""
    folder = tmp_path / "mine"
    assert steps(shipped, folder) == {"00-first.ipynb": Step.COPIED, "extra/more.ipynb": Step.COPIED}
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert found == {"00-first.ipynb", "extra/more.ipynb", RECORD}


def test_second_copy_changes_nothing(shipped: Path, tmp_path: Path) -> None:
    """Nothing is written again when nothing changed."""
    folder = tmp_path / "mine"
    steps(shipped, folder)
    assert set(steps(shipped, folder).values()) == {Step.SAME}


def test_untouched_notebook_follows_the_release(shipped: Path, tmp_path: Path) -> None:
    """What the user never changed is replaced by the newer one."""
    folder = tmp_path / "mine"
    steps(shipped, folder)
    (shipped / "00-first.ipynb").write_text("first, version 2")
    assert steps(shipped, folder)["00-first.ipynb"] is Step.REFRESHED
    assert (folder / "00-first.ipynb").read_text() == "first, version 2"


def test_changed_notebook_stays_the_users(shipped: Path, tmp_path: Path) -> None:
    """A user's change outlives every later release."""
    folder = tmp_path / "mine"
    steps(shipped, folder)
    (folder / "00-first.ipynb").write_text("my own work")
    for version in (2, 3):
        (shipped / "00-first.ipynb").write_text(f"first, version {version}")
        assert steps(shipped, folder)["00-first.ipynb"] is Step.KEPT
    assert (folder / "00-first.ipynb").read_text() == "my own work"


def test_change_taken_back_is_no_change(shipped: Path, tmp_path: Path) -> None:
    """A file that equals any version ever written here may be refreshed, also two releases later."""
    folder = tmp_path / "mine"
    steps(shipped, folder)
    (shipped / "00-first.ipynb").write_text("first, version 2")
    steps(shipped, folder)
    (folder / "00-first.ipynb").write_text("first, version 1")
    (shipped / "00-first.ipynb").write_text("first, version 3")
    assert steps(shipped, folder)["00-first.ipynb"] is Step.REFRESHED


def test_file_that_was_there_before_is_kept(shipped: Path, tmp_path: Path) -> None:
    """A file of the same name that we never wrote belongs to the user."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "00-first.ipynb").write_text("something else")
    assert steps(shipped, folder)["00-first.ipynb"] is Step.KEPT


def test_deleted_notebook_comes_back(shipped: Path, tmp_path: Path) -> None:
    """Deleting a notebook is the way to get the original again."""
    folder = tmp_path / "mine"
    steps(shipped, folder)
    (folder / "00-first.ipynb").unlink()
    assert steps(shipped, folder)["00-first.ipynb"] is Step.COPIED


@pytest.mark.parametrize("record", ["", "[]", '{"written": 3}', '{"written": {"00-first.ipynb": 3}}'])
def test_damaged_record_loses_no_work(shipped: Path, tmp_path: Path, record: str) -> None:
    """Without a usable record a changed file is kept."""
    folder = tmp_path / "mine"
    steps(shipped, folder)
    (folder / "00-first.ipynb").write_text("my own work")
    (folder / RECORD).write_text(record)
    assert steps(shipped, folder)["00-first.ipynb"] is Step.KEPT


def test_record_is_plain_json(shipped: Path, tmp_path: Path) -> None:
    """The record names each file with the hashes of what was written."""
    folder = tmp_path / "mine"
    steps(shipped, folder)
    record = json.loads((folder / RECORD).read_text())
    assert record["version"] == 1
    assert {name: len(hashes) for name, hashes in record["written"].items()} == {
        "00-first.ipynb": 1,
        "extra/more.ipynb": 1,
    }


def test_shipped_folder_itself_is_left_alone(shipped: Path) -> None:
    """Naming the checkout's own notebooks as the target writes nothing."""
    assert set(steps(shipped, shipped).values()) == {Step.SAME}
    assert not (shipped / RECORD).exists()


def test_folder_that_is_a_file_is_one_clear_line(shipped: Path, tmp_path: Path) -> None:
    """A target that cannot be a folder stops with a sentence."""
    target = tmp_path / "mine"
    target.write_text("a file")
    with pytest.raises(CommandError, match=r"Cannot write to .*mine: File exists\. Name another folder\."):
        copy_lessons(shipped, target)


def test_notebooks_are_found() -> None:
    """This installation has notebooks to copy."""
    assert list(lessons_folder().glob("*.ipynb"))
