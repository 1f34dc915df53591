"""Every exercise of every lesson: what is right passes, what is wrong is told why, nothing is unchecked."""

import importlib
from dataclasses import replace
from typing import Any

import pytest

from modelmax_nb.classroom.answers import read_answer
from modelmax_nb.classroom.assessment import RUNS, assess, slugs_of
from modelmax_nb.classroom.curriculum import lesson_of
from modelmax_nb.classroom.exercises import (
    Asking,
    Coding,
    Exercise,
    FindLeak,
    Lesson,
    Match,
    Parsons,
    Predict,
)
from modelmax_nb.classroom.question_view import question_html, question_text
from modelmax_nb.classroom.verdict import Verdict
from modelmax_nb.classroom.verdict_view import feedback_of
from tests.classroom.exercise_cases import EXERCISES, LESSONS, MODULES, Case, cases, solutions_of

FEWEST_WRONG = 4
FEWEST_KINDS = 3
WORDS = range(20, 81)  # of feedback
SEEDS = (1, 2, 3)
LONGEST_CODE = 30

each_exercise = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
each_lesson = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.topic)


@pytest.mark.parametrize("name", MODULES)
def test_every_lesson_can_be_loaded(name: str) -> None:
    """A lesson's module holds the lesson of its name, where the course looks for it."""
    lesson = importlib.import_module(f"modelmax_nb.classroom.lessons.{name}").LESSON
    assert lesson.topic == name.replace("_", "-")
    assert lesson_of(lesson.topic) is lesson


def verdict_on(exercise: Exercise, answer: Any, without: tuple[str, ...] = ()) -> Verdict:
    """Judge a stored answer as it would be typed."""
    named = answer if isinstance(exercise, Asking) else {}
    given = read_answer(exercise, ... if named else answer, named)
    return assess(exercise, given, without)


def first_slug(verdict: Verdict) -> str:
    """Return what is wrong first; of a prediction, the first question that came out otherwise."""
    surprises = [outcome.name for outcome in verdict.outcomes if not outcome.agrees]
    return surprises[0] if surprises else verdict.slug


@pytest.mark.parametrize("case", cases(right=True))
def test_right_answers_pass(case: Case) -> None:
    """A right answer passes, and nothing is said to be missing."""
    verdict = verdict_on(case.exercise, case.answer)
    assert (verdict.passed, first_slug(verdict), verdict.stopped) == (True, "", "")


@pytest.mark.parametrize("case", cases(right=False))
def test_wrong_answers_are_told_why(case: Case) -> None:
    """A wrong answer misses what it was stored for, first of all; a prediction counts all the same."""
    verdict = verdict_on(case.exercise, case.answer)
    assert first_slug(verdict) == case.slug
    assert verdict.answered
    assert verdict.passed == isinstance(case.exercise, Predict)


@pytest.mark.parametrize("case", cases(right=False))
def test_feedback_is_short_and_says_why(case: Case) -> None:
    """Feedback has 20 to 80 words: what was seen, what is expected, what is probably believed."""
    verdict = verdict_on(case.exercise, case.answer)
    if verdict.outcomes:
        assert all(outcome.because for outcome in verdict.outcomes)
        return
    assert verdict.missed is not None
    assert all(str(part).strip() for part in verdict.missed)
    said = feedback_of(verdict)
    assert len(said.split()) in WORDS, said


@each_exercise
def test_no_requirement_is_unchecked(exercise: Exercise) -> None:
    """Without any one requirement, at least one of the stored wrong answers would pass."""
    topic = next(lesson.topic for lesson in LESSONS if exercise in lesson.exercises)
    wrong = solutions_of(exercise, topic).WRONG
    assert {slug for slug, _ in wrong} - {RUNS} == set(slugs_of(exercise))
    if isinstance(exercise, Predict):
        return
    for requirement in slugs_of(exercise):
        candidates = [answer for slug, answer in wrong if slug == requirement]
        assert any(verdict_on(exercise, answer, (requirement,)).passed for answer in candidates), requirement


