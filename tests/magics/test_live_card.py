"""The card's buttons in a real kernel, with a person in front of it."""

import json
from collections.abc import Callable

import pytest

from tests.harness.kernels import VIEW, Kernel, Result

SESSION = "modelmax_nb.current_session()"
POSTS = f"print(sum(row['method'] == 'POST' for row in {SESSION}.simulator.requests()))"


def confirm(kernel: Kernel, shown: Result, label: str) -> None:
    """Press a button that opens a preview, then "Send" as soon as that takes clicks."""
    kernel.click(shown, label)
    kernel.wait(shown, ready_to_send)
    kernel.click(shown, "Send")


def ready_to_send(shown: Result) -> bool:
    """Tell whether the last button that reads "Send" can be pressed."""
    state = shown.widgets()[shown.button("Send")]
    return not state.get("disabled")


def messages_to(shown: Result, label: str) -> list[object]:
    """Return the messages, apart from changes of state, that the button *label* got from the kernel."""
    mine = shown.button(label)
    return [
        message["content"]["data"]["content"]
        for message in shown.messages
        if message["header"]["msg_type"] == "comm_msg"
        and message["content"]["comm_id"] == mine
        and message["content"]["data"]["method"] == "custom"
    ]


def test_without_a_key_the_buttons_stay_in_the_simulator(kernel: Kernel) -> None:
    """A click is a person: it is answered as the cell was, not refused for want of a key."""
    kernel.run("%load_ext modelmax_nb\nimport modelmax_nb")
    shown = kernel.run("%%modelmax -m gemini-3-flash-previw -o reply\nHello")
    confirm(kernel, shown, "Run with this model")
    kernel.wait(shown, lambda result: not result.data(VIEW))
    assert "Solved" in shown.text
    assert kernel.run("reply.simulated").text == "True"


@pytest.fixture
def live(kernel: Kernel) -> Kernel:
    """A kernel with the extension and a fresh simulator that answers at once."""
    kernel.run("%load_ext modelmax_nb\nimport modelmax_nb\n%modelmax simulator on --seed 1 --speed 50")
    return kernel


def shows(text: str) -> Callable[[Result], bool]:
    """Return a condition: *text* is seen in some output or widget."""
    return lambda result: text in result.text or text in json.dumps(result.widgets())


def closed(result: Result) -> set[str]:
    """Return the widgets that were taken away again."""
    return {m["content"]["comm_id"] for m in result.messages if m["header"]["msg_type"] == "comm_close"}


def posts(kernel: Kernel) -> int:
    """Return how many requests the simulator got."""
    return int(kernel.run(POSTS).text)


def test_another_model_answers_in_place(live: Kernel) -> None:
    """One click: the answer stands in its slot, the variable is set, the card folds, no widget is left."""
    shown = live.run("%%modelmax -m gemini-3-flash-previw -o reply\nHello")
    assert shown.error is not None
    assert len(shown.data(VIEW)) == 1
    before = posts(live)
    confirm(live, shown, "Run with this model")
    live.wait(shown, lambda result: not result.data(VIEW))
    live.wait(shown, lambda result: closed(result) == set(result.widgets()))
    assert shown.data("text/markdown")
    assert "Solved" in shown.text
    assert posts(live) == before + 1
    assert live.run("reply.model, reply.simulated").text == "('gemini-3-flash-preview', True)"


def test_a_preview_sends_nothing_until_it_is_confirmed(live: Kernel) -> None:
    """The preview stands in place and takes the focus; "Cancel" puts the buttons and the focus back."""
    shown = live.run("%%modelmax -m gemini-3-flash-previw\nHello")
    before = posts(live)
    live.click(shown, "Run with this model")
    live.wait(shown, shows("(provider gemini). Free: the simulator answers. Nothing else changes."))
    live.wait(shown, ready_to_send)
    live.wait(shown, lambda result: {"do": "focus"} in messages_to(result, "Send"))
    live.click(shown, "Cancel")
    live.wait(shown, lambda result: {"do": "focus"} in messages_to(result, "Run with this model"))
    assert posts(live) == before


def test_the_simulator_can_be_left_again(live: Kernel) -> None:
    """The outcome says what was changed, and how to put it back; typed, that works."""
    live.run("%modelmax simulator off\nimport os\nos.environ['MODELMAX_API_KEY'] = 'sk-test-0123456789'")
    live.run("os.environ['MODELMAX_BASE_URL'] = 'http://127.0.0.1:1/v1'")
    shown = live.run("%%modelmax\nHello")
    live.click(shown, "Use the simulator")
    live.wait(shown, shows("The simulator answers from now on. To go back, type `%modelmax undo`."))
    assert live.run(f"{SESSION}.settings().simulated").text == "True"
    assert "Put back as it was." in live.run("%modelmax undo").text
    assert live.run(f"{SESSION}.settings().simulated").text == "False"
    assert "No fix has changed a setting" in live.run("%modelmax undo").text


def test_a_base_url_is_mended_in_the_session(live: Kernel) -> None:
    """The address that the card proposes is used from now on, and the button puts the old one back."""
    live.run("%modelmax simulator recipe base-url-without-v1")
    live.run("%modelmax simulator play ok, 402")
    shown = live.run("%%modelmax\nHello")
    url = f"{SESSION}.overrides.simulator_base_url"
    before = live.run(url).text
    confirm(live, shown, "Set the base URL")
    live.wait(shown, shows("Calls go to"))
    live.wait(shown, lambda result: "Solved" in result.text or "Undo" in json.dumps(result.widgets()))
    assert live.run(url).text != before
    assert "Put back as it was." in live.run("%modelmax undo").text
    assert live.run(url).text == before


