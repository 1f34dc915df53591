"""The loop itself: who repeats, which failures are repeated, and how it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from modelmax_nb.classroom.exercises import Parsons, Repair
from modelmax_nb.classroom.requirements import Met, Missed, Requirement
from modelmax_nb.classroom.situation import Situation

if TYPE_CHECKING:
    from modelmax_nb.classroom.situation import Evidence

HELLO: Final = [{"role": "user", "content": "Hello"}]
EMPTY_KEY: Final = "sk-sim-empty"
ATTEMPTS: Final = 3
ROUND: Final = 0.001  # seconds; as near as this to a whole number is no chance
BLINK: Final = 0.05  # seconds; less is no wait


def situation(
    name: str, play: str, *, seed: int = 1, key: str = "sk-sim-good", max_retries: int = 2
) -> Situation:
    """Make a situation that does not change: *play* is met again and again."""
    return Situation(
        name=name, play=play, repeat=True, args=(HELLO,), seed=seed, key=key, max_retries=max_retries
    )


DOWN: Final = situation("down", "502 outage")
REFUSED: Final = situation("refused", "502 content policy")
RECOVERS: Final = Situation(name="recovers", play="500, 502 outage, ok", args=(HELLO,), seed=1, max_retries=2)
UNPAID: Final = situation("unpaid", "ok", key=EMPTY_KEY)


def counted(count: int) -> str:
    """Return ``3 requests``."""
    return f"{count} request{'' if count == 1 else 's'}"


def listed(evidence: Evidence) -> str:
    """Return the waits between the requests, for a sentence."""
    return ", ".join(f"{gap:.1f}" for gap in evidence.gaps) or "not at all"


# Requirements that several exercises share


def _three_requests(down: Evidence) -> Met | Missed:
    count = len(down.requests)
    if count == ATTEMPTS:
        return Met("Three attempts, three requests.")
    observed = f"While the provider was down, your code sent {counted(count)}."
    expected = "Expected: 3, one for each attempt of the loop."
    if count > ATTEMPTS:
        return Missed(
            observed,
            expected,
            "The loop is not alone: the client sends each attempt up to three times by itself, silently. "
            "Only one of the two should repeat.",
        )
    return Missed(
        observed,
        expected,
        "An outage often passes within seconds. A loop that gives up earlier loses answers that a second or "
        "third attempt would have brought.",
    )


def unpaid_once(unpaid: Evidence) -> Met | Missed:
    """Ask that a 402 is not repeated."""
    count = len(unpaid.requests)
    if count == 1:
        return Met("No repeat after 402.")
    return Missed(
        f"With an empty balance, your code sent {counted(count)}.",
        "Expected: 1 request for a 402.",
        "A pause does not fill a balance. Until somebody tops up, the same request gets the same 402.",
    )


def raises(down: Evidence) -> Met | Missed:
    """Ask that the last error reaches the caller."""
    if down.error is not None and hasattr(down.error, "status_code"):
        return Met("The error is passed on.")
    ended = "no error and no answer" if down.error is None else type(down.error).__name__
    return Missed(
        f"When all attempts had failed, the caller got {ended}.",
        "Expected: the last `APIStatusError`.",
        "The caller believes that all went well and stumbles later. Repeating may fail for good; then "
        "`raise` says so.",
    )


def no_last_wait(down: Evidence) -> Met | Missed:
    """Ask that nobody waits after the last attempt."""
    if down.last_wait < BLINK:
        return Met("No wait at the end.")
    return Missed(
        f"After the last answer, your code waited {down.last_wait:.1f} s more.",
        "Expected: no wait after the last attempt.",
        "A wait makes room for the next attempt. After the last one nothing follows, so somebody waits for "
        "an error that is known already.",
    )


# Repair: one owner, the right failures


def _still_waits(down: Evidence) -> Met | Missed:
    if max(down.gaps, default=0.0) >= BLINK:
        return Met("It waits in between.")
    return Missed(
        f"While the provider was down, your code sent {counted(len(down.requests))} without a pause.",
        "Expected: a wait before each further attempt, as in the loop of the documentation.",
        "Trouble needs time to pass. Who asks again at once meets the same trouble and adds to the load.",
    )


def _one_refusal(refused: Evidence) -> Met | Missed:
    count = len(refused.requests)
    if count == 1:
        return Met("A refusal is sent once.")
    return Missed(
        f"A prompt that the provider refuses was sent {count} times.",
        "Expected: once. The message says “content policy”.",
        "The status 502 has several causes. An outage passes; a refusal stays, because the same words meet "
        "the same rule. Only the message tells them apart.",
    )


def _recovers(recovers: Evidence) -> Met | Missed:
    if recovers.result is not None and recovers.error is None:
        return Met("The answer arrives.")
    return Missed(
        "After a 500 and a 502 there was an answer, but your function did not return it.",
        "Expected: the answer of the third attempt.",
        "Repeating is only worth it if its fruit is kept: the answer has to be returned as soon as it comes.",
    )


SEED_LOOP: Final = """def chat_with_retry(client, messages, model="gemini-3-flash-preview", max_retries=3):
    for attempt in range(max_retries):
        try:
            return client.chat.completions.create(model=model, messages=messages)
        except APIStatusError as e:
            if e.status_code in (500, 502) and attempt < max_retries - 1:
                wait = 2 ** attempt
                print(f"Retrying in {wait}s...")
                time.sleep(wait)
            else:
                raise
