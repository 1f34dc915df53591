"""Three displays that survive everything: the answer, the static card, and the controls below it.

What only a failure needs is imported when there is one: an answer should not wait for it.
"""
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING, Literal

from modelmax_nb.display import words
from modelmax_nb.display.mimebundle import answer_bundle, card_bundle, solved_bundle
from modelmax_nb.messages import DEFAULT_LANGUAGE, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from IPython.display import DisplayHandle

    from modelmax_nb.answer import Answer
    from modelmax_nb.catalog.entry import Fix
    from modelmax_nb.diagnosis import Diagnosis
    from modelmax_nb.models import ModelList
    from modelmax_nb.widgets.error_controls import ErrorControls

Mode = Literal["live", "static", "text"]
VIEW = "application/vnd.jupyter.widget-view+json"
INDENTED = '<p style="padding-left:20px">{}</p>'  # in line with the text of the card
NOTHING = {"text/plain": ""}


class Slot:
    """One output of a cell that can be replaced later, from any thread."""

    def __init__(self, handle: DisplayHandle | None = None) -> None:
        self.handle = handle
        self.shown: Mapping[str, object] = {}

    def put(self, bundle: Mapping[str, object]) -> None:
        """Show *bundle* here, in place of what was shown before."""
        self.shown = bundle
        if self.handle is not None:
            self.handle.update(dict(bundle), raw=True)
            return
        from IPython.display import display

        self.handle = display(dict(bundle), raw=True, display_id=True)

    def clear(self) -> None:
        """Empty the slot, if anything was ever shown in it."""
        if self.handle is not None:
            self.put(NOTHING)


