"""Code that meets silence and broken lines: it gives up in time, asks once, and says what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from openai import APIStatusError, APITimeoutError

from modelmax_nb.classroom.exercises import Parsons, Repair, Write
from modelmax_nb.classroom.requirements import Met, Missed, Requirement
from modelmax_nb.classroom.situation import Situation
from modelmax_nb.display.phrase import shorten

if TYPE_CHECKING:
    from collections.abc import Callable

    from modelmax_nb.classroom.situation import Evidence

HELLO: Final = [{"role": "user", "content": "Hello"}]
EMPTY_KEY: Final = "sk-sim-empty"
SOON: Final = 40.0  # seconds that three tries of ten take, with the waits between them
LONGEST: Final = 40  # characters of what a function returned
LIMIT: Final = 35.0  # seconds for each request, with the waits in between
BLINK: Final = 0.01  # seconds; less is no pause
UNPAID_STATUS: Final = 402


def _situation(name: str, play: str = "", *, repeat: bool = True, **fields: str) -> Situation:
    return Situation(name=name, play=play, repeat=repeat, args=(HELLO,), max_retries=2, seed=1, **fields)  # type: ignore[arg-type]  # `key` alone


FINE: Final = _situation("fine")
SILENT: Final = _situation("silent", "stall")
LOST: Final = _situation("lost", "reset")
SLOW: Final = _situation("slow", "slow")
OUTAGE: Final = _situation("outage", "502 outage, ok", repeat=False)
UNPAID: Final = _situation("unpaid", key=EMPTY_KEY)
PAGE: Final = _situation("page", "200-html")


def _counted(evidence: Evidence) -> str:
    count = len(evidence.requests)
    return f"{count} request{'' if count == 1 else 's'}"


def _ended(evidence: Evidence) -> str:
    """Return how a function ended, for the end of a sentence."""
    if evidence.error is not None:
        return f"raised {type(evidence.error).__name__}"
    shown = evidence.result if isinstance(evidence.result, str) else type(evidence.result).__name__
    return f"returned {'nothing' if evidence.result is None else f'`{shorten(shown, LONGEST)}`'}"


# Requirements that several exercises share


def _text(fine: Evidence) -> Met | Missed:
    if isinstance(fine.result, str) and fine.charged > 0 and "choices" not in fine.result:
        return Met("The answer's text.")
    return Missed(
        f"When all went well, your code {_ended(fine)}.",
        "Expected: the text of the answer.",
        "Handling errors must not lose the good case. The text is `answer.choices[0].message.content`, and "
        "`return` hands it on.",
    )


def _once_in_silence(silent: Evidence) -> Met | Missed:
    if len(silent.requests) == 1:
        return Met("Silence is asked once.")
    return Missed(
        f"While no answer came, your code sent {_counted(silent)}.",
        "Expected: 1.",
        "Silence does not mean that nothing happened. Each request may be at work, and each may be charged. "
        "The `openai` package repeats after silence too, unless it is told not to.",
    )


def _says(wanted: str, met: str, why: str) -> Callable[[Evidence], Met | Missed]:
    """Make a judge of a result that is one sentence."""

    def judge(evidence: Evidence) -> Met | Missed:
        if evidence.result == wanted:
            return Met(met)
        what = {
            "silent": "While no answer came",
            "lost": "When the line broke",
            "page": "When a web page came",
        }
        when = what.get(evidence.situation.name, "With an empty balance")
        return Missed(f"{when}, your code {_ended(evidence)}.", f"Expected: it returns `{wanted}`.", why)

    return judge


# Order


def _soon(silent: Evidence) -> Met | Missed:
    if silent.requests and silent.seconds <= SOON:
        return Met("It gives up in time.")
    return Missed(
        f"Without an answer, your code ended after {silent.seconds:.0f} s.",
        "Expected: it gives up after about 10 s.",
        "Nobody set a limit, so the client's own one held. Without any setting, the `openai` package waits "
        "ten minutes for each request.",
    )


ORDER: Final = Parsons(
    id="timeouts-order",
    title="From narrow to wide",
    section="The family of errors",
    task=(
        "Put the lines in order. `ask` sends one request, waits 10 s at most, and returns the text, or `too "
        "slow`, `line broken` or `status 402`. **Two lines are traps** and stay out."
    ),
    lines=(
        "    except APIConnectionError:",
        "        answer = client.chat.completions.create(model=MODEL, messages=messages)",
        '        return "too slow"',
        "    client = client.with_options(max_retries=0)",
        '        return f"status {error.status_code}"',
        "    except TimeoutError:",
        "def ask(client, messages):",
        "    except APITimeoutError:",
        "    try:",
        "    except APIStatusError as error:",
        "    client = client.with_options(timeout=10)",
        '        return "line broken"',
        "        return answer.choices[0].message.content",
        "        time.sleep(10)",
    ),
    prelude=(
        "import time\n\nfrom openai import APIConnectionError, APIStatusError, APITimeoutError\n\n"
        'MODEL = "gemini-3-flash-preview"\n\n'
    ),
    function="ask",
    situations=(FINE, SILENT, LOST, UNPAID),
    requirements=(
        Requirement("text", _text, ("fine",)),
        Requirement("once-in-silence", _once_in_silence, ("silent",)),
        Requirement("soon", _soon, ("silent",)),
        Requirement(
            "says-slow",
            _says(
                "too slow",
                "Silence is named.",
                "Python takes the first `except` that fits. `APITimeoutError` belongs to "
                "`APIConnectionError`, so the wider one must stand below the narrower one. `TimeoutError` is "
                "no relative of either.",
            ),
            ("silent",),
        ),
        Requirement(
            "says-broken",
            _says(
                "line broken",
                "A broken line is named.",
                "A broken line brings no status, so no `APIStatusError` comes. It is an "
                "`APIConnectionError`.",
            ),
            ("lost",),
        ),
        Requirement(
            "says-status",
            _says(
                "status 402",
                "A status is named.",
                "This time the service answered, with a status. That is an `APIStatusError`, from the other "
                "branch of the family.",
            ),
            ("unpaid",),
        ),
    ),
    hints=(
        "Begin with `def`, then the two lines that change the client. Three `except` lines follow the `try`.",
        "Python takes the first `except` that fits. What is narrow must stand above what is wide.",
        (
            "G D K I B M H C A L J E. One request and ten seconds first; then `APITimeoutError` above "
            "`APIConnectionError`, because each timeout is a connection error too."
        ),
    ),
)

# Repair


def _within_limit(silent: Evidence) -> Met | Missed:
    each = silent.seconds / max(1, len(silent.requests))
    if silent.requests and each <= LIMIT:
        return Met("It gives up in time.")
    return Missed(
        f"Without an answer, your function gave up after {each:.0f} s.",
        "Expected: about 30 s.",
        "Nobody set a limit, so the client's own one held. `timeout=30` is a limit on silence, for one "
        "request.",
    )


def _once_when_lost(lost: Evidence) -> Met | Missed:
    if len(lost.requests) == 1:
        return Met("A broken line too.")
    return Missed(
        f"The line broke after the request had left. Your function sent {_counted(lost)}.",
        "Expected: 1.",
        "A line that breaks leaves the same doubt as silence: the request may have arrived. Another one may "
        "be paid for as well.",
    )


def _tells(silent: Evidence) -> Met | Missed:
    if isinstance(silent.error, APITimeoutError):
        return Met("The caller is told.")
    return Missed(
        f"When no answer came, your function {_ended(silent)}.",
        "Expected: the caller gets the `APITimeoutError`.",
        "Only the caller can decide whether a second request is worth its price. So the error has to reach "
        "them.",
    )


def _patient(slow: Evidence) -> Met | Missed:
    if slow.result is not None and len(slow.requests) == 1:
        return Met("Slow answers arrive.")
    return Missed(
        f"An answer that takes 5 s was on its way. Your function {_ended(slow)} after {_counted(slow)}.",
        "Expected: it waits for this one.",
        "A limit that is too short throws away answers that were coming. They may be charged all the same.",
    )


def _still_repeats(outage: Evidence) -> Met | Missed:
    if outage.result is not None and outage.statuses == (502, 200) and outage.gaps[0] > BLINK:
        return Met("A 502 is repeated.")
    return Missed(
        f"A 502 came first. Your function sent {_counted(outage)} in {outage.seconds:.1f} s and "
        f"{_ended(outage)}.",
        "Expected: a pause, a second request, and its answer.",
        "After a 502 there is no doubt: an error came back. A repeat after a pause is right there.",
    )


REPAIR: Final = Repair(
    id="timeouts-repair",
    title="When nobody knows",
    section="What may have been charged",
    task=(
        "This function treats a lost connection like a 500 or a 502. Mend it: **30 s of silence** are "
        "enough. After silence or a broken line **nothing is sent again**, and the caller gets the error. An "
        "outage (502) is repeated after a pause, as before."
    ),
    code="""def ask(client, messages):
    for attempt in range(3):
        try:
            return client.chat.completions.create(
                model="gemini-3-flash-preview", messages=messages)
        except (APIConnectionError, InternalServerError):
            if attempt == 2:
                raise
            time.sleep(2 ** attempt)
