"""Quiet failures: a reply came with status 200, but not the answer hoped for."""

from __future__ import annotations

from modelmax_nb.catalog import grounds
from modelmax_nb.catalog.entry import Charge, Entry, Fix, Mover, Repeat, Source
from modelmax_nb.catalog.fixes import CHANGE_PROMPT, NEEDS_INPUT, SEND_AT_RISK, SET_BASE_URL, advice

MORE_TOKENS = Fix(
    slug="more-tokens",
    label="Allow a longer answer with `--max-tokens`",
    applicability=NEEDS_INPUT,
    command="%modelmax retry --max-tokens {more}",
    costs=True,
)
ASK_IN_PARTS = advice("ask-in-parts", "Ask for one part at a time")
# Source: documented (billing: chat is charged after the full response).
COMPLETE = "Chat is charged once the reply is complete, and this one is."

ANSWER = (
    Entry(
        slug="answer-not-json",
        title="The reply is not in the form that an answer has.",
        what="It may be cut, or come from another server.",
        ground="The reply (status {status}) cannot be read as JSON.",
        mover=Mover.UNKNOWN,
        repeat=Repeat.ASK_FIRST,
        repeat_ground=grounds.MAY_COST_TWICE,
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=grounds.BROKEN,
        fixes=(SEND_AT_RISK, SET_BASE_URL),
        source=Source.MEASURED,
        more=(
            "JSON is the text form in which programs talk to each other. Each bracket that opens must "
            "close. If a reply breaks off in the middle, or another server answers with plain text, it "
            "cannot be read. The status 200 only says that some server was content. Look at the start of "
            "the reply: if it looks like an answer that was cut, try again. If it looks foreign, check the "
            "base URL."
        ),
        scenario="200-bad-json",
    ),
    Entry(
        slug="error-in-answer",
        title="The reply looks like a success but holds an error.",
        what="The status says all is well; the text inside does not.",
        ground="The reply has status {status} and holds an `error`.",
        mover=Mover.UNKNOWN,
        repeat=Repeat.UNKNOWN,
        repeat_ground="That depends on the words of the error.",
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=grounds.FAILED,
        fixes=(SEND_AT_RISK,),
        source=Source.MEASURED,
        more=(
            "A reply has a number, the status, and a text. Most programs look only at the number. Here the "
            "number is 200, which stands for success, but the text holds an `error` and no answer. "
            "ModelMax documents errors only with a status of 400 or more, so a server in between may have "
            "changed the number. The words of the error count, not the number. Code that does not look "
            "ends in a `TypeError` a line later."
        ),
        scenario="200-error",
    ),
    Entry(
        slug="no-answer-in-body",
        title="The reply holds no answer.",
        what="The part of it where the answer should stand is missing.",
        ground="The reply has status {status}, but no `choices` in it.",
        mover=Mover.UNKNOWN,
        repeat=Repeat.ASK_FIRST,
        repeat_ground=grounds.MAY_COST_TWICE,
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=grounds.FAILED,
        fixes=(SEND_AT_RISK, SET_BASE_URL),
        source=Source.MEASURED,
        more=(
            "An answer stands in a list called `choices`. Each item holds one message of the model. In "
            "this reply the list is missing or empty. It may be a slip of the service, or another server "
            "that speaks a different form of JSON. Code that takes the first item without looking ends in "
            "a `TypeError` or an `IndexError`, far from the real cause."
        ),
        scenario="200-empty-body",
    ),
    Entry(
        slug="answer-cut-by-length",
        title="The answer stops early because it reached its length limit.",
        what="Its end is missing.",
        ground="The reply ends with `finish_reason` = `length`.",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="With the same limit it is cut again.",
        charge=Charge.CHARGED,
        charge_ground=COMPLETE,
        fixes=(MORE_TOKENS, ASK_IN_PARTS),
        source=Source.INFERRED,
        more=(
            "A model writes in small pieces called tokens. `max_tokens` says how many it may write at "
            "most. At the limit it stops in the middle of a sentence and does not hurry to finish. Models "
            "that think before they write may use up much of the limit before the first visible word. Set "
            "`--max-tokens` higher, or ask for less. Text cut like this is not safe to use as JSON or code."
        ),
        scenario="finish-length",
    ),
    Entry(
        slug="answer-filtered",
        title="A filter of the provider stopped the answer.",
        what="The model began or wanted to answer, and a safety check ended it.",
        ground="The reply ends with `finish_reason` = `content_filter`.",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="The same words are most likely filtered again.",
        charge=Charge.CHARGED,
        charge_ground=COMPLETE,
        fixes=(CHANGE_PROMPT,),
        source=Source.INFERRED,
        more=(
            "Providers look at what a model writes while it writes. If a sentence trips their safety "
            "check, they stop there. The call itself went well, so there is no error status. Only the "
            "`finish_reason` tells. A program that does not look at it takes half an answer for a whole "
            "one. Ask in other words, or leave out the part that may have tripped the check."
        ),
        scenario="finish-content-filter",
    ),
    Entry(
        slug="empty-answer",
        title="The model answered without text.",
        what="No words came, and no error.",
        ground="The reply has status {status} and an empty text.",
        mover=Mover.UNKNOWN,
        repeat=Repeat.ASK_FIRST,
        repeat_ground="Each reply is charged.",
        charge=Charge.CHARGED,
        charge_ground=COMPLETE,
        fixes=(CHANGE_PROMPT, MORE_TOKENS, SEND_AT_RISK),
        source=Source.INFERRED,
        more=(
            "An empty text is a valid reply, so no error is raised. It has several possible reasons. A "
            "very low `max_tokens` can be used up before the first visible word. A safety check can remove "
            "the text without saying so. Or the model found nothing to add, as with a blank prompt. Look "
            "at `finish_reason` and at the token counts to tell these apart."
        ),
        scenario="empty-answer",
    ),
)
