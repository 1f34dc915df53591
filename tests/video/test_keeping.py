"""What is remembered of tasks, by several processes, on full disks, in damaged files; what is saved where."""

import json
import pickle
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from modelmax_nb import ModelMaxError, images, video
from modelmax_nb.simulator import Simulator
from modelmax_nb.video import TaskState, VideoTask
from modelmax_nb.video.store import TaskStore


def finished(samples: int = 1) -> VideoTask:
    """Submit a task and wait for its end."""
    task = video.submit("A boat", seconds=2, audio=False, samples=samples)
    task.wait()
    return task


def fetches(simulator: Simulator) -> int:
    """Count the requests that bill."""
    return sum(bool(event["charge"]) for event in simulator.requests())


@contextmanager
def full_disk(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond *size* bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_second_notebook_finds_the_result_of_the_first(simulator: Simulator) -> None:
    """Also where it had read the task before; nothing is fetched again and nothing is overwritten."""
    task = finished()
    other = video.attach(task.id)
    fetched = task.result()
    other.status()  # writes down what it knows, which is less
    assert other.result() == fetched
    assert video.attach(task.id).record.result == fetched
    assert fetches(simulator) == 1


CLAIM = """
import sys
from pathlib import Path
from modelmax_nb.video.store import TaskStore
from modelmax_nb.tasks import TaskRecord
store = TaskStore(Path(sys.argv[1]))
unused = dict.fromkeys(("model", "base_url", "status_url", "response_url", "resolution"), "")
task = TaskRecord(request_id="abc", seconds=8, audio=True, samples=1, submitted=0.0, **unused)
print("ready", flush=True)
sys.stdin.readline()
print([store.claim_result(task) for _ in range(4)].count(True))
"""


def test_of_many_processes_one_fetches(state_folder: Path) -> None:
    """Whoever comes second does not pay."""
    command = [sys.executable, "-c", CLAIM, str(state_folder)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    running = [subprocess.Popen(command, **pipes) for _ in range(3)]
    for process in running:
        assert process.stdout.readline() == "ready\n"
    for process in running:
        process.stdin.write("go\n")
        process.stdin.flush()
    claimed = [int(process.communicate()[0]) for process in running]
    assert sorted(claimed) == [0, 0, 1]


def test_a_claim_with_a_result_is_not_given_back(simulator: Simulator) -> None:
    """A second fetch that is refused does not make the first one forgotten."""
    task = finished()
    fetched = task.result()
    simulator.play("provider-mismatch")
    with pytest.raises(ModelMaxError):
        task.result(again=True)
    store = TaskStore()
    assert not store.claim_result(task.record)
    store.keep(replace(task.record, result=None))
    assert video.attach(task.id).result() == fetched
    assert fetches(simulator) == 1


def test_an_end_is_not_taken_back(simulator: Simulator) -> None:
    """What an older look knew does not stand over a later one."""
    task = video.submit("A boat", seconds=2)
    early = task.record
    task.wait()
    TaskStore().keep(early)
    assert video.attach(task.id).state is TaskState.COMPLETED


def test_where_nothing_can_be_remembered_nothing_is_sent(
    simulator: Simulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A task that nobody remembers would be lost at the next restart; the text says what to set."""
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("MODELMAX_STATE_DIR", str(tmp_path / "file"))
    with pytest.raises(OSError, match="MODELMAX_STATE_DIR"):
        video.submit("A boat")
    assert simulator.requests() == []
    assert video.tasks() == []


def test_a_task_survives_a_disk_that_fills_up(
    simulator: Simulator, state_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its id is named, it can be watched and fetched, and once there is room it is written down."""
    monkeypatch.setattr(TaskStore, "check", lambda _self: None)
    with full_disk(0), pytest.warns(RuntimeWarning, match="note its id"):
        task = video.submit("A boat", seconds=2)
    assert not list(state_folder.glob("*.json"))
    task.wait()
    assert video.attach(task.id).state is TaskState.COMPLETED


def test_a_video_that_finds_no_room_is_not_paid_twice(simulator: Simulator) -> None:
    """No half file is left, and the next try loads it without a fetch."""
    task = finished()
    with full_disk(4000), pytest.raises(OSError, match="too large"):
        task.download("boat.mp4")
    assert [path for path in Path().rglob("*") if path.suffix in {".mp4", ".part"}] == []
    assert task.download("boat.mp4") == [Path("boat.mp4")]
    assert fetches(simulator) == 1


def test_a_folder_that_takes_no_file_stops_before_anything_is_billed(simulator: Simulator) -> None:
    """It is tried first."""
    Path("taken").write_text("a file")
    task = finished()
    with pytest.raises(OSError, match="taken"):
        task.download("taken/boat.mp4")
    assert fetches(simulator) == 0


def test_where_a_video_is_saved(
    simulator: Simulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under the home folder, in a folder that is made, in one that is there under a name of its own."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    Path("videos").mkdir()
    assert finished().download("~/boat.mp4") == [tmp_path / "home" / "boat.mp4"]
    assert finished().download("new/deep/boat.mp4") == [Path("new/deep/boat.mp4")]
    task = finished()
    assert task.download("videos") == [Path(f"videos/veo-3-{task.record.name}.mp4")]
    assert task.download("other/") == [Path(f"other/veo-3-{task.record.name}.mp4")]
    assert not Path("~").exists()


def test_what_is_saved_is_not_loaded_again(simulator: Simulator) -> None:
    """The same file is named, and no copy is made."""
    task = finished()
    first = task.download()
    asked = len(simulator.requests())
    assert task.download() == first
    assert len(simulator.requests()) == asked
    assert task.download(overwrite=True) == first
    assert len(task.files) == 1


def test_of_several_videos_the_missing_ones_are_loaded(simulator: Simulator) -> None:
    """After one of them broke off."""
    task = finished(samples=3)
    simulator.play("content: ok, content-502")
    with pytest.raises(ModelMaxError):
        task.download("boat.mp4")
    assert [path.name for path in task.files] == ["boat-1.mp4"]
    assert len(task.download("boat.mp4")) == 3
    loaded = [event for event in simulator.requests() if "/content/" in event["path"]]
    assert len(loaded) == 4
    assert fetches(simulator) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("submitted", "yesterday"),
        ("state", "ALMOST"),
        ("state", None),
        ("files", "boat.mp4"),
        ("base_url", 5),
        ("samples", None),
        ("result", "a page"),
    ],
)
def test_a_damaged_field_hides_no_other_task(
    simulator: Simulator, state_folder: Path, field: str, value: object
) -> None:
    """The file is passed over and counted."""
    damaged, whole = video.submit("A boat"), video.submit("A boat")
    for path in state_folder.glob("*.json"):
        kept = json.loads(path.read_text())
        if kept["request_id"] == damaged.id:
            path.write_text(json.dumps({**kept, field: value}))
    assert [each.id for each in video.tasks()] == [whole.id]
    assert len(TaskStore().damaged()) == 1


@pytest.mark.parametrize("scenario", ["content-502", "content-404", "content: reset", "content: 401"])
def test_what_to_do_after_a_fetch_is_said_of_this_task(simulator: Simulator, scenario: str) -> None:
    """To run the cell again would submit, and pay, another; the file alone is loaded again."""
    task = finished()
    simulator.play(scenario)
    with pytest.raises(ModelMaxError) as caught:
        task.download("boat.mp4")
    commands = [fix.command or "" for fix in caught.value.diagnosis.fixes]
    assert not any(command.startswith("%modelmax retry") for command in commands)
    assert task.download("boat.mp4") == [Path("boat.mp4")]
    assert fetches(simulator) == 1


def test_an_error_travels_to_another_process_whole(simulator: Simulator) -> None:
    """With what it may be repeated by, and the pictures that did come."""
    simulator.play("402")
    with pytest.raises(ModelMaxError) as caught:
        video.submit("A boat")
    assert pickle.loads(pickle.dumps(caught.value)).retryable is False  # noqa: S301 - our own bytes
    simulator.play("image-undecodable")
    with pytest.raises(images.ImageError) as failed:
        images.generate("A boat")
    travelled = pickle.loads(pickle.dumps(failed.value))  # noqa: S301 - as above
    assert (travelled.retryable, travelled.pictures) == (False, [])
