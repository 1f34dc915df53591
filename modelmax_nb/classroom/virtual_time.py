"""Virtual time for the threads of a trial: they wait at once, everybody else as usual.

Each thread has a time of its own, which its waits move on. So ten threads that wait a second each are all
one second further, in whatever order they really ran, and the same program gives the same times again.
"""

from __future__ import annotations

import random
import threading
import time
from contextlib import ExitStack, contextmanager
from contextvars import copy_context
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, MutableMapping

    from modelmax_nb.classroom.brake import Brake

START: Final = 1_767_225_600.0  # 2026-01-01T00:00:00Z
REAL: Final = {name: getattr(time, name) for name in ("sleep", "time", "monotonic", "perf_counter")}
NANO: Final = {f"{name}_ns": getattr(time, f"{name}_ns") for name in ("time", "monotonic", "perf_counter")}


class TrialClock:
    """A clock for one trial; the simulator uses it too.

    Args:
        brake: Told of each wait and each look.
    """

    def __init__(self, brake: Brake) -> None:
        self._brake = brake
        self._times: dict[int, float] = {}
        # Seconds since the beginning: as seconds since 1970 the short ones would be lost in rounding.
        self._latest = 0.0
        self._served = 0.0  # as far as threads of a server have moved on
        self._lock = threading.Lock()

    @property
    def passed(self) -> float:
        """Simulated seconds since the beginning."""
        return self._latest

    def enter(self, now: float = 0.0) -> None:
        """Let the calling thread take part; *now* is how many seconds have passed for it."""
        self._times[threading.get_ident()] = now

    def leave(self) -> None:
        """Let the calling thread take part no longer."""
        self._times.pop(threading.get_ident(), None)

    def has_me(self) -> bool:
        """Tell whether the calling thread takes part."""
        return threading.get_ident() in self._times

    def members(self) -> tuple[int, ...]:
        """List the threads that still take part."""
        return tuple(self._times)

    def catch_up(self, now: float) -> None:
        """Move the calling thread on to *now*, if it is behind."""
        me = threading.get_ident()
        with self._lock:
            self._times[me] = max(self._times[me], now)

    # What the simulator needs of a clock

    def now(self) -> float:
        """Tell the calling thread's time, in seconds since 1970."""
        return START + self.here()

    def here(self) -> float:
        """Tell how many seconds have passed for the calling thread; for a thread of a server, the most."""
        with self._lock:
            return max(self._times.get(threading.get_ident(), self._latest), self._served)

    def sleep(self, seconds: float) -> None:
        """Move the calling thread's time on by *seconds*.

        Raises:
            TrialOver: The trial has lasted long enough.
        """
        me = threading.get_ident()
        then = self.here() + max(seconds, 0.0)
        with self._lock:
            self._latest = max(self._latest, then)
            if me not in self._times:
                self._served = max(self._served, then)
                return
            self._times[me] = then
        self._brake.passed(then)

    async def sleep_async(self, seconds: float) -> None:
        """Let *seconds* pass on the event loop, which runs in virtual time too."""
        import asyncio

        await asyncio.sleep(seconds)

    # What stands in for the functions of `time`

    def sleep_here(self, seconds: float) -> None:
        """Stand in for ``time.sleep``."""
        if not self.has_me():
            REAL["sleep"](seconds)
            return
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")  # as the real one says
        self.sleep(seconds)

    def reading(self, real: Callable[[], Any], form: Callable[[float], Any]) -> Callable[[], Any]:
        """Make what stands in for a function that tells the time.

        Args:
            real: The function itself, for other threads.
            form: Turns seconds since 1970 into what it returns.
        """

        def read() -> Any:  # noqa: ANN401 - as the real one
            if not self.has_me():
                return real()
            self._brake.read()
            return form(self.now())

        return read


@contextmanager
def virtual_time(clock: TrialClock, names: MutableMapping[str, object], seed: int) -> Iterator[None]:
    """Put *clock* in place of the functions of ``time``, and *seed* into ``random``; put all back afterwards.

    Args:
        clock: Used by the threads that take part in it, and by those they start.
        names: The names that the tried function sees; ``from time import sleep`` counts too.
        seed: Of ``random``.
    """
    stand_ins = _stand_ins(clock)
    with ExitStack() as back:
        for name, stand_in in stand_ins.items():
            real = getattr(time, name)
            _swap(back, vars(time), name, stand_in)
            for own_name in [own for own, value in names.items() if value is real]:
                _swap(back, names, own_name, stand_in)
        _take_threads_along(clock, back)
        back.callback(random.setstate, random.getstate())
        random.seed(seed)
        yield


def _stand_ins(clock: TrialClock) -> dict[str, Callable[..., Any]]:
    found: dict[str, Callable[..., Any]] = {"sleep": clock.sleep_here}
    for name, real in REAL.items():
        if name != "sleep":
            found[name] = clock.reading(real, float)
    for name, real in NANO.items():
        found[name] = clock.reading(real, lambda now: round(now * 1e9))
    return found


def _swap(back: ExitStack, names: MutableMapping[str, Any], name: str, value: object) -> None:
    back.callback(names.__setitem__, name, names[name])
    names[name] = value


def _take_threads_along(clock: TrialClock, back: ExitStack) -> None:
    """Let threads that are started in the trial take part; whoever waits for one is as far as it is."""
    start, join = threading.Thread.start, threading.Thread.join
    ended: dict[threading.Thread, float] = {}

    def start_inside(thread: threading.Thread) -> None:
        if clock.has_me():
            run, now, context = thread.run, clock.here(), copy_context()

            def run_inside() -> None:
                clock.enter(now)
                try:
                    context.run(run)
                finally:
                    ended[thread] = clock.here()
                    clock.leave()

            thread.run = run_inside  # type: ignore[method-assign]
        start(thread)

    def join_inside(thread: threading.Thread, timeout: float | None = None) -> None:
        join(thread, timeout)
        if thread in ended and clock.has_me():
            clock.catch_up(ended[thread])

    for name, method in {"start": start_inside, "join": join_inside}.items():
        back.callback(setattr, threading.Thread, name, getattr(threading.Thread, name))
        setattr(threading.Thread, name, method)
