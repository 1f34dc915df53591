"""The card in plain text: for terminals, logs, converters and every front end without HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modelmax_nb.columns import wrap
from modelmax_nb.display import slots, words
from modelmax_nb.display.exchange import render_exchange
from modelmax_nb.display.phrase import clean, join, plain
from modelmax_nb.display.place import place_sentences, place_text
from modelmax_nb.display.timeline import result_word, summary_line, timeline_text
from modelmax_nb.messages import DEFAULT_LANGUAGE, say

if TYPE_CHECKING:
    from modelmax_nb.answer import Answer
    from modelmax_nb.diagnosis import Diagnosis
    from modelmax_nb.messages import Text

WIDTH = 80


def render_text(
    diagnosis: Diagnosis,
    language: str = DEFAULT_LANGUAGE,
    *,
    before: Diagnosis | None = None,
    first: Diagnosis | None = None,
    full: bool = False,
) -> str:
    """Return the card in plain text: at most 80 columns, no control codes.

    Only commands and addresses may be longer, because a broken one cannot be copied.

    Args:
        diagnosis: What came back and what we know of it.
        language: Language of the sentences; the server's words stay as they came.
        before: The diagnosis of the try before this one; the card then says what changed.
        first: The diagnosis of the very first try, named at the end; *before* when None.
        full: Whether the background and the raw exchange follow; lines of the exchange are not broken.
    """
    entry, values = diagnosis.entry, diagnosis.values
    said = slots.said(diagnosis, language)
    blocks = [
        [_wrap(plain(entry.text("title"), language, **values)), _wrap(_id_line(diagnosis, language))],
        place_text(diagnosis, language),
        [_wrap(sentence) for sentence in place_sentences(diagnosis, language)],
        [
            _wrap(
                join(
                    (plain(part, language, **values) for part in (entry.text("what"), said.ground) if part),
                    language,
                )
            )
        ],
        _quote(said, diagnosis, language),
        _facts(diagnosis, language),
        [_wrap(line) for line in (summary_line(diagnosis, language),) if line],
        _timeline(diagnosis, language),
        _fixes(diagnosis, language),
    ]
    if full:
        blocks += [_more(diagnosis, language), _exchange(diagnosis, language)]
    if before is not None:
        blocks.insert(0, [_wrap(render_failed_again(before, diagnosis, language))])
        blocks.append([_first_line(first or before, language)])
    return "\n\n".join("\n".join(block) for block in blocks if block)


def render_solved(
    diagnosis: Diagnosis,
    language: str = DEFAULT_LANGUAGE,
    *,
    answer: Answer | None = None,
    cell_failed: bool = True,
) -> str:
    """Return the line into which the card folds after a repeat that succeeded.

    Args:
        diagnosis: Of the first try.
        language: Language of the sentences.
        answer: What was answered at last.
        cell_failed: Whether the failure ended the cell, so that *Run All* stopped there.
    """
    sentence, model = solved(diagnosis, answer)
    again = say(run_again(cell_failed=cell_failed), language)
    line = join((plain(sentence, language, model=model), again), language)
    return f"{_wrap(line)}\n{_first_line(diagnosis, language)}"


def _first_line(diagnosis: Diagnosis, language: str) -> str:
    label, title = say(words.FIRST_ERROR, language), first_error(diagnosis, language)
    return _wrap(say(words.LABELLED, language, label=label, said=title))


def run_again(*, cell_failed: bool) -> Text:
    """Return which cells are to be run again: a success cannot un-fail a cell that has ended."""
    return words.RUN_BELOW if cell_failed else words.RUN_DEPENDENT


def render_failed_again(old: Diagnosis, new: Diagnosis, language: str = DEFAULT_LANGUAGE) -> str:
    """Return what changed between two failures of the same request, in one sentence."""
    result, before = (slots.came_back(d.failure) or result_word(d.failure, language) for d in (new, old))
    if result != before:
        return say(words.AGAIN_OTHER, language, result=result, before=before)
    if new.entry.slug != old.entry.slug:  # the reply is the same, and more is known of it now
        return say(words.AGAIN_OTHER_CAUSE, language, result=result)
    if not old.failure.message and not new.failure.message:
        return say(words.AGAIN_SAME_SILENT, language, result=result)
    same = old.failure.message == new.failure.message
    return say(words.AGAIN_SAME if same else words.AGAIN_OTHER_MESSAGE, language, result=result)


def first_error(diagnosis: Diagnosis, language: str) -> str:
    """Return the title of the card with what came back: one line that stands for the whole."""
    title = plain(diagnosis.entry.text("title"), language, **diagnosis.values)
    back = slots.came_back(diagnosis.failure)
    return say(words.NAMED, language, title=title, result=back) if back else title


def solved(diagnosis: Diagnosis, answer: Answer | None) -> tuple[Text, str]:
    """Return the sentence for a repeat that succeeded, and the model that answered."""
    simulated = diagnosis.failure.simulated if answer is None else answer.simulated
    model = answer.model if answer is not None and answer.model else diagnosis.failure.model
    return (words.SOLVED_SIMULATED if simulated else words.SOLVED), model


def _wrap(text: str, indent: str = "", first: str | None = None) -> str:
    return wrap(text, WIDTH - 1, indent, first)


def _lead_in(said: str, language: str) -> str:
    return say(words.LEAD_IN, language, said=said)


def _id_line(diagnosis: Diagnosis, language: str) -> str:
    back = slots.came_back(diagnosis.failure)
    return " · ".join([diagnosis.entry.slug, *filter(None, [back]), *slots.marks(diagnosis, language)])


def _quote(said: slots.Said, diagnosis: Diagnosis, language: str) -> list[str]:
    if not said.message:
        return []
    lines = [_wrap(line, "  | ") or "  |" for line in said.message.expandtabs(4).split("\n")]
    return [_wrap(_lead_in(plain(said.lead_in, language, **diagnosis.values), language)), *lines]


def _facts(diagnosis: Diagnosis, language: str) -> list[str]:
    lines = []
    for label, answer, ground in slots.facts(diagnosis):
        question = say(label, language)
        said = say(answer, language, **diagnosis.values)
        parts = [say(words.QUESTION_ANSWER, language, question=question, answer=said)]
        if ground:
            parts.append(plain(ground, language, **diagnosis.values))
        lines.append(_wrap(join(parts, language), "  ", ""))
    return lines


def _timeline(diagnosis: Diagnosis, language: str) -> list[str]:
    if len(diagnosis.attempts) < 2:  # noqa: PLR2004 - one attempt needs no timeline
        return []
    return [_wrap(line, "     ", "  ") for line in timeline_text(diagnosis.attempts, language)]


def _fixes(diagnosis: Diagnosis, language: str) -> list[str]:
    if not diagnosis.fixes:
        return [_wrap(say(words.NO_FIX, language))]
    lines = [_lead_in(say(words.FIXES, language), language)]
    for number, fix in enumerate(diagnosis.fixes, 1):
        label = plain(fix.text, language, **diagnosis.values_of(fix))
        notes = slots.notes(fix, diagnosis.failure, language)
        lines.append(_wrap(f"{label}{notes}", "     ", f"  {number}. "))
        command = slots.command(fix, diagnosis, language)
        lines += [f"     {line}" for line in clean(command).split("\n") if command]
        url = slots.safe_url(fix.url)
        if url:
            lines.append(f"     {url}")
    return lines


def _more(diagnosis: Diagnosis, language: str) -> list[str]:
    values = slots.own_values(diagnosis)
    more = plain(diagnosis.entry.text("more"), language, **values)
    # A line each: a command that is broken in two cannot be copied.
    beneath = [_wrap(plain(line, language, **values), "  ") for line in slots.beneath(diagnosis, full=True)]
    return [_lead_in(say(words.MORE, language), language), _wrap(more, "  "), *beneath]


def _exchange(diagnosis: Diagnosis, language: str) -> list[str]:
    lines = render_exchange(diagnosis, language).split("\n")
    return [_lead_in(say(words.EXCHANGE, language), language), *(f"  {line}".rstrip() for line in lines)]
