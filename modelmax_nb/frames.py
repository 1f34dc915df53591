"""What a traceback tells: which of its steps are the reader's own, and what the openai library was doing."""

from __future__ import annotations

import os
import sysconfig
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType, TracebackType

# Packages whose steps say nothing to the reader, wherever they are installed.
LIBRARIES: Final = frozenset({
    "openai", "httpx2", "httpcore2", "httpx", "httpcore", "h11", "anyio", "modelmax_nb", "IPython",
    "ipykernel",
})  # fmt: skip
HTTP_LIBRARIES: Final = frozenset({"httpx2", "httpcore2", "httpx", "httpcore", "h11"})
SDK: Final = "openai"
_STANDARD: Final = tuple(
    {os.path.dirname(os.__file__) + os.sep, (sysconfig.get_paths().get("stdlib") or "/") + os.sep}  # noqa: PTH120
)
MOST_LINKS: Final = 30  # of a chain of exceptions; a longer one is a circle or a loop


class LostAnswer(NamedTuple):
    """An answer without ``choices`` that was used in the line of the call itself, so nobody holds it.

    Attributes:
        client: The client of the openai library that was asked.
    """

    client: Any


def steps(error: BaseException) -> Iterator[TracebackType]:
    """Yield the steps of the traceback of *error*, the outermost first."""
    step = error.__traceback__
    while step is not None:
        yield step
        step = step.tb_next


def package_of(frame: FrameType) -> str:
    """Return the top-level package whose code *frame* runs, or ""."""
    return str(frame.f_globals.get("__name__") or "").partition(".")[0]


def is_own(frame: FrameType) -> bool:
    """Tell whether *frame* runs code of the reader: no installed package, nothing of Python itself."""
    file = frame.f_code.co_filename
    if package_of(frame) in LIBRARIES or file.startswith("<frozen"):
        return False
    if "site-packages" in file or "dist-packages" in file:
        return False
    return not file.startswith(_STANDARD)


def own_steps(error: BaseException) -> list[TracebackType]:
    """Return the steps of *error* in the reader's own code, the outermost first."""
    return [step for step in steps(error) if is_own(step.tb_frame)]


def ends_in_sdk(error: BaseException) -> bool:
    """Tell whether the openai library was at work, called by the reader's innermost own step."""
    inner = False
    for step in steps(error):
        if is_own(step.tb_frame):
            inner = False
        elif package_of(step.tb_frame) == SDK:
            inner = True
    return inner


def is_unwritable(error: BaseException) -> bool:
    """Tell whether *error* says that something cannot be written as JSON.

    Source: measured (``json`` raises a ``TypeError`` for an object, a ``ValueError`` for NaN).
    """
    through = [step.tb_frame.f_globals.get("__name__") for step in steps(error)]
    return isinstance(error, (TypeError, ValueError)) and through[-1:] == ["json.encoder"]


def touches_sdk(error: BaseException) -> bool:
    """Tell whether the openai library took part in *error* or in what led to it."""
    return any(package_of(step.tb_frame) == SDK for link in links(error) for step in steps(link))


def links(error: BaseException) -> Iterator[BaseException]:
    """Yield *error* and what it came from, as Python would print it, members of groups included."""
    waiting = [error]
    seen: set[int] = set()
    while waiting and len(seen) < MOST_LINKS:
        link = waiting.pop(0)
        if id(link) in seen:
            continue
        seen.add(id(link))
        yield link
        waiting += members(link)
        before = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
        waiting += [] if before is None else [before]


def members(error: BaseException) -> list[BaseException]:
    """Return the exceptions that *error* groups; none where it is no group."""
    return list(error.exceptions) if isinstance(error, BaseExceptionGroup) else []


def clients(error: BaseException) -> Iterator[Any]:
    """Yield the clients of the openai library at work in *error*, the outermost first."""
    for step in steps(error):
        owner = step.tb_frame.f_locals.get("self") if package_of(step.tb_frame) == SDK else None
        for held in (owner, getattr(owner, "_client", None)):
            if hasattr(held, "api_key") and hasattr(held, "base_url"):
                yield held


def sent_fields(error: BaseException) -> dict[str, object]:
    """Return the JSON that the openai library was about to send in *error*; {} where it is not seen."""
    for step in steps(error):
        frame = step.tb_frame
        options = frame.f_locals.get("options") if package_of(frame) == SDK else None
        fields = getattr(options, "json_data", None)
        if isinstance(fields, dict):
            return fields
    return {}
