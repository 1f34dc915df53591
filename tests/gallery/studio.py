"""Photographs every card in every state: real cells, a real kernel, a real JupyterLab, a real browser."""

from __future__ import annotations

import ast
import io
import os
import shutil
import subprocess
from contextlib import contextmanager
from math import ceil, floor
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from unittest.mock import patch

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser import notebook as notebooks
from tests.browser.notebook import LAB, Notebook
from tests.browser.server import Server, find_chromium
from tests.gallery.failures import source
from tests.gallery.states import THEMES, Shot, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from playwright.sync_api import BrowserContext, FloatRect

ROOT = Path(__file__).parents[2]
HELPERS = Path(__file__).with_name("page.js").read_text(encoding="utf-8")
WIDTH = 860  # pixels of the window: a card has its full width of 50em in it
SIDES = 86  # pixels of the window beside a cell
HEIGHT = 6000  # pixels; one picture of the window holds a dozen cards
MARGIN = 4  # pixels around a card
QUIET = 250  # milliseconds without a change after which the page is at rest
PATIENCE = 120_000  # milliseconds until the last card must have come to rest
KEY = "sk-sim-good-typed"
CLICKS = 4  # after so many, every question is answered
# Letters are drawn in the same way on every computer, and nothing moves.
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
    "--font-render-hinting=none", "--disable-lcd-text", "--force-color-profile=srgb",
]  # fmt: skip
FONTS = {"Liberation Sans": "fonts-liberation", "Noto Sans CJK JP": "fonts-noto-cjk"}
STYLE = """
:root {
  --jp-ui-font-family: "Liberation Sans", sans-serif !important;
  --jp-content-font-family: "Liberation Sans", sans-serif !important;
  --jp-code-font-family: "Liberation Mono", monospace !important;
}
*, *::before, *::after {
  animation: none !important; transition: none !important; caret-color: transparent !important;
}
#jupyterlab-splash, .jp-cell-toolbar, ::-webkit-scrollbar { display: none !important; }
* { scrollbar-width: none !important; }
"""
# The window's borders take a pixel more or less, by the theme it was loaded in.
CELL = ".jp-Notebook .jp-Cell {{ box-sizing: border-box; width: {width}px !important; }}"
# What holds a cell in its wait is an exception, and no part of the picture.
WITHOUT_ERRORS = (
    '.jp-OutputArea-child:has([data-mime-type="application/vnd.jupyter.stderr"]) { display: none }'
)
PREPARE = """
import sys
sys.path.insert(0, {root!r})
get_ipython().extension_manager.load_extension("modelmax_nb")
from tests.gallery.stage import Director
director = Director(get_ipython(), {language!r}, simulated={simulated})
"""
THEME_NAMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}

CLICKED = (State.ASKED, State.SENDING, State.AGAIN, State.SOLVED)
Outputs = list[dict[str, Any]]
Taken = tuple[Shot, Image.Image]


@contextmanager
def plain_environment() -> Iterator[None]:
    """Keep the settings, keys and language of whoever runs this out of the kernels."""
    before = dict(os.environ)
    for name in [name for name in os.environ if name.startswith(("MODELMAX_", "OPENAI_", "LC_", "LANG"))]:
        if name != "MODELMAX_CHROMIUM":
            del os.environ[name]
    os.environ["LANG"] = "C.UTF-8"
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


