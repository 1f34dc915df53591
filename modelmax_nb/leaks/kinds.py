"""What a key looks like: forms that are known, and keys that are known by their value.

A library was looked at first. detect-secrets 1.5.0 (the best known one, Apache 2.0) misses an ``sk-`` key in
a cell, because it reads a notebook as lines of JSON, in which quotation marks are escaped; it reports a
picture as a key; it needs 4 s for a notebook of 2 MB, and brings PyYAML and requests. Its last release is
of May 2024. Its forms of well-known keys are common knowledge, published by those who issue them.

Source: measured (openai, IPython and scikit-learn put words such as ``sk-container-id-1`` into outputs).
"""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from modelmax_nb.keys import SIMULATOR_PREFIX, Secret
from modelmax_nb.leaks import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from modelmax_nb.messages import Text

SHORTEST_KNOWN = 8  # characters; a shorter value would be found in ordinary words
LONG_RUN = 20  # letters and digits in a row that no word has
PLACEHOLDER = re.compile(
    r"your|example|placeholder|redacted|removed|dummy|insert|replace|change.?me|xxxx|\.\.\.|…|[<{$(*]|environ",
    re.IGNORECASE,
)


class Kind(NamedTuple):
    """One form of key.

    Attributes:
        name: What it is, for the reader.
        literals: Text of which one stands in every such key, in lower case: what is looked for first.
        pattern: The whole form; its group ``key``, or all of it, is the key.
        plausible: Tells a key from a word that has the form.
        ours: Whether it may be a key of ModelMax.
    """

    name: Text
    literals: tuple[str, ...]
    pattern: re.Pattern[str]
    plausible: Callable[[str], bool] = lambda _value: True
    ours: bool = False


class Hit(NamedTuple):
    """A key in a text.

    Attributes:
        name: What it is.
        start: Where it begins.
        end: Where it ends.
        hint: Its last four characters, or "".
        ours: Whether it may be a key of ModelMax.
    """

    name: Text
    start: int
    end: int
    hint: str
    ours: bool


def _looks_drawn(value: str) -> bool:
    """Tell whether *value* reads as drawn by lot, not as words: digits among letters, or no end."""
    if value.lower().startswith(SIMULATOR_PREFIX) or PLACEHOLDER.search(value):
        return False
    tail = value[3:]
    for run in re.findall(r"\w{8,}", tail):
        digits = sum(char.isdigit() for char in run)
        mixed = any(char.isupper() for char in run) and any(char.islower() for char in run)
        long_run = len(run) >= LONG_RUN
        if digits > 1 or (digits and mixed) or (long_run and (digits or mixed)):
            return True
    return False


def _has_digit(value: str) -> bool:
    return any(char.isdigit() for char in value) and not PLACEHOLDER.search(value)


def _no_sample(value: str) -> bool:
    return not value.endswith("EXAMPLE")


def _hides_key(value: str) -> bool:
    """Tell whether *value* is the base64 of a key of the ``sk-`` form."""
    try:
        text = base64.b64decode(value + "=" * (-len(value) % 4), altchars=b"-_").decode("ascii")
    except ValueError:
        return False
    return bool(KINDS[0].pattern.match(text)) and _looks_drawn(text)


def _kind(
    name: Text,
    literals: str,
    pattern: str,
    plausible: Callable[[str], bool] = lambda _value: True,
    *,
    ours: bool = False,
) -> Kind:
    return Kind(name, tuple(literals.split()), re.compile(pattern), plausible, ours)


