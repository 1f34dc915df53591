"""The buttons below a card: what they offer, and that one click is one action."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import ipywidgets
import pytest
import samples

from modelmax_nb.catalog.entry import Action, Applicability, Fix, Repeat
from modelmax_nb.widgets.error_controls import ErrorControls
from tests.harness.registry import widgets_alive


class Clicks:
    """Makes controls, notes what they ask for, and clicks them."""

    def __init__(self, diagnosis: samples.Diagnosis, models: tuple[str, ...] = ()) -> None:
        self.acts: list[tuple[Fix | None, str | None]] = []
        self.controls = ErrorControls(
            diagnosis, "en", on_act=lambda *act: self.acts.append(act), models=models
        )

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
    """One click sends the request to the model that the fix names."""
    clicks = Clicks(samples.unknown_model())
    clicks.click("Run with deepseek-v3.2")
    assert clicks.acts == [(samples.USE_MODEL, "deepseek-v3.2")]


def test_several_models_are_a_choice() -> None:
    """With a list of models there is a labelled choice, and it starts at the model of the fix."""
    clicks = Clicks(samples.unknown_model(), models=("a", "deepseek-v3.2"))
    choice = clicks.controls.row.children[0]
    assert (choice.description, choice.value) == ("Model", "deepseek-v3.2")
    choice.value = "a"
    clicks.click("Run with this model")
    assert clicks.acts == [(samples.USE_MODEL, "a")]


def test_a_fetched_list_becomes_a_choice() -> None:
    """After the list of models came, it replaces the button that asked for it."""
    clicks = Clicks(replace(samples.unknown_model(), fixes=(samples.LIST_MODELS,)))
    clicks.click("List models")
    assert clicks.status == "<div>Working on it …</div>"
    clicks.controls.offer_models(("a", "b"))
    assert list(clicks.buttons) == ["Run with this model"]
    clicks.click("Run with this model")
    fix, model = clicks.acts[1]
    assert fix is not None
    assert (fix.action, model) == (Action.USE_MODEL, "a")


def test_a_repeat_that_may_cost_twice_asks_first() -> None:
    """Before a request that may be charged twice goes out, one more click is needed."""
    clicks = Clicks(samples.stream_cut())
    assert samples.stream_cut().entry.repeat is Repeat.ASK_FIRST
    clicks.click("Try again")
    assert clicks.acts == []
    assert clicks.status == '<div role="alert">Send again? It may be charged twice.</div>'
    assert list(clicks.buttons) == ["Send again", "Cancel"]
    clicks.click("Cancel")
    assert (list(clicks.buttons), clicks.status) == (["Try again"], "")
    clicks.click("Try again")
    clicks.click("Send again")
    assert clicks.acts == [(None, None)]


def test_plain_http_asks_first() -> None:
    """Sending a key in the open needs a second click that says what it means."""
    fix = Fix(
        slug="allow-http", label="Allow", applicability=Applicability.CHECK_FIRST, action=Action.ALLOW_HTTP
    )
    clicks = Clicks(replace(samples.balance(), fixes=(fix,)))
    clicks.click("Allow plain http")
    assert clicks.acts == []
    assert "can read the key" in clicks.status
    clicks.click("Allow plain http")
    assert clicks.acts == [(fix, None)]


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
    clicks.controls._guarded(lambda: {}["gone"])
    assert "This did not work: KeyError" in clicks.status


def test_a_late_click_does_nothing_while_an_action_runs() -> None:
    """A click that was on its way when the first one began is dropped, also past the buttons."""
    clicks = Clicks(samples.outage())
    clicks.click("Try again")
    clicks.controls._act(None, None)
    assert len(clicks.acts) == 1
