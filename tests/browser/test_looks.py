"""Every state of a card, a task, a picture and a broken stream can be read and used, in every theme."""

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.browser.modelmax import Unmarked
from tests.browser.server import Server

playwright = pytest.importorskip("playwright.sync_api")
from tests.browser import gallery, task_gallery  # noqa: E402 - they need playwright
from tests.browser.looks import ENOUGH, coloured, complaints, contrasts, too_wide  # noqa: E402
from tests.browser.notebook import DARK, HIGH_CONTRAST, LAB, LIGHT, NOTEBOOK, Notebook  # noqa: E402

FORCED = "forced colours"
TALL = 16_000  # pixels; all is in the window: axe-core measures no contrast elsewhere


class Subject(NamedTuple):
    """A notebook to look at.

    Attributes:
        cells: The source of each cell, by the state that it shows.
        states: Those that are looked at.
        show_all: Brings every cell into its state.
        least: How many texts are measured at least.
        silent: States that may show no text of ours.
    """

    cells: dict[str, str]
    states: list[str]
    show_all: Callable[[Notebook, Unmarked], None]
    least: int
    silent: frozenset[str] = frozenset()


SUBJECTS = {
    "cards": Subject(gallery.CELLS, gallery.STATES, gallery.show_all, least=300),
    "tasks": Subject(
        task_gallery.CELLS,
        task_gallery.STATES,
        task_gallery.show_all,
        least=150,
        silent=frozenset({"pictures", "list"}),  # no text at all, or plain text of the front end
    ),
}


class Exhibition:
    """A subject's notebook in one front end, run and clicked, with all open that can be opened."""

    def __init__(self, name: str, subject: Subject, notebook: Notebook) -> None:
        self.subject = subject
        self.notebook = notebook
        self._name = name
        numbers = {state: index for index, state in enumerate(subject.cells)}
        self.index = {state: numbers[state] for state in subject.states}

    def photograph(self, album: Path | None, sign: object) -> None:
        """Take a picture of each state, if pictures are wanted."""
        if album:
            for state, index in self.index.items():
                name = f"{self._name} {state} {sign} {self.notebook.frontend}.png".replace(" ", "-")
                self.notebook.picture(index, album / name)


@pytest.fixture(scope="module", params=list(product(SUBJECTS, [LAB, NOTEBOOK])), ids="-".join)
def shown(
    request: pytest.FixtureRequest,
    server: Server,
    context: playwright.BrowserContext,
    _modelmax: Unmarked,
) -> Iterator[Exhibition]:
    """One subject in one front end."""
    name, frontend = request.param
    subject = SUBJECTS[name]
    _modelmax.release()
    _modelmax.reset()
    file = f"looks-{name}-{frontend}.ipynb"
    server.write(file, *subject.cells.values())
    notebook = Notebook(server, context, frontend, file)
    subject.show_all(notebook, _modelmax)
    yield Exhibition(name, subject, notebook)
    _modelmax.release()
    notebook.close()
    server.end_kernels()
    for path in server.root.glob("*.mp4"):
        path.unlink()


@pytest.mark.parametrize("theme", [LIGHT, DARK, HIGH_CONTRAST, FORCED])
def test_contrast(shown: Exhibition, theme: str, album: Path | None) -> None:
    """Each word stands out from what lies behind it by 4.5:1 at least; forced colours are the system's."""
    notebook = shown.notebook
    notebook.page.emulate_media(forced_colors="active" if theme == FORCED else "none")
    notebook.set_theme(LIGHT if theme == FORCED else theme)
    measured = {state: contrasts(notebook, index) for state, index in shown.index.items()}
    assert {state for state, found in measured.items() if not found} <= shown.subject.silent
    assert sum(map(len, measured.values())) > shown.subject.least
    weak = {state: [part for part in found if part["ratio"] < ENOUGH] for state, found in measured.items()}
    assert {state: found for state, found in weak.items() if found} == {}
    shown.photograph(album, theme)
    notebook.page.emulate_media(forced_colors="none")


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_axe_finds_nothing(shown: Exhibition, theme: str, axe: str) -> None:
    """No rule of WCAG 2.2 AA nor of good practice is broken, and contrast was really looked at."""
    shown.notebook.set_theme(theme)
    shown.notebook.resize(1100, TALL)
    found, measured = complaints(shown.notebook, [*shown.index.values()], axe)
    assert found == []
    assert measured > shown.subject.least


def test_nothing_is_said_by_colour_alone(shown: Exhibition) -> None:
    """No word is coloured; only links are, and those are underlined."""
    shown.notebook.set_theme(LIGHT)
    said = {state: coloured(shown.notebook, index) for state, index in shown.index.items()}
    assert {state: found for state, found in said.items() if found} == {}


@pytest.mark.parametrize("width", [400, 1600])
def test_width(shown: Exhibition, width: int, album: Path | None) -> None:
    """On a phone and on a wide screen nothing sticks out and nothing scrolls sideways."""
    shown.notebook.set_theme(LIGHT)
    shown.notebook.resize(width, TALL)
    shown.photograph(album, width)
    wide = {state: too_wide(shown.notebook, index) for state, index in shown.index.items()}
    assert {state: found for state, found in wide.items() if found} == {}
