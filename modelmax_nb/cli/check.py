"""One line of ``modelmax-nb doctor``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Verdict(Enum):
    """How a check ended."""

    OK = "ok"
    LOOK = "look"  # works, but somebody should know
    FAULT = "fault"  # does not work until something is done


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at and what was found; *finding* also says what to do, where something is to do."""

    verdict: Verdict
    subject: str
    finding: str
