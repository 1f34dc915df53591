"""What programs do that ask with care, and the usual ones that do not."""

from tests.classroom.solutions.javascript.programs import REPORTS


def doing(name):
    """Stand for a program: return what it was seen to do, so that Node is not started for each test."""

    def program(situations):
        assert set(REPORTS[name]) == set(situations)
        return REPORTS[name]

    program.__name__ = name.replace("-", "_")
    return program


RIGHT = [doing("mended")]
WRONG = [
    ("one-layer", doing("as-it-was")),
    ("answers", doing("answer-lost")),
    ("one-layer", doing("hidden-repeats")),
    ("one-layer", doing("nine-attempts")),
    ("stops-at-402", doing("repeats-402")),
    ("stops-at-refusal", doing("repeats-refusals")),
    ("repeats", doing("never-repeats")),
    ("loud", doing("silent-at-the-end")),
]
