"""Scripts: sequences of scenarios, and which step meets which request."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple, get_args

from .acts import ASKING, STREAM, VIDEO, Endpoint, Scenario
from .scenarios import normal_name, scenario_named

_MOST_HEADERS = 1000
_WHOLE: frozenset[Endpoint] = frozenset({"chat"})


class Misfit(ValueError):  # noqa: N818 - reads as what it says
    """A scenario was asked for on a call it cannot happen to."""


class Step(NamedTuple):
    """One step of a script.

    Attributes:
        scenario: What happens.
        target: The only call it may happen to, when the script names one (``status: 503``).
    """

    scenario: Scenario
    target: Endpoint | None = None

    def fits(self, endpoint: Endpoint, *, addressed: bool = False) -> bool:
        """Tell whether this step may meet a request to *endpoint*.

        Args:
            endpoint: The call.
            addressed: The request itself carries the script, so that a general failure is meant for it.
                Otherwise it waits for a call that asks for something, so that polls and model lists do not
                eat it.
        """
        if self.target is not None:
            return endpoint == self.target or (self.target == "chat" and endpoint in STREAM)
        if self.scenario.general and not addressed:
            return endpoint in ASKING
        return endpoint in self.scenario.endpoints


@dataclass
class Script:
    """Steps on their way; each is used once, then the script ends or starts again.

    Attributes:
        steps: All steps, in order.
        repeat: Whether it starts again after the last step.
        left: The steps not used yet.
    """

    steps: tuple[Step, ...]
    repeat: bool = False
    left: list[Step] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Start at the first step."""
        self.left = list(self.steps)

    @property
    def next_step(self) -> Step | None:
        """The step whose turn it is, whatever call it needs; None after the last one."""
        coming = self.left or (self.steps if self.repeat else ())
        return coming[0] if coming else None

    def take(self, endpoint: Endpoint, *, addressed: bool = False) -> Scenario | None:
        """Use up the next step that fits; None leaves the request to its usual course."""
        for step in self.left:
            if step.fits(endpoint, addressed=addressed):
                self.left.remove(step)
                return step.scenario
        if self.repeat and any(step.fits(endpoint, addressed=addressed) for step in self.steps):
            self.left = list(self.steps)
            return self.take(endpoint, addressed=addressed)
        return None


def parse_script(*parts: str) -> tuple[Step, ...]:
    """Read steps such as ``502 outage, 502 throttle, ok`` or ``status: 503``.

    Raises:
        UnknownScenario: For a name that no scenario has.
        Misfit: For a step on a call that its scenario cannot happen to.
    """
    texts = [text for part in parts for text in part.replace(";", ",").replace("\n", ",").split(",")]
    return tuple(_parse_step(text) for text in texts if text.strip())


def _parse_step(text: str) -> Step:
    target, colon, name = text.partition(":")
    if not colon:
        return Step(scenario_named(text))
    scenario = scenario_named(name)
    for endpoint in get_args(Endpoint):
        if endpoint == normal_name(target):
            if endpoint not in scenario.endpoints:
                raise Misfit(misfit(scenario, endpoint))
            return Step(scenario, endpoint)
    raise Misfit(f"there is no call {target.strip()[:40]!r}; the calls are {', '.join(get_args(Endpoint))}.")


def misfit(scenario: Scenario, endpoint: Endpoint) -> str:
    """Say why *scenario* cannot happen to *endpoint*."""
    if scenario.endpoints == STREAM and endpoint == "chat":
        return f'the scenario {scenario.name!r} needs a streaming call ("stream": true).'
    if scenario.endpoints == _WHOLE and endpoint == "stream":
        return f"the scenario {scenario.name!r} needs a call that does not stream."
    calls = ", ".join(sorted(scenario.endpoints))
    return f"the scenario {scenario.name!r} cannot happen to this call ({endpoint}), only to: {calls}."


class ScriptBook:
    """All scripts that are running: one for everybody, one a key, one a header value."""

    def __init__(self) -> None:
        self._for_all: Script | None = None
        self._by_key: dict[str, Script] = {}
        self._by_header: dict[tuple[str, str, str], Script] = {}

    def play(self, steps: Sequence[Step], *, repeat: bool = False, key: str | None = None) -> None:
        """Put a script in place of the one before; without steps, take it away."""
        script = Script(tuple(steps), repeat)
        if key is None:
            self._for_all = script
        else:
            self._by_key[key] = script

    def choose(self, key: str | None, endpoint: Endpoint, header: str | None) -> Scenario | None:
        """Find the scenario for a request: its header's, else its key's, else everybody's.

        Raises:
            UnknownScenario: The header names a scenario that does not exist.
            Misfit: The header names a scenario that cannot happen to this call, or a streaming one is next
                and the call does not stream.
        """
        if header is not None:
            return self._from_header(key or "", endpoint, header)
        for script in (self._by_key.get(key or ""), self._for_all):
            if script is not None:
                _check_streaming(script.next_step, endpoint)
                scenario = script.take(endpoint)
                if scenario is not None:
                    return scenario
        return None

    def _from_header(self, key: str, endpoint: Endpoint, header: str) -> Scenario | None:
        """Take the next step of a header's script; each kind of call has its own place in it."""
        # A fingerprint, as the key may be a real one that came here by mistake.
        place = (sha256(key.encode()).hexdigest(), header, endpoint)
        script = self._by_header.get(place)
        if script is None:
            script = Script(parse_script(header), repeat=True)
            _check_fit(script.steps, endpoint)
            if len(self._by_header) >= _MOST_HEADERS:
                self._by_header.pop(next(iter(self._by_header)))
            self._by_header[place] = script
        return script.take(endpoint, addressed=True)


def _check_streaming(step: Step | None, endpoint: Endpoint) -> None:
    """Refuse a chat call of the other kind than the next step needs, rather than let it pass unharmed."""
    needs = None if step is None else step.scenario.endpoints
    if step is not None and (needs, endpoint) in {(STREAM, "chat"), (_WHOLE, "stream")}:
        raise Misfit(misfit(step.scenario, endpoint))


def _check_fit(steps: Iterable[Step], endpoint: Endpoint) -> None:
    """Refuse a header with a step that can never meet this call; calls of one video share a header."""
    for step in steps:
        if step.target is None and endpoint not in step.scenario.endpoints:
            same_life = endpoint in VIDEO and step.scenario.endpoints <= VIDEO
            if not same_life:
                raise Misfit(misfit(step.scenario, endpoint))
