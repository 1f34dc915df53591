"""Exercises on 401: the key is missing, spoilt or not accepted, and it must not be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import openai

from modelmax_nb.classroom.exercises import FindLeak, Lesson, Match, Predict, Question, Repair, Row
from modelmax_nb.classroom.requirements import Met, Missed, Requirement
from modelmax_nb.classroom.situation import Situation

if TYPE_CHECKING:
    from modelmax_nb.classroom.situation import Evidence

GOOD: Final = "sk-sim-good"
REVOKED: Final = "sk-sim-revoked"
WRONG_KEY: Final = "sk-sim-nobody-7h2k"  # ends in no word, so that an honest text holds no more of it
HOUR: Final = 3600.0  # seconds
ANSWER: Final = "*Simulated"  # how each text of the simulator begins

PREDICT: Final = Predict(
    id="unauthorized-predict",
    title="The same key, an hour later",
    task=(
        "The key was **revoked**: it worked once, and then somebody switched it off. The program calls, "
        "waits an hour, and calls again. The client repeats by itself where it thinks that this helps."
    ),
    code="""
import time
from openai import APIStatusError

for wait in [0, 3600]:
    time.sleep(wait)
    try:
        client.chat.completions.create(
            model="gemini-3-flash-preview",
            messages=[{"role": "user", "content": "Hello"}],
        )
    except APIStatusError as error:
        print(error.status_code)
