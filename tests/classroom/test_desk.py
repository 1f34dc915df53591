"""What a notebook calls: nothing raises, everything is told, and what was done is remembered."""

import json
import re
import time
from pathlib import Path
from typing import Any

import openai
import pytest

from modelmax_nb import classroom
from modelmax_nb.classroom import check, desk, exercise, hint, progress
from modelmax_nb.classroom.progress_file import ProgressFile

RIGHT = {"requests": 3, "paid": 1, "last_status": 402}
KEY = "sk-live-0123456789abcdefghijkl"
MODEL = "gemini-3-flash-preview"


def chat(client: Any, prompt: str) -> Any:
    """Stop at a 402, repeat the rest: a right answer to balance-repair."""
    for attempt in range(3):
        try:
            answer = client.chat.completions.create(
                model=MODEL, messages=[{"role": "user", "content": prompt}]
            )
            return answer.choices[0].message.content
        except openai.APIStatusError as error:
            if error.status_code == 402:
                raise
            time.sleep(2**attempt)
    return None


def test_the_front_door() -> None:
    """Five names are public, and any other one is an AttributeError."""
    assert dir(classroom) == ["check", "exercise", "hint", "progress", "watch"]
    with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
        _ = classroom.nonsense


def test_an_exercise_is_printed_where_there_is_no_notebook(capsys: pytest.CaptureFixture[str]) -> None:
    """In a plain Python the question is text, with how to answer."""
    exercise("balance-match")
    said = capsys.readouterr().out
    assert said.startswith("Match: Which error needs which move?\n\n")
    assert 'Answer with: check("balance-match", "1? 2? 3? 4?")' in said


