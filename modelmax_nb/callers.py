"""Asking with a session for what is not chat: its settings, its clock, its errors."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from modelmax_nb.client import stopped_early
from modelmax_nb.diagnosis import diagnose
from modelmax_nb.errors import error_of
from modelmax_nb.failure import Failure, Symptom
from modelmax_nb.transfer import perform, perform_async

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from modelmax_nb.errors import ModelMaxError
    from modelmax_nb.session import Session
    from modelmax_nb.settings import Settings
    from modelmax_nb.transfer import Steps

Value = TypeVar("Value")


class Caller(NamedTuple):
    """Who asks.

    Attributes:
        context: A failure that knows the settings and nothing yet of a call.
        now: The clock, in seconds since the epoch.
        random: Source of the jitter.
    """

    context: Failure
    now: Callable[[], float]
    random: Random


def usable_settings(session: Session, model: str) -> Settings:
    """Return the session's settings.

    Raises:
        ModelMaxError: There is no usable key or base URL.
    """
    settings = session.settings()
    if isinstance(settings, Failure):
        raise error_for(session, replace(settings, model=model))
    return settings


def caller_for(session: Session, settings: Settings, model: str) -> Caller:
    """Return who asks: this session, with its clock and its source of chance."""
    context = Failure(
        symptom=Symptom.UNKNOWN,
        model=model,
        base_url=settings.base_url,
        key_source=settings.key_source,
        key_hint=settings.key.hint,
        simulated=settings.simulated,
        timeout=session.timeout,
    )
    return Caller(context, session.connections.clock_for(settings).now, session.random)


def error_for(session: Session, failure: Failure) -> ModelMaxError:
    """Return the exception for *failure*, with its diagnosis."""
    error = error_of(diagnose(failure, session.models), None, None, "")
    error.retryable = False
    return error


def stopped_before_sending(session: Session, settings: Settings | None = None) -> ModelMaxError:
    """Return the exception for a call that the reader stopped while its libraries were loaded."""
    return error_for(session, stopped_early(settings))


def carry_out(
    session: Session, settings: Settings, steps: Steps[Value], sleep: Callable[[float], None] | None = None
) -> Value:
    """Carry out *steps* with the session's client; *sleep* waits, the session's clock when None."""
    clock = session.connections.clock_for(settings)
    try:
        client = session.connections.client(settings)
    except KeyboardInterrupt:
        raise stopped_before_sending(session, settings) from None
    return perform(steps, client, sleep or clock.sleep)


async def carry_out_async(session: Session, settings: Settings, steps: Steps[Value]) -> Value:
    """Carry out *steps* without blocking the event loop."""
    clock = session.connections.clock_for(settings)
    return await perform_async(steps, session.connections.async_client(settings), clock.sleep_async)
