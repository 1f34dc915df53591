"""The buttons below a card: what they offer, and that one click is one action."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import ipywidgets
import pytest
import samples

from modelmax_nb.catalog.entry import Action, Applicability, Fix, Repeat
from modelmax_nb.models import ModelInfo, ModelList
from modelmax_nb.widgets.error_controls import UNDO, ErrorControls
from tests.harness.registry import widgets_alive

if TYPE_CHECKING:
    from collections.abc import Callable


LISTED = ModelList((ModelInfo("a", "gemini"), ModelInfo("deepseek-v3.2", "bedrock")), fetched=0.0)


class Clicks:
    """Makes controls, notes what they ask for, and clicks them; time passes when it is told to."""

    def __init__(
        self,
        diagnosis: samples.Diagnosis,
        models: tuple[str, ...] = (),
        known: ModelList | None = None,
    ) -> None:
        self.acts: list[tuple[Fix | None, str | None]] = []
        self.waiting: list[Callable[[], None]] = []
        self.focused: list[str] = []
        self.controls = ErrorControls(
            diagnosis,
            "en",
            on_act=lambda *act: self.acts.append(act),
            models=models,
            known=known,
            after=lambda _seconds, work: self.waiting.append(work),
        )

    def settle(self) -> None:
        """Let the time pass that a new button needs, and note what got the focus."""
        sent: list[Any] = []
        for part in self.controls.row.children:
            part.send = lambda content, part=part: sent.append((content, part))
        waiting, self.waiting = self.waiting, []
        for work in waiting:
            work()
        self.focused = [part.description for content, part in sent if content == {"do": "focus"}]

    def confirm(self, label: str) -> None:
        """Click a button that opens a preview, and then "Send"."""
        self.click(label)
        self.settle()
        self.click("Send")

    @property
    def buttons(self) -> dict[str, Any]:
        """The buttons by what stands on them."""
        row = self.controls.row.children
        return {child.description: child for child in row if isinstance(child, ipywidgets.Button)}

    def click(self, label: str) -> None:
        """Click the button with this label."""
        self.buttons[label].click()

    @property
    def status(self) -> str:
        """What stands above the buttons."""
        children = self.controls.children
        return children[0].value if children[0] is self.controls.status else ""


def test_only_what_the_error_needs() -> None:
    """Each kind of failure gets its own few buttons, the best one coloured."""
    assert list(Clicks(samples.balance()).buttons) == ["Try again", "Use the simulator"]
    assert list(Clicks(samples.key_refused()).buttons) == ["Enter a key", "Use the simulator"]
    assert list(Clicks(samples.unknown_model()).buttons) == ["Run with deepseek-v3.2", "List models"]
    styles = {label: button.button_style for label, button in Clicks(samples.outage()).buttons.items()}
    assert styles == {"Try again": "primary", "Run with deepseek-v3.2": ""}


def test_no_button_where_the_best_fix_is_a_link_is_coloured() -> None:
    """With an empty balance the link to top up comes first, so no button is pushed forward."""
    assert [button.button_style for button in Clicks(samples.balance()).buttons.values()] == ["", ""]


def test_tooltip_is_the_typed_command() -> None:
    """A button says what would do the same when typed."""
    assert Clicks(samples.balance()).buttons["Use the simulator"].tooltip == (
        "The same, typed: %modelmax simulator on"
    )


def test_what_runs_at_once_says_its_price_before() -> None:
    """A safe fix that sends a paid request says so on its button, and what to type."""
    assert Clicks(samples.outage()).buttons["Try again"].tooltip == (
        "Sends 1 request to `gemini-3-flash-preview`. Price: not known here. Nothing else changes. "
        "The same, typed: %modelmax retry"
    )
    free = replace(samples.outage(), failure=replace(samples.outage().failure, simulated=True))
    assert "Free: the simulator answers." in Clicks(free).buttons["Try again"].tooltip


def test_try_again_acts_once() -> None:
    """A double click is one action, and every button is off until it is over."""
    clicks = Clicks(samples.outage())
    button = clicks.buttons["Try again"]
    button.click()
    button.click()
    clicks.click("Run with deepseek-v3.2")
    assert clicks.acts == [(None, None)]
    assert all(other.disabled for other in clicks.buttons.values())
    assert clicks.status == "<div>Sending again …</div>"


def test_ready_switches_on_again() -> None:
    """After an action the outcome is announced and the next click counts."""
    clicks = Clicks(samples.outage())
    clicks.click("Try again")
    clicks.controls.ready("<b>Still down</b>")
    assert clicks.status == '<div role="alert"><b>Still down</b></div>'
    clicks.click("Try again")
    assert len(clicks.acts) == 2


def test_ready_fits_the_new_failure() -> None:
    """When the repeat failed in another way, the buttons are those of the new failure."""
    clicks = Clicks(samples.outage())
    clicks.click("Try again")
    clicks.controls.ready("Now 401", diagnosis=samples.key_refused())
    assert list(clicks.buttons) == ["Enter a key", "Use the simulator"]


def test_the_model_of_the_fix_is_used() -> None:
    """The request goes to the model that the fix names, once the preview is confirmed."""
    clicks = Clicks(samples.unknown_model(), known=LISTED)
    clicks.click("Run with deepseek-v3.2")
    assert clicks.acts == []
    assert clicks.status == (
        '<div role="alert">Sends 1 request to <code>deepseek-v3.2</code> (provider bedrock). '
        "Price: not known here. Nothing else changes.</div>"
    )
    clicks.settle()
    clicks.click("Send")
    assert clicks.acts == [(samples.USE_MODEL, "deepseek-v3.2")]


def test_several_models_are_a_choice() -> None:
    """A list of models says what is known of each, starts at the fix's own, and is previewed too."""
    clicks = Clicks(samples.unknown_model(), models=("a", "deepseek-v3.2"), known=LISTED)
    choice = clicks.controls.row.children[0]
    assert (choice.description, choice.value) == ("Model", "deepseek-v3.2")
    assert [label for label, _ in choice.options] == [
        "a (gemini; text, images, audio, video; price not known)",
        "deepseek-v3.2 (bedrock; text; price not known)",
    ]
    choice.value = "a"
    clicks.click("Run with this model")
    assert clicks.acts == []
    assert "<code>a</code> (provider gemini)" in clicks.status
    clicks.settle()
    clicks.click("Send")
    assert clicks.acts == [(samples.USE_MODEL, "a")]


