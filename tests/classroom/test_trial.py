"""A trial: what a function did is seen, waits cost nothing, and afterwards all is as it was before."""
# The functions tried here are as learners write them.
# ruff: noqa: ARG005, ASYNC110, BLE001, S112, SIM105, T201

import _thread
import asyncio
import gc
import random
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from time import sleep
from typing import Any

import openai
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.display import display

import modelmax_nb
from modelmax_nb.api import current_session
from modelmax_nb.classroom import virtual_loop
from modelmax_nb.classroom.brake import TrialOver
from modelmax_nb.classroom.runner import ENDLESS
from modelmax_nb.classroom.situation import Evidence, Situation
from modelmax_nb.classroom.trial import WrongCall, try_function
from modelmax_nb.classroom.virtual_time import START

MODEL = "gemini-3-flash-preview"
OUTAGE = Situation(play="502 outage", repeat=True, max_retries=2)
HOUR = 3600.0

Try = Callable[..., Evidence]


@pytest.fixture(params=[True, False], ids=["thread", "no-thread"])
def run(request: pytest.FixtureRequest) -> Try:
    """Try a function in a thread of its own, and then without any."""

    def run(function: Callable[..., Any], situation: Situation | None = None) -> Evidence:
        return try_function(function, situation or Situation(), threads=request.param)

    return run


def send(client: Any, prompt: str = "Hello") -> Any:
    """Ask once."""
    return client.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": prompt}])


def loop(client: Any, prompt: str) -> Any:
    """Repeat as the seed does: three tries, with a pause after each."""
    for attempt in range(3):
        try:
            return send(client, prompt).choices[0].message.content
        except openai.APIStatusError:
            time.sleep(2**attempt)
    return None


def test_the_seeds_loop_sends_nine_requests(run: Try) -> None:
    """Three tries with a client that repeats twice are nine requests; the loop waits 7 seconds."""
    evidence = run(loop, OUTAGE)
    assert evidence.statuses == (502,) * 9
    assert [sent.retry_count for sent in evidence.requests] == [0, 1, 2] * 3
    assert (evidence.gaps[2], evidence.gaps[5], evidence.last_wait) == (1.0, 2.0, 4.0)
    assert evidence.charged == 0


def test_trials_are_the_same_each_time() -> None:
    """The waits of the SDK, too, depend on the seed alone, with a thread or without."""
    first, second = (try_function(loop, OUTAGE, threads=threads) for threads in (True, False))
    other = try_function(loop, Situation(play="502", repeat=True, max_retries=2, seed=1))
    assert first.requests == second.requests
    assert other.gaps != first.gaps


def test_what_it_returns_prints_and_costs(run: Try) -> None:
    """Result, output, time and charge of a good call are evidence."""

    def talk(client: Any, prompt: str) -> str:
        print("asking")
        return str(send(client, prompt).choices[0].message.content)

    evidence = run(talk)
    assert "Hello" in evidence.result
    assert evidence.printed == "asking\n"
    assert evidence.charged == sum(sent.charge for sent in evidence.requests) > 0
    assert evidence.seconds == evidence.requests[0].took


def test_an_exception_is_evidence(run: Try) -> None:
    """What the function raises is kept, with the line in which it was raised."""

    def slip(client: Any, prompt: str) -> None:
        undefined_name  # noqa: B018, F821 - the slip

    evidence = run(slip)
    assert isinstance(evidence.error, NameError)
    assert evidence.line == slip.__code__.co_firstlineno + 1
    assert evidence.own
    assert evidence.result is None


def test_an_exception_from_elsewhere_is_not_its_own(run: Try) -> None:
    """What something else raises came through a line of the function, and did not begin there."""

    def calls(client: Any, prompt: str) -> None:
        client.chat.completions.create(messages=[])

    evidence = run(calls)
    assert isinstance(evidence.error, TypeError)
    assert (evidence.line, evidence.own) == (calls.__code__.co_firstlineno + 1, False)


def test_every_account_can_be_empty(run: Try) -> None:
    """With a balance of 0, any key gets a 402."""
    evidence = run(send, Situation(balance=0.0))
    assert evidence.statuses == (402,)
    assert getattr(evidence.error, "status_code", None) == 402


# Clients that come from elsewhere


def test_a_client_from_before(run: Try) -> None:
    """A client of the session's simulator, made before the trial, is judged as well."""
    client = modelmax_nb.openai_client() if modelmax_nb.configure(simulator=True) is None else None
    evidence = run(lambda prompt: send(client, prompt))
    assert evidence.statuses == (200,)
    assert evidence.seconds > 0


