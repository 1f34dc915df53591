"""The card in HTML: complete without scripts, without styles, and after a sanitizer."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from modelmax_nb.display import slots, text, words
from modelmax_nb.display.exchange import render_exchange
from modelmax_nb.display.phrase import clean, in_one_block, join, markup
from modelmax_nb.display.picture import render_picture
from modelmax_nb.display.place import place_html
from modelmax_nb.display.timeline import summary_line, timeline_html
from modelmax_nb.messages import DEFAULT_LANGUAGE, fill, say, template

if TYPE_CHECKING:
    from modelmax_nb.answer import Answer
    from modelmax_nb.catalog.entry import Fix
    from modelmax_nb.diagnosis import Diagnosis

# Literal values in the attribute outlive sanitizers; the sheet adds the theme's colours where it may.
BOX = "border-left:4px solid {rule};padding:2px 16px"
WIDE_CHARACTERS = ";line-break:strict"  # no line begins with a small kana
LEFT = 'style="text-align:left"'  # front ends put the text of table cells to the right
RED = "#d32f2f"
AMBER = "#b26a00"
GREEN = "#388e3c"
STYLE = (
    "<style>"
    # the card, and the controls below it as its foot
    ".mmx,.mmx-live{border:1px solid var(--jp-border-color2,#8884);border-left:4px solid "
    "var(--jp-error-color1,var(--vscode-errorForeground,#d32f2f))!important;"
    "background:var(--jp-layout-color1,var(--vscode-editor-background,transparent));"
    "color:var(--jp-ui-font-color0,var(--vscode-foreground,inherit));max-width:53em;line-height:1.5;"
    "box-sizing:border-box;overflow-wrap:break-word}"
    ".mmx-note{border-left-color:var(--jp-warn-color1,#b26a00)!important}"
    ".mmx thead+tbody td{overflow-wrap:anywhere}"
    ".mmx thead+tbody td:nth-child(-n+3){white-space:nowrap!important}"
    ".mmx p,.mmx ol,.mmx table,.mmx details,.mmx blockquote{margin:.5em 0!important}"
    ".mmx .mmx-title{font-size:1.2em}"
    ".mmx-title code,.mmx small code{background:none!important;padding:0!important}"
    ".mmx li{margin:.4em 0}.mmx code{padding:1px 3px;white-space:pre-wrap;overflow-wrap:anywhere}"
    ".mmx blockquote{border-left:2px solid var(--jp-border-color1,#8888);padding:0 12px}"
    ".mmx blockquote,.mmx pre{white-space:pre-wrap;overflow-wrap:anywhere}"
    ".mmx tr{background:none!important}.mmx th,.mmx td{text-align:left!important;vertical-align:top;"
    "padding:1px 1.2em 1px 0!important;white-space:normal;max-width:none;font-size:14px;line-height:1.5}"
    ".mmx thead th,.mmx thead+tbody td{padding-right:.6em!important}"
    ".mmx td:last-child{padding-right:0!important}.mmx th{font-weight:400}.mmx tbody th{width:11em}"
    ".mmx mark{background:#fd04;color:inherit}"
    ".mmx pre{padding:.5em .8em!important}"
    ".mmx summary{cursor:pointer}.mmx a{color:inherit;text-decoration:underline!important}"
    # On paper nothing can be opened.
    "@media print{.mmx details::details-content{content-visibility:visible;block-size:auto}}"
    "</style>"
)
# The line that a front end prints for controls whose kernel is gone is hidden; live controls are not.
HIDE_DEAD_CONTROLS = (
    "<style>.mmx-controls-next{margin:0!important}.mmx-live{border-top:0;margin:0 20px 8px 0!important;"
    "padding:6px 14px!important;font-size:14px}.mmx-live .widget-hbox{gap:4px 10px}"
    ".mmx-live .widget-dropdown,.mmx-live select{min-width:0;max-width:100%}"
    # the arrow that Jupyter draws is black, also on black
    ".mmx-live select{appearance:auto;background-image:none}"
    ".mmx-live .widget-html-content{font-size:14px;line-height:1.5}"
    ".jp-OutputArea-child:has(.mmx-controls-next)+.jp-OutputArea-child:has("
    ">.jp-OutputArea-output:not([data-mime-type])):not(:has(.mmx-live)){display:none}"
    "body.jp-Notebook .mmx-live,.mmx-live.jupyter-widgets-disconnected{display:none}</style>"
)


def render_html(
    diagnosis: Diagnosis,
    language: str = DEFAULT_LANGUAGE,
    *,
    live: bool = False,
    before: Diagnosis | None = None,
    first: Diagnosis | None = None,
    full: bool = False,
    deadline: float | None = None,
) -> str:
    """Return the static card.

    Args:
        diagnosis: What came back and what we know of it.
        language: Language of the sentences; the server's words stay as they came.
        live: Whether controls follow in the next output; the card then hides the line that a reopened
            notebook would show in their place.
        before: The diagnosis of the try before this one; the card then says what changed.
        first: The diagnosis of the very first try, whose card stays inside; *before* when None.
        full: Whether all that can be opened is open.
        deadline: Seconds after which no attempt would have begun, for the picture of the attempts.
    """
    content = _content(diagnosis, language, full=full, deadline=deadline)
    if before is not None:
        changed = escape(text.render_failed_again(before, diagnosis, language))
        content = f"<p>{changed}</p>{content}{_first_card(first or before, language, deadline)}"
    content = f"{STYLE}{HIDE_DEAD_CONTROLS if live else ''}{content}"
    return _card(diagnosis, language, content, "mmx mmx-controls-next" if live else "mmx")


def _card(diagnosis: Diagnosis, language: str, content: str, name: str = "mmx") -> str:
    """Return *content* in a card's box."""
    rule = RED
    if slots.is_quiet(diagnosis):
        name, rule = f"{name} mmx-note", AMBER
    box = f'<div class="{name}"{_lang(language)} style="{_box(rule, language)}">{content}</div>'
    return in_one_block(box)


