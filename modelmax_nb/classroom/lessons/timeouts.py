"""Exercises of the lesson on timeouts and connections."""

from __future__ import annotations

from typing import Final

from modelmax_nb.classroom.exercises import Lesson, Match, Predict, Question, Row, Timeline
from modelmax_nb.classroom.lessons.timeouts_code import HELLO, ORDER, REPAIR, WRITE
from modelmax_nb.classroom.situation import Situation

LEFT: Final = "client-left"
MINUTE: Final = 60

PREDICT: Final = Predict(
    id="timeouts-predict",
    title="Nobody answers",
    section="Silence",
    task=(
        "The service takes the request and then says nothing at all. The client is made as in the guide, "
        "with nothing set. Guess first, then run the cell below."
    ),
    code="""from openai import APIStatusError, OpenAI

client = OpenAI(api_key="sk-sim-good", base_url="https://api.modelmax.io/v1")


def ask(messages):
    try:
        return client.chat.completions.create(
            model="gemini-3-flash-preview", messages=messages)
    except APIStatusError as error:
        print("ModelMax said", error.status_code)
""",
    function="ask",
    situation=Situation(name="silent", play="stall", repeat=True, args=(HELLO,), seed=1),
    questions=(
        Question(
            name="requests",
            text="How many requests are sent?",
            truth=lambda evidence: len(evidence.requests),
            because="The openai package repeats after silence too: twice, without a word.",
            misconceptions={1: "You wrote one call. The package made three requests of it."},
        ),
        Question(
            name="minutes",
            text="After how many minutes does it end? Within 2 is right.",
            truth=lambda evidence: round(evidence.seconds / MINUTE),
            because="Nothing set means a limit of 600 s for each request, and there are three.",
            misconceptions={10: "Ten minutes is the limit for one request. There are three."},
            tolerance=2,
        ),
        Question(
            name="printed",
            text="Does it print “ModelMax said …”?",
            choices=(True, False),
            truth=lambda evidence: "ModelMax said" in evidence.printed,
            because="Nothing came back, so there is no status. Silence is another kind of error.",
            misconceptions={True: "A status is something that the service says. Here it says nothing."},
        ),
    ),
    hints=(
        "The answers come from the trial, not from this hint: guess, and see.",
        "Two numbers of the openai package matter: how long it waits, and how often it repeats.",
        "600 seconds, and two repeats: both hold as long as nothing else is set.",
    ),
)
READ: Final = Timeline(
    id="timeouts-timeline",
    title="Answers that nobody waited for",
    section="What may have been charged",
    task=(
        "Three questions, a limit of 3 s, one repeat by the package. The second question takes the model 5 "
        "s. Read the list: `client-left` means that the answer was still being made when the caller gave up."
    ),
    code="""from openai import APITimeoutError

client = client.with_options(timeout=3, max_retries=1)
for question in ["A short one", "A long one", "Another short one"]:
    try:
        client.chat.completions.create(
            model="gemini-3-flash-preview",
            messages=[{"role": "user", "content": question}])
    except APITimeoutError:
        print("no answer to:", question)
""",
    situation=Situation(name="impatient", play="ok, slow, slow, ok", seed=1),
    questions=(
        Question(
            name="sent",
            text="How many requests reached the service?",
            truth=lambda evidence: len(evidence.requests),
            look="the number of rows",
            because="Every row of the list is a request that arrived.",
            misconceptions={3: "Three questions were asked. The package asked one of them again."},
        ),
        Question(
            name="answers",
            text="How many answers did the program get?",
            truth=lambda evidence: sum(sent.outcome != LEFT for sent in evidence.requests),
            look="the column Answer",
            because=(
                "The two rows without `client-left`. The long question got none, although it was asked twice."
            ),
            misconceptions={
                3: "The long question got no answer: both of its requests were given up after 3 s.",
                4: "Each row has a 200, but the program had hung up on two of them: `client-left`.",
            },
        ),
        Question(
            name="doubtful",
            text="For how many requests do ModelMax's documents leave open whether they are charged?",
            truth=lambda evidence: sum(sent.outcome == LEFT for sent in evidence.requests),
            look="the column Answer, and the table of charges in this lesson",
            because=(
                "The two that were given up. The guide says that a charge follows the full answer; whether "
                "an answer that nobody waited for counts, it does not say."
            ),
            misconceptions={
                0: (
                    "The list shows no charge for them, but that is the simulator's choice. For the real "
                    "service it is not documented."
                ),
                1: "One question was in doubt, but it was sent twice. Each request may count.",
                4: "The answers of rows 1 and 4 arrived: they are charged, and that is documented.",
            },
        ),
    ),
    hints=(
        "Look at the column with the answers, and at the times.",
        "A caller that gives up ends its own waiting. What goes on at the other end, it cannot see.",
        (
            "Four requests, two answers; the two marked `client-left` are the ones in doubt, because the "
            "model was at work for them."
        ),
    ),
)
MATCH: Final = Match(
    id="timeouts-match",
    title="How far it got",
    section="Never reached",
    task="What does each of these tell you? Each answer may be used more than once.",
    options={
        "nothing": "nothing reached ModelMax: mend the address, the clock or the network",
        "doubt": "the request may have arrived, and may be charged: ask before you repeat",
        "other": "somebody else answered: look at the base URL, or sign in to the network",
        "pass": "it often passes: repeat after a pause",
    },
    rows=(
        Row(
            name="refused",
            text="`Connection refused`",
            right="nothing",
            because="The computer at this address said no before a word was sent.",
            misconceptions={"doubt": "A refused connection never stood, so nothing could travel over it."},
        ),
        Row(
            name="name",
            text="`Name or service not known`",
            right="nothing",
            because=(
                "Without an address there is nobody to send to. Check the name, or whether you are online."
            ),
            misconceptions={
                "pass": "A mistyped name stays mistyped. First look at the base URL, then at the network."
            },
        ),
        Row(
            name="certificate",
            text="`CERTIFICATE_VERIFY_FAILED`",
            right="nothing",
            because="The check comes before the key and the prompt, so neither was sent.",
            misconceptions={
                "pass": "The certificate will not change by itself. A wrong clock is the usual reason."
            },
        ),
        Row(
            name="silence",
            text="after a minute: `Request timed out.`",
            right="doubt",
            because="The request had left. Whether the model is at work, nobody here can see.",
            misconceptions={
                "nothing": "The connection stood and the request had left; only the answer is missing.",
                "pass": "It may pass, but the first request may be at work, and a second one may be paid for "
                "too.",
            },
        ),
        Row(
            name="reset",
            text="`Connection reset by peer`",
            right="doubt",
            because="The line broke after the request had left.",
            misconceptions={
                "nothing": "To be reset, a connection has to stand. The request may have gone through."
            },
        ),
        Row(
            name="page",
            text="`'str' object has no attribute 'choices'`",
            right="other",
            because="A web page came with status 200, and the package handed it on as text.",
            misconceptions={
                "pass": "The same address gives the same page. Something in front of ModelMax answered."
            },
        ),
        Row(
            name="busy",
            text="status 503, `no healthy upstream`",
            right="pass",
            because="A server in front has nobody to ask just now. Such faults often pass.",
            misconceptions={
                "doubt": "A clear refusal came back: nobody was there to work on the request.",
                "other": "True, a server in front wrote it. But your address is right; it had nobody to ask.",
            },
        ),
    ),
    hints=(
        "For each row ask: how far did the request get?",
        (
            "A connection is made in steps: name, door, certificate, request, answer. What fails early has "
            "sent nothing."
        ),
        (
            "1a 2a 3a 4b 5b 6c 7d: the first three fail before anything is sent, the next two after it, then "
            "another server answers, and the last one refuses clearly."
        ),
    ),
)

LESSON: Final = Lesson(
    topic="timeouts",
    title="Timeouts and connections: when no answer comes",
    notebook="08-timeouts-and-connections.ipynb",
    minutes=21,
    coding=17,
    exercises=(PREDICT, READ, MATCH, ORDER, REPAIR, WRITE),
)
