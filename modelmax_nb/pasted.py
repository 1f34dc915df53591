"""What people paste of an error that is no JSON: a number, a word of ModelMax, a sentence, a line of ours."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Final, NamedTuple

from modelmax_nb.catalog.elsewhere import ELSEWHERE
from modelmax_nb.catalog.entries import ENTRIES
from modelmax_nb.diagnosis import Diagnosis, diagnose
from modelmax_nb.failure import Failure, redact
from modelmax_nb.outcome import ERROR_STATUS
from modelmax_nb.prescriptions import prescribe

if TYPE_CHECKING:
    from modelmax_nb.catalog.entry import Entry

# Source: documented (status codes of the error-handling guide)
STATUS_OF_TYPE: Final = {
    "bad_request": 400,
    "unauthorized": 401,
    "insufficient_balance": 402,
    "internal_error": 500,
    "bad_gateway": 502,
}
# Source: documented (the message of an unknown model, and that of an empty account)
STATUS_OF_MESSAGE: Final = {
    400: re.compile(r"\bmodel not found\b", re.IGNORECASE),
    402: re.compile(r"\binsufficient balance\b", re.IGNORECASE),
}
LONGEST: Final = 20_000  # characters that are looked through
SENTENCE: Final = 300  # characters; in a longer text a number that nothing introduces may be anything
_PHRASES: Final = {
    status.phrase.casefold(): int(status) for status in HTTPStatus if status >= HTTPStatus.BAD_REQUEST
}
_NUMBER: Final = (
    r"(?P<status>[45]\d\d)(?![.,]?\d|\w|%|\s*(?:tokens?|items?|rows?|bytes?|ms|s|seconds?|lines?|"
    r"characters?|words?|files?|requests?|times)\b)"
)
# The first that fits is taken: a number with a word that says what it is, at a line's beginning, alone.
_INTRODUCED: Final = re.compile(
    r"\b(?:HTTP(?:/[\d.]+)?|status(?:[_-]?code)?|\w{0,40}error|code|response|got|returned|received)\b[\s:=#'\"(\[]{0,4}"
    rf"(?:(?:an?|error|status|code|is|was|of)[\s:=]+){{0,3}}{_NUMBER}",
    re.IGNORECASE,
)
_AT_THE_BEGINNING: Final = re.compile(rf"^[\s\[(\"'*>]{{0,4}}{_NUMBER}", re.MULTILINE)
_ALONE: Final = re.compile(rf"(?<![\w.,:/$€=-])(?<!\bline )(?<!\bport )(?<!\bpage ){_NUMBER}", re.IGNORECASE)
_TYPE: Final = re.compile(rf"\b(?:{'|'.join(STATUS_OF_TYPE)})\b")
_NAMED_BEHIND: Final = re.compile(
    rf"[\s'\")\]:-]*(?P<name>{'|'.join([*STATUS_OF_TYPE, *map(re.escape, _PHRASES)])})\b", re.IGNORECASE
)
_ERROR_WORD: Final = re.compile(r"^\W*(?:\w{0,40}error\b\W*)?", re.IGNORECASE)
_MARK: Final = re.compile(r"['\")\]]*\s*[:,;.\u2013\u2014-]+\s*")
# ``ModelMaxError: There is no model called `x`. (unknown-model)``; a notebook shows the id on a line below.
_OWN: Final = re.compile(
    r"ModelMaxError: (?P<title>[^\n]*?)\s*\((?P<slug>[a-z][a-z-]{2,60})\)"
    r"(?:\s*\n\s*(?P<status>[1-5]\d\d)(?: (?P<type>\w+))?: (?P<message>[^\n]*))?",
)


class Pasted(NamedTuple):
    """What a pasted text says.

    Attributes:
        status: The HTTP status that stands in it, or that ModelMax's documents give for its words.
        body: The rest of it, as ModelMax would have sent it.
    """

    status: int
    body: str


def read_pasted(text: str, status: int | None = None) -> Pasted | None:
    """Read the status and the message off *text*; None for JSON, a page, or a text without a known word.

    Args:
        text: What was pasted.
        status: Its HTTP status, where that is known.
    """
    text = text.strip()[:LONGEST]
    if text[:1] in {"{", "[", "<"}:
        return None
    found = _number(text)
    if found is not None and status in {None, int(found["status"])}:
        return Pasted(int(found["status"]), _body(*_behind(text, found)))
    if status is not None:
        return None
    named = _ERROR_WORD.sub("", text).strip(" .!").casefold()
    if named in _PHRASES:
        return Pasted(_PHRASES[named], "")
    kind = _TYPE.search(text.casefold() if named in STATUS_OF_TYPE else text)
    if kind is not None and (kind[0] != "unauthorized" or named == "unauthorized"):
        rest = _MARK.sub("", text[kind.end() :], count=1).strip()
        return Pasted(STATUS_OF_TYPE[kind[0]], _body(kind[0], rest))
    for likely, pattern in STATUS_OF_MESSAGE.items():
        if pattern.search(text):
            return Pasted(likely, _body(None, text))
    return None


def _number(text: str) -> re.Match[str] | None:
    """Return where the HTTP status stands in *text*."""
    found = _INTRODUCED.search(text) or _AT_THE_BEGINNING.search(text)
    if found is None and len(text) <= SENTENCE:
        found = _ALONE.search(text)
    return found if found is not None and int(found["status"]) in set(_PHRASES.values()) else None


def _behind(text: str, found: re.Match[str]) -> tuple[str | None, str]:
    """Return the error's word and its message, as they stand behind the number; else all of *text*."""
    rest = text[found.end("status") :]
    named = _NAMED_BEHIND.match(rest)
    kind = named["name"].lower() if named else None
    rest = rest[named.end() :] if named else rest
    mark = _MARK.match(rest)
    rest = rest[mark.end() :].strip() if mark else rest.strip(" '\")]")
    if rest and named is None and mark is None:
        rest = text  # the number stands within a sentence
    return (kind if kind in STATUS_OF_TYPE else None), rest


def _body(kind: str | None, message: str) -> str:
    if not kind and not message:
        return ""
    return json.dumps({"error": {"message": message} | ({"type": kind} if kind else {})})


def own_error(text: str) -> tuple[str, Pasted | None, str] | None:
    """Find the text of a ``ModelMaxError`` in *text*: its id, the reply if it stands below, and its title."""
    found = _OWN.search(text[:LONGEST])
    if found is None or found["slug"] not in _entries():
        return None
    status = int(found["status"] or 0)
    reply = Pasted(status, _body(found["type"], found["message"])) if status >= ERROR_STATUS else None
    return found["slug"], reply, found["title"]


def diagnosis_by_id(slug: str, title: str, failure: Failure) -> Diagnosis:
    """Return what is known of the entry *slug*, with the values that its *title* tells.

    Args:
        slug: Of an entry.
        title: The entry's title as it was shown.
        failure: What else is known.
    """
    entry = _entries()[slug]
    pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(entry.text("title").english))
    told = re.fullmatch(pattern, title)
    named = {name: redact(value) for name, value in (told.groupdict() if told else {}).items()}
    failure = replace(
        failure, model=named.get("model", failure.model), message=named.get("message", failure.message)
    )
    values = {**diagnose(failure).values, **named}
    fixes = prescribe(entry, failure, None, values)
    return Diagnosis(entry=entry, failure=failure, values=values, fixes=fixes)


def _entries() -> dict[str, Entry]:
    return {entry.slug: entry for entry in (*ENTRIES.values(), *ELSEWHERE.values())}
