"""The buttons below a card: only those that this error needs, and never two actions at once."""
# ipywidgets has no types, so what it makes is Any.
# ruff: noqa: ANN401
# mypy: disable-error-code="import-untyped, misc, no-untyped-call"

from __future__ import annotations

from functools import partial
from html import escape
from threading import Lock
from typing import TYPE_CHECKING, Any

import ipywidgets

from modelmax_nb.catalog.entry import Action, Applicability, Fix
from modelmax_nb.display import slots, words
from modelmax_nb.display.phrase import join, shorten
from modelmax_nb.display.previews import (
    model_label,
    needs_preview,
    preview_html,
    preview_text,
    repeating_fix,
)
from modelmax_nb.failure import redact
from modelmax_nb.messages import DEFAULT_LANGUAGE, Text, say
from modelmax_nb.widgets.parts import Parts, later

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from modelmax_nb.diagnosis import Diagnosis
    from modelmax_nb.models import ModelList

LONGEST_ERROR = 300
# Stands for a model chosen from the list where the diagnosis itself names none.
USE_CHOSEN = Fix(
    slug="use-chosen-model",
    label="Run again with the chosen model",
    applicability=Applicability.CHECK_FIRST,
    action=Action.USE_MODEL,
    costs=True,
)
UNDO = Fix(
    slug="undo",
    label="Put the settings back as they were",
    applicability=Applicability.SAFE,
    action=Action.UNDO,
    command="%modelmax undo",
)
LIVE_CLASS = "mmx-live"  # the static card's sheet knows the controls by it
# Seconds until a button that was just put there takes a click and the focus: the second half of a double
# click must not confirm what nobody has read, and the front end needs a moment to draw the button.
SETTLING = 0.4
SENDS_NOTHING = frozenset({Action.LIST_MODELS, Action.UNDO})


