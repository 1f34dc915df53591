"""The widgets of an exercise: what a click does, and how little travels."""

from typing import Any

import pytest

from modelmax_nb.classroom.controls import ExerciseControls
from modelmax_nb.classroom.curriculum import find_exercise
from modelmax_nb.classroom.desk import hint, judge
from modelmax_nb.classroom.exercises import Exercise, Match, Parsons, Row
from modelmax_nb.classroom.line_panel import LinePanel
from modelmax_nb.widgets.parts import Parts
from tests.classroom.exercise_cases import EXERCISES
from tests.classroom.test_answers import ASKED, LEAKING, MATCHED, REPAIRED

RIGHT_ORDER = "CGIKBAEFH"


class Desk:
    """Controls with everything behind them, as a notebook has them."""

    def __init__(self, exercise: Exercise, functions: dict[str, object] | None = None) -> None:
        self.asked: list[tuple[object, dict[str, object]]] = []
        functions = functions or {}

        def on_check(answer: object, named: dict[str, object]) -> Any:
            self.asked.append((answer, named))
            return judge(exercise, answer, named)

        self.controls = ExerciseControls(
            exercise,
            "en",
            on_check=on_check,
            on_hint=lambda: hint(exercise.id),
            function_named=lambda name: functions.get(name, ...),
        )

    @property
    def said(self) -> str:
        """What stands below the buttons."""
        return str(self.controls.status.value)

    def check(self) -> object:
        """Press Check and return the answer that was judged."""
        self.controls.check_button.click()
        return self.asked[-1]


def press(desk: Desk, label: str) -> None:
    """Press the button of a line that reads *label*."""
    for row in desk.controls.panel._rows:  # type: ignore[attr-defined]
        for button in (row.up, row.down, row.toggle):
            if button.description == label and button.layout.display != "none":
                button.click()
                return
    raise LookupError(label)


def test_questions_begin_without_an_answer() -> None:
    """Nothing is chosen beforehand, and an open question is told of."""
    desk = Desk(ASKED)
    assert desk.check() == (..., {"requests": ..., "charged": ..., "seconds": ...})
    assert "Not answered yet" in desk.said


def test_questions_are_answered_by_choosing() -> None:
    """Each list stands for its question; False and 0 are answers like any other."""
    desk = Desk(ASKED)
    requests, charged, seconds = desk.controls.panel.children
    requests.index, charged.index, seconds.value = 2, 2, "1.5"
    assert desk.check() == (..., {"requests": 3, "charged": False, "seconds": "1.5"})
    assert "Your prediction counts" in desk.said


def test_pairs_are_chosen() -> None:
    """A list a row, with the letters in front; what is open is told of."""
    desk = Desk(MATCHED)
    first, second = desk.controls.panel.children
    first.index = 1
    assert desk.check() == ({1: "a"}, {})
    assert "row <code>2</code>" in desk.said
    second.index = 2
    desk.check()
    assert "Right." in desk.said


def test_lines_are_ticked() -> None:
    """A box a line."""
    desk = Desk(LEAKING)
    assert desk.check() == (..., {})
    desk.controls.panel.children[1].value = True
    assert desk.check() == ([2], {})
    assert "Right." in desk.said


def test_the_function_of_the_notebook_is_judged() -> None:
    """The button names the function; before it is there, that is said."""
    assert Desk(REPAIRED).controls.check_button.description == "Check f()"
    desk = Desk(REPAIRED)
    desk.check()
    assert "Not answered yet" in desk.said
    desk = Desk(REPAIRED, {"f": lambda prompt: prompt})
    desk.check()
    assert "Right." in desk.said


def test_hints_are_shown() -> None:
    """The Hint button gives one after the other."""
    desk = Desk(find_exercise("balance-repair"))
    for number in (1, 2, 3, 3):
        desk.controls.hint_button.click()
        assert f"Hint {number} of 3" in desk.said


def test_what_is_said_is_announced_and_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    """A screen reader reads it out; a click that fails says so, without markup of its own."""
    desk = Desk(REPAIRED)
    desk.check()
    assert desk.said.startswith('<div role="alert">')

    def fail() -> None:
        raise RuntimeError("<b>no</b>")

    desk.controls._on_hint = fail  # type: ignore[assignment]
    desk.controls.hint_button.click()
    assert "RuntimeError: &lt;b&gt;no&lt;/b&gt;" in desk.said


