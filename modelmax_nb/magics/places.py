"""Where in the reader's cells a failed call stands: the line, the call in it, and the word that is meant."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from modelmax_nb.failure import MASK, redact
from modelmax_nb.frames import links, own_steps
from modelmax_nb.magics.sources import Source, columns, node_at, source_of, tree_of
from modelmax_nb.place import Line, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import TracebackType

    from modelmax_nb.diagnosis import Diagnosis
    from modelmax_nb.place import Sent

# Private characters that stand for the ends of the mark while keys are taken out of a line.
BEGIN, END = "\ue000", "\ue001"
NAMED_KEY: Final = re.compile(
    r"""((?:api_?key|_API_KEY["']?\]?)\s*[=:,]\s*[\ue000\ue001]?[rbu]?(["']))(.*?)(?=[\ue000\ue001]?\2)""",
    re.IGNORECASE,
)
# What is meant, by the slug of the cause; anything else points to the call.
ABOUT_MODEL: Final = frozenset({
    "unknown-model", "wrong-kind-of-model", "model-not-served", "elsewhere-unknown-model",
})  # fmt: skip
ABOUT_URL: Final = frozenset({
    "wrong-base-url", "bad-base-url", "host-not-found", "connection-refused", "redirected", "not-found",
    "no-answer-in-body", "answer-not-json", "elsewhere-not-found", "elsewhere-not-reached",
    "elsewhere-no-answer",
})  # fmt: skip
ABOUT_KEY: Final = frozenset({
    "key-refused", "unreadable-key", "elsewhere-key-refused", "elsewhere-unreadable-key",
})  # fmt: skip
NOTHING: Final = "—"  # as in ``diagnosis.py``: a value that did not come


class Span(NamedTuple):
    """A part of one line of a source, in characters."""

    source: Source
    number: int  # in the source, from 1
    start: int
    end: int


def place_of(
    error: BaseException,
    diagnosis: Diagnosis,
    shell: Any,  # noqa: ANN401 - IPython of any version
    secrets: Sequence[str],
    *,
    sent: Sent | None = None,
    errors: int = 1,
) -> Place:
    """Return where in the reader's own code *error* came up.

    Args:
        error: What the call raised.
        diagnosis: What it means: decides which word of the line is meant.
        shell: Knows the cells.
        secrets: Keys to mask.
        sent: How many requests were sent.
        errors: How many calls failed together.
    """
    own = [step for link in links(error) for step in reversed(own_steps(link))]
    sources = list(dict.fromkeys(source_of(step, shell) for step in own))
    call = _call_span(own[0], sources[0]) if own else None
    typed = {
        name: span
        for name, value in (("model", diagnosis.failure.model), ("base_url", diagnosis.failure.base_url))
        if value and (span := _text_span(sources, value, call)) is not None
    }
    meant = _meant(diagnosis, typed, sources, call)
    spans = [span for span in (call, meant) if span is not None]
    if len(spans) > 1 and spans[0][:2] == spans[1][:2]:
        spans = spans[1:]  # one line, with the narrower mark
    return Place(
        lines=tuple(_line(span, secrets) for span in spans),
        typed={name: _line(span, secrets) for name, span in typed.items()},
        sent=sent,
        errors=errors,
    )


def _call_span(step: TracebackType, source: Source) -> Span | None:
    """Return the name of what is called at *step*, such as ``client.chat.completions.create``."""
    if not 0 < step.tb_lineno <= len(source.lines):
        return None
    node = _called(node_at(step, source))
    if node is None or node.end_lineno is None:
        return Span(source, step.tb_lineno, 0, 0)
    begin = _begin(node)
    start, end = columns(source.lines[node.end_lineno - 1], begin, node.end_col_offset or begin)
    return Span(source, node.end_lineno, start, end)


def _called(node: ast.AST | None) -> ast.expr | None:
    """Return the name in the expression at work that the reader should look at."""
    if isinstance(node, (ast.For, ast.AsyncFor)):
        node = node.iter  # the next piece of a stream
    while isinstance(node, (ast.Await, ast.Attribute, ast.Subscript, ast.Starred)) and _has_call(node):
        node = node.value
    if isinstance(node, ast.Call):
        node = node.func
    return node if isinstance(node, ast.expr) else None


def _has_call(node: ast.AST) -> bool:
    return any(isinstance(part, (ast.Call, ast.Await)) for part in ast.walk(node))


def _begin(node: ast.expr) -> int:
    """Return the column, in bytes, at which the name begins that stands on the last line of *node*."""
    first = node
    while isinstance(first, ast.Attribute):
        first = first.value
    if first.end_lineno != node.end_lineno:
        return 0
    if isinstance(first, ast.Name) or first is node:
        return first.col_offset if first.lineno == node.end_lineno else 0
    return (first.end_col_offset or 0) + 1  # after the dot that follows a call


def _meant(
    diagnosis: Diagnosis, typed: dict[str, Span], sources: Sequence[Source], call: Span | None
) -> Span | None:
    """Return the word that the diagnosis is about, if the reader typed it."""
    slug = diagnosis.entry.slug
    if slug in ABOUT_MODEL:
        return typed.get("model")
    if slug in ABOUT_URL:
        return typed.get("base_url")
    name = "api_key" if slug in ABOUT_KEY else diagnosis.values.get("parameter", NOTHING)
    name = name.rpartition(".")[2]
    return None if name == NOTHING else _keyword_span(sources, name, call)


def _text_span(sources: Sequence[Source], value: str, call: Span | None) -> Span | None:
    """Return where *value* stands between quotation marks; a slash at its end is no difference."""
    found = []
    for source in sources:
        for node in _nodes(source, ast.Constant):
            if not isinstance(node.value, str) or node.value.rstrip("/") != value.rstrip("/"):
                continue
            span = _inside(source, node)
            if span is not None:
                found.append(span)
    return _nearest(found, call)


def _inside(source: Source, node: ast.Constant) -> Span | None:
    """Return the text of a literal without its quotation marks; None where it is not written plainly."""
    if node.lineno != node.end_lineno or node.end_col_offset is None:
        return None
    start, end = columns(source.lines[node.lineno - 1], node.col_offset, node.end_col_offset)
    written = source.lines[node.lineno - 1][start:end]
    at = written.find(str(node.value))
    return None if at < 0 else Span(source, node.lineno, start + at, start + at + len(str(node.value)))


def _keyword_span(sources: Sequence[Source], name: str, call: Span | None) -> Span | None:
    found = []
    for source in sources:
        for node in _nodes(source, ast.keyword):
            if node.arg == name and node.lineno == node.end_lineno and node.end_col_offset is not None:
                line = source.lines[node.lineno - 1]
                found.append(Span(source, node.lineno, *columns(line, node.col_offset, node.end_col_offset)))
    return _nearest(found, call)


def _nodes(source: Source, kind: type[Any]) -> Iterator[Any]:
    tree = tree_of(source.lines)
    return (node for node in ast.walk(tree) if isinstance(node, kind)) if tree is not None else iter(())


def _nearest(spans: list[Span], call: Span | None) -> Span | None:
    """Return the span nearest to the call: in its own source, by lines, rather below than above."""
    if call is None or not spans:
        return next(iter(spans), None)
    here = [span for span in spans if span.source == call.source]
    return min(
        here or spans[:1], key=lambda span: (abs(span.number - call.number), span.number < call.number)
    )


def _line(span: Span, secrets: Sequence[str]) -> Line:
    """Return the line of *span* without any key."""
    code = span.source.lines[span.number - 1]
    code = f"{code[: span.start]}{BEGIN}{code[span.start : span.end]}{END}{code[span.end :]}"
    code = without_keys(code, secrets)
    start, end = code.find(BEGIN), code.replace(BEGIN, "").find(END)
    code = code.replace(BEGIN, "").replace(END, "")
    if start < 0 or end < start:
        start = end = 0
    return Line(span.number + span.source.shift, code, start, end, span.source.cell, span.source.file)


def without_keys(code: str, secrets: Sequence[str]) -> str:
    """Return *code* with a mask in place of each key, also of one that has no form of its own."""
    return redact(NAMED_KEY.sub(lambda found: f"{found[1]}{MASK}", code), secrets)
