"""Questions, verdicts and hints: alike as text and HTML, complete without styles, escaped."""

import re
from html.parser import HTMLParser

import pytest

from modelmax_nb.classroom.curriculum import find_exercise
from modelmax_nb.classroom.desk import check, hint
from modelmax_nb.classroom.exercises import Exercise, Parsons, Repair
from modelmax_nb.classroom.question_view import question_html, question_text
from modelmax_nb.classroom.requirements import Missed, Requirement
from modelmax_nb.classroom.situation import Situation
from modelmax_nb.classroom.verdict import Verdict
from tests.classroom.exercise_cases import EXERCISES

HOSTILE = '<script>alert(1)</script> & "quoted"'


class Reader(HTMLParser):
    """Collects what is read of HTML, and its tags."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words: list[str] = []
        self._in_sheet = False

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append(tag)
        self._in_sheet = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        """Leave a sheet."""
        self._in_sheet = self._in_sheet and tag != "style"

    def handle_data(self, data: str) -> None:
        """Note what is read."""
        if not self._in_sheet:
            self.words += data.split()


def read(html: str) -> Reader:
    """Read HTML."""
    reader = Reader()
    reader.feed(html)
    return reader


def words_in(text: str) -> set[str]:
    """Return the words of a text, without signs around them."""
    return set(re.findall(r"[\w.'-]*\w", text))


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
def test_questions_say_the_same_in_both_forms(exercise: Exercise) -> None:
    """Every word of the text form stands in the HTML too; static HTML has no script and no input."""
    seen = read(question_html(exercise))
    missing = words_in(question_text(exercise)) - words_in(" ".join(seen.words))
    assert missing == set()
    assert not {"script", "input", "button", "select"} & set(seen.tags)


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
def test_with_widgets_the_text_form_is_folded(exercise: Exercise) -> None:
    """What the widgets show as well is folded away, and still there."""
    plain, live = read(question_html(exercise)), read(question_html(exercise, live=True))
    assert words_in(" ".join(plain.words)) <= words_in(" ".join(live.words))
    assert ("details" in live.tags, "details" in plain.tags) == (True, False)


VERDICTS = {
    "passed": lambda: check("balance-match", "1b 2c 3a 4b"),
    "missed": lambda: check("balance-match", "1a 2c 3a 4b"),
    "predicted": lambda: check("balance-predict", requests=7, paid=1, last_status=402),
    "code": lambda: check("balance-order", "C G I K B A L"),
    "unanswered": lambda: check("balance-repair"),
    "unknown": lambda: check("balance-repare"),
    "hint": lambda: hint("balance-repair"),
}


@pytest.mark.parametrize("name", VERDICTS)
def test_verdicts_say_the_same_in_both_forms(name: str) -> None:
    """Every word of the text form stands in the HTML too."""
    shown = VERDICTS[name]()
    text, html = repr(shown), read(shown._repr_html_())
    assert words_in(text) - words_in(" ".join(html.words)) - {"You", "said", "It", "was"} == set()


def test_what_was_sent_is_a_table() -> None:
    """A verdict on code shows the requests, the first twelve of many."""
    verdict = check("balance-order", "C G I K B A L")
    assert "1    0.00 s      0.05 s  402     0" in repr(verdict)
    assert "… and 28 more" in repr(verdict)
    assert read(verdict._repr_html_()).tags.count("tr") == 1 + 12


def test_a_stopped_trial_says_so() -> None:
    """What was stopped is told, with the reason, before what was expected."""
    said = repr(check("balance-order", "C G I K B A L"))
    assert "The trial was stopped after 40 requests." in said
    assert said.index("was stopped") < said.index("Expected:")


def test_code_is_escaped() -> None:
    """Markup in lines, tasks and results is shown as it is, never run."""
    lines = Parsons(
        id="x-lines",
        title=HOSTILE,
        task=HOSTILE,
        hints=("1", "2", "3"),
        lines=(HOSTILE,),
        prelude=HOSTILE,
        situations=(Situation(),),
        requirements=(),
    )
    code = Repair(
        id="x-code",
        title="T",
        task="Do.",
        hints=("1", "2", "3"),
        code=HOSTILE,
        function="f",
        situations=(Situation(),),
        requirements=(Requirement("r", lambda _: Missed("", "", "")),),
    )
    missed = Missed(HOSTILE, HOSTILE, HOSTILE)
    verdict = Verdict(exercise=HOSTILE, title=HOSTILE, slug="r", missed=missed, section=HOSTILE)
    for html in (question_html(lines), question_html(code), verdict._repr_html_()):
        assert "script" not in read(html).tags
        assert "&lt;script&gt;" in html


def test_the_indentation_of_lines_survives() -> None:
    """Blanks at the beginning of a line count, also where styles are dropped."""
    assert "<code>&nbsp;&nbsp;&nbsp;&nbsp;try:</code>" in question_html(find_exercise("balance-order"))


def test_the_id_of_a_task_is_left_out() -> None:
    """It is long and tells nothing; which call it was can still be read."""
    said = repr(check("video-timeline", charged=1, tasks=1, blind=2))
    assert "GET /queue/veo-3/requests/…/status" in said
    assert "GET /queue/veo-3/requests/…\n" in said