def _first_card(diagnosis: Diagnosis, language: str, deadline: float | None = None) -> str:
    """Return the card of the first error, folded; the sheet of the card around it serves it too."""
    card = _card(diagnosis, language, _content(diagnosis, language, deadline=deadline))
    title = markup(diagnosis.entry.text("title"), language, **diagnosis.values)
    back = slots.came_back(diagnosis.failure)
    if back:
        named = escape(template(words.NAMED, language), quote=False)
        title = fill(named, {"title": title, "result": escape(back, quote=False)})
    labelled = escape(template(words.LABELLED, language), quote=False)
    label = escape(say(words.FIRST_ERROR, language))
    return f"<details><summary>{fill(labelled, {'label': label, 'said': title})}</summary>{card}</details>"


def _content(
    diagnosis: Diagnosis, language: str, *, full: bool = False, deadline: float | None = None
) -> str:
    entry, values = diagnosis.entry, diagnosis.values
    said = slots.said(diagnosis, language)
    why = (entry.text("what"), said.ground)
    parts = [
        f'<p class="mmx-title"><strong>{markup(entry.text("title"), language, **values)}</strong></p>',
        _id_line(diagnosis, language),
        place_html(diagnosis, language),
        f"<p>{join((markup(part, language, **values) for part in why if part), language)}</p>",
        _quote(said, diagnosis, language),
        _facts(diagnosis, language),
        _fixes(diagnosis, language),
        _summary(diagnosis, language),
        _timeline(diagnosis, language, full=full, deadline=deadline),
        _more(diagnosis, language, full=full),
        _exchange(diagnosis, language, full=full),
    ]
    return "".join(parts)


def render_solved(
    diagnosis: Diagnosis,
    language: str = DEFAULT_LANGUAGE,
    *,
    answer: Answer | None = None,
    cell_failed: bool = True,
    deadline: float | None = None,
) -> str:
    """Return the line into which the card folds after a repeat that succeeded; the card stays inside."""
    sentence, model = text.solved(diagnosis, answer)
    again = text.run_again(cell_failed=cell_failed)
    line = join((markup(sentence, language, model=model), markup(again, language)), language)
    return (
        f'<div{_lang(language)} style="{_box(GREEN, language)}">{STYLE}'
        f'<p role="alert" style="margin:4px 0">{line}</p>'  # it takes the place of the card, unasked
        f"{_first_card(diagnosis, language, deadline)}</div>"
    )


