"""Repeats: one owner, bounded, every choice on record (criteria T1-T7, T13)."""

from collections.abc import Sequence
from random import Random

import pytest

from modelmax_nb.answer import Answer
from modelmax_nb.attempts import Stopped, WaitReason
from modelmax_nb.breaker import Breaker
from modelmax_nb.failure import Failure, Symptom
from modelmax_nb.outcome import Outcome
from modelmax_nb.retry import Pause, RetryBudget, RetryPolicy, RetryRules, Send, Series, run_series

OUTAGE = Outcome(failure=Failure(symptom=Symptom.STATUS, status=502))
REFUSED = Outcome(failure=Failure(symptom=Symptom.STATUS, status=402))
ANSWERED = Outcome(answer=Answer("hello", finish_reason="stop"))


class Ticker:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.time = 1000.0

    def now(self) -> float:
        """Return the time."""
        return self.time


def play(
    outcomes: Sequence[Outcome],
    *,
    models: tuple[str, ...] = ("m",),
    policy: RetryPolicy | None = None,
    budget: RetryBudget | None = None,
    breaker: Breaker | None = None,
    clock: Ticker | None = None,
    seed: int = 1,
    takes: float = 0.5,
    interrupt: bool = False,
) -> tuple[Series, list[Send], list[Pause]]:
    """Run one call whose requests end as *outcomes* say; return the series, the sends and the waits."""
    clock = clock or Ticker()
    rules = RetryRules(
        policy=policy or RetryPolicy(),
        budget=budget or RetryBudget(),
        breaker=breaker or Breaker(),
        random=Random(seed),  # noqa: S311 - jitter is no secret
        now=clock.now,
        repeatable=lambda failure: failure.status == 502,
        falls_back=lambda failure: failure.status == 502,
    )
    steps, queue = run_series(models, rules), list(outcomes)
    sends: list[Send] = []
    waits: list[Pause] = []
    try:
        step = next(steps)
        while True:
            if isinstance(step, Send):
                sends.append(step)
                clock.time += takes
                step = steps.send(queue.pop(0))
                continue
            waits.append(step)
            if interrupt:
                step = steps.throw(KeyboardInterrupt())
                continue
            clock.time += step.wait.seconds
            step = steps.send(None)
    except StopIteration as end:
        series: Series = end.value
        return series, sends, waits


def test_three_attempts_in_all_and_no_wait_after_the_last() -> None:
    """N attempts shown are N requests sent."""
    series, sends, waits = play([OUTAGE] * 9)
    assert [send.number for send in sends] == [1, 2, 3]
    assert [attempt.number for attempt in series.attempts] == [1, 2, 3]
    assert len(waits) == 2
    assert series.attempts[-1].wait is None
    assert series.stopped is Stopped.ATTEMPTS_USED


def test_a_success_ends_the_series() -> None:
    """The second attempt answers; the first one's failure stays on record."""
    series, sends, _ = play([OUTAGE, ANSWERED])
    assert len(sends) == 2
    assert series.stopped is Stopped.ANSWERED
    assert series.outcome is ANSWERED
    assert [attempt.failure is None for attempt in series.attempts] == [False, True]


def test_what_cannot_heal_is_never_repeated() -> None:
    """A 402 costs one request."""
    series, sends, waits = play([REFUSED])
    assert (len(sends), waits, series.stopped) == (1, [], Stopped.NOT_REPEATABLE)


def test_the_wait_is_drawn_between_zero_and_a_growing_cap() -> None:
    """Full jitter: U(0, min(20, 1 * 2**n)) seconds, the same for the same seed."""
    drawn = [play([OUTAGE] * 3, seed=seed)[2] for seed in range(200)]
    first = [waits[0].wait.seconds for waits in drawn]
    second = [waits[1].wait.seconds for waits in drawn]
    assert 0 <= min(first) < 0.1
    assert 0.9 < max(first) <= 1.0
    assert 1.8 < max(second) <= 2.0
    assert first == [play([OUTAGE] * 3, seed=seed)[2][0].wait.seconds for seed in range(200)]
    assert RetryPolicy().cap(10) == 20.0


@pytest.mark.parametrize("asked", [0.0, 2.0, 30.0])
def test_the_servers_wish_is_a_floor(asked: float) -> None:
    """``Retry-After`` is never undercut, and jitter comes on top."""
    outage = Outcome(failure=Failure(symptom=Symptom.STATUS, status=502, retry_after=asked))
    _, _, waits = play([outage] * 3)
    assert waits[0].wait.reason is WaitReason.SERVER
    assert asked <= waits[0].wait.seconds <= asked + 1.0


def test_a_wish_beyond_the_deadline_ends_the_series_at_once() -> None:
    """Nobody waits for an attempt that would come too late."""
    outage = Outcome(failure=Failure(symptom=Symptom.STATUS, status=502, retry_after=130.0))
    series, sends, waits = play([outage] * 3)
    assert (len(sends), waits, series.stopped) == (1, [], Stopped.DEADLINE)


def test_no_attempt_begins_after_the_deadline() -> None:
    """A slow failing server uses the time up; what is in progress is not cut off."""
    series, sends, _ = play([OUTAGE] * 9, policy=RetryPolicy(attempts=9, deadline=60.0), takes=40.0)
    assert len(sends) == 2
    assert series.attempts[-1].started + series.attempts[-1].seconds > 60
    assert series.stopped is Stopped.DEADLINE


def test_x_should_retry_false_is_obeyed() -> None:
    """The server's no is final."""
    outage = Outcome(failure=Failure(symptom=Symptom.STATUS, status=502, should_retry=False))
    series, sends, _ = play([outage] * 3)
    assert (len(sends), series.stopped) == (1, Stopped.SERVER_SAID_NO)


def test_thirty_failing_cells_cause_exactly_three_repeats() -> None:
    """The session's budget (T7) stops a storm; first tries always go out."""
    budget = RetryBudget()
    sent = [len(play([OUTAGE] * 3, budget=budget, seed=cell)[1]) for cell in range(30)]
    assert sum(sent) == 30 + 3
    assert min(sent) == 1
    assert play([OUTAGE] * 3, budget=budget)[0].stopped is Stopped.BUDGET


def test_successes_fill_the_budget_again() -> None:
    """A tenth of a repeat for each, up to the full size."""
    budget = RetryBudget(left=5.0)
    assert not budget.allows_repeat
    play([ANSWERED], budget=budget)
    assert budget.left == pytest.approx(5.1)
    assert budget.allows_repeat


def test_an_interrupt_ends_the_wait_with_the_attempts_so_far() -> None:
    """The reader stopped it: no further request, and the failure that was waited for is kept."""
    series, sends, _ = play([OUTAGE] * 3, interrupt=True)
    assert len(sends) == 1
    assert series.stopped is Stopped.INTERRUPTED
    assert series.outcome is OUTAGE
    assert len(series.attempts) == 1


def test_a_fallback_is_asked_after_the_first_model_gave_up() -> None:
    """Each model gets its own attempts; the numbers go on."""
    series, sends, _ = play([OUTAGE, OUTAGE, ANSWERED], models=("a", "b"), policy=RetryPolicy(attempts=2))
    assert [(send.number, send.model) for send in sends] == [(1, "a"), (2, "a"), (3, "b")]
    assert series.stopped is Stopped.ANSWERED


def test_a_refusal_is_not_taken_to_another_model() -> None:
    """Only trouble at the provider moves a call to a fallback."""
    _, sends, _ = play([REFUSED], models=("a", "b"))
    assert [send.model for send in sends] == ["a"]
