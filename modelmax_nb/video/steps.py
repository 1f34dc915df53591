"""The life of a video task as steps: each function says what to send or how long to wait, and sends nothing.

Only the status is asked for again and again: it is free. The result bills a COMPLETED task and is fetched
once. A submit is never repeated: a second one could be a second task, because the service documents no way
to mark a repeat.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from modelmax_nb.failure import Failure, Symptom
from modelmax_nb.tasks import TaskRecord, TaskState, View, state_from
from modelmax_nb.transfer import Fetch, Pause, Reply, decode_data_url, resolve

if TYPE_CHECKING:
    from collections.abc import Callable

    from modelmax_nb.callers import Caller
    from modelmax_nb.transfer import Steps
    from modelmax_nb.video.request import VideoRequest

# Statuses of a poll after which asking again the same way cannot help.
# Source: documented (400 for an id that is not valid or of another provider, 401); inferred (the rest).
_FINAL: Final = frozenset({400, 401, 403, 404, 405, 410, 422})


_LEADS_ON: Final = frozenset({301, 302, 303, 307, 308})
_MOST_HOPS: Final = 5
# What the HTTP library says of a body that is shorter than its head had promised, and of one that came in
# chunks and broke off in the middle; then nobody has counted. Source: measured.
_SHORT_BODY: Final = re.compile(r"received (\d+) bytes, expected \d+|incomplete chunked read")


class WatchPolicy(NamedTuple):
    """How a task is watched.

    Attributes:
        first: Seconds before the second look. Source: documented (the service's own samples wait 5 s).
        longest: No wait is longer, unless the service asks for it.
        growth: What each wait is multiplied by.
        jitter: Share of a wait by which it may be shorter or longer, so that many watchers spread.
        deadline: Seconds after which watching ends; None for no end. The task itself goes on.
    """

    first: float = 5.0
    longest: float = 15.0
    growth: float = 1.2
    jitter: float = 0.1
    deadline: float | None = None


def submit_steps(
    request: VideoRequest, caller: Caller, *, keep_prompt: bool = False
) -> Steps[TaskRecord | Failure]:
    """Put a task into the queue; costs nothing. Source: documented (202, the body's fields)."""
    base_url = caller.context.base_url
    asked = replace(caller.context, method="POST", path=request.path, model=request.model)
    url = resolve(request.path, base_url)
    reply = yield Fetch(url, asked, method="POST", body=request.body)
    if not isinstance(reply, Reply):
        return reply or asked
    body = reply.json()
    names = ("request_id", "status_url", "response_url")
    if not isinstance(body, dict) or not all(isinstance(body.get(name), str) for name in names):
        return replace(reply.seen, symptom=Symptom.TASK_UNREADABLE)
    moment = caller.now()
    return TaskRecord(
        request_id=body["request_id"],
        model=request.model,
        base_url=base_url,
        status_url=body["status_url"],
        response_url=body["response_url"],
        seconds=request.seconds,
        resolution=request.resolution,
        audio=request.audio,
        samples=request.samples,
        submitted=moment,
        state=state_from(body.get("status")) or TaskState.IN_QUEUE,
        since=moment,
        seen=moment,
        simulated=reply.seen.simulated,
        embedded=caller.context.simulated,
        prompt=request.prompt if keep_prompt else "",
    )


def status_steps(task: TaskRecord, caller: Caller) -> Steps[TaskRecord | Failure]:
    """Ask once where a task stands; free, as often as one likes. Source: documented."""
    asked = _asked(task, caller.context, task.status_url)
    reply = yield Fetch(resolve(task.status_url, task.base_url), asked)
    if not isinstance(reply, Reply):
        return reply or asked
    body = reply.json()
    state = state_from(body.get("status")) if isinstance(body, dict) else None
    if state is None:
        return replace(reply.seen, symptom=Symptom.TASK_UNREADABLE)
    return _moved(task, state, body, caller.now())


def watch_steps(
    task: TaskRecord,
    caller: Caller,
    policy: WatchPolicy,
    on_view: Callable[[View], None] = lambda _view: None,
) -> Steps[View]:
    """Ask again and again until the task ends, the deadline passes or asking makes no sense any more.

    Returns:
        The last view. Its ``trouble`` is ``TASK_STILL_RUNNING`` at the deadline and ``INTERRUPTED`` after a
        ``KeyboardInterrupt`` thrown in at a ``Pause``; else the failure that ended the watch, or None.
    """
    now, wait = caller.now, policy.first
    began = now()
    while not task.state.ended:
        seen = yield from status_steps(task, caller)
        if isinstance(seen, Failure):
            trouble: Failure | None = seen
            if seen.symptom is Symptom.INTERRUPTED or seen.status in _FINAL:
                return _last(View(task, seen), on_view)
        else:
            task, trouble = seen, None
            if task.state.ended:
                break
        spread = 1 + policy.jitter * (2 * caller.random.random() - 1)
        pause = max(wait * spread, (trouble and trouble.retry_after) or 0.0)
        if policy.deadline is not None and now() + pause - began > policy.deadline:
            late = replace(_asked(task, caller.context, task.status_url), symptom=Symptom.TASK_STILL_RUNNING)
            return _last(View(task, trouble or late), on_view)
        on_view(View(task, trouble, now() + pause))
        try:
            yield Pause(pause)
        except KeyboardInterrupt:
            stopped = replace(_asked(task, caller.context, task.status_url), symptom=Symptom.INTERRUPTED)
            return _last(View(task, stopped), on_view)
        wait = min(policy.longest, wait * policy.growth)
    return _last(View(task), on_view)


def result_steps(task: TaskRecord, caller: Caller) -> Steps[TaskRecord | Failure]:
    """Fetch the result once: this bills a COMPLETED task. Source: documented."""
    asked = _asked(task, caller.context, task.response_url)
    reply = yield Fetch(resolve(task.response_url, task.base_url), asked)
    if not isinstance(reply, Reply):
        return reply or asked
    body = reply.json()
    state = state_from(body.get("status")) if isinstance(body, dict) else None
    if state is None:
        return replace(reply.seen, symptom=Symptom.TASK_UNREADABLE)
    moved = _moved(task, state, body, caller.now())
    return replace(moved, result=body) if state is TaskState.COMPLETED else moved


def content_steps(task: TaskRecord, address: str, caller: Caller) -> Steps[bytes | Failure]:
    """Fetch one finished video. Source: documented (needs the key; ``data[].url`` unchanged).

    The address may also be of another host, then it is fetched without the key; or a ``data:`` URL.
    Source: vendor code (both are tolerated there).
    """
    asked = _asked(task, caller.context, address)
    if address.startswith("data:"):
        content = decode_data_url(address)
        cut = replace(asked, symptom=Symptom.DOWNLOAD_CUT, partial=len(content))
        return content if is_whole_mp4(content) else cut
    url = resolve(address, task.base_url)
    for _ in range(_MOST_HOPS):
        reply = yield Fetch(url, asked)  # with the key only where that is at home
        if isinstance(reply, Reply):
            break
        failure = reply or asked
        location = failure.headers.get("location")
        if failure.status not in _LEADS_ON or not location:
            return _cut_short(failure)
        url = resolve(location, url)
    else:
        return failure
    if not is_whole_mp4(reply.content):
        return replace(reply.seen, symptom=Symptom.DOWNLOAD_CUT, partial=len(reply.content))
    return reply.content


def _cut_short(failure: Failure) -> Failure:
    """Tell a video that broke off from a connection that brought nothing."""
    short = _SHORT_BODY.search(failure.detail)
    if failure.symptom is not Symptom.CONNECTION or short is None:
        return failure
    return replace(failure, symptom=Symptom.DOWNLOAD_CUT, partial=int(short[1] or 0))


def is_whole_mp4(content: bytes) -> bool:
    """Tell whether *content* is an MP4 file whose boxes reach exactly to its end.

    A download may be cut and still arrive with a matching length; the sizes at the head of each box tell.
    """
    place, kinds = 0, set()
    while place + 8 <= len(content):
        size = int.from_bytes(content[place : place + 4], "big")
        kinds.add(content[place + 4 : place + 8])
        if size == 1:
            size = int.from_bytes(content[place + 8 : place + 16], "big")
        elif size == 0:  # reaches to the end of the file
            size = len(content) - place
        if size < 8:  # noqa: PLR2004 - a box is never smaller than its own head
            return False
        place += size
    return place == len(content) and b"ftyp" in kinds and b"moov" in kinds


def _asked(task: TaskRecord, context: Failure, address: str) -> Failure:
    from urllib.parse import urlsplit

    path = "" if address.startswith("data:") else urlsplit(resolve(address, task.base_url)).path
    return replace(
        context, method="GET", path=path, model=task.model, base_url=task.base_url, detail=task.name
    )


def _moved(task: TaskRecord, state: TaskState, body: dict[str, Any], moment: float) -> TaskRecord:
    """Return *task* as the service tells of it at *moment*."""
    error = body.get("error")
    if isinstance(error, dict):  # an object in HTTP errors, a plain string in a task that FAILED
        error = error.get("message")
    return replace(
        task,
        state=state,
        since=task.since if state is task.state else moment,
        seen=moment,
        error=error if isinstance(error, str) else task.error,
    )


def _last(view: View, on_view: Callable[[View], None]) -> View:
    on_view(view)
    return view
