"""Everything the simulator remembers, passed into the core; one process can hold many."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from .accounts import Account
from .assumptions import Assumptions, Pace, Prices
from .journal import Journal
from .models import MODELS, SimModel
from .scripts import ScriptBook


@dataclass
class Task:
    """One video on its way.

    Attributes:
        request_id: Opaque, given at submit.
        content_id: Opaque and different; names the files.
        model: The model it was submitted to.
        key: Whose task it is.
        submitted: Seconds since 1970.
        seconds: Length of the video.
        resolution: ``720p``, ``1080p`` or ``4k``.
        audio: Whether it has sound.
        samples: How many files there are.
        aspect_ratio: ``16:9`` or ``9:16``.
        fate: The scenario that decided how it ends; None for an ordinary one.
        charged: Whether its result has been paid.
    """

    request_id: str
    content_id: str
    model: str
    key: str
    submitted: float
    seconds: int
    resolution: str
    audio: bool
    samples: int
    aspect_ratio: str = "16:9"
    fate: str | None = None
    charged: bool = False


class Picture(NamedTuple):
    """What is needed to draw a picture again when its address is asked for."""

    prompt: str
    width: int
    height: int


@dataclass
class State:
    """A simulated ModelMax at one moment.

    Attributes:
        seed: Decides replies, pictures and ids.
        accounts: By full key.
        models: By id.
        tasks: Videos by request id, and again by content id.
        images: Pictures that have an address, by id.
        scripts: What is going to happen on purpose.
        journal: What happened.
        rng: The only source of chance.
        assumptions: What the documentation leaves open.
        prices: The simulator's own.
        pace: How long things take.
        requests: How many have come in.
        opening: What every account starts with; what its key says when None.
    """

    seed: int = 0
    accounts: dict[str, Account] = field(default_factory=dict)
    models: Mapping[str, SimModel] = field(default_factory=lambda: MODELS)
    tasks: dict[str, Task] = field(default_factory=dict)
    images: dict[str, Picture] = field(default_factory=dict)
    scripts: ScriptBook = field(default_factory=ScriptBook)
    journal: Journal = field(default_factory=Journal)
    rng: random.Random = field(default_factory=random.Random)
    assumptions: Assumptions = field(default_factory=Assumptions)
    prices: Prices = field(default_factory=Prices)
    pace: Pace = field(default_factory=Pace)
    requests: int = 0
    opening: float | None = None

    def __post_init__(self) -> None:
        """Tie the source of chance to the seed."""
        self.rng.seed(self.seed)

    def new_id(self, length: int = 16) -> str:
        """Make an id of *length* hexadecimal digits."""
        return f"{self.rng.getrandbits(4 * length):0{length}x}"