@pytest.mark.parametrize("base_url", [None, "https://api.modelmax.io/v1"], ids=["the server", "the service"])
def test_a_client_over_http(run: Try, base_url: str | None) -> None:
    """A client that believes in a socket is answered by the trial too, in virtual time."""
    simulator = current_session().simulator
    client = openai.OpenAI(api_key="sk-sim-good", base_url=base_url or simulator.url, max_retries=0)
    evidence = run(lambda prompt: send(client.with_options(timeout=7.0), prompt), Situation(play="stall"))
    assert isinstance(evidence.error, openai.APITimeoutError)
    assert evidence.seconds == 7.0
    assert simulator.requests() == []


def test_other_hosts_are_not_found(run: Try) -> None:
    """No request leaves this computer during a trial."""
    client = openai.OpenAI(api_key="sk-sim-good", base_url="https://example.invalid/v1", max_retries=0)
    evidence = run(lambda prompt: send(client, prompt))
    assert isinstance(evidence.error, openai.APIConnectionError)
    assert evidence.requests == ()


def test_other_libraries_reach_no_other_computer(run: Try, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever sends, nothing is looked up in a network."""
    asked: list[object] = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **_: asked.append(args))
    before = socket.getaddrinfo
    evidence = run(lambda prompt: urllib.request.urlopen("https://api.modelmax.io/v1/models"))
    assert isinstance(evidence.error, urllib.error.URLError)
    assert isinstance(evidence.error.reason, socket.gaierror)
    assert asked == []
    assert socket.getaddrinfo is before


def test_a_client_without_the_sdk() -> None:
    """What reaches the simulator's server with a library of its own is in the trial's journal."""
    url = f"{current_session().simulator.url}/config"
    request = urllib.request.Request(url, headers={"Authorization": "Bearer sk-sim-good"})  # noqa: S310 - ours
    evidence = try_function(lambda prompt: urllib.request.urlopen(request).status, Situation())  # noqa: S310
    assert evidence.result == 200
    assert [sent.path for sent in evidence.requests] == ["/v1/config"]
    assert current_session().simulator.requests() == []


def test_ask_is_simulated(run: Try) -> None:
    """``ask()`` is answered by the trial, whatever the session's settings are."""
    modelmax_nb.configure(api_key="sk-real-looking-key", simulator=False)
    evidence = run(modelmax_nb.ask, Situation(play="500, ok"))
    assert evidence.statuses == (500, 200)
    assert current_session().last is None


# Functions of every form


def test_async_functions(run: Try) -> None:
    """A coroutine function gets an asynchronous client and runs to its end; waits that overlap count once."""

    async def three(client: Any, prompt: str) -> list[Any]:
        async def one(number: int) -> Any:
            await asyncio.sleep(number)
            answer = await client.chat.completions.create(
                model=MODEL, messages=[{"role": "user", "content": prompt}]
            )
            return answer.choices[0].finish_reason

        return await asyncio.gather(one(1), one(2), one(3))

    evidence = run(three)
    assert evidence.result == ["stop"] * 3
    assert [sent.at for sent in evidence.requests] == [1.0, 2.0, 3.0]
    assert evidence.seconds == 3.05


def test_async_functions_may_use_threads() -> None:
    """Work in another thread is waited for, with a limit too, and its waits count."""

    async def aside(prompt: str) -> list[float]:
        await asyncio.wait_for(asyncio.to_thread(time.sleep, 5), timeout=60)
        first = time.time() - START
        both = asyncio.gather(asyncio.to_thread(time.sleep, 1), asyncio.sleep(3))
        await both
        return [round(first, 3), round(time.time() - START, 3)]

    evidence = try_function(aside, Situation())
    assert evidence.error is None
    assert evidence.result == [5.0, 8.0]


@pytest.mark.parametrize("raises", [False, True])
def test_async_functions_where_there_are_no_threads(monkeypatch: pytest.MonkeyPatch, raises: bool) -> None:
    """In a browser no thread can be started; the SDK's own use of one is served all the same."""

    def no_thread(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    async def ask(client: Any, prompt: str) -> Any:
        messages = [{"role": "user", "content": prompt}]
        if raises:
            await asyncio.to_thread(int, "x")
        answer = await client.chat.completions.create(model=MODEL, messages=messages)
        return answer.choices[0].finish_reason

    monkeypatch.setattr(virtual_loop, "HAS_THREADS", False)
    monkeypatch.setattr(threading.Thread, "start", no_thread)
    evidence = try_function(ask, Situation(), threads=False)
    assert isinstance(evidence.error, ValueError) if raises else evidence.result == "stop"


def test_async_functions_inside_a_running_loop(run: Try) -> None:
    """In a notebook a loop runs already; the coroutine runs to its end all the same, and the loop goes on."""

    async def wait(prompt: str) -> str:
        await asyncio.sleep(5)
        return prompt

    async def notebook() -> tuple[Evidence, str]:
        evidence = run(wait)
        return evidence, await asyncio.sleep(0, "still running")

    evidence, after = asyncio.run(notebook())
    assert (evidence.result, evidence.seconds, after) == ("Hello", 5.0, "still running")


def test_generators(run: Try) -> None:
    """A generator is read to its end inside the trial."""

    def chunks(client: Any, prompt: str) -> Any:
        messages = [{"role": "user", "content": prompt}]
        for chunk in client.chat.completions.create(model=MODEL, messages=messages, stream=True):
            if chunk.choices:
                yield chunk.choices[0].delta.content or ""

    evidence = run(chunks)
    assert "Hello" in "".join(evidence.result)
    assert evidence.requests[0].outcome == "complete"


def test_objects_that_can_be_called(run: Try) -> None:
    """A partial, a method and an object with ``__call__`` are functions too."""

    class Asker:
        def __call__(self, client: Any, prompt: str) -> Any:
            return send(client, prompt)

        ask = __call__

    for function in (partial(loop), Asker(), Asker().ask):
        assert run(function).statuses == (200,)


@pytest.mark.parametrize(
    "function",
    [lambda: None, lambda prompt, more: None, lambda *, text: None],
    ids=["no parameter", "one too many", "another name"],
)
def test_a_function_that_cannot_be_called_so(function: Callable[..., Any]) -> None:
    """Parameters that do not fit are said, before anything runs."""
    with pytest.raises(WrongCall):
        try_function(function, Situation())


# Time


def test_every_clock_is_virtual(run: Try) -> None:
    """All functions that tell the time move with the waits, names that were imported before included."""

    def look(prompt: str) -> list[float]:
        before = (time.time(), time.monotonic(), time.perf_counter(), time.time_ns() / 1e9)
        sleep(HOUR / 2)
        after = (time.time(), time.monotonic(), time.perf_counter(), time.time_ns() / 1e9)
        return [round(late - early, 3) for early, late in zip(before, after, strict=True)]

    assert run(look).result == [HOUR / 2] * 4
    assert sleep is time.sleep


def test_threads_of_the_function_take_part() -> None:
    """Waits in threads that the function starts overlap, and whoever waits for them is as far as they are."""

    def in_parallel(client: Any, prompt: str) -> float:
        def one(number: int) -> None:
            time.sleep(number)
            send(client, prompt)

        threads = [threading.Thread(target=one, args=(number,)) for number in (1, 2, 3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return time.time() - START

    evidence = try_function(in_parallel, Situation())
    assert sorted(sent.at for sent in evidence.requests) == [1.0, 2.0, 3.0]
    assert round(evidence.result, 3) == evidence.seconds == 3.05


def test_other_threads_keep_real_time(run: Try) -> None:
    """A thread from before the trial, such as one of the kernel's, sees the real clock."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(int).result()
        evidence = run(lambda prompt: (pool.submit(time.time).result(), time.time()))
    real, virtual = evidence.result
    assert virtual == START
    assert abs(real - START) > HOUR


def test_negative_waits_are_refused_as_usual(run: Try) -> None:
    """``time.sleep`` refuses what the real one refuses."""
    assert isinstance(run(lambda prompt: time.sleep(-1)).error, ValueError)


# Limits


def forever(client: Any, prompt: str) -> None:
    """Send until somebody stops it; nothing that is caught helps."""
    while True:
        try:
            send(client, prompt)
        except Exception:
            continue


def test_too_many_requests(run: Try) -> None:
    """A function that sends without end is stopped, and ``except Exception`` cannot prevent it."""
    evidence = run(forever, Situation(requests=5))
    assert evidence.stopped == "after 5 requests"
    assert len(evidence.requests) == 5
    assert evidence.error is None


def test_too_much_time(run: Try) -> None:
    """So is one that waits without end."""

    def wait(prompt: str) -> None:
        while True:
            time.sleep(10)

    evidence = run(wait, Situation(seconds=60))
    assert evidence.stopped == "after 60 seconds of simulated time"


def test_async_functions_have_limits_too(run: Try) -> None:
    """A coroutine that waits without end is stopped."""

    async def wait(prompt: str) -> None:
        while True:
            await asyncio.sleep(10)

    assert run(wait, Situation(seconds=60)).stopped == "after 60 seconds of simulated time"


def test_what_a_coroutine_leaves_behind_is_ended(run: Try, capfd: pytest.CaptureFixture[str]) -> None:
    """Tasks that still wait, or refuse to end, do not outlive the trial, and nothing is printed of them."""
    ended: list[str] = []

    async def stubborn() -> None:
        while True:
            try:
                await asyncio.sleep(1)
            except asyncio.CancelledError:
                ended.append("asked")

    async def patient() -> None:
        try:
            await asyncio.sleep(HOUR)
        finally:
            ended.append("patient")

    async def leave(prompt: str) -> str:
        leave.tasks = [asyncio.create_task(stubborn()), asyncio.create_task(patient())]  # type: ignore[attr-defined]
        await asyncio.sleep(0)
        return prompt

    assert run(leave).result == "Hello"
    assert {"asked", "patient"} <= set(ended)
    leave.tasks.clear()  # type: ignore[attr-defined]
    gc.collect()
    assert capfd.readouterr().err == ""


def test_looking_at_the_clock_without_end(run: Try) -> None:
    """Virtual time does not move for one who only looks; that is noticed."""

    def look(prompt: str) -> None:
        end = time.time() + 1
        while time.time() < end:
            pass

    assert run(look).stopped


def test_an_endless_loop(run: Try) -> None:
    """A loop that neither sends nor waits is ended as well."""

    def spin(prompt: str) -> None:
        while True:
            pass

    assert run(spin).stopped == ENDLESS


def test_what_will_not_end_sends_no_more() -> None:
    """Code that catches everything is left behind, and cannot reach the simulator afterwards."""

    def stubborn(client: Any, prompt: str) -> None:
        while True:
            try:
                send(client, prompt)
            except:  # noqa: E722, S110 - the point
                pass

    before = set(threading.enumerate())
    assert try_function(stubborn, Situation(requests=3)).stopped == "after 3 requests"
    assert current_session().simulator.requests() == []
    evidence = try_function(loop, Situation())
    assert evidence.statuses == (200,)
    assert len(set(threading.enumerate()) - before) <= 1


def test_the_brake_is_no_exception() -> None:
    """``except Exception`` lets it through."""
    assert not issubclass(TrialOver, Exception)


# Afterwards


def everything() -> tuple[object, ...]:
    """Return what a trial puts other things in place of."""
    clocks = tuple(getattr(time, name) for name in ("sleep", "time", "monotonic", "perf_counter", "time_ns"))
    session = current_session()
    return (
        *clocks,
        threading.Thread.start,
        threading.Thread.join,
        random.getstate(),
        sys.stdout,
        sys.gettrace(),
        session,
        session.simulator.state,
        session.simulator.clock,
        session.simulator.in_trial,
        sleep,
    )


def crash(client: Any, prompt: str) -> None:
    """End with an exception."""
    raise RuntimeError


@pytest.mark.parametrize("function", [loop, crash, forever], ids=lambda function: function.__name__)
def test_all_is_put_back(run: Try, function: Callable[..., Any]) -> None:
    """Clocks, chance, output, session and simulator are what they were, however the trial ended."""
    random.seed(7)
    before = everything()
    run(function, OUTAGE)
    assert everything() == before


def test_all_is_put_back_after_an_interrupt(run: Try) -> None:
    """The stop button ends the trial, reaches the reader, and leaves nothing behind."""
    before, threads = everything(), set(threading.enumerate())

    def interrupted(prompt: str) -> None:
        _thread.interrupt_main()
        while True:
            pass

    with pytest.raises(KeyboardInterrupt):
        run(interrupted)
    assert everything() == before
    for left in set(threading.enumerate()) - threads:
        left.join(5)
        assert not left.is_alive()


def test_the_sessions_own_journal_goes_on(run: Try) -> None:
    """What was asked before a trial is still there, and the account was not charged for the trial."""
    modelmax_nb.configure(simulator=True)
    modelmax_nb.ask("Hello")
    simulator = current_session().simulator
    before = simulator.requests(), simulator.account("sk-sim-good").balance
    run(loop)
    assert (simulator.requests(), simulator.account("sk-sim-good").balance) == before


def test_what_others_print_meanwhile_is_not_kept(run: Try, capsys: pytest.CaptureFixture[str]) -> None:
    """A thread from before the trial, such as a cell beside a click, prints where it always does."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(int).result()
        evidence = run(lambda prompt: (print("inside"), pool.submit(print, "beside").result()))
    assert evidence.printed == "inside\n"
    assert capsys.readouterr().out == "beside\n"


def test_displays_stay_inside(shell: InteractiveShell, run: Try, capsys: pytest.CaptureFixture[str]) -> None:
    """What the function displays does not reach the notebook."""
    before = shell.display_pub
    run(lambda prompt: display({"text/plain": "seen"}, raw=True))
    assert shell.display_pub is before
    assert "seen" not in capsys.readouterr().out


def test_a_key_that_no_connection_carries_is_refused_as_outside() -> None:
    """A line break at the end of a key is an error in a trial, too, before anything is sent."""

    def paste(prompt: str) -> None:
        client = openai.OpenAI(api_key="sk-sim-good\n", base_url="https://api.modelmax.io/v1", max_retries=0)
        client.chat.completions.create(model="sim-gemini", messages=[{"role": "user", "content": prompt}])

    evidence = try_function(paste, Situation(name="pasted", args=("Hello",)))
    assert isinstance(evidence.error, openai.APIConnectionError)
    assert evidence.requests == ()
