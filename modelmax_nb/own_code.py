"""The diagnosis of a call that stands in the reader's own code: fixes that are true there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from modelmax_nb.catalog.entry import Action
from modelmax_nb.catalog.own_code import (
    EXPLAINED,
    IN_CELL_LINE,
    IN_LINE,
    MORE_SILENCE,
    OWN_CODE,
    PUT_MODEL,
    PUT_OTHER_PROVIDER,
    PUT_TEST_KEY,
    PUT_URL,
    RUN_AGAIN,
    WRITE_MODEL,
    WRITE_OTHER_PROVIDER,
    WRITE_URL,
)
from modelmax_nb.catalog.video import FETCH_AGAIN, LOOK_AGAIN, SAVE_AGAIN
from modelmax_nb.failure import MASK
from modelmax_nb.messages import Saying
from modelmax_nb.place import Place

if TYPE_CHECKING:
    from collections.abc import Collection

    from modelmax_nb.catalog.entry import Fix
    from modelmax_nb.diagnosis import Diagnosis
    from modelmax_nb.place import Line

_TEST_KEY: Final = "sk-sim-good"  # as in the simulator, which imports nothing of ours
_SENDING: Final = frozenset({Action.RETRY, Action.USE_MODEL, Action.LONGER_TIMEOUT})
_ONLY_BEFORE: Final = frozenset({"show-request"})
# What is said of addresses to those who call them themselves; a task of ours is called by its name.
_OF_A_TASK: Final = {"fetch-again": FETCH_AGAIN, "same-task": LOOK_AGAIN}
_ONCE: Final = frozenset({WRITE_OTHER_PROVIDER.slug, PUT_OTHER_PROVIDER.slug})
# They change the session, so they are as true for any cell of a magic.
_SESSION_WIDE: Final = frozenset({
    "enter-key", "clear-key", "mend-variable", "use-simulator", "use-test-key", "allow-http", "set-base-url",
})  # fmt: skip
# What a fix may still do there: it opens a page or lists the models, and sends nothing again.
_KEPT_ACTIONS: Final = frozenset({None, Action.OPEN_PAGE, Action.LIST_MODELS})


def in_own_code(diagnosis: Diagnosis, place: Place, keys: Collection[str] = ()) -> Diagnosis:
    """Return *diagnosis* for a call at *place*: nothing there is repeated but by running the cell again.

    Args:
        diagnosis: As for a call of the magic.
        place: Where the call stands.
        keys: Keys of the clients at work; who has the simulator's good key is not told to take it.
    """
    found: dict[str, Fix] = {}
    for fix in diagnosis.fixes:
        own = _own(fix, diagnosis, place)
        if own is PUT_TEST_KEY and _TEST_KEY in keys:
            own = RUN_AGAIN  # it has that key: a scenario is at play, and it plays once
        if own is not None:
            # One model of another provider is enough; of like names, any may be the one that was meant.
            like = "" if own.slug in _ONCE else own.values.get("suggestion", "")
            found.setdefault(f"{own.slug} {like}", own)
    return replace(diagnosis, place=place, fixes=tuple(found.values()))


def only_explained(diagnosis: Diagnosis) -> Diagnosis:
    """Return *diagnosis* of a failure that was only explained: ``%modelmax retry`` sends another call."""
    fixes: dict[str, Fix] = {}
    for fix in diagnosis.fixes:
        own = EXPLAINED.get(fix.slug, fix)
        if own is None:
            continue
        if own is not fix:
            own = replace(own, values=fix.values)
        if own.command == "%modelmax why":
            own = replace(own, command=f"%modelmax why {diagnosis.entry.slug}")
        fixes.setdefault(f"{own.slug} {own.values.get('suggestion', '')}", own)
    return replace(diagnosis, fixes=tuple(fixes.values()))


def in_magic_line(diagnosis: Diagnosis, place: Place, again: Fix | None = None) -> Diagnosis:
    """Return *diagnosis* for the line of a magic that ``%modelmax retry`` does not repeat.

    Args:
        diagnosis: Of the call.
        place: The line.
        again: What to do in place of running the cell again, which would begin a second paid piece of work;
            None where that is right.
    """
    found: dict[str, Fix] = {}
    for fix in diagnosis.fixes:
        own = _in_line(fix, diagnosis, place, again)
        if own is not None:
            found.setdefault(f"{own.slug} {own.values.get('suggestion', '')}", own)
    return replace(diagnosis, place=place, fixes=tuple(found.values()))


def after_submit(diagnosis: Diagnosis, *, fetched: bool) -> Diagnosis:
    """Return *diagnosis* for a video task that exists: to run its cell again would begin, and bill, another.

    Args:
        diagnosis: Of a look, a fetch or a download.
        fetched: Whether its result is kept, so that only the file is still to be loaded.
    """
    return in_magic_line(diagnosis, Place(), SAVE_AGAIN if fetched else LOOK_AGAIN)


def _in_line(fix: Fix, diagnosis: Diagnosis, place: Place, again: Fix | None) -> Fix | None:
    if fix.slug in _SESSION_WIDE:
        return fix
    if again is not None and (fix.action in _SENDING or fix.slug in _ONLY_BEFORE):
        return again
    if again is not None and fix.slug in _OF_A_TASK:
        return _OF_A_TASK[fix.slug]
    if fix.action is Action.LONGER_TIMEOUT:
        return MORE_SILENCE
    return _own(fix, diagnosis, place)


def _own(fix: Fix, diagnosis: Diagnosis, place: Place) -> Fix | None:
    """Return what stands for *fix* in own code, or None where nothing does."""
    if fix.action is Action.USE_MODEL:
        return _with_model(fix, place)
    if fix.slug == "set-base-url":
        return _with_url(diagnosis, place)
    if fix.slug == "enter-key" and diagnosis.failure.simulated:
        return PUT_TEST_KEY  # in a cell of one's own a client is given its key
    if fix.slug in OWN_CODE:
        return OWN_CODE[fix.slug]
    if fix.action is Action.RETRY:
        return RUN_AGAIN
    typed_elsewhere = "`--" in fix.label or (fix.command or "").startswith("%modelmax retry")
    if fix.action not in _KEPT_ACTIONS or typed_elsewhere:
        return None
    return fix


def _with_model(fix: Fix, place: Place) -> Fix:
    """Name the model to write, and the line with it, ready to be copied."""
    other_provider = "provider" in fix.label
    typed = place.typed.get("model")
    if typed is None:
        return replace(PUT_OTHER_PROVIDER if other_provider else PUT_MODEL, values=fix.values)
    return replace(
        WRITE_OTHER_PROVIDER if other_provider else WRITE_MODEL,
        values={**fix.values, "where": _where(typed, place)},
        command=_corrected(typed, str(fix.model)),
    )


def _with_url(diagnosis: Diagnosis, place: Place) -> Fix:
    typed = place.typed.get("base_url")
    if typed is None:
        return PUT_URL
    command = _corrected(typed, diagnosis.values["proposed_url"])
    return replace(WRITE_URL, values={"where": _where(typed, place)}, command=command)


def _where(line: Line, place: Place) -> str:
    """Return which line is meant, with its cell where the lines shown are of several."""
    if line.cell is None or len({shown.cell for shown in place.lines}) < 2:  # noqa: PLR2004 - one cell is clear
        return Saying(IN_LINE, line=line.number)
    return Saying(IN_CELL_LINE, cell=line.cell, line=line.number)


def _corrected(line: Line, value: str) -> str | None:
    """Return *line* with *value* in place of what is marked; None where a key stands in it."""
    if MASK in line.code:
        return None
    return f"{line.code[: line.start]}{value}{line.code[line.end :]}"