def test_a_model_of_which_nothing_is_known() -> None:
    """Without a list, the choice names no provider."""
    choice = Clicks(samples.unknown_model(), models=("a", "b")).controls.row.children[0]
    assert [label for label, _ in choice.options] == [
        "a (chat; price not known)",
        "b (chat; price not known)",
    ]


def test_a_fetched_list_becomes_a_choice() -> None:
    """After the list of models came, it replaces the button that asked for it."""
    clicks = Clicks(replace(samples.unknown_model(), fixes=(samples.LIST_MODELS,)))
    clicks.click("List models")
    assert clicks.status == "<div>Working on it …</div>"
    clicks.controls.offer_models(("a", "b"))
    assert list(clicks.buttons) == ["Run with this model"]
    clicks.confirm("Run with this model")
    fix, model = clicks.acts[1]
    assert fix is not None
    assert (fix.action, model) == (Action.USE_MODEL, "a")


def test_a_repeat_that_may_cost_twice_asks_first() -> None:
    """Before a request that may be charged twice goes out, one more click is needed."""
    clicks = Clicks(samples.stream_cut())
    assert samples.stream_cut().entry.repeat is Repeat.ASK_FIRST
    clicks.click("Try again")
    assert clicks.acts == []
    assert clicks.status == (
        '<div role="alert">Sends 1 request to <code>gemini-3-flash-preview</code>. '
        "It may be charged twice. Price: not known here. Nothing else changes.</div>"
    )
    assert list(clicks.buttons) == ["Send", "Cancel"]
    clicks.click("Cancel")
    assert (list(clicks.buttons), clicks.status) == (["Try again"], "")
    clicks.confirm("Try again")
    assert clicks.acts == [(None, None)]


def test_a_repeat_after_topping_up_is_previewed() -> None:
    """Of a fix that is not safe, "Try again" is no shortcut."""
    clicks = Clicks(samples.balance())
    clicks.click("Try again")
    assert clicks.acts == []
    assert "Sends 1 request to" in clicks.status


