"""Exercises on video tasks in which code is judged."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from modelmax_nb.classroom.exercises import Parsons, Repair
from modelmax_nb.classroom.requirements import Met, Missed, Requirement
from modelmax_nb.classroom.situation import Situation

if TYPE_CHECKING:
    from modelmax_nb.classroom.situation import Evidence, Sent

PATIENT = 4.0  # seconds between two looks; the documents' own samples wait 5
ASLEEP = 30.0  # seconds without a look, after which nobody would call it "about five"
LOST = 2  # looks that meet a 502
LONG = 400.0  # seconds; the simulator's video is done after ten, and a loop without an end is stopped soon
FINE = Situation(name="fine", args=("A duck",), requests=400, seconds=LONG)
REFUSED = Situation(name="refused", play="task-fails", args=("A duck",), requests=400, seconds=LONG)
TROUBLE = Situation(name="trouble", play="status: 502 outage, status: 502 outage", args=("A duck",))


def _handed_in(evidence: Evidence) -> int:
    return sum(sent.method == "POST" for sent in evidence.requests)


def _looks(evidence: Evidence) -> list[Sent]:
    return [sent for sent in evidence.requests if sent.path.endswith("/status")]


def _fetches(evidence: Evidence) -> int:
    return sum(sent.method == "GET" and not sent.path.endswith("/status") for sent in evidence.requests)


def _state(evidence: Evidence) -> object:
    return evidence.result.get("status") if isinstance(evidence.result, dict) else None


def _ending(evidence: Evidence) -> str:
    if evidence.stopped:
        return "did not come to an end"
    if evidence.error is not None:
        return f"raised `{type(evidence.error).__name__}`"
    return "returned nothing" if evidence.result is None else f"returned `{evidence.result!r:.50}`"


def _brings_result(fine: Evidence) -> Met | Missed:
    if _state(fine) == "COMPLETED":
        return Met("A finished video is brought home.")
    if any(sent.path.startswith("/v1/v1/") for sent in fine.requests):
        return Missed(
            "Your code asked for an address that begins with `/v1/v1`, and got a 404.",
            "Expected: the address of the task, with `/v1` once.",
            "The addresses of a task begin with `/v1`, and the client puts its own `/v1` in front. Take one "
            'away with `removeprefix("/v1")`.',
        )
    return Missed(
        f"With a task that finishes, your code {_ending(fine)}.",
        "Expected: the result, with the status `COMPLETED`.",
        "What hands in and what looks does not return the video. Only the reply of `response_url` names it.",
    )


def _fetches_once(fine: Evidence) -> Met | Missed:
    if _fetches(fine) <= 1:
        return Met("The result is asked for once.")
    return Missed(
        f"The result was asked for {_fetches(fine)} times.",
        "Expected: once, when the status says `COMPLETED`.",
        "Looking is free at `status_url` only. `response_url` is the address that is charged, and what a "
        "second fetch costs is not documented.",
    )


def _waits_between(fine: Evidence) -> Met | Missed:
    gaps = [after.at - before.at for before, after in pairwise(fine.requests)]
    between = [after.at - before.at for before, after in pairwise(_looks(fine))]
    if all(gap <= ASLEEP for gap in gaps) and all(gap >= PATIENT for gap in between):
        return Met("Looks come some seconds apart.")
    if max(gaps) > ASLEEP:
        return Missed(
            f"Your code asked nothing for {max(gaps):.0f} seconds.",
            "Expected: a look about every five seconds.",
            "Looking is free. Whoever waits long between two looks hears late of a video that is finished, "
            "or of a task that failed.",
        )
    return Missed(
        f"Two looks came {min(between):.2f} seconds apart.",
        "Expected: about five seconds between two looks.",
        "A video takes minutes. Looking without a pause brings it no sooner, and keeps the service busy with "
        "questions.",
    )


def _stops_at_failed(refused: Evidence) -> Met | Missed:
    if not refused.stopped and refused.error is None:
        return Met("A failed task ends the waiting.")
    return Missed(
        f"With a task that fails, your code {_ending(refused)}.",
        "Expected: it ends.",
        "A task ends in one of two ways. Whoever waits for `COMPLETED` alone waits for ever when it fails.",
    )


def _hands_in_once(fine: Evidence) -> Met | Missed:
    if _handed_in(fine) == 1:
        return Met("One video, one task.")
    return Missed(
        f"Your code handed in {_handed_in(fine)} tasks.",
        "Expected: one.",
        "Each `POST` makes a task of its own. No way is documented to say that it is the same one.",
    )


ORDER = Parsons(
    id="video-order",
    title="Look after a task",
    task="""
    Put the lines in order so that `make` hands in **one** task, looks at its state every five seconds until
    it ends, one way or the other, and then fetches the result **once**. Some lines are not needed.
    """,
    prelude="import time\n\nENDS = ('COMPLETED', 'FAILED')",
    function="make",
    lines=(
        "    look = task['status_url'].removeprefix('/v1')",
        "        time.sleep(5)",
        "    while state != 'COMPLETED':",
        "    return client.get(task['response_url'].removeprefix('/v1'), cast_to=object)",
        "        state = client.get(look, cast_to=object)['status']",
        "def make(client, prompt):",
        "    look = task['response_url'].removeprefix('/v1')",
        "    task = client.post('/queue/veo-3', body={'prompt': prompt}, cast_to=object)",
        "    while state not in ENDS:",
        "        client.post('/queue/veo-3', body={'prompt': prompt}, cast_to=object)",
        "    state = task['status']",
        "    return task",
    ),
    situations=(FINE, REFUSED),
    requirements=(
        Requirement("result", _brings_result, ("fine",)),
        Requirement("one-task", _hands_in_once, ("fine",)),
        Requirement("one-fetch", _fetches_once, ("fine",)),
        Requirement("pauses", _waits_between, ("fine",)),
        Requirement("ends", _stops_at_failed, ("refused",)),
    ),
    hints=(
        "What has to be known before the first look, and what decides that the loop ends?",
        (
            "Hand in before the loop, look inside it, fetch behind it. The loop ends at either of the two "
            "states in which nothing changes any more."
        ),
        (
            "F H A K I B E D: one task before the loop; inside, a pause and a free look at `status_url`; "
            "`ENDS` holds both endings; and one fetch behind the loop, because that is what is charged."
        ),
    ),
    section="A video is a task, not an answer",
)

# -- repair -----------------------------------------------------------------------------------------


def _one_task_in_trouble(trouble: Evidence) -> Met | Missed:
    if not _looks(trouble):
        return Missed(
            "Your function did not look at `status_url`.",
            "Expected: looks there, and one task whatever they bring.",
            "A look can get a `502`. What becomes of the task then can only be seen once there are looks.",
        )
    if _handed_in(trouble) == 1:
        return Met("One task, also in trouble.")
    return Missed(
        f"Two looks met a 502, and your function handed in {_handed_in(trouble)} tasks.",
        "Expected: one.",
        "The 502 answers the question about the state. The task itself goes on, and each `POST` beside it "
        "makes one more.",
    )


def _survives_trouble(trouble: Evidence) -> Met | Missed:
    if trouble.error is None and not trouble.stopped and len(_looks(trouble)) > LOST:
        return Met("A look that fails is survived.")
    return Missed(
        f"Two looks met a 502, and your function {_ending(trouble)}.",
        "Expected: it looks again, and brings the result.",
        "Looking is free and changes nothing, so a look may be repeated. Only an end that the status names "
        "is the end.",
    )


def _says_why(refused: Evidence) -> Met | Missed:
    told = isinstance(refused.error, RuntimeError) and "content policy" in str(refused.error)
    if told and _fetches(refused):
        return Met("The reason of a failure is told.")
    if told:
        return Missed(
            "With a task that fails, your function raised a reason that it had not read.",
            "Expected: the text that stands under `error` in the result.",
            "A task can fail for other reasons too. The result names the right one, and the result of a "
            "failed task is free.",
        )
    return Missed(
        f"With a task that fails, your function {_ending(refused)}.",
        "Expected: a `RuntimeError` with the text of `error` in it.",
        "`FAILED` comes as an ordinary reply, so nothing is raised unless you do it. The reason stands in "
        "the result, as plain text, and is free.",
    )


REPAIR = Repair(
    id="video-repair",
    title="One task, one fetch",
    task="""
    This function works, and may cost several videos. Change it: it hands in **one** task, looks at
    `status_url` about every five seconds, goes on when a look fails, and fetches the result **once**. If
    the task is `FAILED`, it raises a `RuntimeError` with the text that stands under `error` in the result.
    """,
    function="make",
    code="""
