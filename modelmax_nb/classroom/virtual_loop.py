"""An event loop in virtual time, without sockets: runs a coroutine to its end, wherever it is called."""

from __future__ import annotations

import asyncio
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from modelmax_nb.classroom.runner import HAS_THREADS

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from concurrent.futures import Executor

    from modelmax_nb.classroom.brake import Brake
    from modelmax_nb.classroom.virtual_time import TrialClock

LOOK: Final = 0.02  # real seconds between two looks at the brake while another thread works
MOST_LOOKS: Final = 100


class _Selector:
    """What the loop asks when nothing can run now: time passes, or another thread is waited for."""

    def __init__(self, clock: TrialClock, brake: Brake) -> None:
        self._clock = clock
        self._brake = brake
        self._looks = 0
        self.winds_up = False
        self.elsewhere = 0  # pieces of work that other threads have in hand
        self.woken = threading.Event()

    def select(self, timeout: float | None) -> list[object]:
        """Let *timeout* pass at once, unless another thread works; without one, wait for that thread."""
        if self.winds_up:
            return []
        waits = timeout != 0 and self.elsewhere > 0 and self._looks <= MOST_LOOKS
        if timeout is not None and not waits:
            self._looks = 0
            if timeout > 0 and not self.woken.is_set():
                self._clock.sleep(timeout)
        elif not waits and (not HAS_THREADS or self._looks > MOST_LOOKS):
            self._brake.pull("because it waited for something that never comes")
        else:
            self._looks += 1
            self.woken.wait(LOOK)
        self.woken.clear()
        self._brake.check()
        return []

    def close(self) -> None:
        """Do nothing; there is nothing open."""


class VirtualLoop(asyncio.BaseEventLoop):
    """The event loop of one trial.

    Args:
        clock: Whose time it runs in.
        brake: Ends it.
    """

    def __init__(self, clock: TrialClock, brake: Brake) -> None:
        super().__init__()
        self._clock = clock
        self._clock_resolution = 1e-6  # what is due within it, is due
        self._selector = _Selector(clock, brake)

    def time(self) -> float:
        """Tell the virtual time."""
        return self._clock.here()

    def run_in_executor(
        self, executor: Executor | None, func: Callable[..., object], *args: object
    ) -> asyncio.Future[Any]:
        """Let another thread work; no time passes here meanwhile but what passes there.

        Where there are no threads, the work is done at once: the SDK asks so for the name of the system.
        """
        if not HAS_THREADS:
            return self._done_here(func, *args)
        submitted = self._clock.here()
        ended: list[float] = []

        def work() -> Any:  # noqa: ANN401 - whatever the function returns
            if self._clock.has_me():
                self._clock.catch_up(submitted)
            try:
                return func(*args)
            finally:
                ended.append(self._clock.here())

        def done(_future: asyncio.Future[Any]) -> None:
            self._selector.elsewhere -= 1
            self._clock.catch_up(max(ended, default=submitted))

        self._selector.elsewhere += 1
        future = super().run_in_executor(executor, work)
        future.add_done_callback(done)
        return future

    def _done_here(self, func: Callable[..., object], *args: object) -> asyncio.Future[Any]:
        future: asyncio.Future[Any] = self.create_future()
        try:
            future.set_result(func(*args))
        except Exception as error:  # noqa: BLE001 - it belongs to whoever awaits the future
            future.set_exception(error)
        return future

    def wind_up(self) -> None:
        """End what is left over, without waiting for anything, and close."""
        self._selector.winds_up = True
        self.set_exception_handler(lambda _loop, _context: None)  # whoever runs the trial has been told
        left = asyncio.all_tasks(self)
        for task in left:
            task.cancel()
        gone = self.create_task(self.shutdown_asyncgens())
        for _ in range(MOST_LOOKS):  # a task may refuse to end
            if all(task.done() for task in (*left, gone)):
                break
            self.call_soon(self.stop)
            self.run_forever()
        for task in (*left, gone):
            task._log_destroy_pending = False  # type: ignore[attr-defined]  # noqa: SLF001 - known, and ended
        executor = getattr(self, "_default_executor", None)
        if executor is not None:
            executor.shutdown(wait=False)
            self._default_executor = None
        self.close()

    def _process_events(self, event_list: list[object]) -> None:
        """Do nothing; there are no events."""

    def _write_to_self(self) -> None:
        """Wake the loop; called by other threads."""
        self._selector.woken.set()


def run_in_virtual_time(awaitable: Awaitable[Any], clock: TrialClock, brake: Brake) -> Any:  # noqa: ANN401 - whatever the coroutine returns
    """Run *awaitable* to its end, also where an event loop is running already, and return its value."""

    async def main() -> Any:  # noqa: ANN401 - as above
        return await awaitable

    with _no_running_loop():
        loop = VirtualLoop(clock, brake)
        try:
            return loop.run_until_complete(main())
        finally:
            loop.wind_up()


@contextmanager
def _no_running_loop() -> Iterator[None]:
    """Put the loop that runs in this thread aside, as if it did not run."""
    outer = asyncio.events._get_running_loop()  # noqa: SLF001 - the only way to run one loop inside another
    if outer is None:
        yield
        return
    task = asyncio.current_task(outer)
    if task is not None:
        asyncio.tasks._leave_task(outer, task)  # noqa: SLF001 - as above
    asyncio.events._set_running_loop(None)  # noqa: SLF001 - as above
    try:
        yield
    finally:
        asyncio.events._set_running_loop(outer)  # noqa: SLF001 - as above
        if task is not None:
            asyncio.tasks._enter_task(outer, task)  # noqa: SLF001 - as above
