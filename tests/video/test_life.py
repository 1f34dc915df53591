"""The life of a video task over the simulator: every way it can go, and what is billed."""

import asyncio
import json
from collections.abc import Generator
from itertools import pairwise
from pathlib import Path

import pytest

import modelmax_nb
from modelmax_nb import ModelMaxError, video
from modelmax_nb.failure import Symptom
from modelmax_nb.simulator import Simulator
from modelmax_nb.simulator.events import Event, Request
from modelmax_nb.video import TaskState, View


def ledger(simulator: Simulator) -> list[float]:
    """Return what was charged, in order, without the calls that were free."""
    return [event["charge"] for event in simulator.requests() if event["charge"]]


def paths(simulator: Simulator) -> list[str]:
    """Return the ends of the paths asked for, in order."""
    ends = []
    for event in simulator.requests():
        last = event["path"].rsplit("/", 1)[-1]
        ends.append(last if last in {"status", "0", "1"} else event["method"])
    return ends


def test_from_the_prompt_to_the_file(simulator: Simulator, tmp_path: Path) -> None:
    """Submit, wait, save: one charge, and only free looks before it."""
    task = video.submit("A paper boat", seconds=4, audio=False)
    assert task.state is TaskState.IN_QUEUE
    assert task.wait() is TaskState.COMPLETED
    assert ledger(simulator) == []
    assert task.download("boat.mp4") == [Path("boat.mp4")]
    assert ledger(simulator) == [pytest.approx(0.4)]
    assert paths(simulator) == ["POST", "status", "status", "status", "GET", "0"]
    assert (tmp_path / "boat.mp4").read_bytes()[4:8] == b"ftyp"
    assert [path.name for path in task.files] == ["boat.mp4"]


def test_what_is_sent(simulator: Simulator) -> None:
    """The documented names, sound always said, and nothing that was not asked for."""
    sent: list[dict[str, object]] = []
    answer = simulator.answer

    def listen(request: Request, now: float | None = None) -> Generator[Event]:
        if request.method == "POST":
            sent.append(json.loads(request.body))
        return answer(request, now)

    simulator.answer = listen  # type: ignore[method-assign]
    video.submit("A boat", seconds=5, resolution="1080p", aspect_ratio="9:16", samples=2, audio=True)
    parameters = {
        "aspect_ratio": "9:16",
        "resolution": "1080p",
        "duration_seconds": 5,
        "generate_audio": True,
        "sample_count": 2,
    }
    assert sent == [{"prompt": "A boat", "parameters": parameters}]


def test_the_result_is_fetched_once(simulator: Simulator) -> None:
    """A second call returns what is kept; only ``again`` sends, because a second fetch may be billed."""
    task = video.submit("A boat", seconds=2, audio=False)
    task.wait()
    first = task.result()
    assert task.result() == first
    assert video.attach(task.id).result() == first
    assert paths(simulator).count("GET") == 1
    task.result(again=True)
    assert paths(simulator).count("GET") == 2


def test_a_task_that_fails(simulator: Simulator) -> None:
    """FAILED raises with the service's own words; nothing is charged and nothing can be fetched."""
    simulator.play("task-fails")
    task = video.submit("Something refused")
    with pytest.raises(ModelMaxError) as caught:
        task.wait()
    assert caught.value.diagnosis.entry.slug == "content-refused"
    assert caught.value.diagnosis.failure.message == "content policy violation"
    with pytest.raises(ModelMaxError, match="content-refused"):
        task.download()
    assert ledger(simulator) == []
    assert paths(simulator).count("GET") == 1  # where its reason stands; free for a task that FAILED


def test_a_look_that_fails_is_no_task_that_fails(simulator: Simulator) -> None:
    """The watch goes on after a 502, and says meanwhile that the state is not known."""
    task = video.submit("A boat", seconds=2)
    simulator.play("poll-502", "poll-502")
    views: list[View] = []
    assert task.wait(on_view=views.append) is TaskState.COMPLETED
    troubles = [view.trouble.status for view in views if view.trouble]
    assert troubles == [502, 502]
    assert all(view.task.state is not TaskState.FAILED for view in views)


def test_a_deadline_ends_the_watch_and_not_the_task(simulator: Simulator) -> None:
    """The error says that it is not ready; later it can be watched on."""
    simulator.play("slow-queue")
    task = video.submit("A boat", seconds=2)
    with pytest.raises(ModelMaxError) as caught:
        task.wait(deadline=30)
    assert caught.value.diagnosis.entry.slug == "task-still-running"
    assert video.attach(task.id).wait() is TaskState.COMPLETED


