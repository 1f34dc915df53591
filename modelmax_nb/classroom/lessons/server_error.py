"""Exercises on 500: something broke inside, and a repeat may help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import openai

from modelmax_nb.classroom.exercises import Lesson, Parsons, Predict, Question, Timeline, Write
from modelmax_nb.classroom.requirements import Met, Missed, Requirement
from modelmax_nb.classroom.situation import Situation

if TYPE_CHECKING:
    from modelmax_nb.classroom.situation import Evidence

TRIES: Final = 3
PICTURE_TRIES: Final = 2
BLINK: Final = 0.05  # seconds; less is no pause
PAUSE: Final = 1.0  # seconds
STAYS: Final = Situation(name="stays", play="500", repeat=True, seed=1)
HEALS: Final = Situation(name="heals", play="500, 500, ok", seed=1)
UNPAID: Final = Situation(name="unpaid", balance=0.0)
HEALS_ONCE: Final = Situation(name="heals-once", play="500, ok", seed=1, args=("a lighthouse",))
STAYS_DOWN: Final = Situation(name="stays-down", play="500", repeat=True, seed=1, args=("a lighthouse",))
REFUSED: Final = Situation(name="refused", balance=0.0, args=("a lighthouse",))

ASK: Final = """
client.chat.completions.create(
    model="gemini-3-flash-preview",
    messages=[{"role": "user", "content": "Hello"}],
)
"""

PREDICT: Final = Predict(
    id="server-error-predict",
    title="One call, and the service stays broken",
    task="""
    One call, no loop, and a service that answers every request with **500**. The client is as
    `OpenAI(...)` makes it. What will happen?
    """,
    code=ASK,
    situation=Situation(name="stays", play="500", repeat=True, seed=1, max_retries=2),
    questions=(
        Question(
            name="requests",
            text="How many requests are sent?",
            choices=(1, 2, 3, 9),
            truth=lambda evidence: len(evidence.requests),
            because="The client repeats a 500 twice by itself, so one call is three requests.",
            misconceptions={
                1: "Your code has no loop, but the client has one of its own, and says nothing about it.",
                9: "Nine is what a loop of three tries would send on top of the client's own three.",
            },
        ),
        Question(
            name="error",
            text="Does your code get an exception?",
            choices=(True, False),
            truth=lambda evidence: evidence.error is not None,
            because="When the third request has failed too, the client gives up and raises.",
            misconceptions={False: "The repeats hide a fault that passes. This one does not pass."},
        ),
        Question(
            name="at_once",
            text="If there are several: do they follow each other at once?",
            choices=(True, False),
            truth=lambda evidence: max(evidence.gaps) < BLINK,
            because="The client waits about half a second before the second request, and about one "
            "before the third.",
            misconceptions={True: "A service in trouble is not helped by a second knock in the same moment."},
        ),
    ),
    hints=(
        "Whose loop is at work when your code has none?",
        "The openai package takes a 500 for a fault that may pass, and repeats it twice by default.",
        "3 requests, with pauses between them, and then an exception: a client repeats twice, then raises.",
    ),
)

TIMELINE: Final = Timeline(
    id="server-error-timeline",
    title="A call that went well in the end",
    task="One call again. This time the trouble passes. The table shows what was sent.",
    section="Run",
    code=ASK,
    situation=Situation(name="heals", play="500, 500, ok", seed=1, max_retries=2),
    questions=(
        Question(
            name="requests",
            text="How many requests were sent for this one call?",
            truth=lambda evidence: len(evidence.requests),
            because="Two failed, and the third was answered.",
            look="the number of rows",
        ),
        Question(
            name="charged",
            text="Which request was charged in the simulator, 1, 2 or 3?",
            truth=lambda evidence: next(sent.n for sent in evidence.requests if sent.charge > 0),
            because="Only the third one brought an answer. For a real 500, the charge is not documented.",
            misconceptions={1: "The first request ended with 500, and brought nothing to charge for."},
            look="the column Cost",
        ),
        Question(
            name="longer",
            text="Which pause was longer, the first (1) or the second (2)?",
            choices=(1, 2),
            truth=lambda evidence: 1 if evidence.gaps[0] > evidence.gaps[1] else 2,
            because="The pause doubles from try to try: who is in trouble gets more and more rest.",
            misconceptions={
                1: "It is the other way round: the longer the trouble lasts, the longer the pause."
            },
            look="the column Sent after",
        ),
    ),
    hints=(
        "Each row of the table is one request. Which columns tell of time, and which of money?",
        "A pause lies between the end of one request and the beginning of the next.",
        "3, 3, 2: three rows; only the last one has a charge; and its start is further from the row above.",
    ),
)


def _answers(heals: Evidence) -> Met | Missed:
    if isinstance(heals.result, str) and heals.result:
        return Met("The answer arrives after two faults.")
    return Missed(
        f"After two faults the third request was answered, and your function returned {heals.result!r}.",
        "Expected: the text of that answer.",
        "Repeating is only worth it if the answer is handed on: `return` it as soon as it comes, inside the "
        "loop.",
    )


def _gives_up(stays: Evidence) -> Met | Missed:
    if len(stays.requests) == TRIES and isinstance(stays.error, openai.InternalServerError):
        return Met("After three tries it gives up, aloud.")
    return Missed(
        f"While the service stayed broken, your function sent {len(stays.requests)} requests, and the caller "
        f"got {_ending(stays)}.",
        f"Expected: {TRIES} requests, then the exception of the last one.",
        "A loop without an end hammers a service that is down, and a silent end leaves the caller with "
        "nothing in hand.",
    )


def _pauses(heals: Evidence) -> Met | Missed:
    if len(heals.gaps) > 0 and min(heals.gaps) >= BLINK:
        return Met("There is a pause before each repeat.")
    return Missed(
        "Your function sent the next request in the same moment as the last one failed.",
        "Expected: a pause before each repeat.",
        "A service needs a moment to recover. Who knocks again at once meets the same fault, and adds to the "
        "load.",
    )


def _once(unpaid: Evidence) -> Met | Missed:
    if len(unpaid.requests) == 1 and unpaid.error is not None:
        return Met("A 402 is sent once.")
    return Missed(
        f"With an empty account your function sent {len(unpaid.requests)} requests, and the caller got "
        f"{_ending(unpaid)}.",
        "Expected: one request, and its exception.",
        "A status that begins with 4 says: this call cannot work. Only one that begins with 5 is worth a "
        "repeat; its class is `openai.InternalServerError`.",
    )


def _ending(evidence: Evidence) -> str:
    if evidence.stopped:
        return "nothing before it was stopped"
    if evidence.error is not None:
        return f"an exception, {type(evidence.error).__name__}"
    return "nothing" if evidence.result is None else f"the result {evidence.result!r}"


ORDER: Final = Parsons(
    id="server-error-order",
    title="Three tries, then tell",
    task="""
    Build `ask`: three tries at most for a **500**, a pause before each repeat, and after the last try the
    exception. Other errors are not repeated. The client that it gets does not repeat by itself. Some lines
    are not needed.
    """,
    prelude='import random\nimport time\n\nimport openai\n\nMODEL = "gemini-3-flash-preview"',
    function="ask",
    lines=(
        "            time.sleep(random.uniform(0.5, 1) * 2 ** attempt)",
        "        except openai.InternalServerError:",
        "    while True:",
        "            if attempt == 2:",
        "def ask(client, prompt):",
        "            return answer.choices[0].message.content",
        "                return None",
        "        try:",
        "        except openai.APIStatusError:",
        '    messages = [{"role": "user", "content": prompt}]',
        "                raise",
        "    for attempt in range(3):",
        "            answer = client.chat.completions.create(model=MODEL, messages=messages)",
    ),
    situations=(HEALS, STAYS, UNPAID),
    requirements=(
        Requirement("answers", _answers, ("heals",)),
        Requirement("gives-up", _gives_up, ("stays",)),
        Requirement("pauses", _pauses, ("heals",)),
        Requirement("once", _once, ("unpaid",)),
    ),
    hints=(
        "Begin with `def`, the messages and the loop. Which of the two loops ends?",
        "Inside `try`: ask, then return. Below `except`: give up if it was the last try, else wait.",
        (
            "E J L H M F B D K A: `except openai.InternalServerError` catches a 500 only; at the last try "
            "`raise` comes before the wait, so nobody waits for nothing."
        ),
    ),
)


def _asks_for_a_picture(heals_once: Evidence) -> Met | Missed:
    paths = {sent.path for sent in heals_once.requests}
    right = all(path.endswith("/images/generations") for path in paths)
    if right and isinstance(heals_once.result, str) and heals_once.result:
        return Met("It returns the picture of the second try.")
    return Missed(
        f"The first request met a 500 and the next one works. Your function sent {len(heals_once.requests)} "
        f"requests to {', '.join(sorted(paths)) or 'nowhere'} and returned {_kind(heals_once.result)}.",
        "Expected: the picture as text, from `client.images.generate`.",
        "The text of a picture stands in `reply.data[0].b64_json`, and `return` hands it on.",
    )


def _waits_a_second(heals_once: Evidence) -> Met | Missed:
    waits = heals_once.gaps
    if waits and waits[0] >= PAUSE:
        return Met("It waits before it repeats.")
    waited = f"{waits[0]:.1f} seconds" if waits else "no time, for no second request came"
    return Missed(
        f"Between the failed request and the next one your function waited {waited}.",
        "Expected: at least one second.",
        "A fault inside a service rarely heals within a blink. A second costs you little and gives it a "
        "chance.",
    )


def _twice_at_most(stays_down: Evidence) -> Met | Missed:
    if len(stays_down.requests) == PICTURE_TRIES and isinstance(stays_down.error, openai.InternalServerError):
        return Met("Two tries, then the exception.")
    return Missed(
        f"While the service stayed broken, your function sent {len(stays_down.requests)} requests, and the "
        f"caller got {_ending(stays_down)}.",
        f"Expected: {PICTURE_TRIES} requests, then the exception.",
        "When a picture is charged is not documented, so each further try may cost. And who asked must hear "
        "that it failed.",
    )


def _refused_once(refused: Evidence) -> Met | Missed:
    if len(refused.requests) == 1 and refused.error is not None:
        return Met("A 402 is passed on at once.")
    return Missed(
        f"With an empty account your function sent {len(refused.requests)} requests, and the caller got "
        f"{_ending(refused)}.",
        "Expected: one request, and its exception.",
        "Pictures are checked like words: a 402 stays a 402. Catch `openai.InternalServerError` and let the "
        "rest pass.",
    )


def _kind(result: object) -> str:
    return "nothing" if result is None else f"a {type(result).__name__}"


MAKE: Final = Write(
    id="server-error-make",
    title="The same for a picture",
    task="""
    Write `picture`: it asks `client.images.generate` for a picture and returns its `b64_json`. A **500** is
    repeated once, after a pause of at least one second. Every other error, and a second 500, reach the
    caller. The client does not repeat by itself. Use `model="gemini-3.1-flash-image-preview"` and
    `response_format="b64_json"`.
    """,
    function="picture",
    code="def picture(client, prompt):\n    ...",
    situations=(HEALS_ONCE, STAYS_DOWN, REFUSED),
    requirements=(
        Requirement("asks-for-a-picture", _asks_for_a_picture, ("heals-once",)),
        Requirement("waits-a-second", _waits_a_second, ("heals-once",)),
        Requirement("twice-at-most", _twice_at_most, ("stays-down",)),
        Requirement("refused-once", _refused_once, ("refused",)),
    ),
    hints=(
        "Two tries only. Do you need a loop, or can the second try stand below the `except`?",
        "What is raised in an `except` block goes to the caller: so the second try may stand right there.",
        (
            "Put the call into a small function `once()`. Then `try: return once()`, and below it `except "
            "openai.InternalServerError: time.sleep(1); return once()`. A second 500 is raised by itself, "
            "and a 402 is never caught."
        ),
    ),
)

LESSON = Lesson(
    topic="server-error",
    title="500: something broke inside",
    notebook="05-500-internal-error.ipynb",
    minutes=10,
    coding=11,
    exercises=(PREDICT, TIMELINE, ORDER, MAKE),
)