""",
    function="ask",
    situations=(SILENT, LOST, SLOW, OUTAGE),
    requirements=(
        Requirement("once-in-silence", _once_in_silence, ("silent",)),
        Requirement("within-limit", _within_limit, ("silent",)),
        Requirement("once-when-lost", _once_when_lost, ("lost",)),
        Requirement("tells", _tells, ("silent",)),
        Requirement("patient", _patient, ("slow",)),
        Requirement("still-repeats", _still_repeats, ("outage",)),
    ),
    hints=(
        "Two lines matter: the `except`, and one that is not there yet, above the loop.",
        (
            "Who repeats after silence? The loop, and below it the package. The `except` names errors of "
            "both branches of the family; only one branch has a status."
        ),
        (
            "Above the loop: `client = client.with_options(timeout=30, max_retries=0)`, so that one attempt "
            "is one request of 30 s. Then `except InternalServerError:` alone: without a status, nobody "
            "knows what happened, so the error goes on to the caller."
        ),
    ),
)

# Write


def _raises_status(unpaid: Evidence) -> Met | Missed:
    if isinstance(unpaid.error, APIStatusError) and unpaid.error.status_code == UNPAID_STATUS:
        return Met("A 402 goes on.")
    return Missed(
        f"With an empty balance, your function {_ended(unpaid)}.",
        "Expected: the `APIStatusError` with status 402 reaches the caller.",
        "The service answered clearly here. A sentence of yours in its place would hide what it said.",
    )


WRITE: Final = Write(
    id="timeouts-write",
    title="Say what is known",
    section="What may have been charged",
    task=(
        "Write `ask_or_say(client, messages)`. It returns the **text** of the answer. After silence, or when "
        "the line breaks, it returns `maybe charged`. When a web page comes in place of an answer, it "
        "returns `not the API`. Errors with a status reach the caller.\n\nThe client's own repeats are "
        "switched off in this exercise."
    ),
    code="def ask_or_say(client, messages):\n    ...\n",
    function="ask_or_say",
    situations=tuple(
        Situation(name=each.name, play=each.play, repeat=each.repeat, args=each.args, key=each.key, seed=1)
        for each in (FINE, SILENT, LOST, PAGE, UNPAID)
    ),
    requirements=(
        Requirement("text", _text, ("fine",)),
        Requirement(
            "silence",
            _says(
                "maybe charged",
                "Silence is in doubt.",
                "Silence is an `APITimeoutError`. It has no status, and nobody here knows whether the "
                "model worked.",
            ),
            ("silent",),
        ),
        Requirement(
            "lost",
            _says(
                "maybe charged",
                "So is a broken line.",
                "The request had left before the line broke. It may have arrived, so it may be charged.",
            ),
            ("lost",),
        ),
        Requirement(
            "page",
            _says(
                "not the API",
                "A page is no answer.",
                "Status 200 says that somebody answered, not who. The `openai` package hands a page on as a "
                "plain `str`, and a `str` has no `choices`.",
            ),
            ("page",),
            explains_stops=True,
        ),
        Requirement("raises-status", _raises_status, ("unpaid",)),
    ),
    hints=(
        "Three outcomes need lines of their own: no reply, a reply of the wrong kind, a reply.",
        (
            "`APIConnectionError` covers both kinds of doubt, since `APITimeoutError` belongs to it. A page "
            "shows in what `create` returns: `isinstance(answer, str)`."
        ),
        (
            '`try:` the call, `except APIConnectionError: return "maybe charged"`, because no status came '
            'back. Below: `if isinstance(answer, str): return "not the API"`, because a real answer is an '
            "object. Then "
            "return the text. "
            "`APIStatusError` is not caught, so it goes on."
        ),
    ),
)
