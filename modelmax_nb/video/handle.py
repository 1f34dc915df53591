"""The handle of one video task: look, wait, fetch the result once, save the videos; sync and async."""

from __future__ import annotations

import json
import re
import warnings
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from modelmax_nb.callers import caller_for, carry_out, carry_out_async, error_for, usable_settings
from modelmax_nb.failure import Failure, Symptom
from modelmax_nb.files import check_folder, file_in, free_path, numbered, save_whole
from modelmax_nb.outcome import BODY_LIMIT
from modelmax_nb.own_code import after_submit
from modelmax_nb.tasks import TaskRecord, TaskState, View
from modelmax_nb.video.home import here
from modelmax_nb.video.steps import (
    WatchPolicy,
    content_steps,
    result_steps,
    status_steps,
    submit_steps,
    watch_steps,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from modelmax_nb.callers import Caller
    from modelmax_nb.errors import ModelMaxError
    from modelmax_nb.session import Session
    from modelmax_nb.settings import Settings
    from modelmax_nb.transfer import Steps
    from modelmax_nb.video.request import VideoRequest
    from modelmax_nb.video.store import TaskStore

    Value = TypeVar("Value")

CLIENT_ERRORS = range(400, 500)
_FOREIGN = re.compile(r"[^A-Za-z0-9._-]+")  # in the name of a file


class VideoTask:
    """A video task at the service; made by `submit` and `attach`.

    Every method has a twin whose name ends in ``_async``. What becomes known is written to the user's file of
    this task at once, so another process can go on from there.

    Args:
        record: What is known of the task.
        session: What to ask with.
        store: Where the task is remembered.
    """

    def __init__(self, record: TaskRecord, session: Session, store: TaskStore) -> None:
        self.record = record
        self._session = session
        self._store = store

    def __repr__(self) -> str:
        """Name the task and where it stands."""
        mark = ", simulated" if self.record.simulated else ""
        return f"<VideoTask {self.id}: {self.state.value}{mark}>"

    @property
    def id(self) -> str:
        """The service's own name for the task."""
        return self.record.request_id

    @property
    def model(self) -> str:
        """Model ID."""
        return self.record.model

    @property
    def state(self) -> TaskState:
        """Where it stands, as last heard; `status` asks anew."""
        return self.record.state

    @property
    def files(self) -> tuple[Path, ...]:
        """Where the videos were saved."""
        return tuple(Path(name) for name in self.record.files)

    # -- what one can do ----------------------------------------------------------------------------

    def status(self) -> TaskState:
        """Ask once where the task stands; never billed.

        Raises:
            ModelMaxError: The service did not say; the task itself goes on.
        """
        return self._perform(self._status())

    async def status_async(self) -> TaskState:
        """Do what `status` does without blocking the event loop."""
        return await self._perform_async(self._status())

    def wait(
        self,
        deadline: float | None = None,
        *,
        policy: WatchPolicy | None = None,
        on_view: Callable[[View], None] | None = None,
        sleep: Callable[[float], None] | None = None,
    ) -> TaskState:
        """Wait until the task is COMPLETED; only its free status is asked for.

        Args:
            deadline: Seconds after which to give up waiting; None for no end.
            policy: How often to look.
            on_view: Called after each look.
            sleep: How to wait, in seconds; raising ``KeyboardInterrupt`` in it ends the watch.

        Raises:
            ModelMaxError: The task FAILED, or watching it had to end; the task may go on.
        """
        return self._perform(self._wait(deadline, policy, on_view), sleep)

    async def wait_async(
        self,
        deadline: float | None = None,
        *,
        policy: WatchPolicy | None = None,
        on_view: Callable[[View], None] | None = None,
    ) -> TaskState:
        """Do what `wait` does without blocking the event loop."""
        return await self._perform_async(self._wait(deadline, policy, on_view))

    def result(self, *, again: bool = False) -> dict[str, Any]:
        """Fetch the result, which bills the task; the body is kept, and a second call returns that.

        Args:
            again: Fetch although it was fetched or asked for before; what that costs is not documented.

        Raises:
            ModelMaxError: There is no result yet, or it could not be fetched, or it names no video.
        """
        return self._perform(self._result(again=again))

    async def result_async(self, *, again: bool = False) -> dict[str, Any]:
        """Do what `result` does without blocking the event loop."""
        return await self._perform_async(self._result(again=again))

    def download(self, path: str | Path | None = None, *, overwrite: bool = False) -> list[Path]:
        """Save the videos; fetches the result first, which bills the task, unless that is done already.

        Args:
            path: File to save to, ``~`` included; with several videos a number is added. In a folder, and
                when None, its name is made of the model and the task.
            overwrite: Whether a file that is there may be replaced, once the new one is whole.

        Raises:
            ModelMaxError: As for `result`, or a video did not arrive whole; what is there stays.
            FileExistsError: A file is there already; nothing was sent.
            OSError: A file cannot be written; what was fetched is kept.
        """
        return self._perform(self._download(path, overwrite=overwrite))

    async def download_async(self, path: str | Path | None = None, *, overwrite: bool = False) -> list[Path]:
        """Do what `download` does without blocking the event loop."""
        return await self._perform_async(self._download(path, overwrite=overwrite))

    # -- how it is done -----------------------------------------------------------------------------

    def _status(self) -> Steps[TaskState]:
        self._note(self._known((yield from status_steps(self.record, self._caller()))))
        return self.state

    def _wait(
        self,
        deadline: float | None,
        policy: WatchPolicy | None,
        on_view: Callable[[View], None] | None,
    ) -> Steps[TaskState]:
        def note(view: View) -> None:
            self._note(view.task)
            if on_view is not None:
                on_view(view)

        rules = policy or WatchPolicy()
        rules = rules if deadline is None else rules._replace(deadline=deadline)
        view = yield from watch_steps(self.record, self._caller(), rules, note)
        if view.trouble is not None:
            raise self._error(view.trouble)
        yield from self._completed()
        return self.state

    def _completed(self) -> Steps[None]:
        """Raise what a FAILED task deserves.

        Its reason stands in the result, which is free for a task that FAILED. Source: documented.
        """
        if self.state is not TaskState.FAILED:
            return
        if not self.record.error:
            told = yield from result_steps(self.record, self._caller())
            if isinstance(told, TaskRecord):  # without its reason, the failure is still known
                self._note(told)
        told_failed = json.dumps({"status": "FAILED", "error": self.record.error}, ensure_ascii=False)
        raise self._error(self._told(Symptom.ERROR_IN_ANSWER, told_failed, self.record.error))

    def _result(self, *, again: bool) -> Steps[dict[str, Any]]:
        self.record = self._store.latest(self.record)  # another notebook may have fetched it
        if self.record.result is not None and not again:
            return self._with_videos()
        if not self.state.ended:
            yield from self._status()
        if not self.state.ended:
            raise self._error(self._failure(Symptom.TASK_STILL_RUNNING))
        yield from self._completed()
        if not self._store.claim_result(self.record) and not again:
            raise self._error(self._failure(Symptom.RESULT_ASKED_BEFORE))
        self._note(replace(self.record, fetching=self._caller().now()))
        fetched = yield from result_steps(self.record, self._caller())
        if _is_free(fetched):
            self._store.give_back_claim(self.record)
        self._note(self._known(fetched))
        yield from self._completed()
        if not self.state.ended:  # the status had said otherwise
            raise self._error(self._failure(Symptom.TASK_STILL_RUNNING))
        return self._with_videos()

    def _with_videos(self) -> dict[str, Any]:
        if not self.record.addresses:
            body = json.dumps(self.record.result, ensure_ascii=False)
            raise self._error(self._told(Symptom.NO_ANSWER_IN_BODY, body))
        return self.record.result or {}

    def _download(self, path: str | Path | None, *, overwrite: bool) -> Steps[list[Path]]:
        targets = self._targets(path, self.record.samples, overwrite=overwrite)
        for folder in {target.parent for target in targets}:
            check_folder(folder)  # before anything is billed
        yield from self._result(again=False)
        addresses = self.record.addresses
        if len(addresses) != len(targets):
            targets = self._targets(path, len(addresses), overwrite=overwrite)
        for address, target in zip(addresses, targets, strict=True):
            if self._is_saved(target) and not overwrite:
                continue  # by an earlier try that ended at one of the others
            content = yield from content_steps(self.record, address, self._caller())
            save_whole(target, self._known(content))
            self._note(replace(self.record, files=tuple(dict.fromkeys((*self.record.files, _name(target))))))
        return targets

    def _targets(self, path: str | Path | None, count: int, *, overwrite: bool) -> list[Path]:
        """Choose a file for each video; one that this task was saved to before stays the one.

        Raises:
            FileExistsError: One is there and may not be replaced.
        """
        usual = f"{_FOREIGN.sub('-', self.model)}-{self.record.name}.mp4"
        first = file_in(path or Path(), usual)
        if first.name == usual:
            ours = [Path(name) for name in self.record.files]
            first = _shown(free_path(first.absolute(), count, ours=ours))
        names = numbered(first, count)
        for name in names:
            if name.exists() and not overwrite and not self._is_saved(name):
                raise FileExistsError(f"{name} is there already; choose another name or overwrite it")
        return names

    def _is_saved(self, target: Path) -> bool:
        return _name(target) in self.record.files and target.exists()

    # -- the session --------------------------------------------------------------------------------

    def _settings(self) -> Settings:
        """Return the session's settings if they lead to where the task is.

        Raises:
            ModelMaxError: There is no usable key, or the session uses another service now.
        """
        settings = usable_settings(self._session, self.model)
        if (settings.base_url, settings.simulated) != (self.record.base_url, self.record.embedded):
            raise self._error(self._failure(Symptom.TASK_ELSEWHERE))
        return settings

    def _caller(self) -> Caller:
        return caller_for(self._session, self._settings(), self.model)

    def _told(self, symptom: Symptom, body: str, message: str = "") -> Failure:
        """Return a failure that the service reported with a status of success."""
        failure = self._failure(symptom)
        return replace(
            failure, status=200, path=self.record.response_url, body=body[:BODY_LIMIT], message=message
        )

    def _failure(self, symptom: Symptom) -> Failure:
        return Failure(
            symptom=symptom,
            detail=self.record.name,
            method="GET",
            path=self.record.status_url,
            base_url=self.record.base_url,
            model=self.model,
            simulated=self.record.simulated,
        )

    def _known(self, found: Value | Failure) -> Value:
        if isinstance(found, Failure):
            raise self._error(found)
        return found

    def _error(self, failure: Failure) -> ModelMaxError:
        """Return the exception; what to do is said of this task, for a new one would be paid for again."""
        error = error_for(self._session, failure)
        error.diagnosis = after_submit(error.diagnosis, fetched=self.record.result is not None)
        return error

    def _note(self, record: TaskRecord) -> None:
        """Keep what became known, in the user's file too; a full disk must not lose a task or a result."""
        if record == self.record:
            return
        self.record = record
        try:
            self._store.keep(record)
        except OSError as error:
            warn_unkept(record, error)

    def _perform(self, steps: Steps[Value], sleep: Callable[[float], None] | None = None) -> Value:
        return carry_out(self._session, self._settings(), steps, sleep)

    async def _perform_async(self, steps: Steps[Value]) -> Value:
        return await carry_out_async(self._session, self._settings(), steps)


def submitting(
    request: VideoRequest, session: Session, store: TaskStore, *, keep_prompt: bool
) -> Steps[VideoTask]:
    """Put a task into the queue and write it down before anybody asks for its state."""
    settings = usable_settings(session, request.model)
    store.check()
    caller = caller_for(session, settings, request.model)
    named = {name: value for name, value in request.parameters.items() if name != "image"}
    caller = caller._replace(context=replace(caller.context, parameters=named))
    record = yield from submit_steps(request, caller, keep_prompt=keep_prompt)
    if isinstance(record, Failure):
        raise error_for(session, record)
    record = replace(record, home=here() if record.embedded else "")
    try:
        store.make_room(record)  # each new simulator gives the same ids again, to other tasks
        store.keep(record)
    except OSError as error:  # it was fine before the submit; now the task is there and must not be lost
        warn_unkept(record, error)
    return VideoTask(record, session, store)


def warn_unkept(record: TaskRecord, error: OSError) -> None:
    """Warn that *record* could not be written down, with the id that would be lost."""
    problem = error.strerror or type(error).__name__
    text = f"the video task {record.request_id} could not be written down ({problem})"
    warnings.warn(f"{text}; note its id, a restart would forget it", RuntimeWarning, stacklevel=2)


def _is_free(fetched: TaskRecord | Failure) -> bool:
    """Tell whether a fetch that ended like this was not billed.

    Source: documented (only COMPLETED is billed; a refused request is free). Of a 5xx or a lost reply the
    documents say nothing.
    """
    if isinstance(fetched, Failure):
        return fetched.status in CLIENT_ERRORS
    return fetched.result is None


def _name(path: Path) -> str:
    return str(path.absolute())


def _shown(path: Path) -> Path:
    """Return *path* as somebody in this folder would write it."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