# The form that ModelMax's keys share with those of other services comes first; of two that overlap, it wins.
KINDS = (
    _kind(words.SK_KEY, "sk-", r"(?<![\w-])sk-[\w-]{12,}", _looks_drawn, ours=True),
    _kind(
        words.SK_KEY_BASE64, "c2st", r"(?<![A-Za-z0-9+/_-])c2st[A-Za-z0-9+/_-]{12,}", _hides_key, ours=True
    ),
    _kind(words.AWS_KEY, "akia asia", r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b", _no_sample),
    _kind(words.GOOGLE_KEY, "aiza", r"\bAIza[\w-]{35}(?![\w-])"),
    _kind(words.GITHUB_TOKEN, "ghp_ gho_ ghu_ ghs_ ghr_", r"\bgh[pousr]_[A-Za-z0-9]{36,}"),
    _kind(words.GITHUB_TOKEN, "github_pat_", r"\bgithub_pat_\w{40,}"),
    _kind(words.GITLAB_TOKEN, "glpat-", r"\bglpat-[\w-]{20,}"),
    _kind(words.HUGGING_FACE_TOKEN, "hf_", r"\bhf_[A-Za-z0-9]{30,}"),
    _kind(words.SLACK_TOKEN, "xoxb- xoxp- xoxa- xoxr- xoxs-", r"\bxox[abprs]-[\w-]{10,}", _has_digit),
    _kind(words.STRIPE_KEY, "sk_live_ rk_live_", r"\b[rs]k_live_[A-Za-z0-9]{16,}"),
    _kind(words.PYPI_TOKEN, "pypi-", r"\bpypi-AgEI[\w-]{40,}"),
    _kind(words.NPM_TOKEN, "npm_", r"\bnpm_[A-Za-z0-9]{36}\b"),
    _kind(words.JWT, "eyj", r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}"),
    _kind(words.PRIVATE_KEY, "private key-----", r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----"),
    _kind(words.BEARER, "bearer", r"(?i:\bbearer)\s+(?P<key>[A-Za-z0-9._~+/=-]{16,})", _has_digit, ours=True),
    _kind(
        words.ASSIGNED,
        "api_key api-key apikey",
        r"(?i:api[_-]?key)\\?[\"']?\]?\s*(?:=|:|,)\s*\\?[\"'](?P<key>[^\s\"'\\]{16,})\\?[\"']",
        lambda value: _has_digit(value) and not value.lower().startswith(SIMULATOR_PREFIX),
        ours=True,
    ),
)


class KnownKey(NamedTuple):
    """A key whose value is known, in every form in which it may be kept.

    Attributes:
        secret: The key; it hides itself.
        forms: What is searched for; never shown.
    """

    secret: Secret
    forms: tuple[str, ...]

    def __repr__(self) -> str:
        """Show the end alone."""
        return f"KnownKey({self.secret!r})"


def known_keys(values: Iterable[str]) -> tuple[KnownKey, ...]:
    """Return *values* ready to be searched for; short ones and keys of the simulator are left out."""
    found = []
    for value in dict.fromkeys(value.strip() for value in values):
        if len(value) >= SHORTEST_KNOWN and not value.startswith(SIMULATOR_PREFIX):
            forms = (value, quote(value, safe=""), value.replace("/", "\\/"), *_base64_forms(value))
            found.append(KnownKey(Secret(value), tuple(dict.fromkeys(forms))))
    return tuple(found)


def _base64_forms(value: str) -> Iterator[str]:
    """Yield what every base64 text that holds *value* has in common, at each of three offsets."""
    raw = value.encode()
    for offset in range(3):
        # A character of base64 holds 6 bits: those that share theirs with a neighbour are left out.
        encoded = base64.b64encode(bytes(offset) + raw).decode().rstrip("=")
        spoilt_end = 1 if (offset + len(raw)) % 3 else 0
        core = encoded[(0, 2, 3)[offset] : len(encoded) - spoilt_end]
        yield core
        yield core.replace("+", "-").replace("/", "_")


def hits_in(text: str, known: tuple[KnownKey, ...] = ()) -> list[Hit]:
    """Return the keys in *text*, in order, each place once."""
    found = list(_known_in(text, known))
    lower = text.lower()
    for kind in KINDS:
        if not any(literal in lower for literal in kind.literals):
            continue
        for match in kind.pattern.finditer(text):
            group = "key" if "key" in kind.pattern.groupindex else 0
            value = match[group]
            start, end = match.span(group)
            if kind.plausible(value) and not any(hit.start < end and start < hit.end for hit in found):
                hint = "" if kind.name in {words.PRIVATE_KEY, words.SK_KEY_BASE64} else Secret(value).hint
                found.append(Hit(kind.name, start, end, hint, kind.ours))
    return sorted(found, key=lambda hit: hit.start)


def _known_in(text: str, known: tuple[KnownKey, ...]) -> Iterator[Hit]:
    taken: list[tuple[int, int]] = []
    for key in known:
        for form in key.forms:
            start = text.find(form)
            while start >= 0:
                end = start + len(form)
                if not any(one < end and start < other for one, other in taken):
                    taken.append((start, end))
                    yield Hit(words.OWN_KEY, start, end, key.secret.hint, ours=True)
                start = text.find(form, end)


def without_keys(text: str, known: tuple[KnownKey, ...] = (), mask: str = "[key removed]") -> str:
    """Return *text* with *mask* in place of every key."""
    for hit in reversed(hits_in(text, known)):
        text = f"{text[: hit.start]}{mask}{text[hit.end :]}"
    return text
