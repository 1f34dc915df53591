"""An exercise as text and as HTML: the task, what it is about, and how the answer is typed."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from modelmax_nb.classroom import words
from modelmax_nb.classroom.answers import example_of
from modelmax_nb.classroom.exercises import Asking, Coding, FindLeak, Match, Parsons, Timeline
from modelmax_nb.classroom.markup import (
    LEFT,
    code_block,
    inline,
    paragraphs,
    plain_paragraphs,
    said,
)
from modelmax_nb.classroom.values import in_words
from modelmax_nb.classroom.verdict_view import sent_html, sent_text
from modelmax_nb.display.html import STYLE
from modelmax_nb.display.phrase import in_one_block
from modelmax_nb.messages import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from modelmax_nb.classroom.exercises import Exercise, Question

BLUE = "#1976d2"
BOX = f"border-left:4px solid {BLUE};padding:2px 16px"
QUESTION_STYLE = (
    "<style>.mmx-task{border-left-color:var(--jp-brand-color1,var(--vscode-textLink-foreground,#1976d2))!important}"
    "</style>"
)


def question_html(exercise: Exercise, language: str = "en") -> str:
    """Return *exercise* as HTML that is complete without styles."""
    kind = said(words.KINDS[exercise.kind], language)
    parts = [
        f'<p class="mmx-title"><strong>{kind}: {inline(exercise.title)}</strong></p>',
        paragraphs(exercise.task),
        _material_html(exercise, language),
        f"<p>{said(words.ANSWER_WITH, language)} {inline(f'`{example_of(exercise)}`')}</p>",
    ]
    content = f"{STYLE}{QUESTION_STYLE}{''.join(parts)}"
    return in_one_block(f'<div class="mmx mmx-task" lang="{escape(language)}" style="{BOX}">{content}</div>')


def question_text(exercise: Exercise, language: str = "en") -> str:
    """Return *exercise* as plain text."""
    parts = [
        f"{say(words.KINDS[exercise.kind], language)}: {exercise.title}",
        plain_paragraphs(exercise.task).replace("**", ""),
        _material_text(exercise, language),
        f"{say(words.ANSWER_WITH, language)} {example_of(exercise)}",
    ]
    return "\n\n".join(part for part in parts if part)


def _material_html(exercise: Exercise, language: str) -> str:
    if isinstance(exercise, Asking):
        sent = f"<p>{said(words.SENT_LABEL, language)}:</p>{sent_html(_sent(exercise), language)}"
        asked = [
            (f"<code>{question.name}</code>", inline(question.text), inline(choices_of(question, language)))
            for question in exercise.questions
        ]
        return (
            f"{code_block(exercise.code)}{sent if isinstance(exercise, Timeline) else ''}{_rows_html(asked)}"
        )
    if isinstance(exercise, Match):
        rows = [(str(number), inline(row.text)) for number, row in enumerate(exercise.rows, 1)]
        options = [(letter, inline(exercise.options[name])) for letter, name in exercise.letters.items()]
        return _rows_html(rows) + _rows_html(options)
    if isinstance(exercise, Parsons):
        above = f"<p>{said(words.STANDS_ABOVE, language)}</p>{code_block(exercise.prelude)}"
        rows = [(letter, line_html(line)) for letter, line in exercise.lettered.items()]
        return (above if exercise.prelude else "") + f"<p>{said(words.LINES, language)}</p>{_rows_html(rows)}"
    if isinstance(exercise, FindLeak):
        return _rows_html([(str(number), line_html(line)) for number, line in enumerate(exercise.lines, 1)])
    return code_block(str(getattr(exercise, "code", ""))) if isinstance(exercise, Coding) else ""


def line_html(line: str) -> str:
    """Return one line of code as HTML that keeps its blanks."""
    return (
        f'<code style="white-space:pre-wrap">{escape(line, quote=False).replace(" ", "&nbsp;")}</code>'
        if line.startswith(" ")
        else f"<code>{escape(line, quote=False)}</code>"
    )


def _rows_html(rows: Sequence[Sequence[str]]) -> str:
    """Return a table without a head, its first column in bold."""
    body = "".join(
        f'<tr><th scope="row" {LEFT}>{first}</th>{"".join(f"<td {LEFT}>{cell}</td>" for cell in rest)}</tr>'
        for first, *rest in rows
    )
    return f"<table><tbody>{body}</tbody></table>"


def _material_text(exercise: Exercise, language: str) -> str:
    if isinstance(exercise, Asking):
        asked = [
            f"{question.name}: {question.text} ({choices_of(question, language)})"
            for question in exercise.questions
        ]
        parts = [_indented(exercise.code)]
        if isinstance(exercise, Timeline):
            parts.append(f"{say(words.SENT_LABEL, language)}:\n{sent_text(_sent(exercise), language)}")
        return "\n\n".join([*parts, "\n".join(asked)]).replace("`", "")
    if isinstance(exercise, Match):
        rows = [f"{number}  {row.text}" for number, row in enumerate(exercise.rows, 1)]
        options = [f"{letter}  {exercise.options[name]}" for letter, name in exercise.letters.items()]
        return "\n".join([*rows, "", *options])
    if isinstance(exercise, Parsons):
        lines = "\n".join(f"{letter}  {line}" for letter, line in exercise.lettered.items())
        above = f"{say(words.STANDS_ABOVE, language)}\n{_indented(exercise.prelude)}\n\n"
        return (above if exercise.prelude else "") + f"{say(words.LINES, language)}\n{lines}"
    if isinstance(exercise, FindLeak):
        return "\n".join(f"{number:2}  {line}" for number, line in enumerate(exercise.lines, 1))
    return _indented(str(getattr(exercise, "code", ""))) if isinstance(exercise, Coding) else ""


def _indented(code: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in code.strip("\n").splitlines())


def choices_of(question: Question, language: str) -> str:
    """Say what can be answered to *question*."""
    if not question.choices:
        return say(words.A_NUMBER, language)
    return say(
        words.CHOICES, language, choices=", ".join(f"`{in_words(choice)}`" for choice in question.choices)
    )


def _sent(exercise: Asking) -> Any:  # noqa: ANN401 - a tuple of Sent
    from modelmax_nb.classroom.assessment import evidence_of

    return evidence_of(exercise).requests
