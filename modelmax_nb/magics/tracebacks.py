"""Tracebacks as a reader needs them: the steps of the reader's own code, and no key in them."""

from __future__ import annotations

import re
import traceback
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from modelmax_nb.failure import MASK, redact
from modelmax_nb.frames import is_own, links, members, own_steps
from modelmax_nb.magics.sources import cell_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

COLOUR: Final = re.compile(r"(\x1b\[[0-9;]*m)")
FILE: Final = re.compile(r'File "([^"\n]+)"')
SHORTEST_PIECE: Final = 6  # characters of a key that a strange character has torn apart
VISIBLE: Final = re.compile(r"[!-~]+")


def cut_traceback(first: TracebackType | None) -> TracebackType | None:
    """Return the steps of the reader's own code alone; all of them where none is."""
    own = []
    step = first
    while step is not None:
        if is_own(step.tb_frame):
            own.append(step)
        step = step.tb_next
    cut: TracebackType | None = None
    for step in reversed(own):
        cut = TracebackType(cut, step.tb_frame, step.tb_lasti, step.tb_lineno)
    return cut or first


@contextmanager
def as_shown(error: BaseException) -> Iterator[None]:
    """Give *error* and what is behind it short tracebacks for a while, and leave out what is internal."""
    known = [*links(error)]
    kept = [
        (link, link.__traceback__, link.__cause__, link.__context__, link.__suppress_context__)
        for link in known
    ]
    try:
        _relink(error, set())
        yield
    finally:
        for link, trace, cause, context, suppressed in kept:
            link.__traceback__ = trace
            link.__cause__ = cause
            link.__context__ = context
            link.__suppress_context__ = suppressed


def _relink(error: BaseException, seen: set[int]) -> None:
    """Let *error* follow from the next link that the reader's own code took part in."""
    if id(error) in seen:
        return
    seen.add(id(error))
    by_cause = error.__cause__ is not None
    behind: BaseException | None = _before(error)
    while behind is not None and not (own_steps(behind) and id(behind) not in seen):
        behind = _before(behind) if id(behind) not in seen else None
    error.__traceback__ = cut_traceback(error.__traceback__)
    error.__cause__ = behind if by_cause else None
    error.__context__ = behind
    error.__suppress_context__ = by_cause or behind is None
    for link in (behind, *members(error)):
        if link is not None:
            _relink(link, seen)


def _before(error: BaseException) -> BaseException | None:
    return error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def cut_lines(error: BaseException, shell: Any, secrets: Sequence[str]) -> list[str]:  # noqa: ANN401 - of any version
    """Return the traceback of *error* as IPython would show it: the reader's own steps, no keys."""
    with as_shown(error):
        if members(error):
            lines = _group_lines(error, shell)
        else:
            lines = shell.InteractiveTB.structured_traceback(type(error), error, error.__traceback__, 0)
    shell.InteractiveTB.tb = error.__traceback__  # the debugger begins with all of it
    return [masked(line, secrets) for line in lines]


def whole_lines(error: BaseException, shell: Any, secrets: Sequence[str]) -> list[str]:  # noqa: ANN401 - as above
    """Return the whole traceback of a group without keys."""
    return [masked(line, secrets) for line in _group_lines(error, shell)]


def _group_lines(error: BaseException, shell: Any) -> list[str]:  # noqa: ANN401 - as above
    """Format a group as Python does, for IPython has no form of its own; cells by their numbers."""
    if shell.InteractiveTB.mode == "Minimal":
        return ["".join(traceback.format_exception_only(error)).rstrip("\n")]
    text = "".join(traceback.format_exception(error)).rstrip("\n")

    def named(found: re.Match[str]) -> str:
        number = cell_number(found[1], shell)
        return found[0] if number is None else f"Cell In[{number}]"

    return [FILE.sub(named, text)]


def masked(text: str, secrets: Sequence[str]) -> str:
    """Return *text* without *secrets*, in any form that Python prints, and without what looks like a key."""
    for form in forms_of(secrets):
        text = text.replace(form, MASK)
    return "".join(part if COLOUR.fullmatch(part) else redact(part) for part in COLOUR.split(text))


def forms_of(secrets: Sequence[str]) -> list[str]:
    """Return the forms in which a key may be printed, the longest first."""
    found: set[str] = set()
    for secret in secrets:
        found |= {secret, quote(secret, safe=""), repr(secret)[1:-1], ascii(secret)[1:-1]}
        pieces = VISIBLE.findall(secret)
        found |= {piece for piece in pieces if len(piece) >= SHORTEST_PIECE}
    return sorted((form for form in found if len(form) >= SHORTEST_PIECE), key=len, reverse=True)


def scrub(error: BaseException, secrets: Sequence[str]) -> None:
    """Take *secrets* out of the words of *error* and of all that it came from.

    Everything that shows an exception later prints these words: other tools, logs, the debugger.
    """
    for link in _all_behind(error):
        with suppress(
            Exception
        ):  # an exception with fixed words keeps them; its lines are masked all the same
            if any(form in str(link) for form in forms_of(secrets)):
                link.args = tuple(masked(arg, secrets) if isinstance(arg, str) else arg for arg in link.args)
                if isinstance(getattr(link, "message", None), str):
                    link.message = masked(link.message, secrets)  # type: ignore[attr-defined]


def _all_behind(error: BaseException) -> Iterator[BaseException]:
    """Yield *error* and everything behind it, also what Python would not print."""
    waiting, seen = [error], set[int]()
    while waiting:
        link = waiting.pop()
        if id(link) not in seen:
            seen.add(id(link))
            yield link
            waiting += [*members(link), *(each for each in (link.__cause__, link.__context__) if each)]
