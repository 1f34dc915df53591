"""The one exception of the command line: a sentence for the user, no traceback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modelmax_nb.cli.speech import say

if TYPE_CHECKING:
    from modelmax_nb.messages import Text


class CommandError(Exception):
    """The command cannot go on; the text says why and what to do, in one line.

    Attributes:
        code: The exit code.
    """

    def __init__(self, text: Text, /, *, code: int = 1, **values: object) -> None:
        super().__init__(say(text, **values))
        self.code = code
