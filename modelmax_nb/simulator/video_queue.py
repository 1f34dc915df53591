"""The video queue: submit, status, result, content."""

import base64
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from .events import Event
from .exchange import Exchange
from .fields import Fields, model_of_kind
from .responses import bad_request, json_bytes, whole
from .state import Task

_LONGEST = 8
_MOST_SAMPLES = 4
_MOST_KEPT = 500
_AT_POLL = "task-fails-at-poll"
_REASONS: dict[str | None, str] = {_AT_POLL: "the operation ended before the video was made"}
_FATES = {"task-fails", "task-fails-in-queue", "slow-queue", "completed-no-data"}


def answer_submit(exchange: Exchange) -> Iterator[Event]:
    """Take a video task into the queue; costs nothing.

    Source: documented (202, body, relative addresses that begin with ``/v1``).
    """
    name = exchange.route.params["model"]
    provider = model_of_kind(exchange.state.models, name, "video").owned_by
    task = _read_task(exchange, provider)
    _keep(exchange, task)
    path = _path(name, task.request_id)
    body = {
        "request_id": task.request_id,
        "status": "IN_QUEUE",
        "status_url": f"{path}/status",
        "response_url": path,
    }
    yield from whole(json_bytes(body), status=202, after=exchange.latency)


def answer_status(exchange: Exchange) -> Iterator[Event]:
    """Tell the state of a task; never costs anything.

    Source: documented.
    """
    task = _task(exchange)
    if exchange.twist == _AT_POLL and not task.charged:
        task.fate = _AT_POLL
    body = {"request_id": task.request_id, "status": status_of(exchange, task)}
    yield from whole(json_bytes(body), after=exchange.latency)


def answer_result(exchange: Exchange) -> Iterator[Event]:
    """Give the result of a task; charged when it is COMPLETED.

    Source: documented (shapes in all four states, the charge); vendor code (COMPLETED without data);
        assumptions (a
    second fetch costs nothing, nor does ``data`` that is missing excuse from the charge).
    """
    task = _task(exchange)
    status = status_of(exchange, task)
    body: dict[str, object] = {"request_id": task.request_id, "status": status, "model": task.model}
    if status == "FAILED":
        body["error"] = _REASONS.get(task.fate, "content policy violation")
    completed = status == "COMPLETED"
    if completed and "completed-no-data" not in {task.fate, exchange.twist}:
        path = _path(task.model, task.content_id)
        body["data"] = [{"url": f"{path}/content/{index}"} for index in range(task.samples)]
        body["usage"] = {
            "video_seconds": task.seconds,
            "video_resolution": task.resolution,
            "video_has_audio": task.audio,
        }
    if completed:
        yield from exchange.send_charged(json_bytes(body), lambda: _bill(exchange, task))
    else:
        yield from whole(json_bytes(body), after=exchange.latency)


def answer_content(exchange: Exchange) -> Iterator[Event]:
    """Send the video file.

    Source: documented (key needed, type, disposition, 400 for a wrong id or index); assumption (costs
        nothing).
    """
    task = _task(exchange, content=True)
    index = exchange.route.params["index"]
    if not index.isdecimal() or int(index) >= task.samples or status_of(exchange, task) != "COMPLETED":
        raise bad_request("invalid index")
    name = "tall.mp4" if task.aspect_ratio == "9:16" else "wide.mp4"
    from importlib.resources import files  # slow to load, and seldom needed

    video = (files(__package__) / "media" / name).read_bytes()
    if exchange.state.assumptions.download_charged:
        exchange.charge(exchange.state.prices.download, f"download {task.model}")
    if exchange.twist == "truncated-mp4":
        video = video[: len(video) // 2]
    disposition = (("content-disposition", f'inline; filename="video-{index}.mp4"'),)
    yield from whole(video, content_type="video/mp4", headers=disposition, after=exchange.latency)


def status_of(exchange: Exchange, task: Task) -> str:
    """Tell where a task stands at the time of the request; time alone moves it on."""
    pace = exchange.state.pace
    if task.fate == _AT_POLL:
        return "FAILED"
    age = exchange.now - task.submitted
    wait = pace.slow_queue if task.fate == "slow-queue" else pace.in_queue
    if age < wait:
        return "IN_QUEUE"
    if task.fate == "task-fails-in-queue":
        return "FAILED"
    if age < wait + pace.in_progress:
        return "IN_PROGRESS"
    return "FAILED" if task.fate == "task-fails" else "COMPLETED"


def _read_task(exchange: Exchange, provider: str) -> Task:
    fields = Fields(exchange.json_object())
    fields.required_text("prompt")
    parameters: Any = fields.raw("parameters")
    if parameters is not None and not isinstance(parameters, dict):
        raise bad_request("parameters must be an object")
    options = Fields(parameters or {}, "parameters.")
    for name in ("negative_prompt", "image"):
        options.text(name)
    name = exchange.route.params["model"]
    seconds = options.count("duration_seconds", _LONGEST, high=_LONGEST)
    resolution = options.choice("resolution", ("720p", "1080p", "4k"), "720p")
    samples = options.count("sample_count", 1, high=_MOST_SAMPLES)
    job = f"op-{exchange.state.new_id(10)}"
    return Task(
        request_id=_encoded(f"{provider}:{name}:{seconds}:{resolution}:{samples}:{job}"),
        content_id=_encoded(f"{provider}:{name}:content:{job}"),
        model=name,
        key=exchange.key or "",
        submitted=exchange.now,
        seconds=seconds,
        resolution=resolution,
        audio=options.flag("generate_audio", default=True),
        samples=samples,
        aspect_ratio=options.choice("aspect_ratio", ("16:9", "9:16"), "16:9"),
        fate=exchange.twist if exchange.twist in _FATES else None,
    )


def _encoded(text: str) -> str:
    """Make an id of the form that the documented sample has; nobody should read it."""
    return base64.b64encode(text.encode()).decode()


def _keep(exchange: Exchange, task: Task) -> None:
    """Remember a task under both its ids; only the newest are kept."""
    tasks = exchange.state.tasks
    if len(tasks) >= _MOST_KEPT:
        for oldest in list(tasks)[:2]:
            del tasks[oldest]
    tasks[task.request_id] = task
    tasks[task.content_id] = task


def _path(model: str, name: str) -> str:
    return f"/v1/queue/{quote(model, safe='')}/requests/{quote(name, safe='=')}"


def _task(exchange: Exchange, *, content: bool = False) -> Task:
    """Find the task that a path names.

    Raises:
        ApiFault: 400, for an id that is unknown, another key's, of the wrong sort, or of another model.
    Source: documented (400 for an invalid id; ``provider mismatch``); assumptions (the wordings, and that a
        task belongs to its key).
    """
    params = exchange.route.params
    task = exchange.state.tasks.get(params["id"])
    if task is None or task.key != exchange.key or (task.content_id == params["id"]) != content:
        raise bad_request("invalid request ID")
    if task.model != params["model"]:
        raise bad_request("provider mismatch")
    return task


def _bill(exchange: Exchange, task: Task) -> None:
    """Charge a finished video, once unless the assumptions say otherwise."""
    assumptions, prices = exchange.state.assumptions, exchange.state.prices
    if task.charged and not assumptions.second_result_charged:
        return
    task.charged = True
    second = prices.video_second * prices.resolution_factor[task.resolution]
    second += prices.audio_second if task.audio else 0.0
    samples = task.samples if assumptions.each_sample_charged else 1
    exchange.charge(second * task.seconds * samples, f"video {task.model}")