def test_waits_grow_from_5_to_15_seconds(simulator: Simulator) -> None:
    """With a spread of a tenth to either side."""
    simulator.play("slow-queue")
    times: list[float] = []
    task = video.submit("A boat", seconds=2)
    task.wait(on_view=lambda view: times.append(view.next_look or 0))
    looks = [event["time"] for event in simulator.requests() if event["path"].endswith("/status")]
    waits = [later - earlier for earlier, later in pairwise(looks)]
    assert 4.5 <= waits[0] <= 5.6
    assert all(13.4 <= wait <= 16.6 for wait in waits[7:])
    assert len(set(waits)) == len(waits)


def test_a_result_that_is_not_ready_costs_nothing(simulator: Simulator) -> None:
    """Only the free status was asked for."""
    task = video.submit("A boat")
    with pytest.raises(ModelMaxError, match="task-still-running"):
        task.result()
    assert paths(simulator) == ["POST", "status"]


@pytest.mark.parametrize(
    ("scenario", "slug", "charged"),
    [("completed-no-data", "video-without-file", True), ("truncated-mp4", "download-cut", True)],
)
def test_a_result_without_its_video(simulator: Simulator, scenario: str, slug: str, *, charged: bool) -> None:
    """Each has its own diagnosis, the body is kept, and nothing is left on the disk."""
    task = video.submit("A boat", seconds=2, audio=False)
    task.wait()
    simulator.play(scenario)
    with pytest.raises(ModelMaxError) as caught:
        task.download("boat.mp4")
    assert caught.value.diagnosis.entry.slug == slug
    assert bool(ledger(simulator)) is charged
    assert not Path("boat.mp4").exists()
    assert not list(Path().glob(".*.part"))
    assert video.attach(task.id).record.result is not None


def test_a_cut_download_is_loaded_again_without_a_second_fetch(simulator: Simulator) -> None:
    """One charge in all."""
    task = video.submit("A boat", seconds=2, audio=False)
    task.wait()
    simulator.play("truncated-mp4")
    with pytest.raises(ModelMaxError):
        task.download("boat.mp4")
    assert task.download("boat.mp4") == [Path("boat.mp4")]
    assert len(ledger(simulator)) == 1


def test_a_finished_file_is_not_overwritten_by_half_a_video(simulator: Simulator) -> None:
    """Also where overwriting was allowed: the new one must be whole first."""
    Path("boat.mp4").write_bytes(b"finished")
    task = video.submit("A boat", seconds=2)
    task.wait()
    simulator.play("truncated-mp4")
    with pytest.raises(ModelMaxError):
        task.download("boat.mp4", overwrite=True)
    assert Path("boat.mp4").read_bytes() == b"finished"


def test_a_name_that_is_taken_stops_before_anything_is_billed(simulator: Simulator) -> None:
    """The file stays, and nothing was sent."""
    Path("boat.mp4").write_bytes(b"mine")
    task = video.submit("A boat", seconds=2)
    task.wait()
    with pytest.raises(FileExistsError, match=r"boat\.mp4 is there already"):
        task.download("boat.mp4")
    assert ledger(simulator) == []


def test_several_videos_get_a_number_each(simulator: Simulator) -> None:
    """And a name of their own where none was given."""
    task = video.submit("A boat", seconds=2, samples=3)
    task.wait()
    assert [path.name for path in task.download("boat.mp4")] == ["boat-1.mp4", "boat-2.mp4", "boat-3.mp4"]
    other = video.submit("A boat", seconds=2)
    other.wait()
    assert other.download()[0].name.startswith("veo-3-")


@pytest.mark.parametrize(("scenario", "claimed"), [("provider-mismatch", False), ("result-502", True)])
def test_a_fetch_that_may_have_been_billed_is_not_repeated(
    simulator: Simulator, scenario: str, *, claimed: bool
) -> None:
    """A refusal is free, so the next call fetches; after a 502 only ``again`` does."""
    task = video.submit("A boat", seconds=2)
    task.wait()
    simulator.play(scenario)
    with pytest.raises(ModelMaxError):
        task.result()
    if claimed:
        with pytest.raises(ModelMaxError, match="result-asked-before"):
            video.attach(task.id).result()
        assert task.result(again=True)["status"] == "COMPLETED"
    else:
        assert task.result()["status"] == "COMPLETED"
    assert len(ledger(simulator)) == 1


