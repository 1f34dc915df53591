"""One run of ``%%modelmax``: ask, wait, show the answer or the card."""

from __future__ import annotations

import math
import time
from html import escape
from typing import TYPE_CHECKING

from modelmax_nb.display.mimebundle import answer_bundle, incomplete_notice, simulated_label
from modelmax_nb.failure import Symptom
from modelmax_nb.magics import words
from modelmax_nb.magics.streaming import StreamDisplay
from modelmax_nb.messages import in_language, say
from modelmax_nb.widgets.presentation import Slot

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from modelmax_nb.answer import Answer
    from modelmax_nb.attempts import Attempt
    from modelmax_nb.retry import Pause
    from modelmax_nb.session import Call, Report, Session
    from modelmax_nb.widgets.presentation import Mode

MISSING = object()
REDRAW = 0.5  # seconds between two pictures of a wait at least: a simulator's clock may run fast


class Target:
    """The variable that an answer goes into, and whether it is still this cell's to set.

    Args:
        shell: Whose namespace.
        name: Of the variable; None for none.
    """

    def __init__(self, shell: InteractiveShell, name: str | None) -> None:
        self.shell = shell
        self.name = name
        self._before: object = None

    def remember(self) -> None:
        """Note what the variable holds now."""
        if self.name:
            self._before = self.shell.user_ns.get(self.name, MISSING)

    def set(self, answer: Answer) -> None:
        """Put *answer* into the variable and into ``_``."""
        if self.name:
            self.shell.user_ns[self.name] = answer
        self.remember()

    def set_later(self, answer: Answer) -> bool:
        """Put *answer* into the variable unless that has changed meanwhile; tell whether it was done."""
        if not self.name:
            return True
        if self.shell.user_ns.get(self.name, MISSING) is not self._before:
            return False
        self.set(answer)
        return True


class CellRun:
    """Asks and shows; one for each run of a cell.

    Args:
        session: What to ask with.
        shell: Where to put answers.
        mode: How to show things.
        call: What to ask and how.
        raises: Whether a failure will fail the cell.
    """

    def __init__(
        self, session: Session, shell: InteractiveShell, mode: Mode, call: Call, *, raises: bool = True
    ) -> None:
        self._raises = raises
        self.session = session
        self.shell = shell
        self.mode = mode
        self.call = call
        self.target = Target(shell, call.output)
        self._language = session.language
        self._wait_line = Slot()
        self._waited: list[Attempt] = []
        self._drawn = -math.inf

    def run(self) -> Report:
        """Ask, and show how it ended."""
        call = self.call
        stream = self._stream() if call.request.stream else None
        report = self.session.ask(call, on_text=stream.add if stream else None, on_wait=self._on_wait)
        self._end_wait(report)
        for notice in report.notices:
            self._say(in_language(notice, self._language))
        self.target.remember()
        if report.answer is not None and (report.answered or report.answer):
            self._show_answer(report.answer, stream)
        if report.diagnosis is not None and not self._stopped_reading(report):
            self._show_card(report, stream)
        if report.answer is None and self.target.name in self.shell.user_ns:
            self._say(say(words.VARIABLE_OLD, self._language, name=self.target.name))
        return report

    def _stream(self) -> StreamDisplay:
        """Return where the answer appears as it comes; with fallbacks, who answers is known at its end."""
        if self.mode != "text":
            return StreamDisplay(self.mode)
        if self.call.fallbacks:
            return StreamDisplay("static")
        settings = self.session.settings()
        simulated = getattr(settings, "simulated", False)
        model = self.call.request.model
        return StreamDisplay(self.mode, simulated_label(model, self._language) if simulated else "")

    def _show_answer(self, answer: Answer, stream: StreamDisplay | None) -> None:
        if stream is not None and stream.printed:
            stream.end("" if answer.complete else incomplete_notice(self._language))
        else:
            slot = stream.slot if stream is not None else Slot()
            slot.put(answer_bundle(answer, self._language))
        self.target.set(answer)
        if answer.complete:
            self.shell.displayhook.update_user_ns(answer)  # type: ignore[no-untyped-call]

    def _stopped_reading(self, report: Report) -> bool:
        """Tell whether the reader stopped a stream, or a call that was not sent yet: one line is enough.

        The error that ends the cell is that line.
        """
        symptom = report.diagnosis.failure.symptom if report.diagnosis is not None else None
        stopped = symptom is Symptom.STOPPED_EARLY or (symptom is Symptom.INTERRUPTED and bool(report.answer))
        return stopped and self._raises

    def _show_card(self, report: Report, stream: StreamDisplay | None) -> None:
        from modelmax_nb.magics.card import FailedCell  # not loaded for calls that go well

        answer = stream.slot.handle if stream is not None else None
        failed = FailedCell(self.session, report, self.target, self.mode, raises=self._raises, answer=answer)
        failed.show()

    # -- while it waits -----------------------------------------------------------------------------

    def _on_wait(self, pause: Pause, left: float) -> None:
        """Show which attempt is next, why, and when; a screen reader is told once a wait."""
        from modelmax_nb.display.timeline import attempt_line

        first = pause.attempt not in self._waited
        if first:
            self._waited.append(pause.attempt)
        line = attempt_line(pause.attempt, self._language, total=pause.of, left=left)
        if self.mode == "live":
            if not first and time.monotonic() - self._drawn < REDRAW:
                return
            self._drawn = time.monotonic()
            self._wait_line.put({"text/plain": line, "text/html": self._wait_html(line, left, first=first)})
        elif first:
            self._say(line)

    def _wait_html(self, line: str, left: float, *, first: bool) -> str:
        """Return the line of a wait and the picture of what came before it."""
        from modelmax_nb.display.picture import render_picture

        picture = render_picture(self._waited, self._language, deadline=self.call.policy.deadline, left=left)
        role = ' role="alert"' if first else ""
        return f"<div><div{role}>{escape(line)}</div>{picture}</div>"

    def _end_wait(self, report: Report) -> None:
        """Leave, in place of the countdown, how many attempts it took; the card tells it otherwise."""
        if self._wait_line.handle is None:
            return
        if not report.answered or report.answer is None:
            self._wait_line.clear()
            return
        line = say(words.ANSWERED_AT, self._language, number=len(report.answer.attempts))
        self._wait_line.put({"text/plain": line, "text/html": f"<div>{escape(line)}</div>"})

    def _say(self, line: str) -> None:
        from modelmax_nb.columns import LINE, wrap

        print(wrap(line, LINE))  # noqa: T201 - a cell's own output