@pytest.mark.parametrize(
    ("action", "said"),
    [
        (
            Action.ALLOW_HTTP,
            (
                "Others on the way to <code>lan.example</code> can read the key and the prompt. Allows plain "
                "http to it in this session and sends 1 request to <code>m</code>. Price: not known here."
            ),
        ),
        (
            Action.SET_BASE_URL,
            (
                "Calls go to <code>https://lan.example/v1</code> in this session. Sends 1 request to "
                "<code>m</code> there. Price: not known here."
            ),
        ),
        (
            Action.LONGER_TIMEOUT,
            (
                "Sends 1 request to <code>m</code> and waits up to 240 s for a sign of life. "
                "Price: not known here. Nothing else changes."
            ),
        ),
    ],
)
def test_each_change_is_previewed(action: Action, said: str) -> None:
    """What a click would change or send stands there before it happens."""
    fix = Fix(
        slug="x",
        label="X",
        applicability=Applicability.CHECK_FIRST,
        action=action,
        values={"longer": "240"},
    )
    values = {"host": "lan.example", "proposed_url": "https://lan.example/v1"}
    failure = samples.refusal(402, "insufficient_balance", "no", model="m")
    clicks = Clicks(samples.diagnosis(samples.balance().entry, failure, fixes=(fix,), values=values))
    (label,) = clicks.buttons
    clicks.click(label)
    assert clicks.acts == []
    assert clicks.status == f'<div role="alert">{said}</div>'
    clicks.settle()
    clicks.click("Send")
    assert clicks.acts == [(fix, None)]


def test_a_double_click_confirms_nothing() -> None:
    """The second half of a double click meets a button that does not yet take clicks."""
    clicks = Clicks(samples.unknown_model())
    button = clicks.buttons["Run with deepseek-v3.2"]
    button.click()
    button.click()
    assert clicks.buttons["Send"].disabled
    clicks.click("Send")
    assert clicks.acts == []
    clicks.settle()
    send = clicks.buttons["Send"]
    send.click()
    send.click()
    assert len(clicks.acts) == 1


def test_the_focus_follows() -> None:
    """The focus moves to "Send", and after "Cancel" back to where it was."""
    clicks = Clicks(samples.unknown_model())
    button = clicks.buttons["Run with deepseek-v3.2"]
    button.click()
    clicks.settle()
    assert clicks.focused == ["Send"]
    clicks.click("Cancel")
    clicks.settle()
    assert clicks.focused == ["Run with deepseek-v3.2"]
    assert clicks.buttons["Run with deepseek-v3.2"] is button


def test_the_focus_is_not_taken_from_what_came_after() -> None:
    """When the preview has gone by the time the focus would move, nothing happens."""
    clicks = Clicks(samples.unknown_model())
    clicks.click("Run with deepseek-v3.2")
    clicks.click("Cancel")
    clicks.settle()
    assert clicks.focused == ["Run with deepseek-v3.2"]


def test_undo_is_offered_after_a_change() -> None:
    """Once the session was changed, one more button puts it back, and goes after that."""
    clicks = Clicks(samples.outage())
    clicks.click("Try again")
    clicks.controls.ready("Still down", undoable=True)
    assert clicks.buttons["Undo"].tooltip == "The same, typed: %modelmax undo"
    clicks.click("Undo")
    assert clicks.acts[1] == (UNDO, None)
    assert clicks.status == "<div>Working on it …</div>"
    clicks.controls.ready("Done")
    assert "Undo" not in clicks.buttons


def entry_field(clicks: Clicks) -> Any:
    """Open the form for a key and return its field."""
    clicks.click("Enter a key")
    return clicks.controls.row.children[0]


def test_a_key_is_asked_for_only_after_a_click() -> None:
    """No field for a secret exists before somebody wants to enter one."""
    clicks = Clicks(samples.key_refused())
    assert not any(isinstance(child, ipywidgets.Password) for child in clicks.controls.row.children)
    field = entry_field(clicks)
    assert isinstance(field, ipywidgets.Password)
    assert (field.description, field.continuous_update) == ("Key", False)
    assert "kept in memory for this session and stored nowhere" in clicks.status
    clicks.settle()
    assert clicks.focused == ["Key"]


