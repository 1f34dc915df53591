"""Video tasks in a real JupyterLab and a real Notebook 7: they take long, cost money and outlive a kernel."""

import base64
import re
from collections.abc import Callable, Iterator

import pytest

from tests.browser.modelmax import Unmarked
from tests.browser.server import Server

playwright = pytest.importorskip("playwright.sync_api")
from tests.browser.looks import announced, listen  # noqa: E402 - they need playwright
from tests.browser.notebook import Notebook  # noqa: E402
from tests.browser.test_journeys import LOAD  # noqa: E402

expect = playwright.expect
Open = Callable[..., Notebook]
CELL = "%%modelmax_video --seconds 2 --no-audio"
PROMPT = "\nA paper boat"
STOP, LOOK, FETCH, PAY = "Stop looking", "Look now", "Fetch and save (billed)", "Yes, fetch, pay and save"
PLAYS = """async video => {
    const goesOn = new Promise(done =>
        video.addEventListener('timeupdate', () => video.currentTime && done()));
    video.muted = true;
    await video.play();
    await goesOn;
    video.pause();
    return [video.duration, video.videoWidth, video.videoHeight, video.error];
}"""
LENGTH = "async link => (await (await fetch(link.href)).blob()).size"
SOURCE = "video => video.src"


@pytest.fixture(autouse=True)
def no_videos_are_left(server: Server) -> Iterator[None]:
    """Each test finds the names free that it saves to."""
    yield
    for path in server.root.rglob("*.mp4"):
        path.unlink()


def expect_it_plays(notebook: Notebook, index: int) -> None:
    """See a video, and see it move on."""
    video = notebook.outputs(index).locator("video")
    expect(video).to_be_visible()
    assert video.evaluate(PLAYS) == [2, 320, 180, None]


def test_a_video_plays(start: Open, server: Server, modelmax: Unmarked, open_notebook: Open) -> None:
    """From the bytes of the file it was saved to, paid for once; the saved notebook plays it too."""
    modelmax.put_tasks("COMPLETED")
    name = "paper boat.mp4"
    notebook = start(LOAD, f'{CELL} --save "boats/{name}"{PROMPT}')
    shown = notebook.run(1)
    expect(shown).to_contain_text(f"Saved to boats/{name}.")
    expect(shown).to_contain_text("which bills this task: 2 s, 720p, without sound")
    expect_it_plays(notebook, 1)
    source = shown.locator("video").evaluate(SOURCE)
    assert base64.b64decode(source.partition(",")[2]) == (server.root / "boats" / name).read_bytes()
    expect(notebook.controls(1)).to_have_count(0)
    notebook.save()
    assert notebook.errors == []
    assert len(modelmax.charges) == 1
    notebook.close()
    server.end_kernels()
    later = open_notebook(notebook.name, kernel=False)
    expect_it_plays(later, 1)


def test_a_large_video_is_linked(start: Open, server: Server, modelmax: Unmarked) -> None:
    """It would make the notebook slow to open; a link leads to the file."""
    modelmax.put_tasks("COMPLETED")
    small = f"{LOAD}\nfrom modelmax_nb.magics import shown_video\nshown_video.LARGEST_SHOWN = 1000"
    notebook = start(small, f"{CELL} --save large.mp4{PROMPT}")
    shown = notebook.run(1)
    expect(shown).to_contain_text("too large to put into the notebook")
    expect(shown.locator("video")).to_have_count(0)
    link = shown.get_by_role("link", name="large.mp4")
    assert link.evaluate(LENGTH) == (server.root / "large.mp4").stat().st_size


def test_a_task_fails_minutes_later(start: Open, modelmax: Unmarked) -> None:
    """The card takes its place below the cell, with the service's own words and what it costs."""
    modelmax.put_tasks("IN_PROGRESS")
    modelmax.play("task-fails")
    notebook = start(LOAD, f"{CELL}{PROMPT}")
    shown = notebook.run(1)
    expect(shown).to_contain_text("Video from veo-3: being made.")
    expect(notebook.button(1, STOP)).to_be_enabled()
    modelmax.put_tasks("COMPLETED")
    expect(shown).to_contain_text("Video from veo-3: failed.")
    expect(shown).to_contain_text("Nothing was charged: only a finished task is billed.")
    expect(shown.locator("blockquote")).to_have_text("content policy violation")
    expect(shown).to_contain_text("No. The same words are most likely refused again.")
    expect(notebook.controls(1)).to_have_count(0)
    assert modelmax.charges == []
    assert notebook.errors == []


def test_a_restart_in_the_middle(start: Open, server: Server, modelmax: Unmarked) -> None:
    """The task is on the list; looked at again it is saved, and charged once, however often one looks."""
    modelmax.put_tasks("IN_QUEUE")
    notebook = start(LOAD, f"{CELL}{PROMPT}", f"{LOAD}\n%modelmax tasks")
    shown = notebook.outputs(1)
    expect(shown).to_contain_text("waiting in the queue")
    notebook.restart()
    expect(shown).to_contain_text("waiting in the queue")
    expect(shown.locator("button:visible")).to_have_count(0)
    listed = notebook.run(2).inner_text()
    name = listed.strip().splitlines()[0].partition(":")[0]
    modelmax.put_tasks("COMPLETED")
    expect(shown).to_contain_text(f"%modelmax task {name}")
    assert "Saved to restarted.mp4." in notebook.ask(f"%modelmax task {name} --wait --save restarted.mp4")
    assert "Saved to restarted.mp4." in notebook.ask(f"%modelmax task {name}")
    assert "restarted.mp4" in notebook.ask(f"%modelmax task {name} --fetch")
    assert len(modelmax.charges) == 1
    assert modelmax.asked == 1, "one task, submitted once"


