"""A video task below its cell: looked after by a thread, or waited for in the cell."""

from __future__ import annotations

import contextvars
import math
import sys
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from IPython.core.error import UsageError

from modelmax_nb.callers import usable_settings
from modelmax_nb.catalog.video import LOOK_AGAIN, SAVE_AGAIN
from modelmax_nb.display import task_words as words
from modelmax_nb.display.mimebundle import card_bundle
from modelmax_nb.display.task import LOOK, task_bundle
from modelmax_nb.display.words import CONTROLS_GONE
from modelmax_nb.errors import ModelMaxError
from modelmax_nb.failure import Symptom, redact
from modelmax_nb.magics.line_errors import explain_line
from modelmax_nb.magics.shown_video import near, videos_bundle
from modelmax_nb.messages import Text, say
from modelmax_nb.tasks import TaskState, View
from modelmax_nb.widgets.presentation import NOTHING, VIEW, Slot

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from modelmax_nb.diagnosis import Diagnosis
    from modelmax_nb.session import Session
    from modelmax_nb.video import VideoTask
    from modelmax_nb.widgets.presentation import Mode
    from modelmax_nb.widgets.task_controls import TaskControls

NOT_FETCHED = Text(
    "task.not-writable", "Nothing was fetched: the video cannot be saved ({problem}). Name another file."
)
NOT_SAVED = Text(
    "task.not-saved",
    "The video could not be saved ({problem}). Its result is kept and is not fetched again: "
    "%modelmax task {name} --save FILE loads the file.",
)
NAP = 0.5  # seconds after which a watching thread looks whether it shall stop
REDRAW = 1.0  # seconds between two pictures of one state at least: a simulator's clock may run fast
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
        self._save = save
        self._stop = threading.Event()
        self._view = View(task.record)
        self._told: tuple[object, ...] | None = None  # what of the task was shown last
        self._drawn = self._drawn_before = self._announced = -math.inf
        self._state_slot, self._control_slot, self._result_slot = Slot(), Slot(), Slot()
        self._controls: TaskControls | None = None

    def start(self, deadline: float | None = None) -> None:
        """Look after the task in a thread; the cell ends at once.

        Args:
            deadline: Seconds after which looking ends; None for no end. The task goes on.
        """
        if self._mode == "static":  # what is stored must stay true: nobody will be looking
            self._show(View(self.task.record))
            return
        earlier = _watched.get(self.task.id)
        if earlier is not None:
            earlier.stop()
        _watched[self.task.id] = self
        going = not self.task.state.ended
        if self._mode == "live" and self.task.state is not TaskState.FAILED and not self.task.files:
            self._make_controls()
        self._show(View(self.task.record, next_look=self._clock.now() if going else None))
        self._put_controls()
        self._result_slot.put(NOTHING)
        if going:
            self._offer_stop()
        self._in_thread(lambda: self._follow(deadline))

    def show(self) -> None:
        """Show the task as it was last heard of, and look no further."""
        self._show(View(self.task.record))

    def block(self, deadline: float | None = None) -> None:
        """Wait for the task in this cell.

        Raises:
            ModelMaxError: It failed, the deadline passed, or its video could not be had.
            UsageError: The video could not be saved; its result is kept.
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
            self._put(self._result_slot, card_bundle(self._explained(error), self._language))
            raise
        except OSError as error:
            self._show_end()
            raise UsageError(self._unsaved(error)) from None
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

    def _unsaved(self, error: OSError) -> str:
        """Say what is lost, which is nothing, where a file could not be written."""
        problem = error.strerror or redact(str(error))
        sentence = NOT_FETCHED if self.task.record.result is None else NOT_SAVED
        return say(sentence, self._language, problem=problem, name=self.task.record.name)

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
        except OSError as error:
            self._show_end()
            self._offer(self._unsaved(error))
        except Exception as error:  # noqa: BLE001 - see above
            self._offer(redact(f"{type(error).__name__}: {error}"))

    def _follow(self, deadline: float | None) -> None:
        self.task.wait(deadline, on_view=self._show, sleep=self._nap)
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

    def _look_on(self) -> None:
        """Look now, and go on looking."""
        self._stop.clear()
        self._put(self._result_slot, NOTHING)
        self._show(self._view._replace(next_look=self._clock.now()))
        self._offer_stop()
        self._follow(None)

    # -- what is shown ------------------------------------------------------------------------------

    def _show(self, view: View) -> None:
        """Show what is known now; a screen reader is told where that is another state than before."""
        symptom = view.trouble.symptom if view.trouble is not None else None
        if symptom is Symptom.TASK_STILL_RUNNING:  # our own deadline: the look itself brought something
            view = view._replace(trouble=None)
        elif symptom is Symptom.INTERRUPTED:
            view = view._replace(trouble=self._view.trouble)
        self._view = view
        task = view.task
        state = (task.state, view.trouble is not None, task.result is not None, bool(task.files))
        changed = state != self._told
        if not changed and (self._mode == "text" or self._too_soon(view)):
            return  # a terminal gets lines only when something changes
        self._told = state
        self._draw(told=changed)

    def _too_soon(self, view: View) -> bool:
        """Tell whether a picture of the same state can be spared; the first look follows at once."""
        return view.next_look is not None and time.monotonic() - self._drawn_before < 2 * REDRAW

    def _draw(self, *, told: bool = False) -> None:
        self._drawn_before, self._drawn = self._drawn, time.monotonic()
        if told:
            self._announced = self._drawn
        # What takes the place of an announcement at once has to be one: a screen reader may not have begun.
        told = self._drawn - self._announced < REDRAW
        task = self._view.task
        shown = self._view._replace(task=replace(task, files=tuple(map(near, task.files))))
        live = self._controls is not None
        if self._controls is not None:
            self._controls.wear(LOOK[task.state])
        fetches = self._save is not None
        now = self._clock.now()
        self._put(
            self._state_slot,
            task_bundle(shown, self._language, now=now, fetches=fetches, live=live, told=told),
        )

    def _put(self, slot: Slot, bundle: Mapping[str, object]) -> None:
        """Show *bundle*; where the page was loaded again no slot changes any more, but the controls do."""
        slot.put(bundle)
        if self._controls is not None and self._controls.reloaded:
            shown = (each.shown.get("text/html", "") for each in (self._state_slot, self._result_slot))
            self._controls.show_instead("".join(map(str, shown)))

    def _show_end(self) -> None:
        """Show the last state, and the video where there is one."""
        trouble = None if self.task.state.ended else self._view.trouble
        self._show(View(self.task.record, trouble))
        videos = [path for path in self.task.files if path.exists()]
        if videos:
            self._put(self._result_slot, videos_bundle(videos, self._language))

    def _show_failure(self, error: ModelMaxError) -> None:
        self._show_end()
        if error.diagnosis.failure.symptom is Symptom.INTERRUPTED:
            self._offer(say(words.STOPPED, self._language))
            return
        self._put(self._result_slot, card_bundle(self._explained(error), self._language))
        record = self.task.record
        if record.state is TaskState.FAILED or (record.result is not None and not record.addresses):
            self._end_controls()  # there is nothing to fetch or to save
        else:
            self._offer()

    # -- the buttons --------------------------------------------------------------------------------

    def _make_controls(self) -> None:
        from modelmax_nb.widgets.task_controls import TaskControls

        self._controls = TaskControls(self._language)

    def _put_controls(self) -> None:
        if self._controls is None:
            return
        view = {"version_major": 2, "version_minor": 0, "model_id": self._controls.model_id}
        self._control_slot.put({VIEW: view, "text/plain": say(CONTROLS_GONE, self._language)})

    def _offer_stop(self) -> None:
        if self._controls is not None:
            self._controls.offer([(words.STOP, words.STOPPED, self.stop)])

    def _offer(self, said: str = "") -> None:
        """Offer what can be done now that nobody is looking, with *said* above it."""
        if self._controls is None:
            if said:
                self._put(self._result_slot, {"text/plain": said})
            return
        if self.task.state is not TaskState.COMPLETED:
            action = (words.LOOK, words.LOOKING, lambda: self._in_thread(self._look_on))
        elif self.task.record.result is None:
            action = (words.FETCH, words.SURE, self._ask)
        else:  # paid for already
            action = (words.SAVE, words.FETCHING, lambda: self._in_thread(self._fetch))
        self._controls.offer([action], said)

    def _ask(self) -> None:
        """Ask once more before money is spent."""
        if self._controls is not None:
            actions = [
                (words.FETCH_SURELY, words.FETCHING, lambda: self._in_thread(self._fetch)),
                (
                    words.NOT_NOW,
                    words.NOT_FETCHED,
                    lambda: self._offer(say(words.NOT_FETCHED, self._language)),
                ),
            ]
            self._controls.offer(actions, say(words.SURE, self._language))

    def _end_controls(self) -> None:
        """Leave no dead button in the saved notebook."""
        controls = self._controls
        if controls is None:
            return
        if controls.reloaded:  # it is all that is seen
            controls.offer(())
            return
        self._controls = None
        self._control_slot.clear()
        controls.close()
        self._draw()


def stop_watching(request_id: str) -> None:
    """Stop the watch of one task of this process, if there is one."""
    watch = _watched.pop(request_id, None)
    if watch is not None:
        watch.stop()


def stop_all() -> None:
    """Stop every watch of this process; the tasks go on."""
    for watch in _watched.values():
        watch.stop()
    _watched.clear()
