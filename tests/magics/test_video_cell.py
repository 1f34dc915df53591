"""``%%modelmax_video`` and ``%modelmax task`` in a real kernel."""

import os
import re
from pathlib import Path

import pytest

from modelmax_nb.simulator import RealClock, Simulator
from tests.harness.kernels import Kernel, Result

CELL = "%%modelmax_video --seconds 2 --no-audio"
PROMPT = "\nA secret boat"
JOURNAL = """
import modelmax_nb
print([e["charge"] for e in modelmax_nb.current_session().simulator.journal if e.get("charge")])
"""


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that remembers tasks."""
    monkeypatch.setenv("MODELMAX_STATE_DIR", str(tmp_path / "state"))
    return tmp_path / "state" / "tasks"


@pytest.fixture
def quick(state: Path, kernel: Kernel) -> Kernel:
    """A kernel that asks the simulator, a thousand times faster than life."""
    assert kernel.run("%load_ext modelmax_nb\n%modelmax simulator on --speed 1000").error is None
    return kernel


def refusal(shown: Result) -> str:
    """Return what a line that was refused says."""
    assert shown.reply["status"] == "error"
    return shown.text


def until(kernel: Kernel, shown: Result, words: str) -> Result:
    """Wait until *words* are read in what a cell shows."""
    return kernel.wait(shown, lambda now: words in now.text)


def test_a_video_is_saved_and_plays(quick: Kernel, tmp_path: Path) -> None:
    """The cell ends at once; later the file is there and plays from it."""
    shown = quick.run(f"{CELL} --save boat.mp4 -o task{PROMPT}")
    assert shown.error is None
    assert "its result is fetched, which bills it" in repr(shown.messages)  # before it is done
    kernel = until(quick, shown, "Saved to")
    assert kernel is shown
    quick.wait(shown, lambda now: "<video controls" in now.html)
    assert (tmp_path / "boat.mp4").stat().st_size > 1000
    assert quick.run(JOURNAL).text.count(".") == 1
    assert "COMPLETED" in quick.run("task").text


def test_the_next_look_is_said_from_the_start(quick: Kernel) -> None:
    """Nobody reads that nobody is looking while a thread does."""
    shown = quick.run(f"{CELL}{PROMPT}")
    first = next(m for m in shown.messages if "text/html" in m["content"].get("data", {}))
    assert "Next look in about" in first["content"]["data"]["text/plain"]
    until(quick, shown, "finished")
    assert re.search(r"As of \d\d:\d\d:\d\d UTC", shown.text)


def test_fetching_by_a_click_is_confirmed(quick: Kernel, tmp_path: Path) -> None:
    """The first click asks, the second pays."""
    shown = quick.run(f"{CELL}{PROMPT}")
    kernel_has_button(quick, shown, "Fetch and save (billed)")
    quick.click(shown, "Fetch and save (billed)")
    assert quick.run(JOURNAL).text.strip() == "[]"
    quick.click(shown, "Yes, fetch, pay and save")
    until(quick, shown, "Saved to")
    assert quick.run(JOURNAL).text.count(".") == 1
    assert list(tmp_path.glob("veo-3-*.mp4"))


def kernel_has_button(kernel: Kernel, shown: Result, label: str) -> None:
    """Wait until *label* stands on a button."""
    kernel.wait(shown, lambda now: any(w.get("description") == label for w in now.widgets().values()))


def test_a_task_that_fails_later_shows_its_card_in_place(quick: Kernel) -> None:
    """The cell itself was right and stays so; the words of the service are verbatim."""
    quick.run("%modelmax simulator play task-fails-in-queue")
    shown = quick.run(f"{CELL}{PROMPT}")
    assert shown.reply["status"] == "ok"
    until(quick, shown, "content-refused")
    assert "Nothing was charged" in shown.text
    assert "content-refused" in quick.run("%modelmax why").text


@pytest.mark.parametrize("line", [CELL + " --wait", CELL])
def test_waiting_fails_the_cell(quick: Kernel, line: str) -> None:
    """With ``--wait``, and where nobody is there to click."""
    quick.run("%modelmax simulator play task-fails-in-queue")
    shown = quick.run(line + PROMPT, attended="--wait" in line)
    assert shown.error is not None
    assert shown.error["ename"] == "ModelMaxError"
    assert "content-refused" in shown.text
    assert not any("%modelmax retry" in row for row in shown.error["traceback"])


def test_two_tasks_keep_apart(quick: Kernel, tmp_path: Path) -> None:
    """Each cell shows its own."""
    one = quick.run(f"{CELL} --save one.mp4{PROMPT}")
    two = quick.run(f"{CELL} --save two.mp4{PROMPT}")
    until(quick, two, "Saved to")
    assert "one.mp4" not in two.text
    quick.run("pass")
    assert "two.mp4" not in one.text
    assert (tmp_path / "two.mp4").exists()


def test_a_refused_submit_points_at_its_line(quick: Kernel) -> None:
    """Another cell run, and no ``%modelmax retry``, which would send a chat call; one card."""
    quick.run("%modelmax simulator play 502-outage")
    shown = quick.run(f"{CELL} -m veo-3{PROMPT}")
    assert shown.error is not None
    assert "%%modelmax_video" in shown.html
    assert "Run this cell again" in shown.text
    assert "%modelmax retry" not in shown.text
    assert len(re.findall(r"whose move", shown.text, re.IGNORECASE)) == 1
    assert "Run this cell again" in quick.run("%modelmax why").text


def test_python_gets_the_card_too(quick: Kernel) -> None:
    """``video.submit`` and ``images.generate`` in an ordinary cell."""
    for call in ("video.submit('x')", "images.generate('x')"):
        quick.run("%modelmax simulator play 402")
        shown = quick.run(f"from modelmax_nb import images, video\n{call}")
        assert shown.error is not None
        assert "insufficient-balance" in shown.text
        assert shown.html.count("<details") >= 1


def test_without_a_key_and_a_person_nothing_is_sent(state: Path, kernel: Kernel) -> None:
    """As ``%%modelmax``: an unattended notebook does not get the simulator by itself."""
    kernel.run("%load_ext modelmax_nb")
    for magic in (CELL, "%%modelmax_image"):
        shown = kernel.run(magic + PROMPT, attended=False)
        assert shown.error is not None
        assert "missing-key" in shown.text
    assert not state.exists()


def test_a_restarted_kernel_picks_the_task_up(state: Path, tmp_path: Path) -> None:
    """A standalone simulator has the task; one charge in its journal, and the key in no file."""
    with Simulator(clock=RealClock(200)) as simulator:
        env = {**os.environ, "MODELMAX_BASE_URL": simulator.url, "MODELMAX_API_KEY": "sk-sim-good"}
        with Kernel(tmp_path, env=env) as kernel:
            kernel.run("%load_ext modelmax_nb")
            assert kernel.run(f"{CELL}{PROMPT}").error is None
        (kept,) = state.glob("*.json")
        assert "sk-sim" not in kept.read_text()
        assert "secret" not in kept.read_text()
        with Kernel(tmp_path, env=env) as kernel:
            kernel.run("%load_ext modelmax_nb")
            name = kernel.run("%modelmax tasks").text.split(":")[0].strip()
            assert name in kernel.complete("%modelmax task ")["matches"]
            shown = kernel.run(f"%modelmax task {name} --wait --save boat.mp4")
            assert shown.error is None, shown.text
            assert "Saved to" in shown.text
            again = kernel.run(f"%modelmax task {name} --fetch")
            assert again.error is None
            assert "boat.mp4" in kernel.run(f"%modelmax task {name}", attended=False).text
            assert "boat.mp4 already" in refusal(kernel.run(f"%modelmax task {name} --save boat.mp4"))
            assert "forgotten" in kernel.run(f"%modelmax task {name} --forget").text
            assert "No video task" in kernel.run("%modelmax tasks").text
        charges = [event["charge"] for event in simulator.journal if event.get("charge")]
        assert len(charges) == 1
    assert (tmp_path / "boat.mp4").exists()


def test_unknown_tasks_and_options(quick: Kernel) -> None:
    """They are named, and nothing is sent."""
    assert "no task is called abc" in refusal(quick.run("%modelmax task abc"))
    assert "--fetch" in refusal(quick.run("%modelmax task abc --again"))


def test_unloading_stops_the_watch_and_takes_the_magics_away(quick: Kernel) -> None:
    """No thread is left, and the two cells are unknown."""
    quick.run("%modelmax simulator on --speed 1")
    shown = quick.run(f"{CELL}{PROMPT}")
    assert shown.error is None
    quick.run("%unload_ext modelmax_nb")
    assert "not found" in refusal(quick.run(f"{CELL}{PROMPT}"))
    assert "not found" in refusal(quick.run("%%modelmax_image\nx"))
    assert (
        quick.run("from modelmax_nb.magics import task_watch\nprint(len(task_watch._watched))").text.strip()
        == "0"
    )
