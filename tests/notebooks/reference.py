"""The notebooks that nobody writes by hand: the index of errors and the glossary, made from the package.

``python -m tests.notebooks.refresh`` writes them; a test holds that they are what the catalog says today.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from modelmax_nb.classroom.curriculum import lessons
from modelmax_nb.display import page_words, slots, words
from modelmax_nb.display.page import title_of
from modelmax_nb.glossary import TERMS
from modelmax_nb.language import DEFAULT_LANGUAGE
from modelmax_nb.messages import say
from modelmax_nb.pages.book import LESSONS, page_of
from modelmax_nb.pages.lookup import BOOK, PARTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from nbformat import NotebookNode

    from modelmax_nb.catalog.entry import Entry
    from modelmax_nb.display.page import Page

ENGLISH: Final = DEFAULT_LANGUAGE
BACK: Final = "Back to the [index of the course](index.ipynb)."
ERRORS_HEAD: Final = """\
# Every error, one by one

**Goal:** look up an error. **Cost:** nothing. **You need:** nothing; read on, or press Ctrl+F.

{count} causes are known to this package, in {parts} groups. Each has what happened, why we think so, whose
move it is, what to do first, the lesson to go on with, and cells that make it happen at no cost, so that you
can meet it before it meets you: put each of these blocks into a cell of its own. What ModelMax's documents do
not say is called *not documented* here. Names and numbers are those of an example.

This page is made from the package's own catalog: what you read here is what the cards say.

{links}"""
LOOK_UP: Final = """\
## Ask from any notebook

`%modelmax errors WORDS` finds entries by words, and `%modelmax why NAME` opens one of them with all its
background, and with the reply that the simulator gives."""
NEUTRAL: Final = """\
These are for calls of your own to *other* services: the card names no remedy of ModelMax there. In the cells
a stand-in plays such a service, so that nothing leaves your computer."""
READ_IT: Final = "This shows what its card would say:"
TITLES: Final = {lesson.notebook: lesson.title for lesson in lessons()}
GLOSSARY_HEAD: Final = """\
# Words of this course

**Goal:** look up a word. **Cost:** nothing. **You need:** nothing.

## On the cards

{count} words, one sentence each. The cards use no other words of the trade. `%modelmax glossary` shows them
in the language of your cards (`%modelmax lang`).
"""
LESSON_WORDS_HEAD: Final = """\
## In the lessons