def make(client, prompt):
    body = {"prompt": prompt}
    while True:
        task = client.post("/queue/veo-3", body=body, cast_to=object)
        address = task["response_url"].removeprefix("/v1")
        try:
            while True:
                reply = client.get(address, cast_to=object)
                if reply["status"] == "COMPLETED":
                    return reply
                time.sleep(5)
        except openai.APIStatusError:
            pass
""",
    situations=(FINE, TROUBLE, REFUSED),
    requirements=(
        Requirement("result", _brings_result, ("fine",)),
        Requirement("one-fetch", _fetches_once, ("fine",)),
        Requirement("pauses", _waits_between, ("fine",)),
        Requirement("one-task", _one_task_in_trouble, ("trouble",)),
        Requirement("goes-on", _survives_trouble, ("trouble",)),
        Requirement("says-why", _says_why, ("refused",)),
    ),
    hints=(
        "Which address is asked again and again? And what does the outer loop do after an error?",
        (
            "Hand in once, above all loops. The `try` belongs around the look alone. Both endings leave the "
            "loop; then comes the one fetch."
        ),
        (
            "Put the `post` first and drop the outer loop. Loop while the state is not in `('COMPLETED', "
            "'FAILED')`: sleep 5, then look at `status_url` inside `try`, with `except "
            "openai.APIStatusError: pass`. Behind the loop get `response_url`, and `raise "
            "RuntimeError(reply['error'])` if it is `FAILED`: so nothing is made or fetched twice."
        ),
    ),
    section="A look that fails is not a task that fails",
)
