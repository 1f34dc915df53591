"""A trial of the simulator: a fresh state for the length of a block, for every client that it has."""

import httpx2
import pytest

from modelmax_nb.simulator import GOOD_KEY, LOW_KEY, Simulator, VirtualClock
from tests.simulator.calls import chat_body


def post_chat(simulator: Simulator, key: str = GOOD_KEY) -> int:
    """Ask once, in process, and return the status."""
    headers = {"authorization": f"Bearer {key}"}
    client = httpx2.Client(transport=simulator.transport(), base_url="https://sim.test", headers=headers)
    with client:
        return client.post("/v1/chat/completions", json=chat_body()).status_code


def test_a_trial_begins_anew_and_leaves_no_trace() -> None:
    """Journal, accounts, scripts and clock of before come back, untouched."""
    with Simulator(seed=3, clock=VirtualClock()) as simulator:
        simulator.play("500, 502 outage")
        assert post_chat(simulator) == 500
        before = simulator.state, simulator.clock, simulator.requests()
        with simulator.trial(VirtualClock(0.0), seed=1) as lent:
            assert lent is simulator
            assert simulator.requests() == []
            assert post_chat(simulator) == 200
            assert [row["time"] for row in simulator.requests()] == [0.0]
            assert simulator.account(GOOD_KEY).balance < 5
        assert (simulator.state, simulator.clock, simulator.requests()) == before
        assert simulator.account(GOOD_KEY).balance == 5
        assert post_chat(simulator) == 502


def test_a_trial_ends_with_an_exception_too() -> None:
    """However the block ends, what was before comes back."""
    simulator = Simulator()
    before = simulator.state, simulator.clock
    with pytest.raises(KeyboardInterrupt), simulator.trial(VirtualClock()):
        raise KeyboardInterrupt
    assert (simulator.state, simulator.clock, simulator.in_trial) == (*before, False)


@pytest.mark.parametrize("key", [GOOD_KEY, LOW_KEY])
def test_every_account_has_the_balance_of_the_trial(key: str) -> None:
    """In a trial any key can be made to meet an empty account."""
    simulator = Simulator(clock=VirtualClock())
    with simulator.trial(VirtualClock(), balance=0.0):
        assert post_chat(simulator, key=key) == 402
        assert simulator.account(key).balance == 0
    assert post_chat(simulator, key=key) == 200


def test_the_server_takes_part_without_waiting() -> None:
    """A request over a socket meets the trial's script and its clock: a slow answer comes at once."""
    with Simulator() as simulator:
        url = simulator.url
        clock = VirtualClock(0.0)
        with simulator.trial(clock):
            simulator.play("models: slow, models: 503")
            with httpx2.Client(base_url=url, headers={"authorization": f"Bearer {GOOD_KEY}"}) as client:
                assert [client.get("/models").status_code for _ in range(2)] == [200, 503]
            assert [row["scenario"] for row in simulator.requests()] == ["slow", "503"]
        assert clock.now() > 5
        assert simulator.requests() == []


def test_whoever_watches_can_end_it() -> None:
    """What the watcher raises reaches a client in this process."""

    def refuse(event: dict[str, object]) -> None:
        raise RuntimeError(event["event"])

    simulator = Simulator(clock=VirtualClock())
    with pytest.raises(RuntimeError, match="request"), simulator.trial(VirtualClock(), watch=refuse):
        post_chat(simulator)


def test_a_gate_stands_before_every_request() -> None:
    """The gate is passed in the client's own thread, before anything is written down."""

    def closed() -> None:
        raise PermissionError

    simulator = Simulator(clock=VirtualClock())
    simulator.gate = closed
    with pytest.raises(PermissionError):
        post_chat(simulator)
    assert simulator.requests() == []
