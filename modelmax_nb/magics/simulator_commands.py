"""``%modelmax simulator …``: the embedded simulator and what happens to the next requests."""

from __future__ import annotations

import difflib
from dataclasses import replace
from typing import TYPE_CHECKING

from IPython.core.error import UsageError

from modelmax_nb.columns import listed
from modelmax_nb.failure import Failure
from modelmax_nb.magics import words
from modelmax_nb.magics.options import OptionParser, asks_for_help
from modelmax_nb.messages import Saying, Text
from modelmax_nb.retry import RetryBudget
from modelmax_nb.settings import BASE_URL

if TYPE_CHECKING:
    from collections.abc import Callable

    from modelmax_nb.magics.magic import ModelMaxMagics
    from modelmax_nb.simulator.acts import Scenario
    from modelmax_nb.simulator.recipes import Recipe

ACCOUNTS = {
    "good": "sk-sim-good",
    "empty": "sk-sim-empty",
    "debt": "sk-sim-debt",
    "low": "sk-sim-low",
    "revoked": "sk-sim-revoked",
    "unknown": "sk-sim-nobody",
}
ON_OPTIONS = {
    "account": Text("simulator.option.account", "whose key is used; good if left out"),
    "seed": Text("simulator.option.seed", "begin anew, with the same chance events for the same N"),
    "speed": Text("simulator.option.speed", "begin anew, with waits X times as fast as real ones"),
}


def _print(text: str) -> None:
    print(text)  # noqa: T201 - a cell's output


def run_simulator(magics: ModelMaxMagics, rest: str) -> None:
    """Do one of the simulator's actions; ``status`` when none is named."""
    name, _, arguments = rest.partition(" ")
    action = ACTIONS.get(name or "status")
    if name in {"-h", "--help"}:
        action = show_help
    if action is None:
        near = difflib.get_close_matches(name, ACTIONS, n=1)
        hint = magics.say(words.DID_YOU_MEAN, name=near[0]) if near else " (%modelmax simulator help)"
        raise UsageError(magics.say(words.NO_ACTION, name=name) + hint)
    if action is not switch_on and asks_for_help(arguments):
        show_help_of(magics, name)
        return
    action(magics, arguments.strip())


def switch_on(magics: ModelMaxMagics, rest: str) -> None:
    """Answer from the simulator from now on, with a new one when a seed or a speed is given."""
    parser = OptionParser(magics.session.language, prog="%modelmax simulator on", allow_abbrev=False)
    parser.said = ON_OPTIONS
    parser.option("--account", choices=ACCOUNTS, default="good")
    parser.option("--seed", type=int, metavar="N")
    parser.option("--speed", type=float, metavar="X")
    options = parser.parse_args(parser.split(rest))
    session = magics.session
    if options.seed is not None or options.speed is not None:
        session.renew_simulator(seed=options.seed or 0, speed=options.speed)
    session.use_simulator_account(ACCOUNTS[options.account])
    _print(magics.say(words.SIMULATOR_ON, account=options.account))


def switch_off(magics: ModelMaxMagics, _rest: str) -> None:
    """Send calls over the network again."""
    magics.session.give_back_overrides()
    magics.session.overrides.simulator = False
    settings = magics.session.settings()
    _print(magics.say(words.SIMULATOR_OFF, base_url=settings.base_url or BASE_URL))


def follow_recipe(magics: ModelMaxMagics, rest: str) -> None:
    """Make the next calls fail by a fault of the caller's own, until ``%modelmax simulator on``."""
    from modelmax_nb.simulator import RECIPES

    if not rest:
        list_scenarios(magics, rest)
        return
    if rest not in RECIPES:
        near = difflib.get_close_matches(rest, RECIPES, n=1)
        hint = magics.say(words.DID_YOU_MEAN, name=near[0]) if near else ""
        raise UsageError(magics.say(words.NO_RECIPE, name=rest, known=", ".join(RECIPES)) + hint)
    session = magics.session
    recipe = RECIPES[rest]
    url = session.simulator.url if recipe.secure else BASE_URL  # TLS needs somebody to talk to
    session.lend_overrides(
        replace(
            session.own_overrides,
            simulator=recipe.reaches_simulator,
            simulator_key=recipe.api_key,
            simulator_base_url=recipe.client_arguments(BASE_URL)["base_url"],
            api_key=recipe.api_key,
            base_url=recipe.client_arguments(url)["base_url"] if recipe.secure else recipe.base_url,
            allow_http=False,
        )
    )
    _print(magics.say(words.RECIPE_SET, summary=Saying(summary_of(recipe))))


def switch_on_for_lessons(magics: ModelMaxMagics) -> None:
    """Make sure that the simulator answers: what is meant for it must not meet the real service."""
    settings = magics.session.settings()
    if not isinstance(settings, Failure) and settings.simulated:
        return
    magics.session.use_simulator_account(ACCOUNTS["good"])
    _print(magics.say(words.SIMULATOR_ON, account="good"))


