"""A failed cell: its card, and what the buttons below it do."""

from __future__ import annotations

import contextvars
import sys
import threading
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from modelmax_nb.addresses import proposal
from modelmax_nb.catalog.entry import Action
from modelmax_nb.display.phrase import join, markup, plain
from modelmax_nb.display.words import SYMPTOMS
from modelmax_nb.failure import Failure, redact
from modelmax_nb.keys import EMPTY, check_key
from modelmax_nb.magics import changes, words
from modelmax_nb.magics.changes import Change, make_change, undo_change
from modelmax_nb.messages import Saying, in_language, say
from modelmax_nb.settings import SIMULATOR_KEY
from modelmax_nb.suggestions import Kind, kind_of_model
from modelmax_nb.widgets.presentation import CardDisplay

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from IPython.display import DisplayHandle

    from modelmax_nb.catalog.entry import Fix
    from modelmax_nb.diagnosis import Diagnosis
    from modelmax_nb.magics.cell import Target
    from modelmax_nb.messages import Text
    from modelmax_nb.session import Call, Report, Session
    from modelmax_nb.widgets.presentation import Mode


class FailedCell:
    """Shows the card of a call that did not end well, and carries out its fixes.

    Args:
        session: What to ask with.
        report: How the call ended.
        target: The variable that a later answer goes into.
        mode: How to show things.
        raises: Whether the failure fails the cell.
        answer: The display of an answer that had begun, or None.

    Attributes:
        call: What a click sends.
        diagnosis: Of the last try.
        change: What a click changed in the session, until it is undone; None where nothing was.
    """

    def __init__(
        self,
        session: Session,
        report: Report,
        target: Target,
        mode: Mode,
        *,
        raises: bool,
        answer: DisplayHandle | None,
    ) -> None:
        assert report.diagnosis is not None  # noqa: S101 - asked of failed calls alone
        self.session = session
        # With fallbacks, the card speaks of the model that was asked last; so does "Try again".
        last = report.diagnosis.failure.model or report.call.request.model
        self.call = report.call._replace(request=report.call.request._replace(model=last))
        self.target = target
        self.diagnosis: Diagnosis = report.diagnosis
        asked = {attempt.model for attempt in self.diagnosis.attempts}
        listed = session.models
        if listed is not None and listed.simulated != self.diagnosis.failure.simulated:
            listed = None  # the simulator's models say nothing of the real ones
        known = [model for model in (listed.ids if listed else ()) if model not in asked]
        self.change: Change | None = None
        self.display = CardDisplay(
            mode,
            session.language,
            on_act=None if report.answered else self._on_act,
            models=_choices(self.diagnosis, known),
            known=listed,
            answer=answer,
            cell_failed=raises,
            deadline=report.call.policy.deadline,
        )

    def show(self) -> None:
        """Show the card."""
        self.display.show(self.diagnosis)

    def _on_act(self, fix: Fix | None, value: str | None) -> None:
        """Carry out a click off the cell; inline where there are no threads, as in the browser edition."""
        if sys.platform == "emscripten":
            self._act(fix, value)
            return
        work = contextvars.copy_context()
        threading.Thread(target=work.run, args=(self._act, fix, value), daemon=True).start()

    def _act(self, fix: Fix | None, value: str | None) -> None:
        try:
            self._carry_out(fix, value)
        except Exception as error:  # noqa: BLE001 - a thread's exception would be seen by nobody
            self._ready(redact(f"{type(error).__name__}: {error}", (value,) if value else ()))

    def _carry_out(self, fix: Fix | None, value: str | None) -> None:
        """Do what *fix* says, then send the captured request again, once."""
        action = Action.RETRY if fix is None or fix.action is None else fix.action
        if action is Action.LIST_MODELS:
            self._offer_models()
            return
        if action is Action.UNDO:
            self._undo()
            return
        prepare = _PREPARATIONS.get(action)
        prepared = prepare(self.session, self.diagnosis, value) if prepare else None
        if isinstance(prepared, Change):
            self.change = prepared
        elif prepared is not None:
            self._ready(in_language(prepared, self.display.language))
            return
        self.call = _changed(self.call, action, fix, value)
        self._send_again()

    def _send_again(self) -> None:
        report = self.session.ask(self.call.once)
        before = self.diagnosis
        if report.answered and report.answer is not None:
            kept = self.target.set_later(report.answer)
            self.display.solved(report.answer, before)
            if not kept:
                self.display.remark(self._words(words.VARIABLE_KEPT, name=self.target.name))
            if self.change is not None:
                self._tell_how_to_undo(self.change)
        elif report.diagnosis is not None:
            self.diagnosis = report.diagnosis
            self.display.failed_again(before, report.diagnosis, undoable=self.change is not None)

    def _tell_how_to_undo(self, change: Change) -> None:
        language = self.display.language
        what, how = in_language(change.what, language), changes.HOW_TO_UNDO
        self.display.remark(
            join((what, plain(how, language)), language),
            join((escape(what), markup(how, language)), language),
        )

    def _undo(self) -> None:
        """Put back what the last click changed in the session."""
        said = undo_change(self.session, self.change)
        self.change = None
        self._ready(in_language(said, self.display.language))

    def _offer_models(self) -> None:
        """Fetch the list of models and offer the choice."""
        listed = self.session.list_models()
        if isinstance(listed, Failure):
            self._ready(
                self._words(words.NO_LIST, message=listed.message or Saying(SYMPTOMS[listed.symptom.value]))
            )
            return
        chat = [model for model in listed.ids if kind_of_model(model) is Kind.CHAT]
        self.display.offer_models(chat, listed)
        self._ready(self._words(words.MODELS_LISTED, count=len(chat)))

    def _words(self, text: Text, **values: object) -> str:
        # A click is answered in the language of its card, whatever was chosen since.
        return say(text, self.display.language, **values)

    def _ready(self, text: str) -> None:
        if self.display.controls is not None:
            self.display.controls.ready(escape(text), undoable=self.change is not None)


