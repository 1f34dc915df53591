"""What a refusal of the simulator offers: only what changes something, and never another simulator."""

import os
from pathlib import Path

import pytest

from modelmax_nb.simulator import Simulator
from tests.harness.kernels import Kernel


@pytest.mark.parametrize("scenario", ["402", "401"])
def test_who_has_the_good_key_ends_the_scenario(kernel: Kernel, scenario: str) -> None:
    """The key is in use already; what helps is to end the script, and that helps."""
    kernel.run("%load_ext modelmax_nb")
    kernel.run(f"%modelmax simulator play {scenario} --repeat")
    shown = kernel.run("%%modelmax\nHello")
    assert "good key" not in shown.text
    assert "%modelmax simulator play" in shown.text
    kernel.run("%modelmax simulator play")
    assert kernel.run("%modelmax retry").error is None


def test_another_test_key_is_offered_where_it_helps(kernel: Kernel) -> None:
    """The account that is empty is left for the good one."""
    kernel.run("%load_ext modelmax_nb")
    kernel.run("%modelmax simulator on --account empty")
    shown = kernel.run("%%modelmax\nHello")
    assert "good key" in shown.text
    assert "simulator play" not in shown.text


@pytest.mark.parametrize("key", ["sk-sim-revoked", "sk-sim-empty"])
def test_a_simulator_of_ones_own_is_not_left_for_the_embedded_one(tmp_path: Path, key: str) -> None:
    """With her own base URL she enters another key, and stays at her server."""
    with Simulator() as simulator:
        env = {**os.environ, "MODELMAX_BASE_URL": simulator.url, "MODELMAX_API_KEY": key}
        with Kernel(tmp_path, env) as kernel:
            kernel.run("%load_ext modelmax_nb")
            shown = kernel.run("%%modelmax\nHello")
            assert "%modelmax key" in shown.text
            assert "good key" not in shown.text
            kernel.run("%modelmax key", answers=["sk-sim-good"])
            assert kernel.run("%modelmax retry").error is None
            assert simulator.url in kernel.run("%modelmax status").text