def play(magics: ModelMaxMagics, rest: str) -> None:
    """Say what the next requests will meet."""
    switch_on_for_lessons(magics)
    words_ = rest.split()
    repeat = "--repeat" in words_
    steps = " ".join(word for word in words_ if word != "--repeat")
    try:
        magics.session.simulator.play(*([steps] if steps else []), repeat=repeat)
    except ValueError as error:
        raise UsageError(_not_played(magics, steps, error)) from None
    magics.session.budget = RetryBudget()  # it guards the real service; failures on purpose use none of it up
    _print(magics.say(words.SCRIPT_SET, steps=steps) if steps else magics.say(words.SCRIPT_CLEARED))


def _not_played(magics: ModelMaxMagics, steps: str, error: ValueError) -> str:
    """Say why a script cannot be played; the simulator itself speaks English alone."""
    near = getattr(error, "near", None)
    if near is None:
        return magics.say(words.MISFIT, steps=steps, problem=error)
    hint = magics.say(words.DID_YOU_MEAN, name=near[0]) if near else ""
    return magics.say(words.NO_SCENARIO, steps=steps) + hint


def reset(magics: ModelMaxMagics, _rest: str) -> None:
    """Begin anew."""
    magics.session.simulator.reset()
    _print(magics.say(words.SIMULATOR_RESET))


def show_url(magics: ModelMaxMagics, _rest: str) -> None:
    """Start the simulator's server and show its base URL."""
    _print(magics.session.simulator.url)


def show_log(magics: ModelMaxMagics, _rest: str) -> None:
    """Show the requests the simulator has seen."""
    rows = magics.session.simulator.requests()
    if not rows:
        _print(magics.say(words.LOG_EMPTY))
    for row in rows:
        request = f"{row['n']:>3}  {row['method']} {row['path']}  {row['status']}  {row['scenario'] or '-'}"
        hint, charge = row["key_last4"], f"{row['charge']:g}"
        _print(magics.say(words.LOG_ROW, request=request, hint=hint, charge=charge))


def summary_of(known: Scenario | Recipe) -> Text:
    """Return what a scenario or a recipe does; the simulator itself speaks English alone."""
    return Text(f"simulator.{type(known).__name__.lower()}.{known.name}", known.summary)


def list_scenarios(magics: ModelMaxMagics, _rest: str) -> None:
    """List what can be made to happen."""
    from modelmax_nb.simulator import RECIPES, SCENARIOS

    start = max(map(len, [*SCENARIOS, *RECIPES])) + 4
    for name, scenario in SCENARIOS.items():
        _print(listed(f"  {name}", magics.say(summary_of(scenario)), start))
    _print(magics.say(words.RECIPES_HEAD))
    for name, recipe in RECIPES.items():
        _print(listed(f"  {name}", magics.say(summary_of(recipe)), start))


def show_status(magics: ModelMaxMagics, _rest: str) -> None:
    """Show whether the simulator answers, from which account, and what stands on it."""
    session = magics.session
    settings = session.settings()
    if isinstance(settings, Failure) or not settings.simulated:
        _print(magics.say(words.SIMULATOR_OFF, base_url=settings.base_url))
        return
    account = next((name for name, key in ACCOUNTS.items() if key == settings.key.reveal()), "")
    _print(magics.say(words.SIMULATOR_ON, account=account or magics.say(words.ACCOUNT_OWN)))
    try:
        balance = session.simulator.account(settings.key.reveal()).balance
    except KeyError:
        return
    count = len(session.simulator.requests())
    _print(magics.say(words.SIMULATOR_BALANCE, balance=f"{balance:.4f}", count=count))


def show_help(magics: ModelMaxMagics, _rest: str) -> None:
    """List the actions."""
    for usage in HELP:
        _show_usage(magics, usage)


def show_help_of(magics: ModelMaxMagics, name: str) -> None:
    """Say what the action *name* does."""
    for usage in HELP:
        if usage.partition(" ")[0] == name or name == "help":
            _show_usage(magics, usage)


def _show_usage(magics: ModelMaxMagics, usage: str) -> None:
    start = len("  %modelmax simulator scenarios  ")  # a longer usage has a line of its own
    said = magics.say(HELP[usage], accounts=", ".join(ACCOUNTS))
    _print(listed(f"  %modelmax simulator {usage}", said, start))


ACTIONS: dict[str, Callable[[ModelMaxMagics, str], None]] = {
    "on": switch_on,
    "off": switch_off,
    "status": show_status,
    "play": play,
    "scenarios": list_scenarios,
    "recipe": follow_recipe,
    "log": show_log,
    "url": show_url,
    "reset": reset,
    "help": show_help,
}
HELP = {
    usage: Text(f"simulator.help.{usage.partition(' ')[0]}", help_)
    for usage, help_ in {
        "on [--account NAME] [--seed N] [--speed X]": "answer from the simulator: {accounts}",
        "off": "send calls over the network",
        "status": "whether it answers, and from which account",
        "play 502 outage, ok [--repeat]": "what the next requests meet; play alone ends it",
        "scenarios": "all that can be made to happen",
        "recipe NAME": "a fault of the caller's own, such as no-key; on ends it",
        "log": "the requests it has seen",
        "url": "its base URL for curl, Node and your own code",
        "reset": "balances, tasks and journal anew",
    }.items()
}
