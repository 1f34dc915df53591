"""An exercise as text and as HTML: the task, what it is about, and how the answer is typed."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from modelmax_nb.classroom import control_words, words
from modelmax_nb.classroom.answers import example_of
from modelmax_nb.classroom.exercises import Asking, Coding, FindLeak, Match, Parsons, Timeline
from modelmax_nb.classroom.markup import (
    LEFT,
    code_block,
    inline,
    paragraphs,
    plain_paragraphs,
    said,
    without_bold,
)
from modelmax_nb.classroom.values import in_words
from modelmax_nb.classroom.verdict_view import sent_html, sent_text
from modelmax_nb.display.html import HIDE_DEAD_CONTROLS, STYLE
from modelmax_nb.display.phrase import in_one_block
from modelmax_nb.messages import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from modelmax_nb.classroom.exercises import Exercise, Question

BLUE = "#1976d2"
# for the widgets in the next output
SHEET = (
    "<style>.mmx-live.mmx-exercise{border-left-color:var(--jp-brand-color1,"
    "var(--vscode-textLink-foreground,#1976d2))!important;border-top:0;padding:4px 14px 8px!important}"
    # a question is as long as it is, and its list of answers may stand below
    ".mmx-exercise .widget-dropdown,.mmx-exercise .widget-text{flex-wrap:wrap;height:auto;margin:4px 2px}"
    ".mmx-exercise .widget-dropdown>label,.mmx-exercise .widget-text>label{white-space:normal;height:auto;"
    "text-align:left;line-height:1.5;max-width:100%;width:auto!important}"
    ".mmx-exercise .widget-dropdown>select{flex:0 1 auto;width:auto;max-width:100%}"
    ".mmx-exercise .widget-text>input{flex:0 1 8em}"
    ".mmx-exercise .mmx-row{align-items:center;border-bottom:1px solid var(--jp-border-color2,#8884);"
    "margin:0;padding:2px 0}"
    ".mmx-exercise .mmx-row .widget-html{margin:0}.mmx-exercise .mmx-row .widget-html-content{min-width:0}"
    ".mmx-exercise .mmx-part{margin:6px 0 2px}"
    ".mmx-exercise .mmx-lines{counter-reset:line}.mmx-exercise .mmx-used{counter-increment:line}"
    ".mmx-exercise .mmx-line{display:flex;gap:.8em;line-height:1.4}"
    ".mmx-exercise .mmx-line span{flex:0 0 auto;min-width:1.2em;white-space:nowrap}"
    ".mmx-exercise .mmx-used .mmx-line span{min-width:2.6em}"
    '.mmx-exercise .mmx-used .mmx-line span::before{content:counter(line) ". "}'
    ".mmx-exercise .mmx-line code,.mmx-code label{font-family:var(--jp-code-font-family,monospace)!important;"
    "font-size:13px;white-space:pre-wrap!important;overflow-wrap:break-word;min-width:0;background:none}"
    ".mmx-exercise .mmx-code label{display:flex;align-items:baseline;height:auto;line-height:1.5;"
    "padding:4px 0}"
    # the box to tick, the number and then the code; its rest hangs below, further in
    ".mmx-exercise .mmx-code label>span{min-width:0;padding-left:8ch;text-indent:-8ch}"
    ".mmx-exercise .mmx-code input{align-self:baseline!important}"
    ".mmx-exercise{container-type:inline-size}"
    "@container (max-width:480px){.mmx-line code{--mmx-step:.5ch}"
    ".mmx-exercise .mmx-code label>span{padding-left:5ch;text-indent:-5ch}}"
    "@container (max-width:240px){.mmx-line code{--mmx-step:.25ch}}"
    ".mmx-exercise .mmx{max-width:none;margin:4px 0}</style>"
)
BOX = f"border-left:4px solid {BLUE};padding:2px 16px"
QUESTION_STYLE = (
    "<style>.mmx.mmx-task{border-left-color:var(--jp-brand-color1,var(--vscode-textLink-foreground,#1976d2))!important}"
    # the front end would break words of code anywhere
    ".mmx.mmx-task pre{word-break:normal!important}"
    ".mmx.mmx-task tbody th{width:auto;font-weight:700;white-space:nowrap!important}</style>"
)


def question_html(exercise: Exercise, language: str = "en", *, live: bool = False) -> str:
    """Return *exercise* as HTML that is complete without styles.

    Args:
        exercise: Which one.
        language: Of labels.
        live: Whether widgets follow in the next output; how to answer by typing is then folded away.
    """
    kind = said(words.KINDS[exercise.kind], language)
    title = f'<p class="mmx-title"><strong>{kind}: {inline(exercise.title)}</strong></p>'
    task = f"{title}{paragraphs(exercise.task)}"
    typed = f"<p>{said(words.ANSWER_WITH, language)} {inline(f'`{example_of(exercise)}`')}</p>"
    shown, folded = _material_html(exercise, language)
    if live:
        summary = said(control_words.AS_TEXT, language)
        rest = f"<details><summary>{summary}</summary>{folded}{typed}</details>"
        sheets, name = f"{STYLE}{HIDE_DEAD_CONTROLS}{QUESTION_STYLE}{SHEET}", "mmx mmx-task mmx-controls-next"
    else:
        rest, sheets, name = f"{folded}{typed}", f"{STYLE}{QUESTION_STYLE}", "mmx mmx-task"
    content = f"{sheets}{task}{shown}{rest}"
    return in_one_block(f'<div class="{name}" lang="{escape(language)}" style="{BOX}">{content}</div>')


def question_text(exercise: Exercise, language: str = "en") -> str:
    """Return *exercise* as plain text."""
    parts = [
        f"{say(words.KINDS[exercise.kind], language)}: {exercise.title}",
        without_bold(plain_paragraphs(exercise.task)),
        _material_text(exercise, language),
        f"{say(words.ANSWER_WITH, language)} {example_of(exercise)}",
    ]
    return "\n\n".join(part for part in parts if part)


def _material_html(exercise: Exercise, language: str) -> tuple[str, str]:
    """Return what the task is about: what is always seen, and what the widgets show as well."""
    if isinstance(exercise, Asking):
        asked = [
            (f"<code>{question.name}</code>", inline(f"{question.text} ({choices_of(question, language)})"))
            for question in exercise.questions
        ]
        sent = ""
        if isinstance(exercise, Timeline):
            sent = f"<p>{said(words.SENT_LABEL, language)}:</p>{sent_html(_sent(exercise), language)}"
        return code_block(exercise.code) + sent, _rows_html(asked)
    if isinstance(exercise, Match):
        rows = [(str(number), inline(row.text)) for number, row in enumerate(exercise.rows, 1)]
        options = [(letter, inline(exercise.options[name])) for letter, name in exercise.letters.items()]
        return "", _rows_html(rows) + _rows_html(options)
    if isinstance(exercise, Parsons):
        above = f"<p>{said(words.STANDS_ABOVE, language)}</p>{code_block(exercise.prelude)}"
        rows = [(letter, line_html(line)) for letter, line in exercise.lettered.items()]
        return above if exercise.prelude else "", f"<p>{said(words.LINES, language)}</p>{_rows_html(rows)}"
    if isinstance(exercise, FindLeak):
        numbered = [(str(number), line_html(line)) for number, line in enumerate(exercise.lines, 1)]
        return "", _rows_html(numbered)
    return code_block(str(getattr(exercise, "code", ""))), ""


def line_html(line: str) -> str:
    """Return one line of code as HTML; its first blanks count, also where styles are dropped."""
    code = line.lstrip(" ")
    blanks = "&nbsp;" * (len(line) - len(code))
    return f"<code>{blanks}{escape(code, quote=False)}</code>"


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