class ErrorControls(ipywidgets.VBox):
    """Buttons for one diagnosis; they know what to offer and no client.

    A fix that is not safe opens a preview in place: what will be sent or changed, what it costs, and
    two buttons, to go on or to leave all as it is.

    Attributes:
        reloaded: Whether the browser was loaded again: then display handles lead nowhere, and only what
            stands in these controls is seen.
        status: The line above the buttons; None until there is something to say.
        row: The box with the buttons.

    Args:
        diagnosis: What came back and what can be done.
        language: Language of the labels.
        on_act: Called once for one click, as ``on_act(None, None)`` to try again, else with the fix and the
            chosen model or the key typed. It must not block, and somebody must call `ready`, `finish` or
            `close` when the action is over; until then every button is off.
        models: Models to choose from where a fix names another model.
        known: What the service's list says of them.
        after: Does something after so many seconds, without blocking.
    """

    def __init__(
        self,
        diagnosis: Diagnosis,
        language: str = DEFAULT_LANGUAGE,
        *,
        on_act: Callable[[Fix | None, str | None], None],
        models: Sequence[str] = (),
        known: ModelList | None = None,
        after: Callable[[float, Callable[[], None]], None] = later,
    ) -> None:
        self.reloaded = False
        self._opened = False
        self._diagnosis = diagnosis
        self._language = language
        self._on_act = on_act
        self._models = tuple(models)
        self._known = known
        self._after = after
        self._lock = Lock()
        self._acting = False
        self._choosing = False
        self._undoable = False
        self._parts = Parts()
        self._offered: tuple[Any, ...] = ()  # put aside while a step such as a preview stands in their place
        self.status: Any = None
        self.row: Any = self._parts.row(self._offers())
        # In line with the text of the card above.
        super().__init__([self.row], layout=ipywidgets.Layout(margin="0 0 0 18px"))
        self.add_class(LIVE_CLASS)
        self._opened = True

    def get_state(self, key: Any = None, drop_defaults: bool = False) -> Any:  # noqa: FBT001, FBT002 - theirs
        """Return the state for the front end, and note when one asks for all of it again."""
        if key is None and self._opened:
            self.reloaded = True
        return super().get_state(key=key, drop_defaults=drop_defaults)

    # -- what becomes of an action ------------------------------------------------------------------

    def busy(self, text: str) -> None:
        """Switch every button off and say what is going on."""
        for child in self.row.children:
            child.disabled = True
        self._say(f"<div>{escape(text)}</div>")

    def ready(self, html: str = "", *, diagnosis: Diagnosis | None = None, undoable: bool = False) -> None:
        """Switch the buttons on again.

        Args:
            html: How the last action ended; escaped by the caller.
            diagnosis: What came back this time, when the buttons should fit that.
            undoable: Whether the session was changed, and can be put back with one more button.
        """
        self._acting = False
        self._diagnosis = diagnosis or self._diagnosis
        self._undoable = undoable
        self._restore()
        self._announce(html)

    def offer_models(self, models: Sequence[str], known: ModelList | None = None) -> None:
        """Offer *models* to choose from, and switch the buttons on again."""
        self._models = tuple(models)
        self._known = known or self._known
        self._choosing = True
        self.ready(undoable=self._undoable)

    def finish(self, html: str) -> None:
        """Leave only the outcome, without buttons."""
        self._announce(html)
        self._arrange(self.status)
        self._drop_row()

    def close(self) -> None:
        """Close these controls and everything in them."""
        self._drop_row()
        if self.status is not None:
            self._parts.discard(self.status)
        for part in (self.row, self._parts, self.layout):
            part.close()
        super().close()

    # -- what is offered ----------------------------------------------------------------------------

    def _words(self, text: Text, **values: object) -> str:
        return say(text, self._language, **values)

    def _button(self, label: str, handler: Callable[[], None], tip: str = "", *, main: bool = False) -> Any:
        return self._parts.button(label, partial(self._guarded, handler), tip, main=main)

    def _offers(self) -> list[Any]:
        offers: list[Any] = []
        for fix in self._clickable():
            if fix is not None and fix.action is Action.USE_MODEL and len(self._models) > 1:
                offers += self._model_choice(fix, main=self._is_best(fix))
            else:
                offers.append(self._offer(fix, main=self._is_best(fix)))
        return offers

    def _clickable(self) -> list[Fix | None]:
        """Return what gets a button; a list of models once shown replaces the button that asks for it."""
        found = slots.clickable(self._diagnosis, self._models)
        if len(self._models) > 1:  # one list to choose from serves every fix that names a model
            named = [fix for fix in found if fix is not None and fix.action is Action.USE_MODEL]
            found = [fix for fix in found if fix not in named[1:]]
        if self._choosing:
            found = [fix for fix in found if fix is None or fix.action is not Action.LIST_MODELS]
            if not any(fix and fix.action is Action.USE_MODEL for fix in found):
                found.append(USE_CHOSEN)
        return [*found, UNDO] if self._undoable else found

    def _is_best(self, fix: Fix | None) -> bool:
        """Whether a button stands for the fix that the card names first; only that one is coloured."""
        best = next(iter(self._diagnosis.fixes), None)
        return best is not None and (best is fix or (fix is None and best.action is Action.RETRY))

    def _offer(self, fix: Fix | None, *, main: bool) -> Any:
        action = Action.RETRY if fix is None else fix.action
        assert action is not None  # noqa: S101 - only fixes with an action are clickable
        model = fix.model if fix else None
        label = self._words(words.BUTTONS[action.value], model=model)
        button = self._button(label, lambda: self._clicked(fix, button), self._tip(fix), main=main)
        return button

    def _tip(self, fix: Fix | None) -> str:
        """Return what to know before the click: the cost of what is sent at once, and what to type."""
        typed = fix or repeating_fix(self._diagnosis)
        command = slots.command(typed, self._diagnosis, self._language) if typed else "%modelmax retry"
        at_once = (fix is None or fix.costs) and not needs_preview(fix, self._diagnosis)
        tips = [preview_text(fix, self._diagnosis, self._language)] if at_once else []
        tips += [self._words(words.TYPED_SAME, command=command)] if command else []
        return join(tips, self._language) if tips else ""

    def _model_choice(self, fix: Fix, *, main: bool) -> list[Any]:
        simulated = self._diagnosis.failure.simulated
        options = [
            (model_label(model, self._language, known=self._known, simulated=simulated), model)
            for model in self._models
        ]
        chosen = fix.model if fix.model in self._models else self._models[0]
        choice = self._parts.choice(self._words(words.MODEL), options, chosen or "")
        label = self._words(words.USE_MODEL)
        button = self._button(label, lambda: self._preview(fix, choice.value, button), main=main)
        return [choice, button]

    # -- a click, and the step that may come between ----------------------------------------------------

    def _clicked(self, fix: Fix | None, button: Any) -> None:
        if fix is not None and fix.action is Action.ENTER_KEY:
            self._ask_key(fix, button)
        elif needs_preview(fix, self._diagnosis):
            self._preview(fix, fix.model if fix else None, button)
        else:
            self._act(fix, fix.model if fix else None)

    def _preview(self, fix: Fix | None, value: str | None, origin: Any) -> None:
        """Show in place what a click on "Send" will do, before an action that is not safe."""
        model = value if fix is not None and fix.action is Action.USE_MODEL else None
        more = {"model": model, "known": self._known}
        tip = preview_text(fix, self._diagnosis, self._language, **more)
        send = self._button(self._words(words.SEND), lambda: self._act(fix, value), tip, main=True)
        send.disabled = True
        cancel = self._button(self._words(words.CANCEL), lambda: self._cancel(origin))
        self._show_step(send, cancel)
        self._announce(preview_html(fix, self._diagnosis, self._language, **more))
        self._focus_later(send)

    def _ask_key(self, fix: Fix, origin: Any) -> None:
        field = self._parts.secret_field(self._words(words.KEY))

        def use() -> None:
            key, field.value = field.value, ""
            if key:
                self._act(fix, key)
            else:
                self._announce(escape(self._words(words.NO_KEY_TYPED)))

        def cancel() -> None:
            field.value = ""
            self._cancel(origin)

        use_button = self._button(self._words(words.USE_KEY), use, main=True)
        self._show_step(field, use_button, self._button(self._words(words.CANCEL), cancel))
        self._announce(preview_html(fix, self._diagnosis, self._language))
        self._focus_later(field)

    def _show_step(self, *parts: Any) -> None:
        """Put *parts* in place of what is offered, which stays for "Cancel"."""
        self._offered = self.row.children
        self.row.children = parts

    def _cancel(self, origin: Any) -> None:
        step, self.row.children, self._offered = self.row.children, self._offered, ()
        for part in step:
            self._parts.discard(part)
        self._announce("")
        self._focus_later(origin)

    def _focus_later(self, part: Any) -> None:
        """Move the focus to *part* once the front end has drawn it, unless it has gone by then."""

        def focus() -> None:
            with self._lock:
                if not self._acting and part in self.row.children:
                    part.disabled = False
                    part.send({"do": "focus"})  # what ``focus()`` of ipywidgets 8 sends; 7 has none

        self._after(SETTLING, focus)

    def _act(self, fix: Fix | None, value: str | None) -> None:
        with self._lock:
            if self._acting:
                return
            self._acting = True
        sends = fix is None or fix.action not in SENDS_NOTHING
        self.busy(self._words(words.SENDING if sends else words.WORKING))
        try:
            self._on_act(fix, value)
        except Exception as error:  # noqa: BLE001 - as in _guarded
            self._show_error(error, secrets=(value,) if value else ())

    def _guarded(self, handler: Callable[[], None], button: Any) -> None:
        """Run a click; whatever it raises is shown here, because nobody sees a callback's traceback."""
        if self._acting or button.disabled or button not in self.row.children:
            return  # a click that was on its way when something else began
        try:
            handler()
        except Exception as error:  # noqa: BLE001 - the front end would swallow it
            self._show_error(error)

    def _show_error(self, error: Exception, secrets: Sequence[str] = ()) -> None:
        said = shorten(redact(f"{type(error).__name__}: {error}", secrets), LONGEST_ERROR)
        self.ready(escape(self._words(words.CALLBACK_FAILED, error=said)), undoable=self._undoable)

    # -- what is shown --------------------------------------------------------------------------------

    def _announce(self, html: str) -> None:
        """Show *html* above the buttons, where a screen reader says it; nothing for ""."""
        self._say(f'<div role="alert">{html}</div>' if html else "")

    def _say(self, html: str) -> None:
        if not html:
            self._arrange(self.row)
            return
        if self.status is None:
            self.status = self._parts.line(html)
        self.status.value = html
        self._arrange(self.status, self.row)

    def _arrange(self, *children: Any) -> None:
        self.children = children

    def _restore(self) -> None:
        self._show_row(self._offers())

    def _show_row(self, children: list[Any]) -> None:
        old = (*self.row.children, *self._offered)
        self.row.children, self._offered = children, ()
        for child in old:
            self._parts.discard(child)

    def _drop_row(self) -> None:
        self._show_row([])
