"""Exercises on video tasks: accepted is not finished, a look is not the task, fetching is paying."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modelmax_nb.classroom.exercises import Lesson, Match, Predict, Question, Row, Timeline
from modelmax_nb.classroom.lessons.video_code import ORDER, REPAIR
from modelmax_nb.classroom.situation import Situation

if TYPE_CHECKING:
    from modelmax_nb.classroom.situation import Evidence

PREDICT = Predict(
    id="video-predict",
    title="A task that will be refused",
    task="""
    The provider will refuse this video, but only while it is being made. What will happen?
    """,
    code="""
import time

body = {"prompt": "A paper boat in a storm"}
task = client.post("/queue/veo-3", body=body, cast_to=object)
for look in range(3):
    time.sleep(5)
    address = task["status_url"].removeprefix("/v1")
    print(client.get(address, cast_to=object)["status"])
""",
    situation=Situation(name="refused", play="task-fails", max_retries=2),
    questions=(
        Question(
            name="accepted",
            text="Which status does the first request get?",
            choices=(200, 202, 400, 502),
            truth=lambda evidence: evidence.statuses[0],
            because="202 means accepted: the task waits in the queue. How it ends is told later.",
            misconceptions={
                200: "200 would bring the video at once. 202 says: taken, come back later.",
                400: "The request is well formed. The refusal comes later, from the provider.",
                502: "After a 502 there would be no task. This one is taken, and refused later.",
            },
        ),
        Question(
            name="error",
            text="Does any line raise an error?",
            choices=("yes", "no"),
            truth=lambda evidence: "no" if evidence.error is None else "yes",
            because="`FAILED` is an ordinary reply with status 200: a word to be read, not an exception.",
            misconceptions={
                "yes": "Only a reply with an error status raises. This one has 200 and says `FAILED`."
            },
        ),
        Question(
            name="paid",
            text="How many of the requests cost money?",
            choices=(0, 1, 4),
            truth=lambda evidence: sum(sent.charge > 0 for sent in evidence.requests),
            because="Only fetching the result of a task that is `COMPLETED` is charged.",
            misconceptions={
                1: "Handing in is free. What is charged is a finished video that is fetched.",
                4: "Neither handing in nor looking costs anything, however often you look.",
            },
        ),
    ),
    hints=(
        "What can be known of a video when it is handed in, and what only later?",
        "A task is accepted before it is worked on. How it ended is told in the words of a reply.",
        (
            "202, no error, 0 paid: the task is taken first and refused later, `FAILED` comes as data, and a "
            "failed task is never charged."
        ),
    ),
    section="A video is a task, not an answer",
)


def _charged_request(evidence: Evidence) -> int:
    return next((sent.n for sent in evidence.requests if sent.charge > 0), 0)


TIMELINE = Timeline(
    id="video-timeline",
    title="Read the log of a video",
    task="""
    This program handed in a task, looked after it and fetched the result. Read its requests.
    """,
    code="""
import time

import openai

body = {"prompt": "A duck"}
task = client.post("/queue/veo-3", body=body, cast_to=object)
look = task["status_url"].removeprefix("/v1")
state = task["status"]
while state not in ("COMPLETED", "FAILED"):
    time.sleep(4)
    try:
        state = client.get(look, cast_to=object)["status"]
    except openai.InternalServerError:
        pass
