"""What stands in the slots of a card, decided once for the text and the HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from modelmax_nb.attempts import Stopped
from modelmax_nb.catalog.entry import Action, Charge, Repeat
from modelmax_nb.display import words
from modelmax_nb.display.phrase import clean
from modelmax_nb.failure import Symptom
from modelmax_nb.messages import Text, fill, say, template

if TYPE_CHECKING:
    from collections.abc import Sequence

    from modelmax_nb.catalog.entry import Fix
    from modelmax_nb.diagnosis import Diagnosis
    from modelmax_nb.failure import Failure

LONGEST_QUOTE = 600
# Only here are the message's words the server's own; elsewhere they are the client's.
SERVER_SPOKE = frozenset({
    Symptom.STATUS, Symptom.NOT_JSON, Symptom.ERROR_IN_ANSWER, Symptom.NO_ANSWER_IN_BODY,
    Symptom.STREAM_ERROR, Symptom.STREAM_BAD_DATA,
})  # fmt: skip
# Recipes of the simulator: faults of the caller's own. A test compares them with the simulator's table.
RECIPES = frozenset({
    "connection-refused", "host-not-found", "plain-http", "key-with-line-break", "key-in-curly-quotes",
    "key-with-zero-width-space", "no-key", "base-url-without-v1", "base-url-with-v1-twice",
    "https-to-plain-http",
})  # fmt: skip
ENDS_IN_MESSAGE = re.compile(r"\s*[:\uff1a]?\s*[“„«「]\{message\}[”“»」][.\u3002]?\s*$")


class Fact(NamedTuple):
    """A question every card answers: the question, our answer, and the reason if the entry has one."""

    label: Text
    answer: Text
    ground: Text | None


def facts(diagnosis: Diagnosis) -> tuple[Fact, ...]:
    """Return whose move it is, whether a repeat helps, and what was charged."""
    entry = diagnosis.entry
    again = words.REPEATS[entry.repeat.value]
    reason = entry.text("repeat_ground")
    if diagnosis.failure.should_retry is False and entry.repeat in {Repeat.WAIT, Repeat.YES}:
        again, reason = words.REPEATS[Repeat.ASK_FIRST.value], words.STOPS[Stopped.SERVER_SAID_NO.value]
    elif entry.repeat is Repeat.WAIT and (diagnosis.failure.retry_after or 0) >= 1:
        again = words.REPEAT_AFTER
    return (
        Fact(words.WHO, words.MOVERS[entry.mover.value], None),
        Fact(words.REPEAT, again, reason),
        Fact(words.CHARGED, _charge(diagnosis), entry.text("charge_ground")),
    )


def _charge(diagnosis: Diagnosis) -> Text:
    """Return what was charged; another service's documents are not known here."""
    charge = diagnosis.entry.charge
    unknown = diagnosis.failure.elsewhere and charge is Charge.NOT_DOCUMENTED
    return words.MOVERS["unknown"] if unknown else words.CHARGES[charge.value]


def how_to_cause(diagnosis: Diagnosis) -> Text | None:
    """Return how to meet this failure on purpose, or None where the simulator cannot bring it about."""
    scenario = diagnosis.entry.scenario
    if scenario is None:
        return None
    if scenario in RECIPES:
        return words.CAUSE_IT_HERE
    return words.CAUSE_IT_STREAMED if scenario.startswith("stream-") else words.CAUSE_IT


def beneath(diagnosis: Diagnosis, *, full: bool) -> list[Text]:
    """Return what stands below the background: how we know it, how to cause it, how to read it again."""
    sentences = [words.SOURCES[diagnosis.entry.source.value], how_to_cause(diagnosis)]
    if not full:
        sentences.append(words.WHY_COMMAND)
    return [sentence for sentence in sentences if sentence]


def own_values(diagnosis: Diagnosis) -> dict[str, str]:
    """Return what the placeholders of the card's own sentences stand for."""
    entry = diagnosis.entry
    return {**diagnosis.values, "slug": entry.slug, "scenario": entry.scenario or ""}


def came_back(failure: Failure) -> str:
    """Return status and error word, or the exception's name: what a search engine would be asked."""
    parts = (str(failure.status or ""), failure.type or "", "" if failure.status else failure.exception)
    return clean(" ".join(part for part in parts if part))


