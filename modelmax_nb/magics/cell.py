"""One run of ``%%modelmax``: ask, show the answer or the card, and act on its buttons."""

from __future__ import annotations

import contextvars
import sys
import threading
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING

from modelmax_nb.catalog.entry import Action
from modelmax_nb.display.mimebundle import answer_bundle
from modelmax_nb.display.timeline import attempt_line
from modelmax_nb.failure import Failure, redact
from modelmax_nb.keys import check_key
from modelmax_nb.magics import words
from modelmax_nb.magics.streaming import StreamDisplay
from modelmax_nb.messages import say
from modelmax_nb.settings import SIMULATOR_KEY
from modelmax_nb.suggestions import Kind, kind_of_model
from modelmax_nb.widgets.presentation import CardDisplay, Slot

if TYPE_CHECKING:
    from collections.abc import Callable

    from IPython.core.interactiveshell import InteractiveShell

    from modelmax_nb.answer import Answer
    from modelmax_nb.catalog.entry import Fix
    from modelmax_nb.retry import Pause
    from modelmax_nb.session import Call, Report, Session
    from modelmax_nb.widgets.presentation import Mode

LANGUAGE = "en"
MISSING = object()


@dataclass(slots=True)
class Target:
    """The variable that an answer goes into, and whether it is still this cell's to set.

    Args:
        shell: Whose namespace.
        name: Of the variable; None for none.
    """

    shell: InteractiveShell
    name: str | None
    _before: object = None

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
        self.report: Report | None = None
        self.display: CardDisplay | None = None
        self._wait_line = Slot()
        self._announced = 0

    def run(self) -> Report:
        """Ask, and show how it ended."""
        call = self.call
        stream = StreamDisplay(self.mode) if call.request.stream else None
        report = self.session.ask(call, on_text=stream.add if stream else None, on_wait=self._on_wait)
        self._end_wait(report)
        for notice in report.notices:
            self._say(notice)
        self.target.remember()
        if report.answer is not None and (report.answered or report.answer):
            self._show_answer(report.answer, stream)
        if report.diagnosis is not None:
            self._show_card(report, stream)
        return report

    def _show_answer(self, answer: Answer, stream: StreamDisplay | None) -> None:
        slot = stream.slot if stream is not None else Slot()
        slot.put(answer_bundle(answer, LANGUAGE))
        self.target.set(answer)
        if answer.complete:
            self.shell.displayhook.update_user_ns(answer)  # type: ignore[no-untyped-call]

    def _show_card(self, report: Report, stream: StreamDisplay | None) -> None:
        assert report.diagnosis is not None  # noqa: S101 - the caller looked
        self.report = report
        known = self.session.models
        self.display = CardDisplay(
            self.mode,
            LANGUAGE,
            on_act=None if report.answered else self._on_act,
            models=_choices(report, known.ids if known else ()),
            answer=stream.slot.handle if stream is not None else None,
            cell_failed=self._raises,
        )
        self.display.show(report.diagnosis)

    # -- while it waits -----------------------------------------------------------------------------

    def _on_wait(self, pause: Pause, left: float) -> None:
        """Show which attempt is next, why, and when."""
        first = self._announced != pause.attempt.number
        self._announced = pause.attempt.number
        line = attempt_line(pause.attempt, LANGUAGE, total=pause.of, left=left)
        if self.mode == "live":
            self._wait_line.put({"text/plain": line, "text/html": f"<div>{escape(line)}</div>"})
        elif first:
            self._say(line)

    def _end_wait(self, report: Report) -> None:
        """Leave, in place of the countdown, how many attempts it took; the card tells it otherwise."""
        if self._wait_line.handle is None:
            return
        if not report.answered or report.answer is None:
            self._wait_line.clear()
            return
        line = say(words.ANSWERED_AT, LANGUAGE, number=len(report.answer.attempts))
        self._wait_line.put({"text/plain": line, "text/html": f"<div>{escape(line)}</div>"})

    def _say(self, line: str) -> None:
        print(line)  # noqa: T201 - a cell's own output

    # -- what the buttons do ------------------------------------------------------------------------

    def _on_act(self, fix: Fix | None, value: str | None) -> None:
        """Carry out a click off the cell; inline where there are no threads, as in the browser edition."""
        if sys.platform == "emscripten":
            self._act(fix, value)
            return
        work = contextvars.copy_context()
        threading.Thread(target=work.run, args=(self._act, fix, value), daemon=True).start()

    def _act(self, fix: Fix | None, value: str | None) -> None:
        """Do what *fix* says, then send the captured request again, once."""
        try:
            self._carry_out(fix, value)
        except Exception as error:  # noqa: BLE001 - a thread's exception would be seen by nobody
            said = redact(f"{type(error).__name__}: {error}", (value,) if value else ())
            self._ready(said)

    def _carry_out(self, fix: Fix | None, value: str | None) -> None:
        action = Action.RETRY if fix is None or fix.action is None else fix.action
        call = self.call
        if action is Action.LIST_MODELS:
            self._offer_models()
            return
        prepare = _PREPARATIONS.get(action)
        problem = prepare(self.session, value) if prepare else ""
        if problem:
            self._ready(problem)
            return
        model = (value or (fix.model if fix else None)) if action is Action.USE_MODEL else None
        if model:
            call = replace(call, request=replace(call.request, model=model))
        self._send_again(call)

    def _send_again(self, call: Call) -> None:
        assert self.display is not None  # noqa: S101 - as above
        assert self.report is not None  # noqa: S101
        assert self.report.diagnosis is not None  # noqa: S101
        old = self.report.diagnosis
        report = self.session.ask(call.once)
        self.report = report
        if report.answered and report.answer is not None:
            kept = self.target.set_later(report.answer)
            self.display.solved(report.answer, old)
            if not kept:
                self._say_in_card(say(words.VARIABLE_KEPT, LANGUAGE, name=self.target.name))
        elif report.diagnosis is not None:
            self.display.failed_again(old, report.diagnosis)

    def _offer_models(self) -> None:
        """Fetch the list of models and offer the choice."""
        assert self.display is not None  # noqa: S101 - as above
        listed = self.session.list_models()
        if isinstance(listed, Failure):
            self._ready(say(words.NO_LIST, LANGUAGE, message=listed.message or listed.symptom.value))
            return
        self.display.offer_models(listed.ids)

    def _ready(self, text: str) -> None:
        if self.display is not None and self.display.controls is not None:
            self.display.controls.ready(escape(text))

    def _say_in_card(self, text: str) -> None:
        if self.display is not None:
            self.display.remark(text)


