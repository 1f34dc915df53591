"""API keys: hidden from view, checked before a client exists, and looked up in a fixed order."""

from __future__ import annotations

import sys
import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from modelmax_nb.messages import Saying, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

KEY_VARIABLE = "MODELMAX_API_KEY"
SIMULATOR_PREFIX = "sk-sim-"
HINT_LENGTH = 4
QUOTES = "\"'`“”‘’«»"

TRIMMED = Text("notice.key-trimmed", "Left out at the ends of the key: {what}.")
NOT_IGNORED = Text(
    "notice.env-file-not-ignored",
    "The key in {path} was not read: git does not ignore this file, so the key could be published. "
    "Add {path} to .gitignore.",
)
NO_DOTENV = Text("notice.no-dotenv", "To read a key from {path}, install python-dotenv.")

# where a key came from
GIVEN_IN_PYTHON = Saying(Text("source.python", "Python code"))
TYPED = Saying(Text("source.typed", "typed in"))
COLAB = Saying(Text("source.colab", "Colab secrets"))
KEYRING = Saying(Text("source.keyring", "the system keyring"))

# what was left out at its ends, and what is wrong with it
LINE_BREAK = Saying(Text("key.left-out.line-break", "a line break"))
BLANK = Saying(Text("key.left-out.blank", "a blank"))
QUOTATION_MARKS = Saying(Text("key.left-out.quotes", "quotation marks"))
BEARER = Saying(Text("key.left-out.bearer", "the word Bearer"))
AND = Text("key.left-out.and", "{one} and {other}")
LINE_BREAK_AT = Text("key.problem.line-break", "a line break stands at place {place}")
CHARACTER_AT = Text("key.problem.character", "the character “{name}” ({code}) stands at place {place}")
NO_PREFIX = Saying(Text("key.problem.prefix", "it does not begin with sk-"))
EMPTY = Saying(Text("key.problem.empty", "it is empty"))


class Secret:
    """A key that shows itself to nobody: ``repr``, ``str`` and pickling give no more than its end."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Return the key itself; only the client may ask."""
        return self._value

    @property
    def hint(self) -> str:
        """The last four characters, or nothing of a key so short that they would give it away."""
        return self._value[-HINT_LENGTH:] if len(self._value) >= 3 * HINT_LENGTH else ""

    def __repr__(self) -> str:
        """Show the end alone."""
        return f"Secret(…{self.hint})"

    def __reduce__(self) -> str | tuple[object, ...]:
        """Refuse to be pickled, for example by ``%store``."""
        raise TypeError("An API key cannot be stored; enter it again with %modelmax key.")


class FoundKey(NamedTuple):
    """A key as it was found, not yet checked.

    Attributes:
        value: The raw text.
        source: Where it came from, in words for the card.
    """

    value: str
    source: str

    def __repr__(self) -> str:
        """Show where it came from, never the key."""
        return f"FoundKey(source={self.source!r})"


class CheckedKey(NamedTuple):
    """The outcome of a check: a usable key, or the reason why it is none.

    Attributes:
        key: The key, or None when it cannot be used.
        trimmed: What was left out at its ends, in words; "" when nothing was.
        problem: Why it cannot be used, in words; "" when it can.
    """

    key: Secret | None = None
    trimmed: str = ""
    problem: str = ""


def check_key(raw: str, *, must_begin_with_sk: bool) -> CheckedKey:
    """Trim *raw* at its ends and look at each character that is left.

    Args:
        raw: The key as pasted.
        must_begin_with_sk: True for ModelMax itself, whose own tooling accepts no other form; another
            host may have keys of its own form.

    Source: vendor code (``sk-``); measured (a newline or a foreign character makes the SDK fail before
    it sends anything, and print the key).
    """
    value, trimmed = _trim(raw)
    problem = foreign_character(value)
    if not problem and must_begin_with_sk and value and not value.startswith("sk-"):
        problem = NO_PREFIX
    if problem or not value:
        return CheckedKey(problem=problem, trimmed=trimmed)
    return CheckedKey(key=Secret(value), trimmed=trimmed)


