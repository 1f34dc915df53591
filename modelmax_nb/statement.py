"""What a reply says, put together: its sentence, its codes, and what a gateway wrapped in them."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from modelmax_nb.failure import Failure

DEEPEST: Final = 6  # levels of a body that are looked into
# Members that say what went wrong. Whatever else stands in a body may be the prompt, sent back.
_SAYING: Final = frozenset({
    "error", "errors", "message", "msg", "detail", "details", "error_description", "error_msg",
    "errormessage",
    "title", "raw", "metadata", "reason", "reasons", "code", "type", "status", "status_code", "error_code",
    "__type", "innererror", "inner_error", "cause", "fault", "faultstring", "description", "previous_errors",
})  # fmt: skip
_SIGN_IN_TITLE: Final = re.compile(
    r"\b(?:sign|log)[ -]?(?:in|on)\b|captive|authenticat|登录|登陆|认证|ログイン|サインイン|認証",
    re.IGNORECASE,
)


def statement_of(failure: Failure) -> str:
    """Return all that the service said about the fault; "" for a page.

    The message comes first, as ModelMax documents it. Behind it stands what other members of the body add,
    such as a gateway's ``metadata.raw`` or a validator's list, each part after ". ".
    """
    if is_page(failure):
        return f"{failure.type}: {failure.message}" if failure.type and failure.message else failure.message
    body = _decoded(failure.body)
    parts = [] if body is None else list(dict.fromkeys(_sayings(body)))
    message = failure.message
    if not message and body is None:
        return failure.body
    named = _parameter(body)
    told = f"{named}: {message}" if named and message and named not in message else message
    first = f"{failure.type}: {told}" if failure.type and told else told
    more = [part for part in parts if part not in {message, failure.type}]
    return ". ".join(part for part in (first, *more) if part)


def _decoded(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):  # the latter: brackets in brackets, deeper than Python reads
        return None


def _sayings(value: object, depth: int = 0, name: str = "") -> Iterator[str]:
    """Yield what *value* says, the outermost first."""
    if depth > DEEPEST:
        return
    if isinstance(value, dict):
        yield from _of_object(value, depth)
    elif isinstance(value, list):
        for item in value[:10]:
            yield from _sayings(item, depth + 1, name)
    elif isinstance(value, str):
        inner = _decoded(value) if value.lstrip()[:1] in {"{", "["} else None
        if inner is None:
            yield value
        else:
            yield from _sayings(inner, depth + 1, name)
    elif isinstance(value, int) and not isinstance(value, bool) and "code" in name:
        yield f"code {value}"


def _of_object(value: dict[str, object], depth: int) -> Iterator[str]:
    place = value.get("loc")
    said = value.get("msg")
    if isinstance(place, list) and place and isinstance(said, str):
        yield f"{place[-1]}: {said}"  # a validator names the field apart from what is wrong with it
        return
    for name, inner in value.items():
        if str(name).lower() in _SAYING:
            yield from _sayings(inner, depth + 1, str(name).lower())


def _parameter(body: object) -> str:
    """Return the field that a body of OpenAI's shape names in ``param``, or ""."""
    error = body.get("error", body) if isinstance(body, dict) else None
    named = error.get("param") if isinstance(error, dict) else None
    return named if isinstance(named, str) and not named.isdigit() else ""


def is_page(failure: Failure) -> bool:
    """Tell whether the reply is a web page."""
    start = failure.body.lstrip("\ufeff \t\r\n")[:15].lower()
    return "html" in failure.content_type.lower() or start.startswith(("<!doctype html", "<html"))


def is_sign_in_page(failure: Failure) -> bool:
    """Tell whether the reply is a page to sign in on; a mere link to one does not count."""
    if not is_page(failure):
        return False
    has_password_box = re.search(r"type\s*=\s*[\"']?password", failure.body, re.IGNORECASE)
    return bool(has_password_box or _SIGN_IN_TITLE.search(page_title(failure)))


def page_title(failure: Failure) -> str:
    """Return the title of a page, or ""."""
    found = re.search(r"<title[^>]{0,200}>([^<]{0,300})", failure.body, re.IGNORECASE)
    return " ".join(unescape(found[1]).split())[:100] if found else ""
