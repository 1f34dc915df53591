"""The waits: drawn, no shorter than asked for, none after the last attempt, none beyond the deadline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from modelmax_nb.classroom.exercises import Repair, Write
from modelmax_nb.classroom.lessons.retry_loops import (
    BLINK,
    DOWN,
    EMPTY_KEY,
    HELLO,
    counted,
    listed,
    no_last_wait,
    raises,
    situation,
    unpaid_once,
)
from modelmax_nb.classroom.requirements import Met, Missed, Requirement
from modelmax_nb.classroom.situation import Situation

if TYPE_CHECKING:
    from modelmax_nb.classroom.situation import Evidence

ATTEMPTS: Final = 4
PAUSE: Final = 2.0  # seconds that the scenario asks for
FEWEST_IN_TIME: Final = 3
DEADLINE: Final = 10.0  # seconds
MOST_IN_TIME: Final = 12  # requests in DEADLINE; doubled waits send about five
SPREAD: Final = 0.25  # seconds between the shortest and the longest of eight first waits drawn from 0 to 1
APART: Final = 0.05  # seconds; three callers whose waits are nearer than that come back together
FIRST_LIMIT: Final = 1.0  # seconds
SEEDS: Final = tuple(range(1, 9))
ASKED: Final = situation("asked", "retry-after-2, ok")
CROWD: Final = tuple(situation(f"caller-{seed}", "502 outage", seed=seed) for seed in SEEDS)

# Repair: drawn waits, the server's wish


def _four_requests(down: Evidence) -> Met | Missed:
    if len(down.requests) == ATTEMPTS:
        return Met("Four requests.")
    return Missed(
        f"While the provider was down, your function sent {counted(len(down.requests))}.",
        "Expected: 4 requests, one for each attempt.",
        "Change only the waits. The number of attempts is a choice of its own.",
    )


def _spread(*crowd: Evidence) -> Met | Missed:
    firsts = [evidence.gaps[0] for evidence in crowd if evidence.gaps]
    if firsts and max(firsts) - min(firsts) >= SPREAD:
        return Met("The waits are spread.")
    seen = ", ".join(f"{first:.2f}" for first in firsts[:4]) or "no second request"
    return Missed(
        f"Several callers failed together. Their first waits were {seen} s: almost the same.",
        "Expected: waits drawn from the whole span between 0 and 1 s.",
        "A small extra on a fixed wait keeps the crowd together. Draw the whole wait.",
    )


def _bounded(*crowd: Evidence) -> Met | Missed:
    longer = [one for one in crowd if any(gap > 2.0**number + BLINK for number, gap in enumerate(one.gaps))]
    if not longer:
        return Met("They stay short.")
    return Missed(
        f"The waits of one caller were {listed(longer[0])} s.",
        "Expected: at most 1 s, then 2 s, then 4 s.",
        "Chance needs a limit. Trouble is often over within a second, so the first wait is short; only "
        "lasting trouble earns long ones.",
    )


def _grows(*crowd: Evidence) -> Met | Missed:
    longest = max((gap for evidence in crowd for gap in evidence.gaps), default=0.0)
    if longest > FIRST_LIMIT:
        return Met("The limits grow.")
    return Missed(
        f"Eight callers failed three times each. The longest of all their waits was {longest:.1f} s.",
        "Expected: waits of up to 1 s, then up to 2 s, then up to 4 s.",
        "If the trouble lasts, a limit that stays small keeps all callers at the door. So it doubles each "
        "time.",
    )


def _asked(asked: Evidence) -> Met | Missed:
    if asked.gaps and asked.gaps[0] >= PAUSE:
        return Met("`retry-after` is kept.")
    waited = f"waited {asked.gaps[0]:.1f} s" if asked.gaps else "sent no second request"
    return Missed(
        f"The reply said `Retry-After: 2`. Your function {waited}.",
        "Expected: at least 2 s, then the next attempt.",
        "The server knows its trouble best. What it asks for is the least you wait; your drawn wait comes on "
        "top.",
    )


POLITE: Final = Repair(
    id="retry-polite",
    title="Waits that help",
    section="Waits with chance in them",
    task=(
        "The number of attempts is right here: four, with the client's own repeats switched off. The waits "
        "are not. Mend three things: draw each wait from 0 to 1, 2, 4 s (**full jitter**); **no wait after "
        "the last attempt**; and if the reply has a header `retry-after`, wait **at least** that long."
    ),
    code="""def ask_politely(client, messages):
    client = client.with_options(max_retries=0)
    for attempt in range(4):
        try:
            return client.chat.completions.create(
                model="gemini-3-flash-preview", messages=messages)
        except APIStatusError as error:
            last = error
            time.sleep(2 ** attempt)
    raise last
