"""Two notebooks at once, each with a simulator inside it, and one folder in which tasks are remembered."""

import os
from pathlib import Path

import pytest

from modelmax_nb.tasks import TaskRecord
from modelmax_nb.video.home import has_ended, here
from modelmax_nb.video.store import TaskStore
from tests.harness.kernels import Kernel

SUBMIT = """
%load_ext modelmax_nb
from modelmax_nb import video
task = video.submit("A boat", seconds=2, audio={audio})
print(task.record.name)
"""
DOWNLOAD = """
task.wait()
print(task.download({name!r})[0].stat().st_size)
"""


def test_no_notebook_takes_the_task_of_another(tmp_path: Path) -> None:
    """The ids are the same in both, and yet each task is kept, fetched and saved by its own notebook."""
    env = {**os.environ, "MODELMAX_STATE_DIR": str(tmp_path / "state")}
    store = TaskStore(tmp_path / "state" / "tasks")
    with Kernel(tmp_path, env) as one, Kernel(tmp_path, env) as other:
        [name] = {
            kernel.run(SUBMIT.format(audio=audio)).text.split()[-1]
            for kernel, audio in ((one, True), (other, False))
        }
        assert len(store.tasks()) == 2
        for kernel, file in ((one, "loud.mp4"), (other, "still.mp4")):
            shown = kernel.run(DOWNLOAD.format(name=file))
            assert shown.error is None
            assert int(shown.text.split()[-1]) == (tmp_path / file).stat().st_size
            assert kernel.run("%modelmax tasks").text.count(name) == 2
        kept = {task.audio: [Path(file).name for file in task.files] for task in store.tasks()}
        assert kept == {True: ["loud.mp4"], False: ["still.mp4"]}
        for kernel, audio in ((one, "True"), (other, "False")):
            assert kernel.run(f"print(video.attach({name!r}).record.audio)").text.strip() == audio


def test_a_task_of_a_notebook_that_ended_makes_room(tmp_path: Path) -> None:
    """Running a lesson again fills no list: its simulator ended with its kernel."""
    env = {**os.environ, "MODELMAX_STATE_DIR": str(tmp_path / "state")}
    store = TaskStore(tmp_path / "state" / "tasks")
    for _ in range(2):
        with Kernel(tmp_path, env) as kernel:
            kernel.run(SUBMIT.format(audio=True))
            assert len(store.tasks()) == 1
    [left] = store.tasks()
    assert has_ended(left.home)


@pytest.mark.parametrize(
    "home",
    ["", "elsewhere/1/abcd", "a/b/c", here(), f"{here().rpartition('/')[0]}/00000000"],
    ids=["none", "elsewhere", "unreadable", "here", "same number"],  # each worker's own number is no name
)
def test_only_a_process_that_surely_ended_is_said_to_have(home: str) -> None:
    """Another computer, no process, this one, and one of the same number that is still there."""
    assert not has_ended(home)


def test_a_record_without_a_home_is_read(tmp_path: Path) -> None:
    """A file of a task at the service names no process."""
    names = ("model", "base_url", "status_url", "response_url", "resolution")
    unused = dict.fromkeys(names, "")
    task = TaskRecord(request_id="abc", seconds=8, audio=True, samples=1, submitted=0.0, **unused)
    store = TaskStore(tmp_path)
    store.keep(task)
    assert store.find("abc") == task
