"""Keys in a notebook file: source, outputs, metadata, states of widgets."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from modelmax_nb.leaks import words
from modelmax_nb.leaks.find import Store, finds_in, merged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from modelmax_nb.leaks.find import Find
    from modelmax_nb.leaks.kinds import KnownKey

WIDGET_STATE = "application/vnd.jupyter.widget-state+json"
# What holds pictures and sounds in base64, in which a key's form comes up by chance.
MEDIA = ("image/", "audio/", "video/", "application/pdf")
READABLE_MEDIA = ("image/svg+xml",)


class NoNotebookError(ValueError):
    """The text is no notebook."""


def finds_in_notebook(text: str, known: tuple[KnownKey, ...]) -> tuple[Find, ...]:
    """Return the keys in the notebook whose file holds *text*.

    Raises:
        NoNotebookError: It is no JSON, or not of a notebook.
    """
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NoNotebookError from error
    if not isinstance(notebook, dict) or not isinstance(_cells(notebook), list):
        raise NoNotebookError
    return merged(_finds(notebook, known))


def _cells(notebook: dict[str, Any]) -> Any:  # noqa: ANN401 - whatever the file holds
    """Return the cells; the third format, of before 2015, keeps them in sheets."""
    sheets = notebook.get("worksheets")
    if "cells" not in notebook and isinstance(sheets, list):
        return [cell for sheet in sheets if isinstance(sheet, dict) for cell in sheet.get("cells", [])]
    return notebook.get("cells")


def _finds(notebook: dict[str, Any], known: tuple[KnownKey, ...]) -> Iterator[Find]:
    for number, cell in enumerate(_cells(notebook), 1):
        if isinstance(cell, dict):
            yield from _in_cell(cell, number, known)
    metadata = notebook.get("metadata")
    metadata = dict(metadata) if isinstance(metadata, dict) else {}
    yield from _in_widgets(metadata.pop("widgets", None), known)
    for text in strings(metadata):
        yield from finds_in(text, known, Store.METADATA, words.METADATA)


def _in_cell(cell: dict[str, Any], number: int, known: tuple[KnownKey, ...]) -> Iterator[Find]:
    count = cell.get("execution_count", cell.get("prompt_number"))
    place, shown = (words.CELL, words.OUTPUT) if count is None else (words.CELL_RUN, words.OUTPUT_RUN)
    source = _joined(cell.get("source", cell.get("input", "")))
    yield from finds_in(source, known, Store.SOURCE, place, cell=number, count=count)
    for text in strings(cell.get("outputs")):
        yield from finds_in(text, known, Store.OUTPUT, shown, cell=number, count=count)
    for text in strings(cell.get("metadata")):
        yield from finds_in(text, known, Store.METADATA, words.CELL_METADATA, cell=number)


def _in_widgets(saved: Any, known: tuple[KnownKey, ...]) -> Iterator[Find]:  # noqa: ANN401 - as above
    states = saved.get(WIDGET_STATE, {}).get("state", {}) if isinstance(saved, dict) else {}
    for model in states.values() if isinstance(states, dict) else ():
        name = str(model.get("model_name", "?")) if isinstance(model, dict) else "?"
        for text in strings(model):
            yield from finds_in(text, known, Store.WIDGET, words.WIDGET, model=name)


def _joined(value: Any) -> str:  # noqa: ANN401 - as above
    """Return a text that is kept as one string or as a list of lines."""
    if isinstance(value, list):
        return "".join(line for line in value if isinstance(line, str))
    return value if isinstance(value, str) else ""


def strings(value: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    """Yield every text in *value*, at any depth; lines of one text together, pictures left out."""
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, list):
            lines = [line for line in item if isinstance(line, str)]
            if lines:  # those of a traceback have no ends of their own
                yield "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
            pending += [part for part in item if isinstance(part, (dict, list))]
        elif isinstance(item, dict):
            for name, part in item.items():
                if not name.startswith(MEDIA) or name.startswith(READABLE_MEDIA):
                    pending += [name, part]
