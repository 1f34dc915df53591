"""What must agree: the catalog's scenarios and the simulator's, the accounts, and what each provokes."""

import pytest

import modelmax_nb
from modelmax_nb.catalog.entries import ENTRIES
from modelmax_nb.catalog.entry import Entry
from modelmax_nb.magics.simulator_commands import ACCOUNTS
from modelmax_nb.request import ChatRequest
from modelmax_nb.retry import RetryBudget
from modelmax_nb.session import Call
from modelmax_nb.settings import SIMULATOR_KEY
from modelmax_nb.simulator import GOOD_KEY, RECIPES, SCENARIOS
from modelmax_nb.simulator import accounts as simulated_accounts

PROVOKED = [entry for entry in ENTRIES.values() if entry.scenario]


def test_names_are_those_of_the_simulator() -> None:
    """The simulator knows nothing of the catalog, so the names could drift apart."""
    named = {entry.scenario for entry in PROVOKED}
    assert named <= {*SCENARIOS, *RECIPES}
    assert not {*SCENARIOS} & {*RECIPES}
    assert GOOD_KEY == SIMULATOR_KEY == ACCOUNTS["good"]
    known = {value for value in vars(simulated_accounts).values() if str(value).startswith("sk-sim-")}
    assert known <= {*ACCOUNTS.values()}


@pytest.mark.parametrize("entry", PROVOKED, ids=lambda entry: entry.slug)
def test_every_entry_can_be_provoked(entry: Entry) -> None:
    """The scenario that an entry names ends in a diagnosis of that entry."""
    session = modelmax_nb.current_session()
    session.budget = RetryBudget()
    session.overrides.simulator = True
    scenario = entry.scenario or ""
    if scenario in RECIPES:
        arguments = RECIPES[scenario].client_arguments(session.simulator.url)
        modelmax_nb.configure(simulator=False, **arguments)
    else:
        session.simulator.play(scenario, repeat=True)
    stream = scenario.startswith("stream")
    request = ChatRequest(
        model="gemini-3-flash-preview", messages=({"role": "user", "content": "Hello"},), stream=stream
    )
    report = session.ask(Call(request=request, timeout=5.0))
    assert report.diagnosis is not None
    assert report.diagnosis.entry.slug == entry.slug
