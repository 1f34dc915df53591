"""The widgets of an exercise: what a click does, and how little travels."""

import re
from dataclasses import replace
from typing import Any

import pytest

from modelmax_nb.classroom.controls import ExerciseControls
from modelmax_nb.classroom.curriculum import find_exercise
from modelmax_nb.classroom.desk import judge, next_hint
from modelmax_nb.classroom.exercises import Exercise, Match, Row
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
            on_hint=lambda: next_hint(exercise),
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


def shown(desk: Desk) -> list[Any]:
    """List the buttons of lines that can be seen, from top to bottom."""
    found, waiting = [], list(desk.controls.panel.children[0].children)
    while waiting:
        part = waiting.pop(0)
        waiting = [*getattr(part, "children", ()), *waiting]
        if hasattr(part, "click"):
            found.append(part)
    return found


def press(desk: Desk, label: str) -> None:
    """Press the button of a line that reads *label*."""
    next(button for button in shown(desk) if button.description == label).click()


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


def test_a_click_means_what_its_button_says() -> None:
    """However late a click arrives, it is meant for the line that its button names."""
    desk = Desk(find_exercise("balance-order"))
    for letter in "ABCD":
        press(desk, f"Use {letter}")
    seen = {button.description: button for button in shown(desk)}
    for label in ("D up", "D up", "B down", "Leave A out", "C up"):  # ABDC, ADBC, ADCB, DCB, CDB
        seen[label].click()
    assert desk.controls.panel.answer() == (("C", "D", "B"), {})
    for label in ("A up", "Leave A out", "Use E", "Use E"):  # all but one of no use any more
        seen[label].click()
    assert desk.controls.panel.answer() == (("C", "D", "B", "E"), {})


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


def test_the_focus_goes_with_the_line() -> None:
    """After a move the focus is on the same button of the same line, in its new place."""
    desk = Desk(find_exercise("balance-order"))
    sent: list[tuple[object, str]] = []
    for label in ("Use C", "Use A", "A up", "A down", "Leave C out"):
        watch(desk, sent)
        press(desk, label)
    focused = [said for what, said in sent if what == "custom"]
    assert focused == ["Leave C out", "Leave A out", "A up", "A down", "Use C"]


def watch(desk: Desk, sent: list[tuple[object, str]]) -> None:
    """Note what the widgets of the lines tell the front end from now on."""
    panel = desk.controls.panel
    parts = [*panel.children, *panel.children[0].children]
    for row in panel.rows.values():  # type: ignore[attr-defined]
        parts += [row.use, row.up, row.down, row.leave_out, row.spare, row.used]

    for part in parts:

        def send(message: dict[str, Any], *_rest: object, part: Any = part, **_named: object) -> None:
            sent.append((message["method"], getattr(part, "description", "") or part._model_name))

        part._send = send


def test_a_move_sends_little() -> None:
    """A move is told in three messages: where the rows stand, where the focus goes, and what is read out."""
    desk = Desk(find_exercise("balance-order"))
    for letter in RIGHT_ORDER:
        press(desk, f"Use {letter}")
    sent: list[tuple[object, str]] = []
    watch(desk, sent)
    press(desk, "B up")
    assert sent == [("update", "VBoxModel"), ("custom", "B up"), ("update", "HTMLModel")]


def test_every_label_is_there_once() -> None:
    """No two buttons that can be pressed have one name."""
    desk = Desk(find_exercise("balance-order"))
    for letter in "CG":
        press(desk, f"Use {letter}")
    names = [button.description for button in shown(desk)]
    assert names[:6] == ["C up", "C down", "Leave C out", "G up", "G down", "Leave G out"]
    assert len(set(names)) == len(names) == 2 * 3 + 10


def test_each_part_has_a_heading() -> None:
    """What is used and what is left out stand below a heading of their own; an empty part has none."""
    desk = Desk(find_exercise("balance-order"))

    def headings() -> list[str]:
        parts = desk.controls.panel.children[0].children
        return [re.sub("<.*?>", "", part.value) for part in parts if hasattr(part, "value")]

    assert headings() == ["Left out:"]
    press(desk, "Use A")
    assert headings() == ["Your lines, from top to bottom:", "Left out:"]
    for letter in "BCDEFGHIJKL":
        press(desk, f"Use {letter}")
    assert headings() == ["Your lines, from top to bottom:"]


def test_a_click_is_told_of_the_button() -> None:
    """Where there is a Hint button, nobody is told to type."""
    desk = Desk(MATCHED)
    for field, index in zip(desk.controls.panel.children, (2, 1), strict=True):
        field.index = index
    desk.check()
    assert "The button “Hint” gives a hint." in desk.said
    desk.controls.hint_button.click()
    desk = Desk(find_exercise("balance-repair"))
    desk.controls.hint_button.click()
    assert "press “Hint” again" in desk.said
    assert "hint(" not in desk.said


def test_a_wrong_kind_of_number_is_told_of_by_its_question() -> None:
    """Names of questions are for those who type; the widgets show the questions."""
    desk = Desk(ASKED)
    requests, charged, seconds = desk.controls.panel.children
    requests.index, charged.index, seconds.value = 2, 1, "long"
    desk.check()
    assert "The answer to “How long?” is a number" in desk.said


def test_yes_and_no_are_chosen_as_such() -> None:
    """A question that is answered with yes or no offers these words, and the verdict says them."""
    desk = Desk(ASKED)
    requests, charged, seconds = desk.controls.panel.children
    assert [label for label, _ in charged.options] == ["choose …", "yes", "no"]
    requests.index, charged.index, seconds.value = 2, 1, "1.5"
    desk.check()
    assert "You said: yes" in desk.said
    assert "True" not in desk.said


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
def test_every_exercise_has_controls(exercise: Exercise) -> None:
    """Each can be shown and checked by a click before anything is answered."""
    desk = Desk(exercise)
    desk.check()
    assert "Not answered yet" in desk.said


def test_labels_are_marked_up_where_they_can_be() -> None:
    """Code in a question is code in its label, options are plain; no backtick stands in either."""
    field = Desk(with_row("`402` and **more**", "`code`")).controls.panel.children[0]
    assert field.description == "1. <code>402</code> and <strong>more</strong>"
    assert field.description_allow_html
    assert [label for label, _ in field.options] == ["choose …", "a. code"]


def test_dollar_signs_stay() -> None:
    """Two dollar signs in a label are no maths: front ends set none across elements."""
    field = Desk(with_row("from $1 to $2 <i>", "a")).controls.panel.children[0]
    assert field.description == "1. from <span>&#36;</span>1 to <span>&#36;</span>2 &lt;i&gt;"
    leak = replace(LEAKING, lines=("a = $B", "`$A` < $B"), leaks={2: "So."}, harmless={})
    plain, marked = Desk(leak).controls.panel.children
    assert (plain.description, plain.description_allow_html) == (" 1  a = $B", False)
    assert marked.description == " 2  `<span>&#36;</span>A` &lt; <span>&#36;</span>B"


def with_row(text: str, option: str) -> Match:
    """Make an exercise with one row."""
    return Match(
        id="a-match",
        title="T",
        task="Do.",
        hints=("1", "2", "3"),
        rows=(Row(name="x", text=text, right="a", because="So."),),
        options={"a": option},
    )
