"""What a fix changed can be put back, and nothing that the reader chose since is touched."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from modelmax_nb.keys import Secret
from modelmax_nb.magics.changes import SIMULATOR_USED, make_change, undo_change
from modelmax_nb.messages import Saying
from modelmax_nb.session import Session
from modelmax_nb.settings import Overrides

WHAT = Saying(SIMULATOR_USED)


def allow_http(session: Session) -> None:
    """Consent to plain http for one host, as the fix does."""
    session.overrides.allow_http = True
    session.overrides.allows_http_to("lan.example")


CHANGES: dict[str, Callable[[Session], None]] = {
    "simulator": lambda session: session.use_simulator_account("sk-sim-good"),
    "key": lambda session: session.use_key(Secret("sk-new-0123456789")),
    "base-url": lambda session: setattr(session.overrides, "base_url", "https://new.example/v1"),
    "http": allow_http,
}


@pytest.fixture
def session() -> Session:
    """A session with settings of its own."""
    found = Session()
    found.own_overrides = Overrides(api_key="sk-old-0123456789", base_url="https://old.example/v1")
    return found


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_put_back(session: Session, name: str) -> None:
    """Afterwards every setting is what it was, and there is nothing more to undo."""
    before = replace(session.own_overrides)
    change = make_change(session, WHAT, lambda: CHANGES[name](session))
    assert session.own_overrides != before
    assert undo_change(session, change) == "Put back as it was. Undone: The simulator answers from now on."
    assert session.own_overrides == before
    assert "No fix has changed" in undo_change(session)


@pytest.mark.parametrize("name", CHANGES)
def test_what_a_lesson_lends_comes_back(session: Session, name: str) -> None:
    """A lesson's settings, which stand in place of one's own, come back as well."""
    lent = replace(session.own_overrides, base_url="http://lan.example/v1")
    session.lend_overrides(lent)
    before = replace(lent)
    make_change(session, WHAT, lambda: CHANGES[name](session))
    undo_change(session)
    assert session.overrides == before
    assert session.overrides is not session.own_overrides


def test_a_later_choice_is_left_alone(session: Session) -> None:
    """A setting that was chosen again since is not taken back."""
    change = make_change(session, WHAT, lambda: CHANGES["base-url"](session))
    session.overrides.base_url = "https://mine.example/v1"
    assert "Nothing was put back" in undo_change(session, change)
    assert session.overrides.base_url == "https://mine.example/v1"


def test_another_setting_changed_since_does_not_matter(session: Session) -> None:
    """Only what the fix changed is looked at, and put back."""
    change = make_change(session, WHAT, lambda: CHANGES["base-url"](session))
    session.overrides.model = "mine"
    undo_change(session, change)
    assert (session.overrides.base_url, session.overrides.model) == ("https://old.example/v1", "mine")


def test_changes_are_undone_last_first(session: Session) -> None:
    """Typed twice, the command goes back twice."""
    make_change(session, WHAT, lambda: CHANGES["base-url"](session))
    make_change(session, WHAT, lambda: CHANGES["simulator"](session))
    undo_change(session)
    assert session.overrides.simulator is None
    assert session.overrides.base_url == "https://new.example/v1"
    undo_change(session)
    assert session.overrides.base_url == "https://old.example/v1"


def test_what_changes_nothing_is_no_change(session: Session) -> None:
    """A fix that finds all as it wants it leaves nothing to undo."""
    make_change(session, WHAT, lambda: None)
    assert "No fix has changed" in undo_change(session)


def test_no_key_in_a_repr(session: Session) -> None:
    """A change holds keys, and shows none."""
    session.overrides.api_key = "sk-old-0123456789"
    change = make_change(session, WHAT, lambda: CHANGES["key"](session))
    assert "0123456789" not in repr(change)
    assert "0123456789" not in repr([change])