class Studio:
    """A JupyterLab and a browser; a context manager.

    Args:
        folder: Empty; for the server.

    Raises:
        LookupError: There is no Chromium here.
    """

    def __init__(self, folder: Path) -> None:
        executable = find_chromium()
        if executable is None:
            raise LookupError("there is no Chromium here; MODELMAX_CHROMIUM can name one")
        self._executable = executable
        self._folder = folder
        self._contexts: dict[int, BrowserContext] = {}

    def __enter__(self) -> Self:
        """Start both."""
        with plain_environment():
            self.server = Server(self._folder, {}).__enter__()
        self._playwright = sync_playwright().start()
        self._browser = self._playwright.chromium.launch(executable_path=self._executable, args=FLAGS)
        return self

    def __exit__(self, *_exc: object) -> None:
        """End both."""
        self._browser.close()
        self._playwright.stop()
        self.server.__exit__()

    def context(self, scale: int) -> BrowserContext:
        """Return windows that draw so many pixels for each pixel of the page."""
        if scale not in self._contexts:
            self._contexts[scale] = self._browser.new_context(
                device_scale_factor=scale, reduced_motion="reduce", viewport={"width": WIDTH, "height": 1000}
            )
        return self._contexts[scale]


class Sitting:
    """The cards of one language, from their first failure to the day after.

    Attributes:
        language: Of the cards.
        outputs: What the notebook holds of each card, by entry and state: the outputs of its cell.
        met: The entry that each cell really met.

    Args:
        studio: Where.
        language: Of the cards.
        slugs: The entries, in order; a cell for each.
        wanted: Which pictures to take; all when None.
        width: Of the window, in pixels of the page.
        scale: Pixels of a picture for each pixel of the page.
        whole: Whether the cell itself is in the picture, and not its outputs alone.
        simulated: Whether the cards say that the simulator answers, as they do without a key.
    """

    def __init__(
        self,
        studio: Studio,
        language: str,
        slugs: Iterable[str],
        wanted: Callable[[Shot], bool] | None = None,
        *,
        width: int = WIDTH,
        scale: int = 1,
        whole: bool = False,
        simulated: bool = False,
    ) -> None:
        self._studio = studio
        self.language = language
        self._slugs = tuple(slugs)
        self._wanted = wanted or (lambda _shot: True)
        self._width, self._scale, self._whole = width, scale, whole
        self._simulated = simulated
        self._theme = "light"
        self.outputs: dict[tuple[str, State], Outputs] = {}
        self.met: dict[str, str] = {}

    def pictures(self) -> Iterator[Taken]:
        """Take the pictures that are wanted."""
        name = f"{self.language}-{self._width}.ipynb"
        self._write(name)
        self._notebook = self._open(name, kernel=True)
        self._tell(PREPARE.format(root=str(ROOT), language=self.language, simulated=self._simulated))
        everyone = range(len(self._slugs))
        for index in everyone:
            self._run(index)
        seen = self._seen()
        self.met = {slug: found for slug, (found, _) in seen.items()}
        self._keep(name, State.FIRST, everyone)
        shutil.copy(self._studio.server.root / name, self._studio.server.root / f"reopened-{name}")
        yield from self._take(State.FIRST, everyone)
        yield from self._opened(everyone)
        yield from self._repeats(name)
        yield from self._waiting([index for index, slug in enumerate(self._slugs) if seen[slug][1]])
        self._tell("director.close()")
        self._notebook.close()
        self._studio.server.end_kernels()
        if self._wants(State.REOPENED):
            self._notebook = self._open(f"reopened-{name}", kernel=False)
            yield from self._take(State.REOPENED, everyone)
            self._notebook.close()

    # -- the course of things -----------------------------------------------------------------------

    def _opened(self, indices: Sequence[int]) -> Iterator[Taken]:
        if self._wants(State.OPENED):
            self._page("open(true)")
            yield from self._take(State.OPENED, indices)
            self._page("open(false)")

    def _repeats(self, name: str) -> Iterator[Taken]:
        """Click in the cards twice: the first request fails again, the second is answered."""
        clicked = self._where("gallery.buttons(cell).length > 0")
        clicked = [index for index in clicked if self._wants(*CLICKED, slugs=[self._slugs[index]])]
        if not clicked:
            return
        shown = self._controls()
        self._tell("director.drop()")
        self._click(clicked)
        steps, sending = self._controls(), self._busy()
        asked = [index for index in clicked if steps[index] != shown[index] and index not in sending]
        yield from self._take(State.ASKED, asked)
        sending = self._click_until_busy(clicked)
        yield from self._take(State.SENDING, sending)
        again = self._release(sending, solves=False)
        # A click that goes on in the simulator is answered at once.
        solved = [index for index in sending if index not in again]
        self._keep(name, State.AGAIN, again)
        yield from self._take(State.AGAIN, again)
        self._tell("director.drop()")
        sending = self._click_until_busy(again)
        left = self._release(sending, solves=True)
        solved += [index for index in sending if index not in left]
        self._keep(name, State.SOLVED, solved)
        yield from self._take(State.SOLVED, sorted(solved))

    def _waiting(self, indices: Sequence[int]) -> Iterator[Taken]:
        """Run the cells that repeat by themselves once more, and stop each in its first wait."""
        waiting = [index for index in indices if self._wants(State.WAITING, slugs=[self._slugs[index]])]
        self._tell("director.hold()")
        for index in waiting:
            self._run(index)
        self._notebook.page.add_style_tag(content=WITHOUT_ERRORS)
        yield from self._take(State.WAITING, waiting)

    def _run(self, index: int) -> None:
        self._tell(f"director.enter({self._slugs[index]!r})")
        self._page(f"run({index})")

    def _click(self, indices: Iterable[int]) -> None:
        self._page(f"click({list(indices)}, {KEY!r})")
        self._rest()
        self._notebook.page.wait_for_function("() => gallery.settled()")
        self._rest()

    def _click_until_busy(self, indices: list[int]) -> list[int]:
        """Answer every question that stands between a click and the request; return the cells that send."""
        for _ in range(CLICKS):
            sending = self._busy()
            idle = [index for index in indices if index not in sending]
            if not idle:
                break
            self._click(idle)
        return self._busy()

    def _release(self, sending: list[int], *, solves: bool) -> list[int]:
        """Let the requests go and wait for their end; return the cells that show a card."""
        self._tell(f"director.release(solves={solves})")
        self._notebook.page.wait_for_function("() => !gallery.cells().some(cell => gallery.busy(cell))")
        self._rest()
        failed = self._where("gallery.failed(cell)")
        return [index for index in sending if index in failed]

    # -- what the page and the kernel say -----------------------------------------------------------

    def _open(self, name: str, *, kernel: bool) -> Notebook:
        with patch.object(notebooks, "PATIENCE", PATIENCE):  # a page of many cells takes longer
            context = self._studio.context(self._scale)
            notebook = Notebook(self._studio.server, context, LAB, name, kernel=kernel)
        page = notebook.page
        page.set_default_timeout(PATIENCE)
        page.set_viewport_size({"width": self._width, "height": HEIGHT // self._scale})
        page.add_style_tag(content=STYLE + CELL.format(width=self._width - SIDES))
        page.evaluate(f"() => {{ window.gallery = {HELPERS}; }}")
        page.evaluate("() => gallery.alone()")
        is_light = page.evaluate("() => document.body.dataset.jpThemeLight") == "true"
        self._theme = "light" if is_light else "dark"
        page.evaluate(f"() => gallery.rest({QUIET})")
        return notebook

    def _page(self, call: str) -> Any:
        return self._notebook.page.evaluate(f"() => gallery.{call}")

    def _tell(self, code: str) -> Any:
        told = self._notebook.page.evaluate("code => gallery.tell(code)", f"told = None\n{code}")
        return ast.literal_eval(told)

    def _seen(self) -> dict[str, tuple[str, bool]]:
        seen: dict[str, tuple[str, bool]] = self._tell("told = director.seen()")
        return seen

    def _rest(self) -> None:
        self._page(f"rest({QUIET})")

    def _where(self, condition: str) -> list[int]:
        """Return the cells for which a condition of the page's own language holds."""
        test = f"cell => {condition}"
        found: list[int] = self._page(f"cells().map({test}).flatMap((is, index) => is ? [index] : [])")
        return found

    def _busy(self) -> list[int]:
        return self._where("gallery.busy(cell)")

    def _controls(self) -> list[str]:
        texts: list[str] = self._page("cells().map(cell => cell.querySelector('.mmx-live')?.innerText ?? '')")
        return texts

    # -- files and pictures -------------------------------------------------------------------------

    def _write(self, name: str) -> None:
        cells = [
            new_code_cell(source(slug), id=slug)  # type: ignore[no-untyped-call]
            for slug in self._slugs
        ]
        metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        notebook = new_notebook(cells=cells, metadata=metadata)  # type: ignore[no-untyped-call]
        nbformat.write(notebook, self._studio.server.root / name)  # type: ignore[no-untyped-call]

    def _keep(self, name: str, state: State, indices: Iterable[int]) -> None:
        """Save the notebook and remember what it holds."""
        self._rest()
        self._notebook.save()
        cells = self._studio.server.read(name).cells
        for index in indices:
            self.outputs[self._slugs[index], state] = cells[index].outputs

    def _wants(self, *states: State, slugs: Iterable[str] | None = None) -> bool:
        shots = (
            Shot(slug, state, theme, self.language)
            for slug in (self._slugs if slugs is None else slugs)
            for state in states
            for theme in THEMES
        )
        return any(self._wanted(shot) for shot in shots)

    def _take(self, state: State, indices: Sequence[int]) -> Iterator[Taken]:
        """Photograph these cells in both themes, beginning with the one that is on."""
        for theme in (self._theme, *(name for name in THEMES if name != self._theme)):
            shots = {index: Shot(self._slugs[index], state, theme, self.language) for index in indices}
            shots = {index: shot for index, shot in shots.items() if self._wanted(shot)}
            if shots:
                self._change_theme(theme)
                for index, image in self._photograph(list(shots)):
                    yield shots[index], image

    def _change_theme(self, theme: str) -> None:
        if theme == self._theme:
            return
        self._notebook.set_theme(THEME_NAMES[theme])
        self._theme = theme
        self._rest()

    def _photograph(self, indices: list[int]) -> Iterator[tuple[int, Image.Image]]:
        """Photograph the window as often as needed, and cut the cells out."""
        left = list(indices)
        while left:
            call = f"frame({left}, {str(self._whole).lower()})"
            boxes: dict[str, dict[str, float]] = self._page(call)
            if not boxes:
                return
            top = floor(min(box["top"] for box in boxes.values())) - MARGIN
            height = ceil(max(box["bottom"] for box in boxes.values())) + 2 * MARGIN - top
            clip: FloatRect = {"x": 0, "y": top, "width": self._width, "height": height}
            part = Image.open(io.BytesIO(self._notebook.page.screenshot(clip=clip)))
            for number, box in boxes.items():
                yield int(number), self._cut(part, box, top)
            left = [index for index in left if index > max(int(number) for number in boxes)]

    def _cut(self, part: Image.Image, box: dict[str, float], top: float) -> Image.Image:
        """Cut a cell out of a picture that begins at *top*."""
        left, right = box["left"] - MARGIN, box["right"] + MARGIN
        above, below = box["top"] - MARGIN - top, box["bottom"] + MARGIN - top
        area = tuple(round(edge * self._scale) for edge in (left, above, right, below))
        return part.crop(area).convert("RGB")  # type: ignore[arg-type]


def missing_fonts() -> dict[str, str]:
    """Return the fonts that the pictures need and this computer lacks, with their Debian packages."""
    listed = shutil.which("fc-list")
    if listed is None:
        return dict(FONTS)
    families = subprocess.run([listed, ":", "family"], capture_output=True, text=True, check=True).stdout
    return {font: package for font, package in FONTS.items() if font not in families}