"""
REPAIR: Final = Repair(
    id="retry-repair",
    title="One owner, the right failures",
    section="Two layers",
    task=(
        "This is the loop of the documentation; the client is handed in. Mend two things. While the provider "
        "is down, three attempts shall be **three requests**. And a prompt that the provider refuses "
        "(“content policy”) shall be sent **once**.\n\nAll else stays: other failures with 500 and 502 are "
        "repeated, 402 is not, and after the last attempt the error reaches the caller."
    ),
    code=SEED_LOOP,
    function="chat_with_retry",
    situations=(DOWN, REFUSED, RECOVERS, UNPAID),
    requirements=(
        Requirement("three-requests", _three_requests, ("down",)),
        Requirement("one-refusal", _one_refusal, ("refused",)),
        Requirement("still-waits", _still_waits, ("down",)),
        Requirement("unpaid-once", unpaid_once, ("unpaid",)),
        Requirement("recovers", _recovers, ("recovers",)),
        Requirement("raises", raises, ("down",)),
    ),
    hints=(
        (
            "Look at the request list of the verdict. Which requests come from your loop, which from the "
            "client? And which line decides whether a 502 is repeated?"
        ),
        (
            "One layer repeats, the other one does not. The status alone cannot tell a refusal from an "
            "outage, so the condition has to read `e.message` too."
        ),
        (
            "Begin with `client = client.with_options(max_retries=0)`: now one attempt is one request, "
            "because the client passes each error on at once. Then add "
            '`and "content policy" not in e.message.lower()` to the condition, because the words of a '
            "refusal "
            "are the only thing that tells it apart."
        ),
    ),
)

# Order


def _drawn(down: Evidence) -> Met | Missed:
    fixed = all(abs(gap - round(gap)) < ROUND for gap in down.gaps)
    if down.gaps and not fixed:
        return Met("The waits are drawn.")
    return Missed(
        f"The waits were {listed(down)} s.",
        "Expected: waits drawn from 0 to 1 s and from 0 to 2 s.",
        "`2 ** attempt` grows, but it is the same for everybody. All who failed together come back together. "
        "Chance takes them apart.",
    )


ORDER: Final = Parsons(
    id="retry-order",
    title="The loop, line by line",
    section="A loop to keep",
    task=(
        "Put the lines in order. The function sends three requests at most, repeats 500 and 502 alone, draws "
        "its waits, does not wait after the last attempt, and passes the last error on. **Five lines are "
        "traps** and stay out."
    ),
    lines=(
        "            time.sleep(2 ** attempt)",
        "        try:",
        "            time.sleep(random.uniform(0, 2 ** attempt))",
        "            pass",
        "def ask_with_care(client, messages):",
        "            if attempt == 2 or error.status_code not in (402, 500, 502):",
        "                raise",
        "        except Exception:",
        "    for attempt in range(3):",
        "            return client.chat.completions.create(model=MODEL, messages=messages)",
        "                break",
        "        except APIStatusError as error:",
        "    client = client.with_options(max_retries=0)",
        "            if attempt == 2 or error.status_code not in (500, 502):",
    ),
    prelude=(
        "import random\nimport time\n\nfrom openai import APIStatusError\n\n"
        'MODEL = "gemini-3-flash-preview"\n\n'
    ),
    function="ask_with_care",
    situations=(DOWN, UNPAID),
    requirements=(
        Requirement("three-requests", _three_requests, ("down",)),
        Requirement("unpaid-once", unpaid_once, ("unpaid",)),
        Requirement("no-last-wait", no_last_wait, ("down",)),
        Requirement("drawn", _drawn, ("down",)),
        Requirement("raises", raises, ("down",)),
    ),
    hints=(
        "Some lines look alike. In each pair, one is a trap: ask what it would send.",
        (
            "First who repeats, then the loop, then the attempt. Below `except`: first decide whether to "
            "stop, then wait."
        ),
        (
            "E M I B J L N G C. The client is told not to repeat, so that only the loop does. `raise` comes "
            "before the wait, so nobody waits after the last attempt; and the wait is drawn, so no crowd "
            "forms."
        ),
    ),
)
