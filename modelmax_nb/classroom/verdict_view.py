"""A verdict as text and as HTML, with the same content in the same order."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from modelmax_nb.classroom import words
from modelmax_nb.classroom.control_words import HINT
from modelmax_nb.classroom.markup import folding_table, inline, plain_table, said, unmarked
from modelmax_nb.display.html import AMBER, BOX, GREEN, STYLE
from modelmax_nb.display.phrase import in_one_block, shorten
from modelmax_nb.failure import redact
from modelmax_nb.messages import in_language, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from modelmax_nb.classroom.situation import Sent
    from modelmax_nb.classroom.verdict import Verdict

MOST_ROWS = 12
LONGEST = 400  # characters
_TASK = re.compile(r"/requests/[^/]+")


class _Parts(NamedTuple):
    """What a verdict says, as sentences; backticks are code."""

    heading: str
    credits: tuple[str, ...]
    sentences: tuple[str, ...]
    afterwards: tuple[str, ...]


def feedback_of(verdict: Verdict) -> str:
    """Return what is said of the answer: what is right, what was seen, what was expected and why."""
    parts = _parts(verdict)
    credit = [say(words.RIGHT_SO_FAR, verdict.language), *parts.credits] if parts.credits else []
    return " ".join([*credit, *parts.sentences])


def _parts(verdict: Verdict) -> _Parts:
    language = verdict.language
    if not verdict.answered:
        # The complaint itself begins with that where nothing was given.
        return _Parts("", (), (in_language(verdict.complaint, language),), ())
    heading = say(words.PASSED if verdict.passed else words.TRY_AGAIN, language)
    if verdict.outcomes:
        heading = say(words.PREDICTED, language)
    sentences: list[str] = []
    if verdict.missed is not None:
        sentences = [in_language(sentence, language) for sentence in verdict.missed]
        # What was observed may quote what the learner's code made.
        sentences[0] = shorten(redact(sentences[0]), LONGEST)
    if verdict.stopped:
        sentences.insert(1, say(words.STOPPED, language, reason=verdict.stopped))
    credits_ = tuple(in_language(credit, language) for credit in verdict.credits)
    return _Parts(heading, credits_, tuple(sentences), tuple(_afterwards(verdict)))


def _afterwards(verdict: Verdict) -> list[str]:
    """Return what comes last: how much is left, what to read, and the way to a hint."""
    language = verdict.language
    if verdict.passed:
        return []
    lines = []
    if verdict.remaining:
        text = words.ONE_REMAINING if verdict.remaining == 1 else words.MANY_REMAINING
        lines.append(say(text, language, count=verdict.remaining))
    if verdict.section:
        lines.append(say(words.READ_AGAIN, language, section=verdict.section))
    if verdict.clicked:
        lines.append(say(words.HINT_BUTTON, language, button=say(HINT, language)))
    else:
        lines.append(say(words.HINT_OFFER, language, command=f'`hint("{verdict.exercise}")`'))
    return lines


def verdict_text(verdict: Verdict) -> str:
    """Return the verdict as plain text."""
    parts, language = _parts(verdict), verdict.language
    blocks = [verdict.title, parts.heading]
    if parts.credits and not verdict.passed:
        blocks.append(
            "\n".join([say(words.RIGHT_SO_FAR, language), *(f"- {line}" for line in parts.credits)])
        )
    elif parts.credits:
        blocks.append("\n".join(f"- {line}" for line in parts.credits))
    blocks.append("\n".join(parts.sentences))
    for outcome in verdict.outcomes:
        lines = [f"{outcome.question}", *_outcome_lines(verdict, outcome)]
        blocks.append("\n".join(lines))
    if verdict.sent:
        blocks.append(f"{say(words.SENT_LABEL, language)}:\n{sent_text(verdict.sent, language)}")
    blocks.append("\n".join(parts.afterwards))
    return unmarked("\n\n".join(block for block in blocks if block))


def _outcome_lines(verdict: Verdict, outcome: object) -> list[str]:
    from modelmax_nb.classroom.verdict import Outcome

    assert isinstance(outcome, Outcome)  # noqa: S101 - for the types
    language = verdict.language
    agrees = f" ({say(words.AGREES, language)})" if outcome.agrees else ""
    given, truth = in_language(outcome.given, language), in_language(outcome.truth, language)
    lines = [
        f"  {say(words.COLUMN_YOU, language)}: {given}",
        f"  {say(words.COLUMN_TRUTH, language)}: {truth}{agrees}",
        f"  {outcome.because}",
    ]
    return [*lines, *([f"  {outcome.misconception}"] if outcome.misconception else [])]


def verdict_html(verdict: Verdict) -> str:
    """Return the verdict as HTML that is complete without styles."""
    parts, language = _parts(verdict), verdict.language
    blocks = [f'<p class="mmx-title"><strong>{escape(verdict.title)}</strong></p>']
    if parts.heading:
        blocks.append(f"<p><strong>{escape(parts.heading)}</strong></p>")
    if parts.credits:
        items = "".join(f"<li>{inline(credit)}</li>" for credit in parts.credits)
        lead = "" if verdict.passed else f"<p>{said(words.RIGHT_SO_FAR, language)}</p>"
        blocks.append(f"{lead}<ul>{items}</ul>")
    blocks += [f"<p>{inline(sentence)}</p>" for sentence in parts.sentences]
    if verdict.outcomes:
        blocks.append(_outcome_list(verdict))
    if verdict.sent:
        summary = said(words.SENT_LABEL, language)
        blocks.append(f"<details><summary>{summary}</summary>{sent_html(verdict.sent, language)}</details>")
    if parts.afterwards:
        blocks.append(f"<p>{' '.join(inline(line) for line in parts.afterwards)}</p>")
    rule = GREEN if verdict.passed else AMBER
    name = "mmx mmx-verdict" if verdict.passed else "mmx mmx-note"
    return in_one_block(
        f'<div class="{name}" lang="{escape(language)}" style="{BOX.format(rule=rule)}">'
        f"{STYLE}{VERDICT_STYLE}{''.join(blocks)}</div>"
    )


VERDICT_STYLE = (
    "<style>.mmx.mmx-verdict{border-left-color:var(--jp-success-color1,#388e3c)!important}"
    ".mmx ul{margin:.5em 0!important}</style>"
)


def _outcome_list(verdict: Verdict) -> str:
    """Return each question with what was said and what was so; a table would be too wide for a phone."""
    language = verdict.language
    items = []
    for outcome in verdict.outcomes:
        agrees = f" ({said(words.AGREES, language)})" if outcome.agrees else ""
        because = " ".join(part for part in (outcome.because, outcome.misconception) if part)
        truth = f"<strong>{inline(outcome.truth, language)}</strong>{agrees}"
        items.append(
            f"<li>{inline(outcome.question)}<br>"
            f"{said(words.COLUMN_YOU, language)}: {inline(outcome.given, language)}<br>"
            f"{said(words.COLUMN_TRUTH, language)}: {truth}<br>"
            f"{inline(because)}</li>"
        )
    return f"<ul>{''.join(items)}</ul>"


# The requests, as the simulator's journal has them


def sent_text(sent: Sequence[Sent], language: str) -> str:
    """Return the requests as a table of text."""
    head, *rows = _rows(sent, language)
    rest = _rest(sent, language)
    return plain_table(head, rows) + (f"\n{rest}" if rest else "")


def sent_html(sent: Sequence[Sent], language: str) -> str:
    """Return the requests as an HTML table."""
    head, *rows = [[escape(cell, quote=False) for cell in row] for row in _rows(sent, language)]
    rest = _rest(sent, language)
    return folding_table("mmx-sent", head, rows) + (f"<p>{escape(rest)}</p>" if rest else "")


def _rows(sent: Sequence[Sent], language: str) -> list[list[str]]:
    """Return the cells, those of the head first; which call it was stands there if there are several."""
    several = len({(one.method, one.path) for one in sent}) > 1
    columns = (
        words.COLUMN_NUMBER,
        words.COLUMN_AT,
        words.COLUMN_TOOK,
        words.COLUMN_ANSWER,
        words.COLUMN_CHARGE,
    )
    head = [say(text, language) for text in columns]
    rows = [
        [
            str(one.n),
            say(words.SECONDS, language, seconds=f"{one.at:.2f}"),
            say(words.SECONDS, language, seconds=f"{one.took:.2f}"),
            _answer(one),
            f"{one.charge:f}".rstrip("0").rstrip("."),
        ]
        for one in sent[:MOST_ROWS]
    ]
    if several:
        for row, call in zip(
            [head, *rows], [say(words.COLUMN_CALL, language), *map(_call, sent)], strict=False
        ):
            row.append(call)
    return [head, *rows]


def _call(one: Sent) -> str:
    """Return which call it was: ``GET /models``; the id of a task is long and tells a reader nothing."""
    return f"{one.method} {_TASK.sub('/requests/…', one.path.removeprefix('/v1'))}"


def _answer(one: Sent) -> str:
    """Return the status and, unless the answer came whole, how it ended."""
    outcome = "" if one.outcome == "complete" else one.outcome or "open"
    return " ".join(part for part in (str(one.status or ""), outcome) if part)


def _rest(sent: Sequence[Sent], language: str) -> str:
    left = len(sent) - MOST_ROWS
    return say(words.MORE_ROWS, language, count=left) if left > 0 else ""
