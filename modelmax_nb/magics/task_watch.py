"""A video task below its cell: looked after by a thread, or waited for in the cell."""

from __future__ import annotations

import base64
import contextvars
import sys
import threading
from typing import TYPE_CHECKING

from modelmax_nb.callers import usable_settings
from modelmax_nb.catalog.video import LOOK_AGAIN, SAVE_AGAIN
from modelmax_nb.display import task_words as words
from modelmax_nb.display.mimebundle import card_bundle
from modelmax_nb.display.task import task_bundle
from modelmax_nb.errors import ModelMaxError
from modelmax_nb.failure import Symptom, redact
from modelmax_nb.magics.line_errors import explain_line
from modelmax_nb.messages import say
from modelmax_nb.tasks import TaskState, View
from modelmax_nb.widgets.presentation import NOTHING, VIEW, Slot

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from modelmax_nb.diagnosis import Diagnosis
    from modelmax_nb.session import Session
    from modelmax_nb.video import VideoTask
    from modelmax_nb.widgets.presentation import Mode
    from modelmax_nb.widgets.task_controls import TaskControls

LARGEST_SHOWN = 5_000_000  # bytes of video that a notebook takes in
NAP = 0.5  # seconds after which a watching thread looks whether it shall stop
_watched: dict[str, TaskWatch] = {}


