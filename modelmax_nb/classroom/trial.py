"""A trial: one function, one situation, a fresh simulator, virtual time, and what came of it."""

from __future__ import annotations

import inspect
import threading
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from modelmax_nb.api import current_session, in_session
from modelmax_nb.classroom.brake import Brake, TrialOver
from modelmax_nb.classroom.quiet import quiet
from modelmax_nb.classroom.runner import HAS_THREADS, banish, run_counted, run_in_thread
from modelmax_nb.classroom.situation import Evidence, Situation, sent_from
from modelmax_nb.classroom.virtual_time import TrialClock, virtual_time
from modelmax_nb.client import Transports, make_async_client, make_client
from modelmax_nb.failure import Failure
from modelmax_nb.session import Session
from modelmax_nb.settings import MODELMAX_HOST
from modelmax_nb.simulator.detour import detour

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from modelmax_nb.classroom.runner import Ending
    from modelmax_nb.simulator import Simulator

CLIENT = "client"
_one_at_a_time = threading.RLock()  # a click runs in a thread of its own


class WrongCall(TypeError):  # noqa: N818 - reads as what it says
    """The function cannot be called with the arguments of the situation."""


def try_function(
    function: Callable[..., Any],
    situation: Situation,
    *,
    threads: bool = HAS_THREADS,
    answer: object = None,
) -> Evidence:
    """Call *function* in *situation* and return what it did; raises nothing of the function's own.

    A parameter named ``client`` gets a client; other clients of this session's simulator, and clients of the
    network, reach the same simulator during the trial. Afterwards all is as it was before.

    Args:
        function: May be ``async``.
        situation: What happens, and the arguments.
        threads: Whether it runs in a thread of its own, so that an endless loop can be ended.
        answer: Kept in the evidence; the function when None.

    Raises:
        WrongCall: The function does not take the situation's arguments.
        KeyboardInterrupt: Somebody interrupted the trial.
    """
    with _one_at_a_time:
        return _try(function, situation, threads=threads, answer=answer)


def _try(function: Callable[..., Any], situation: Situation, *, threads: bool, answer: object) -> Evidence:
    brake = Brake(requests=situation.requests, seconds=situation.seconds)
    clock = TrialClock(brake)
    simulator = current_session().simulator
    trial = simulator.trial(clock, seed=situation.seed, balance=situation.balance, watch=brake.watch)
    with trial, _session_of(situation, simulator):
        if situation.play:
            simulator.play(situation.play, repeat=situation.repeat)
        call = _bound(function, situation)
        names = getattr(inspect.unwrap(_inner(function)), "__globals__", {})
        work = partial(_work, call, clock, brake)
        with (
            detour(simulator, (MODELMAX_HOST,), clock.has_me),
            virtual_time(clock, names, situation.seed),
            quiet(clock.has_me) as printed,
        ):
            file = getattr(_code_of(function), "co_filename", "")
            ending = run_in_thread(work, brake) if threads else run_counted(work, brake, file)
            banish(clock.members(), simulator)
        sent = sent_from(simulator.requests())[: situation.requests]
    line, own = _place(function, ending)
    return Evidence(
        situation=situation,
        requests=sent,
        result=ending.result,
        error=None if isinstance(ending.error, TrialOver) else ending.error,
        line=line,
        own=own,
        printed=printed.getvalue(),
        seconds=round(clock.passed, 6),
        stopped=brake.reason,
        answer=function if answer is None else answer,
    )


def _work(call: Callable[[], Any], clock: TrialClock, brake: Brake) -> Any:  # noqa: ANN401 - whatever the function returns
    """Call, and run what comes back to its end, in the thread of the trial."""
    from modelmax_nb.classroom.virtual_loop import run_in_virtual_time

    clock.enter()
    try:
        result = call()
        if inspect.isawaitable(result):
            result = run_in_virtual_time(result, clock, brake)
        if inspect.isasyncgen(result):
            chunks = result
            result = run_in_virtual_time(_gathered(chunks), clock, brake)
        return list(result) if inspect.isgenerator(result) else result
    finally:
        clock.leave()


async def _gathered(chunks: Any) -> list[Any]:  # noqa: ANN401 - of any type
    return [chunk async for chunk in chunks]


@contextmanager
def _session_of(situation: Situation, simulator: Simulator) -> Iterator[None]:
    """Let ``ask()`` and new clients be simulated too, in a session of their own."""
    session = Session(seed=situation.seed)
    session.connections.adopt(simulator)
    session.use_simulator_account(situation.key)
    with in_session(session):
        yield


def _bound(function: Callable[..., Any], situation: Situation) -> Callable[[], Any]:
    """Put the arguments of *situation* and a client to *function*.

    Raises:
        WrongCall: They do not fit.
    """
    args, options = list(situation.args), dict(situation.options)
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return partial(function, *args, **options)
    places = [*signature.parameters]
    if CLIENT in places:
        client = _client(situation, asynchronous=_is_async(function))
        place = places.index(CLIENT)
        if place <= len(args) and signature.parameters[CLIENT].kind is not inspect.Parameter.KEYWORD_ONLY:
            args.insert(place, client)
        else:
            options[CLIENT] = client
    try:
        signature.bind(*args, **options)
    except TypeError as error:
        raise WrongCall(str(error)) from None
    return partial(function, *args, **options)


def _is_async(function: Callable[..., Any]) -> bool:
    inner = inspect.unwrap(_inner(function))
    return inspect.iscoroutinefunction(inner) or inspect.isasyncgenfunction(inner)


def _inner(function: Any) -> Any:  # noqa: ANN401 - anything that can be called
    """Return the function behind a partial, a method or an object that can be called."""
    while isinstance(function, partial):
        function = function.func
    if not inspect.isroutine(function) and hasattr(type(function), "__call__"):  # noqa: B004 - its function
        return getattr(function, "__func__", type(function).__call__)
    return getattr(function, "__func__", function)


def _client(situation: Situation, *, asynchronous: bool) -> object:
    """Make the client that is handed in."""
    session = current_session()
    settings = session.settings()
    assert not isinstance(settings, Failure)  # noqa: S101 - the key is one of the simulator's
    transports = Transports(
        sync=session.simulator.transport(), asynchronous=session.simulator.async_transport()
    )
    make = make_async_client if asynchronous else make_client
    return make(settings, transports, max_retries=situation.max_retries)


def _code_of(function: Any) -> Any:  # noqa: ANN401 - a code object, or None
    return getattr(inspect.unwrap(_inner(function)), "__code__", None)


def _place(function: Any, ending: Ending) -> tuple[int | None, bool]:  # noqa: ANN401 - anything that can be called
    """Return the last line of *function* that its exception came through, and whether it began there."""
    file = getattr(_code_of(function), "co_filename", None)
    step, line, own = getattr(ending.error, "__traceback__", None), None, False
    while step is not None:
        own = step.tb_frame.f_code.co_filename == file
        line = step.tb_lineno if own else line
        step = step.tb_next
    return line, own
