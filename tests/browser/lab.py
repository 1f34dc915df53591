"""JupyterLab alone, with a browser whose window the caller sets: what the gallery photographs."""

from playwright.sync_api import Browser

from tests.browser import notebook
from tests.browser.server import FLAGS, Server, find_chromium

__all__ = ["FLAGS", "Lab", "Notebook", "find_chromium"]
Lab = Server


class Notebook(notebook.Notebook):
    """One notebook in JupyterLab, in a page and a context of its own.

    Args:
        lab: The server.
        browser: Where the page is opened.
        name: File name.
        kernel: Whether to start a kernel; without one the saved file is all there is.
    """

    def __init__(self, lab: Server, browser: Browser, name: str, *, kernel: bool = True) -> None:
        self._context = browser.new_context(viewport={"width": 1100, "height": 1000})
        super().__init__(lab, self._context, notebook.LAB, name, kernel=kernel)

    def close(self) -> None:
        """Close the page; the kernel lives on."""
        self._context.close()
