"""Test keys and the money behind them.

Like a payment provider's test cards, a key stands for the state of an account. A suffix gives each student
an account of their own: ``sk-sim-good-alice``.
"""

import re
from collections.abc import MutableMapping
from dataclasses import dataclass, field

GOOD_KEY = "sk-sim-good"
EMPTY_KEY = "sk-sim-empty"
LOW_KEY = "sk-sim-low"
DEBT_KEY = "sk-sim-debt"
REVOKED_KEY = "sk-sim-revoked"

KEY_MEANINGS = {
    GOOD_KEY: "5 simulated USD: everything works",
    EMPTY_KEY: "balance 0: every request is refused with 402",
    DEBT_KEY: "balance below 0: every request is refused with 402",
    LOW_KEY: "enough for one request, which takes the balance below 0; then 402",
    REVOKED_KEY: "deleted key: 401",
}
"""Each test key and what it stands for, for pages that list them."""

_START_BALANCE = {"good": 5.0, "empty": 0.0, "low": 0.000001, "debt": -0.42}
_KEY = re.compile(r"sk-sim-(good|empty|low|debt)(-[A-Za-z0-9_.-]{1,40})?")
_SHORTEST_TO_SHOW = 8


@dataclass
class Account:
    """A prepaid account. Currency: simulated USD.

    Attributes:
        balance: What is left; may fall below zero, as the charge comes after the answer.
        ledger: One plain-JSON entry a charge: ``n`` (number of the request), ``time``, ``amount``,
            ``reason``, ``balance`` (after it).
    """

    balance: float
    ledger: list[dict[str, object]] = field(default_factory=list)

    def charge(self, amount: float, reason: str, *, n: int, time: float) -> None:
        """Take *amount* off the balance and write it down."""
        self.balance = round(self.balance - amount, 6)
        entry = {"n": n, "time": time, "amount": amount, "reason": reason, "balance": self.balance}
        self.ledger.append(entry)


def account_for(
    accounts: MutableMapping[str, Account], key: str | None, opening: float | None = None
) -> Account | None:
    """Find the account of *key*, opened on first use; None for a key that is missing, revoked or unknown.

    Args:
        accounts: Those opened so far.
        key: The full key.
        opening: What a new account starts with; what its key says when None.
    """
    match = _KEY.fullmatch(key or "")
    if key is None or match is None:
        return None
    if key not in accounts:
        accounts[key] = Account(_START_BALANCE[match[1]] if opening is None else opening)
    return accounts[key]


def bearer_key(authorization: str | None) -> str | None:
    """Read the key out of an Authorization header; None when there is no bearer key."""
    scheme, _, key = (authorization or "").partition(" ")
    return key.strip() or None if scheme.lower() == "bearer" else None


def last_four(key: str | None) -> str | None:
    """Shorten a key to what may be written down: its last four characters, or nothing of a very short one."""
    if key is None:
        return None
    return key[-4:] if len(key) >= _SHORTEST_TO_SHOW else "****"
