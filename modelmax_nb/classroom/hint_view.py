"""One hint, which shows itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from modelmax_nb.classroom import words
from modelmax_nb.classroom.control_words import HINT
from modelmax_nb.classroom.markup import inline, paragraphs, plain_paragraphs, unmarked
from modelmax_nb.classroom.question_view import BOX, QUESTION_STYLE
from modelmax_nb.display.html import STYLE
from modelmax_nb.display.phrase import in_one_block
from modelmax_nb.messages import say

if TYPE_CHECKING:
    from modelmax_nb.classroom.exercises import Exercise


class Hint(NamedTuple):
    """One of the three hints of an exercise.

    Attributes:
        exercise: Whose.
        number: 1 to 3.
        language: Of labels.
        clicked: Whether a button asked for it.
    """

    exercise: Exercise
    number: int
    language: str = "en"
    clicked: bool = False

    @property
    def text(self) -> str:
        """The hint itself."""
        return self.exercise.hints[self.number - 1]

    def _heading(self) -> str:
        values = {"number": self.number, "count": len(self.exercise.hints)}
        return f"{self.exercise.title} · {say(words.HINT_NUMBER, self.language, **values)}"

    def _next(self) -> str:
        if self.number == len(self.exercise.hints):
            return say(words.LAST_HINT, self.language)
        if self.clicked:
            return say(words.NEXT_HINT_BUTTON, self.language, button=say(HINT, self.language))
        return say(words.NEXT_HINT, self.language, command=f'`hint("{self.exercise.id}")`')

    def __repr__(self) -> str:
        """Return the hint as text."""
        return unmarked("\n\n".join((self._heading(), plain_paragraphs(self.text), self._next())))

    def _repr_html_(self) -> str:
        """Return the hint as HTML."""
        content = (
            f'{STYLE}{QUESTION_STYLE}<p class="mmx-title"><strong>{inline(self._heading())}</strong></p>'
            f"{paragraphs(self.text)}<p>{inline(self._next())}</p>"
        )
        return in_one_block(f'<div class="mmx mmx-task" style="{BOX}">{content}</div>')