def _lang(language: str) -> str:
    """Return the attribute that tells screen readers and fonts the language, whatever the page's own is."""
    return f' lang="{escape(language)}"'


def _box(rule: str, language: str) -> str:
    return BOX.format(rule=rule) + ("" if language == DEFAULT_LANGUAGE else WIDE_CHARACTERS)


def _id_line(diagnosis: Diagnosis, language: str) -> str:
    back = slots.came_back(diagnosis.failure)
    tokens = [f"<code>{escape(token)}</code>" for token in (diagnosis.entry.slug, back) if token]
    marks = [f"<strong>{escape(mark)}</strong>" for mark in slots.marks(diagnosis, language)]
    return f"<p><small>{' · '.join(tokens + marks)}</small></p>"


def _quote(said: slots.Said, diagnosis: Diagnosis, language: str) -> str:
    if not said.message:
        return ""
    lead_in = fill(
        escape(template(words.LEAD_IN, language), quote=False),
        {"said": markup(said.lead_in, language, **diagnosis.values)},
    )
    return f"<p>{lead_in}</p><blockquote>{escape(said.message, quote=False)}</blockquote>"


def _facts(diagnosis: Diagnosis, language: str) -> str:
    rows = []
    for label, answer, ground in slots.facts(diagnosis):
        said = f"<strong>{escape(say(answer, language, **diagnosis.values))}</strong>"
        if ground:
            reason = markup(ground, language, **diagnosis.values)
            together = escape(template(words.ANSWER_GROUND, language), quote=False)
            said = fill(together, {"answer": said, "ground": reason})
        rows.append(
            f'<tr><th scope="row" {LEFT}>{escape(say(label, language))}</th><td {LEFT}>{said}</td></tr>'
        )
    return f"<table><tbody>{''.join(rows)}</tbody></table>"


def _fixes(diagnosis: Diagnosis, language: str) -> str:
    if not diagnosis.fixes:
        return f"<p>{escape(say(words.NO_FIX, language))}</p>"
    items = "".join(f"<li>{_fix(fix, diagnosis, language)}</li>" for fix in diagnosis.fixes)
    return f"<p><strong>{escape(say(words.FIXES, language))}</strong></p><ol>{items}</ol>"


def _fix(fix: Fix, diagnosis: Diagnosis, language: str) -> str:
    notes = slots.notes(fix, diagnosis.failure, language)
    gap = " " if notes.startswith(" ") else ""
    label = markup(fix.text, language, **diagnosis.values_of(fix))
    url = slots.safe_url(fix.url)
    if url:
        label = f'<a href="{escape(url)}" target="_blank" rel="noopener">{label}</a>'
    command = slots.command(fix, diagnosis, language)
    typed = f"<br><code>{escape(clean(command))}</code>" if command else ""
    return f"{label}{gap}<small>{escape(notes.strip())}</small>{typed}"


def _summary(diagnosis: Diagnosis, language: str) -> str:
    line = summary_line(diagnosis, language)
    return f"<p><small>{escape(line)}</small></p>" if line else ""


def _timeline(diagnosis: Diagnosis, language: str, *, full: bool, deadline: float | None) -> str:
    if len(diagnosis.attempts) < 2:  # noqa: PLR2004 - one attempt needs no timeline
        return ""
    picture = render_picture(diagnosis.attempts, language, deadline=deadline)
    table = timeline_html(diagnosis.attempts, language)
    return _details(say(words.TIMELINE, language), f"{picture}{table}", full=full)


def _more(diagnosis: Diagnosis, language: str, *, full: bool) -> str:
    values = slots.own_values(diagnosis)
    background = markup(diagnosis.entry.text("more"), language, **values)
    sentences = slots.beneath(diagnosis, full=full)
    beneath = join((markup(sentence, language, **values) for sentence in sentences), language)
    return _details(say(words.MORE, language), f"<p>{background}</p><p>{beneath}</p>", full=full)


def _exchange(diagnosis: Diagnosis, language: str, *, full: bool) -> str:
    exchange = escape(render_exchange(diagnosis, language), quote=False)
    return _details(say(words.EXCHANGE, language), f"<pre>{exchange}</pre>", full=full)


def _details(summary: str, content: str, *, full: bool = False) -> str:
    return f"<details{' open' if full else ''}><summary>{escape(summary)}</summary>{content}</details>"