class TaskWatch:
    """Shows one task and what becomes of it.

    Args:
        task: The task.
        session: What to ask with; its clock times the looks, its language is spoken.
        mode: How to show things.
        save: File that the result is saved to as soon as there is one, as the cell announced; None to wait
            for a click or a command.
    """

    def __init__(self, task: VideoTask, session: Session, mode: Mode, save: Path | None = None) -> None:
        self.task = task
        self._session = session
        self._language = session.language
        self._clock = session.connections.clock_for(usable_settings(session, task.model))
        self._mode = mode
        self._shown_state: TaskState | None = None
        self._save = save
        self._stop = threading.Event()
        self._state_slot, self._result_slot, self._control_slot = Slot(), Slot(), Slot()
        self._controls: TaskControls | None = None

    def start(self) -> None:
        """Look after the task in a thread; the cell ends at once."""
        earlier = _watched.get(self.task.id)
        if earlier is not None:
            earlier.stop()
        _watched[self.task.id] = self
        if self.task.state.ended:
            self._show(View(self.task.record))
        else:
            self._show(View(self.task.record, next_look=self._clock.now()))
        self._result_slot.put(NOTHING)
        if not self.task.state.ended:
            self._make_controls()
        self._in_thread(self._follow)

    def block(self, deadline: float | None = None) -> None:
        """Wait for the task in this cell.

        Raises:
            ModelMaxError: It failed, the deadline passed, or its video could not be had.
        """
        self._in_cell(lambda: self._wait_and_save(deadline))

    def look(self) -> None:
        """Look once in this cell, and save the video if it is finished and that was asked for.

        Raises:
            ModelMaxError: The look failed, the task failed, or its video could not be had.
        """
        self._in_cell(self._look_and_save)

    def fetch(self, *, again: bool = False) -> None:
        """Fetch the result in this cell, which bills it, and save the video if that was asked for.

        Raises:
            ModelMaxError: There is no result yet, or it could not be fetched.
        """
        self._in_cell(lambda: self._fetch_and_save(again=again))

    def stop(self) -> None:
        """Stop looking; the task itself goes on."""
        self._stop.set()

    # -- in the cell --------------------------------------------------------------------------------

    def _in_cell(self, work: Callable[[], None]) -> None:
        try:
            work()
        except ModelMaxError as error:
            self._show_end()
            self._result_slot.put(card_bundle(self._explained(error), self._language))
            raise
        self._show_end()

    def _wait_and_save(self, deadline: float | None) -> None:
        self.task.wait(deadline, on_view=self._show if self._mode != "static" else None)
        if self._save is not None:
            self.task.download(self._save)

    def _look_and_save(self) -> None:
        if not self.task.state.ended:
            self.task.status()
        if self.task.state.ended:  # tells why, where it failed
            self._wait_and_save(None)

    def _fetch_and_save(self, *, again: bool) -> None:
        self.task.result(again=again)
        if self._save is not None:
            self.task.download(self._save)

    def _explained(self, error: ModelMaxError) -> Diagnosis:
        """Return the diagnosis of what happened after the submit: running the cell again is no fix then."""
        again = LOOK_AGAIN if self.task.record.result is None else SAVE_AGAIN
        return explain_line(error, self._session, "", again)

    # -- in the thread ------------------------------------------------------------------------------

    def _in_thread(self, work: Callable[[], None]) -> None:
        if sys.platform == "emscripten":  # no threads in the browser edition
            work()
            return
        context = contextvars.copy_context()
        threading.Thread(target=context.run, args=(self._guarded, work), daemon=True).start()

    def _guarded(self, work: Callable[[], None]) -> None:
        """Do *work*; a thread's exception would be seen by nobody, so it is shown here."""
        try:
            work()
        except ModelMaxError as error:
            self._show_failure(error)
        except Exception as error:  # noqa: BLE001 - see above
            self._say(redact(f"{type(error).__name__}: {error}"))
            self._offer()

    def _follow(self) -> None:
        self.task.wait(on_view=self._show, sleep=self._nap)
        if self._save is not None:
            self._fetch()
        elif self.task.files:  # paid for and saved: nothing is left to do
            self._show_end()
            self._end_controls()
        else:
            self._offer()

    def _nap(self, seconds: float) -> None:
        """Wait, and end the watch when somebody said so."""
        end = self._clock.now() + seconds
        while (left := end - self._clock.now()) > 0:
            if self._stop.is_set():
                raise KeyboardInterrupt
            self._clock.sleep(min(left, NAP))

    def _fetch(self) -> None:
        self.task.download(self._save)
        self._show_end()
        self._end_controls()

    def _look(self) -> None:
        self.task.status()
        self._show(View(self.task.record))
        self._offer()

    # -- what is shown ------------------------------------------------------------------------------

    def _show(self, view: View) -> None:
        if self._mode == "text" and view.task.state is self._shown_state:
            return  # a terminal gets lines only when something changes
        self._shown_state = view.task.state
        self._state_slot.put(
            task_bundle(view, self._language, now=self._clock.now(), fetches=self._save is not None)
        )

    def _show_end(self) -> None:
        """Show the last state, and the video where there is one."""
        self._show(View(self.task.record))
        videos = [path for path in self.task.files if path.exists()]
        if videos:
            self._result_slot.put(video_bundle(videos[0], self._language))

    def _show_failure(self, error: ModelMaxError) -> None:
        stopped = error.diagnosis.failure.symptom is Symptom.INTERRUPTED
        self._show(View(self.task.record))
        if stopped:
            self._say(say(words.STOPPED, self._language))
            self._offer()
            return
        self._result_slot.put(card_bundle(self._explained(error), self._language))
        if self.task.state is TaskState.FAILED:
            self._end_controls()
        else:
            self._offer()

    def _make_controls(self) -> None:
        if self._mode != "live":
            return
        from modelmax_nb.widgets.task_controls import TaskControls

        self._controls = TaskControls(self._language)
        command = f"%modelmax task {self.task.record.name}"
        self._control_slot.put(
            {
                VIEW: {"version_major": 2, "version_minor": 0, "model_id": self._controls.model_id},
                "text/plain": command,
            }
        )
        self._controls.offer([(words.STOP, words.STOPPED, self.stop)])

    def _offer(self) -> None:
        """Offer what can be done now that nobody is looking."""
        if self._controls is None:
            self._make_controls()
        if self._controls is None:
            return
        if self.task.state is TaskState.COMPLETED:
            actions = [(words.FETCH, words.SURE, self._ask)]
        else:
            actions = [(words.LOOK, words.LOOKING, lambda: self._in_thread(self._look))]
        self._controls.offer(actions)

    def _ask(self) -> None:
        """Ask once more before money is spent."""
        if self._controls is not None:
            self._controls.offer([
                (words.FETCH_SURELY, words.FETCHING, lambda: self._in_thread(self._fetch)),
                (words.NOT_NOW, words.NOT_FETCHED, self._offer),
            ])  # fmt: skip

    def _say(self, text: str) -> None:
        if self._controls is not None:
            self._controls.say(text)

    def _end_controls(self) -> None:
        """Leave no dead button in the saved notebook."""
        if self._controls is not None:
            self._control_slot.clear()
            self._controls.close()
            self._controls = None


def stop_all() -> None:
    """Stop every watch of this process; the tasks go on."""
    for watch in _watched.values():
        watch.stop()
    _watched.clear()


def video_bundle(path: Path, language: str) -> dict[str, str]:
    """Return a saved video as something that plays; a large one is only named."""
    size = path.stat().st_size
    if size > LARGEST_SHOWN:
        return {"text/plain": say(words.TOO_LARGE, language, size=f"{size / 1_000_000:.1f}")}
    data = base64.b64encode(path.read_bytes()).decode("ascii")
    source = f"data:video/mp4;base64,{data}"
    return {
        "text/html": f'<video controls style="max-width:100%" src="{source}"></video>',
        "text/plain": str(path),
    }