@pytest.mark.parametrize(
    ("id_", "said"),
    [
        ("balance-repare", "There is no exercise balance-repare. Did you mean balance-repair"),
        ("xyz", "There is no exercise xyz."),
        (7, "There is no exercise 7."),
        ("", "There is no exercise ."),
    ],
)
def test_an_unknown_exercise(id_: Any, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A name that no exercise has is said, with near ones, by every call; nothing raises."""
    assert said in repr(check(id_))
    assert said in repr(hint(id_))
    exercise(id_)
    assert said in capsys.readouterr().out


@pytest.mark.parametrize("answer", [..., None, "", 3, "chat", object(), int])
def test_nothing_raises_for_an_answer(answer: object) -> None:
    """Whatever is given, a verdict comes back and says what to do; it does not count as a try."""
    verdict = check("balance-repair", answer)
    assert (verdict.answered, verdict.passed) == (False, False)
    assert "run this one again" in repr(verdict) or "judges a function" in repr(verdict)
    assert ProgressFile().read().entries == {}


def test_a_function_that_cannot_be_called() -> None:
    """A first line that does not fit is said, with the one that does."""
    verdict = check("balance-repair", lambda: 1)
    assert "could not be called" in repr(verdict)
    assert "def chat(client, prompt):" in repr(verdict)


@pytest.mark.parametrize(
    ("slip", "said"),
    [
        ("error.mesage", "AttributeError: 'APIStatusError' object has no attribute 'mesage'"),
        ("error.status_code + ' came'", "TypeError: unsupported operand type(s) for +: 'int' and 'str'"),
        ("error.body['mesage']", "KeyError: 'mesage'"),
    ],
)
def test_code_that_python_stops_is_told_so(slip: str, said: str) -> None:
    """Not what a finished try would suggest is said, but Python's own error and its line."""
    names: dict[str, Any] = {"chat": chat, "openai": openai}
    code = (
        "def slipped(client, prompt):\n    try:\n        return chat(client, prompt)\n"
        f"    except openai.APIStatusError as error:\n        {slip}\n"
    )
    exec(code, names)  # noqa: S102 - written above
    text = repr(check("balance-repair", names["slipped"]))
    assert said in text
    assert "treats every error alike" not in text


def test_a_mistake_in_an_exercise_stops_no_lesson(monkeypatch: pytest.MonkeyPatch) -> None:
    """Should a judge itself fail, that is said, and the cell goes on."""

    def broken(*_: object) -> None:
        raise ZeroDivisionError("with sk-sim-good-secret in it")

    monkeypatch.setattr(desk, "assess", broken)
    verdict = check("balance-repair", chat)
    assert "could not be judged. What went wrong: ZeroDivisionError" in repr(verdict)
    assert "sk-sim-good-secret" not in repr(verdict)


def test_a_prediction_counts_for_being_given() -> None:
    """A wrong prediction passes too, and what really happened is told beside it."""
    verdict = check("balance-predict", **{**RIGHT, "requests": 7})
    assert verdict.passed
    assert [(outcome.given, outcome.truth, outcome.agrees) for outcome in verdict.outcomes] == [
        ("7", "3", False),
        ("1", "1", True),
        ("402", "402", True),
    ]
    assert "Two repeats for each refused call would make 7" in repr(verdict)


def test_what_was_done_is_remembered(state_folder: Path) -> None:
    """Passed, tries and hints are kept, and neither answers nor code."""
    check("balance-repair", lambda prompt: prompt)
    hint("balance-repair")
    check("balance-repair", chat)
    check("balance-repair", lambda prompt: prompt)
    stored = json.loads((state_folder / "course.json").read_text())
    entry = stored["exercises"]["balance-repair"]
    assert (entry["passed"], entry["tries"], entry["hints"]) == (True, 3, 1)
    assert entry["first"] <= entry["last"]
    assert sorted(entry) == ["first", "hints", "last", "passed", "tries"]


def test_hints_come_one_by_one() -> None:
    """Where, principle, solution; the last one stays."""
    said = [hint("balance-repair") for _ in range(4)]
    assert [getattr(one, "number", None) for one in said] == [1, 2, 3, 3]
    assert 'The next one: hint("balance-repair")' in repr(said[0])
    assert "This was the last hint." in repr(said[3])
    assert "error.status_code == 402" in repr(said[2])
    assert said[2]._repr_html_().count("<code>") > 0


def test_progress_is_shown_exported_and_forgotten(tmp_path: Path) -> None:
    """The table says what is open; the file can be copied and thrown away."""
    check("balance-predict", **RIGHT)
    shown = repr(progress())
    assert "402: the balance is used up" in shown
    assert "1/5" in shown
    assert "balance-match" in shown
    assert re.search(r"1 of \d+ exercises are done", shown)
    exported = progress().export(tmp_path / "deep" / "mine.json")
    assert json.loads(exported.read_text())["exercises"]["balance-predict"]["passed"] is True
    progress().reset()
    assert ProgressFile().read().entries == {}
    assert "balance-predict" in repr(progress())
    assert "<table>" in progress()._repr_html_()
    assert (
        '<a href="04-402-insufficient-balance.ipynb">402: the balance is used up</a>'
        in progress()._repr_html_()
    )


@pytest.mark.parametrize("content", ["{", "[]", '{"exercises": {"a": {}}}', '{"exercises": 3}', "\x00"])
def test_a_damaged_file_is_kept_aside(state_folder: Path, content: str) -> None:
    """A file that cannot be read is told of, kept, and a new one begun."""
    state_folder.mkdir(parents=True)
    (state_folder / "course.json").write_text(content)
    assert "could not be read. It is kept as course.damaged.json" in repr(progress())
    assert (state_folder / "course.damaged.json").read_text() == content
    check("balance-predict", **RIGHT)
    assert "could not be read" not in repr(progress())


def test_a_folder_that_cannot_be_written_to(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without a place to remember anything, exercises work all the same."""
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("MODELMAX_STATE_DIR", str(tmp_path / "file"))
    assert check("balance-predict", **RIGHT).passed
    assert "Hint 1 of 3" in repr(hint("balance-predict"))
    assert "0/" in repr(progress())


def test_verdicts_name_no_key() -> None:
    """A function that puts a key into its error does not bring it into the verdict."""

    def slips(client: Any, prompt: str) -> None:
        raise NameError(f"no such thing: {KEY}")

    def returns(client: Any, prompt: str) -> str:
        return KEY

    for leaky in (slips, returns):
        verdict = check("balance-repair", leaky)
        assert KEY not in repr(verdict)
        assert KEY not in verdict._repr_html_()
