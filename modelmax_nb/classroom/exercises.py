"""The seven kinds of exercises, as data; a lesson is a tuple of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from modelmax_nb.classroom.requirements import Requirement
    from modelmax_nb.classroom.situation import Evidence, Situation


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """What every exercise has.

    Attributes:
        id: ``<topic>-<name>``, with the lesson's topic in front; permanent.
        title: A few words.
        task: What to do. Blank lines part paragraphs; ``code`` and **bold** as in Markdown.
        hints: Three steps: where to look, the principle, the solution with its reason.
        section: Heading of the notebook to read again when it is missed.
    """

    kind: ClassVar[str]
    id: str
    title: str
    task: str
    hints: tuple[str, str, str]
    section: str = ""


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question about a trial.

    Attributes:
        name: What the answer is called: ``check("…", requests=3)``.
        text: The question.
        truth: Reads the right answer off the evidence; nothing is written down beforehand.
        because: Why it is so, one or two sentences.
        choices: What can be chosen; empty for a number.
        misconceptions: For a wrong answer, what is probably believed and why it is not so.
        tolerance: How far a number may be off.
        look: What to look at again after a wrong answer: ``"the column Sent after"``.
    """

    name: str
    text: str
    truth: Callable[[Evidence], Any]
    because: str
    choices: tuple[Any, ...] = ()
    misconceptions: Mapping[Any, str] = field(default_factory=dict)
    tolerance: float = 0.0
    look: str = ""


@dataclass(frozen=True, kw_only=True)
class Asking(Exercise):
    """Questions about code that is run in a trial.

    Attributes:
        code: Shown, and run with a ``client``. Statements, or a function that *function* names.
        questions: Answered by name.
        situation: What the code is run in.
        function: The function in *code* that is called with the situation's arguments; "" to run all of it.
    """

    code: str
    questions: tuple[Question, ...]
    situation: Situation
    function: str = ""


@dataclass(frozen=True, kw_only=True)
class Predict(Asking):
    """Say what will happen, before it happens. It counts that an answer is given, not that it is right."""

    kind: ClassVar[str] = "predict"


@dataclass(frozen=True, kw_only=True)
class Timeline(Asking):
    """Read answers off the requests that the code has sent; they are shown."""

    kind: ClassVar[str] = "timeline"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row to match.

    Attributes:
        name: Such as ``"402"``; the requirement is called so too.
        text: What is to be matched.
        right: Name of the option that belongs to it.
        because: Why.
        misconceptions: By option: what is probably believed, and why it is not so.
    """

    name: str
    text: str
    right: str
    because: str
    misconceptions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Match(Exercise):
    """Find what belongs to what.

    Attributes:
        rows: Numbered from 1.
        options: By name, in the order in which they are shown, with letters from a. One may serve several
            rows, or none.
    """

    kind: ClassVar[str] = "match"
    rows: tuple[Row, ...]
    options: Mapping[str, str]

    @property
    def letters(self) -> dict[str, str]:
        """The name of the option behind each letter."""
        return dict(zip(ascii_uppercase.lower(), self.options, strict=False))


@dataclass(frozen=True, kw_only=True)
class Coding(Exercise):
    """Code that is judged by what it does in one or more situations.

    Attributes:
        situations: At least one.
        requirements: In the order in which they are judged; the first one missed is talked about.
    """

    situations: tuple[Situation, ...]
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True, kw_only=True)
class Parsons(Coding):
    """Put lines in order and leave some out; what comes out is run and judged.

    Attributes:
        lines: In the order in which they are shown, with letters from A; indentation is theirs.
        function: The function that the lines define; "" when they are statements that use ``client``.
        prelude: Lines that stand above already.
    """

    kind: ClassVar[str] = "parsons"
    lines: tuple[str, ...]
    function: str = ""
    prelude: str = ""

    @property
    def lettered(self) -> dict[str, str]:
        """Each line by its letter."""
        return dict(zip(ascii_uppercase, self.lines, strict=False))


@dataclass(frozen=True, kw_only=True)
class Repair(Coding):
    """Change a function until it behaves.

    Attributes:
        code: The function with its flaw.
        function: Its name.
    """

    kind: ClassVar[str] = "repair"
    code: str
    function: str


@dataclass(frozen=True, kw_only=True)
class Write(Coding):
    """Write a function from a blank cell.

    Attributes:
        code: How it begins, usually its first line.
        function: Its name.
    """

    kind: ClassVar[str] = "write"
    code: str
    function: str


@dataclass(frozen=True, kw_only=True)
class FindLeak(Exercise):
    """Find the lines that give a secret away.

    Attributes:
        lines: Numbered from 1.
        leaks: The lines that do, and why; each is a requirement ``line-N``.
        harmless: Lines that look as if they did, and why they do not; each is a requirement ``not-N``.
    """

    kind: ClassVar[str] = "leak"
    lines: tuple[str, ...]
    leaks: Mapping[int, str]
    harmless: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """One lesson's exercises.

    Attributes:
        topic: Name of its module, with hyphens.
        title: As in the notebook's first heading.
        notebook: File name in ``notebooks/``.
        minutes: How long it takes to read and run it and to answer its questions; an estimate.
        coding: How many minutes its exercises in code take besides; a guess.
        exercises: In order.
    """

    topic: str
    title: str
    notebook: str
    minutes: int
    coding: int
    exercises: tuple[Exercise, ...]