def test_lines_are_put_in_order() -> None:
    """Use, up, down and leave out do what they say; the answer is what stands there."""
    desk = Desk(find_exercise("balance-order"))
    panel = desk.controls.panel
    for letter in "BCA":
        press(desk, f"Use {letter}")
    press(desk, "C up")
    assert panel.answer() == (("C", "B", "A"), {})
    press(desk, "B down")
    press(desk, "Leave A out")
    assert panel.answer() == (("C", "B"), {})
    press(desk, "Leave C out")
    press(desk, "Leave B out")
    assert panel.answer() == (..., {})


def test_a_key_held_down_moves_one_line_on() -> None:
    """A press on the same button before a move can be seen is meant for the same line; a later one not."""
    now = [0.0]
    exercise = find_exercise("balance-order")
    assert isinstance(exercise, Parsons)
    panel = LinePanel(exercise, Parts(), "en", now=lambda: now[0])
    for _ in "ABCD":
        panel.toggled(len(panel.used))
    panel.moved(3, -1)
    panel.moved(3, -1)
    assert panel.used == ["A", "D", "B", "C"]
    now[0] = 1.0
    panel.moved(3, -1)
    assert panel.used == ["A", "D", "C", "B"]


def test_the_ends_hold() -> None:
    """The first line cannot go up, the last not down; nothing is lost."""
    desk = Desk(find_exercise("balance-order"))
    for letter in "AB":
        press(desk, f"Use {letter}")
    press(desk, "A up")
    press(desk, "B down")
    assert desk.controls.panel.answer() == (("A", "B"), {})
    assert "Line B is number 2 of 2 now." in desk.controls.panel.children[-1].value


def test_a_right_order_passes() -> None:
    """Built from the pool with clicks alone, the lines are run and judged."""
    desk = Desk(find_exercise("balance-order"))
    for letter in RIGHT_ORDER:
        press(desk, f"Use {letter}")
    desk.check()
    assert "Right." in desk.said


def test_the_focus_goes_with_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a move the focus is on the same button of the same line, in its new place."""
    desk = Desk(find_exercise("balance-order"))
    focused: list[str] = []
    for row in desk.controls.panel._rows:  # type: ignore[attr-defined]
        for button in (row.up, row.down, row.toggle):
            monkeypatch.setattr(
                button, "send", lambda _content, button=button: focused.append(button.description)
            )
    for label in ("Use C", "Use A", "A up", "A down", "Leave C out"):
        press(desk, label)
    assert focused == ["Leave C out", "Leave A out", "A up", "A down", "Use C"]


def test_a_move_sends_little() -> None:
    """Only the places that change are told to the front end: two lines and their labels."""
    desk = Desk(find_exercise("balance-order"))
    for letter in RIGHT_ORDER:
        press(desk, f"Use {letter}")
    changed: list[object] = []
    for row in desk.controls.panel._rows:  # type: ignore[attr-defined]
        row.line.observe(lambda change: changed.append(change.owner), "value")
    press(desk, "B up")
    assert len(changed) == 2


def test_every_label_is_there_once() -> None:
    """No two buttons that can be pressed have one name."""
    desk = Desk(find_exercise("balance-order"))
    for letter in "CG":
        press(desk, f"Use {letter}")
    shown = [
        button.description
        for row in desk.controls.panel._rows  # type: ignore[attr-defined]
        for button in (row.up, row.down, row.toggle)
        if button.layout.display != "none"
    ]
    assert len(set(shown)) == len(shown) == 2 * 3 + 10


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
def test_every_exercise_has_controls(exercise: Exercise) -> None:
    """Each can be shown and checked by a click before anything is answered."""
    desk = Desk(exercise)
    desk.check()
    assert "Not answered yet" in desk.said


def test_labels_hold_no_markup() -> None:
    """Backticks and stars of a lesson's sentence do not stand in a label."""
    marked = Match(
        id="a-match",
        title="T",
        task="Do.",
        hints=("1", "2", "3"),
        rows=(Row(name="x", text="`402` and **more**", right="a", because="So."),),
        options={"a": "`code`"},
    )
    field = Desk(marked).controls.panel.children[0]
    assert field.description == "1. 402 and more"
    assert [label for label, _ in field.options] == ["choose …", "a. code"]
