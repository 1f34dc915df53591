"""Every behaviour of the simulator through the magic in a real kernel."""

from collections.abc import Iterator

import pytest

from tests.harness.kernels import Kernel

# scenario, options of the cell, the diagnosis, requests sent
SERVER = [
    ("400 bad field", "", "invalid-value", 1),
    ("400 unknown model", "", "unknown-model", 1),
    ("401", "", "key-refused", 1),
    ("402", "", "insufficient-balance", 1),
    ("500", "", "server-fault", 3),
    ("502 outage", "", "provider-outage", 3),
    ("502 throttle", "", "provider-throttled", 3),
    ("502 content policy", "", "content-refused", 1),
    ("502 html", "", None, 3),
    ("502 empty", "", None, 3),
    ("503", "", "service-unavailable", 3),
    ("504", "", "gateway-timeout", 1),
    ("408", "", "request-timeout", 3),
    ("409", "", "conflict", 1),
    ("429", "", "rate-limited", 3),
    ("403", "", "forbidden", 1),
    ("404", "", "not-found", 1),
    ("413", "", "too-large", 1),
    ("422", "", "unprocessable", 1),
    ("redirect", "", "redirected", 1),
    ("login page", "", "login-page", 1),
    ("200 html", "", "wrong-base-url", 1),
    ("200 error", "", "error-in-answer", 1),
    ("200 bad json", "", "answer-not-json", 1),
    ("200 empty body", "", None, 1),
    ("stall", "--timeout 5", "timeout-no-answer", 1),
    ("reset", "", "connection-lost", 1),
    ("stream error", "--stream", "stream-error-event", 1),
    ("stream cut", "--stream", "stream-cut", 1),
    ("stream end early", "--stream", "stream-ended-early", 1),
    ("stream bad json", "--stream", "stream-unreadable", 1),
    ("stream stall", "--stream --timeout 5", None, 1),
    ("retry after 130", "", None, 1),
    ("no retry", "", None, 1),
    ("empty answer", "", "empty-answer", 1),
    ("context too long", "", "context-too-long", 1),
]


@pytest.fixture(scope="module")
def unattended(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    """One kernel with nobody in front of it, so that waits are virtual."""
    with Kernel(tmp_path_factory.mktemp("kernel"), attended=False) as kernel:
        assert kernel.run("%load_ext modelmax_nb\nimport modelmax_nb").error is None
        yield kernel


LAST = "print(modelmax_nb.current_session().last_diagnosis.entry.slug)"
SENT = "print(sum(row['method'] == 'POST' for row in modelmax_nb.current_session().simulator.requests()))"


@pytest.mark.parametrize(("scenario", "options", "slug", "requests"), SERVER, ids=str)
def test_each_scenario_gets_its_diagnosis(
    unattended: Kernel, scenario: str, options: str, slug: str | None, requests: int
) -> None:
    """The right entry, the right number of requests, a failed cell, a card, three lines of traceback."""
    unattended.run("%modelmax simulator on --seed 1")
    unattended.run(f"%modelmax simulator play {scenario} --repeat")
    result = unattended.run(f"%%modelmax {options}\nhello")
    assert result.reply["status"] == "error"
    assert result.error is not None
    assert len(result.error["traceback"]) <= 3
    if slug is not None:
        assert unattended.run(LAST).text.strip() == slug
    assert unattended.run(SENT).text.strip() == str(requests)
    assert "sk-sim-good" not in str(result.messages)
    assert len(result.data("text/html")) == 1
