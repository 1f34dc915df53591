"""Exercises on 402: the balance is used up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openai

from modelmax_nb.classroom.exercises import Lesson, Match, Parsons, Predict, Question, Repair, Row
from modelmax_nb.classroom.lessons.balance_list import MAKE
from modelmax_nb.classroom.requirements import Met, Missed, Requirement
from modelmax_nb.classroom.situation import Situation

if TYPE_CHECKING:
    from modelmax_nb.classroom.situation import Evidence

INSTANT = 0.5  # seconds; the answer itself takes a twentieth
EMPTY = Situation(name="empty", balance=0.0)
FINE = Situation(name="fine")
OUTAGE = Situation(name="outage", play="502 outage, ok")
BROKEN = Situation(name="broken", play="500", repeat=True)

PREDICT = Predict(
    id="balance-predict",
    title="Three calls, money for one",
    task="""
    The account has money for one more call. The client is as `OpenAI(...)` makes it: it repeats by
    itself where it thinks that this helps. What will happen?
    """,
    code="""
from openai import APIStatusError

for question in ["Hello", "And again", "Once more"]:
    try:
        client.chat.completions.create(
            model="gemini-3-flash-preview",
            messages=[{"role": "user", "content": question}],
        )
    except APIStatusError as error:
        print(error.status_code)
