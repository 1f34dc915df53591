"""Exercises on everything: failures that nobody has labelled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from modelmax_nb.classroom.exercises import Lesson, Match, Predict, Question, Row, Timeline
from modelmax_nb.classroom.lessons.capstone_ask import ASK
from modelmax_nb.classroom.situation import Situation

if TYPE_CHECKING:
    from modelmax_nb.classroom.situation import Evidence

OK: Final = 200
MATCH: Final = Match(
    id="capstone-match",
    title="No labels",
    task="""
    Seven messages, as they came. No status, no lesson number. What is the next move for each?
    """,
    rows=(
        Row(
            name="model",
            text="`model not found: gemini-3-flash`",
            right="mend",
            because="A name in the request is wrong; the right one works at once.",
            misconceptions={
                "repeat": "The name is as wrong the second time. Look at it: a piece of it is missing.",
                "person": "Neither key nor money is the trouble. The program asked for a name that is not "
                "there.",
            },
        ),
        Row(
            name="balance",
            text="`insufficient balance`",
            right="person",
            because="Only somebody with a wallet can help.",
            misconceptions={
                "repeat": "A balance does not fill up while you wait. Each try gets the same reply.",
                "mend": "There is nothing wrong with the request. It works as soon as there is money.",
            },
        ),
        Row(
            name="overload",
            text="`The model is overloaded. Please try again later. (UNAVAILABLE)`",
            right="repeat",
            because="An overload passes. Repeat a few times, with growing pauses.",
            misconceptions={
                "ask": "No answer had begun, so there is little to ask about. A few repeats are right.",
                "mend": "Your request is fine. It is the provider that has too much to do.",
            },
        ),
        Row(
            name="policy",
            text="`content policy violation`",
            right="mend",
            because="The words were refused. Other words may pass.",
            misconceptions={
                "repeat": "The same words meet the same rule. Only other words can change the reply.",
                "person": "Neither the key nor the money was refused, but the words of the prompt.",
            },
        ),
        Row(
            name="half",
            text="A stream that ends without a `finish_reason`, and without any error",
            right="ask",
            because="Half an answer is there, and whether it was charged is not documented.",
            misconceptions={
                "repeat": "A second call may be charged on top of the first. Keep the half, and ask.",
                "mend": "Nothing in the request was wrong, or it would not have begun to answer.",
            },
        ),
        Row(
            name="key",
            text="`invalid API key`",
            right="person",
            because="Somebody has to enter another key.",
            misconceptions={
                "repeat": "A key that is refused now is refused in a minute, too.",
                "mend": "The request is fine; it is the key beside it that was refused.",
            },
        ),
        Row(
            name="task",
            text='A video task: `{"status": "FAILED", "error": "operation failed"}`',
            right="ask",
            because="A second task is a new and paid piece of work; whoever pays should decide.",
            misconceptions={
                "repeat": "A task that failed is over. To submit it again begins a new one.",
                "mend": "The error does not say that something in the request is wrong.",
            },
        ),
    ),
    options={
        "person": "Tell a person: a key or money is missing",
        "repeat": "Repeat by itself, a few times, with pauses",
        "mend": "Change the request",
        "ask": "Keep what came, and ask before anything is sent again",
    },
    hints=(
        "Ask of each: could time alone heal it? If not: the request, or a person?",
        "And where something had begun already, a second try may cost a second time.",
        (
            "1c 2a 3b 4c 5d 6a 7d: a name and words can be changed; keys and money need a person; an "
            "overload passes; and what had begun may cost twice, so ask."
        ),
    ),
)

PREDICT: Final = Predict(
    id="capstone-predict",
    title="A bad morning",
    task="""
    Four questions in a loop, and a client as `OpenAI(...)` makes it. `Why?` is answered. `How?` meets a
    **500**, then an answer. `Who?` is refused each time it is sent (**502**, content policy). `When?` is
    answered. What will the log show?
    """,
    code="""
from openai import APIStatusError

answers = 0
for question in ["Why?", "How?", "Who?", "When?"]:
    try:
        client.chat.completions.create(
            model="gemini-3-flash-preview",
            messages=[{"role": "user", "content": question}],
        )
        answers += 1
    except APIStatusError as error:
        print(error.status_code)
