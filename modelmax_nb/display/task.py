"""A video task at one moment, as HTML and as text: state, time, money, and how to go on."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING

from modelmax_nb.display import task_words as words
from modelmax_nb.display.phrase import clean
from modelmax_nb.display.timeline import result_word
from modelmax_nb.messages import DEFAULT_LANGUAGE, say
from modelmax_nb.tasks import TaskState

if TYPE_CHECKING:
    from modelmax_nb.tasks import TaskRecord, View

RULE = {
    TaskState.IN_QUEUE: "#5c6bc0",
    TaskState.IN_PROGRESS: "#5c6bc0",
    TaskState.COMPLETED: "#388e3c",
    TaskState.FAILED: "#d32f2f",
}
MINUTE = 60


def task_bundle(
    view: View, language: str = DEFAULT_LANGUAGE, *, now: float, fetches: bool = False
) -> dict[str, str]:
    """Return a task as HTML and plain text; both stay true when they are read much later.

    Args:
        view: What is known of the task.
        language: Language of the sentences.
        now: Seconds since the epoch.
        fetches: Whether the result will be fetched by itself, as was announced.
    """
    title = _title(view.task, language)
    lines = [_time(view, language, now), _money(view.task, language, fetches=fetches)]
    saved = _saved(view.task, language)
    if saved:
        lines.append(saved)
    by_itself = fetches and view.task.state is TaskState.COMPLETED
    lead_in, command = ("", "") if by_itself else next_command(view.task, language)
    icon = words.ICONS[view.task.state]
    text = "\n".join([f"{icon} {title}", *lines, *([f"{lead_in} {command}"] if command else [])])
    html = [f'<p style="margin:4px 0" role="status"><span aria-hidden="true">{icon}</span> ']
    html.append(f"<strong>{escape(title)}</strong></p>")
    html += [f'<p style="margin:4px 0">{escape(line, quote=False)}</p>' for line in lines]
    if command:
        typed = f"<code>{escape(clean(command))}</code>"
        html.append(f'<p style="margin:4px 0">{escape(lead_in, quote=False)} {typed}</p>')
    lang = "" if language == DEFAULT_LANGUAGE else f' lang="{escape(language)}"'
    box = f"border-left:4px solid {RULE[view.task.state]};padding:2px 16px"
    return {"text/html": f'<div{lang} style="{box}">{"".join(html)}</div>', "text/plain": text}


def next_command(task: TaskRecord, language: str) -> tuple[str, str]:
    """Return what to type to go on with *task*, with the words before it; empty where nothing is left."""
    if task.state is TaskState.FAILED or task.files:
        return "", ""
    if task.state is TaskState.COMPLETED:
        return say(words.FETCH_COMMAND, language), f"%modelmax task {task.name} --save FILE"
    return say(words.COMMAND, language), f"%modelmax task {task.name}"


def order_of(task: TaskRecord, language: str) -> str:
    """Return what a task is billed for, in words."""
    sentence = words.ORDER[task.samples == 1, task.audio]
    return say(sentence, language, seconds=task.seconds, resolution=task.resolution, samples=task.samples)


def duration(seconds: float, language: str) -> str:
    """Return a span of time in minutes and seconds."""
    minutes, rest = divmod(max(0, round(seconds)), MINUTE)
    if minutes:
        return say(words.MINUTES, language, minutes=minutes, seconds=rest)
    return say(words.SECONDS, language, seconds=rest)


def clock(when: float) -> str:
    """Return the time of day in UTC, which means the same wherever it is read."""
    return f"{datetime.fromtimestamp(when, UTC):%H:%M:%S} UTC"


def _title(task: TaskRecord, language: str) -> str:
    sentence = words.TITLE_SIMULATED if task.simulated else words.TITLE
    return say(sentence, language, model=clean(task.model), state=say(words.STATES[task.state], language))


def _time(view: View, language: str, now: float) -> str:
    task = view.task
    if task.state.ended:
        return say(words.AS_OF, language, clock=clock(task.seen))
    if view.trouble is not None:
        result = result_word(view.trouble, language)
        said = [say(words.TROUBLE, language, result=result, clock=clock(task.seen))]
    else:
        span = duration(now - task.since, language)
        said = [say(words.FOR, language, duration=span, clock=clock(now))]
    if view.next_look is None:
        said.append(say(words.UNWATCHED, language))
    else:
        said.append(say(words.NEXT_LOOK, language, seconds=max(1, round(view.next_look - now))))
    return " ".join(said)


def _money(task: TaskRecord, language: str, *, fetches: bool) -> str:
    order = order_of(task, language)
    if task.state is TaskState.FAILED:
        return say(words.NEVER_CHARGED, language)
    if task.result is not None:
        return say(words.BILLED, language, order=order)
    if task.state is TaskState.COMPLETED:
        return say(words.WILL_BILL, language, order=order)
    said = [say(words.NOTHING_CHARGED, language)]
    if fetches:
        said.append(say(words.WILL_BE_FETCHED, language, order=order))
    return " ".join(said)


def _saved(task: TaskRecord, language: str) -> str:
    if not task.files:
        return ""
    return say(words.SAVED, language, files=", ".join(clean(name) for name in task.files))