def test_undo_is_a_button_while_the_card_stands(live: Kernel) -> None:
    """When the repeat failed too, the change is one click from being undone."""
    live.run("%modelmax simulator recipe connection-refused")
    shown = live.run("%%modelmax\nHello")
    live.run(f"{SESSION}.simulator.play('402')")
    live.click(shown, "Use the simulator")
    live.wait(shown, shows("insufficient-balance"))
    live.wait(shown, lambda result: "Undo" in json.dumps(result.widgets()))
    assert live.run(f"{SESSION}.settings().simulated").text == "True"
    live.click(shown, "Undo")
    live.wait(shown, shows("Put back as it was. Undone: The simulator answers from now on."))
    assert "http://127.0.0.1:1" in live.run(f"{SESSION}.settings().base_url").text


def test_more_time_is_given_to_this_call_alone(live: Kernel) -> None:
    """Waiting longer sends the same call again, and leaves the session's own limit alone."""
    live.run("%modelmax simulator on --seed 1 --speed 1\n%modelmax simulator play stall, ok")
    shown = live.run("%%modelmax --timeout 0.2\nHello")
    limit = live.run(f"{SESSION}.timeout").text
    live.click(shown, "Wait longer")
    live.wait(shown, shows("waits up to 0.4 s for a sign of life"))
    live.wait(shown, ready_to_send)
    live.click(shown, "Send")
    live.wait(shown, shows("Solved"))
    assert live.run(f"{SESSION}.timeout").text == limit
    live.run("%modelmax simulator play stall, ok")
    live.run("%%modelmax --timeout 0.2\nHello")
    assert "Simulated answer" in live.run("%modelmax retry --timeout 5").text


def test_the_call_as_code(live: Kernel) -> None:
    """One fold a language, the mended program first; nothing is sent."""
    live.run("%%modelmax -m gemini-3-flash-previw\nHello <b>there</b>")
    before = posts(live)
    shown = live.run("%modelmax code")
    assert shown.html.count("<summary") == 8
    assert "gemini-3-flash-preview in place of gemini-3-flash-previw" in shown.html
    assert "&lt;b&gt;there&lt;/b&gt;" in shown.html
    assert "gemini-3-flash-previw" in live.run("%modelmax code --js --as-sent").text
    assert "Mended" not in live.run("%modelmax code --js --as-sent").text
    assert posts(live) == before


def test_a_repeat_that_fails_says_what_changed(live: Kernel) -> None:
    """One click, one request; the new card names the difference."""
    live.run("%modelmax simulator play 502 outage, 402")
    shown = live.run("%%modelmax --attempts 1 -o reply\nHello")
    live.click(shown, "Try again")
    live.wait(shown, shows("now 402"))
    assert posts(live) == 2
    assert "insufficient-balance" in shown.text
    assert live.run("'reply' in globals()").text == "False"


def test_two_clicks_send_one_request(live: Kernel) -> None:
    """While a request is in flight the buttons are off, and a click that was already under way is dropped."""
    live.run("%modelmax simulator on --seed 1 --speed 1\n%modelmax simulator play 502 outage, slow")
    shown = live.run("%%modelmax --attempts 1\nHello")
    live.click(shown, "Try again")
    live.click(shown, "Try again")
    live.wait(shown, lambda result: not result.data(VIEW))
    assert posts(live) == 2


def test_a_variable_that_changed_meanwhile_is_left_alone(live: Kernel) -> None:
    """The answer is shown, and the card says why the variable is not set."""
    live.run("%modelmax simulator play 502 outage")
    shown = live.run("%%modelmax --attempts 1 -o reply\nHello")
    live.run("reply = 'mine'")
    live.click(shown, "Try again")
    live.wait(shown, shows("was left alone"))
    assert live.run("reply").text == "'mine'"


def test_the_list_of_models_is_offered(live: Kernel) -> None:
    """A safe fix: nothing is sent to a model."""
    shown = live.run("%%modelmax -m zzz\nHello")
    before = posts(live)
    live.click(shown, "List models")
    live.wait(shown, lambda result: "deepseek-v3.2" in json.dumps(result.widgets()))
    assert posts(live) == before


def test_an_interrupt_ends_the_wait_with_a_card(live: Kernel) -> None:
    """The stop button: no further request, a card, three lines at most."""
    live.run("%modelmax simulator on --seed 3 --speed 1\n%modelmax simulator play 500 --repeat")
    live.run(f"{SESSION}.policy = __import__('modelmax_nb.retry').retry.RetryPolicy(wait_initial=30.0)")
    shown = live.begin("%%modelmax\nHello")
    live.wait(shown, shows("Attempt 2 of 3"))
    live.interrupt()
    live.finish(shown)
    assert shown.reply["status"] == "error"
    assert shown.error is not None
    assert len(shown.error["traceback"]) <= 3
    assert "You stopped" in shown.text
    assert "waited" not in shown.text
    assert posts(live) == 1


def test_the_wait_line_counts_down_and_leaves_one_line(live: Kernel) -> None:
    """While it waits: attempt k of n, why, and how long; afterwards what it took."""
    live.run("%modelmax simulator play 500, ok")
    shown = live.run("%%modelmax\nHello")
    updates = [
        m for m in shown.messages if m["header"]["msg_type"] in {"display_data", "update_display_data"}
    ]
    assert any("Attempt 2 of 3" in json.dumps(m["content"]) for m in updates)
    assert "Answered at attempt 2." in shown.text
    assert "Attempt 2 of 3" not in shown.text
