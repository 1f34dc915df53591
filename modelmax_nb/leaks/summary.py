"""What was found and what to do about it, in plain text of 80 columns and in HTML."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from modelmax_nb.catalog.fixes import KEYS_PAGE
from modelmax_nb.columns import LINE, wrap
from modelmax_nb.leaks import words
from modelmax_nb.leaks.find import Store
from modelmax_nb.leaks.history import HISTORY, removal_of
from modelmax_nb.messages import DEFAULT_LANGUAGE, Saying, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from modelmax_nb.leaks.find import Find, Looked

MOST_LINES = 40  # finds of one file; a longer list is cut, for the first ones say it all


class Search(NamedTuple):
    """All that was looked through.

    Attributes:
        looked: One for each file or store.
        notes: Sentences for the reader, such as that the notebook may be unsaved.
    """

    looked: tuple[Looked, ...]
    notes: tuple[Saying, ...] = ()

    @property
    def found(self) -> tuple[Looked, ...]:
        """Where keys were found."""
        return tuple(looked for looked in self.looked if looked.finds)

    @property
    def keeping(self) -> tuple[Looked, ...]:
        """Files in which a key may stand, and does."""
        return tuple(looked for looked in self.looked if looked.keeps_key)

    @property
    def skipped(self) -> tuple[Looked, ...]:
        """What could not be looked through."""
        return tuple(looked for looked in self.looked if looked.problem)


def summary_text(search: Search, language: str = DEFAULT_LANGUAGE) -> str:
    """Return what was found in plain text; a key is never in it."""
    blocks = [[wrap(line, LINE - 1)] for line in [_head(search, language)]]
    for looked in search.found:
        lines = [
            wrap(f"{place}: {what}", LINE - 1, "      ", "  ") for place, what in _rows(looked, language)
        ]
        blocks.append([_title(looked, language), *lines])
    blocks.append(_remedies_text(search, language))
    if search.keeping:
        names = [f"  {_title(looked, language)}" for looked in search.keeping]
        blocks.append([wrap(f"{say(words.KEPT, language)}:", LINE - 1), *names])
    if search.skipped:
        lines = []
        for name, problem in _skipped(search, language):
            lines += [f"  {name}", wrap(problem, LINE - 1, "      ")]
        blocks.append([f"{say(words.SKIPPED, language)}:", *lines])
    blocks += [[wrap(say(note.text, language, **note.values), LINE - 1)] for note in search.notes]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def summary_html(search: Search, language: str = DEFAULT_LANGUAGE) -> str:
    """Return the same as HTML."""
    parts = [f"<p><strong>{escape(_head(search, language))}</strong></p>"]
    for looked in search.found:
        items = "".join(
            f"<li>{escape(place)}: {escape(what, quote=False)}</li>"
            for place, what in _rows(looked, language)
        )
        title = escape(_title(looked, language))
        parts.append(f"<p>{title if looked.path is None else f'<code>{title}</code>'}</p><ul>{items}</ul>")
    steps = "".join(f"<li>{_step_html(said, code)}</li>" for said, code in _remedies(search, language))
    if steps:
        heading = escape(say(words.WHAT_TO_DO, language))
        parts.append(f"<p><strong>{heading}</strong></p><ol>{steps}</ol>")
    if search.keeping:
        items = "".join(
            f"<li><code>{escape(_title(looked, language))}</code></li>" for looked in search.keeping
        )
        parts.append(f"<p>{escape(say(words.KEPT, language))}</p><ul>{items}</ul>")
    if search.skipped:
        items = "".join(
            f"<li><code>{escape(name)}</code>: {escape(problem)}</li>"
            for name, problem in _skipped(search, language)
        )
        parts.append(f"<p>{escape(say(words.SKIPPED, language))}</p><ul>{items}</ul>")
    parts += [f"<p>{escape(say(note.text, language, **note.values))}</p>" for note in search.notes]
    return "".join(parts)


def _head(search: Search, language: str) -> str:
    if not search.found:
        text = words.NONE_MISPLACED if search.keeping else words.NONE_FOUND
        return say(text, language, places=_places(search.looked, language))
    count = sum(len(looked.finds) for looked in search.found)
    return say(words.FOUND, language, count=count, places=len(search.found))


def _places(looked: Sequence[Looked], language: str) -> str:
    """Say in short where was looked."""
    paths = [each.path for each in looked if each.path is not None and not each.problem]
    history = [path for path in paths if path.name == HISTORY]
    variables = [path for path in paths if path.parent.name == "autorestore"]
    files = len(paths) - len(history) - len(variables)
    named = [(words.FILES, files)] * bool(files) + [(words.AND_HISTORY, 0)] * bool(history)
    named += [(words.AND_VARIABLES, 0)] * bool(variables)
    named += [(words.AND_SESSION, 0)] * any(each.path is None for each in looked)
    said = ""
    for text, count in named:
        part = say(text, language, count=count)
        said = say(words.LIST_THEN, language, first=said, then=part) if said else part
    return said


def _title(looked: Looked, language: str) -> str:
    return say(words.IN_MEMORY, language) if looked.path is None else shown_path(looked.path)


def shown_path(path: Path) -> str:
    """Return *path* as a reader knows it: from here, or from the home folder."""
    for base, sign in ((Path.cwd(), ""), (_home(), "~/")):
        if base is not None and path.is_absolute() and path.is_relative_to(base):
            return f"{sign}{path.relative_to(base).as_posix()}"
    return str(path)


def _home() -> Path | None:
    try:
        return Path.home()
    except RuntimeError:  # no such user
        return None


def _rows(looked: Looked, language: str) -> Iterator[tuple[str, str]]:
    for find in looked.finds[:MOST_LINES]:
        place = say(find.place.text, language, **find.place.values)
        yield place, _what(find, language)
    if len(looked.finds) > MOST_LINES:
        yield "…", f"+ {len(looked.finds) - MOST_LINES}"


def _what(find: Find, language: str) -> str:
    what = say(find.name, language)
    return say(words.FOUND_HINT, language, what=what, hint=f"…{find.hint}") if find.hint else what


def _skipped(search: Search, language: str) -> Iterator[tuple[str, str]]:
    for looked in search.skipped:
        problem = looked.problem
        said = say(problem.text, language, **problem.values) if isinstance(problem, Saying) else problem
        yield _title(looked, language), said


def _remedies(search: Search, language: str) -> Iterator[tuple[str, str]]:
    """Yield what to do, in order, each with code to run or ""."""
    finds = [find for looked in search.found for find in looked.finds]
    if not finds:
        return
    yield say(words.MAKE_WORTHLESS, language), ""
    if any(find.ours for find in finds):
        yield say(words.KEYS_PAGE, language, url=KEYS_PAGE), ""
    stores = {find.store for find in finds}
    for store in Store:
        if store in stores:
            yield say(words.REMEDIES[store.value], language), "\n".join(_code(store, search))


def _code(store: Store, search: Search) -> Iterator[str]:
    for looked in search.found:
        if any(find.store is store for find in looked.finds):
            if store is Store.HISTORY:
                yield removal_of(looked)
            elif store is Store.VARIABLES and looked.path is not None:
                yield f"%store -d {looked.path.name}"


def _remedies_text(search: Search, language: str) -> list[str]:
    lines = []
    for number, (said, code) in enumerate(_remedies(search, language), 1):
        lines.append(wrap(said, LINE - 1, "     ", f"  {number}. "))
        lines += [f"     {line}" for line in code.split("\n") if code]
    return [f"{say(words.WHAT_TO_DO, language)}:", *lines] if lines else []


def _step_html(said: str, code: str) -> str:
    text = escape(said, quote=False)
    if KEYS_PAGE in text:
        link = f'<a href="{KEYS_PAGE}" target="_blank" rel="noopener">{KEYS_PAGE}</a>'
        text = text.replace(KEYS_PAGE, link)
    return text + (f"<pre>{escape(code, quote=False)}</pre>" if code else "")
