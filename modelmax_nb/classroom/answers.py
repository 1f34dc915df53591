"""Answers as they are typed, read kindly: what is meant, or what to type instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from modelmax_nb.classroom import words
from modelmax_nb.classroom.cells import unread_cell
from modelmax_nb.classroom.exercises import Asking, Coding, FindLeak, Match, Parsons
from modelmax_nb.classroom.values import in_words, same
from modelmax_nb.messages import Saying

if TYPE_CHECKING:
    from collections.abc import Callable

    from modelmax_nb.classroom.exercises import Exercise, Question

PAIR = re.compile(r"(\w+?)\s*[:=\-]?\s*([a-zA-Z])(?![a-zA-Z])")
LONGEST = 40


class UnreadableAnswer(ValueError):  # noqa: N818 - reads as what it says
    """There is no answer that can be judged; the message, a `Saying`, says what to do."""

    def __init__(self, saying: Saying) -> None:
        super().__init__(str(saying))
        self.saying = saying


def is_missing(value: object) -> bool:
    """Tell whether *value* stands for no answer yet: nothing, ``...`` or an empty text."""
    return value is None or value is ... or (isinstance(value, str | tuple | list | dict | set) and not value)


def read_answer(exercise: Exercise, answer: object, named: Mapping[str, object]) -> Any:  # noqa: ANN401 - each kind has its own form
    """Bring an answer into the one form that its kind has.

    Returns:
        By name of the question for predict and timeline; by name of the row for match; a tuple of letters
        for Parsons; a set of numbers for a leak; the function for repair and write.

    Raises:
        UnreadableAnswer: It cannot be judged.
    """
    if isinstance(answer, str) and answer.strip(" .…") == "":
        answer = ...
    if isinstance(exercise, Asking):
        return _read_named(exercise, answer, named)
    if named:
        raise UnreadableAnswer(Saying(words.NO_NAMES, names=_listed(named)))
    if is_missing(answer):
        raise UnreadableAnswer(Saying(words.HOW_TO[exercise.kind], id=exercise.id))
    read: Callable[[Any, object], Any] = _READERS.get(type(exercise), _read_function)
    return read(exercise, answer)


def _read_named(exercise: Asking, answer: object, named: Mapping[str, object]) -> dict[str, object]:
    given = {**answer, **named} if isinstance(answer, Mapping) else dict(named)
    if not isinstance(answer, Mapping) and not is_missing(answer):
        raise UnreadableAnswer(Saying(words.NEEDS_NAMES, example=example_of(exercise)))
    names = [question.name for question in exercise.questions]
    unknown = [str(name) for name in given if name not in names]
    if unknown:
        raise UnreadableAnswer(
            Saying(words.UNKNOWN_QUESTION, name=unknown[0][:LONGEST], names=_listed(names))
        )
    open_names = [name for name in names if is_missing(given.get(name, ...))]
    if open_names:
        raise UnreadableAnswer(
            Saying(words.NOT_ANSWERED, names=_listed(open_names), example=example_of(exercise))
        )
    return {question.name: _choice(question, given[question.name]) for question in exercise.questions}


def _choice(question: Question, value: object) -> object:
    """Return the choice that *value* means, or *value* itself for a number."""
    if not question.choices:
        number = _number(value)
        if number is None:
            raise UnreadableAnswer(Saying(words.NEEDS_NUMBER, name=question.name))
        return number
    found = next((choice for choice in question.choices if same(choice, value)), None)
    if found is None:
        raise UnreadableAnswer(
            Saying(words.NOT_A_CHOICE, name=question.name, choices=_listed(map(in_words, question.choices)))
        )
    return found


def _number(value: object) -> float | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    try:
        return float(str(value).strip().removesuffix("s"))
    except ValueError:
        return None


def _read_match(exercise: Match, answer: object) -> dict[str, str]:
    """Read ``{"401": "c"}``, ``{1: "c"}``, ``"1c 2a"`` or ``"ca"`` as names of options by names of rows."""
    if isinstance(answer, str):
        alone = re.sub(r"[\s,;.]", "", answer).lower()
        in_order = alone.isalpha() and len(alone) == len(exercise.rows)
        answer = dict(enumerate(alone, 1)) if in_order else dict(PAIR.findall(answer))
    if not isinstance(answer, Mapping):
        raise UnreadableAnswer(Saying(words.HOW_TO[exercise.kind], id=exercise.id))
    numbers = {str(number): row.name for number, row in enumerate(exercise.rows, 1)}
    names = {row.name: row.name for row in exercise.rows}
    letters = exercise.letters | {name: name for name in exercise.options}
    given = {}
    for raw, option in answer.items():
        row = names.get(str(raw).strip()) or numbers.get(str(raw).strip())
        if row is None:
            raise UnreadableAnswer(Saying(words.NO_SUCH_ROW, row=str(raw)[:LONGEST], most=len(exercise.rows)))
        if is_missing(option):
            continue
        chosen = letters.get(str(option).strip()) or letters.get(str(option).strip().lower())
        if chosen is None:
            raise UnreadableAnswer(
                Saying(words.NO_SUCH_OPTION, option=str(option)[:LONGEST], options=_listed(exercise.letters))
            )
        given[row] = chosen
    open_rows = [number for number, row in numbers.items() if row not in given]
    if open_rows:
        raise UnreadableAnswer(Saying(words.ROWS_OPEN, rows=_listed(open_rows)))
    return given


def _read_letters(exercise: Parsons, answer: object) -> tuple[str, ...]:
    """Read ``"D B A"``, ``"DBA"`` or ``["D", "B", "A"]``."""
    if isinstance(answer, Iterable) and not isinstance(answer, str):
        answer = " ".join(map(str, answer))
    if not isinstance(answer, str):
        raise UnreadableAnswer(Saying(words.HOW_TO[exercise.kind], id=exercise.id))
    letters = tuple(re.sub(r"[\s,;.>-]+", "", answer).upper())
    unknown = [letter for letter in letters if letter not in exercise.lettered]
    if unknown:
        raise UnreadableAnswer(Saying(words.NO_SUCH_LINE, letter=unknown[0], letters=_span(exercise)))
    twice = [letter for letter in letters if letters.count(letter) > 1]
    if twice:
        raise UnreadableAnswer(Saying(words.LINE_TWICE, letter=twice[0]))
    return letters


def _span(exercise: Parsons) -> str:
    letters = [*exercise.lettered]
    return f"{letters[0]}–{letters[-1]}"


def _read_numbers(exercise: FindLeak, answer: object) -> frozenset[int]:
    """Read ``[3, 7]``, ``3`` or ``"3 7"``."""
    if isinstance(answer, int):
        answer = [answer]
    if isinstance(answer, Iterable) and not isinstance(answer, str):
        answer = " ".join(map(str, answer))
    found = [int(number) for number in re.findall(r"\d+", str(answer))]
    if not found:
        raise UnreadableAnswer(Saying(words.HOW_TO[exercise.kind], id=exercise.id))
    outside = [number for number in found if not 1 <= number <= len(exercise.lines)]
    if outside:
        raise UnreadableAnswer(Saying(words.NO_SUCH_NUMBER, number=outside[0], most=len(exercise.lines)))
    return frozenset(found)


_DOES_NOTHING = frozenset(
    {
        *("CALL_INTRINSIC_1", "LOAD_CONST", "NOP", "POP_TOP", "RERAISE"),
        *("RESUME", "RETURN_CONST", "RETURN_GENERATOR", "RETURN_VALUE"),
    }
)


def _is_blank(function: object) -> bool:
    """Tell whether the body of *function* is still ``...`` or ``pass``, with or without a docstring."""
    import dis

    code = getattr(function, "__code__", None)
    if code is None:
        return False
    steps = list(dis.get_instructions(code))
    values = [step.argval for step in steps if step.opname in {"LOAD_CONST", "RETURN_CONST"}]
    return {step.opname for step in steps} <= _DOES_NOTHING and all(value is None for value in values)


def _read_function(exercise: Exercise, answer: object) -> Callable[..., Any]:
    name = getattr(exercise, "function", "")
    unread = unread_cell(name)
    if unread is not None:
        error = str(unread.msg)
        raise UnreadableAnswer(Saying(words.CELL_UNREAD, name=name, error=error, line=unread.lineno or 1))
    if _is_blank(answer):
        raise UnreadableAnswer(Saying(words.HOW_TO[exercise.kind], id=exercise.id))
    if isinstance(answer, type) or not callable(answer):
        raise UnreadableAnswer(
            Saying(words.NEEDS_FUNCTION, name=name, id=exercise.id, kind=type(answer).__name__)
        )
    return answer


_READERS: dict[type, Callable[[Any, object], Any]] = {
    Match: _read_match,
    Parsons: _read_letters,
    FindLeak: _read_numbers,
}


def example_of(exercise: Exercise) -> str:
    """Return how an answer to *exercise* is typed, without giving it away."""
    if isinstance(exercise, Asking):
        given = ", ".join(f"{question.name}=..." for question in exercise.questions)
        return f'check("{exercise.id}", {given})'
    if isinstance(exercise, Match):
        given = " ".join(f"{number}?" for number in range(1, len(exercise.rows) + 1))
        return f'check("{exercise.id}", "{given}")'
    if isinstance(exercise, Coding) and not isinstance(exercise, Parsons):
        return f'check("{exercise.id}", {getattr(exercise, "function", "...")})'
    return f'check("{exercise.id}", ...)'


def _listed(names: Iterable[object]) -> str:
    return ", ".join(f"`{name}`" for name in names)