Words that only the lessons use, and where you meet them.
"""
LESSON_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "backoff": ("Waiting longer after each failure, to let a service recover.", "07-retry-strategy"),
    "budget": ("A limit on repeats that all calls of a program share.", "07-retry-strategy"),
    "chunk": ("One piece of an answer that arrives as a stream.", "09-broken-streams"),
    "deadline": ("The time after which nobody waits for the answer any more.", "07-retry-strategy"),
    "envelope": ("The form that every error of ModelMax has: a sentence and a word inside.", "01-first-call"),
    "exception": ("How Python tells that something failed; `except` catches it.", "01-first-call"),
    "exit code": ("The number by which a program tells whoever started it how it went.", "11-javascript"),
    "fallback": ("The model that is asked when the first one cannot answer.", "06-502-bad-gateway"),
    "finish_reason": ("Why an answer ended: `stop` when it is whole.", "01-first-call"),
    "header": ("A line that travels with a request or a reply; the key is in one.", "02-401-unauthorized"),
    "jitter": ("Chance in a wait, so that many programs do not come back together.", "07-retry-strategy"),
    "log": ("The list of what was really sent, and when.", "01-first-call"),
    "magic": ("A command to the notebook itself; it begins with `%` or `%%`.", "01-first-call"),
    "outage": ("A time in which a service does not work.", "06-502-bad-gateway"),
    "package": ("Python code by others that you import, such as `openai`.", "01-first-call"),
    "task": ("Work that goes on after your request was accepted, such as a video.", "10-video-tasks"),
    "timeout": ("How long a program waits before it gives up.", "08-timeouts-and-connections"),
    "usage": ("The count of tokens of an answered call; the price follows from it.", "01-first-call"),
}
"""Words that no card uses: what they mean, and the lesson that shows them."""


def error_index() -> NotebookNode:
    """Return the notebook of all entries, in the order in which they are taught."""
    links = " · ".join(f"[{_part(part)}](#{_anchor(_part(part))})" for part in PARTS)
    head = ERRORS_HEAD.format(count=len(BOOK), parts=len(PARTS), links=links)
    cells = [
        new_markdown_cell(head),
        new_markdown_cell(LOOK_UP),
        new_code_cell("%load_ext modelmax_nb\n%modelmax errors money balance"),
        new_code_cell("%modelmax why insufficient-balance"),
    ]
    for part, entries in PARTS.items():
        cells.append(new_markdown_cell("\n\n".join(_part_head(part, entries))))
        cells += [new_markdown_cell("\n\n".join(_entry(entry))) for entry in entries]
    return _notebook([*cells, new_markdown_cell(BACK)])


def glossary() -> NotebookNode:
    """Return the notebook of all terms, in the order of the alphabet."""
    rows = ["| word | what it means |", "|---|---|"]
    terms = sorted(TERMS.values(), key=lambda term: say(term.name).lower())
    rows += [f"| **{say(term.name)}** | {_cell(say(term.meaning))} |" for term in terms]
    text = GLOSSARY_HEAD.format(count=len(TERMS)) + "\n" + "\n".join(rows)
    taught = LESSON_WORDS_HEAD + "\n" + "\n".join(_lesson_words())
    return _notebook([new_markdown_cell(text), new_markdown_cell(taught), new_markdown_cell(BACK)])


def _lesson_words() -> Iterator[str]:
    yield "| word | what it means | lesson |"
    yield "|---|---|---|"
    for word, (meaning, lesson) in LESSON_WORDS.items():
        yield f"| **{word}** | {meaning} | [{int(lesson[:2])}]({lesson}.ipynb) |"


MADE: Final[Mapping[str, Callable[[], NotebookNode]]] = {
    "error-index.ipynb": error_index,
    "glossary.ipynb": glossary,
}
"""What makes a notebook, by its name."""


def _notebook(cells: list[NotebookNode]) -> NotebookNode:
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number:02}"
    return new_notebook(cells=cells)


def _part(part: str) -> str:
    return say(page_words.PARTS[part], ENGLISH)


def _anchor(heading: str) -> str:
    """Return the name that JupyterLab and nbviewer give a heading."""
    return heading.replace(" ", "-")


def _part_head(part: str, entries: tuple[Entry, ...]) -> Iterator[str]:
    yield f"## {_part(part)}"
    if part == "elsewhere":
        yield NEUTRAL
    rows = ["| name | what happened | whose move | repeat? |", "|---|---|---|---|"]
    for entry in entries:
        answers = words.MOVERS[entry.mover.value], words.REPEATS[entry.repeat.value]
        told = [f"[{entry.slug}](#{entry.slug})", title_of(entry, ENGLISH), *map(say, answers)]
        rows.append(f"| {' | '.join(map(_cell, told))} |")
    yield "\n".join(rows)


def _entry(entry: Entry) -> Iterator[str]:
    page = page_of(entry)
    values, back = page.diagnosis.values, slots.came_back(page.diagnosis.failure)
    yield f"### {entry.slug}"
    yield f"**{say(entry.text('title'), **values)}**" + (f" (`{back}`)" if back else "")
    yield f"{say(entry.text('what'), **values)} {say(entry.text('ground'), **values)}"
    yield _facts(page)
    yield say(entry.text("more"), **values)
    yield f"{say(page_words.SEE_IT)}:" if page.cells else f"{say(page_words.CANNOT_PROVOKE)} {READ_IT}"
    yield from (f"```python\n{cell}\n```" for cell in page.cells or (f"%modelmax why {entry.slug}",))
    word = "Lesson" if entry.slug in LESSONS else "Nearest lesson"
    yield f"{word}: [{TITLES[page.lesson]}]({page.lesson})"


def _facts(page: Page) -> str:
    """Return the questions of a card with their answers, and its first fix."""
    values, rows = page.diagnosis.values, []
    for label, answer, ground in slots.facts(page.diagnosis):
        because = f". {say(ground, **values)}" if ground else ""
        rows.append((say(label), f"**{say(answer)}**{because}"))
    for fix in page.diagnosis.fixes[:1]:
        typed = slots.command(fix, page.diagnosis, ENGLISH)
        label = say(fix.text, **page.diagnosis.values_of(fix))
        rows.append(("First", f"{label}: `{typed}`" if typed and "\n" not in typed else label))
    lines = [f"| {_cell(question)} | {_cell(said)} |" for question, said in rows]
    return "\n".join(["| | |", "|---|---|", *lines])


def _cell(text: str) -> str:
    """Return *text* for a cell of a table, which a bar or a line break would end."""
    return re.sub(r"\s*\n\s*", " ", text).replace("|", "\\|")
