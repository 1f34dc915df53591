"""A video task at one moment, as HTML and as text: state, time, money, and how to go on."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING

from modelmax_nb.columns import LINE, wrap
from modelmax_nb.display import task_words as words
from modelmax_nb.display.html import BOX, HIDE_DEAD_CONTROLS, RED, STYLE
from modelmax_nb.display.phrase import clean, join
from modelmax_nb.display.timeline import result_word
from modelmax_nb.messages import DEFAULT_LANGUAGE, say
from modelmax_nb.tasks import TaskState

if TYPE_CHECKING:
    from modelmax_nb.messages import Text
    from modelmax_nb.tasks import TaskRecord, View

# Literal values in the attribute outlive sanitizers; the sheet adds the theme's colours where it may.
RULE = {
    TaskState.IN_QUEUE: "#5c6bc0",
    TaskState.IN_PROGRESS: "#5c6bc0",
    TaskState.COMPLETED: "#388e3c",
    TaskState.FAILED: RED,
}
LOOK = {
    TaskState.IN_QUEUE: "mmx-going",
    TaskState.IN_PROGRESS: "mmx-going",
    TaskState.COMPLETED: "mmx-done",
    TaskState.FAILED: "mmx-failed",
}
# The box and its buttons are one, in one colour, as a card and its buttons are.
SHEET = (
    "<style>.mmx.mmx-going,.mmx-live.mmx-going{border-left-color:var(--jp-info-color1,#5c6bc0)!important}"
    ".mmx.mmx-done,.mmx-live.mmx-done{border-left-color:var(--jp-success-color1,#388e3c)!important}"
    ".mmx video{display:block;max-width:100%;margin:.5em 0}</style>"
)
MINUTE = 60


def task_bundle(
    view: View,
    language: str = DEFAULT_LANGUAGE,
    *,
    now: float,
    fetches: bool = False,
    live: bool = False,
    told: bool = False,
) -> dict[str, str]:
    """Return a task as HTML and plain text; both stay true when they are read much later.

    Args:
        view: What is known of the task.
        language: Language of the sentences.
        now: Seconds since the epoch.
        fetches: Whether the result will be fetched by itself, as was announced.
        live: Whether buttons follow in the next output.
        told: Whether a screen reader is to be told, because the state is another one than before.
    """
    task = view.task
    title = _title(view, language)
    lines = [_time(view, language, now), _money(task, language, fetches=fetches)]
    saved = _saved(task, language)
    if saved:
        lines.append(saved)
    by_itself = fetches and task.state is TaskState.COMPLETED
    lead_in, command = ("", "") if by_itself else next_command(task, language)
    icon = words.UNSURE if view.trouble is not None and not task.state.ended else words.ICONS[task.state]
    broken = [wrap(line, LINE) for line in (f"{icon} {title}", *lines)]
    text = "\n".join([*broken, *([f"{lead_in} {command}"] if command else [])])
    role = ' role="status"' if told else ""
    html = [f'<p{role}><span aria-hidden="true">{icon}</span> <strong>{escape(title)}</strong></p>']
    html += [f"<p>{escape(line, quote=False)}</p>" for line in lines]
    if command:
        typed = f"<code>{escape(clean(command))}</code>"
        html.append(f"<p>{escape(lead_in, quote=False)} {typed}</p>")
    html.append(_id(task, language))
    return {"text/html": task_box("".join(html), task.state, language, live=live), "text/plain": text}


def task_box(html: str, state: TaskState, language: str = DEFAULT_LANGUAGE, *, live: bool = False) -> str:
    """Return *html*, escaped already, in the box of a task.

    Args:
        html: What stands in it.
        state: Decides its colour.
        language: Of the sentences in it.
        live: Whether buttons follow in the next output.
    """
    lang = "" if language == DEFAULT_LANGUAGE else f' lang="{escape(language)}"'
    name = f"mmx {LOOK[state]} mmx-controls-next" if live else f"mmx {LOOK[state]}"
    sheets = f"{STYLE}{HIDE_DEAD_CONTROLS if live else ''}{SHEET}"
    return f'<div class="{name}"{lang} style="{BOX.format(rule=RULE[state])}">{sheets}{html}</div>'


def next_command(task: TaskRecord, language: str) -> tuple[str, str]:
    """Return what to type to go on with *task*, with the words before it; empty where nothing is left."""
    if task.state is TaskState.FAILED or task.files:
        return "", ""
    if task.result is not None and not task.addresses:
        return "", ""
    if task.state is TaskState.COMPLETED:
        lead_in = words.FETCH_COMMAND if task.result is None else words.SAVE_COMMAND
        return say(lead_in, language), f"%modelmax task {task.name} --save FILE"
    return say(words.COMMAND, language), f"%modelmax task {task.name}"


def listed_state(task: TaskRecord) -> Text:
    """Return where *task* stands in a list of many, where nothing else tells what is paid."""
    if task.state is not TaskState.COMPLETED:
        return words.STATES[task.state]
    return words.STATE_SAVED if task.files else words.STATES_PAID[task.result is not None]


def order_of(task: TaskRecord, language: str) -> str:
    """Return what a task is billed for, in words."""
    sentence = words.ORDER[task.samples == 1, task.audio]
    return say(
        sentence, language, seconds=task.seconds, resolution=clean(task.resolution), samples=task.samples
    )


def duration(seconds: float, language: str) -> str:
    """Return a span of time in minutes and seconds."""
    minutes, rest = divmod(max(0, round(seconds)), MINUTE)
    if minutes:
        return say(words.MINUTES, language, minutes=minutes, seconds=rest)
    return say(words.SECONDS, language, seconds=rest)


def clock(when: float) -> str:
    """Return the time of day in UTC, which means the same wherever it is read."""
    return f"{datetime.fromtimestamp(when, UTC):%H:%M:%S} UTC"


def date_and_clock(when: float) -> str:
    """Return the day and the time in UTC, for what is read on another day too."""
    return f"{datetime.fromtimestamp(when, UTC):%Y-%m-%d %H:%M:%S} UTC"


def _title(view: View, language: str) -> str:
    task = view.task
    state = say(words.STATES[task.state], language)
    if view.trouble is not None and not task.state.ended:
        state = say(words.STATE_UNSURE, language)
    sentence = words.TITLE_SIMULATED if task.simulated else words.TITLE
    return say(sentence, language, model=clean(task.model), state=state)


def _time(view: View, language: str, now: float) -> str:
    task = view.task
    if task.state.ended:
        return say(words.AS_OF, language, clock=date_and_clock(task.seen))
    if view.trouble is not None:
        result = result_word(view.trouble, language)
        state = say(words.STATES[task.state], language)
        known = say(words.LAST_KNOWN, language, state=state, clock=date_and_clock(task.seen))
        said = [say(words.TROUBLE, language, result=result), known]
    else:
        span = duration(task.seen - task.since, language)
        said = [say(words.FOR, language, duration=span, clock=date_and_clock(task.seen))]
    if view.next_look is not None:
        said.append(say(words.NEXT_LOOK, language, clock=clock(max(now, view.next_look))))
    elif view.trouble is None:
        said.append(say(words.UNWATCHED, language))
    else:
        said.append(say(words.UNWATCHED_UNSURE, language))
    return join(said, language)


def _money(task: TaskRecord, language: str, *, fetches: bool) -> str:
    order = order_of(task, language)
    if task.state is TaskState.FAILED:
        return say(words.NEVER_CHARGED, language)
    if task.result is not None and not task.addresses:
        return say(words.BILLED_UNSURE, language)
    if task.result is not None:
        return say(words.BILLED, language, order=order)
    if task.state is TaskState.COMPLETED:
        return say(words.WILL_BILL, language, order=order)
    said = [say(words.NOTHING_CHARGED, language)]
    if fetches:
        said.append(say(words.WILL_BE_FETCHED, language, order=order))
    return join(said, language)


def _id(task: TaskRecord, language: str) -> str:
    """Return the service's own name for the task, to be opened: it is long, and seldom needed."""
    label = escape(say(words.REQUEST_ID, language), quote=False)
    return f"<details><summary>{label}</summary><code>{escape(clean(task.request_id))}</code></details>"


def _saved(task: TaskRecord, language: str) -> str:
    if not task.files:
        return ""
    return say(words.SAVED, language, files=", ".join(clean(name) for name in task.files))