""",
    situation=Situation(
        name="morning",
        play="ok, 500, ok, 502 content policy, 502 content policy, 502 content policy, ok",
        seed=1,
        max_retries=2,
    ),
    questions=(
        Question(
            name="requests",
            text="How many requests are sent in all?",
            choices=(4, 5, 7, 9),
            truth=lambda evidence: len(evidence.requests),
            because="1 for the first question, 2 for the second, 3 for the refused one, and 1 for the last.",
            misconceptions={
                4: "Four questions, but the client repeats a 500 and a 502 by itself.",
                5: "The refused prompt is repeated too: the client looks at the status alone.",
            },
        ),
        Question(
            name="answers",
            text="How many questions are answered?",
            choices=(2, 3, 4),
            truth=lambda evidence: evidence.statuses.count(OK),
            because="All but the refused one. The 500 was healed by the client.",
            misconceptions={2: "The 500 did not cost an answer: the client asked again, and it had passed."},
        ),
        Question(
            name="printed",
            text="How many lines are printed?",
            choices=(0, 1, 2, 4),
            truth=lambda evidence: len(evidence.printed.split()),
            because="Only the refused question ends with an exception, after its third request.",
            misconceptions={
                2: "The 500 is never seen by your code: the client swallows it and asks again.",
                4: "The repeats are silent. Your code hears of the last failure of a call only.",
            },
        ),
    ),
    hints=(
        "Go through the four questions one by one. How many requests does each need?",
        "A client as it is made repeats any 500 or 502 twice, and raises only when the last try has failed.",
        "7, 3, 1: the 500 costs one more request, the refusal two more, and only the refusal is raised.",
    ),
)


def _heard(evidence: Evidence) -> str:
    if evidence.error is not None:
        return "the 402"
    return "nothing" if evidence.result is None else "an answer"


TIMELINE: Final = Timeline(
    id="capstone-timeline",
    title="Somebody else's program",
    task="""
    A colleague's program asks one question. Its account has no money. Read the log, then say what is wrong
    with the program.
    """,
    code="""
import time

def ask(client, prompt):
    for attempt in range(4):
        try:
            return client.chat.completions.create(
                model="gemini-3-flash-preview",
                messages=[{"role": "user", "content": prompt}],
            )
        except Exception:
            time.sleep(5)
""",
    function="ask",
    situation=Situation(name="colleague", balance=0.0, args=("Hello",), seed=1),
    questions=(
        Question(
            name="needless",
            text="How many of the requests were needless?",
            truth=lambda evidence: len(evidence.requests) - 1,
            because="The first 402 said it all. Every request after it was needless.",
            misconceptions={
                4: "The first request was not needless: until its reply, nobody knew of the 402."
            },
            look="the column Answer",
        ),
        Question(
            name="in_vain",
            text="How many seconds were spent on waiting for nothing, in all?",
            truth=lambda evidence: round(sum(evidence.gaps) + evidence.last_wait),
            because="Four pauses of five seconds: three between the requests, and one after the last.",
            misconceptions={
                15: "There is one more pause, which the table cannot show: the one after the last request."
            },
            tolerance=0.5,
            look="the column Sent after, and the line below `except` once more",
        ),
        Question(
            name="heard",
            text="What does the caller get in the end?",
            choices=("the 402", "nothing", "an answer"),
            truth=_heard,
            because="The loop just ends, so the function returns `None`. The 402 is lost.",
            misconceptions={
                "the 402": "The exception was caught each time, and nothing raises it again after the loop."
            },
            look="what stands after the loop",
        ),
    ),
    hints=(
        "Count the rows; then look where `time.sleep` stands, and when it is reached.",
        "A wait after the last try is a wait as well. And a loop that ends says nothing by itself.",
        "3, 20, nothing: three useless repeats, four pauses of 5 s, and a `None` where the 402 should be.",
    ),
)


LESSON = Lesson(
    topic="capstone",
    title="Capstone: a function for all weathers",
    notebook="13-capstone.ipynb",
    minutes=11,
    coding=20,
    exercises=(PREDICT, TIMELINE, MATCH, ASK),
)