""",
    function="ask_politely",
    situations=(DOWN, ASKED, *CROWD),
    requirements=(
        Requirement("four-requests", _four_requests, ("down",)),
        Requirement("spread", _spread, tuple(each.name for each in CROWD)),
        Requirement("bounded", _bounded, tuple(each.name for each in CROWD)),
        Requirement("grows", _grows, tuple(each.name for each in CROWD)),
        Requirement("no-last-wait", no_last_wait, ("down",)),
        Requirement("asked", _asked, ("asked",)),
        Requirement("raises", raises, ("down",)),
    ),
    hints=(
        (
            "All three flaws are in the two lines below `except`. `error.response.headers` holds the headers "
            "of the reply."
        ),
        (
            "Draw with `random.uniform(0, limit)`. What the server asks for is a floor, so it is added. And "
            "before you wait, ask whether an attempt follows."
        ),
        (
            "`if attempt == 3: raise` comes first, because nothing follows the last attempt. Then "
            '`floor = float(error.response.headers.get("retry-after", 0))` and '
            "`time.sleep(floor + random.uniform(0, 2 ** attempt))`: the floor keeps the promise to the "
            "server, chance keeps the crowd apart."
        ),
    ),
)

# Write: a deadline


def _other_model(busy: Evidence) -> Met | Missed:
    models = {sent.model for sent in busy.requests}
    if models == {"deepseek-v3.2"}:
        return Met("The right model.")
    named = ", ".join(f"`{model}`" for model in sorted(map(str, models)))
    return Missed(
        f"Your function asked {named}." if named else "Your function sent no request.",
        "Expected: `deepseek-v3.2` in every request.",
        "A loop that is copied brings its old model along.",
    )


def _keeps_trying(busy: Evidence) -> Met | Missed:
    count = len(busy.requests)
    if count >= FEWEST_IN_TIME:
        return Met("Several attempts.")
    return Missed(
        f"In {DEADLINE:g} s, your function sent {counted(count)}.",
        "Expected: at least 3. Waits of at most 1, 2, 4 s leave room for them.",
        "A deadline replaces a fixed number of attempts: while there is time, it is worth trying.",
    )


def _not_too_often(busy: Evidence) -> Met | Missed:
    count = sum(sent.at <= DEADLINE for sent in busy.requests)
    if count <= MOST_IN_TIME:
        return Met("Not too often.")
    return Missed(
        f"Within {DEADLINE:g} s, your function sent {counted(count)}.",
        f"Expected: no more than {MOST_IN_TIME}. Waits that double send about five.",
        "A provider that throttles is short of room. The limit of the wait has to double each time.",
    )


def _drawn(*busy: Evidence) -> Met | Missed:
    waits = list(zip(*(evidence.gaps[:2] for evidence in busy), strict=False))
    if any(max(each) - min(each) > APART for each in waits):
        return Met("Drawn waits.")
    seen = ", ".join(f"{wait:.2f}" for wait in waits[0]) if waits else "missing"
    return Missed(
        f"Three callers failed together. Their first waits were {seen}{' s' if waits else ''}.",
        "Expected: waits drawn by chance, from 0 to the limit.",
        "Doubling alone keeps a crowd together: all come back at the same moment. Chance takes them apart.",
    )


def _in_time(busy: Evidence) -> Met | Missed:
    if busy.seconds <= DEADLINE and not busy.stopped:
        return Met("In time.")
    return Missed(
        f"With {DEADLINE:g} s allowed, your function took {busy.seconds:.1f} s.",
        f"Expected: it ends within {DEADLINE:g} s.",
        "To look at the clock before an attempt is too late: a wait that would end behind the deadline must "
        "not begin.",
    )


def _long_pause(asked: Evidence) -> Met | Missed:
    if len(asked.requests) == 1 and asked.seconds < 1:
        return Met("Too long a pause ends it.")
    return Missed(
        f"The reply asked for a pause of 130 s. Your function sent {counted(len(asked.requests))} and took "
        f"{asked.seconds:.1f} s.",
        f"Expected: 1 request, then the error at once, as 130 s do not fit into {DEADLINE:g} s.",
        "Whoever comes back earlier knocks at a closed door.",
    )


def _answers(freed: Evidence) -> Met | Missed:
    if freed.result is not None:
        return Met("A late answer is returned.")
    return Missed(
        "After three throttled requests there was an answer, but your function did not return it.",
        "Expected: the answer of the fourth attempt, with 60 s allowed.",
        "With a deadline, the number of attempts is open. A loop that counts too gives up while there is "
        "time.",
    )


def _within(
    name: str, play: str, seconds: float = DEADLINE, *, repeat: bool = True, seed: int = 1
) -> Situation:
    return Situation(name=name, play=play, repeat=repeat, args=(HELLO, seconds), seed=seed)


BUSY: Final = tuple(
    _within(name, "502 throttle", seed=seed) for seed, name in enumerate(("busy", "busy-2", "busy-3"), 1)
)


WITHIN: Final = Write(
    id="retry-deadline",
    title="As often as the time allows",
    section="A deadline",
    task=(
        "A new situation: the model is `deepseek-v3.2`, and its provider throttles. Write "
        "`ask_within(client, messages, seconds)`. It repeats failures with 500 and 502 **as often as the "
        "time allows**, with waits drawn from 0 to 1, 2, 4, 8 s … and at least what `retry-after` asks for. "
        "No wait begins that would end after `seconds`: then the last error is raised.\n\n"
        "The client's own repeats are switched off. `time.monotonic()` tells the time."
    ),
    code="def ask_within(client, messages, seconds):\n    ...\n",
    function="ask_within",
    situations=(
        *BUSY,
        _within("asked", "retry-after-130"),
        _within("freed", "502 throttle, 502 throttle, 502 throttle, ok", 60.0, repeat=False),
        Situation(name="unpaid", key=EMPTY_KEY, args=(HELLO, DEADLINE), seed=1),
    ),
    requirements=(
        Requirement("other-model", _other_model, ("busy",)),
        Requirement("keeps-trying", _keeps_trying, ("busy",)),
        Requirement("not-too-often", _not_too_often, ("busy",)),
        Requirement("drawn", _drawn, tuple(each.name for each in BUSY)),
        Requirement("in-time", _in_time, ("busy",)),
        Requirement("long-pause", _long_pause, ("asked",)),
        Requirement("answers", _answers, ("freed",)),
        Requirement("unpaid-once", unpaid_once, ("unpaid",)),
        Requirement("raises", raises, ("busy",)),
    ),
    hints=(
        "Note the time before the loop. The decision falls between drawing the wait and beginning it.",
        (
            "Draw the wait first, then ask: is what has passed plus this wait more than `seconds`? If so, "
            "`raise`; if not, sleep."
        ),
        (
            "`start = time.monotonic()`, then `for attempt in itertools.count():` or `while True:` with a "
            "counter. In `except`: `wait = floor + random.uniform(0, 2 ** attempt)`, "
            "`if error.status_code not in (500, 502) or time.monotonic() - start + wait > seconds: raise`, "
            "`time.sleep(wait)`. The check stands before the sleep, because a wait that has begun cannot be "
            "taken back."
        ),
    ),
)
