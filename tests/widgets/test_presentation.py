"""What is displayed where, in each mode, and what a repeat changes."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
import samples
from IPython.core.interactiveshell import InteractiveShell

from modelmax_nb.answer import Answer
from modelmax_nb.display.mimebundle import card_bundle
from modelmax_nb.display.text import render_text
from modelmax_nb.widgets.presentation import VIEW, CardDisplay, Slot

ANSWER = Answer("Hi *you*", model="gemini-3-flash-preview", finish_reason="stop")


class Screen:
    """Stands in for a front end: keeps each output, and every bundle that arrived."""

    def __init__(self) -> None:
        self.outputs: dict[str, dict[str, Any]] = {}
        self.arrived: list[dict[str, Any]] = []

    def publish(self, data: dict[str, Any], *, update: bool = False, **more: Any) -> None:
        """Take a display message as IPython's publisher does."""
        name = (more.get("transient") or {}).get("display_id", f"without {len(self.arrived)}")
        assert update == (name in self.outputs), "an update needs an output, an output comes once"
        self.outputs[name] = data
        self.arrived.append(data)

    @property
    def shown(self) -> list[dict[str, Any]]:
        """The outputs from top to bottom, as they are now."""
        return list(self.outputs.values())


@pytest.fixture
def screen(shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch) -> Screen:
    """A shell whose displays arrive here."""
    found = Screen()
    monkeypatch.setattr(shell.display_pub, "publish", found.publish)
    return found


def live(diagnosis: samples.Diagnosis) -> CardDisplay:
    """Show a card with controls that do nothing."""
    display = CardDisplay("live", "en", on_act=lambda *_: None)
    display.show(diagnosis)
    return display


def test_live_card_is_three_outputs(screen: Screen) -> None:
    """The answer's place, the static card, the controls: each an output of its own."""
    display = live(samples.balance())
    answer, card, controls = screen.shown
    assert answer == {"text/plain": ""}
    assert card == card_bundle(samples.balance(), "en", live=True)
    assert display.controls is not None
    assert controls == {
        VIEW: {"version_major": 2, "version_minor": 0, "model_id": display.controls.model_id},
        "text/plain": "(The buttons need a running kernel. The commands above do the same.)",
    }


def test_static_card_is_one_output(screen: Screen) -> None:
    """Where outputs are only stored there is one, and it never changes."""
    CardDisplay("static", "en", on_act=lambda *_: None).show(samples.balance())
    assert screen.arrived == [card_bundle(samples.balance(), "en")]


def test_text_card_is_text(screen: Screen) -> None:
    """In a terminal the card is its text, printed once."""
    CardDisplay("text", "en").show(samples.balance())
    assert screen.arrived == [{"text/plain": render_text(samples.balance(), "en")}]


def test_without_a_shell_it_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """A plain Python program prints the card."""
    assert not InteractiveShell.initialized()
    CardDisplay("text", "en").show(samples.balance())
    assert capsys.readouterr().out == render_text(samples.balance(), "en") + "\n"


def test_no_controls_without_an_action(screen: Screen) -> None:
    """A card on which nothing can be clicked is static, also in a live notebook."""
    hostile = samples.diagnosis(samples.balance().entry, samples.balance().failure, fixes=(samples.TOP_UP,))
    display = live(hostile)
    assert display.controls is None
    assert screen.shown == [card_bundle(hostile, "en")]


def test_solved_leaves_no_widget(screen: Screen) -> None:
    """The answer stands in its place, the card is one line, and the controls are gone."""
    display = live(samples.outage())
    display.solved(ANSWER, samples.outage())
    answer, card, controls = screen.shown
    assert answer == {"text/markdown": "Hi *you*", "text/plain": "Hi *you*"}
    assert card["text/plain"].startswith("Solved: `gemini-3-flash-preview` answered")
    assert controls == {"text/plain": ""}
    assert display.controls is None


def test_solved_after_a_reload_stays_in_the_controls(screen: Screen) -> None:
    """Displays are dead after a reload, so the outcome and the answer stand in the widget."""
    display = live(samples.outage())
    assert display.controls is not None
    display.controls.send_state()
    display.solved(Answer("<b>Hi</b>", model="m", finish_reason="stop"), samples.outage())
    assert VIEW in screen.shown[2]
    (status,) = display.controls.children
    assert "Solved: <code>m</code> answered" in status.value
    assert "&lt;b&gt;Hi&lt;/b&gt;" in status.value
    assert "The card above is as it was before this page was loaded again" in status.value
    assert "upstream provider returned 503" in status.value


def test_failed_again_after_a_reload_shows_the_new_card(screen: Screen) -> None:
    """The card above cannot change any more, so the controls show the new one, and the first inside."""
    display = live(samples.outage())
    assert display.controls is not None
    display.controls.send_state()
    display.failed_again(samples.outage(), samples.key_refused())
    assert "The card above is as it was" in display.controls.status.value
    assert "ModelMax did not accept the key." in display.controls.status.value
    assert "upstream provider returned 503" in display.controls.status.value


