"""A real failure for every entry: what makes it happen, and the cell that meets it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modelmax_nb.catalog.entries import ENTRIES
from modelmax_nb.diagnosis import diagnose
from modelmax_nb.failure import Symptom
from modelmax_nb.settings import SIMULATOR_KEY
from modelmax_nb.simulator import RECIPES
from modelmax_nb.simulator.acts import ANY, Page, Refuse, Scenario
from modelmax_nb.simulator.scripts import Step
from tests.diagnosis.corpus import CORPUS

if TYPE_CHECKING:
    from modelmax_nb.failure import Failure
    from modelmax_nb.session import Session
    from modelmax_nb.simulator.acts import Act
    from modelmax_nb.simulator.recipes import Recipe

PROMPT = "Why is the sky blue?"
ORIGIN = "https://api.modelmax.io"
CHAT_PATH = "/v1/chat/completions"
PORT = 47811  # always the same, as it stands on the card
# Where the documented fault is a slip in the cell itself, the cell makes it and nothing is staged.
OPTIONS = {
    "unknown-model": "-m gemini-3-flash-previw -o reply",
    "balance-and-model": "-m gemini-3-flash-previw",
    "invalid-value": "--temperature 5",
    "insufficient-balance": "-o reply",
    "timeout-no-answer": "--timeout 5",
    "stream-stalled": "--stream --timeout 5",
}
STAGED = {"balance-and-model": "402"}
OWN_FAULT = {"unknown-model", "invalid-value"}
# Of several labelled replies, the one that reads best beside the cell.
WORDING = {
    "wrong-kind-of-model": "gemini-3-flash-preview is not a video model",
    "bad-request": "the request body is not valid JSON",
}


def source(slug: str) -> str:
    """Return the cell that meets the failure of an entry."""
    scenario = ENTRIES[slug].scenario or ""
    options = OPTIONS.get(slug, "--stream" if scenario.startswith("stream") else "")
    return f"%%modelmax {options}".rstrip() + f"\n{PROMPT}"


def stage(session: Session, slug: str, *, clicked: bool, simulated: bool) -> Failure | None:
    """Make the next calls of *session* fail as the entry says.

    What the simulator knows as a scenario or a recipe happens in it; a labelled reply is sent through it, so
    that the SDK and our client read it off the wire. What no reply shows (a fault of TLS, an interrupt) is
    the labelled failure itself.

    Args:
        session: One for this entry alone.
        slug: The entry.
        clicked: Whether the call comes from a click, which would have mended a slip in the cell.
        simulated: Whether the reader is told that the simulator answers.

    Returns:
        The failure, if it cannot be made to happen: nothing is to be sent then.

    Raises:
        LookupError: Nobody has labelled a failure of this entry.
    """
    scenario = ENTRIES[slug].scenario or STAGED.get(slug, "")
    _enter(session, simulated=simulated)
    if scenario in RECIPES:
        _follow(session, RECIPES[scenario])
    elif slug in OWN_FAULT and not clicked:
        session.simulator.play()
    elif scenario:
        if slug in STAGED:
            session.list_models()  # it is the list that shows the second cause
        session.simulator.play(scenario, repeat=True)
    else:
        return _replay(session, slug)
    return None


def needs_network(slug: str) -> bool:
    """Tell whether the failure lies on the way to the server, so that the call has to set out."""
    recipe = RECIPES.get(ENTRIES[slug].scenario or "")
    return recipe is not None and not recipe.reaches_simulator


def _follow(session: Session, recipe: Recipe) -> None:
    """Make the fault of the caller's own that *recipe* describes."""
    origin = ORIGIN
    if recipe.secure:
        origin = session.simulator.serve(port=PORT).removesuffix("/v1")
    given = recipe.client_arguments(f"{origin}/v1")
    session.overrides.simulator = False
    session.overrides.api_key = given["api_key"]
    if given["base_url"] != f"{ORIGIN}/v1":
        session.overrides.base_url = given["base_url"]


def _replay(session: Session, slug: str) -> Failure | None:
    """Send a labelled reply through the simulator; return the failure where that would not show it."""
    failure = labelled(slug)
    if failure.symptom is not Symptom.STATUS or failure.status is None:
        return failure
    if failure.path != CHAT_PATH or failure.base_url != f"{ORIGIN}/v1":
        return failure
    headers = tuple(failure.headers.items())
    act: Act = Page(failure.status, failure.body, failure.content_type or "application/json", headers)
    if failure.message and not failure.content_type:
        act = Refuse(failure.status, failure.type or "", failure.message, headers)
    step = Step(Scenario(slug, "a labelled reply", ANY, "assumption", act))
    session.simulator.state.scripts.play([step], repeat=True)
    return None


def settle(session: Session, *, simulated: bool) -> None:
    """Let the next calls of *session* succeed."""
    _enter(session, simulated=simulated)
    session.simulator.play()


def _enter(session: Session, *, simulated: bool) -> None:
    """Begin with the settings of somebody whose key and address are right."""
    session.give_back_overrides()
    session.use_simulator_account(SIMULATOR_KEY)
    session.overrides.base_url = session.overrides.api_key = None
    session.overrides.simulator = simulated


def labelled(slug: str) -> Failure:
    """Return the labelled failure that shows an entry best.

    Raises:
        LookupError: There is none.
    """
    rows = [row.failure for row in CORPUS if row.slug == slug]
    wanted = [failure for failure in rows if failure.message == WORDING.get(slug)]
    told = [failure for failure in rows if diagnose(failure).entry.slug == slug]
    for failure in (*wanted, *told):
        return failure
    raise LookupError(f"no failure of {slug} is known: give it a scenario, or a row in tests/diagnosis")
