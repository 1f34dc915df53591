"""Video tasks from Python: submit, look, wait, fetch the result once, save; sync and async.

Example::

    from modelmax_nb import video

    task = video.submit("A paper boat on a rainy street", seconds=4, audio=False)
    task.wait()  # asks for the free status only
    task.download("boat.mp4")  # fetches the result: this bills the task
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypedDict

from modelmax_nb.api import current_session
from modelmax_nb.callers import carry_out, carry_out_async, usable_settings
from modelmax_nb.picture_files import encoded_picture
from modelmax_nb.tasks import TaskState, View
from modelmax_nb.video.handle import VideoTask, submitting
from modelmax_nb.video.request import ASPECT_RATIOS, MOST_SAMPLES, MOST_SECONDS, RESOLUTIONS, VideoRequest
from modelmax_nb.video.steps import WatchPolicy
from modelmax_nb.video.store import TaskStore

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Unpack

__all__ = [
    "TaskState",
    "VideoTask",
    "View",
    "WatchPolicy",
    "attach",
    "submit",
    "submit_async",
    "tasks",
]
# Source: documented (one of two ids that the documents use as examples; not a promise that it is served).
MODEL: Final = "veo-3"


class VideoOptions(TypedDict, total=False):
    """The options of :func:`submit`; what is left out has the documented default.

    Attributes:
        model: Model ID; ``veo-3`` when left out.
        aspect_ratio: ``16:9`` or ``9:16``.
        resolution: ``720p``, ``1080p`` or ``4k``.
        seconds: Length, 1 to 8; 8 when left out.
        audio: Whether sound is made; True when left out, and always sent.
        samples: How many videos, 1 to 4.
        negative_prompt: What is not to be seen.
        image: File with a first picture.
        keep_prompt: Whether the prompt is written into the task's file; not unless asked.
    """

    model: str | None
    aspect_ratio: str
    resolution: str
    seconds: int
    audio: bool
    samples: int
    negative_prompt: str | None
    image: str | Path | None
    keep_prompt: bool


def submit(prompt: str, **options: Unpack[VideoOptions]) -> VideoTask:
    """Put a video task into the queue; this costs nothing yet.

    It is sent once: a repeat could be a second task, because the service documents no way to mark one.

    Args:
        prompt: What is to be seen.
        **options: See :class:`VideoOptions`.

    Raises:
        ModelMaxError: The service did not take it.
        ValueError: An option is outside its documented range; nothing was sent.
        OSError: The picture cannot be read.
    """
    session, request = current_session(), request_from(prompt, options)
    steps = submitting(request, session, TaskStore(), keep_prompt=options.get("keep_prompt", False))
    return carry_out(session, usable_settings(session, request.model), steps)


async def submit_async(prompt: str, **options: Unpack[VideoOptions]) -> VideoTask:
    """Do what :func:`submit` does without blocking the event loop."""
    session, request = current_session(), request_from(prompt, options)
    steps = submitting(request, session, TaskStore(), keep_prompt=options.get("keep_prompt", False))
    return await carry_out_async(session, usable_settings(session, request.model), steps)


def attach(request_id: str) -> VideoTask:
    """Return the task of that id or short name, from the user's files.

    Raises:
        KeyError: No such task was submitted on this computer by this user.
    """
    store = TaskStore()
    record = store.find(request_id)
    if record is None:
        raise KeyError(f"no task {request_id!r} in {store.folder}")
    return VideoTask(record, current_session(), store)


def tasks() -> list[VideoTask]:
    """Return every task remembered on this computer, the newest first; nothing is sent."""
    store = TaskStore()
    return [VideoTask(record, current_session(), store) for record in store.tasks()]


def request_from(prompt: str, options: VideoOptions) -> VideoRequest:
    """Build the request that *options* describe.

    Raises:
        TypeError: There is no such option.
        ValueError: An option is outside its documented range.
    """
    unknown = [name for name in options if name not in VideoOptions.__annotations__]
    if unknown:
        known = ", ".join(VideoOptions.__annotations__)
        raise TypeError(f"submit() has no option {unknown[0]!r}, only {known}")
    image = options.get("image")
    request = VideoRequest(
        model=options.get("model") or MODEL,
        prompt=prompt,
        aspect_ratio=options.get("aspect_ratio", "16:9"),
        resolution=options.get("resolution", "720p"),
        seconds=options.get("seconds", MOST_SECONDS),
        audio=options.get("audio", True),
        samples=options.get("samples", 1),
        negative_prompt=options.get("negative_prompt"),
        image=None if image is None else encoded_picture(image),
    )
    _check(request)
    return request


def _check(request: VideoRequest) -> None:
    """Refuse what the documents rule out, before anything is sent."""
    if not request.prompt.strip():
        raise ValueError("the prompt is empty")
    if request.aspect_ratio not in ASPECT_RATIOS:
        raise ValueError(f"aspect_ratio is {' or '.join(ASPECT_RATIOS)}, not {request.aspect_ratio!r}")
    if request.resolution not in RESOLUTIONS:
        raise ValueError(f"resolution is {' or '.join(RESOLUTIONS)}, not {request.resolution!r}")
    for name, value, most in (
        ("seconds", request.seconds, MOST_SECONDS),
        ("samples", request.samples, MOST_SAMPLES),
    ):
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
            raise ValueError(f"{name} is a whole number from 1 to {most}, not {value!r}")
