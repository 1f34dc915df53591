"""From an answer to a verdict. Nothing is shown or kept here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from modelmax_nb.classroom import words
from modelmax_nb.classroom.exercises import Asking, Coding, FindLeak, Match, Parsons, Predict
from modelmax_nb.classroom.program import program_of_asking, program_of_lines
from modelmax_nb.classroom.requirements import Met, Missed
from modelmax_nb.classroom.trial import WrongCall, try_function
from modelmax_nb.classroom.values import as_said, same
from modelmax_nb.classroom.verdict import Outcome, Verdict
from modelmax_nb.display.phrase import shorten
from modelmax_nb.messages import Saying

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from modelmax_nb.classroom.exercises import Exercise, Question, Row
    from modelmax_nb.classroom.situation import Evidence

RUNS: Final = "runs"  # slug of what every code must do: be Python without a slip
SLIPS: Final = (NameError, SyntaxError, ImportError)
STUMBLES: Final = (AttributeError, TypeError, LookupError, ArithmeticError)  # nobody raises them on purpose
LONGEST: Final = 90  # characters of Python's own sentence


class _Judged(NamedTuple):
    """One requirement, judged; with the trial that shows it, where there was one."""

    slug: str
    result: Met | Missed
    evidence: Evidence | None = None


def assess(exercise: Exercise, given: Any, without: Collection[str] = ()) -> Verdict:  # noqa: ANN401 - each kind has its own form
    """Judge an answer.

    Args:
        exercise: Which one.
        given: From `answers.read_answer`.
        without: Slugs of requirements to leave out; tests ask so what each of them is good for.
    """
    if isinstance(exercise, Predict):
        return _predicted(exercise, given)
    try:
        judged = [found for found in _judge(exercise, given) if found.slug not in without]
    except WrongCall as problem:
        signature = str(getattr(exercise, "code", "")).strip().partition("\n")[0]
        complaint = Saying(words.WRONG_CALL, error=problem, signature=signature)
        return Verdict(exercise=exercise.id, title=exercise.title, answered=False, complaint=complaint)
    return _verdict(exercise, judged)


def slugs_of(exercise: Exercise) -> tuple[str, ...]:
    """List the requirements of *exercise*; of a prediction, its questions."""
    if isinstance(exercise, Coding):
        return tuple(requirement.slug for requirement in exercise.requirements)
    if isinstance(exercise, Match):
        return tuple(row.name for row in exercise.rows)
    if isinstance(exercise, FindLeak):
        return (*(f"line-{n}" for n in exercise.leaks), *(f"not-{n}" for n in exercise.harmless))
    assert isinstance(exercise, Asking)  # noqa: S101 - there are no further kinds
    return tuple(question.name for question in exercise.questions)


def _verdict(exercise: Exercise, judged: list[_Judged]) -> Verdict:
    missed = [found for found in judged if isinstance(found.result, Missed)]
    first = _slip_in(missed) or (missed[0] if missed else None)
    # What code that stops at a slip happens not to do is no merit.
    idle = first is not None and first.slug == RUNS
    met = () if idle else tuple(found.result for found in judged if isinstance(found.result, Met))
    credits_ = tuple(one.credit if first is not None else one.because or one.credit for one in met)
    credits_ = tuple(credit for credit in credits_ if credit)
    shown = first or (judged[0] if judged else None)
    evidence = shown.evidence if shown is not None else None
    return Verdict(
        exercise=exercise.id,
        title=exercise.title,
        passed=first is None,
        credits=credits_,
        slug=first.slug if first is not None else "",
        missed=first.result if first is not None and isinstance(first.result, Missed) else None,
        remaining=max(0, len(missed) - 1),
        sent=evidence.requests if evidence is not None else (),
        stopped=evidence.stopped if evidence is not None else "",
        section=exercise.section,
    )


def _judge(exercise: Exercise, given: Any) -> Iterator[_Judged]:  # noqa: ANN401 - as above
    if isinstance(exercise, Coding):
        yield from _judge_code(exercise, given)
    elif isinstance(exercise, Match):
        yield from (_Judged(row.name, _row(exercise, row, given[row.name])) for row in exercise.rows)
    elif isinstance(exercise, FindLeak):
        yield from _judge_lines(exercise, given)
    elif isinstance(exercise, Asking):
        evidence = evidence_of(exercise)
        for question in exercise.questions:
            yield _Judged(question.name, _question(question, given[question.name], evidence), evidence)


# Code


def _judge_code(exercise: Coding, given: Any) -> Iterator[_Judged]:  # noqa: ANN401 - as above
    function, answer = given, given
    if isinstance(exercise, Parsons):
        try:
            function = program_of_lines(exercise, given)
        except SyntaxError as error:
            yield _Judged(RUNS, _unreadable(error))
            return
    trials: dict[str, Evidence] = {}
    situations = {situation.name: situation for situation in exercise.situations}
    for requirement in exercise.requirements:
        names = requirement.situations or (exercise.situations[0].name,)
        for name in names:
            if name not in trials:
                trials[name] = try_function(function, situations[name], answer=answer)
        evidences = [trials[name] for name in names]
        result = requirement.judge(*evidences)
        stumbled = next((one for one in evidences if isinstance(one.error, STUMBLES)), None)
        if isinstance(result, Missed) and stumbled is not None and not requirement.explains_stops:
            result = _stopped_by_python(stumbled)
        yield _Judged(requirement.slug, result, evidences[0])


def _unreadable(error: SyntaxError) -> Missed:
    said = Saying(words.CANNOT_READ, error=error.msg)
    return Missed(said, Saying(words.CANNOT_READ_EXPECTED), Saying(words.CANNOT_READ_WHY))


def _slip_in(missed: list[_Judged]) -> _Judged | None:
    """Return what to say of a slip in Python behind the first miss; a misspelt name explains all the rest."""
    evidence = missed[0].evidence if missed else None
    error = evidence.error if evidence is not None else None
    if evidence is None or not evidence.own or not isinstance(error, SLIPS):
        return None
    return _Judged(RUNS, _stopped_by_python(evidence), evidence)


def _stopped_by_python(evidence: Evidence) -> Missed:
    """Say what Python said of code that it stopped, in place of what a finished try would suggest."""
    said = " ".join(f"{type(evidence.error).__name__}: {evidence.error}".replace("`", "'").split())
    said = shorten(said, LONGEST)
    observed = Saying(words.CANNOT_RUN, error=said)
    if evidence.line is not None:
        observed = Saying(words.CANNOT_RUN_LINE, line=evidence.line, error=said)
    return Missed(observed, Saying(words.CANNOT_RUN_EXPECTED), Saying(words.CANNOT_RUN_WHY))


# Questions about a trial


def evidence_of(exercise: Asking) -> Evidence:
    """Run the code of *exercise* in its situation."""
    return try_function(program_of_asking(exercise), _without_arguments(exercise))


def _without_arguments(exercise: Asking) -> Any:  # noqa: ANN401 - a Situation; `replace` says no more
    from dataclasses import replace

    return exercise.situation if exercise.function else replace(exercise.situation, args=(), options={})


def _predicted(exercise: Predict, given: Mapping[str, Any]) -> Verdict:
    evidence = evidence_of(exercise)
    outcomes = []
    for question in exercise.questions:
        answer, truth = given[question.name], question.truth(evidence)
        agrees = same(answer, truth, question.tolerance)
        outcomes.append(
            Outcome(
                question.name,
                question.text,
                as_said(answer),
                as_said(truth),
                agrees,
                question.because,
                "" if agrees else _misconception(question.misconceptions, answer),
            )
        )
    return Verdict(
        exercise=exercise.id,
        title=exercise.title,
        passed=True,
        outcomes=tuple(outcomes),
        sent=evidence.requests,
        stopped=evidence.stopped,
    )


def _misconception(known: Mapping[Any, str], answer: object) -> str:
    return next((text for value, text in known.items() if same(value, answer)), "")


def _question(question: Question, answer: object, evidence: Evidence) -> Met | Missed:
    said = {"question": question.text, "given": as_said(answer)}
    if same(answer, question.truth(evidence), question.tolerance):
        return Met(Saying(words.ANSWERED_RIGHT, **said), f"{question.text} {question.because}")
    return Missed(
        Saying(words.YOU_SAID, **said),
        Saying(words.LOOK_AT, look=question.look or Saying(words.THE_REQUESTS)),
        _misconception(question.misconceptions, answer) or question.because,
    )


# Answers that need no trial


def _row(exercise: Match, row: Row, option: str) -> Met | Missed:
    if option == row.right:
        number = exercise.rows.index(row) + 1
        known = {"row": row.text.rstrip("."), "option": exercise.options[option], "because": row.because}
        return Met(Saying(words.CHOSEN_WELL, number=number), Saying(words.BELONGS, **known))
    return Missed(
        Saying(words.YOU_CHOSE, option=exercise.options[option], row=row.text),
        Saying(words.ANOTHER_FITS),
        row.misconceptions.get(option) or row.because,
    )


def _judge_lines(exercise: FindLeak, given: Collection[int]) -> Iterator[_Judged]:
    for number, why in exercise.leaks.items():
        found: Met | Missed = Met(
            Saying(words.LINE_FOUND, number=number), Saying(words.LINE_WHY, number=number, because=why)
        )
        if number not in given:
            found = Missed(Saying(words.LINE_OPEN), Saying(words.LINE_OPEN_EXPECTED), why)
        yield _Judged(f"line-{number}", found)
    others = {
        number: str(Saying(words.NOT_LEAKING))
        for number in sorted(given)
        if number not in exercise.leaks and number not in exercise.harmless
    }
    for number, why in {**exercise.harmless, **others}.items():
        # No credit for what was left alone: it would tell which lines are still open.
        found = Met("", Saying(words.LINE_WHY, number=number, because=why))
        if number in given:
            found = Missed(
                Saying(words.LINE_HARMLESS, number=number), Saying(words.LINE_HARMLESS_EXPECTED), why
            )
        yield _Judged(f"not-{number}", found)