def is_quiet(diagnosis: Diagnosis) -> bool:
    """Tell whether the answer stands, and something is only to be said about it."""
    quiet = {Symptom.CUT_BY_LENGTH, Symptom.CONTENT_FILTERED}
    return diagnosis.failure.symptom in quiet and diagnosis.failure.partial > 0


def marks(diagnosis: Diagnosis, language: str) -> list[str]:
    """Return what a reader must not overlook about the whole card."""
    found = [words.SIMULATED] if diagnosis.failure.simulated else []
    if not diagnosis.certain:
        found.append(words.UNCERTAIN)
    return [say(mark, language) for mark in found]


class Said(NamedTuple):
    """Why we say so, and the server's words set apart from ours.

    Attributes:
        ground: A sentence for the paragraph; None where it leads into the quote instead.
        lead_in: What stands above the quote.
        message: The verbatim words; "" when no server said anything.
    """

    ground: Text | None
    lead_in: Text
    message: str


def said(diagnosis: Diagnosis, language: str) -> Said:
    """Return the ground and the quote; a ground that ends in the message leads into it, said once."""
    ground = diagnosis.entry.text("ground")
    found = quote(diagnosis.failure, language)
    if found is None:
        return Said(ground, words.SAID_SERVER, "")
    speaker, message = found
    sentence = template(ground, language)
    ending = ENDS_IN_MESSAGE.search(sentence)
    if ending is None:
        return Said(ground, speaker, message)
    return Said(None, Text(ground.id, sentence[: ending.start()]), message)


def quote(failure: Failure, language: str) -> tuple[Text, str] | None:
    """Return who spoke and the verbatim words, or None when no server said anything."""
    if failure.symptom not in SERVER_SPOKE or not failure.message.strip():
        return None
    message = clean(failure.message.strip())
    if len(message) > LONGEST_QUOTE:
        cut = say(words.CUT, language, count=len(message) - LONGEST_QUOTE)
        message = f"{message[:LONGEST_QUOTE]}{cut}"
    if failure.simulated:
        return words.SAID_SIMULATOR, message
    # Only ModelMax's own envelope has an error word; a page from a proxy has none. What was pasted, without
    # any call, does not say who sent it.
    ours = failure.type and failure.method and not failure.elsewhere
    return (words.SAID_MODELMAX if ours else words.SAID_SERVER), message


def cost_note(fix: Fix, failure: Failure) -> Text | None:
    """Return what carrying out *fix* costs, or None when it sends nothing."""
    if not fix.costs:
        return None
    return words.COSTS_SIMULATED if failure.simulated else words.COSTS_REAL


def notes(fix: Fix, failure: Failure, language: str) -> str:
    """Return what to know before carrying out *fix*, in brackets, with what sets it apart from the label."""
    note = say(words.APPLICABILITIES[fix.applicability.value], language)
    cost = cost_note(fix, failure)
    if cost is None:
        return say(words.NOTE, language, note=note)
    return say(words.NOTES, language, note=note, cost=say(cost, language))


def safe_url(url: str | None) -> str | None:
    """Return *url* if it is an https page, else None: a card links to nothing else."""
    return url if url and url.startswith("https://") and not set(url) & set(" \"'<>") else None


def command(fix: Fix, diagnosis: Diagnosis, language: str) -> str:
    """Return what to type in a cell for *fix*, or ""."""
    if not fix.command:
        return ""
    return fill(fix.command, diagnosis.values_of(fix), str, language)


def clickable(diagnosis: Diagnosis, models: Sequence[str] = ()) -> list[Fix | None]:
    """Return what deserves a button, best first: fixes that a click can carry out, None for "try again"."""
    found: list[Fix | None] = []
    again = False  # only where the list says it, with what it costs
    for fix in diagnosis.fixes:
        if fix.action is Action.RETRY:
            again = True
        elif fix.action not in (None, Action.OPEN_PAGE, Action.USE_MODEL) or (
            fix.action is Action.USE_MODEL and (fix.model or models)
        ):
            found.append(fix)
    return [None, *found] if again else found