def test_a_refused_submit_leaves_no_task(simulator: Simulator) -> None:
    """And is sent once, whatever the retry policy says."""
    simulator.play("502-outage")
    with pytest.raises(ModelMaxError):
        video.submit("A boat")
    assert paths(simulator) == ["POST"]
    assert video.tasks() == []


def test_an_interrupt_ends_the_watch_and_not_the_task(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The task can be watched on."""
    task = video.submit("A boat", seconds=2)

    def interrupt(_seconds: float) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(simulator.clock, "sleep", interrupt)
        with pytest.raises(ModelMaxError, match="interrupted"):
            task.wait()
    assert video.attach(task.id).wait() is TaskState.COMPLETED


def test_the_same_without_blocking(simulator: Simulator) -> None:
    """Two tasks at once, each with its own file."""

    async def make(name: str) -> list[Path]:
        task = await video.submit_async("A boat", seconds=2, audio=False)
        await task.wait_async()
        return await task.download_async(name)

    async def both() -> list[list[Path]]:
        return list(await asyncio.gather(make("one.mp4"), make("two.mp4")))

    assert asyncio.run(both()) == [[Path("one.mp4")], [Path("two.mp4")]]
    assert len(ledger(simulator)) == 2


def test_a_task_of_another_service_is_not_asked_for(simulator: Simulator) -> None:
    """Nothing is sent to an address that does not know it."""
    task = video.submit("A boat", seconds=2)
    modelmax_nb.configure(simulator=False, base_url="https://example.com/v1", api_key="sk-test-0000")
    with pytest.raises(ModelMaxError, match="task-elsewhere") as caught:
        task.status()
    assert caught.value.diagnosis.failure.symptom is Symptom.TASK_ELSEWHERE


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"seconds": 9}, "seconds is a whole number from 1 to 8"),
        ({"seconds": 2.5}, "seconds is a whole number"),
        ({"samples": 0}, "samples is a whole number from 1 to 4"),
        ({"resolution": "8k"}, "resolution is 720p or 1080p or 4k"),
        ({"aspect_ratio": "4:3"}, "aspect_ratio is 16:9 or 9:16"),
    ],
)
def test_values_outside_the_documents_are_not_sent(
    simulator: Simulator, options: dict[str, object], said: str
) -> None:
    """They are named, with what is allowed."""
    with pytest.raises(ValueError, match=said):
        video.submit("A boat", **options)  # type: ignore[arg-type]
    assert simulator.requests() == []


def test_over_real_http(served: Simulator) -> None:
    """The same life over a socket: addresses joined to the host, never ``/v1/v1``."""
    task = video.submit("A boat", seconds=2, audio=False)
    quick = video.WatchPolicy(first=0.02, longest=0.05)
    assert task.wait(policy=quick) is TaskState.COMPLETED
    assert task.download("boat.mp4")
    assert not any("/v1/v1" in event["path"] for event in served.requests())
    assert len(ledger(served)) == 1


def test_one_event_loop_after_another(served: Simulator) -> None:
    """As scripts run them: a connection of the first is of no use in the second."""

    async def make(name: str) -> list[Path]:
        task = await video.submit_async("A boat", seconds=2, audio=False)
        await task.wait_async(policy=video.WatchPolicy(first=0.02, longest=0.05))
        return await task.download_async(name)

    assert [asyncio.run(make(name)) for name in ("one.mp4", "two.mp4")] == [
        [Path("one.mp4")],
        [Path("two.mp4")],
    ]
    assert str(asyncio.run(modelmax_nb.ask_async("Hello")))
    assert len(ledger(served)) == 3


def test_the_file_of_a_task_holds_no_key_and_no_prompt(served: Simulator, state_folder: Path) -> None:
    """Only its owner may read it; the prompt is there when asked for."""
    video.submit("A secret boat")
    (kept,) = state_folder.glob("*.json")
    text = kept.read_text()
    assert "sk-sim-good" not in text
    assert "secret boat" not in text
    assert kept.stat().st_mode & 0o077 == 0
    video.submit("A secret boat", keep_prompt=True)
    assert any("secret boat" in path.read_text() for path in state_folder.glob("*.json"))


@pytest.mark.parametrize(
    "damage",
    ["not json", "[]", '{"version": 99}', '{"version": 1, "request_id": "x"}', "\ufeff"],
)
def test_a_damaged_file_hides_no_other_task(simulator: Simulator, state_folder: Path, damage: str) -> None:
    """It is passed over."""
    task = video.submit("A boat")
    (state_folder / "damaged.json").write_text(damage)
    assert [each.id for each in video.tasks()] == [task.id]
