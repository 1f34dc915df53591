"""An event loop in virtual time, without sockets: runs a coroutine to its end, wherever it is called."""

from __future__ import annotations

import asyncio
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from modelmax_nb.classroom.runner import HAS_THREADS

if TYPE_CHECKING:
    from collections.abc import Awaitable, Iterator

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
        self.woken = threading.Event()

    def select(self, timeout: float | None) -> list[object]:
        """Let *timeout* pass at once; without one, wait until another thread has something to do."""
        if timeout is not None:
            self._looks = 0
            if timeout > 0 and not self.woken.is_set():
                self._clock.sleep(timeout)
        elif not HAS_THREADS or self._looks > MOST_LOOKS:
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

    def _process_events(self, event_list: list[object]) -> None:
        """Do nothing; there are no events."""

    def _write_to_self(self) -> None:
        """Wake the loop; called by other threads."""
        self._selector.woken.set()


def run_in_virtual_time(awaitable: Awaitable[Any], clock: TrialClock, brake: Brake) -> Any:  # noqa: ANN401 - whatever the coroutine returns
    """Run *awaitable* to its end, also where an event loop is running already, and return its value."""

    async def main() -> Any:  # noqa: ANN401 - as above
        return await awaitable

    def make_loop() -> VirtualLoop:
        return VirtualLoop(clock, brake)

    with _no_running_loop(), asyncio.Runner(loop_factory=make_loop) as runner:
        return runner.run(main())


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