class CardDisplay:
    """What a failed call shows, and what becomes of it.

    Args:
        mode: ``"live"`` where somebody can click, ``"static"`` where outputs are only stored and never
            change, ``"text"`` where only text is shown.
        language: Language of the sentences.
        on_act: What a click does; see `ErrorControls`. Without it there are no controls.
        models: Models to choose from where a fix names another model.
        known: What the service's list says of them.
        answer: The display handle of an answer already begun; a new slot is made when None.
        cell_failed: Whether the failure ends the cell.
        deadline: Seconds after which no attempt would have begun, for the picture of the attempts.
    """

    def __init__(
        self,
        mode: Mode,
        language: str = DEFAULT_LANGUAGE,
        *,
        on_act: Callable[[Fix | None, str | None], None] | None = None,
        models: Sequence[str] = (),
        known: ModelList | None = None,
        answer: DisplayHandle | None = None,
        cell_failed: bool = True,
        deadline: float | None = None,
    ) -> None:
        self.mode = mode
        self.deadline = deadline
        self.language = language
        self.cell_failed = cell_failed
        self.models = models
        self.known = known
        self.controls: ErrorControls | None = None
        self._on_act = on_act
        self._first: Diagnosis | None = None
        self._answer = Slot(answer)
        self._card = Slot()
        self._controls = Slot()

    def show(self, diagnosis: Diagnosis) -> None:
        """Show the card of *diagnosis* and, where somebody can click, its controls."""
        self._first = self._first or diagnosis
        if self.mode == "text":
            from modelmax_nb.display.terminal import render_terminal, takes_colour

            _print(render_terminal(diagnosis, self.language, colour=takes_colour()))
            return
        if self.mode == "static":
            self._card = Slot()  # what was shown stays as it is
        live = self._wants_controls(diagnosis)
        if live and self._answer.handle is None:
            self._answer.put(NOTHING)
        self._card.put(card_bundle(diagnosis, self.language, live=live, deadline=self.deadline))
        if live:
            self._show_controls(diagnosis)

    def solved(self, answer: Answer, diagnosis: Diagnosis) -> None:
        """Show the answer in place and fold the card of *diagnosis* to one line."""
        bundle = answer_bundle(answer, self.language)
        if self.mode == "text":
            _print(bundle["text/plain"])
            return
        if self.mode == "static":
            Slot().put(bundle)
            return
        folded = solved_bundle(
            self._first or diagnosis,
            self.language,
            answer=answer,
            cell_failed=self.cell_failed,
            deadline=self.deadline,
        )
        self._answer.put(bundle)
        self._card.put(folded)
        if self.controls is None:
            return
        if self.controls.reloaded:
            # The displays above are dead after a reload, so the outcome stands here, answer and all.
            said = f'<pre style="white-space:pre-wrap">{escape(str(answer))}</pre>'
            self.controls.finish(f"{self._of_the_card_above()}{folded['text/html']}{said}")
        else:
            self._controls.clear()
            self.controls.close()
            self.controls = None

    def failed_again(self, old: Diagnosis, new: Diagnosis, *, undoable: bool = False) -> None:
        """Show the card of *new*, what changed since *old*, and the first card inside.

        Args:
            old: Of the try before this one.
            new: Of this one.
            undoable: Whether the click had changed the session; one more button then puts it back.
        """
        if self.mode != "live":
            self.show(new)
            return
        live = self.controls is not None or self._wants_controls(new)
        card = partial(card_bundle, new, self.language, before=old, first=self._first, deadline=self.deadline)
        self._card.put(card(live=live))
        if self.controls is None:
            if live:
                self._show_controls(new)
            return
        if self.controls.reloaded:  # the card above cannot change any more, so the new one stands here
            changed = f"{self._of_the_card_above()}{card()['text/html']}"
        else:
            from modelmax_nb.display.text import render_failed_again

            changed = escape(render_failed_again(old, new, self.language))
        self.controls.ready(changed, diagnosis=new, undoable=undoable)

    def _of_the_card_above(self) -> str:
        return f"<p>{escape(say(words.CARD_ABOVE, self.language))}</p>"

    def offer_models(self, models: Sequence[str], known: ModelList | None = None) -> None:
        """Offer *models* to choose from, in place of the button that asked for them."""
        self.models = tuple(models)
        self.known = known or self.known
        if self.controls is not None:
            self.controls.offer_models(self.models, known)

    def remark(self, text: str, html: str = "") -> None:
        """Add a sentence to what stands in the card's place, and to the controls if they still stand.

        Args:
            text: The sentence.
            html: The same with markup, escaped by the caller; *text* escaped when "".
        """
        html = html or escape(text)
        if self.mode != "live":
            _print(text)
            return
        shown = self._card.shown
        self._card.put(
            {
                "text/html": f"{shown.get('text/html', '')}{INDENTED.format(html)}",
                "text/plain": f"{shown.get('text/plain', '')}\n{text}",
            }
        )
        if self.controls is not None and self.controls.status is not None:
            self.controls.status.value += f"<p>{html}</p>"

    def _wants_controls(self, diagnosis: Diagnosis) -> bool:
        from modelmax_nb.display import slots

        return (
            self.mode == "live" and self._on_act is not None and bool(slots.clickable(diagnosis, self.models))
        )

    def _show_controls(self, diagnosis: Diagnosis) -> None:
        from modelmax_nb.widgets.error_controls import ErrorControls

        assert self._on_act is not None  # noqa: S101 - asked in _wants_controls
        self.controls = ErrorControls(
            diagnosis, self.language, on_act=self._on_act, models=self.models, known=self.known
        )
        view = {"version_major": 2, "version_minor": 0, "model_id": self.controls.model_id}
        self._controls.put({VIEW: view, "text/plain": say(words.CONTROLS_GONE, self.language)})


def _print(text: str) -> None:
    """Show *text* as the output of a cell, or print it where there is no shell."""
    from IPython.core.interactiveshell import InteractiveShell

    if InteractiveShell.initialized():
        from IPython.display import display

        display({"text/plain": text}, raw=True)
    else:
        print(text)  # noqa: T201 - the only way out here
