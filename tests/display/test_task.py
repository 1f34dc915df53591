"""A task at one moment: what is said, what stays true, and that nothing foreign becomes markup."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from modelmax_nb.display.task import listed_state, next_command, task_bundle
from modelmax_nb.failure import Failure, Symptom
from modelmax_nb.tasks import TaskRecord, TaskState, View

NOON = 1_767_268_800.0  # 2026-01-01 12:00:00 UTC
RESULT = {"data": [{"url": "/v1/queue/veo-3/requests/Z2Vt/content/0"}]}
TASK = TaskRecord(
    request_id="Z2VtaW5p",
    model="veo-3",
    base_url="https://api.modelmax.io/v1",
    status_url="/v1/queue/veo-3/requests/Z2VtaW5p/status",
    response_url="/v1/queue/veo-3/requests/Z2VtaW5p",
    seconds=2,
    resolution="720p",
    audio=False,
    samples=1,
    submitted=NOON,
    since=NOON,
    seen=NOON + 65,
)
DONE = replace(TASK, state=TaskState.COMPLETED)
BROKEN = Failure(symptom=Symptom.STATUS, status=502)
STATES = {
    "going": (
        View(TASK, next_look=NOON + 70),
        (
            "○ Video from veo-3: waiting in the queue.\n"
            "For 1 min 5 s, as of 2026-01-01 12:01:05 UTC. Next look at 12:01:10 UTC; looking is free.\n"
            "Nothing is charged so far.\n"
            f"To look again later, also after a restart: %modelmax task {TASK.name}"
        ),
    ),
    "left alone": (
        View(replace(TASK, state=TaskState.IN_PROGRESS, since=NOON + 60)),
        (
            "◐ Video from veo-3: being made.\n"
            "For 5 s, as of 2026-01-01 12:01:05 UTC. Nobody is looking now; the task goes on.\n"
            "Nothing is charged so far.\n"
            f"To look again later, also after a restart: %modelmax task {TASK.name}"
        ),
    ),
    "unknown": (
        View(TASK, BROKEN, NOON + 70),
        (
            "? Video from veo-3: state not known at the moment.\n"
            "The last look brought nothing (502). Last known: waiting in the queue, 2026-01-01 12:01:05 UTC. "
            "Next look at 12:01:10 UTC; looking is free.\n"
            "Nothing is charged so far.\n"
            f"To look again later, also after a restart: %modelmax task {TASK.name}"
        ),
    ),
    "finished": (
        View(replace(DONE, simulated=True)),
        (
            "✓ Simulated video from veo-3: finished.\n"
            "As of 2026-01-01 12:01:05 UTC.\n"
            "Fetching the result bills this task: 2 s, 720p, without sound. The price is not documented.\n"
            f"To fetch and save it: %modelmax task {TASK.name} --save FILE"
        ),
    ),
    "paid": (
        View(replace(DONE, result=RESULT)),
        (
            "✓ Video from veo-3: finished.\n"
            "As of 2026-01-01 12:01:05 UTC.\n"
            "The result was fetched, which bills this task: 2 s, 720p, without sound.\n"
            f"To save the video, which is paid for: %modelmax task {TASK.name} --save FILE"
        ),
    ),
    "without a video": (
        View(replace(DONE, result={"data": []})),
        (
            "✓ Video from veo-3: finished.\n"
            "As of 2026-01-01 12:01:05 UTC.\n"
            "The result was fetched, but it holds no video. What that costs is not documented."
        ),
    ),
    "saved": (
        View(replace(DONE, result=RESULT, files=("boat.mp4",))),
        (
            "✓ Video from veo-3: finished.\n"
            "As of 2026-01-01 12:01:05 UTC.\n"
            "The result was fetched, which bills this task: 2 s, 720p, without sound.\n"
            "Saved to boat.mp4."
        ),
    ),
    "failed": (
        View(replace(TASK, state=TaskState.FAILED)),
        (
            "✕ Video from veo-3: failed.\n"
            "As of 2026-01-01 12:01:05 UTC.\n"
            "Nothing was charged: only a finished task is billed."
        ),
    ),
}


class Reader(HTMLParser):
    """Notes the tags, the attributes and the words of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.roles: list[str] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append(tag)
        self.roles += [value or "" for name, value in attrs if name == "role"]

    def handle_data(self, data: str) -> None:
        """Note what is read."""
        if self.tags[-1:] != ["style"]:
            self.words.append(data)


@pytest.mark.parametrize("state", STATES)
def test_what_is_said(state: str) -> None:
    """State, time, money and how to go on; the HTML says all that the text says."""
    view, expected = STATES[state]
    bundle = task_bundle(view, now=NOON + 66)
    assert bundle["text/plain"].split() == expected.split()
    assert max(map(len, bundle["text/plain"].splitlines())) <= 80
    read = " ".join("".join(Reader(bundle["text/html"]).words).split())
    for line in expected.splitlines():
        assert line in read


def test_a_result_that_comes_by_itself() -> None:
    """It is announced before it is fetched, and no command is offered while it is."""
    announced = task_bundle(View(TASK), now=NOON, fetches=True)["text/html"]
    assert "its result is fetched, which bills it: 2 s, 720p, without sound." in announced
    assert "%modelmax" not in task_bundle(View(DONE), now=NOON, fetches=True)["text/plain"]


def test_a_screen_reader_is_told_once() -> None:
    """Only a new state is a status message."""
    assert Reader(task_bundle(View(TASK), now=NOON, told=True)["text/html"]).roles == ["status"]
    assert Reader(task_bundle(View(TASK), now=NOON)["text/html"]).roles == []


def test_what_comes_from_outside_is_text() -> None:
    """Names and ids of a service, and of files, bring no tag along."""
    usual = Reader(task_bundle(View(replace(DONE, files=("a.mp4",))), now=NOON)["text/html"])
    evil = "<img src=x onerror=alert(1)>\x1b[2J"
    record = replace(DONE, model=evil, request_id=evil, resolution=evil, files=(evil,))
    bundle = task_bundle(View(record), now=NOON)
    assert Reader(bundle["text/html"]).tags == usual.tags
    assert "\x1b" not in bundle["text/html"] + bundle["text/plain"]


def test_a_list_says_what_is_paid() -> None:
    """A row of a list has no line for money."""
    rows = [listed_state(view.task).english for view, _text in STATES.values()]
    assert rows == [
        "waiting in the queue",
        "being made",
        "waiting in the queue",
        "finished, not fetched",
        "paid, not saved",
        "paid, not saved",
        "finished and saved",
        "failed",
    ]
    assert next_command(DONE, "en")[1].endswith("--save FILE")
