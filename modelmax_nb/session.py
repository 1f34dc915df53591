"""One session: settings, one client that is reused, retries, conversations and the last call.

It ties the parts together and shows nothing; what is to be seen goes out through callbacks.
"""

from __future__ import annotations

import os
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

from modelmax_nb.attempts import Stopped
from modelmax_nb.breaker import Breaker
from modelmax_nb.client import (
    SILENCE_TIMEOUT,
    UnfitSdkError,
    context_of,
    failure_from_misfit,
    fetch_models,
    send,
    send_async,
    stopped_early,
)
from modelmax_nb.clock import Clock, SystemClock
from modelmax_nb.connections import Connections
from modelmax_nb.conversation import Conversation
from modelmax_nb.failure import Failure
from modelmax_nb.keys import TYPED
from modelmax_nb.language import resolve_language
from modelmax_nb.models import ModelList
from modelmax_nb.report import Call, Report
from modelmax_nb.request import ChatRequest
from modelmax_nb.retry import Pause, RetryBudget, RetryPolicy, RetryRules, Send, Series, run_series
from modelmax_nb.settings import Overrides, Settings, resolve_settings
from modelmax_nb.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    import openai

    from modelmax_nb.answer import Answer
    from modelmax_nb.breaker import BreakerState
    from modelmax_nb.diagnosis import Diagnosis
    from modelmax_nb.keys import Secret
    from modelmax_nb.language import Language
    from modelmax_nb.outcome import Outcome
    from modelmax_nb.simulator import Simulator

    Steps = Generator[Send | Pause, Outcome | None, Series]
    Advanced = tuple[Send | Pause | None, Series | None]

__all__ = ["Call", "Report", "Session"]

# The catalog and the diagnosis are loaded when something fails: a call that goes well does not wait for them.
LIST_TIMEOUT = 10.0  # seconds of silence after which the list of models is given up
HINT_TIMEOUT = 2.0  # the same, where the list would only make a card better


