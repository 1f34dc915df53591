"""Without a key: the simulator for a person, named at every answer; a card and a failed cell for nobody."""

import pytest

from tests.harness.kernels import Kernel


def test_a_person_without_a_key_is_answered_by_the_simulator(kernel: Kernel) -> None:
    """Named above the answer and in the object."""
    kernel.run("%load_ext modelmax_nb")
    shown = kernel.run("%%modelmax -o reply\nHello")
    assert shown.error is None
    assert "simulat" in shown.data("text/markdown")[0].splitlines()[0].lower()
    assert kernel.run("reply.simulated").text == "True"


@pytest.mark.parametrize(
    ("attended", "prepare"),
    [
        (False, ""),
        (True, "%env MODELMAX_BASE_URL=https://class.example/v1"),
        (True, "%modelmax simulator off"),
    ],
)
def test_otherwise_nothing_is_made_up(kernel: Kernel, *, attended: bool, prepare: str) -> None:
    """A card, a failed cell, no answer, nothing sent."""
    kernel.run(f"%load_ext modelmax_nb\n{prepare}")
    shown = kernel.run("%%modelmax -o reply\nHello", attended=attended)
    assert shown.reply["status"] == "error"
    assert "missing-key" in shown.text
    assert not shown.data("text/markdown")
    assert kernel.run("'reply' in globals()").text == "False"


def test_a_key_is_asked_for_and_not_shown(kernel: Kernel) -> None:
    """``%modelmax key`` in a front end that can ask; the last four characters are all that is seen."""
    kernel.run("%load_ext modelmax_nb")
    shown = kernel.run("%modelmax key", answers=["sk-live-0123456789abcd\n"])
    assert shown.error is None, shown.error
    assert "abcd" in shown.text
    assert "0123456789" not in str(shown.messages)
    assert "…abcd" in kernel.run("%modelmax status").text
    assert "default" in kernel.run("%modelmax status").text


def test_a_key_cannot_be_asked_for_where_nobody_is(kernel: Kernel) -> None:
    """One line that names the other way."""
    kernel.run("%load_ext modelmax_nb")
    shown = kernel.run("%modelmax key", attended=False)
    assert shown.reply["status"] == "error"
    assert "MODELMAX_API_KEY" in shown.text