""",
    situation=Situation(name="revoked", key=REVOKED, max_retries=2, seconds=3 * HOUR),
    questions=(
        Question(
            name="status",
            text="Which status does the first call get?",
            choices=(400, 401, 402, 403),
            truth=lambda evidence: evidence.statuses[0] if evidence.statuses else None,
            because="401 means that the key is missing or not accepted.",
            misconceptions={
                400: "400 means that the request itself is wrong. This one is fine; its key is not.",
                402: "Whose balance? Without a valid key the service does not know who is asking.",
                403: "Other services use 403 for things you may not do. It is not among ModelMax's statuses.",
            },
        ),
        Question(
            name="requests",
            text="How many requests are sent in all?",
            choices=(1, 2, 4, 6),
            truth=lambda evidence: len(evidence.requests),
            because="One for each call: the package never repeats a 401.",
            misconceptions={
                1: "The loop goes on after the `except`, so the second call is sent too.",
                4: "One repeat for each call would make 4, but no repeat can help a refused key.",
                6: "Two repeats for each call would make 6, but a refused key is not tried again.",
            },
        ),
        Question(
            name="later",
            text="And which status comes an hour later?",
            choices=(200, 401),
            truth=lambda evidence: evidence.statuses[-1] if evidence.statuses else None,
            because="Time does not mend a key. Only another key does.",
            misconceptions={200: "A busy service recovers with time. A key that was switched off stays off."},
        ),
    ),
    hints=(
        "Guess. The verdict sends the calls, and its hour takes no time.",
        "Who could change the answer, and does anybody do it during that hour?",
        "401, two requests, and 401 again: a key is accepted or not, and waiting is nobody's repair.",
    ),
)

MATCH: Final = Match(
    id="unauthorized-match",
    title="What is wrong with this key?",
    section="Four ways to fail",
    task="Each row is what a program got from the `openai` package. What had happened to its key?",
    rows=(
        Row(
            name="connection",
            text="`APIConnectionError: Connection error.` (the log holds no request)",
            right="line-break",
            because="A line break at the end makes a header that cannot be sent. The package calls that a "
            "connection error.",
            misconceptions={
                "refused": "Then the service would have said no, and the log would show its 401.",
                "none": "Without any key the package stops earlier, and says that it is missing.",
                "curly": "Such a character stops the call earlier, with an error of Python's own.",
            },
        ),
        Row(
            name="unicode",
            text="`UnicodeEncodeError` (not an error of the package at all)",
            right="curly",
            because="A header holds plain letters only, so Python cannot write the character into it.",
            misconceptions={
                "line-break": "A line break is a plain character. It fails later, as a connection error.",
                "refused": "The service never saw this key: it could not even be written into the request.",
            },
        ),
        Row(
            name="missing",
            text="`OpenAIError: Missing credentials.`",
            right="none",
            because="There was no key, so the package did not even make a client.",
            misconceptions={
                "refused": "A refused key is sent first. Here not even the client came to be.",
            },
        ),
        Row(
            name="status",
            text="`AuthenticationError: Error code: 401`",
            right="refused",
            because="The key travelled well and the service said no: it is old, mistyped or another's.",
            misconceptions={
                "empty": "An empty account is a 402. To see the balance, the service must know the key.",
                "line-break": "With a line break at its end the key would not have left your computer.",
                "none": "Without a key the package does not send anything, so no 401 can come back.",
            },
        ),
    ),
    options={
        "refused": "It arrived, and the service does not accept it",
        "curly": "A curly quote or an invisible character is in it",
        "empty": "It is fine, but the account is empty",
        "none": "There is none",
        "line-break": "A line break or a blank was copied at its end",
    },
    hints=(
        "Ask of each row: did the key reach the service?",
        "Only the service can give a status. An error without one happened on your own computer.",
        (
            "1e 2b 3d 4a: the line break spoils the header, the curly quote cannot be written at all, no key "
            "makes no client, and a 401 is the service's own no."
        ),
    ),
)

LEAK: Final = FindLeak(
    id="unauthorized-leak",
    title="Saved with the notebook",
    section="Where keys leak",
    task=(
        "Somebody sends you this notebook, with its outputs. Each line is a cell of its own. **Which cells "
        "give the key away**, by what is written in them or by what they show?"
    ),
    lines=(
        "%env MODELMAX_API_KEY=sk-sim-good-alice",
        "import os, modelmax_nb",
        'key = os.environ["MODELMAX_API_KEY"]',
        'print("Using the key", key)',
        'print("Using the key that ends in", key[-4:])',
        "client = modelmax_nb.openai_client()",
        "vars(client)",
        "%modelmax key",
    ),
    leaks={
        1: (
            "One cell has the key written in it. `%env` with a value is source text: saved with the "
            "notebook, and in IPython's history."
        ),
        4: "One cell shows the key on purpose, as a help for its author. What a cell shows is saved, too.",
        7: (
            "One cell shows everything that an object knows, as its last value. A client of the package "
            "knows its key, in clear."
        ),
    },
    harmless={
        3: "It only reads the key into a variable. Nothing is shown, and nothing is saved.",
        5: "It shows four characters: enough to tell two keys apart, and too few to use one of them.",
        6: "It makes a client, which keeps the key in memory. Nothing is shown, and nothing is saved.",
        8: "It asks for the key without showing what is typed, so nothing of it is saved.",
    },
    hints=(
        "Two things of a cell are saved: what is written in it, and what it shows.",
        "Look for the key itself, and for whatever would print it whole: a variable, or an object.",
        (
            "1, 4 and 7: the first has the key in its source, the second prints it, and the third shows an "
            "object with the key inside. Reading it, or showing its last four characters, is safe."
        ),
    ),
)


def _answers(fine: Evidence) -> Met | Missed:
    if isinstance(fine.result, str) and fine.result.startswith(ANSWER) and len(fine.requests) == 1:
        return Met("A good key gets its answer.")
    return Missed(
        f"With a good key the text of the answer did not come back; requests sent: {len(fine.requests)}.",
        "Expected: one request, and its text.",
        "The text stands in `answer.choices[0].message.content`, and `return` hands it to whoever called.",
    )


def _tidies(pasted: Evidence) -> Met | Missed:
    if isinstance(pasted.result, str) and pasted.result.startswith(ANSWER):
        return Met("What was copied along is cut off.")
    return Missed(
        "The same key with quotes around it, and a blank and a line break behind them, brought no answer.",
        "Expected: the text of the answer.",
        "Copying takes along what stands around a key. One `strip` goes from the outside in and stops at the "
        "first character that it does not know, so the order matters.",
    )


def _names(refused: Evidence) -> Met | Missed:
    if isinstance(refused.result, str) and WRONG_KEY[-4:] in refused.result:
        return Met("The refused key can be told.")
    if refused.result is None and WRONG_KEY[-4:] in f"{refused.printed} {refused.error!r}":
        believed = "What is printed or raised is no text for the caller of `ask`. `return` hands one over."
    else:
        believed = (
            "A text such as `invalid key` leaves its reader guessing among old keys, other people's keys and "
            "typing mistakes. Four characters settle it."
        )
    return Missed(
        "At a refused key your function did not return which key it was.",
        f"Expected: its last four characters, `{WRONG_KEY[-4:]}`, in what it returns.",
        believed,
    )


def _hides(refused: Evidence) -> Met | Missed:
    said = f"{refused.result!r} {refused.printed} {refused.error!r}"
    if WRONG_KEY[-5:] not in said:
        return Met("The key stays hidden.")
    if WRONG_KEY in said:
        return Missed(
            "At a refused key your function showed the whole key.",
            "Expected: no more of it than its last four characters.",
            "A refused key looks worthless, but it may be one letter away from a good one, or good at "
            "another service. What is shown is saved with the notebook.",
        )
    return Missed(
        "At a refused key your function showed more of it than four characters.",
        f"Expected: only `{WRONG_KEY[-4:]}`.",
        "`key[-4:]` begins four characters before the end. `key[4:]` begins four after the start, and shows "
        "all the rest.",
    )


def _others_fail(empty: Evidence) -> Met | Missed:
    if isinstance(empty.error, openai.APIStatusError):
        return Met("Other errors reach the caller.")
    return Missed(
        "At an empty account, which is a 402, no exception came out of your function.",
        "Expected: the exception of the 402.",
        "A 402 says that the key was accepted. Who reads `refused` then looks for a fault in a good key; "
        "catch the 401 alone.",
    )


REPAIR: Final = Repair(
    id="unauthorized-repair",
    title="A key that somebody pasted",
    section="Four ways to fail",
    task=(
        "`pasted` is a key as it came out of a mail: there may be **quotes** around it, and **blanks or a "
        "line break** behind them. Change `ask` so that such a key works. When the service refuses a key, "
        "`ask` returns a text with the key's **last four** characters, and never the whole key. All other "
        "errors reach the caller."
    ),
    function="ask",
    code="""