class Session:
    """What the magic, ``ask()`` and the clients of one process share.

    Args:
        attended: Whether a person is there to see an answer; asked anew at each call.
        clock: Times calls and waits; the system's own when None. The simulator brings its own.
        seed: Of the jitter; None for a different one each time.
    """

    def __init__(
        self,
        *,
        attended: Callable[[], bool] = lambda: False,
        clock: Clock | None = None,
        seed: int | None = None,
    ) -> None:
        self.own_overrides = Overrides()
        self._lent_overrides: Overrides | None = None
        self.policy = RetryPolicy()
        self.timeout = SILENCE_TIMEOUT
        self.begin_counting()
        self.random = Random(seed)  # noqa: S311 - jitter is no secret
        self.chats: dict[str, Conversation] = {}
        self.tally = Tally()
        self.last: Report | None = None
        self.last_failed: Report | None = None
        self.own_failed: Diagnosis | None = None  # of the reader's own code, as long as no call came after it
        self.models: ModelList | None = None
        self._unlisted = ""  # the base URL that gave no list of models
        self.connections = Connections(attended=attended, clock=clock or SystemClock())
        self._attended = attended
        self.chosen_language: str | None = None

    @property
    def language(self) -> str:
        """The language of what is shown to whoever asks now."""
        return self.language_choice().tag

    def language_choice(self) -> Language:
        """Return the language of what is shown, and what decided it."""
        return resolve_language(self.chosen_language, os.environ, attended=self._attended())

    @property
    def overrides(self) -> Overrides:
        """What was said in this session, or what a lesson says in its place for a while."""
        return self._lent_overrides or self.own_overrides

    def lend_overrides(self, overrides: Overrides) -> None:
        """Use *overrides* until :meth:`give_back_overrides`."""
        self._lent_overrides = overrides

    def give_back_overrides(self) -> None:
        """Use the session's own overrides again."""
        self._lent_overrides = None

    def use_key(self, key: Secret | None) -> None:
        """Use *key*, which was typed in, from now on; None forgets the one before."""
        self.give_back_overrides()
        self.overrides.api_key = None if key is None else key.reveal
        self.overrides.api_key_source = TYPED
        self.overrides.simulator = None

    def use_simulator_account(self, key: str) -> None:
        """Answer from the simulator from now on, with the account that *key* opens there."""
        self.give_back_overrides()
        self.overrides.simulator = True
        self.overrides.simulator_key = key

    def begin_counting(self) -> None:
        """Forget the outages so far: a full budget for repeats, and no breaker open."""
        self._budget = RetryBudget()
        self.breaker = Breaker()

    @property
    def budget(self) -> RetryBudget:
        """What is left for automatic repeats; a new one begins the count of outages anew."""
        return self._budget

    @budget.setter
    def budget(self, budget: RetryBudget) -> None:
        self.begin_counting()
        self._budget = budget

    def breaker_states(self) -> tuple[BreakerState, ...]:
        """Return the models that get no automatic repeats for now, by the clock of the calls."""
        settings = self.settings()
        if isinstance(settings, Failure):
            return ()
        return self.breaker.states(self.connections.clock_for(settings).now())

    # -- settings -----------------------------------------------------------------------------------

    def settings(self) -> Settings | Failure:
        """Return what the next call would use, or why it would not be sent."""
        return resolve_settings(self.overrides, attended=self._attended())

    @property
    def simulator(self) -> Simulator:
        """The embedded simulator, made when it is first asked for."""
        return self.connections.simulator

    def renew_simulator(self, *, seed: int = 0, speed: float | None = None) -> None:
        """Begin anew with a simulator of *seed*; the jitter of the waits follows it."""
        self.random.seed(seed)
        self.connections.renew_simulator(seed=seed, speed=speed)

    @property
    def last_diagnosis(self) -> Diagnosis | None:
        """What went wrong in the last call that did not end well."""
        return self.last_failed.diagnosis if self.last_failed is not None else None

    # -- calls --------------------------------------------------------------------------------------

    def ask(
        self,
        call: Call,
        *,
        on_text: Callable[[str], None] | None = None,
        on_wait: Callable[[Pause, float], None] | None = None,
    ) -> Report:
        """Send *call*, repeat it as its policy allows, and report how it ended; raises nothing of its own.

        Args:
            call: What to ask and how.
            on_text: Called with each piece of a streamed answer.
            on_wait: Called when a wait begins and once a second while it lasts, with the seconds left.
        """
        try:
            settings = self.settings()
        except KeyboardInterrupt:  # a keyring may take its time
            settings = stopped_early()
        if isinstance(settings, Failure):
            return self._stopped_before(call, settings)
        client = self._ready_client(settings)
        if isinstance(client, Failure):
            return self._stopped_before(call, client)
        clock = self.connections.clock_for(settings)
        steps = run_series((call.request.model, *call.fallbacks), self._rules(call, clock))
        step, series = _advance(steps, None)
        while series is None:
            if isinstance(step, Send):
                request = call.request._replace(model=step.model)
                outcome = send(
                    client, request, context_of(request, settings, call.timeout or self.timeout), on_text
                )
                step, series = _advance(steps, outcome)
            elif isinstance(step, Pause):
                step, series = self._pause(steps, step, clock, on_wait)
        return self._report(call, settings, series, client)

    def _ready_client(self, settings: Settings) -> openai.OpenAI | Failure:
        """Return a client with all that a call loads; an interrupt of that long moment is no fault."""
        try:
            client = self.connections.client(settings)
            _ = client.chat.completions  # the library loads it at its first use
        except UnfitSdkError as error:
            return failure_from_misfit(error)
        except KeyboardInterrupt:
            return stopped_early(settings)
        return client

    @staticmethod
    def _pause(
        steps: Steps, step: Pause, clock: Clock, on_wait: Callable[[Pause, float], None] | None
    ) -> Advanced:
        """Wait as *step* says; an interrupt ends the series instead."""
        try:
            end = clock.now() + step.wait.seconds
            while (left := end - clock.now()) > 0:
                if on_wait is not None:
                    on_wait(step, left)
                clock.sleep(min(left, 1.0))
        except KeyboardInterrupt as interrupt:
            return _advance(steps, interrupt)
        return _advance(steps, None)

    async def ask_async(self, call: Call, *, on_text: Callable[[str], None] | None = None) -> Report:
        """Do what :meth:`ask` does without blocking the event loop."""
        settings = self.settings()
        if isinstance(settings, Failure):
            return self._stopped_before(call, settings)
        try:
            client = self.connections.async_client(settings)
        except UnfitSdkError as error:
            return self._stopped_before(call, failure_from_misfit(error))
        clock = self.connections.clock_for(settings)
        steps = run_series((call.request.model, *call.fallbacks), self._rules(call, clock))
        step, series = _advance(steps, None)
        while series is None:
            outcome = None
            if isinstance(step, Send):
                request = call.request._replace(model=step.model)
                outcome = await send_async(
                    client, request, context_of(request, settings, call.timeout or self.timeout), on_text
                )
            elif isinstance(step, Pause):
                await clock.sleep_async(step.wait.seconds)
            step, series = _advance(steps, outcome)
        return self._report(call, settings, series, None)

    def _rules(self, call: Call, clock: Clock) -> RetryRules:
        return RetryRules(
            policy=call.policy,
            budget=self.budget,
            breaker=self.breaker,
            random=self.random,
            now=clock.now,
            repeatable=_is_repeatable,
            falls_back=_is_repeatable,
        )

    def _stopped_before(self, call: Call, failure: Failure) -> Report:
        """Report a call that was never sent."""
        from modelmax_nb.diagnosis import diagnose

        failure = replace(failure, model=call.request.model)
        return self._keep(Report(call=call, diagnosis=diagnose(failure, self.models)))

    def _report(self, call: Call, settings: Settings, series: Series, client: openai.OpenAI | None) -> Report:
        """Put the report together, count the call and keep its turn."""
        outcome = series.outcome
        answer = _finished(outcome, call, series)
        diagnosis = None
        if outcome.failure is not None:
            diagnosis = replace(
                self._diagnose(series, settings, client),
                attempts=series.attempts,
                stopped=series.stopped,
                when=self.connections.clock_for(settings).now(),
            )
        report = Report(
            call=call,
            answer=answer,
            diagnosis=diagnosis,
            error=outcome.error,
            notices=settings.notices,
            secret=settings.key.reveal(),
        )
        self.tally.book(series.attempts, answer, simulated=settings.simulated)
        if report.answered and call.chat and answer is not None:
            self.chats.setdefault(call.chat, Conversation(call.chat)).keep(call.turn, answer)
        return self._keep(report)

    def _keep(self, report: Report) -> Report:
        """Remember the last call, and the last one that did not end well."""
        self.last = report
        self.own_failed = None
        if report.diagnosis is not None:
            self.last_failed = report
        return report

    def _diagnose(self, series: Series, settings: Settings, client: openai.OpenAI | None) -> Diagnosis:
        """Diagnose the last failure, with the list of models where a fix may name one."""
        from modelmax_nb.diagnosis import diagnose

        failure = series.outcome.failure
        assert failure is not None  # noqa: S101 - asked of failed series alone
        diagnosis = diagnose(failure, self._offered_models(series, settings))
        if client is None or series.stopped is Stopped.INTERRUPTED or not _may_name_a_model(diagnosis):
            return diagnosis
        if self._known_models(settings) is not None or self._unlisted == settings.base_url:
            return diagnosis
        if isinstance(self.list_models(timeout=HINT_TIMEOUT), Failure):
            self._unlisted = settings.base_url  # asked once: a card must not wait for it again
        return diagnose(failure, self._offered_models(series, settings))

    def _known_models(self, settings: Settings) -> ModelList | None:
        known = self.models
        return known if known is not None and known.simulated == settings.simulated else None

    def _offered_models(self, series: Series, settings: Settings) -> ModelList | None:
        """Return the list without the models that failed in this series, but for the last one."""
        known, last = self._known_models(settings), series.attempts[-1].model
        if known is None:
            return None
        failed = {attempt.model for attempt in series.attempts} - {last}
        return known._replace(models=tuple(model for model in known.models if model.id not in failed))

    def list_models(self, timeout: float = LIST_TIMEOUT) -> ModelList | Failure:
        """Fetch the list of models and keep it with its date.

        Args:
            timeout: Limit on silence in seconds.
        """
        settings = self.settings()
        if isinstance(settings, Failure):
            return settings
        request = ChatRequest(model="", messages=())
        context = context_of(request, settings, timeout)
        now = self.connections.clock_for(settings).now()
        client = self._ready_client(settings)
        if isinstance(client, Failure):
            return client
        listed = fetch_models(client, context, now)
        if isinstance(listed, ModelList):
            listed = self.models = listed._replace(simulated=settings.simulated)
        return listed

    def close(self) -> None:
        """Leave nothing behind: no server, no open connection."""
        self.connections.close()


def _advance(steps: Steps, result: Outcome | BaseException | None) -> Advanced:
    """Tell the rules how the last step went; return the next step, or the finished series."""
    try:
        if isinstance(result, BaseException):
            return steps.throw(result), None
        return steps.send(result), None
    except StopIteration as end:
        return None, end.value


def _is_repeatable(failure: Failure) -> bool:
    """Tell whether a call that failed like this may be repeated without asking."""
    from modelmax_nb.diagnosis import diagnose, repeatable_automatically

    return repeatable_automatically(diagnose(failure))


def _may_name_a_model(diagnosis: Diagnosis) -> bool:
    from modelmax_nb.catalog.entry import Action

    return any(fix.action is Action.USE_MODEL for fix in diagnosis.entry.fixes)


def _finished(outcome: Outcome, call: Call, series: Series) -> Answer | None:
    """Return the answer with what only the whole series knows."""
    answer = outcome.answer
    if answer is not None:
        answer.attempts = series.attempts
        asked = series.attempts[-1].model
        answer.fallback_from = call.request.model if asked != call.request.model else None
    return answer
