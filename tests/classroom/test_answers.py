"""Answers as they are typed: what is meant is understood, and what cannot be judged is told how to be."""

from typing import Any

import pytest

from modelmax_nb.classroom.answers import UnreadableAnswer, example_of, read_answer
from modelmax_nb.classroom.exercises import FindLeak, Match, Parsons, Predict, Question, Repair, Row
from modelmax_nb.classroom.situation import Situation

COMMON: dict[str, Any] = {"title": "T", "task": "Do.", "hints": ("1", "2", "3")}
ASKED = Predict(
    id="a-predict",
    code="pass",
    situation=Situation(),
    questions=(
        Question(name="requests", text="How many?", truth=lambda _: 3, because="So.", choices=(1, 3)),
        Question(name="charged", text="Paid?", truth=lambda _: False, because="So.", choices=(True, False)),
        Question(name="seconds", text="How long?", truth=lambda _: 1.5, because="So."),
    ),
    **COMMON,
)
MATCHED = Match(
    id="a-match",
    rows=(
        Row(name="401", text="one", right="key", because="So."),
        Row(name="402", text="two", right="money", because="So."),
    ),
    options={"key": "Key", "money": "Money"},
    **COMMON,
)
ORDERED = Parsons(id="a-order", lines=("a", "b", "c"), situations=(Situation(),), requirements=(), **COMMON)
LEAKING = FindLeak(id="a-leak", lines=("x", "y", "z"), leaks={2: "So."}, **COMMON)
REPAIRED = Repair(
    id="a-repair", code="def f(): ...", function="f", situations=(Situation(),), requirements=(), **COMMON
)


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ({"requests": 3, "charged": False, "seconds": 1.5}, (3, False, 1.5)),
        ({"requests": "3", "charged": "no", "seconds": "1.5 s"}, (3, False, 1.5)),
        ({"requests": 3.0, "charged": "True", "seconds": 2}, (3, True, 2)),
    ],
)
def test_named_answers(given: dict[str, object], read: tuple[object, ...]) -> None:
    """Answers come by name; numbers may be text, and yes and no are True and False."""
    assert tuple(read_answer(ASKED, ..., given).values()) == read
    assert read_answer(ASKED, given, {}) == read_answer(ASKED, ..., given)


@pytest.mark.parametrize(
    "given",
    ["1a 2b", "1:a, 2:b", "1A2B", "1 = a; 2 = b", "ab", "A, B", {"1": "a", "2": "b"}, {1: "a", 2: "B"},
     {"401": "a", "402": "money"}, {401: "key", "2": "b"}],
)  # fmt: skip
def test_pairs(given: object) -> None:
    """Pairs may be typed in any usual way, by numbers or names of rows, or letters in their order."""
    assert read_answer(MATCHED, given, {}) == {"401": "key", "402": "money"}


@pytest.mark.parametrize("given", ["C A", "ca", "C, A", "c;a", ["C", "A"], ("c", "a"), "C->A"])
def test_letters(given: object) -> None:
    """Letters may be typed in any usual way."""
    assert read_answer(ORDERED, given, {}) == ("C", "A")


@pytest.mark.parametrize("given", [[3, 1], "3 1", (1, 3), {1, 3}, "lines 1 and 3", ["3", "1"]])
def test_numbers(given: object) -> None:
    """Numbers of lines may be typed in any usual way; one alone needs no list."""
    assert read_answer(LEAKING, given, {}) == {1, 3}
    assert read_answer(LEAKING, 2, {}) == {2}


def test_functions() -> None:
    """A function is taken as it is."""
    assert read_answer(REPAIRED, len, {}) is len


def dots(client: object) -> None: ...  # noqa: D103 - blank


def passes(client: object) -> None:
    """Say what it will do, and do nothing yet."""


async def dots_async(client: object) -> None: ...  # noqa: D103 - blank


@pytest.mark.parametrize("function", [dots, passes, dots_async])
def test_a_function_without_a_body_is_no_answer(function: object) -> None:
    """What a blank cell begins with is not judged yet."""
    with pytest.raises(UnreadableAnswer, match="Not answered yet"):
        read_answer(REPAIRED, function, {})


