"""``%%modelmax_video`` and ``%modelmax task`` in a real kernel."""

import os
import re
from pathlib import Path

import pytest

from modelmax_nb.simulator import RealClock, Simulator
from tests.harness.kernels import Kernel, Result
from tests.harness.terminal import CODES, terminal

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
    assert "Saved to boat.mp4." in shown.text  # a saved notebook does not tell where its owner keeps it
    assert str(tmp_path) not in repr(shown.messages)
    assert (tmp_path / "boat.mp4").stat().st_size > 1000
    assert quick.run(JOURNAL).text.count(".") == 1
    assert "COMPLETED" in quick.run("task").text


def test_the_next_look_is_said_from_the_start(quick: Kernel) -> None:
    """Nobody reads that nobody is looking while a thread does."""
    shown = quick.run(f"{CELL}{PROMPT}")
    first = next(m for m in shown.messages if "text/html" in m["content"].get("data", {}))
    assert "Next look at" in first["content"]["data"]["text/plain"]
    until(quick, shown, "finished")
    assert re.search(r"As of [-\d]+ \d\d:\d\d:\d\d UTC", shown.text)


def test_fetching_by_a_click_is_confirmed(quick: Kernel, tmp_path: Path) -> None:
    """The first click asks, the second pays; the second half of a double click does not."""
    shown = quick.run(f"{CELL}{PROMPT}")
    kernel_has_button(quick, shown, "Fetch and save (billed)")
    quick.click(shown, "Fetch and save (billed)")
    quick.click(shown, "Yes, fetch, pay and save")
    kernel_has_button(quick, shown, "Yes, fetch, pay and save")
    assert quick.run(JOURNAL).text.strip() == "[]"
    quick.click(shown, "Yes, fetch, pay and save")
    until(quick, shown, "Saved to")
    assert quick.run(JOURNAL).text.count(".") == 1
    assert list(tmp_path.glob("veo-3-*.mp4"))


def kernel_has_button(kernel: Kernel, shown: Result, label: str) -> None:
    """Wait until *label* stands on a button that can be pressed."""

    def stands(now: Result) -> bool:
        parts = now.widgets().values()
        return any(part.get("description") == label and not part.get("disabled") for part in parts)

    kernel.wait(shown, stands)


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
            assert "taken off the list" in kernel.run(f"%modelmax task {name} --forget").text
            assert "No video task" in kernel.run("%modelmax tasks").text
        charges = [event["charge"] for event in simulator.journal if event.get("charge")]
        assert len(charges) == 1
    assert (tmp_path / "boat.mp4").exists()


def test_the_simulator_of_another_day(state: Path, tmp_path: Path) -> None:
    """It gives its first task the same id as ever; that task is new, is fetched, and is saved by itself."""
    for name in ("one.mp4", "two.mp4"):
        with Kernel(tmp_path) as kernel:
            kernel.run("%load_ext modelmax_nb\n%modelmax simulator on --speed 1000")
            shown = kernel.run(f"{CELL} --wait --save {name}{PROMPT}")
            assert shown.error is None, shown.text
            assert f"Saved to {name}." in shown.text
            assert kernel.run(JOURNAL).text.count(".") == 1
    assert len(list(state.glob("*.json"))) == 1


def test_tasks_of_a_simulator_that_is_off_or_gone(state: Path, tmp_path: Path) -> None:
    """No base URL is proposed for them; a restarted kernel has lost them and says so."""
    with Kernel(tmp_path) as kernel:
        kernel.run("%load_ext modelmax_nb\n%modelmax simulator on")
        assert kernel.run(f"{CELL}{PROMPT}").error is None
        name = kernel.run("%modelmax tasks").text.split(":")[0].strip()
        kernel.run("%modelmax simulator off\nimport os\nos.environ['MODELMAX_API_KEY'] = 'sk-none'")
        shown = kernel.run(f"%modelmax task {name} --wait")
        assert "in the simulator, which is off" in shown.text
        assert "%modelmax simulator on" in shown.text
        assert "base_url" not in shown.text
    with Kernel(tmp_path) as kernel:
        kernel.run("%load_ext modelmax_nb\n%modelmax simulator on")
        assert f"{name}: veo-3 (simulated)" in kernel.run("%modelmax tasks").text
        shown = kernel.run(f"%modelmax task {name} --wait")
        assert "has no such video task any more" in shown.text
        assert f"%modelmax task {name} --forget" in shown.text


@pytest.mark.parametrize("magic", ["modelmax_video", "modelmax_image"])
def test_help_without_a_cell_below(quick: Kernel, magic: str) -> None:
    """One sign of percent shows the options; more than that needs two, and a prompt."""
    assert f"usage: %%{magic}" in quick.run(f"%{magic} --help").text
    assert f"usage: %%{magic}" in quick.run(f"%%{magic} --help\nx").text
    assert f"%%{magic}" in refusal(quick.run(f"%{magic} A boat"))


def test_at_a_terminal(state: Path, tmp_path: Path) -> None:
    """Lines for each state, what was paid, and where it was saved; the last word on money is true."""
    with terminal("IPython", tmp_path) as ipython:
        ipython.type("%load_ext modelmax_nb")
        ipython.type("%modelmax simulator on --seed 1 --speed 1000")
        options = "--seconds 2 --save boat.mp4"
        run = f"get_ipython().run_cell_magic('modelmax_video', {options!r}, 'A boat')"
        shown = CODES.sub("", ipython.type(run))
    assert "Saved to boat.mp4." in shown
    assert shown.rindex("was fetched, which bills") > shown.index("Simulated video from veo-3")
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
