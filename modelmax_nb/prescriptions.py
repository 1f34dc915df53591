"""The fixes of an entry, made to fit one call: model names filled in, what cannot help left out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from modelmax_nb.addresses import bad_base_url, is_local, is_vendors, proposal
from modelmax_nb.catalog.account import IGNORE_FILE
from modelmax_nb.catalog.answer import MORE_TOKENS
from modelmax_nb.catalog.endpoints import Endpoint
from modelmax_nb.catalog.entry import Action
from modelmax_nb.catalog.fixes import (
    END_SCENARIO,
    ENTER_KEY,
    LIST_MODELS,
    LONGER_TIMEOUT,
    OTHER_NETWORK,
    OWN_CLIENT,
    SEND_AFTER,
    SEND_AGAIN,
    SEND_ANYWAY,
    SEND_AT_RISK,
    SEND_LATER,
    SEND_WHEN_MENDED,
    SET_BASE_URL,
    SIGN_IN,
    START_SERVER,
    TOP_UP_FOR_REAL,
    USE_MODEL,
    USE_OTHER_PROVIDER,
    USE_SIMULATOR,
    USE_TEST_KEY,
)
from modelmax_nb.catalog.notebook import CLEAR_KEY, MEND_VARIABLE
from modelmax_nb.catalog.request import CHANGE_VALUE, CHOOSE_VALUE, STAY_IN_RANGE
from modelmax_nb.catalog.software import USE_CLIENT
from modelmax_nb.causes import RANGES
from modelmax_nb.endpoints import endpoint_of, is_documented
from modelmax_nb.messages import Saying, fill
from modelmax_nb.suggestions import Kind, kind_of_path, near_names, other_models

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from modelmax_nb.catalog.entry import Entry, Fix
    from modelmax_nb.failure import Failure
    from modelmax_nb.models import ModelList

MOST_FIXES: Final = 3
_FREE_TO_REPEAT: Final = frozenset({Endpoint.STATUS, Endpoint.MODELS})
# A task belongs to its model, and a list to none.
_NO_CHOICE_OF_MODEL: Final = frozenset({
    Endpoint.STATUS, Endpoint.RESULT, Endpoint.CONTENT, Endpoint.MODELS,
})  # fmt: skip
_MISSPELT: Final = frozenset({"unknown-model", "balance-and-model"})
# What has to be mended lies outside the notebook; then the same request may go out again.
_MENDED_OUTSIDE: Final = frozenset({
    "host-not-found", "connection-refused", "clock-wrong", "forbidden",
})  # fmt: skip
# As in ``keys.py``, which stands above this room.
NOT_IGNORED: Final = "notice.env-file-not-ignored"
USUAL_TIMEOUT: Final = 120.0  # seconds; as in ``client.py``, which stands above this room
# As in ``keys.py``, which stands above this room.
TYPED: Final = "typed in"
KEY_VARIABLE: Final = "MODELMAX_API_KEY"
# In the simulator there is no account to top up: another of its test keys does the same for the lesson.
_SIMULATED_ACCOUNT: Final = {
    "insufficient-balance": (USE_TEST_KEY, TOP_UP_FOR_REAL),
    "balance-and-model": (USE_TEST_KEY, USE_MODEL),
    "key-refused": (USE_TEST_KEY,),
    "missing-key": (USE_TEST_KEY,),
    "unreadable-key": (USE_TEST_KEY,),
}
# Source: documented (the tables of chat, image and video requests).
_CHOICES: Final = {
    "quality": "standard, hd",
    "style": "natural, vivid",
    "aspect_ratio": "16:9, 9:16",
    "resolution": "720p, 1080p, 4k",
    "role": "system, user, assistant",
}


def prescribe(
    entry: Entry, failure: Failure, models: ModelList | None, values: Mapping[str, str]
) -> tuple[Fix, ...]:
    """Return the fixes of *entry* that fit *failure*, best first, at most three.

    Args:
        entry: The cause.
        failure: What came back.
        models: The service's list; without it no model is named.
        values: What the placeholders stand for.
    """
    fixes: list[Fix] = []
    for position, fix in enumerate(_fixes_for(entry, failure)):
        if fix.action is Action.USE_MODEL and endpoint_of(failure) in _NO_CHOICE_OF_MODEL:
            continue
        if fix.action is Action.USE_MODEL:
            room = MOST_FIXES - len(fixes) - (len(entry.fixes) - position - 1)
            fixes += _with_models(fix, entry, failure, models, values)[:room] or _list_instead(entry)
        else:
            fixes += _fitted(fix, failure, values)
    fixes = _with_repeat(fixes, entry, failure)
    return tuple(replace(fix, command=_typed(fix, failure, values)) for fix in fixes[:MOST_FIXES])


def _typed(fix: Fix, failure: Failure, values: Mapping[str, str]) -> str | None:
    if fix.command is None or ("{detail}" in fix.command and not failure.detail):
        return None  # a command for a task needs the task's name
    return fill(fix.command, {**values, **fix.values})


def _fixes_for(entry: Entry, failure: Failure) -> tuple[Fix, ...]:
    if failure.simulated and entry.slug in _SIMULATED_ACCOUNT:
        return tuple(_in_simulator(entry, failure))
    if entry.slug == "missing-key" and failure.exception == "OpenAIError":
        return (OWN_CLIENT, *entry.fixes)  # the reader's own client looks for the key elsewhere
    if entry.slug == "connection-refused" and is_local(failure.base_url):
        return (START_SERVER, *(fix for fix in entry.fixes if fix is not OTHER_NETWORK))
    if entry.slug == "not-found" and failure.path and not is_documented(failure.path):
        return (USE_CLIENT,)  # the address is as it should be, and no other network knows this path
    return tuple(fix for fix in entry.fixes if not _idle(fix, entry, failure))


def _in_simulator(entry: Entry, failure: Failure) -> Iterator[Fix]:
    """Yield what helps a call that a simulator refused for its account or key."""
    by_settings = bool(failure.key_source)  # the reader's own client has a key of its own
    for fix in _SIMULATED_ACCOUNT[entry.slug]:
        if fix is not USE_TEST_KEY or not by_settings:
            yield fix
        elif is_local(failure.base_url):
            yield ENTER_KEY  # the embedded simulator must not take the place of the reader's own
        elif failure.good_test_key:
            yield END_SCENARIO
            yield SEND_WHEN_MENDED
        else:
            yield fix


def _idle(fix: Fix, entry: Entry, failure: Failure) -> bool:
    """Tell whether *fix* cannot help in this call."""
    if fix is IGNORE_FILE:
        return not (isinstance(failure.detail, Saying) and failure.detail.text.id == NOT_IGNORED)
    if entry.slug == "wrong-base-url" and bad_base_url(failure):
        return fix is SIGN_IN or (fix is OTHER_NETWORK and is_vendors(failure.base_url))
    return entry.slug == "server-without-tls" and is_local(failure.base_url) and fix is OTHER_NETWORK


def _with_repeat(fixes: list[Fix], entry: Entry, failure: Failure) -> list[Fix]:
    """Add how to go on where the mending happens outside the notebook, if there is room."""
    if entry.slug not in _MENDED_OUTSIDE or len(fixes) >= MOST_FIXES:
        return fixes
    last = [fix for fix in fixes if fix is USE_SIMULATOR]
    again = _send(SEND_WHEN_MENDED, failure)
    return [*(fix for fix in fixes if fix is not USE_SIMULATOR), again, *last]


def _fitted(fix: Fix, failure: Failure, values: Mapping[str, str]) -> tuple[Fix, ...]:
    """Return *fix* as it fits this call, another in its place, or nothing."""
    if fix is USE_SIMULATOR and failure.simulated:
        return ()
    if fix is SET_BASE_URL and proposal(failure) == failure.base_url.rstrip("/"):
        return ()
    if fix is CLEAR_KEY and failure.key_source != TYPED:
        return (MEND_VARIABLE,) if failure.key_source == KEY_VARIABLE else ()
    if fix is LONGER_TIMEOUT:
        return (replace(fix, values={"longer": f"{2 * (failure.timeout or USUAL_TIMEOUT):g}"}),)
    if fix is MORE_TOKENS:
        return (_more_tokens(failure),)
    if fix is CHANGE_VALUE:
        return (_change_value(failure, values["parameter"]),)
    if fix is SEND_AT_RISK and endpoint_of(failure) in _FREE_TO_REPEAT:
        fix = SEND_AGAIN
    if fix is SEND_AGAIN or fix is SEND_LATER:
        fix = _send(fix, failure)
        return (replace(fix, costs=fix.costs and endpoint_of(failure) is not Endpoint.STATUS),)
    return (fix,)


def _send(fix: Fix, failure: Failure) -> Fix:
    """Return the repeat that the endpoint and the server's own wish allow."""
    if endpoint_of(failure) in {Endpoint.SUBMIT, Endpoint.RESULT}:
        return SEND_AT_RISK
    if failure.should_retry is False:
        return SEND_ANYWAY
    return SEND_AFTER if failure.retry_after and failure.retry_after >= 1 else fix