""",
    situation=Situation(name="low", key="sk-sim-low", max_retries=2),
    questions=(
        Question(
            name="requests",
            text="How many requests are sent in all?",
            choices=(1, 2, 3, 7),
            truth=lambda evidence: len(evidence.requests),
            because="The client repeats a 500 or a 502, but never a 402: each call is sent once.",
            misconceptions={
                7: "Two repeats for each refused call would make 7, but a 402 is not repeated.",
                2: "The loop goes on after the `except`, so the third call is sent too.",
            },
        ),
        Question(
            name="paid",
            text="How many of them cost money?",
            choices=(0, 1, 2, 3),
            truth=lambda evidence: sum(sent.charge > 0 for sent in evidence.requests),
            because="The first one is answered and paid. A refused call is free.",
            misconceptions={3: "The balance is checked before a provider is asked, so a 402 costs nothing."},
        ),
        Question(
            name="last_status",
            text="Which status does the last call get?",
            choices=(200, 402, 500),
            truth=lambda evidence: evidence.statuses[-1],
            because="Nobody topped up in between, so the answer stays the same.",
        ),
    ),
    hints=(
        "Look at the `except` line: what happens to the loop after it?",
        "A repeat helps where the cause can pass by itself. A balance does not fill up by itself.",
        (
            "3 requests, 1 paid, and 402 at the end: the first call takes the balance below zero, and the "
            "other two are refused at once, because neither the client nor time brings money."
        ),
    ),
)

MATCH = Match(
    id="balance-match",
    title="Which error needs which move?",
    task="What helps? One answer may fit more than one row, or none.",
    rows=(
        Row(
            name="402",
            text="`402 insufficient_balance`",
            right="top-up",
            because="The balance is zero or below, and only money changes that.",
            misconceptions={
                "wait": "Waiting helps where the cause can pass by itself. A balance stays where it "
                "is until you "
                "top up, so each repeat gets the same answer.",
                "key": "The key was accepted: ModelMax knew whose balance to look at. A new key of "
                "the same account "
                "finds the same balance.",
                "model": "The balance is checked before any provider is asked. Every model gets the "
                "same answer.",
            },
        ),
        Row(
            name="401",
            text="`401 unauthorized`",
            right="key",
            because="The key was not accepted, so nobody's balance was even looked at.",
            misconceptions={
                "top-up": "Without a valid key ModelMax does not know whose balance to look at. Money"
                " cannot help yet.",
                "wait": "A key that is not accepted now will not be accepted in a minute either.",
            },
        ),
        Row(
            name="502",
            text="`502 bad_gateway`, the provider is overloaded",
            right="wait",
            because="An overloaded provider recovers by itself, so a pause and a repeat may help.",
            misconceptions={
                "top-up": "A 502 comes from the provider behind ModelMax. Your balance was fine, or "
                "the call would not "
                "have got so far.",
                "key": "Your key was accepted, or the call would not have reached a provider.",
            },
        ),
        Row(
            name="debt",
            text="`402`, and the dashboard shows a balance of -0.42 USD",
            right="top-up",
            because="The price of an answer is known at its end, so the balance can fall below zero.",
            misconceptions={
                "wait": "A balance below zero is no mistake that heals. The last answer cost more "
                "than was left, and "
                "only a top-up brings it above zero.",
                "key": "A balance below zero is no fault of the key: the last answer simply cost more"
                " than was left.",
            },
        ),
    ),
    options={
        "wait": "Wait a moment, then repeat",
        "top-up": "Top up the account",
        "key": "Use another key",
        "model": "Use a model of the other provider",
    },
    hints=(
        "Ask of each row: who could change it, and does time alone do it?",
        (
            "The balance is checked after the key and before the provider. So a 402 says: the key is fine, "
            "the provider was never asked."
        ),
        (
            "1b 2c 3a 4b: only money helps an empty balance, also one below zero; only a valid key helps a "
            "401; an overloaded provider needs time."
        ),
    ),
)


def _answers(fine: Evidence) -> Met | Missed:
    if isinstance(fine.result, str) and fine.result and len(fine.requests) == 1:
        return Met("A good call returns its text.")
    what = "nothing" if fine.result is None else f"a {type(fine.result).__name__}"
    return Missed(
        f"With money in the account your function returned {what} after {len(fine.requests)} requests.",
        "Expected: the text of the answer, from one request.",
        "The text stands in `answer.choices[0].message.content`, and `return` hands it to whoever called.",
    )


def _says_top_up(empty: Evidence) -> Met | Missed:
    if empty.result == "Top up first." and len(empty.requests) == 1:
        return Met("A 402 is turned into a sentence that helps.")
    return Missed(
        f"With an empty account {len(empty.requests)} requests were sent, and the result was "
        f"{empty.result!r}.",
        "Expected: one request, then the sentence `Top up first.`",
        "A 402 stays a 402 until somebody tops up. Asking again, or saying nothing, leaves the reader "
        "where they were.",
    )


def _no_wait(empty: Evidence) -> Met | Missed:
    if empty.last_wait < INSTANT and sum(empty.gaps) < INSTANT:
        return Met("No time is spent waiting for money.")
    return Missed(
        f"After the 402 your function waited {empty.last_wait + sum(empty.gaps):g} seconds.",
        "Expected: it ends at once.",
        "A pause helps where the cause can pass by itself, such as an overload. A balance does not fill "
        "up while you wait.",
    )


def _others_fail(broken: Evidence) -> Met | Missed:
    if isinstance(broken.error, openai.InternalServerError):
        return Met("Other errors stay visible.")
    return Missed(
        f"At a 500 your function returned {broken.result!r} and hid the error.",
        "Expected: the exception of the 500 reaches the caller.",
        "An `except` that handles one status must pass the others on with `raise`. Otherwise the caller "
        "goes on with nothing in hand.",
    )


ORDER = Parsons(
    id="balance-order",
    title="One error, one answer",
    task="""
    Put the lines in order so that `ask` returns the answer's text; at a **402** it returns `Top up
    first.` at once, and every other error reaches the caller. Some lines are not needed.
    """,
    prelude="import time\n\nimport openai",
    function="ask",
    lines=(
        "    except openai.APIStatusError as error:",
        "        return answer.choices[0].message.content",
        "def ask(client, prompt):",
        "            time.sleep(2)",
        "        if error.status_code == 402:",
        '            return "Top up first."',
        "    try:",
        "        raise",
        '        messages = [{"role": "user", "content": prompt}]',
        '            return ""',
        '        answer = client.chat.completions.create(model="gemini-3-flash-preview", messages=messages)',
        "        return ask(client, prompt)",
    ),
    situations=(FINE, EMPTY, BROKEN),
    requirements=(
        Requirement("answers", _answers, ("fine",)),
        Requirement("says-top-up", _says_top_up, ("empty",)),
        Requirement("no-wait", _no_wait, ("empty",)),
        Requirement("others-fail", _others_fail, ("broken",)),
    ),
    hints=(
        "Begin with `def`, then `try`. What belongs into the `try`, and what below the `except`?",
        (
            "Handle the one status that you know, and pass every other on with `raise`. No line that waits or"
            " asks again helps against a 402."
        ),
        (
            "C G I K B A E F H: ask and return the text; at a 402 return the sentence at once, because "
            "neither time nor a repeat brings money; `raise` keeps every other error visible."
        ),
    ),
)


def _stops_at_402(empty: Evidence) -> Met | Missed:
    if len(empty.requests) == 1:
        return Met("A 402 is not repeated.")
    return Missed(
        f"With an empty account your function sent {len(empty.requests)} requests.",
        "Expected: one.",
        "The loop treats every error alike. A 402 cannot change between two tries: look at "
        "`error.status_code` before you repeat.",
    )


def _tells(empty: Evidence) -> Met | Missed:
    if getattr(empty.error, "status_code", None) == 402:  # noqa: PLR2004 - the lesson's own number
        return Met("The caller learns of the 402.")
    return Missed(
        f"With an empty account your function returned {empty.result!r}, and no exception came.",
        "Expected: the caller gets the exception with status 402.",
        "Whoever called cannot tell an empty account from an empty answer. Stopping is right, but stop "
        "with `raise`.",
    )


def _still_repeats(outage: Evidence) -> Met | Missed:
    if len(outage.requests) == 2 and outage.error is None:  # noqa: PLR2004 - one failure, one repeat
        return Met("A 502 is still repeated.")
    ending = "an exception" if outage.error is not None else "a result"
    return Missed(
        f"At a provider that failed once your function sent {len(outage.requests)} requests and ended "
        f"with {ending}.",
        "Expected: a second request, which is answered.",
        "An overloaded provider often recovers within a second. Only errors that cannot pass must end the"
        " loop.",
    )


REPAIR = Repair(
    id="balance-repair",
    title="Stop when the money is gone",
    task="""
    This function repeats after every error. Change it so that a **402** ends it at once with the
    exception, while a 502 is still repeated.
    """,
    function="chat",
    code="""
def chat(client, prompt):
    for attempt in range(3):
        try:
            answer = client.chat.completions.create(
                model="gemini-3-flash-preview",
                messages=[{"role": "user", "content": prompt}],
            )
            return answer.choices[0].message.content
        except openai.APIStatusError as error:
            time.sleep(2 ** attempt)
""",
    situations=(FINE, EMPTY, OUTAGE),
    requirements=(
        Requirement("answers", _answers, ("fine",)),
        Requirement("stops-at-402", _stops_at_402, ("empty",)),
        Requirement("no-wait", _no_wait, ("empty",)),
        Requirement("tells", _tells, ("empty",)),
        Requirement("still-repeats", _still_repeats, ("outage",)),
    ),
    hints=(
        "Look at the `except` block: does it know which error it has in hand?",
        (
            "Decide before you wait: an error that cannot pass by itself ends the loop, any other may be "
            "repeated."
        ),
        (
            "Put `if error.status_code == 402: raise` above the `time.sleep` line: the exception reaches the "
            "caller at once, and only errors that may pass are waited for."
        ),
    ),
)


LESSON = Lesson(
    topic="balance",
    title="402: the balance is used up",
    notebook="04-402-insufficient-balance.ipynb",
    minutes=12,
    coding=17,
    exercises=(PREDICT, MATCH, ORDER, REPAIR, MAKE),
)