def returns_a_number(client: object) -> int:
    """Do something, however little."""
    return 1


@pytest.mark.parametrize("function", [returns_a_number, lambda: 1, lambda: "text", print])
def test_a_function_with_a_body_is_an_answer(function: object) -> None:
    """Whatever it does, it is judged."""
    assert read_answer(REPAIRED, function, {}) is function


CALL = 'check("a-predict", requests=..., charged=..., seconds=...)'


@pytest.mark.parametrize(
    ("exercise", "answer", "named", "said"),
    [
        (
            ASKED,
            ...,
            {},
            f"Not answered yet: `requests`, `charged`, `seconds`. Put your answers in: `{CALL}`",
        ),
        (
            ASKED,
            ...,
            {"requests": 3},
            f"Not answered yet: `charged`, `seconds`. Put your answers in: `{CALL}`",
        ),
        (ASKED, "3", {}, f"Each answer needs its name: `{CALL}`"),
        (
            ASKED,
            ...,
            {"reqests": 3},
            "There is no question `reqests`. The questions are `requests`, `charged`, `seconds`.",
        ),
        (
            ASKED,
            ...,
            {"requests": 2, "charged": True, "seconds": 1},
            "The answer to `requests` is one of `1`, `3`.",
        ),
        (
            ASKED,
            ...,
            {"requests": 1, "charged": True, "seconds": "long"},
            "The answer to `seconds` is a number, such as `3` or `1.5`.",
        ),
        (
            MATCHED,
            "...",
            {},
            "Not answered yet. Write the letter behind the number of each row, such as `1b 2a`.",
        ),
        (MATCHED, "1a", {}, "Not answered yet: row `2`."),
        (MATCHED, "1a 2c", {}, "There is no answer `c`. The answers are `a`, `b`."),
        (MATCHED, "1a 3b", {}, "There is no row `3`. The rows are 1 to 2."),
        (
            MATCHED,
            7,
            {},
            "Not answered yet. Write the letter behind the number of each row, such as `1b 2a`.",
        ),
        (ORDERED, "A Z", {}, "There is no line `Z`. The lines are A–C."),
        (ORDERED, "A B A", {}, "The line `A` is there twice. Use each line once at most."),
        (
            ORDERED,
            "A",
            {"order": "A"},
            "This exercise takes one answer without a name, so leave out `order`.",
        ),
        (LEAKING, [4], {}, "There is no line 4. The lines are 1 to 3."),
        (LEAKING, "none", {}, "Not answered yet. Write the numbers of the lines, such as `[2, 5]`."),
        (
            REPAIRED,
            ...,
            {},
            "Not answered yet. Change the function, run its cell, then run this one again.",
        ),
        (
            REPAIRED,
            "f",
            {},
            (
                'This exercise judges a function: write `check("a-repair", f)`, without quotation marks or '
                "brackets behind the name. What came is of the kind `str`."
            ),
        ),
    ],
)
def test_what_cannot_be_judged(exercise: Any, answer: Any, named: dict[str, object], said: str) -> None:
    """The sentence says what is open, or what is not there, and how to type it."""
    with pytest.raises(UnreadableAnswer) as caught:
        read_answer(exercise, answer, named)
    assert str(caught.value) == said


@pytest.mark.parametrize("exercise", [ASKED, MATCHED, ORDERED, LEAKING, REPAIRED])
@pytest.mark.parametrize("answer", [..., None, "", [], {}, "  ", "…", "..."])
def test_nothing_is_no_answer(exercise: Any, answer: object) -> None:
    """An empty answer of any kind counts as none yet."""
    with pytest.raises(UnreadableAnswer, match="Not answered yet"):
        read_answer(exercise, answer, {})


@pytest.mark.parametrize(
    ("exercise", "example"),
    [
        (ASKED, CALL),
        (MATCHED, 'check("a-match", "1? 2?")'),
        (ORDERED, 'check("a-order", ...)'),
        (LEAKING, 'check("a-leak", ...)'),
        (REPAIRED, 'check("a-repair", f)'),
    ],
)
def test_how_to_answer(exercise: Any, example: str) -> None:
    """How an answer is typed gives none away."""
    assert example_of(exercise) == example