def ask(pasted, prompt):
    client = openai.OpenAI(api_key=pasted, base_url="http://localhost/v1")
    try:
        answer = client.chat.completions.create(
            model="gemini-3-flash-preview",
            messages=[{"role": "user", "content": prompt}],
        )
        return answer.choices[0].message.content
    except openai.AuthenticationError:
        return f"Refused: {pasted}"
""",
    situations=(
        Situation(name="fine", args=(GOOD, "Hello")),
        Situation(name="pasted", args=(f'"{GOOD}" \n', "Hello")),
        Situation(name="refused", args=(WRONG_KEY, "Hello")),
        Situation(name="empty", args=("sk-sim-empty", "Hello")),
    ),
    requirements=(
        Requirement("answers", _answers, ("fine",)),
        Requirement("tidies", _tidies, ("pasted",)),
        Requirement("names", _names, ("refused",)),
        Requirement("hides", _hides, ("refused",)),
        Requirement("others-fail", _others_fail, ("empty",)),
    ),
    hints=(
        "Two lines have to change: the one that makes the client, and the last one.",
        'From the outside in: first `strip()` the blanks and line breaks, then `strip("\\"\'")` the quotes.',
        (
            "Begin with `key = pasted.strip().strip('\"')`, give `key` to the client, and return "
            '`f"Refused: the key that ends in {key[-4:]}"`: four characters tell which key it was, and '
            "nobody can use them."
        ),
    ),
)

LESSON: Final = Lesson(
    topic="unauthorized",
    title="401: who are you?",
    notebook="02-401-unauthorized.ipynb",
    minutes=17,
    coding=6,
    exercises=(PREDICT, MATCH, LEAK, REPAIR),
)
