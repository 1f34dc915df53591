"""A real JupyterLab in a real browser, for tests: every wait is for something that can be seen."""

import contextlib
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any, Self

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Browser, ConsoleMessage, Locator, expect

VIEW = "application/vnd.jupyter.widget-view+json"
START = 60.0  # seconds until the server must answer
ENDING = 5.0  # seconds; a worker thread of anyio sometimes keeps a stopped server's process from ending
PATIENCE = 30_000  # milliseconds that any one thing in the page may take
CANDIDATES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
# JupyterLab itself shall not look for news either.
OFFLINE = (
    "--LabApp.extension_manager=readonly",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.news_url=None",
)
SETTINGS: dict[str, dict[str, Any]] = {
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "apputils-extension/themes": {"theme": "JupyterLab Light"},
    "docmanager-extension/plugin": {"autosave": False},
    "notebook-extension/tracker": {"windowingMode": "none"},
}
ISOLATED = ("JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR")
RUN_CELL = """async index => {
    const notebook = jupyterapp.shell.currentWidget.content;
    notebook.deselectAll();
    notebook.activeCellIndex = index;
    await jupyterapp.commands.execute('notebook:run-cell');
}"""
OPEN_WITHOUT_KERNEL = """async path => {
    await jupyterapp.restored;
    await jupyterapp.commands.execute('docmanager:open', {
        path, factory: 'Notebook', kernelPreference: {shouldStart: false, autoStartDefault: false}});
}"""
KERNEL_IS_IDLE = """() =>
    window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"""


def find_chromium() -> str | None:
    """Return the browser to use: ``MODELMAX_CHROMIUM``, or the first one on the path."""
    named = os.environ.get("MODELMAX_CHROMIUM")
    names = [named] if named else CANDIDATES
    return next((found for name in names if (found := shutil.which(name))), None)


class Lab:
    """A JupyterLab server with a folder, a token and settings of its own.

    Args:
        folder: Empty; the server's root is in it.
    """

    def __init__(self, folder: Path) -> None:
        self.root = folder / "root"
        self.root.mkdir()
        self.token = secrets.token_hex(16)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.url = f"http://127.0.0.1:{probe.getsockname()[1]}"
        for name, value in SETTINGS.items():
            path = folder / "jupyterlab_settings_dir" / "@jupyterlab" / f"{name}.jupyterlab-settings"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(value))
        env = os.environ | {name: str(folder / name.lower()) for name in ISOLATED}
        self._log = (folder / "server.log").open("wb")
        self._server = subprocess.Popen(
            self._command(), cwd=self.root, env=env, stdout=self._log, stderr=subprocess.STDOUT
        )

    def _command(self) -> list[str]:
        return [
            sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1",
            f"--ServerApp.port={self.url.rpartition(':')[2]}", "--ServerApp.port_retries=0",
            f"--IdentityProvider.token={self.token}", f"--ServerApp.root_dir={self.root}",
            "--LabApp.expose_app_in_browser=True", *OFFLINE,
        ]  # fmt: skip

    def __enter__(self) -> Self:
        """Wait until the server answers."""
        end = time.monotonic() + START
        while not self._answers():
            if self._server.poll() is not None or time.monotonic() > end:
                self.__exit__()
                raise RuntimeError(Path(self._log.name).read_text(errors="replace")[-3000:])
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._server.wait(0.1)
        return self

    def __exit__(self, *_exc: object) -> None:
        """End the server and its kernels."""
        self._server.terminate()
        try:
            self._server.wait(ENDING)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait()
        self._log.close()

    def _answers(self) -> bool:
        try:
            self.request("api/status")
        except (urllib.error.URLError, ConnectionError):
            return False
        return True

    def request(self, path: str, method: str = "GET") -> Any:
        """Call the server's own API."""
        call = urllib.request.Request(  # noqa: S310 - our own server
            f"{self.url}/{path}", method=method, headers={"Authorization": f"token {self.token}"}
        )
        with urllib.request.urlopen(call, timeout=10) as response:  # noqa: S310 - our own server
            return json.loads(response.read() or b"null")

    def write(self, name: str, *sources: str) -> None:
        """Put a notebook with these code cells into the folder."""
        cells = [new_code_cell(source) for source in sources]
        metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        nbformat.write(new_notebook(cells=cells, metadata=metadata), self.root / name)

    def read(self, name: str) -> nbformat.NotebookNode:
        """Read a notebook as it was saved."""
        return nbformat.read(self.root / name, as_version=4)

    def end_kernels(self) -> None:
        """Shut down every kernel, as closing the laptop overnight would."""
        for session in self.request("api/sessions"):
            self.request(f"api/sessions/{session['id']}", "DELETE")


class Notebook:
    """One notebook, open in a page of its own.

    Args:
        lab: The server.
        browser: Where the page is opened.
        name: File name.
        kernel: Whether to start a kernel; without one the saved file is all there is.
    """

    def __init__(self, lab: Lab, browser: Browser, name: str, *, kernel: bool = True) -> None:
        self.errors: list[str] = []
        self._context = browser.new_context(viewport={"width": 1100, "height": 1000})
        self.page = self._context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        where = f"/tree/{name}" if kernel else ""
        self.page.goto(f"{lab.url}/lab{where}?token={lab.token}&reset")
        self.page.wait_for_function("() => window.jupyterapp?.restored")
        if kernel:
            self.page.wait_for_function(KERNEL_IS_IDLE)
        else:
            self.page.evaluate(OPEN_WITHOUT_KERNEL, name)
        self.cell(0).wait_for()

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def close(self) -> None:
        """Close the page; the kernel lives on."""
        self._context.close()

    def cell(self, index: int) -> Locator:
        """Return a cell."""
        return self.page.locator(".jp-Notebook .jp-Cell").nth(index)

    def outputs(self, index: int) -> Locator:
        """Return all that a cell shows below its input."""
        return self.cell(index).locator(".jp-Cell-outputWrapper")

    def button(self, index: int, name: str) -> Locator:
        """Return a button of a cell's output by its accessible name."""
        return self.outputs(index).get_by_role("button", name=name, exact=True)

    def run(self, index: int) -> Locator:
        """Run a cell to its end and return its outputs."""
        self.page.evaluate(RUN_CELL, index)
        expect(self.cell(index).locator(".jp-InputPrompt")).not_to_contain_text("*")
        return self.outputs(index)

    def save(self) -> None:
        """Save the notebook."""
        self.page.evaluate("() => jupyterapp.commands.execute('docmanager:save')")

    def picture(self, index: int, path: Path) -> None:
        """Take a picture of a cell in the light and in the dark theme."""
        for theme in ("Dark", "Light"):
            change = "theme => jupyterapp.commands.execute('apputils:change-theme', {theme})"
            self.page.evaluate(change, f"JupyterLab {theme}")
            self.page.wait_for_function(
                "light => document.body.dataset.jpThemeLight === light", arg=str(theme == "Light").lower()
            )
            self.cell(index).scroll_into_view_if_needed()
            self.cell(index).screenshot(path=path.with_name(f"{path.name}-{theme.lower()}.png"))
