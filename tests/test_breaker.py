"""The breaker of a model pauses repeats after five outages, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import modelmax_nb
from modelmax_nb.attempts import Stopped
from modelmax_nb.breaker import Breaker, BreakerState, Position
from modelmax_nb.request import ChatRequest
from modelmax_nb.retry import RetryBudget
from modelmax_nb.session import Call, Report
from tests.test_retry import ANSWERED, OUTAGE, REFUSED, Ticker, play

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell


def plenty() -> RetryBudget:
    """Return a budget that never holds anything back."""
    return RetryBudget(left=1e6, size=1e6)


def broken(clock: Ticker, model: str = "m") -> Breaker:
    """Return a breaker that *model* has just opened."""
    breaker = Breaker()
    for _ in range(5):
        breaker.failed(model, clock.now())
    return breaker


def test_five_outages_in_a_row_stop_the_repeats() -> None:
    """The count is on requests: the fifth falls into the second cell."""
    breaker, clock, budget = Breaker(), Ticker(), plenty()
    cells = [play([OUTAGE] * 3, budget=budget, breaker=breaker, clock=clock) for _ in range(3)]
    assert [len(sends) for _, sends, _ in cells] == [3, 2, 1]
    assert [series.stopped for series, _, _ in cells] == [
        Stopped.ATTEMPTS_USED,
        Stopped.BREAKER,
        Stopped.BREAKER,
    ]


def test_an_answer_between_begins_the_count_anew() -> None:
    """Only outages in a row count."""
    breaker, clock, budget = Breaker(), Ticker(), plenty()
    for outcomes in ([OUTAGE] * 3, [OUTAGE, ANSWERED], [OUTAGE] * 3):
        series, sends, _ = play(outcomes, budget=budget, breaker=breaker, clock=clock)
        assert len(sends) == len(outcomes)
    assert series.stopped is Stopped.ATTEMPTS_USED


def test_refusals_never_count() -> None:
    """Ten faults of the caller's own leave it closed, and so they do after an outage."""
    breaker, clock = Breaker(), Ticker()
    for _ in range(10):
        play([REFUSED], breaker=breaker, clock=clock)
    assert breaker.states(clock.now()) == ()
    assert breaker.state("m", clock.now()) == BreakerState("m", Position.CLOSED, 0)


def test_a_first_try_always_goes_out() -> None:
    """However long it has been open: each cell sends its one request."""
    clock = Ticker()
    breaker = broken(clock)
    sent = [len(play([OUTAGE] * 3, budget=plenty(), breaker=breaker, clock=clock)[1]) for _ in range(20)]
    assert sent == [1] * 20


def test_an_answer_to_a_first_try_closes_it_at_once() -> None:
    """A click that succeeds is the best trial."""
    clock = Ticker()
    breaker = broken(clock)
    play([ANSWERED], breaker=breaker, clock=clock)
    assert breaker.state("m", clock.now()).position is Position.CLOSED
    assert len(play([OUTAGE] * 3, budget=plenty(), breaker=breaker, clock=clock)[1]) == 3


@pytest.mark.parametrize(("later", "position"), [(0, "open"), (29.9, "open"), (30, "trial"), (300, "trial")])
def test_the_pause_lasts_thirty_seconds(later: float, position: str) -> None:
    """Then one request may try whether the model is back."""
    clock = Ticker()
    state = broken(clock).state("m", clock.now() + later)
    assert state.position.value == position
    assert state.seconds_left == pytest.approx(max(0, 30 - later))


def test_a_trial_that_fails_opens_it_for_another_pause() -> None:
    """One request is sent as the trial, and no second one follows it by itself."""
    clock = Ticker()
    breaker = broken(clock)
    clock.time += 31
    series, sends, _ = play([OUTAGE] * 3, budget=plenty(), breaker=breaker, clock=clock)
    assert (len(sends), series.stopped) == (1, Stopped.BREAKER)
    assert breaker.state("m", clock.now()).seconds_left == pytest.approx(30)


