"""The figures: each function compares the raw SDK and ours in one run, back to back."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median

from tests.benchmarks.setting import (
    KEY,
    OUR_ASK,
    OUR_SETUP,
    RAW_ASK,
    RAW_SETUP,
    empty_account_server,
    kernel,
    simulator,
    timed,
    traceback_lines,
)
from tests.harness.kernels import Kernel, Result


@dataclass(frozen=True)
class Figure:
    """One row of the table.

    Attributes:
        what: What was measured.
        raw: The raw SDK's figure; "" where there is none to compare.
        ours: Ours.
        goal: What is to be reached, in words.
        reached: Whether it was.
    """

    what: str
    raw: str
    ours: str
    goal: str
    reached: bool


def load_extension(repeats: int) -> Iterator[Figure]:
    """Time ``%load_ext`` in fresh kernels, beside a cell that does nothing."""
    seconds, nothing = [], []
    for _ in range(repeats):
        with kernel() as fresh:
            nothing.append(timed(fresh, "pass"))
            seconds.append(timed(fresh, OUR_SETUP))
    ours = median(seconds)
    said = f"{ours:.3f} s (an empty cell: {median(nothing):.3f} s)"
    yield Figure("%load_ext in a fresh kernel", "", said, "≤ 0.05 s", ours <= 0.05)


def first_answer(repeats: int) -> Iterator[Figure]:
    """Time load and first answer in fresh kernels, raw and ours in turn."""
    raws, ours = [], []
    with simulator() as base_url:
        with kernel(base_url) as first:  # not measured: it finds nothing compiled and nothing cached
            timed(first, OUR_SETUP, OUR_ASK)
        for turn in range(repeats):
            for is_ours in (turn % 2 == 0, turn % 2 == 1):
                with kernel(base_url) as fresh:
                    if is_ours:
                        ours.append(timed(fresh, OUR_SETUP, OUR_ASK))
                    else:
                        raws.append(timed(fresh, RAW_SETUP, RAW_ASK))
    ratio = median(one / other for one, other in zip(ours, raws, strict=True))
    yield Figure(
        "load + first answer",
        f"{median(raws):.2f} s",
        f"{median(ours):.2f} s = {ratio:.2f}×",
        "≤ 1.05×",
        ratio <= 1.05,
    )


def warm_cell(repeats: int) -> Iterator[Figure]:
    """Time later cells of one kernel, raw and ours in turn."""
    raws, ours = [], []
    with simulator() as base_url, kernel(base_url) as warm:
        timed(warm, RAW_SETUP, RAW_ASK, OUR_SETUP, OUR_ASK)
        for _ in range(repeats * 10):
            raws.append(timed(warm, RAW_ASK))
            ours.append(timed(warm, OUR_ASK))
    raw, own = median(raws), median(ours)
    yield Figure(
        "a warm cell",
        f"{raw * 1000:.1f} ms",
        f"{own * 1000:.1f} ms = {own / raw:.2f}×",
        "≤ 1.05× + 3 ms",
        own <= 1.05 * raw + 0.003,
    )


def empty_account(_repeats: int) -> Iterator[Figure]:
    """Count what a 402 sends to the front end: raw, ours without and with live controls."""
    with empty_account_server() as base_url, kernel(base_url, key="sk-test-0123456789") as broke:
        broke.run(RAW_SETUP)
        broke.run(OUR_SETUP)
        raw = broke.run(RAW_ASK)
        static = broke.run("%%modelmax\nWhat is a token?", attended=False)
        live = broke.run(OUR_ASK)
    buttons = sum(state.get("_model_name") == "ButtonModel" for state in live.widgets().values())
    for result, name, most in (
        (static, "a 402, static", 8_000),
        (live, f"a 402, live, {buttons} buttons", 23_000),
    ):
        lines = traceback_lines(result)
        yield Figure(
            f"{name}: traceback / to the front end",
            f"{traceback_lines(raw)} lines / {raw.bytes / 1000:.1f} kB",
            f"{lines} lines / {result.bytes / 1000:.1f} kB",
            f"≤ 3 lines / ≤ {most / 1000:.0f} kB",
            result.error is not None and lines <= 3 and result.bytes <= most,
        )


def interrupt(repeats: int) -> Iterator[Figure]:
    """Time an interrupt while a repeat is waited for, until the kernel is idle again."""
    with simulator("--script", "retry-after-2", "--repeat") as base_url, kernel(base_url) as waiting:
        timed(waiting, RAW_SETUP, OUR_SETUP)
        raws = [_interrupted(waiting, RAW_ASK) for _ in range(repeats)]
        ours = [_interrupted(waiting, OUR_ASK) for _ in range(repeats)]
    raw, own = median(seconds for seconds, _ in raws), median(seconds for seconds, _ in ours)
    lines = max(traceback_lines(result) for _, result in ours)
    yield Figure(
        "interrupt during backoff until idle",
        f"{raw:.2f} s, {max(traceback_lines(result) for _, result in raws)} lines",
        f"{own:.2f} s, {lines} lines",
        "≤ 0.2 s, ≤ 3 lines",
        own <= 0.2 and 0 < lines <= 3,
    )


def _interrupted(on: Kernel, cell: str) -> tuple[float, Result]:
    """Interrupt a cell half a second after its start, in the first wait of two seconds."""
    running = on.begin(cell)
    time.sleep(0.5)
    begun = time.perf_counter()
    on.interrupt()
    result = on.finish(running)
    return time.perf_counter() - begun, result


def trailing_newline(_repeats: int) -> Iterator[Figure]:
    """Count how often a key with a newline at its end is shown, and look for the sentence about it."""
    key = f"{KEY}-4711-9f3a-77aa"
    with simulator() as base_url, kernel(base_url, key=f"{key}\n") as pasted:
        pasted.run(RAW_SETUP)
        raw = pasted.run(RAW_ASK)
        pasted.run(OUR_SETUP)
        ours = pasted.run(OUR_ASK)
    says_so = "line break" in ours.text
    yield Figure(
        "key with a trailing newline: key shown",
        f"{_shown(raw, key)} times",
        f"{_shown(ours, key)} times, {'and it is said' if says_so else 'and nothing is said'}",
        "0 times, and it is said",
        _shown(ours, key) == 0 and says_so,
    )


def _shown(result: Result, key: str) -> int:
    """Count *key* in all that a front end got."""
    return json.dumps([message["content"] for message in result.messages] + [result.reply]).count(key)


FIGURES: tuple[Callable[[int], Iterator[Figure]], ...] = (
    load_extension,
    first_answer,
    warm_cell,
    empty_account,
    interrupt,
    trailing_newline,
)
