"""What a cell shows while it waits before another attempt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import samples

from modelmax_nb.magics import cell
from modelmax_nb.magics.cell import CellRun
from modelmax_nb.request import ChatRequest
from modelmax_nb.retry import Pause
from modelmax_nb.session import Call, Session

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

CALL = Call(ChatRequest(model="m", messages=()))
FIRST, SECOND = (
    Pause(attempt=attempt, wait=attempt.wait, of=3)
    for attempt in samples.outage().attempts[:2]
    if attempt.wait
)


@pytest.fixture
def shown(shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The HTML of every display and update, in order."""
    arrived: list[str] = []

    def publish(data: dict[str, Any], **_more: Any) -> None:
        arrived.append(data.get("text/html", ""))

    monkeypatch.setattr(shell.display_pub, "publish", publish)
    return arrived


def run(shell: InteractiveShell) -> CellRun:
    """Return a run of a cell in a live notebook."""
    return CellRun(Session(), shell, "live", CALL)


def test_a_screen_reader_is_told_once_a_wait(
    shell: InteractiveShell, shown: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each wait is announced as it begins; the seconds that pass are not."""
    monkeypatch.setattr(cell, "REDRAW", 0.0)
    waiting = run(shell)
    for pause, left in ((FIRST, 0.8), (FIRST, 0.2), (SECOND, 2.3), (SECOND, 1.3), (SECOND, 0.3)):
        waiting._on_wait(pause, left)
    assert ['role="alert"' in html for html in shown] == [True, False, True, False, False]


def test_the_picture_grows(
    shell: InteractiveShell, shown: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every attempt so far is drawn, with the deadline, in few bytes."""
    monkeypatch.setattr(cell, "REDRAW", 0.0)
    waiting = run(shell)
    waiting._on_wait(FIRST, 0.8)
    waiting._on_wait(SECOND, 2.3)
    assert [html.count("<rect") for html in shown] == [1, 2]
    assert "no attempt begins after 60 s" in shown[-1]
    assert max(map(len, shown)) <= 1200


def test_it_is_not_drawn_too_often(shell: InteractiveShell, shown: list[str]) -> None:
    """A clock that runs fast does not flood the front end: one picture for each beginning."""
    waiting = run(shell)
    for left in range(100, 0, -1):
        waiting._on_wait(FIRST, left / 125)
    assert len(shown) == 1