@each_exercise
def test_there_are_enough_answers(exercise: Exercise) -> None:
    """Each exercise has at least one right answer and four wrong ones."""
    topic = next(lesson.topic for lesson in LESSONS if exercise in lesson.exercises)
    module = solutions_of(exercise, topic)
    assert len(module.RIGHT) >= 1
    assert len(module.WRONG) >= FEWEST_WRONG


@pytest.mark.parametrize("case", [*cases(right=True), *cases(right=False)])
def test_verdicts_do_not_depend_on_the_seed(case: Case) -> None:
    """With another seed of the simulator and of ``random`` the verdict is the same."""
    usual = verdict_on(case.exercise, case.answer)
    for seed in SEEDS:
        verdict = verdict_on(with_seed(case.exercise, seed), case.answer)
        assert (verdict.passed, first_slug(verdict)) == (usual.passed, first_slug(usual))


def with_seed(exercise: Exercise, seed: int) -> Exercise:
    """Return *exercise* with its situations shifted to other seeds."""
    if isinstance(exercise, Coding):
        shifted = tuple(replace(one, seed=one.seed + seed) for one in exercise.situations)
        return replace(exercise, situations=shifted)
    if isinstance(exercise, Asking):
        return replace(exercise, situation=replace(exercise.situation, seed=exercise.situation.seed + seed))
    return exercise


def does_nothing(*_args: object, **_options: object) -> None:
    """Send nothing and return nothing."""


def raises_at_once(*_args: object, **_options: object) -> None:
    """End with an exception of its own."""
    raise RuntimeError("at once")


@pytest.mark.parametrize("function", [does_nothing, raises_at_once])
@each_exercise
def test_judges_take_nothing_for_granted(exercise: Exercise, function: Any) -> None:
    """A function that does nothing, or ends at once, gets a verdict and no exception."""
    if isinstance(exercise, Coding) and not isinstance(exercise, Parsons):
        assert not assess(exercise, function).passed


@each_lesson
def test_lessons_mix_kinds(lesson: Lesson) -> None:
    """A lesson has at least three kinds of exercises, and its ids begin with its topic."""
    assert len({exercise.kind for exercise in lesson.exercises}) >= FEWEST_KINDS
    assert all(exercise.id.startswith(f"{lesson.topic}-") for exercise in lesson.exercises)


def test_ids_are_unique() -> None:
    """No two exercises have one id."""
    ids = [exercise.id for exercise in EXERCISES]
    assert sorted(set(ids)) == sorted(ids)


@each_exercise
def test_exercises_are_complete(exercise: Exercise) -> None:
    """An exercise has a title, a task, three different hints, and material that holds together."""
    assert exercise.title.strip()
    assert exercise.task.strip()
    assert len({hint.strip() for hint in exercise.hints if hint.strip()}) == 3
    assert "\n" not in exercise.title
    if isinstance(exercise, Match):
        assert {row.right for row in exercise.rows} <= set(exercise.options)
        assert all(set(row.misconceptions) <= set(exercise.options) - {row.right} for row in exercise.rows)
    if isinstance(exercise, FindLeak):
        assert set(exercise.leaks) | set(exercise.harmless) <= set(range(1, len(exercise.lines) + 1))
        assert not set(exercise.leaks) & set(exercise.harmless)
    if isinstance(exercise, Coding):
        names = [situation.name for situation in exercise.situations]
        assert len(set(names)) == len(names)
        assert {name for one in exercise.requirements for name in one.situations} <= set(names)


@each_exercise
def test_questions_read_alike_as_text_and_html(exercise: Exercise) -> None:
    """The question is there in both forms, with how the answer is typed, and holds no right answer."""
    for form in (question_text(exercise), question_html(exercise)):
        assert "check(" in form
        assert exercise.id in form
