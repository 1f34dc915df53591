"""A verdict on an answer, as data; it shows itself as text and as HTML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from modelmax_nb.messages import DEFAULT_LANGUAGE

if TYPE_CHECKING:
    from modelmax_nb.classroom.requirements import Missed
    from modelmax_nb.classroom.situation import Sent


class Outcome(NamedTuple):
    """What really happened, beside what was predicted.

    Attributes:
        name: Of the question.
        question: Its text.
        given: What was answered, in words.
        truth: What the trial showed, in words.
        agrees: Whether they are the same.
        because: Why it is so.
        misconception: What the answer given suggests, and why it is not so; "" when nothing is known.
    """

    name: str
    question: str
    given: str
    truth: str
    agrees: bool
    because: str
    misconception: str = ""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What `check` returns.

    Attributes:
        exercise: Its id.
        title: Its title.
        passed: Whether all is right.
        answered: Whether there was an answer that could be judged.
        complaint: Why there was none, and what to do; "" otherwise.
        credits: What is right so far.
        slug: The requirement that is missed first; "" if none.
        missed: What is missed.
        remaining: How many requirements come after that one, not looked at yet.
        outcomes: Of a prediction: what really happened.
        sent: What the code sent in the situation that is talked about.
        stopped: Why the code was stopped; "" when it ended by itself.
        section: Heading to read again; "" for none.
        language: Of labels.
        clicked: Whether the answer came from the widgets, where a button gives hints.
    """

    exercise: str
    title: str
    passed: bool = False
    answered: bool = True
    complaint: str = ""
    credits: tuple[str, ...] = ()
    slug: str = ""
    missed: Missed | None = None
    remaining: int = 0
    outcomes: tuple[Outcome, ...] = ()
    sent: tuple[Sent, ...] = ()
    stopped: str = ""
    section: str = ""
    language: str = DEFAULT_LANGUAGE
    clicked: bool = False

    def __repr__(self) -> str:
        """Return the verdict as text."""
        from modelmax_nb.classroom.verdict_view import verdict_text

        return verdict_text(self)

    def _repr_html_(self) -> str:
        """Return the verdict as HTML."""
        from modelmax_nb.classroom.verdict_view import verdict_html

        return verdict_html(self)
