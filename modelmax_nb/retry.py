"""Repeating a failed call: one owner, bounded, with every choice on record.

The rules are a generator that sends nothing and waits for nothing itself: it says what to do next and is
told how it went. So the synchronous and the asynchronous caller follow the same rules, and a test needs
neither. tenacity and stamina were looked at: neither takes a clock and a random source from outside, or a
floor set by the server, and loading them costs as much as the whole rest of a first call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from modelmax_nb.attempts import Attempt, Stopped, Wait, WaitReason
from modelmax_nb.failure import Symptom

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from random import Random

    from modelmax_nb.breaker import Breaker
    from modelmax_nb.failure import Failure
    from modelmax_nb.outcome import Outcome


class RetryPolicy(NamedTuple):
    """When a call is repeated by itself.

    Attributes:
        attempts: In all, the first one included.
        wait_initial: Upper end of the first random wait in seconds; doubled for each further one.
        wait_max: Upper end of any wait in seconds, unless the server asks for more.
        deadline: Seconds after which no attempt and no wait begins; a response in progress goes on.
    """

    attempts: int = 3
    wait_initial: float = 1.0
    wait_max: float = 20.0
    deadline: float = 60.0

    def cap(self, attempt: int) -> float:
        """Return the upper end of the random wait after *attempt*, in seconds."""
        return float(min(self.wait_max, self.wait_initial * 2 ** (attempt - 1)))


class RetryBudget:
    """A session's allowance for automatic repeats, as in gRPC's retry throttling (proposal A6).

    Each retryable failure takes 1, each success gives back 0.1, and an automatic repeat needs more than
    half. A first attempt or a click is never held back.
    """

    def __init__(self, left: float = 10.0, *, size: float = 10.0, refund: float = 0.1) -> None:
        self.left = left
        self.size = size
        self.refund = refund

    @property
    def allows_repeat(self) -> bool:
        """Whether an automatic repeat may be sent."""
        return self.left > self.size / 2

    def failed(self) -> None:
        """Book a retryable failure."""
        self.left = max(0.0, self.left - 1)

    def succeeded(self) -> None:
        """Book a success."""
        self.left = min(self.size, self.left + self.refund)


class Send(NamedTuple):
    """The caller shall send the request to *model* now, as attempt *number*."""

    number: int
    model: str


class Pause(NamedTuple):
    """The caller shall wait as ``attempt.wait`` says, after *attempt* failed; *of* are allowed in all."""

    attempt: Attempt
    wait: Wait
    of: int


class Series(NamedTuple):
    """How a call ended, with every attempt.

    Attributes:
        outcome: Of the last attempt.
        attempts: In order.
        stopped: Why there were no more.
    """

    outcome: Outcome
    attempts: tuple[Attempt, ...]
    stopped: Stopped


class RetryRules(NamedTuple):
    """What decides about the next step of one call.

    Attributes:
        policy: Numbers.
        budget: The session's.
        breaker: The session's, with a count for each model.
        random: Source of the jitter.
        now: The clock, in seconds.
        repeatable: Whether a failure may be repeated without asking.
        falls_back: Whether another model may be tried after a failure.
    """

    policy: RetryPolicy
    budget: RetryBudget
    breaker: Breaker
    random: Random
    now: Callable[[], float]
    repeatable: Callable[[Failure], bool]
    falls_back: Callable[[Failure], bool]


def run_series(models: tuple[str, ...], rules: RetryRules) -> Generator[Send | Pause, Outcome | None, Series]:
    """Yield the steps of one call; send back an outcome for each ``Send`` and None for each ``Pause``.

    Args:
        models: The model to ask, then the fallbacks in order.
        rules: What decides.

    Returns:
        The series, as the generator's value. A ``KeyboardInterrupt`` thrown in at a ``Pause`` ends it.
    """
    record = _Record(start=rules.now(), attempts=[])
    for model in models:
        outcome, stopped = yield from _ask_model(model, rules, record)
        if not _goes_on(outcome, stopped, rules, record):
            break
    return Series(outcome=outcome, attempts=tuple(record.attempts), stopped=stopped)


class _Record(NamedTuple):
    """What one call has done so far."""

    start: float
    attempts: list[Attempt]


def _ask_model(
    model: str, rules: RetryRules, record: _Record
) -> Generator[Send | Pause, Outcome | None, tuple[Outcome, Stopped]]:
    """Ask one model until it answers or a rule says stop."""
    before = len(record.attempts)
    while True:
        number = len(record.attempts) + 1
        began = rules.now()
        outcome = _sent((yield Send(number=number, model=model)))
        attempt = Attempt(
            number=number,
            model=model,
            started=began - record.start,
            seconds=rules.now() - began,
            failure=None if outcome.quiet else outcome.failure,
        )
        verdict = _judge(outcome, model, number - before, rules, record.start)
        if isinstance(verdict, Stopped):
            record.attempts.append(attempt)
            return outcome, verdict
        attempt = attempt._replace(wait=verdict)
        record.attempts.append(attempt)
        try:
            yield Pause(attempt=attempt, wait=verdict, of=before + rules.policy.attempts)
        except KeyboardInterrupt:
            record.attempts[-1] = attempt._replace(wait=None)  # it was not waited out
            return outcome, Stopped.INTERRUPTED


def _sent(outcome: Outcome | None) -> Outcome:
    assert outcome is not None, "send the outcome of each Send back in"  # noqa: S101 - the generator's contract
    return outcome


def _judge(outcome: Outcome, model: str, tried: int, rules: RetryRules, start: float) -> Stopped | Wait:
    """Decide after one attempt: stop, and why, or wait, and how long."""
    failure = outcome.failure
    if failure is None or outcome.quiet:
        rules.budget.succeeded()
        rules.breaker.answered(model)
        return Stopped.ANSWERED
    if failure.symptom is Symptom.INTERRUPTED:
        return Stopped.INTERRUPTED
    if failure.should_retry is False:
        return Stopped.SERVER_SAID_NO
    if not rules.repeatable(failure):
        return Stopped.NOT_REPEATABLE
    rules.budget.failed()
    rules.breaker.failed(model, rules.now())
    if tried >= rules.policy.attempts:
        return Stopped.ATTEMPTS_USED
    wait = choose_wait(failure, tried, rules.policy, rules.random)
    if rules.now() - start + wait.seconds > rules.policy.deadline:
        return Stopped.DEADLINE
    if not rules.budget.allows_repeat:
        return Stopped.BUDGET
    return wait if rules.breaker.allows_repeat(model, rules.now() + wait.seconds) else Stopped.BREAKER


def choose_wait(failure: Failure, tried: int, policy: RetryPolicy, random: Random) -> Wait:
    """Draw the wait after attempt *tried*: full jitter, on top of what the server asks for."""
    cap = policy.cap(tried)
    drawn = random.uniform(0, cap)
    if failure.retry_after is None:
        return Wait(seconds=drawn, reason=WaitReason.DRAWN, cap=cap)
    floor = failure.retry_after
    return Wait(seconds=floor + drawn, reason=WaitReason.SERVER, cap=cap, floor=floor)


def _goes_on(outcome: Outcome, stopped: Stopped, rules: RetryRules, record: _Record) -> bool:
    """Tell whether the next model may be asked."""
    if stopped in {Stopped.ANSWERED, Stopped.INTERRUPTED} or outcome.failure is None:
        return False
    return rules.falls_back(outcome.failure) and rules.now() - record.start <= rules.policy.deadline
