"""No card of any entry is too wide for a phone, in any language."""

from collections.abc import Callable
from pathlib import Path

import pytest

from modelmax_nb.catalog.entries import ENTRIES
from tests.browser.modelmax import Unmarked
from tests.browser.server import Server

playwright = pytest.importorskip("playwright.sync_api")
from tests.browser.gallery import OPEN  # noqa: E402 - they need playwright
from tests.browser.looks import too_wide  # noqa: E402
from tests.browser.notebook import NOTEBOOK, Notebook  # noqa: E402

ROOT = Path(__file__).parents[2]
LANGUAGES = ["en", "zh", "ja"]
WIDTHS = [400, 1600]


# One sheet serves both front ends; `test_looks` measures the states of a card in each.
@pytest.mark.parametrize("frontend", [NOTEBOOK])
def test_every_card_fits(
    server: Server,
    modelmax: Unmarked,
    open_notebook: Callable[..., Notebook],
    subtests: pytest.Subtests,
) -> None:
    """With all open that can be opened, nothing sticks out or scrolls sideways, controls included."""
    head = f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom tests.browser.stage import show_all"
    name = "widths.ipynb"
    server.write(name, head, *(f"show_all({language!r})" for language in LANGUAGES))
    notebook = open_notebook(name)
    notebook.run(0)
    for index, language in enumerate(LANGUAGES, 1):
        playwright.expect(notebook.run(index).locator(".mmx")).to_have_count(len(ENTRIES))
        notebook.page.evaluate(OPEN)
        for width in WIDTHS:
            with subtests.test(language=language, width=width):
                notebook.resize(width, 1000)
                assert too_wide(notebook, index) == []
