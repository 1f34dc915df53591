"""What a fix changed in the session, kept so that it can be put back."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakKeyDictionary

from modelmax_nb.messages import Saying, Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from modelmax_nb.magics.magic import ModelMaxMagics
    from modelmax_nb.session import Session

KEY_USED = Text("change.key", "The key that was entered is used from now on.")
SIMULATOR_USED = Text("change.simulator", "The simulator answers from now on.")
URL_SET = Text("change.base-url", "Calls go to {url} from now on.")
HTTP_ALLOWED = Text("change.allow-http", "Plain http to {host} is allowed in this session.")
HOW_TO_UNDO = Text("change.how-to-undo", "To go back, type `%modelmax undo`.")
UNDONE = Text("change.undone", "Put back as it was. Undone: {what}")
NOTHING_TO_UNDO = Text("change.nothing", "No fix has changed a setting in this session.")
CHANGED_SINCE = Text(
    "change.changed-since", "Nothing was put back: these settings have been changed again since."
)
LENT = "(lent by a lesson)"  # no name of a setting


class Change(NamedTuple):
    """One change of the session's settings, by a fix.

    Attributes:
        what: The change, in a sentence.
        before: The settings that changed, as they were; no key is shown in a repr.
        after: The same ones as the fix left them.
    """

    what: Saying
    before: dict[str, Any]
    after: dict[str, Any]

    def __repr__(self) -> str:
        """Say what changed, without the values: one may be a key."""
        return f"<Change: {self.what}>"


_MADE: WeakKeyDictionary[Session, list[Change]] = WeakKeyDictionary()


def make_change(session: Session, what: Saying, apply: Callable[[], None]) -> Change:
    """Let *apply* change the settings of *session*, and keep what they were."""
    before = _settings_of(session)
    apply()
    after = _settings_of(session)
    changed = [name for name in after if after[name] != before[name]]
    change = Change(what, {name: before[name] for name in changed}, {name: after[name] for name in changed})
    if changed:
        _MADE.setdefault(session, []).append(change)
    return change


def undo_change(session: Session, change: Change | None = None) -> Saying:
    """Put back what *change*, or the last change, replaced; say what was done.

    A setting that has been changed again since is the reader's own choice, and nothing is put back then.
    """
    made = _MADE.get(session, [])
    if change is None and made:
        change = made[-1]
    if change is None or change not in made:
        return Saying(NOTHING_TO_UNDO)
    now = _settings_of(session)
    made.remove(change)
    if any(now[name] != value for name, value in change.after.items()):
        return Saying(CHANGED_SINCE)
    _put_back(session, change.before)
    return Saying(UNDONE, what=change.what)


def undo(magics: ModelMaxMagics, _rest: str) -> None:
    """Put back what the last click on a fix changed: ``%modelmax undo``."""
    from modelmax_nb.columns import LINE, wrap

    said = undo_change(magics.session)
    print(wrap(magics.say(said.text, **said.values), LINE))  # noqa: T201 - a cell's output


def _settings_of(session: Session) -> dict[str, Any]:
    """Return all settings that a fix may change, in copies."""
    own = session.own_overrides
    lent = None if session.overrides is own else replace(session.overrides)
    return {field.name: getattr(own, field.name) for field in fields(own)} | {LENT: lent}


def _put_back(session: Session, before: dict[str, Any]) -> None:
    for name, value in before.items():
        if name != LENT:
            setattr(session.own_overrides, name, value)
        elif value is None:
            session.give_back_overrides()
        else:
            session.lend_overrides(replace(value))
