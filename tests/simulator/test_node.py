"""The openai npm package under Node, against the HTTP server."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from modelmax_nb.simulator import EMPTY_KEY, GOOD_KEY, REVOKED_KEY, Simulator

SCRIPT = Path(__file__).parent / "ask.mjs"
LOCK = Path(__file__).parents[1] / "node" / "package-lock.json"


@pytest.fixture
def ask(node: str, node_openai: Path, served: Simulator) -> Any:
    """Run the script; returns what it printed."""

    def run(scenario: str = "-", form: str = "whole", key: str = GOOD_KEY) -> dict[str, Any]:
        command = [node, str(SCRIPT), str(node_openai), served.url, key, scenario, form]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
        result: dict[str, Any] = json.loads(done.stdout)
        return result

    return run


@pytest.mark.parametrize("form", ["whole", "stream"])
def test_node_gets_an_answer(ask: Any, form: str) -> None:
    """In one piece and as a stream, with usage."""
    found = ask(form=form)
    assert found["text"].startswith("*Simulated answer.*")
    assert "Hello from Node" in found["text"]
    assert found["reason"] == "stop"
    assert found["usage"]["total_tokens"] > 0


@pytest.mark.parametrize(
    ("scenario", "form", "error", "status", "requests"),
    [
        ("400-unknown-model", "whole", "BadRequestError", 400, 1),
        ("401", "whole", "AuthenticationError", 401, 1),
        ("402", "whole", "APIError", 402, 1),
        ("502-outage", "whole", "InternalServerError", 502, 3),
        ("502-html", "whole", "InternalServerError", 502, 3),
        ("429", "whole", "RateLimitError", 429, 3),
        ("no-retry", "whole", "InternalServerError", 502, 1),
        ("reset", "whole", "APIConnectionError", None, 3),
        ("stream-error", "stream", "APIError", None, 1),
        ("stream-cut", "stream", "TypeError", None, 1),
    ],
)
def test_node_fails_by_name(  # noqa: PLR0917 - the columns of the table
    ask: Any, served: Simulator, scenario: str, form: str, error: str, status: int | None, requests: int
) -> None:
    """One header makes it fail; class, status and number of requests are those of the npm package."""
    found = ask(scenario, form)
    assert (found["error"], found.get("status")) == (error, status)
    assert [entry["scenario"] for entry in served.requests()] == [scenario] * requests


def test_node_recovers_within_a_script(ask: Any, served: Simulator) -> None:
    """Two failures, then the answer, all within one call of the SDK."""
    assert ask("502 outage, 502 throttle, ok")["text"]
    assert [entry["status"] for entry in served.requests()] == [502, 502, 200]
    assert [entry["retry_count"] for entry in served.requests()] == [0, 1, 2]


@pytest.mark.parametrize(
    ("key", "status", "type_"),
    [(EMPTY_KEY, 402, "insufficient_balance"), (REVOKED_KEY, 401, "unauthorized")],
)
def test_node_meets_the_keys(ask: Any, key: str, status: int, type_: str) -> None:
    """The type word of ModelMax reaches the client."""
    found = ask(key=key)
    assert (found["status"], found["type"]) == (status, type_)


def test_the_lock_file_names_no_registry() -> None:
    """So that any registry will do."""
    assert "http" not in LOCK.read_text(encoding="utf-8")
