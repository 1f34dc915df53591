"""One request on its way through the core: who asks, for what, and what it has cost so far."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .accounts import Account, account_for, bearer_key
from .acts import Scenario
from .events import Chunk, Event, Request
from .responses import ApiFault, bad_request, head_for
from .routes import Route
from .state import State


@dataclass
class Exchange:
    """What the handlers of the core share while they answer one request.

    Attributes:
        state: The simulated service.
        request: What came in.
        route: Which call it is.
        n: Its number, from 1.
        now: When it arrived, seconds since 1970.
        scenario: What happens to it on purpose, if anything.
        charged: What it has cost so far, in simulated USD.
    """

    state: State
    request: Request
    route: Route
    n: int
    now: float
    scenario: Scenario | None = None
    charged: float = 0.0
    _account: Account | None = field(default=None, repr=False)

    @property
    def key(self) -> str | None:
        """The bearer key; None without one."""
        return bearer_key(self.request.headers.get("authorization"))

    @property
    def twist(self) -> str | None:
        """The name of the scenario, for handlers that answer differently under some of them."""
        return None if self.scenario is None else self.scenario.name

    @property
    def latency(self) -> float:
        """Seconds from the request to the head of the answer."""
        return self.state.pace.slow if self.twist == "slow" else self.state.pace.latency

    @property
    def account(self) -> Account:
        """The account behind the key.

        Raises:
            ApiFault: 401, for a key that is missing, revoked or unknown.
        Source: documented (status and type); the wordings are assumptions.
        """
        if self._account is None:
            self._account = account_for(self.state.accounts, self.key, self.state.opening)
        if self._account is None:
            raise ApiFault(401, "unauthorized", "invalid API key" if self.key else "missing API key")
        return self._account

    @property
    def has_account(self) -> bool:
        """Whether the key opens one."""
        return account_for(self.state.accounts, self.key, self.state.opening) is not None

    def check_key(self) -> None:
        """Refuse with 401 a key that is missing, revoked or unknown."""
        _ = self.account

    def check_balance(self) -> None:
        """Refuse with 402 when the balance is zero or below.

        Source: documented (status, type, message, and that it is decided before anything goes to a provider).
        """
        if self.account.balance <= 0:
            raise ApiFault(402, "insufficient_balance", "insufficient balance")

    def charge(self, amount: float, reason: str) -> None:
        """Take money off the account, now."""
        amount = round(amount, 6)
        self.account.charge(amount, reason, n=self.n, time=round(self.now, 6))
        self.charged = round(self.charged + amount, 6)

    def send_charged(self, body: bytes, charge: Callable[[], None]) -> Iterator[Event]:
        """Answer with JSON and charge for it once the whole answer exists and the client still waits.

        Source: documented (after the full response); assumption (a client that left does not pay).
        """
        early = self.state.assumptions.abandoned_answer_charged
        if early:
            charge()
        yield head_for(body, after=self.latency)
        if not early:
            charge()
        yield Chunk(body, last=True)

    def json_object(self) -> Mapping[str, Any]:
        """Read the body as a JSON object.

        Raises:
            ApiFault: 400, for anything else.
        Source: documented (400 for a bad body); the wordings are assumptions.
        """
        try:
            value = json.loads(self.request.body)
        except (ValueError, RecursionError):
            raise bad_request("the request body is not valid JSON") from None
        if not isinstance(value, dict):
            raise bad_request("the request body must be a JSON object")
        return value
