"""Runs a function until it ends or is ended: in a thread of its own, or right here where there are none."""

from __future__ import annotations

import ctypes
import sys
import threading
import time
from contextvars import copy_context
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from modelmax_nb.classroom.brake import TrialOver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import FrameType

    from modelmax_nb.classroom.brake import Brake
    from modelmax_nb.simulator import Simulator

HAS_THREADS: Final = sys.platform != "emscripten"
WORK: Final = 1.5  # seconds of computing after which a function counts as endless
PATIENCE: Final = 6.0  # seconds on the wall after which it counts so too; the computer may be busy
MOST_LINES: Final = 300_000  # of its own code, where no other thread can look after it
LOOK: Final = 0.02  # seconds between two looks
FAREWELL: Final = 0.5  # seconds in which a function that was told to end may do so
ENDLESS: Final = "because it did not end"


_banished: set[int] = set()


class Ending(NamedTuple):
    """How a function ended: with a value, or with an exception."""

    result: Any = None
    error: BaseException | None = None


def run_in_thread(work: Callable[[], Any], brake: Brake) -> Ending:
    """Run *work* in a thread, end it when the brake is pulled or it computes too long, and wait for it.

    Raises:
        KeyboardInterrupt: Somebody interrupted the wait; the thread is told to end as well.
    """
    endings: list[Ending] = []
    done = threading.Event()
    context = copy_context()

    def inside() -> None:
        endings.append(context.run(run_here, work))
        done.set()

    thread = threading.Thread(target=inside, name="modelmax-trial", daemon=True)
    try:  # an interrupt may come as soon as the thread has started
        thread.start()
        _banished.discard(thread.ident or 0)  # numbers of threads are used again
        _wait(done, brake)
    finally:
        if not done.is_set():
            brake.pull(ENDLESS)
            _end(thread, done)
    return endings[0] if endings else Ending(error=TrialOver(brake.reason))


def banish(threads: Iterable[int], simulator: Simulator) -> None:
    """Keep *threads*, which would not end, from ever sending to *simulator* again."""
    _banished.update(threads)
    simulator.gate = _hold_up


def _hold_up() -> None:
    """Hold up the calling thread for good, if it should have ended."""
    if threading.get_ident() in _banished:
        threading.Event().wait()


def run_counted(work: Callable[[], Any], brake: Brake, file: str) -> Ending:
    """Run *work* in this thread, and end it when the code of *file* has gone through very many lines.

    Raises:
        KeyboardInterrupt: Somebody interrupted it.
    """
    lines = 0

    def count(_frame: FrameType, event: str, _arg: object) -> Any:  # noqa: ANN401 - as the tracer's type is
        nonlocal lines
        lines += event == "line"
        if lines > MOST_LINES:
            brake.pull(ENDLESS)
            brake.check()
        return count

    def enter(frame: FrameType, _event: str, _arg: object) -> Any:  # noqa: ANN401 - as above
        return count if frame.f_code.co_filename == file else None

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        return run_here(work)
    finally:
        sys.settrace(before)


def run_here(work: Callable[[], Any]) -> Ending:
    """Run *work* in this thread.

    Raises:
        KeyboardInterrupt: Somebody interrupted it.
    """
    try:
        return Ending(result=work())
    except KeyboardInterrupt as interrupt:
        if threading.current_thread() is threading.main_thread():
            raise
        return Ending(error=interrupt)
    except BaseException as error:  # noqa: BLE001 - whatever it raises is evidence
        return Ending(error=error)


def _wait(done: threading.Event, brake: Brake) -> None:
    """Wait until the work is done, is to be ended, or has taken too long."""
    cpu, wall = time.process_time(), time.monotonic()
    while not done.wait(LOOK):
        if brake.reason:
            # It has been told by an exception of its own; this is for what does not meet the simulator.
            done.wait(LOOK)
            return
        if time.process_time() - cpu > WORK or time.monotonic() - wall > PATIENCE:
            return


def _end(thread: threading.Thread, done: threading.Event) -> None:
    """Raise `TrialOver` in *thread* until it is over; code that catches everything needs several."""
    end = time.monotonic() + FAREWELL
    while not done.is_set() and time.monotonic() < end:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(thread.ident or 0), ctypes.py_object(TrialOver)
        )
        done.wait(LOOK)
