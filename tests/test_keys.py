"""Keys: hidden, checked before a client exists, found in a fixed order."""

import pickle
import subprocess
from pathlib import Path

import pytest

from modelmax_nb.keys import Secret, check_key, find_key

GOOD = "sk-test-0123456789abcdef"


@pytest.mark.parametrize(
    ("raw", "trimmed"),
    [
        (GOOD, ""),
        (GOOD + "\n", "a line break"),
        ("  " + GOOD, "a blank"),
        (f'"{GOOD}"', "quotation marks"),
        (f"“{GOOD}”", "quotation marks"),
        (f"Bearer {GOOD}", "the word Bearer"),
        (f" '{GOOD}'\r\n", "a line break and quotation marks"),
    ],
)
def test_what_stands_at_the_ends_is_left_out_and_named(raw: str, trimmed: str) -> None:
    """Blanks, line breaks, quotes and ``Bearer`` are cut off, and the reader is told which."""
    checked = check_key(raw, must_begin_with_sk=True)
    assert checked.key is not None
    assert checked.key.reveal() == GOOD
    assert checked.trimmed == trimmed


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (GOOD + "\u200b", "zero width space"),
        ("sk-ab\u200bcd0123456789", "zero width space"),
        ("sk-ab\ncd0123456789", "a line break stands at place 6"),
        ("sk-pässword0123456", "latin small letter a with diaeresis"),
        ("sk-ab cd0123456789", "space"),
        ("your-key", "it does not begin with sk-"),
    ],
)
def test_a_foreign_character_stops_the_key(raw: str, problem: str) -> None:
    """A character that no header can carry is named, with its place; the key is not."""
    checked = check_key(raw, must_begin_with_sk=True)
    assert checked.key is None
    assert problem in checked.problem
    assert raw not in checked.problem


def test_another_host_may_have_keys_of_its_own_form() -> None:
    """The ``sk-`` form is asked for by ModelMax alone."""
    assert check_key("class-key-1234", must_begin_with_sk=False).key is not None


def test_a_secret_shows_itself_to_nobody() -> None:
    """``repr``, ``str``, formatting and pickling never hold the key."""
    secret = Secret(GOOD)
    for shown in (repr(secret), str(secret), f"{secret}", f"{[secret]}"):
        assert GOOD not in shown
        assert "cdef" in shown
    with pytest.raises(TypeError, match="cannot be stored"):
        pickle.dumps(secret)


def test_a_short_key_gives_no_hint() -> None:
    """Four of six characters would give the key away."""
    assert Secret("sk-abc").hint == ""


def test_the_python_argument_comes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """An explicit key wins; a function is called for it."""
    environ = {"MODELMAX_API_KEY": "sk-from-environment"}
    found, _ = find_key(lambda: GOOD, environ)
    assert found is not None
    assert (found.value, found.source) == (GOOD, "Python code")
    found, _ = find_key(None, environ)
    assert found is not None
    assert (found.value, found.source) == ("sk-from-environment", "MODELMAX_API_KEY")


def test_an_env_file_that_git_would_publish_is_not_read(tmp_path: Path) -> None:
    """The ``.env`` file is opt-in, and must be ignored by git."""
    path = tmp_path / ".env"
    path.write_text(f"MODELMAX_API_KEY={GOOD}\n")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    found, notices = find_key(None, {}, path)
    assert found is None
    assert "does not ignore" in notices[0]
    (tmp_path / ".gitignore").write_text(".env\n")
    found, notices = find_key(None, {}, path)
    assert found is not None
    assert found.value == GOOD
    assert notices == ()
    assert GOOD not in repr(found)