def _choices(diagnosis: Diagnosis, known: Sequence[str]) -> tuple[str, ...]:
    """Return the models to choose from: those the diagnosis names first, then the rest of the list."""
    named = [fix.model for fix in diagnosis.fixes if fix.action is Action.USE_MODEL and fix.model]
    if not named:
        return ()
    others = [model for model in known if kind_of_model(model) is Kind.CHAT]
    return tuple(dict.fromkeys([*named, *others]))


def _changed(call: Call, action: Action, fix: Fix | None, value: str | None) -> Call:
    """Return *call* as the fix wants it sent: to another model, or with more patience."""
    if action is Action.USE_MODEL and (model := value or (fix.model if fix else None)):
        return call._replace(request=call.request._replace(model=model))
    if action is Action.LONGER_TIMEOUT and fix is not None:
        return call._replace(timeout=float(fix.values["longer"]))
    return call


def _use_key(session: Session, _diagnosis: Diagnosis, value: str | None) -> Change | str:
    """Use the key that was typed from now on, without storing it anywhere."""
    checked = check_key(value or "", must_begin_with_sk=False)
    key = checked.key
    if key is None:
        return Saying(words.KEY_UNUSABLE, problem=checked.problem or EMPTY)
    return make_change(session, Saying(changes.KEY_USED), lambda: session.use_key(key))


def _use_simulator(session: Session, _diagnosis: Diagnosis, _value: str | None) -> Change:
    what = Saying(changes.SIMULATOR_USED)
    return make_change(session, what, lambda: session.use_simulator_account(SIMULATOR_KEY))


def _allow_http(session: Session, diagnosis: Diagnosis, _value: str | None) -> Change:
    """Allow plain http to the host that the preview named, and to no other."""
    host = urlsplit(diagnosis.failure.base_url).hostname or ""

    def allow() -> None:
        session.overrides.allow_http = True
        session.overrides.allows_http_to(host)

    return make_change(session, Saying(changes.HTTP_ALLOWED, host=host), allow)


def _set_base_url(session: Session, diagnosis: Diagnosis, _value: str | None) -> Change:
    url = proposal(diagnosis.failure)
    name = "simulator_base_url" if diagnosis.failure.simulated else "base_url"
    return make_change(
        session, Saying(changes.URL_SET, url=url), lambda: setattr(session.overrides, name, url)
    )


# Each returns what it changed, or a sentence that says why nothing can be done.
_PREPARATIONS: dict[Action, Callable[[Session, Diagnosis, str | None], Change | str]] = {
    Action.ENTER_KEY: _use_key,
    Action.USE_SIMULATOR: _use_simulator,
    Action.ALLOW_HTTP: _allow_http,
    Action.SET_BASE_URL: _set_base_url,
}
