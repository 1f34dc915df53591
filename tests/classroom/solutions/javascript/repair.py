"""What programs do that ask with care, and the usual ones that do not."""

from modelmax_nb.classroom import node
from tests.classroom.solutions.javascript.programs import REPORTS


def doing(name):
    """Stand for a program: return what it was seen to do, so that Node is not started for each test."""

    def program(situations):
        assert set(REPORTS[name]) == set(situations)
        return REPORTS[name]

    program.__name__ = name.replace("-", "_")
    return program


def that_cannot_be_tried(error):
    """Stand for a program whose trial ends with *error*."""

    def program(situations):
        raise error

    return program


RIGHT = [doing("mended"), doing("with-its-own-tools")]
WRONG = [
    ("one-layer", doing("as-it-was")),
    ("answers", doing("answer-lost")),
    ("answers", doing("whole-reply")),
    ("answers", doing("misspelt")),
    (
        "answers",
        that_cannot_be_tried(node.ProgramUnread("SyntaxError: Unexpected token '{'", 2, "for (;; {")),
    ),
    ("answers", that_cannot_be_tried(node.ProgramUnread(""))),
    ("answers", that_cannot_be_tried(TimeoutError("The program was ended after 5 seconds."))),
    ("answers", that_cannot_be_tried(FileNotFoundError("There is no file mine.mjs yet."))),
    ("one-layer", doing("hidden-repeats")),
    ("one-layer", doing("nine-attempts")),
    ("one-layer", doing("without-an-end")),
    ("pauses", doing("does-not-wait")),
    ("stops-at-402", doing("repeats-402")),
    ("stops-at-refusal", doing("repeats-refusals")),
    ("repeats", doing("never-repeats")),
    ("repeats", doing("only-502")),
    ("loud", doing("quiet-refusal")),
    ("loud", doing("silent-at-the-end")),
]
