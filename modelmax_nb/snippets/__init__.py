"""The last call as a program that runs as it stands: Python, asynchronous Python, JavaScript and curl.

No key is written out: programs read ``MODELMAX_API_KEY``. Only a key of the simulator, which is no secret,
stands in them, so that they run at once.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from modelmax_nb.messages import DEFAULT_LANGUAGE, in_language, say
from modelmax_nb.snippets import curl, javascript, python, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from modelmax_nb.messages import Text
    from modelmax_nb.snippets.plan import Plan

_MAKERS: Final[dict[tuple[str, str], Callable[[Plan, words.Say], str]]] = {
    ("python", "robust"): python.robust,
    ("python", "as-sent"): python.as_sent,
    ("async", "robust"): python.async_robust,
    ("async", "as-sent"): python.async_as_sent,
    ("js", "robust"): javascript.robust,
    ("js", "as-sent"): javascript.as_sent,
    ("curl", "robust"): curl.robust,
    ("curl", "as-sent"): curl.as_sent,
}
LANGUAGES: Final = tuple(words.TITLES)
FORMS: Final = tuple(words.FORMS)
_COMMENT: Final = {"js": "//"}


def render_program(language: str, form: str, plan: Plan, reader: str = DEFAULT_LANGUAGE) -> str:
    """Return a program.

    Args:
        language: One of :data:`LANGUAGES`.
        form: ``"robust"``, which repeats what may be repeated and says what went wrong, or ``"as-sent"``.
        plan: What it sends.
        reader: Language of its comments and messages.
    """
    mark = _COMMENT.get(language, "#")
    notes = [say(words.HEADS[language], reader), *(in_language(note, reader) for note in plan.notes)]
    head = "".join(f"{mark} {' '.join(note.split())}\n" for note in notes)
    return head + _MAKERS[language, form](plan, partial(_say, reader))


def _say(reader: str, text: Text, **values: object) -> str:
    return say(text, reader, **values)
