"""Which errors of a cell come from a call of the openai library, and from which one.

Read when a cell has failed, so it imports nothing that is slow, and says no as early as it can.
"""

from __future__ import annotations

import dis
import json
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from modelmax_nb.frames import (
    HTTP_LIBRARIES,
    SDK,
    LostAnswer,
    ends_in_sdk,
    is_unwritable,
    members,
    own_steps,
    steps,
)
from modelmax_nb.magics.sources import node_at, source_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType, TracebackType

PAGE: Final = re.compile(r"[\s\ufeff]*<(?:!doctype html|html)\b", re.IGNORECASE)
# What programs take out of an answer first. Source: documented (chat and image responses).
PARTS: Final = frozenset({"choices", "data"})
PICTURE: Final = ("url", "b64_json")
# What Python code calls.
OURS: Final = frozenset({
    "modelmax_nb.api", "modelmax_nb.images", "modelmax_nb.video", "modelmax_nb.video.handle",
})  # fmt: skip
MAGICS: Final = "modelmax_nb.magics."  # they show a card themselves


class FailedCall(NamedTuple):
    """A call that failed, and what came of it.

    Attributes:
        error: What it raised, or what the use of its answer raised.
        answer: What it returned, where only the use of that failed; None otherwise.
        together: How many calls failed together.
    """

    error: BaseException
    answer: Any = None
    together: int = 1


def failed_call(error: BaseException, shell: Any) -> FailedCall | None:  # noqa: ANN401 - of any version
    """Return the call behind *error*, or None where *error* is not surely about one."""
    if members(error):
        found = [call for member in members(error) if (call := failed_call(member, shell)) is not None]
        return found[0]._replace(together=sum(call.together for call in found)) if found else None
    if _is_ours(error):
        modules = {str(_module_of(step)) for step in steps(error)}
        shown = any(module.startswith(MAGICS) for module in modules)
        return FailedCall(error) if modules & OURS and not shown else None
    if _raised_by_call(error):
        return FailedCall(error)
    answer = _unusable_answer(error, shell)
    if answer is not None:
        return FailedCall(error, answer)
    cause = error.__cause__ or (error.__context__ if _said_on_purpose(error) else None)
    return failed_call(cause, shell) if cause is not None and cause is not error else None


def _packages_of(error: BaseException) -> set[str]:
    return {kind.__module__.partition(".")[0] for kind in type(error).__mro__}


def _is_ours(error: BaseException) -> bool:
    return "modelmax_nb" in _packages_of(error)


def _module_of(step: TracebackType) -> object:
    return step.tb_frame.f_globals.get("__name__")


def _raised_by_call(error: BaseException) -> bool:
    packages = _packages_of(error)
    if SDK in packages:
        return True
    reads = bool(packages & HTTP_LIBRARIES) or isinstance(error, (UnicodeEncodeError, json.JSONDecodeError))
    return (reads or is_unwritable(error)) and ends_in_sdk(error)


def _said_on_purpose(error: BaseException) -> bool:
    """Tell whether a ``raise`` of the reader's own raised *error*: a slip in a handler is another matter."""
    own = own_steps(error)
    if not own or error.__suppress_context__ or own[-1].tb_next is not None:
        return False
    code = own[-1].tb_frame.f_code.co_code
    return dis.opname[code[own[-1].tb_lasti]] == "RAISE_VARARGS"


def _unusable_answer(error: BaseException, shell: Any) -> Any:  # noqa: ANN401 - a page or a completion
    """Return what a call returned, if *error* shows that it holds no answer.

    Source: measured (openai 3.54: a page comes back as a ``str``, an error in a 200 as a completion whose
    ``choices`` is None; both fail only when they are used). Vendor code: a picture may come with neither
    ``url`` nor ``b64_json``.
    """
    own = own_steps(error)
    if not own:
        return None
    here = own[-1].tb_next is None
    # Exactly a str, as the library returns a page; an Answer of ours may be HTML that was asked for.
    if here and isinstance(error, AttributeError) and type(error.obj) is str:
        page = error.obj if error.name in PARTS else None
        return page if page is not None and PAGE.match(page) else None
    if here and isinstance(error, IndexError):
        return _empty_part(own[-1], shell, []) or _lost_answer(own[-1], shell)
    of_none = "NoneType" in str(error) and isinstance(error, (TypeError, AttributeError))
    if not of_none:
        return None
    found = None
    if here and isinstance(error, TypeError):
        found = _empty_part(own[-1], shell, None) or _lost_answer(own[-1], shell)
    return found or _without_picture(own[-1], shell)


def _empty_part(step: TracebackType, shell: Any, empty: object) -> Any:  # noqa: ANN401 - as above
    """Return the result whose part used at *step* equals *empty*."""
    for held, name in _parts_used(step, shell):
        if getattr(held, name, "") == empty:
            return held
    return None


def _without_picture(step: TracebackType, shell: Any) -> Any:  # noqa: ANN401 - as above
    """Return the result used at *step* in which no entry holds a picture; a library may have found out."""
    for held, name in _parts_used(step, shell):
        entries = getattr(held, name, None) or ()
        if all(_is_no_picture(entry) for entry in entries) and entries:
            return held
    return None


def _is_no_picture(entry: object) -> bool:
    return all(hasattr(entry, name) and getattr(entry, name) is None for name in PICTURE)


def _lost_answer(step: TracebackType, shell: Any) -> LostAnswer | None:  # noqa: ANN401 - as above
    """Return the answer whose choices were used at *step* right behind the call that made it."""
    import ast

    node = node_at(step, source_of(step, shell))
    for part in ast.walk(node) if node is not None else ():
        if isinstance(part, ast.Attribute) and part.attr == "choices" and isinstance(part.value, ast.Call):
            asked = part.value.func
            while isinstance(asked, ast.Attribute):
                asked = asked.value
            held = value_of(step.tb_frame, asked.id) if isinstance(asked, ast.Name) else None
            if _is_client(held):
                return LostAnswer(held)
    return None


def _is_client(held: object) -> bool:
    from_sdk = type(held).__module__.partition(".")[0] == SDK
    return from_sdk and hasattr(held, "chat") and hasattr(held, "api_key")


def _parts_used(step: TracebackType, shell: Any) -> Iterator[tuple[Any, str]]:  # noqa: ANN401 - as above
    """Yield the results of calls used at *step*, each with the part taken; only plain names are looked up."""
    import ast

    node = node_at(step, source_of(step, shell))
    for part in ast.walk(node) if node is not None else ():
        if isinstance(part, ast.Attribute) and part.attr in PARTS and isinstance(part.value, ast.Name):
            held = value_of(step.tb_frame, part.value.id)
            if type(held).__module__.partition(".")[0] == SDK and hasattr(held, "model_dump_json"):
                yield held, part.attr


def value_of(frame: FrameType, name: str) -> object:
    """Return what *name* stands for in *frame*, or None."""
    return frame.f_locals.get(name, frame.f_globals.get(name))


def clients_at(error: BaseException) -> list[Any]:
    """Return the clients of the openai library that the reader's code in *error* can see."""
    found: dict[int, Any] = {}
    for step in own_steps(error):
        for held in (*step.tb_frame.f_locals.values(), *step.tb_frame.f_globals.values()):
            if _is_client(held):
                found[id(held)] = held
    return list(found.values())
