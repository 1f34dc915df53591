"""The journal: what it says, and what it must never say."""

import json
from pathlib import Path

import httpx2
import pytest

from modelmax_nb.simulator import GOOD_KEY, Simulator, VirtualClock
from tests.simulator.calls import chat_body

CHAT = "/v1/chat/completions"
SECRET_KEY = "sk-live-0123456789abcdef"


def test_a_request_is_one_plain_dict(http: httpx2.Client, simulator: Simulator) -> None:
    """All fields, for an ordinary call."""
    http.post(CHAT, json=chat_body(), headers={"x-stainless-retry-count": "2", "idempotency-key": "abc"})
    assert simulator.requests() == [
        {
            "n": 1,
            "time": 1767225600.0,
            "method": "POST",
            "path": CHAT,
            "key_last4": "good",
            "retry_count": 2,
            "idempotency_key": "abc",
            "model": "deepseek-v3.2",
            "scenario": None,
            "status": 200,
            "charge": simulator.account(GOOD_KEY).ledger[0]["amount"],
            "outcome": "complete",
            "duration": 0.05,
        }
    ]


def test_each_request_has_two_events(http: httpx2.Client, simulator: Simulator) -> None:
    """One on arrival, one at the end, versioned and with one number."""
    simulator.play("500")
    http.post(CHAT, json=chat_body())
    assert [(event["v"], event["event"], event["n"]) for event in simulator.journal] == [
        (1, "request", 1),
        (1, "response", 1),
    ]


def test_a_request_in_progress_has_no_outcome_yet(http: httpx2.Client, simulator: Simulator) -> None:
    """Between the two events the outcome is None."""
    with http.stream("POST", CHAT, json=chat_body(stream=True)) as response:
        chunks = response.iter_raw()
        next(chunks)
        assert [entry["outcome"] for entry in simulator.requests()] == [None]
        assert list(chunks)
    assert [entry["outcome"] for entry in simulator.requests()] == ["complete"]


@pytest.mark.parametrize(
    ("scenario", "status", "outcome"),
    [
        ("ok", 200, "complete"),
        ("502-empty", 502, "complete"),
        ("stall", None, "stalled"),
        ("reset", None, "reset"),
        ("stream-cut", 200, "cut"),
        ("stream-end-early", 200, "cut"),
        ("stream-stall", 200, "stalled"),
    ],
)
def test_the_outcome_says_how_it_ended(
    http: httpx2.Client, simulator: Simulator, scenario: str, status: int | None, outcome: str
) -> None:
    """However the connection ends, the journal says so and names the scenario."""
    simulator.play(scenario)
    try:
        http.post(CHAT, json=chat_body(stream=True))
    except httpx2.TransportError:
        assert outcome != "complete"
    (entry,) = simulator.requests()
    assert (entry["scenario"], entry["status"], entry["outcome"]) == (scenario, status, outcome)


@pytest.mark.parametrize("simulate", ["echo-key", "ok", "stall", "nonsense"])
def test_neither_key_nor_prompt_is_written_down(tmp_path: Path, simulate: str) -> None:
    """Not in the events, not in the file, not in a repr."""
    file = tmp_path / "journal.jsonl"
    body = chat_body(messages=[{"role": "user", "content": "my private diary"}])
    headers = {"authorization": f"Bearer {SECRET_KEY}", "x-simulate": simulate}
    with Simulator(clock=VirtualClock(), journal_file=file) as simulator:
        with httpx2.Client(transport=simulator.transport(), base_url="https://sim.test") as http:
            try:
                http.post(CHAT, json=body, headers=headers)
            except httpx2.ReadTimeout:
                assert simulate == "stall"
        shown = file.read_text(encoding="utf-8") + repr(simulator.journal) + repr(simulator.state)
    assert SECRET_KEY not in shown
    assert "diary" not in shown
    assert '"key_last4": "cdef"' in shown


@pytest.mark.parametrize(("key", "shown"), [("sk-1", "****"), ("", None), ("sk-sim-low", "-low")])
def test_a_short_key_is_not_shown_at_all(
    http: httpx2.Client, simulator: Simulator, key: str, shown: str | None
) -> None:
    """Four characters of a very short key would be the key."""
    http.get("/v1/models", headers={"authorization": f"Bearer {key}"})
    assert simulator.requests()[0]["key_last4"] == shown


def test_the_file_holds_the_same_events(tmp_path: Path) -> None:
    """JSON lines, appended to what was there; a reset keeps them."""
    file = tmp_path / "journal.jsonl"
    file.write_text('{"v": 1, "event": "note"}\n', encoding="utf-8")
    with Simulator(clock=VirtualClock(), journal_file=file) as simulator:
        with httpx2.Client(transport=simulator.transport(), base_url="https://sim.test") as http:
            http.get("/v1/models")
        events = simulator.journal
        simulator.reset()
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert lines[1:] == events


def test_long_values_are_cut(http: httpx2.Client, simulator: Simulator) -> None:
    """A client cannot blow up the journal."""
    http.post(CHAT, json=chat_body(model="x" * 5000), headers={"idempotency-key": "y" * 5000})
    http.get("/" + "z" * 5000)
    first, second = simulator.requests()
    assert [len(str(first["model"])), len(str(first["idempotency_key"])), len(str(second["path"]))] == [
        120
    ] * 3