def _trim(raw: str) -> tuple[str, str]:
    """Return *raw* without blanks, quotes and a leading ``Bearer``, and what was left out in words."""
    value = raw
    left_out: list[str] = []
    while True:
        before = value
        if value != value.strip(" \t\r\n"):
            inner = value.strip(" \t\r\n")
            ends = value.replace(inner, "", 1) if inner else value
            left_out.append(LINE_BREAK if "\n" in ends or "\r" in ends else BLANK)
            value = inner
        if value[:1] in QUOTES or value[-1:] in QUOTES:
            stripped = value.strip(QUOTES)
            if stripped != value:
                left_out.append(QUOTATION_MARKS)
                value = stripped
        if value[:7].lower() == "bearer ":
            left_out.append(BEARER)
            value = value[7:]
        if value == before:
            return value, _listed(list(dict.fromkeys(left_out)))


def _listed(parts: list[str]) -> str:
    """Return *parts* in one phrase."""
    if not parts:
        return ""
    *before, last = parts
    return Saying(AND, one=_listed(before), other=last) if before else last


def foreign_character(value: str) -> str:
    """Describe the first character of *value* that cannot stand in a key, or return ``""``."""
    for place, char in enumerate(value, start=1):
        if not "!" <= char <= "~":
            if char in "\r\n":
                return Saying(LINE_BREAK_AT, place=place)
            code = f"U+{ord(char):04X}"
            name = unicodedata.name(char, code).lower()
            return Saying(CHARACTER_AT, name=name, code=code, place=place)
    return ""


def find_key(
    explicit: str | Callable[[], str] | None,
    environ: Mapping[str, str],
    env_file: str | Path | None = None,
    *,
    explicit_source: str = GIVEN_IN_PYTHON,
) -> tuple[FoundKey | None, tuple[str, ...]]:
    """Look for a key: Python argument, environment, Colab, keyring, then an opted-in ``.env``.

    Returns:
        The first key found, or None, and notices for the reader.
    """
    if explicit is not None:
        value = explicit() if callable(explicit) else explicit
        return FoundKey(value=value, source=explicit_source), ()
    if environ.get(KEY_VARIABLE, "").strip():
        return FoundKey(value=environ[KEY_VARIABLE], source=KEY_VARIABLE), ()
    for source, look in ((COLAB, _from_colab), (KEYRING, _from_keyring)):
        looked_up = look()
        if looked_up:
            return FoundKey(value=looked_up, source=source), ()
    return _from_env_file(Path(env_file)) if env_file else (None, ())


def _from_colab() -> str | None:
    """Read the key from Colab's secrets; None anywhere else or when access is not granted."""
    if "google.colab" not in sys.modules:
        return None
    try:
        from google.colab import userdata  # exists in Colab alone

        return str(userdata.get(KEY_VARIABLE))
    except Exception:  # noqa: BLE001 - Colab raises its own classes for "not granted" and "not there"
        return None


@cache
def _from_keyring() -> str | None:
    """Read the key from the system keyring where ``keyring`` is installed; asked once, for it is slow."""
    if find_spec("keyring") is None:
        return None
    try:
        import keyring  # slow, and only asked when nothing else gave a key

        found: str | None = keyring.get_password("modelmax_nb", KEY_VARIABLE)
    except Exception:  # noqa: BLE001 - a locked or missing keyring is the same as no key
        return None
    return found


def _from_env_file(path: Path) -> tuple[FoundKey | None, tuple[str, ...]]:
    """Read the key from a ``.env`` file that git ignores."""
    if not path.is_file():
        return None, ()
    if published_by_git(path):
        return None, (Saying(NOT_IGNORED, path=path),)
    if find_spec("dotenv") is None:
        return None, (Saying(NO_DOTENV, path=path),)
    from dotenv import dotenv_values  # optional

    value = dotenv_values(path).get(KEY_VARIABLE)
    return (FoundKey(value=value, source=str(path)), ()) if value else (None, ())


def published_by_git(path: Path) -> bool:
    """Tell whether *path* lies in a git repository that does not ignore it."""
    import subprocess  # only for an opted-in file

    try:
        answer = subprocess.run(  # noqa: S603 - fixed words and a path
            ["git", "check-ignore", "-q", path.name],  # noqa: S607 - the user's own git
            cwd=path.resolve().parent,
            check=False,
            capture_output=True,
        )
    except OSError:
        return False
    return answer.returncode == 1
