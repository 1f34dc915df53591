"""The answer of a model: a ``str`` that also knows where it came from and what it took."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Self

if TYPE_CHECKING:
    from typing import NoReturn, SupportsIndex

    from modelmax_nb.attempts import Attempt

# Exceptions stay English, so that they can be searched for.
NO_COMPLETION = (
    "it is the text itself, and print(answer) shows it. What else is known is in answer.model, answer.usage, "
    "answer.finish_reason and answer.attempts. For the openai library's own object, with its choices, ask "
    "with modelmax_nb.openai_client()."
)


class Usage(NamedTuple):
    """Token counts as the server reports them; all zero where it reports none."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    total_tokens: int = 0


class Answer(str):
    """Text of an answer, usable wherever a ``str`` is.

    Attributes:
        model: Model ID that answered.
        finish_reason: Why the model stopped; None when the answer is incomplete.
        usage: Token counts, or None when the server gave none.
        attempts: Every request it took, the last one successful.
        simulated: Whether the simulator made it up.
        fallback_from: The model first asked, when another one answered; else None.
        cost: What the server says it cost; None when it says nothing, as ModelMax's documents do.
    """

    __slots__ = ("attempts", "cost", "fallback_from", "finish_reason", "model", "simulated", "usage")

    model: str
    finish_reason: str | None
    usage: Usage | None
    attempts: tuple[Attempt, ...]
    simulated: bool
    fallback_from: str | None
    cost: float | None

    def __new__(
        cls,
        text: str,
        *,
        model: str = "",
        finish_reason: str | None = None,
        usage: Usage | None = None,
        attempts: tuple[Attempt, ...] = (),
        simulated: bool = False,
        fallback_from: str | None = None,
        cost: float | None = None,
    ) -> Self:
        """Make an answer of *text* and its facts."""
        self = super().__new__(cls, text)
        self.model = model
        self.finish_reason = finish_reason
        self.usage = usage
        self.attempts = attempts
        self.simulated = simulated
        self.fallback_from = fallback_from
        self.cost = cost
        return self

    def __getattr__(self, name: str) -> NoReturn:
        """Say what an answer is to whoever takes it for the openai library's own object."""
        if name.startswith("_"):  # how IPython and copy ask what an object can do
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        raise AttributeError(f"an Answer has no {name!r}: {NO_COMPLETION}", name=name, obj=self)

    def __getitem__(self, key: SupportsIndex | slice | str) -> str:
        """Return characters, as of any text; a name stands for none."""
        if isinstance(key, str):
            raise TypeError(f"an Answer has no [{key!r}]: {NO_COMPLETION}")
        return super().__getitem__(key)

    @property
    def complete(self) -> bool:
        """Whether the model finished: the server gave a ``finish_reason``."""
        return self.finish_reason is not None

    def __repr__(self) -> str:
        """Show the text and what a reader must not overlook about it."""
        marks = [self.model or "model unknown"]
        if self.simulated:
            marks.append("simulated")
        if not self.complete:
            marks.append("incomplete")
        return f"<Answer from {', '.join(marks)}: {str.__repr__(self)}>"
