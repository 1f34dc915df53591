"""Requests on a line of time: when each was sent, what came back, how long the waits were."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from modelmax_nb.attempts import Attempt
from modelmax_nb.classroom.plots.canvas import ANSWERED, FAILED, MARGIN, WIDTH, Axis, Canvas
from modelmax_nb.classroom.plots.figure import Figure
from modelmax_nb.classroom.situation import Sent, sent_from
from modelmax_nb.display.timeline import result_word, seconds, wait_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    Requests = Sequence[Attempt] | Sequence[Sent] | Sequence[dict[str, object]]

LINE: Final = 46
MARK: Final = 10
ROOM_FOR_WORDS: Final = 44
OK: Final = 200
LEFT: Final = {"stalled": "no answer", "client-left": "not waited for"}
SHORTEST_REST: Final = 0.05  # seconds; less is no wait
COLUMNS: Final = ("request", "sent at", "by", "answer", "waited before")


class _Mark(NamedTuple):
    """One request; seconds from the first one on."""

    start: float
    seconds: float
    result: str
    answered: bool
    repeat: bool = False  # made by the openai package, unseen by the program
    why: str = ""


def timeline(
    requests: Requests, *, title: str = "", deadline: float | None = None, end: float = 0.0
) -> Figure:
    """Draw requests as marks on a line of time, one line for each attempt of the program.

    Args:
        requests: What a trial has seen, what the simulator lists (``simulator.requests()``), or the attempts
            of an answer (``reply.attempts``).
        title: What it shows; how many requests in how many seconds when left out.
        deadline: Seconds after which nothing should begin, if that is to be drawn.
        end: When the program ended, in seconds; what it waited after the last answer is then drawn too.
    """
    marks = _marks_of(requests, end)
    lines = _lines_of(marks)
    last = max((mark.start + mark.seconds for mark in marks), default=0.0)
    title = title or f"{_counted(len(marks), 'request')} in {seconds(last)} s"
    after = end - last if marks and end - last > SHORTEST_REST else 0.0
    axis = Axis(max(last, deadline or 0.0, end) * 1.04)
    canvas = Canvas()
    before: _Mark | None = None
    for number, line in enumerate(lines):
        _draw_line(canvas, axis, number, line, before)
        before = line[-1]
    if before is not None and after:
        _draw_wait(canvas, axis, LINE * len(lines) - 12, before, end)
    bottom = LINE * len(lines) + 8
    if deadline is not None:
        x = axis.place(deadline)
        canvas.line(x, 2, x, bottom, dashes="6 3")
        canvas.words(x - 4, bottom - 6, f"deadline {seconds(deadline)} s", anchor="end")
    canvas.time_axis(axis, bottom)
    description = _description(marks, lines)
    if after:
        description += f" After the last answer it waited {seconds(after)} s more, for nothing."
    return Figure(
        title=title,
        description=description,
        drawing=canvas.svg(bottom + 36, title, description),
        columns=COLUMNS,
        rows=tuple(_rows(marks)),
    )


def _marks_of(requests: Requests, end: float) -> list[_Mark]:
    attempts = [request for request in requests if isinstance(request, Attempt)]
    if attempts:
        return [_mark_of_attempt(attempt) for attempt in attempts]
    known = [request for request in requests if isinstance(request, Sent)]
    sent = known or sent_from(row for row in requests if isinstance(row, dict))
    starts = [request.at for request in sent]
    nexts = [*starts[1:], starts[0] + end] if starts else []
    return [_mark_of_request(request, starts[0], after) for request, after in zip(sent, nexts, strict=True)]


def _mark_of_request(request: Sent, start: float, after: float) -> _Mark:
    left = request.outcome in LEFT
    return _Mark(
        start=request.at - start,
        # The log does not know how long a caller waited before it gave up, only what came next.
        seconds=max(0.0, after - request.at) if left else request.took,
        result=LEFT[str(request.outcome)] if left else str(request.status or request.outcome),
        answered=request.status == OK and request.outcome == "complete",
        repeat=bool(request.retry_count),
    )


def _mark_of_attempt(attempt: Attempt) -> _Mark:
    return _Mark(
        start=attempt.started,
        seconds=attempt.seconds,
        result=str(OK) if attempt.failure is None else result_word(attempt.failure, "en"),
        answered=attempt.failure is None,
        why=wait_line(attempt.wait, "en") if attempt.wait else "",
    )


def _lines_of(marks: Sequence[_Mark]) -> list[list[_Mark]]:
    """Put what the SDK repeats beside the attempt that it repeats."""
    lines: list[list[_Mark]] = []
    for mark in marks:
        if mark.repeat and lines:
            lines[-1].append(mark)
        else:
            lines.append([mark])
    return lines


def _draw_line(canvas: Canvas, axis: Axis, number: int, line: Sequence[_Mark], before: _Mark | None) -> None:
    top = LINE * number
    canvas.words(MARGIN, top + 14, _label(number, line), bold=True)
    y = top + 34
    for mark in line:
        x = axis.place(mark.start)
        if before is not None:
            _draw_wait(canvas, axis, y, before, mark.start)
        wide = max(MARK, mark.seconds * axis.scale)
        colour = ANSWERED if mark.answered else FAILED
        canvas.bar(min(x, WIDTH - wide), y - MARK / 2, wide, MARK, colour=colour, hollow=mark.repeat)
        before = mark


def _draw_wait(canvas: Canvas, axis: Axis, y: float, before: _Mark, until: float) -> None:
    x1, x2 = axis.place(before.start + before.seconds), axis.place(until)
    canvas.line(x1, y, x2, y, dashes="2 3")
    if x2 - x1 > ROOM_FOR_WORDS:
        canvas.words((x1 + x2) / 2, y - 4, f"{_wait(before, until)} s", anchor="middle")


def _label(number: int, line: Sequence[_Mark]) -> str:
    own = f"Attempt {number + 1}: {line[0].result}"
    if len(line) == 1:
        return own
    results = ", ".join(mark.result for mark in line[1:])
    return f"{own}, then again by the package: {results}"


def _wait(before: _Mark, until: float) -> str:
    return seconds(max(0.0, until - before.start - before.seconds))


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _description(marks: Sequence[_Mark], lines: Sequence[Sequence[_Mark]]) -> str:
    if not marks:
        return "Nothing was sent."
    repeats = len(marks) - len(lines)
    sent = f"The program sent {_counted(len(lines), 'request')}"
    return (
        f"{sent} (filled). The openai package added {repeats} of its own (hollow)." if repeats else f"{sent}."
    )


def _rows(marks: Sequence[_Mark]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for number, mark in enumerate(marks):
        before = marks[number - 1] if number else None
        waited = f"{_wait(before, mark.start)} s" if before and before.result not in LEFT.values() else ""
        why = before.why if before else ""
        rows.append(
            (
                str(number + 1),
                f"{seconds(mark.start)} s",
                "the package" if mark.repeat else "the program",
                mark.result,
                why or waited,
            )
        )
    return rows
