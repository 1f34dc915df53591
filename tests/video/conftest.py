"""A session that asks the simulator, and a folder of its own for tasks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import modelmax_nb
from modelmax_nb.simulator import Simulator


@pytest.fixture(autouse=True)
def state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where tasks are remembered during one test; videos are saved beside it."""
    monkeypatch.setenv("MODELMAX_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "state" / "tasks"


@pytest.fixture
def simulator() -> Simulator:
    """The session's simulator, switched on; its clock is virtual, because nobody is there to wait."""
    modelmax_nb.configure(simulator=True)
    return modelmax_nb.current_session().simulator


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[Simulator]:
    """A simulator behind a real HTTP server, two hundred times faster than life, as the service in use."""
    from modelmax_nb.simulator import RealClock

    with Simulator(clock=RealClock(200)) as simulator:
        monkeypatch.setenv("MODELMAX_BASE_URL", simulator.url)
        monkeypatch.setenv("MODELMAX_API_KEY", "sk-sim-good")
        yield simulator
