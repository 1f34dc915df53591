"""The two clocks."""

import asyncio
import threading

import pytest

from modelmax_nb.simulator import RealClock, VirtualClock


def test_a_virtual_clock_starts_at_a_fixed_moment_and_moves_only_by_sleeping() -> None:
    """Ten years pass at once; a negative sleep moves nothing."""
    clock = VirtualClock()
    assert clock.now() == clock.now() == 1_767_225_600.0
    clock.sleep(315_360_000)
    clock.sleep(-5)
    assert clock.now() == 1_767_225_600.0 + 315_360_000


def test_a_virtual_clock_moves_on_the_event_loop_too() -> None:
    """The asynchronous sleep is the same."""
    clock = VirtualClock(0.0)
    asyncio.run(clock.sleep_async(2.5))
    assert clock.now() == 2.5


def test_a_virtual_clock_loses_no_sleep_between_threads() -> None:
    """Eight threads sleep a thousand seconds each."""
    clock = VirtualClock(0.0)
    threads = [threading.Thread(target=lambda: [clock.sleep(1) for _ in range(1000)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert clock.now() == 8000


@pytest.mark.parametrize(("speed", "seconds", "real"), [(1, 2, 2), (50, 2, 0.04), (10, -1, 0)])
def test_speed_shortens_real_waits(speed: float, seconds: float, real: float) -> None:
    """Simulated seconds are divided by the speed."""
    assert RealClock(speed).real_seconds(seconds) == real


def test_simulated_time_runs_as_fast_as_it_is_slept() -> None:
    """After a sleep of 100 simulated seconds at least as many have passed, asleep or on the event loop."""
    clock = RealClock(100_000)
    before = clock.now()
    clock.sleep(100)
    between = clock.now()
    asyncio.run(clock.sleep_async(100))
    assert between - before >= 100
    assert clock.now() - between >= 100


@pytest.mark.parametrize("speed", [0, -1])
def test_a_speed_must_be_positive(speed: float) -> None:
    """Time cannot stand still or run back."""
    with pytest.raises(ValueError, match="speed must be above 0"):
        RealClock(speed)