def _choices(report: Report, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the models to choose from: those the diagnosis names first, then the rest of the list."""
    assert report.diagnosis is not None  # noqa: S101 - the caller looked
    named = [fix.model for fix in report.diagnosis.fixes if fix.action is Action.USE_MODEL and fix.model]
    if not named:
        return ()
    others = [
        model for model in known if model != report.call.request.model and kind_of_model(model) is Kind.CHAT
    ]
    return tuple(dict.fromkeys([*named, *others]))


def _use_key(session: Session, value: str | None) -> str:
    """Use the key that was typed from now on, without storing it anywhere."""
    checked = check_key(value or "", must_begin_with_sk=False)
    if checked.key is None:
        return say(words.KEY_UNUSABLE, LANGUAGE, problem=checked.problem or "it is empty")
    session.use_key(checked.key)
    return ""


def _use_simulator(session: Session, _value: str | None) -> str:
    session.use_simulator_account(SIMULATOR_KEY)
    return ""


def _allow_http(session: Session, _value: str | None) -> str:
    session.overrides.allow_http = True
    return ""


_PREPARATIONS: dict[Action, Callable[[Session, str | None], str]] = {
    Action.ENTER_KEY: _use_key,
    Action.USE_SIMULATOR: _use_simulator,
    Action.ALLOW_HTTP: _allow_http,
}
