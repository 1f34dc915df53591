"""Every scenario by name, and how a name is read."""

import re
from types import MappingProxyType

from .acts import Scenario
from .scenario_table import TABLE

SCENARIOS = MappingProxyType({scenario.name: scenario for scenario in TABLE})
"""Every scenario by name, in the order of the table."""


_WORDS_OF_A_NAME = 3


class UnknownScenario(ValueError):  # noqa: N818 - reads as what it says
    """A name that no scenario has; the message lists near names.

    Attributes:
        near: Up to three names that look alike.
    """

    def __init__(self, text: str) -> None:
        import difflib  # only for those who mistype

        names = [*SCENARIOS, *ALIASES]
        self.near = difflib.get_close_matches(normal_name(text), names, n=3, cutoff=0.5)
        hint = (
            f" Did you mean {' or '.join(self.near)}?"
            if self.near
            else " The page at / and SCENARIOS list all names."
        )
        commas = " Names are separated by commas." if len(text.split()) > _WORDS_OF_A_NAME else ""
        super().__init__(f"there is no scenario {text.strip()[:60]!r}.{hint}{commas}")


ALIASES = {
    "400": "400-bad-field",
    "502": "502-outage",
    "retry-after": "retry-after-2",
    "timeout": "stall",
    "unknown-model": "400-unknown-model",
    "x-should-retry": "no-retry",
}
"""Short names for the scenario most often meant."""


def normal_name(text: str) -> str:
    """Write a name as the table does: ``502 Outage`` becomes ``502-outage``."""
    return re.sub(r"[\s_-]+", "-", text.strip().lower())


def scenario_named(text: str) -> Scenario:
    """Find a scenario by its name, written in any usual way.

    Raises:
        UnknownScenario: A ValueError whose message lists near names.
    """
    name = normal_name(text)
    found = SCENARIOS.get(ALIASES.get(name, name))
    if found is None:
        raise UnknownScenario(text)
    return found