def test_two_tasks_and_a_kernel_that_is_free(start: Open, server: Server, modelmax: Unmarked) -> None:
    """Other cells run meanwhile, and each task ends below its own cell."""
    modelmax.put_tasks("IN_QUEUE")
    cells = [f"{CELL} --save {name}.mp4{PROMPT}" for name in ("left", "right")]
    notebook = start(LOAD, *cells, "print(6 * 7)")
    left, right = notebook.outputs(1), notebook.outputs(2)
    expect(notebook.run(3)).to_have_text("42")
    for shown in (left, right):
        expect(shown).to_contain_text("When it is finished, its result is fetched, which bills it")
    modelmax.put_tasks("COMPLETED")
    expect(left).to_contain_text("Saved to left.mp4.")
    expect(right).to_contain_text("Saved to right.mp4.")
    for shown, other in ((left, "right"), (right, "left")):
        expect(shown.locator("video")).to_have_count(1)
        expect(shown).not_to_contain_text(other)
    assert notebook.ask("_ = print('end')") == "end"
    assert len(modelmax.charges) == 2


def test_a_failed_look_is_no_failed_task(start: Open, modelmax: Unmarked) -> None:
    """The state is said to be unknown, with the last one known and when; the next look finds it."""
    modelmax.put_tasks("IN_QUEUE")
    modelmax.play("poll-502", repeat=True)
    notebook = start(LOAD, f"{CELL}{PROMPT}")
    shown = notebook.run(1)
    expect(shown).to_contain_text("state not known at the moment")
    expect(shown).to_contain_text(re.compile(r"Last known: waiting in the queue, \d{4}-\d\d-\d\d \d\d:\d\d"))
    modelmax.play()
    expect(shown).to_contain_text("Video from veo-3: waiting in the queue.")


def test_buttons_by_mouse(start: Open, server: Server, modelmax: Unmarked) -> None:
    """Stop, look, and pay: a double click on the first of two steps pays nothing."""
    modelmax.put_tasks("IN_QUEUE")
    notebook = start(LOAD, f"{CELL}{PROMPT}")
    shown = notebook.run(1)
    notebook.click_fix(1, STOP)
    expect(shown).to_contain_text("that cancels nothing")
    expect(shown).to_contain_text("Nobody is looking now; the task goes on.")
    modelmax.put_tasks("COMPLETED")
    notebook.click_fix(1, LOOK)
    expect(notebook.button(1, FETCH)).to_be_enabled()
    expect(shown).not_to_contain_text("Looking")
    notebook.button(1, FETCH).dblclick()
    expect(notebook.button(1, PAY)).to_be_enabled()
    assert modelmax.charges == []
    notebook.click_fix(1, "Not now")
    expect(shown).to_contain_text("Nothing was fetched.")
    notebook.click_fix(1, FETCH)
    notebook.click_fix(1, PAY)
    expect_it_plays(notebook, 1)
    expect(notebook.controls(1)).to_have_count(0)
    assert len(modelmax.charges) == 1
    assert notebook.errors == []


def test_buttons_by_keyboard(start: Open, server: Server, modelmax: Unmarked) -> None:
    """What follows a click has the focus; a change of state is announced, and no single look."""
    modelmax.put_tasks("IN_QUEUE")
    notebook = start(LOAD, f"{CELL}{PROMPT}")
    listen(notebook)
    notebook.press_run(1)
    shown = notebook.outputs(1)
    before = shown.get_by_text("as of").inner_text()
    expect(shown.get_by_text("as of")).not_to_have_text(before)  # another look
    assert set(announced(notebook)) == {"○ Video from veo-3: waiting in the queue."}
    assert len(announced(notebook)) <= 2  # of the task as submitted, and of the look at once
    notebook.tab_to(STOP)
    notebook.press("Enter")
    expect(notebook.button(1, LOOK)).to_be_focused()
    modelmax.put_tasks("COMPLETED")
    notebook.press("Space")
    expect(notebook.button(1, FETCH)).to_be_visible()
    notebook.tab_to(FETCH)
    notebook.press("Enter")
    expect(notebook.button(1, PAY)).to_be_focused()
    assert modelmax.charges == []
    notebook.press("Enter")
    expect_it_plays(notebook, 1)
    assert "✓ Video from veo-3: finished." in announced(notebook)
    assert "This bills the task. Fetch it now?" in announced(notebook)


def test_browser_reload(start: Open, server: Server, modelmax: Unmarked) -> None:
    """What happens after a reload, with the kernel alive, is seen in the controls; all else is as saved."""
    modelmax.put_tasks("IN_QUEUE")
    notebook = start(LOAD, f"{CELL}{PROMPT}")
    shown = notebook.run(1)
    expect(notebook.button(1, STOP)).to_be_enabled()
    notebook.save()
    notebook.reload()
    expect(notebook.button(1, STOP)).to_be_enabled()
    modelmax.put_tasks("COMPLETED")
    expect(shown).to_contain_text("Video from veo-3: finished.")
    notebook.click_fix(1, FETCH)
    notebook.click_fix(1, PAY)
    expect_it_plays(notebook, 1)
