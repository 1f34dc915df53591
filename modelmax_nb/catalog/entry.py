"""The shape of what we know of one cause of failure: fixed slots, no behaviour."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from modelmax_nb.messages import Text

if TYPE_CHECKING:
    from collections.abc import Mapping


class Mover(Enum):
    """Who has to act before the call can succeed."""

    YOU = "you"
    MODELMAX = "modelmax"
    PROVIDER = "provider"
    NETWORK = "network"
    UNKNOWN = "unknown"


class Repeat(Enum):
    """Whether sending the same request again can help."""

    NO = "no"
    YES = "yes"
    WAIT = "wait"  # yes, after a pause
    ASK_FIRST = "ask-first"  # it may work, and it may be charged twice
    UNKNOWN = "unknown"


class Charge(Enum):
    """What the failed call cost."""

    CHARGED = "charged"
    NOT_CHARGED = "not-charged"
    NOT_DOCUMENTED = "not-documented"


class Source(Enum):
    """How we know what an entry claims."""

    DOCUMENTED = "documented"  # the vendor's documents say so
    VENDOR_CODE = "vendor-code"  # the vendor's own client does so
    MEASURED = "measured"  # seen on the wire or in the SDK
    INFERRED = "inferred"  # a deduction of ours


class Applicability(Enum):
    """How sure a fix is, after the compiler rustc's scale."""

    SAFE = "safe"  # may be applied at a click
    CHECK_FIRST = "check-first"  # valid, but look whether it is what was meant
    NEEDS_INPUT = "needs-input"  # something must be typed or changed by hand


class Action(Enum):
    """What a fix does when it is clicked; a fix without an action is advice."""

    RETRY = "retry"
    USE_MODEL = "use-model"
    ENTER_KEY = "enter-key"
    USE_SIMULATOR = "use-simulator"
    OPEN_PAGE = "open-page"
    LIST_MODELS = "list-models"
    ALLOW_HTTP = "allow-http"
    SET_BASE_URL = "set-base-url"
    LONGER_TIMEOUT = "longer-timeout"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """One thing the reader can do now.

    Attributes:
        slug: Permanent id, unique within the catalog, such as ``"top-up"``.
        label: What to do, in the imperative; it may hold placeholders.
        applicability: Whether it may run at a click.
        action: What a click does; None for advice.
        command: The same, to be typed in a cell; may hold placeholders.
        url: The page to open, for ``OPEN_PAGE``.
        model: The model to use, for ``USE_MODEL``, once the diagnosis has named one.
        costs: Whether carrying it out sends a paid request.
        values: What the label's own placeholders stand for, once the diagnosis has filled them.
    """

    slug: str
    label: str
    applicability: Applicability
    action: Action | None = None
    command: str | None = None
    url: str | None = None
    model: str | None = None
    costs: bool = False
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> Text:
        """The label as a translatable sentence."""
        return Text(f"fix.{self.slug}", self.label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What we know of one cause.

    Attributes:
        slug: Permanent id that names the cause in kebab-case; never a status, never reused.
        title: The first line: one sentence of at most 20 words, in the reader's terms.
        what: What happened, in one or two sentences.
        ground: Why we say so: what in the reply or the call shows it.
        mover: Who has to act.
        repeat: Whether the same request can succeed.
        repeat_ground: One sentence of reason for ``repeat``.
        charge: What the failed call cost.
        charge_ground: One sentence of reason for ``charge``.
        fixes: Best first, at most three; empty where none is justified.
        source: How we know.
        more: The opened layer: background for somebody who meets this for the first time, 40-100 words.
        scenario: A behaviour of the simulator, or a recipe of the reader's, that provokes it; None where
            neither can.
    """

    slug: str
    title: str
    what: str
    ground: str
    mover: Mover
    repeat: Repeat
    repeat_ground: str
    charge: Charge
    charge_ground: str
    fixes: tuple[Fix, ...]
    source: Source
    more: str
    scenario: str | None = None

    def text(self, slot: str) -> Text:
        """Return a slot such as ``"title"`` as a translatable sentence with its permanent id."""
        return Text(f"{self.slug}.{slot}", getattr(self, slot))