def test_outages_while_it_is_open_do_not_make_the_pause_longer() -> None:
    """Who runs cell after cell does not push the end away."""
    clock = Ticker()
    breaker = broken(clock)
    clock.time += 20
    breaker.failed("m", clock.now())
    assert breaker.state("m", clock.now()).seconds_left == pytest.approx(10)


def test_each_model_has_its_own() -> None:
    """A model of another provider is repeated as ever, also as a fallback."""
    clock = Ticker()
    breaker = broken(clock, "a")
    series, sends, _ = play(
        [OUTAGE, OUTAGE, ANSWERED], models=("a", "b"), budget=plenty(), breaker=breaker, clock=clock
    )
    assert [send.model for send in sends] == ["a", "b", "b"]
    assert series.stopped is Stopped.ANSWERED
    assert [state.model for state in breaker.states(clock.now())] == ["a"]


def ask(model: str = "gemini-3-flash-preview", *, once: bool = False) -> Report:
    """Ask the session's simulator, with repeats or as a click does."""
    request = ChatRequest(model=model, messages=({"role": "user", "content": "Hello"},))
    call = Call(request=request)
    return modelmax_nb.current_session().ask(call.once if once else call)


def test_ten_failing_cells_and_a_click_in_a_lesson_all_go_out() -> None:
    """A lesson about 502 on one model: each cell and each click is sent and gets its card."""
    session = modelmax_nb.current_session()
    session.overrides.simulator = True
    session.budget = RetryBudget()
    session.simulator.play("502 outage", repeat=True)
    sent = []
    for _ in range(10):
        cell, click = ask(), ask(once=True)
        assert cell.diagnosis is not None
        assert click.diagnosis is not None
        assert cell.diagnosis.entry.slug == click.diagnosis.entry.slug == "provider-outage"
        sent.append((len(cell.diagnosis.attempts), len(click.diagnosis.attempts)))
    assert sent == [(3, 1), (1, 1), *[(1, 1)] * 8]
    session.simulator.play("ok")
    assert ask().answered
    assert session.breaker_states() == ()


def test_the_card_says_why_no_repeat_was_sent() -> None:
    """With the budget filled again by answers of another model, the breaker speaks."""
    session = modelmax_nb.current_session()
    session.overrides.simulator = True
    session.simulator.play("502 outage", repeat=True)
    session.budget = plenty()
    reports = [ask() for _ in range(3)]
    assert [len(report.diagnosis.attempts) for report in reports if report.diagnosis] == [3, 2, 1]
    assert reports[-1].diagnosis is not None
    assert reports[-1].diagnosis.stopped is Stopped.BREAKER
    assert [(state.model, state.position) for state in session.breaker_states()] == [
        ("gemini-3-flash-preview", Position.OPEN)
    ]


def test_a_new_budget_closes_every_breaker() -> None:
    """What a lesson made fail on purpose is forgotten when it says what comes next."""
    session = modelmax_nb.current_session()
    session.overrides.simulator = True
    for _ in range(9):
        session.breaker.failed("m", session.simulator.clock.now())
    session.budget = RetryBudget()
    assert session.breaker_states() == ()


def test_status_shows_a_model_that_is_paused(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str]
) -> None:
    """``%modelmax status`` names the model, its failures and the seconds left; afterwards, the trial."""
    shell.run_line_magic("load_ext", "modelmax_nb")
    session = modelmax_nb.current_session()
    session.overrides.simulator = True
    now = session.simulator.clock.now()
    for _ in range(5):
        session.breaker.failed("deepseek-v3.2", now)
    shell.run_line_magic("modelmax", "status")
    paused = "deepseek-v3.2 failed 5 times in a row: no repeats by itself for 30 s"
    assert paused in capsys.readouterr().out
    session.breaker.answered("deepseek-v3.2")
    for _ in range(6):
        session.breaker.failed("kimi-k2", now - 40)
    shell.run_line_magic("modelmax", "status")
    shown = capsys.readouterr().out
    assert "deepseek-v3.2 failed" not in shown
    assert "kimi-k2 failed 6 times in a row: the next call tries it again" in shown
