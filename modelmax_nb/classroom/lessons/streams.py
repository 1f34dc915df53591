"""Exercises on streams that break: what came, whether it is whole, and asking before a repeat."""

from __future__ import annotations

from modelmax_nb.classroom.exercises import Lesson, Match, Predict, Question, Row
from modelmax_nb.classroom.lessons.streams_code import ORDER, REPAIR
from modelmax_nb.classroom.lessons.streams_write import WRITE
from modelmax_nb.classroom.situation import Situation

PREDICT = Predict(
    id="streams-predict",
    title="A stream that ends too soon",
    task="""
    After a few words the connection closes, as if all had been said. The client would repeat a call that
    fails, up to twice. What will happen?
    """,
    code="""
messages = [{"role": "user", "content": "Why do lighthouses blink?"}]
stream = client.chat.completions.create(
    model="gemini-3-flash-preview", messages=messages, stream=True
)
for chunk in stream:
    for choice in chunk.choices:
        print(choice.delta.content or "", end="")
""",
    situation=Situation(name="early", play="stream-end-early", max_retries=2),
    questions=(
        Question(
            name="error",
            text="Does this code raise an error?",
            choices=("yes", "no"),
            truth=lambda evidence: "no" if evidence.error is None else "yes",
            because="A connection that closes looks like an answer that is over, so nothing is raised.",
            misconceptions={
                "yes": "The SDK raises what it notices. Nothing in the bytes that came is wrong; they only "
                "stop.",
            },
        ),
        Question(
            name="requests",
            text="How many requests are sent?",
            choices=(1, 2, 3),
            truth=lambda evidence: len(evidence.requests),
            because="What is no error is not repeated. And a stream is never repeated once text has come.",
            misconceptions={
                2: "One repeat would make 2, but the SDK sees no failure here.",
                3: "Two repeats would make 3, but the SDK sees no failure here.",
            },
        ),
        Question(
            name="status",
            text="Which status does the service send?",
            choices=(200, 500, 502),
            truth=lambda evidence: evidence.statuses[-1],
            because="The status goes out before the first word, when all was still well.",
            misconceptions={
                500: "A 500 takes the place of an answer. Here the answer had begun, with 200.",
                502: "By the time the stream breaks, the status has long been sent: 200.",
            },
        ),
    ),
    hints=(
        "Look at the loop: which line would notice that something is missing?",
        "A status is sent once, at the start. An error is raised only where something is seen to be wrong.",
        (
            "No error, 1 request, status 200: the end of the connection is taken for the end of the "
            "answer, so there is nothing to raise and nothing to repeat."
        ),
    ),
    section="The quiet one",
)

MATCH = Match(
    id="streams-match",
    title="What now?",
    task="Which move fits? One may fit more than one row, or none.",
    rows=(
        Row(
            name="half-read",
            text="Somebody is reading. The text stops in the middle, and no `finish_reason` came.",
            right="keep",
            because="Half a text helps a reader, and a repeat may be charged on top of it.",
            misconceptions={
                "use": "Without a `finish_reason` nobody knows what is missing. Say so beside the text.",
                "repeat": "A second call may be charged on top of the first, and says it in other words. "
                "Whoever pays decides.",
                "whole": "It may come to that. First the reader has the half, and is asked.",
            },
        ),
        Row(
            name="stop",
            text="The last chunk with text has `finish_reason` `stop`.",
            right="use",
            because="`stop` says that the model has said all it wanted to say.",
            misconceptions={
                "keep": "Nothing is missing: the model says itself that it is done.",
                "repeat": "A repeat would cost a second answer, and the first one is whole.",
            },
        ),
        Row(
            name="program",
            text="A program reads the answer as JSON. Its stream broke twice this morning.",
            right="whole",
            because="In one piece an answer arrives whole or as an error. Half a JSON text is of no use.",
            misconceptions={
                "keep": "Half a JSON text cannot be read at all, so there is nothing worth keeping.",
                "repeat": "The next stream can break as well. A program gains nothing from seeing words "
                "early.",
                "use": "Half a JSON text cannot be read, or worse: half a table looks like a short one.",
            },
        ),
        Row(
            name="before",
            text="A `502` comes before the first chunk: the provider is overloaded.",
            right="repeat",
            because="No stream had begun. This is a 502 like any other, and a pause may help.",
            misconceptions={
                "keep": "There is nothing to keep: no text had come.",
                "use": "There is nothing to use: no text had come.",
                "whole": "The provider is overloaded for both kinds of call. Time helps, the form does not.",
            },
        ),
    ),
    options={
        "repeat": "Repeat after a pause",
        "use": "Use the text",
        "keep": "Keep the text, say that it is not whole, ask before a repeat",
        "whole": "Ask without a stream",
    },
    hints=(
        "Ask of each row: has text come, is it whole, and who reads it?",
        "A `finish_reason` tells whole from half. A repeat after text has come may be paid twice.",
        (
            "1c 2b 3d 4a: half a text is kept and a repeat is asked for; `stop` is whole; a program wants "
            "one piece; before the first chunk nothing is lost, so an overload is repeated as usual."
        ),
    ),
    section="Explain: four steps for a broken stream",
)

LESSON = Lesson(
    topic="streams",
    title="Broken streams: half an answer",
    notebook="09-broken-streams.ipynb",
    minutes=17,
    coding=21,
    exercises=(PREDICT, MATCH, ORDER, REPAIR, WRITE),
)
