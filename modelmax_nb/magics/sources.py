"""The reader's own source code behind a step of a traceback: its lines, and the expression at work."""

from __future__ import annotations

import ast
import linecache
import re
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from types import TracebackType

CELL_FILE: Final = re.compile(r"<ipython-input-(\d+)-")
TIMED: Final = "<timed "  # what %%time and %%timeit call the code below their own line


class Source(NamedTuple):
    """One cell or file of the reader's.

    Attributes:
        lines: As they were run, without line ends.
        cell: Number of the cell; None where it is none, or its number is not known.
        file: Name of the file; "" for a cell.
        shift: How many lines the reader sees above the first of these.
    """

    lines: tuple[str, ...]
    cell: int | None = None
    file: str = ""
    shift: int = 0


def source_of(step: TracebackType, shell: Any) -> Source:  # noqa: ANN401 - IPython of any version
    """Return the source that *step* runs; without lines where it is not known."""
    file = step.tb_frame.f_code.co_filename
    if file.startswith(TIMED):
        _magic, *below = str(shell.history_manager.input_hist_raw[-1]).split("\n")
        return Source(lines=tuple(below), cell=_current(shell), shift=1)
    lines = tuple(line.rstrip("\n") for line in linecache.getlines(file, step.tb_frame.f_globals))
    number = cell_number(file, shell)
    if number is not None or _is_cell(file):
        return Source(lines=lines, cell=number)
    return Source(lines=lines, file=Path(file).name)


def _current(shell: Any) -> int:  # noqa: ANN401 - as above
    """Return the number of the cell that runs: the history has it already."""
    return len(shell.history_manager.input_hist_raw) - 1


def _is_cell(file: str) -> bool:
    return bool(CELL_FILE.match(file)) or "ipykernel_" in file


def cell_number(file: str, shell: Any) -> int | None:  # noqa: ANN401 - as above
    """Return the number of the cell that IPython keeps under the name *file*.

    Source: read in IPython 9.18 (``compile._filename_map``) and 7.34, where only the text of a cell tells.
    """
    known = getattr(shell.compile, "_filename_map", {}).get(file)
    if known is not None:
        return int(known)
    named = CELL_FILE.match(file)
    if named:
        return int(named[1])
    text = "".join(linecache.getlines(file)).strip() if _is_cell(file) else ""
    ran = [*enumerate(shell.history_manager.input_hist_parsed)] if text else []
    return next((number for number, cell in reversed(ran) if cell.strip() == text), None)


@lru_cache(maxsize=64)
def tree_of(lines: tuple[str, ...]) -> ast.Module | None:
    """Return the syntax tree of *lines*; None where they are not Python."""
    try:
        return ast.parse("\n".join(lines))
    except (SyntaxError, ValueError):
        return None


def position_of(step: TracebackType) -> tuple[int, int, int, int] | None:
    """Return the expression at work at *step*: its first and last line, and its columns in bytes."""
    positions = step.tb_frame.f_code.co_positions()
    found = next(islice(positions, step.tb_lasti // 2, None), None)
    if found is None or any(value is None for value in found):
        return None
    first, last, start, end = found
    return (first, last, start, end)  # type: ignore[return-value]  # none of them is None


def node_at(step: TracebackType, source: Source) -> ast.AST | None:
    """Return the expression at work at *step*, as a syntax tree of *source*."""
    where, tree = position_of(step), tree_of(source.lines)
    if where is None or tree is None:
        return None
    # Of several in one place, such as a statement that is a call, the innermost comes last.
    spans = {_span(node): node for node in ast.walk(tree) if hasattr(node, "lineno")}
    return spans.get(where)


def _span(node: Any) -> tuple[int, int, int, int]:  # noqa: ANN401 - any node that has a place
    return (node.lineno, node.end_lineno, node.col_offset, node.end_col_offset)


def columns(line: str, start: int, end: int) -> tuple[int, int]:
    """Return places in *line*, counted in bytes by Python, as characters."""
    raw = line.encode()
    return len(raw[:start].decode(errors="ignore")), len(raw[:end].decode(errors="ignore"))
