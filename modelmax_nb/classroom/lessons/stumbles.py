"""What to say of code that Python itself stopped: its error, and not what a finished try would suggest."""

from __future__ import annotations

from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, Final

from openai import OpenAIError

from modelmax_nb.classroom import words
from modelmax_nb.classroom.requirements import Met, Missed, Requirement
from modelmax_nb.display.phrase import shorten
from modelmax_nb.messages import Saying

if TYPE_CHECKING:
    from collections.abc import Callable

    from modelmax_nb.classroom.situation import Evidence

LONGEST: Final = 90  # characters of Python's sentence


def said_plainly(*requirements: Requirement) -> tuple[Requirement, ...]:
    """Let each requirement say of code that stumbled what Python said, in place of what it would suspect.

    A misspelt name is named by the verdict itself. This is for all else that is neither an answer nor an
    error of the `openai` package: a missing attribute, an argument that does not fit, text added to a number.
    """
    return tuple(replace(one, judge=_said_plainly(one.judge)) for one in requirements)


def _said_plainly(judge: Callable[..., Met | Missed]) -> Callable[..., Met | Missed]:
    @wraps(judge)
    def judged(*evidences: Evidence) -> Met | Missed:
        result = judge(*evidences)
        stumbled = next((one for one in evidences if _stumbled(one)), None)
        return _stumble(stumbled) if isinstance(result, Missed) and stumbled is not None else result

    return judged


def _stumbled(evidence: Evidence) -> bool:
    return evidence.error is not None and not evidence.stopped and not isinstance(evidence.error, OpenAIError)


def _stumble(evidence: Evidence) -> Missed:
    said = " ".join(f"{type(evidence.error).__name__}: {evidence.error}".replace("`", "'").split())
    said = shorten(said, LONGEST)
    observed = Saying(words.CANNOT_RUN, error=said)
    if evidence.line is not None:
        observed = Saying(words.CANNOT_RUN_LINE, line=evidence.line, error=said)
    return Missed(observed, Saying(words.CANNOT_RUN_EXPECTED), Saying(words.CANNOT_RUN_WHY))