def test_a_key_is_handed_on_and_wiped() -> None:
    """The key goes to the callback once and stays in no trait of any widget."""
    clicks = Clicks(samples.key_refused())
    field = entry_field(clicks)
    field.value = "sk-sentinel-123456"
    clicks.click("Use key")
    assert clicks.acts == [(samples.ENTER_KEY, "sk-sentinel-123456")]
    assert field.value == ""
    states = [known.get_state() for known in widgets_alive().values()]
    assert "sentinel" not in repr(states)


def test_a_key_is_wiped_on_cancel() -> None:
    """Cancel forgets what was typed and acts on nothing."""
    clicks = Clicks(samples.key_refused())
    field = entry_field(clicks)
    field.value = "sk-sentinel-123456"
    clicks.click("Cancel")
    assert (field.value, clicks.acts) == ("", [])
    assert list(clicks.buttons) == ["Enter a key", "Use the simulator"]


def test_no_key_is_no_action() -> None:
    """An empty field is said, and the form stays."""
    clicks = Clicks(samples.key_refused())
    entry_field(clicks)
    clicks.click("Use key")
    assert clicks.acts == []
    assert "No key was entered." in clicks.status


@pytest.mark.parametrize("key", ["sk-sentinel-123456", "odd <key> form"])
def test_a_failing_callback_shows_and_hides_the_key(key: str) -> None:
    """Whatever a callback raises stands in the controls, escaped and without the key."""

    def fail(_fix: Fix | None, value: str | None) -> None:
        raise RuntimeError(f"<b>cannot use {value}</b>")

    clicks = Clicks(samples.key_refused())
    clicks.controls._on_act = fail
    entry_field(clicks).value = key
    clicks.click("Use key")
    assert clicks.status == (
        '<div role="alert">This did not work: RuntimeError: &lt;b&gt;cannot use [key removed]&lt;/b&gt;</div>'
    )
    assert not any(button.disabled for button in clicks.buttons.values())


def test_finish_leaves_the_outcome_alone() -> None:
    """The outcome stays without buttons."""
    clicks = Clicks(samples.outage())
    clicks.controls.finish("Solved")
    assert [child.value for child in clicks.controls.children] == ['<div role="alert">Solved</div>']


def test_close_leaves_no_choice() -> None:
    """A choice of models goes with everything it brought."""
    before = set(widgets_alive())
    clicks = Clicks(samples.unknown_model(), models=("a", "deepseek-v3.2"))
    clicks.confirm("Run with this model")
    clicks.controls.close()
    assert set(widgets_alive()) == before


def test_close_in_a_preview_leaves_no_widget() -> None:
    """A preview goes with what it stands in place of."""
    before = set(widgets_alive())
    clicks = Clicks(samples.unknown_model(), models=("a", "deepseek-v3.2"))
    clicks.click("Run with this model")
    clicks.controls.close()
    assert set(widgets_alive()) == before


def test_close_leaves_no_widget() -> None:
    """Closed controls leave nothing behind in the kernel."""
    before = set(widgets_alive())
    clicks = Clicks(samples.key_refused(), models=("a", "b"))
    entry_field(clicks)
    clicks.click("Cancel")
    clicks.controls.ready("x")
    clicks.controls.close()
    assert set(widgets_alive()) == before


def test_a_reload_is_noticed() -> None:
    """A front end that asks for the whole state once more has been loaded again."""
    controls = Clicks(samples.outage()).controls
    assert not controls.reloaded
    controls.send_state("children")
    assert not controls.reloaded
    controls.send_state()
    assert controls.reloaded


def test_two_buttons_are_few_widgets() -> None:
    """Shared layout and style keep the messages few."""
    before = set(widgets_alive())
    Clicks(samples.balance())
    assert len(set(widgets_alive()) - before) <= 7


def test_a_fault_of_ours_shows_too() -> None:
    """Whatever goes wrong inside a click stands in the controls instead of nowhere."""
    clicks = Clicks(samples.outage())
    clicks.controls._guarded(lambda: {}["gone"], clicks.buttons["Try again"])
    assert "This did not work: KeyError" in clicks.status


def test_a_late_click_does_nothing_while_an_action_runs() -> None:
    """A click that was on its way when the first one began is dropped, also past the buttons."""
    clicks = Clicks(samples.outage())
    clicks.click("Try again")
    clicks.controls._act(None, None)
    clicks.settle()
    assert len(clicks.acts) == 1