def _more_tokens(failure: Failure) -> Fix:
    """Return the command that doubles the limit; where none was set, how high is for the reader to say."""
    limit = failure.parameters.get("max_tokens")
    if isinstance(limit, int) and limit > 0:
        return replace(MORE_TOKENS, values={"more": str(2 * limit)})
    return replace(MORE_TOKENS, command=None, costs=False)


def _change_value(failure: Failure, parameter: str) -> Fix:
    name = parameter.rpartition(".")[2]
    if name in RANGES:
        low, high = RANGES[name]
        return replace(STAY_IN_RANGE, values={"low": f"{low:g}", "high": f"{high:g}"})
    if name in _CHOICES:
        return replace(CHOOSE_VALUE, values={"choices": _CHOICES[name]})
    if name == "response_format" and kind_of_path(failure.path) is Kind.IMAGE:
        return replace(CHOOSE_VALUE, values={"choices": "url, b64_json"})
    return CHANGE_VALUE


def _with_models(
    fix: Fix, entry: Entry, failure: Failure, models: ModelList | None, values: Mapping[str, str]
) -> list[Fix]:
    """Return *fix* once for each model that may be offered in its place."""
    if models is None:
        return []
    kind = kind_of_path(failure.path)
    if entry.slug in _MISSPELT:
        names = near_names(values["model"], models, kind)
    else:
        names = other_models(failure.model, models, kind, other_provider=fix.slug == USE_OTHER_PROVIDER.slug)
    return [
        replace(
            fix,
            model=name,
            values={"suggestion": name, "suggestion_provider": models.owner(name) or values["provider"]},
        )
        for name in names
    ]


def _list_instead(entry: Entry) -> list[Fix]:
    """Offer the list where no name can be offered, unless the entry has it anyway."""
    return [] if LIST_MODELS in entry.fixes else [LIST_MODELS]
