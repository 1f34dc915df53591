"""Every entry has a real failure to show, without which it would have no picture."""

import threading
from collections.abc import Iterator

import pytest

from modelmax_nb.catalog.entries import ENTRIES
from modelmax_nb.magics.options import parse_cell_line
from modelmax_nb.request import ChatRequest
from modelmax_nb.session import Call
from tests.gallery.failures import source
from tests.gallery.stage import KEY, StagedSession


class Director:
    """The curtain is up."""

    def __init__(self) -> None:
        self.curtain = threading.Event()
        self.curtain.set()
        self.solves = self.holds = self.simulated = False


@pytest.fixture
def staged(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[StagedSession]:
    """A session that fails as one entry says, on behalf of somebody with a key."""
    monkeypatch.setenv("MODELMAX_API_KEY", KEY)
    session = StagedSession(Director(), request.param, "en")  # type: ignore[arg-type]
    yield session
    session.close()


def call_of(slug: str) -> Call:
    """Return the call that the cell of an entry makes."""
    line, _, prompt = source(slug).partition("\n")
    options = parse_cell_line(line.removeprefix("%%modelmax").strip(), "en")
    request = ChatRequest(
        model=options.model or "gemini-3-flash-preview",
        messages=({"role": "user", "content": prompt},),
        temperature=options.temperature,
        stream=bool(options.stream),
    )
    return Call(request=request, timeout=options.timeout)


@pytest.mark.parametrize("staged", ENTRIES, indirect=True)
def test_the_cell_of_an_entry_meets_it(staged: StagedSession) -> None:
    """The failure is that of the entry, and the card does not say that it is simulated."""
    report = staged.ask(call_of(staged.slug))
    assert report.diagnosis is not None
    assert report.diagnosis.entry.slug == staged.slug
    assert not report.diagnosis.failure.simulated


@pytest.mark.parametrize("staged", ["insufficient-balance", "host-not-found", "missing-key"], indirect=True)
def test_the_second_click_is_answered(staged: StagedSession) -> None:
    """It fails first, fails again, and is answered when the director says so."""
    call = call_of(staged.slug)
    assert not staged.ask(call).answered
    assert not staged.ask(call).answered
    staged.director.solves = True
    assert staged.ask(call).answered
