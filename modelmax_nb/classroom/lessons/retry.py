"""Exercises of the lesson on retries: one owner, the right failures, drawn waits, and an end."""

from __future__ import annotations

from typing import Final

from modelmax_nb.classroom.exercises import Lesson, Match, Predict, Question, Row, Timeline
from modelmax_nb.classroom.lessons.retry_loops import DOWN, HELLO, ORDER, REPAIR, SEED_LOOP
from modelmax_nb.classroom.lessons.retry_waits import POLITE, WITHIN
from modelmax_nb.classroom.situation import Situation

OK: Final = 200

PREDICT: Final = Predict(
    id="retry-predict",
    title="Three attempts",
    section="Run it",
    task=(
        "The provider is down: every request is answered with 502. The loop is called once, with "
        "`max_retries=3`. Guess first, then run the cell below."
    ),
    code="""import time

from openai import APIStatusError, OpenAI

client = OpenAI(api_key="sk-sim-good", base_url="https://api.modelmax.io/v1")


"""
    + SEED_LOOP.replace("(client, messages", "(messages"),
    function="chat_with_retry",
    situation=DOWN,
    questions=(
        Question(
            name="requests",
            text="How many requests are sent in all?",
            truth=lambda evidence: len(evidence.requests),
            because="The loop makes 3 attempts, and the openai package makes 3 requests of each: 3 × 3.",
            misconceptions={
                3: "Three is what the loop wants. The openai package repeats by itself, below the loop.",
                4: "`max_retries=3` counts all attempts of this loop, the first one included.",
                6: "The package repeats twice, so each attempt is 3 requests, not 2.",
            },
        ),
        Question(
            name="lines",
            text="How many lines does it print?",
            truth=lambda evidence: len(evidence.printed.splitlines()),
            because="It prints before each of its own 2 waits. The package's repeats print nothing.",
            misconceptions={3: "After the third attempt it raises; it prints only before a wait."},
        ),
        Question(
            name="seconds",
            text="How many seconds does it take? Within 1 s is right.",
            truth=lambda evidence: round(evidence.seconds, 1),
            because="Its own waits are 1 and 2 s. The package waits about 1.3 s more in each attempt.",
            misconceptions={3: "The loop's own waits are 3 s together; the package's waits come on top."},
            tolerance=1.0,
        ),
        Question(
            name="ends_with",
            text="What does the caller get in the end?",
            choices=("an answer", "InternalServerError", "RetryError", "None"),
            truth=lambda evidence: type(evidence.error).__name__ if evidence.error else "an answer",
            because="In the last attempt `raise` passes the error on; this is the package's name for a 502.",
        ),
    ),
    hints=(
        "The answers come from the trial, not from this hint: guess, and see.",
        "Ask who can repeat: the loop, and whoever sends the request for it.",
        "The openai package repeats a 502 twice by itself, because its default is `max_retries=2`.",
    ),
)
READ: Final = Timeline(
    id="retry-timeline",
    title="Whose request it is",
    section="Two layers",
    task=(
        "The same loop once more; this time the provider comes back. Read the list of requests. A request of "
        "the loop follows a wait of 1 or 2 s exactly; one of the package follows a crooked one."
    ),
    code="import time\n\nfrom openai import APIStatusError\n\n\n" + SEED_LOOP,
    function="chat_with_retry",
    situation=Situation(
        name="comes-back",
        play="502 outage, 502 outage, 502 outage, 502 outage, ok",
        args=(HELLO,),
        seed=2,
        max_retries=2,
    ),
    questions=(
        Question(
            name="loop",
            text="How many of the requests did the loop send?",
            truth=lambda evidence: sum(not sent.retry_count for sent in evidence.requests),
            look="the column Sent after: where is a gap of 1 or 2 s exactly",
            because="Requests 1 and 4: the first of all, and the one after the wait of exactly 1 s.",
            misconceptions={
                5: "Five were sent. Three of them came from the package, below the loop.",
                3: "The loop may try three times, but the first three here follow waits below 1 s.",
                1: "One gap is 1 s exactly: there the loop waited, and sent a request of its own.",
            },
        ),
        Question(
            name="answered",
            text="Which request was answered?",
            truth=lambda evidence: next((sent.n for sent in evidence.requests if sent.status == OK), 0),
            look="the column Answer",
            because="The last one of the list has the status 200.",
        ),
        Question(
            name="printed",
            text="How many lines did the loop print meanwhile?",
            truth=lambda evidence: len(evidence.printed.splitlines()),
            look="the column Sent after: each gap of 1 or 2 s is a line",
            because="One: it waited once. Who reads only the output sees one failure, and there were four.",
            misconceptions={
                4: "Four requests failed, but the loop noticed one failure: its first attempt.",
                2: "It prints before a wait of its own. Count the gaps of 1 s or 2 s.",
            },
        ),
    ),
    hints=(
        "Look at the column with the times, and at the gaps between them.",
        "The loop waits 1 s after its first attempt. The package's waits are below 1 s and never round.",
        (
            "The gap before request 4 is 1 s: there the loop begins its second attempt, because the package "
            "had used up its three requests."
        ),
    ),
)
MATCH: Final = Match(
    id="retry-match",
    title="What helps against what",
    section="Which failures",
    task="What should a program do when it meets this? Each answer may be used more than once.",
    options={
        "drawn": "repeat after a drawn wait, a few times",
        "asked": "wait at least as long as the reply asks, then repeat",
        "never": "do not repeat: something has to be changed first",
        "ask": "ask a person first: a repeat may be paid for twice",
    },
    rows=(
        Row(
            name="500",
            text="500, `internal server error`",
            right="drawn",
            because="Something broke inside the service. It often works a moment later.",
            misconceptions={
                "never": "You cannot change anything here: the fault is the service's, and it passes."
            },
        ),
        Row(
            name="outage",
            text="502, `The model is overloaded`",
            right="drawn",
            because="The provider is short of room for now. A few repeats with growing waits are right.",
        ),
        Row(
            name="refusal",
            text="502, `content policy violation`",
            right="never",
            because="The same words meet the same rule again. The prompt has to change.",
            misconceptions={
                "drawn": "The status is that of an outage, the message is not: a refusal does not pass."
            },
        ),
        Row(
            name="402",
            text="402, `insufficient balance`",
            right="never",
            because="Only topping up helps; until then, each repeat gets the same 402.",
            misconceptions={
                "ask": "A 402 is free of charge, documented so. It is just that no repeat can help."
            },
        ),
        Row(
            name="retry-after",
            text="502 with the header `retry-after: 20`",
            right="asked",
            because="The server says when it will have room. Whoever comes earlier is turned away again.",
            misconceptions={
                "drawn": "A drawn wait may be far shorter than 20 s. What the server asks for is the least."
            },
        ),
        Row(
            name="silence",
            text="no answer within the time limit",
            right="ask",
            because=(
                "The request may be at work, and its answer may be charged: ModelMax does not document it. "
                "So somebody has to want the second one."
            ),
            misconceptions={
                "drawn": "Silence is no refusal. The first request may still be worked on, and paid for."
            },
        ),
    ),
    hints=(
        "For each row ask: would the same request, sent again, meet the same thing?",
        "What passes by itself is repeated. What stays is changed. What nobody knows is asked.",
        (
            "1a 2a 3c 4c 5b 6d: outages pass, refusals and empty balances stay, a server's wish is a floor, "
            "and silence may already cost something."
        ),
    ),
)

LESSON: Final = Lesson(
    topic="retry",
    title="Retry: how often, how long, and when to stop",
    notebook="07-retry-strategy.ipynb",
    minutes=21,
    coding=26,
    exercises=(PREDICT, READ, MATCH, ORDER, REPAIR, POLITE, WITHIN),
)