def test_the_first_error_stays_inside(screen: Screen) -> None:
    """However often it is tried, the card of the first error is one click away, evidence and all."""
    display = live(samples.outage())
    display.failed_again(samples.outage(), samples.key_refused())
    display.failed_again(samples.key_refused(), samples.balance())
    card = screen.shown[1]
    assert "The first error: The provider behind" in card["text/html"]
    assert "waited 0.8 s, drawn from 0–1.0 s" in card["text/html"]
    assert "The first error: The provider behind" in card["text/plain"]
    display.solved(ANSWER, samples.balance())
    assert "waited 0.8 s, drawn from 0–1.0 s" in screen.shown[1]["text/html"]


def test_failed_again_says_what_changed(screen: Screen) -> None:
    """The card is that of the new failure and keeps the first; the buttons fit and work."""
    display = live(samples.outage())
    display.failed_again(samples.outage(), samples.key_refused())
    assert screen.shown[1] == card_bundle(samples.key_refused(), "en", live=True, before=samples.outage())
    assert display.controls is not None
    assert "now 401 unauthorized instead of 502" in display.controls.status.value


def test_failed_again_elsewhere_is_a_card_below(screen: Screen) -> None:
    """Where nothing may change, the new failure is shown as a new output."""
    display = CardDisplay("static", "en")
    display.show(samples.outage())
    display.failed_again(samples.outage(), samples.key_refused())
    assert screen.shown == [card_bundle(samples.outage(), "en"), card_bundle(samples.key_refused(), "en")]


@pytest.mark.parametrize("mode", ["static", "text"])
def test_solved_elsewhere_shows_the_answer(screen: Screen, mode: Any) -> None:
    """Without a live card the answer is shown below it."""
    display = CardDisplay(mode, "en")
    display.show(samples.outage())
    display.solved(ANSWER, samples.outage())
    assert screen.shown[-1]["text/plain"] == "Hi *you*"


def test_remark_is_added_to_the_line(screen: Screen) -> None:
    """A remark stands below what the card has become."""
    display = live(samples.outage())
    display.solved(ANSWER, samples.outage())
    display.remark("`x` was <changed> meanwhile.")
    assert screen.shown[1]["text/plain"].endswith("\n`x` was <changed> meanwhile.")
    assert screen.shown[1]["text/html"].endswith(">`x` was &lt;changed&gt; meanwhile.</p>")


def test_remark_after_a_reload_is_seen(screen: Screen) -> None:
    """After a reload the remark stands in the controls too."""
    display = live(samples.outage())
    assert display.controls is not None
    display.controls.send_state()
    display.solved(ANSWER, samples.outage())
    display.remark("kept")
    assert display.controls.status.value.endswith("<p>kept</p>")


def test_the_slot_of_a_streamed_answer_is_used(screen: Screen) -> None:
    """An answer that had begun is replaced where it stands."""
    begun = Slot()
    begun.put({"text/markdown": "Half"})
    display = CardDisplay("live", "en", on_act=lambda *_: None, answer=begun.handle)
    display.show(samples.outage())
    display.solved(ANSWER, samples.outage())
    assert len(screen.shown) == 3
    assert screen.shown[0]["text/plain"] == "Hi *you*"


def test_offered_models_reach_the_controls(screen: Screen) -> None:
    """A list fetched later becomes a choice in the controls."""
    display = live(samples.unknown_model())
    display.offer_models(["a", "b"])
    assert display.controls is not None
    assert [value for _, value in display.controls.row.children[0].options] == ["a", "b"]


def test_widgets_are_loaded_only_for_a_live_card() -> None:
    """Cards in text need no ipywidgets."""
    code = (
        "import sys, samples\n"
        "from modelmax_nb.widgets.presentation import CardDisplay\n"
        "CardDisplay('text').show(samples.balance())\n"
        "assert 'ipywidgets' not in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, env={"PYTHONPATH": ":".join(sys.path)}
    )
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize("mode", ["static", "text"])
def test_a_remark_elsewhere_is_a_line(screen: Screen, mode: Any) -> None:
    """Where nothing may change, a remark is one more output."""
    CardDisplay(mode, "en").remark("kept")
    assert screen.shown == [{"text/plain": "kept"}]


def test_controls_come_when_a_repeat_elsewhere_needs_them(screen: Screen) -> None:
    """A card without buttons gets some when the next failure has something to click."""
    mute = samples.diagnosis(samples.balance().entry, samples.balance().failure, fixes=(samples.TOP_UP,))
    display = live(mute)
    display.failed_again(mute, samples.outage())
    assert VIEW in screen.shown[-1]
    display.failed_again(samples.outage(), mute)
    assert display.controls is not None
    assert display.controls.row.children == ()


def test_solved_without_controls(screen: Screen) -> None:
    """A card without buttons folds too, when the request was sent again by a typed command."""
    mute = samples.diagnosis(samples.balance().entry, samples.balance().failure, fixes=(samples.TOP_UP,))
    display = live(mute)
    display.solved(ANSWER, mute)
    assert screen.shown[0]["text/plain"].startswith("Solved")


def test_nothing_to_offer_before_a_card(screen: Screen) -> None:
    """A list of models that comes without controls is kept for the next card."""
    display = CardDisplay("live", "en", on_act=lambda *_: None)
    display.offer_models(["a", "b"])
    assert display.models == ("a", "b")
    assert screen.shown == []
