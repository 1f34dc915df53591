"""Fixtures for the simulator's tests: a simulator that waits for nothing, and real SDK clients of it."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import openai
import pytest

from modelmax_nb.simulator import GOOD_KEY, RealClock, Simulator, VirtualClock
from tests.simulator.calls import FAST, HastyOpenAI, Skin


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    """A simulator on a virtual clock."""
    with Simulator(clock=VirtualClock()) as made:
        yield made


@pytest.fixture(scope="session")
def _served() -> Iterator[Simulator]:
    with Simulator(clock=RealClock(FAST)) as made:
        made.serve()
        yield made


@pytest.fixture
def served(_served: Simulator) -> Simulator:
    """A simulator behind its HTTP server, new for each test, two hundred times faster than life."""
    _served.reset()
    return _served


@pytest.fixture
def http(simulator: Simulator) -> Iterator[httpx2.Client]:
    """A plain HTTP client of the simulator, in process, with the good key."""
    headers = {"authorization": f"Bearer {GOOD_KEY}"}
    with httpx2.Client(
        transport=simulator.transport(), base_url="https://sim.test", headers=headers
    ) as client:
        yield client


@pytest.fixture
def sdk() -> Iterator[Callable[..., openai.OpenAI]]:
    """Make real SDK clients, in process or over HTTP; they are closed at the end."""
    made: list[openai.OpenAI] = []

    def make(
        simulator: Simulator, skin: Skin = "in process", key: str = GOOD_KEY, **options: Any
    ) -> openai.OpenAI:
        if skin == "over HTTP":
            client = HastyOpenAI(api_key=key, base_url=simulator.url, **options)
        else:
            over = openai.DefaultHttpxClient(transport=simulator.transport())
            client = HastyOpenAI(api_key=key, base_url="https://sim.test/v1", http_client=over, **options)
        made.append(client)
        return client

    yield make
    for client in made:
        client.close()