client.get(task["response_url"].removeprefix("/v1"), cast_to=object)
""",
    situation=Situation(name="trouble", play="status: 502 outage, status: 502 outage"),
    questions=(
        Question(
            name="charged",
            text="Which request was charged? (Its number.)",
            truth=_charged_request,
            because="The last one fetched the result of a finished video. All before it were free.",
            misconceptions={
                1: "Request 1 handed the task in. That is free, as its line shows.",
                2: "Request 2 is a look at the state. Looks are free, also those that fail.",
                3: "Request 3 is a look at the state. Looks are free, also those that fail.",
                4: "Request 4 is a look at the state. Looks are free, however many there are.",
            },
            look="the column Cost",
        ),
        Question(
            name="tasks",
            text="How many tasks were handed in?",
            truth=lambda evidence: sum(sent.method == "POST" for sent in evidence.requests),
            because="There is one `POST`. A failed look did not make a second task.",
            misconceptions={
                3: "The two `502` were answers to looks. A look that fails changes nothing about the task.",
                5: "Five requests were sent. Only a `POST` hands in; the four `GET` ask about it.",
            },
            look="the column Call: a task is handed in with `POST`",
        ),
        Question(
            name="blind",
            text="How many looks brought nothing?",
            truth=lambda evidence: evidence.statuses.count(502),
            because="Two looks got a 502. The video was made all the same.",
            misconceptions={
                0: "Two answers are 502. They told nothing about the task.",
                3: "Three looks were sent. The third was answered with 200 and told the state.",
            },
            look="the column Answer",
        ),
    ),
    hints=(
        "Three things can be told apart by the address: handing in, `/status`, and the result.",
        "`POST` hands in, `…/status` looks, the address without `/status` fetches. Only one of them costs.",
        (
            "`charged` is the last number in the table, `tasks` is 1, `blind` is 2: one task, two "
            "looks that met a 502, and one fetch, which is what one pays for."
        ),
    ),
    section="What was sent, what was charged",
)

MATCH = Match(
    id="video-match",
    title="What now?",
    task="Which move fits? One may fit more than one row, or none.",
    rows=(
        Row(
            name="failed",
            text="The task is `FAILED`: `content policy violation`.",
            right="other",
            because="A failed task stays failed. Other words make another task.",
            misconceptions={
                "look": "A task that is `FAILED` never changes again, however often you look.",
                "same": "The same words would most likely be refused again.",
                "fetch": "A failed task has no video to fetch, only the reason.",
            },
        ),
        Row(
            name="poll",
            text="A look at the state gets a `502`.",
            right="look",
            because="The look failed, the task did not. Looking is free.",
            misconceptions={
                "same": "That would be a second task beside the first, which is still being made.",
                "other": "Nothing was said about your words. The question got lost, not the video.",
            },
        ),
        Row(
            name="late",
            text="Ten minutes have passed and the state is still `IN_PROGRESS`.",
            right="look",
            because="No limit is documented. The task goes on while you do something else.",
            misconceptions={
                "same": "The first task goes on, and a second one may be charged as well.",
                "fetch": "There is nothing to fetch before it is `COMPLETED`.",
                "other": "Nobody has refused your words. It is only slow.",
            },
        ),
        Row(
            name="cut",
            text="The result was fetched. Then the download stopped in the middle.",
            right="load",
            because="The result is in your hands and names the file. Only the file has to come again.",
            misconceptions={
                "fetch": "What a second fetch costs is not documented, and you have the result already.",
                "same": "A new task is a new video, to be paid for again.",
                "look": "The state is known: it is `COMPLETED`. What is missing is the file.",
            },
        ),
    ),
    options={
        "same": "Hand in the same task again",
        "look": "Look again later",
        "fetch": "Fetch the result again",
        "load": "Load the file again",
        "other": "Hand in a task with other words",
    },
    hints=(
        "Ask of each row: what failed, the task, the look, or the download?",
        "Repeat the step that failed, and none before it: the earlier ones may be paid for.",
        (
            "1e 2b 3b 4d: a failed task needs other words; a look that failed or came too early is repeated "
            "for free; a file that broke is loaded again, because its result is already there."
        ),
    ),
    section="Explain: four steps for a task",
)

LESSON = Lesson(
    topic="video",
    title="Video tasks: accepted now, failed later",
    notebook="10-video-tasks.ipynb",
    minutes=21,
    coding=12,
    exercises=(TIMELINE, PREDICT, MATCH, ORDER, REPAIR),
)
