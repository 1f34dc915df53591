"""An exercise on 402: a list of questions, and money for some of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openai

from modelmax_nb.classroom.exercises import Write
from modelmax_nb.classroom.requirements import Met, Missed, Requirement
from modelmax_nb.classroom.situation import Situation

if TYPE_CHECKING:
    from modelmax_nb.classroom.situation import Evidence

QUESTIONS = ["Why is the sky blue?", "Why is the sea salty?", "Why is grass green?"]
ENOUGH = Situation(name="enough", args=(QUESTIONS,))
RUNS_OUT = Situation(name="runs-out", key="sk-sim-low", args=(QUESTIONS,))
BREAKS = Situation(name="breaks", play="ok, 500", args=(QUESTIONS,))


def _answers_all(enough: Evidence) -> Met | Missed:
    texts = enough.result
    if isinstance(texts, list) and [type(text) for text in texts] == [str] * len(QUESTIONS):
        return Met("With money, every question is answered.")
    return Missed(
        f"For {len(QUESTIONS)} questions and a full account your function returned {_what(texts)}.",
        "Expected: a list with the text of each answer.",
        "Begin with an empty list, and append `answer.choices[0].message.content` for each question.",
    )


def _keeps(runs_out: Evidence) -> Met | Missed:
    paid = sum(sent.charge > 0 for sent in runs_out.requests)
    if isinstance(runs_out.result, list) and paid == len(runs_out.result) == 1:
        return Met("The answer that was paid is kept.")
    what = "an exception" if runs_out.error is not None else _what(runs_out.result)
    return Missed(
        f"The money was enough for {paid} of {len(QUESTIONS)} questions; your function ended with {what}.",
        "Expected: a list with the answers that were paid for.",
        "A 402 in the middle takes nothing back: what was answered before is yours. Return the list as far "
        "as it goes.",
    )


def _stops(runs_out: Evidence) -> Met | Missed:
    refused = runs_out.statuses.count(402)
    if refused == 1:
        return Met("After the 402 nothing more is sent.")
    return Missed(
        f"With the balance used up your function sent {refused} requests that were refused.",
        "Expected: one, and then the end.",
        "The second question finds the same empty account as the first. `continue` goes on to the next "
        "question; `break` ends the loop.",
    )


def _others_are_seen(breaks: Evidence) -> Met | Missed:
    if isinstance(breaks.error, openai.InternalServerError):
        return Met("Any other error stays visible.")
    return Missed(
        f"At a 500 your function returned {_what(breaks.result)}, as if the money had run out.",
        "Expected: the exception of the 500 reaches the caller.",
        "Catching every error treats them all as a 402. Look at `error.status_code`, and pass the others on "
        "with `raise`.",
    )


def _what(result: object) -> str:
    """Say what a function returned, in a few words."""
    if isinstance(result, list):
        return f"a list of {len(result)}"
    return "nothing" if result is None else f"a {type(result).__name__}"


MAKE = Write(
    id="balance-make",
    title="A list of questions, and money for some",
    task="""
    Write `ask_all`. It asks the questions one after the other and returns the list of the answers'
    texts. At a **402** it stops asking, and returns what it has got so far. Every other error reaches
    the caller.
    """,
    function="ask_all",
    code="def ask_all(client, questions):\n    ...",
    situations=(ENOUGH, RUNS_OUT, BREAKS),
    requirements=(
        Requirement("answers-all", _answers_all, ("enough",)),
        Requirement("keeps", _keeps, ("runs-out",)),
        Requirement("stops", _stops, ("runs-out",)),
        Requirement("others-are-seen", _others_are_seen, ("breaks",)),
    ),
    hints=(
        "Where does the `try` stand: around the loop, or inside it? Both can work. Which list survives?",
        (
            "What is paid must outlive the error: make the list before the loop, and let the 402 end the "
            "loop, not the function's memory."
        ),
        (
            "`texts = []`, then for each question a `try` that appends the text; `except "
            "openai.APIStatusError as error:` with `if error.status_code != 402: raise` and then `break`; "
            "at the end `return texts`. The list was made outside, so a 402 cannot take it away."
        ),
    ),
)
