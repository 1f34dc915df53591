"""Every entry, in one table."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from modelmax_nb.catalog.account import ACCOUNT
from modelmax_nb.catalog.allowance import ALLOWANCE
from modelmax_nb.catalog.answer import ANSWER
from modelmax_nb.catalog.between import BETWEEN
from modelmax_nb.catalog.gates import GATES
from modelmax_nb.catalog.making import MAKING
from modelmax_nb.catalog.network import NETWORK
from modelmax_nb.catalog.notebook import NOTEBOOK
from modelmax_nb.catalog.pairs import PAIRS
from modelmax_nb.catalog.provider import PROVIDER
from modelmax_nb.catalog.request import REQUEST
from modelmax_nb.catalog.software import SOFTWARE
from modelmax_nb.catalog.stream import STREAM
from modelmax_nb.catalog.unknown import UNKNOWN
from modelmax_nb.catalog.video import VIDEO

if TYPE_CHECKING:
    from collections.abc import Mapping

    from modelmax_nb.catalog.entry import Entry

# The order in which they are taught: what everybody meets first stands first.
_TAUGHT = (
    *ACCOUNT,
    *PAIRS,
    *ALLOWANCE,
    *REQUEST,
    *PROVIDER,
    *ANSWER,
    *MAKING,
    *VIDEO,
    *STREAM,
    *NETWORK,
    *GATES,
    *BETWEEN,
    *NOTEBOOK,
    *SOFTWARE,
    *UNKNOWN,
)

ENTRIES: Mapping[str, Entry] = MappingProxyType({entry.slug: entry for entry in _TAUGHT})
"""Every entry by its slug."""
