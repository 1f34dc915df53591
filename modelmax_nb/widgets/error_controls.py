"""The buttons below a card: only those that this error needs, and never two actions at once."""
# ipywidgets has no types, so what it makes is Any.
# ruff: noqa: ANN401
# mypy: disable-error-code="import-untyped, misc, no-untyped-call"

from __future__ import annotations

from html import escape
from threading import Lock
from typing import TYPE_CHECKING, Any

import ipywidgets

from modelmax_nb.catalog.entry import Action, Applicability, Fix, Repeat
from modelmax_nb.display import slots, words
from modelmax_nb.display.phrase import shorten
from modelmax_nb.failure import redact
from modelmax_nb.messages import DEFAULT_LANGUAGE, Text, say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from modelmax_nb.diagnosis import Diagnosis

LONGEST_ERROR = 300
# Stands for a model chosen from the list where the diagnosis itself names none.
USE_CHOSEN = Fix(
    slug="use-chosen-model",
    label="Run again with the chosen model",
    applicability=Applicability.CHECK_FIRST,
    action=Action.USE_MODEL,
    costs=True,
)
LIVE_CLASS = "mmx-live"  # the static card's sheet knows the controls by it


class ErrorControls(ipywidgets.VBox):
    """Buttons for one diagnosis; they know what to offer and no client.

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
    """

    def __init__(
        self,
        diagnosis: Diagnosis,
        language: str = DEFAULT_LANGUAGE,
        *,
        on_act: Callable[[Fix | None, str | None], None],
        models: Sequence[str] = (),
    ) -> None:
        self.reloaded = False
        self._opened = False
        self._diagnosis = diagnosis
        self._language = language
        self._on_act = on_act
        self._models = tuple(models)
        self._lock = Lock()
        self._acting = False
        self._choosing = False
        # Every widget brings a Layout and a Style of its own unless it is given one: these are shared.
        self._flow = ipywidgets.Layout(width="auto", max_width="100%", flex_flow="row wrap")
        self._plain_style = ipywidgets.ButtonStyle()
        self.status: Any = None
        self.row: Any = ipywidgets.HBox(self._offers(), layout=self._flow)
        # In line with the text of the card above.
        super().__init__([self.row], layout=ipywidgets.Layout(margin="0 0 0 18px"))
        self.add_class(LIVE_CLASS)
        self._opened = True

    def get_state(self, key: Any = None, drop_defaults: bool = False) -> Any:  # noqa: FBT001, FBT002 - theirs
        """Return the state for the front end, and note when one asks for all of it again."""
        if key is None and self._opened:
            self.reloaded = True
        return super().get_state(key=key, drop_defaults=drop_defaults)

    def busy(self, text: str) -> None:
        """Switch every button off and say what is going on."""
        for child in self.row.children:
            child.disabled = True
        self._say(f"<div>{escape(text)}</div>")

    def ready(self, html: str = "", *, diagnosis: Diagnosis | None = None) -> None:
        """Switch the buttons on again.

        Args:
            html: How the last action ended; escaped by the caller.
            diagnosis: What came back this time, when the buttons should fit that.
        """
        self._acting = False
        self._diagnosis = diagnosis or self._diagnosis
        self._restore()
        self._say(f'<div role="alert">{html}</div>' if html else "")

    def offer_models(self, models: Sequence[str]) -> None:
        """Offer *models* to choose from, and switch the buttons on again."""
        self._models = tuple(models)
        self._choosing = True
        self.ready()

    def finish(self, html: str) -> None:
        """Leave only the outcome, without buttons."""
        self._say(f'<div role="alert">{html}</div>')
        self._arrange(self.status)
        self._drop_row()

    def close(self) -> None:
        """Close these controls and everything in them."""
        self._drop_row()
        if self.status is not None:
            self._discard(self.status)
        for part in (self.row, self._flow, self._plain_style, self.layout):
            part.close()
        super().close()

    def _words(self, text: Text, **values: object) -> str:
        return say(text, self._language, **values)

    def _say(self, html: str) -> None:
        if not html:
            self._arrange(self.row)
            return
        if self.status is None:
            self.status = ipywidgets.HTML(html, layout=self._flow)
        self.status.value = html
        self._arrange(self.status, self.row)

    def _button(self, label: str, handler: Callable[[], None], tip: str = "", *, main: bool = False) -> Any:
        button = ipywidgets.Button(
            description=label,
            tooltip=tip or label,
            button_style="primary" if main else "",
            style=self._plain_style,
            layout=self._flow,
        )
        button.on_click(lambda _button: self._guarded(handler))
        return button

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
        if not self._choosing:
            return found
        found = [fix for fix in found if fix is None or fix.action is not Action.LIST_MODELS]
        if not any(fix and fix.action is Action.USE_MODEL for fix in found):
            found.append(USE_CHOSEN)
        return found

    def _is_best(self, fix: Fix | None) -> bool:
        """Whether a button stands for the fix that the card names first; only that one is coloured."""
        best = next(iter(self._diagnosis.fixes), None)
        return best is not None and (best is fix or (fix is None and best.action is Action.RETRY))

    def _offer(self, fix: Fix | None, *, main: bool) -> Any:
        action = Action.RETRY if fix is None else fix.action
        assert action is not None  # noqa: S101 - only fixes with an action are clickable
        model = fix.model if fix else None
        label = self._words(words.BUTTONS[action.value], model=model)
        typed = slots.command(fix, self._diagnosis, self._language) if fix else ""
        tip = self._words(words.TYPED_SAME, command=typed) if typed else label
        return self._button(label, lambda: self._clicked(fix), tip, main=main)

    @staticmethod
    def _one_line() -> Any:
        """Make the layout of a field whose label stays beside it."""
        return ipywidgets.Layout(width="auto", max_width="100%")

    def _model_choice(self, fix: Fix, *, main: bool) -> list[Any]:
        chosen = fix.model if fix.model in self._models else self._models[0]
        choice = ipywidgets.Dropdown(
            options=self._models,
            value=chosen,
            description=self._words(words.MODEL),
            style={"description_width": "auto"},
            layout=self._one_line(),
        )
        label = self._words(words.USE_MODEL)
        return [choice, self._button(label, lambda: self._act(fix, choice.value), main=main)]

    def _clicked(self, fix: Fix | None) -> None:
        if fix is None and self._diagnosis.entry.repeat is Repeat.ASK_FIRST:
            self._ask(words.MAY_CHARGE_TWICE, words.SEND_AGAIN, None)
        elif fix is not None and fix.action is Action.ALLOW_HTTP:
            self._ask(words.KEY_IN_THE_OPEN, words.BUTTONS[Action.ALLOW_HTTP.value], fix)
        elif fix is not None and fix.action is Action.ENTER_KEY:
            self._ask_key(fix)
        else:
            self._act(fix, fix.model if fix else None)

    def _ask(self, question: Text, yes: Text, fix: Fix | None) -> None:
        """Ask in place before an action that cannot be taken back."""
        self._show_row([
            self._button(self._words(yes), lambda: self._act(fix, None), main=True),
            self._button(self._words(words.CANCEL), self._cancel),
        ])  # fmt: skip
        self._say(f'<div role="alert">{escape(self._words(question))}</div>')

    def _ask_key(self, fix: Fix) -> None:
        # Continuous updates would send, and echo, every beginning of the key.
        field = ipywidgets.Password(
            description=self._words(words.KEY),
            continuous_update=False,
            style={"description_width": "auto"},
            layout=self._one_line(),
        )

        def use() -> None:
            key, field.value = field.value, ""
            if key:
                self._act(fix, key)
            else:
                self._say(f'<div role="alert">{escape(self._words(words.NO_KEY_TYPED))}</div>')

        def cancel() -> None:
            field.value = ""
            self._cancel()

        self._show_row([
            field,
            self._button(self._words(words.USE_KEY), use, main=True),
            self._button(self._words(words.CANCEL), cancel),
        ])  # fmt: skip
        self._say("")

    def _cancel(self) -> None:
        self._restore()
        self._say("")

    def _act(self, fix: Fix | None, value: str | None) -> None:
        with self._lock:
            if self._acting:
                return
            self._acting = True
        sends = fix is None or fix.costs or fix.action is Action.ENTER_KEY
        self.busy(self._words(words.SENDING if sends else words.WORKING))
        try:
            self._on_act(fix, value)
        except Exception as error:  # noqa: BLE001 - as in _guarded
            self._show_error(error, secrets=(value,) if value else ())

    def _guarded(self, handler: Callable[[], None]) -> None:
        """Run a click; whatever it raises is shown here, because nobody sees a callback's traceback."""
        if self._acting:
            return
        try:
            handler()
        except Exception as error:  # noqa: BLE001 - the front end would swallow it
            self._show_error(error)

    def _show_error(self, error: Exception, secrets: Sequence[str] = ()) -> None:
        said = shorten(redact(f"{type(error).__name__}: {error}", secrets), LONGEST_ERROR)
        self.ready(escape(self._words(words.CALLBACK_FAILED, error=said)))

    def _arrange(self, *children: Any) -> None:
        self.children = children

    def _restore(self) -> None:
        self._show_row(self._offers())

    def _show_row(self, children: list[Any]) -> None:
        old = self.row.children
        self.row.children = children
        for child in old:
            self._discard(child)

    def _discard(self, part: Any) -> None:
        if part.style is not self._plain_style:
            part.style.close()
        if part.layout is not self._flow:
            part.layout.close()
        part.close()

    def _drop_row(self) -> None:
        self._show_row([])
