"""The site of the course in Chromium, with everything cut off but the site itself."""

import contextlib
import functools
import http.server
import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from tests.browser.notebook import ADD_CELL, IS_OPEN, KERNEL_IS_IDLE, LAB, Notebook
from tests.browser.server import FLAGS

PATIENCE = 400_000  # milliseconds; Pyodide is large, and the computer may be very busy
RUN_ALL = """() => {
    window.ranAll = false;
    jupyterapp.commands.execute('notebook:run-all-cells').then(() => { window.ranAll = true; });
}"""
CELLS = "() => jupyterapp.shell.currentWidget.content.model.toJSON().cells"
KERNEL = "() => jupyterapp.shell.currentWidget.sessionContext.session.kernel.id"
# A lesson in place of the one that is open, with the kernel that runs already: to start one takes longest.
# No person is said to be there, so waits take no time and what is shown is what is stored.
OPEN_INSTEAD = """async ([path, id]) => {
    jupyterapp.shell.currentWidget.dispose();
    const options = {path, factory: 'Notebook', kernel: {id}};
    const widget = await jupyterapp.commands.execute('docmanager:open', options);
    await widget.context.ready;
    await widget.sessionContext.ready;
    const kernel = widget.sessionContext.session.kernel;
    const execute = kernel.requestExecute.bind(kernel);
    kernel.requestExecute = (content, ...rest) => execute({...content, allow_stdin: false}, ...rest);
    return kernel.id;
}"""
EXECUTE = """async code => {
    const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    const future = kernel.requestExecute({code, store_history: false, allow_stdin: false});
    let printed = '';
    future.onIOPub = message => { printed += message.content.text || message.content.evalue || ''; };
    await future.done;
    return printed;
}"""
FORGET = """
import os, sys, tempfile
os.environ["MODELMAX_STATE_DIR"] = tempfile.mkdtemp()
get_ipython().extension_manager.unload_extension("modelmax_nb")
if page := sys.modules.get("modelmax_nb.simulator.page"):
    page.look_away()
for name in [name for name in sys.modules if name.split(".")[0] == "modelmax_nb"]:
    del sys.modules[name]
get_ipython().reset()
"""
# What a test needs: the application by its name, every cell in the page however far down it is, and lessons
# that stay as they are until the test saves them.
SEEN = {"exposeAppInBrowser": True}
WHOLE = {
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
    "@jupyterlab/docmanager-extension:plugin": {"autosave": False},
}
# What a Chromium with no page asks for. Source: measured (Chromium 156).
CHROMIUMS_OWN = (
    "//update.googleapis.com/",
    " update.googleapis.com:443",
    " content-autofill.googleapis.com:443",
    " accounts.google.com:443",
)


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Gives out files, as any static host does, and writes no log."""

    def log_message(self, *_args: object) -> None:
        """Print nothing."""


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Give out the files of *folder*, below another as on most hosts; gives the address."""
    handler = functools.partial(QuietHandler, directory=folder.parent)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{folder.name}/"
        server.shutdown()


class Outside:
    """Stands where the network would be: a proxy that gets every request but the site's, and answers none."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        threading.Thread(target=self._turn_away, daemon=True).start()

    def _turn_away(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                caller, _ = self._door.accept()
                with caller:
                    caller.settimeout(5)
                    with contextlib.suppress(OSError):
                        self._lines.append(caller.recv(4096).decode("latin-1").split("\r\n")[0])

    @property
    def requests(self) -> list[str]:
        """The first line of each request that came, but for those that Chromium makes for itself."""
        return [line for line in self._lines if not any(host in line for host in CHROMIUMS_OWN)]

    def close(self) -> None:
        """Stand there no longer."""
        self._door.close()


def launch(running: Playwright, executable: str, site: str, outside: Outside) -> Browser:
    """Start a Chromium that reaches *site* and nothing else, this computer's other ports included."""
    own = f"<-loopback>;{urlsplit(site).netloc}"
    cut = [f"--proxy-server=http://127.0.0.1:{outside.port}", f"--proxy-bypass-list={own}"]
    return running.chromium.launch(executable_path=executable, args=[*FLAGS, *cut])


class Lesson(Notebook):
    """A lesson of the site, open with its kernel running.

    Args:
        context: The browser's.
        site: Address of the site, with a slash at its end.
        name: File name of the lesson; None opens what the site's own address opens.
    """

    def __init__(self, context: BrowserContext, site: str, name: str | None = None) -> None:
        self.errors: list[str] = []
        self.frontend = LAB
        self.name = name or ""
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.on("pageerror", lambda error: self._note(str(error)))
        self.page.goto(site if name is None else f"{site}lab/index.html?path={name}")
        self._wait_until_open()

    def _wait_until_open(self) -> None:
        self.page.wait_for_function("() => window.jupyterapp?.restored", timeout=PATIENCE)
        self.page.wait_for_function(IS_OPEN, timeout=PATIENCE)
        self.page.wait_for_function(KERNEL_IS_IDLE, timeout=PATIENCE)

    @property
    def path(self) -> str:
        """The path of the notebook that is shown."""
        shown: str = self.page.evaluate("() => jupyterapp.shell.currentWidget.context.path")
        return shown

    def add_cell(self, source: str) -> int:
        """Add a last cell and return its number."""
        number: int = self.page.evaluate(ADD_CELL, source)
        return number

    def open_instead(self, name: str) -> None:
        """Open another lesson as if nobody were there; the kernel stays, without package and progress."""
        self.execute(FORGET)
        kernel = self.page.evaluate(KERNEL)
        assert self.page.evaluate(OPEN_INSTEAD, [name, kernel]) == kernel
        self.name = name
        self.page.wait_for_function(IS_OPEN, timeout=PATIENCE)

    def execute(self, code: str) -> str:
        """Run *code* in the kernel of the lesson, not in a cell; return what it prints, or its error."""
        printed: str = self.page.evaluate(EXECUTE, code)
        return printed

    def run_all(self) -> list[dict[str, Any]]:
        """Run every cell, and return the code cells as they would be saved."""
        self.page.evaluate(RUN_ALL)
        self.page.wait_for_function("() => window.ranAll", timeout=PATIENCE)
        cells: list[dict[str, Any]] = self.page.evaluate(CELLS)
        return [cell for cell in cells if cell["cell_type"] == "code"]


def make_visible(folder: Path) -> None:
    """Change the settings of a site so that a test can look inside; nothing else of it."""
    path = folder / "jupyter-lite.json"
    settings = json.loads(path.read_text(encoding="utf-8"))
    data = settings["jupyter-config-data"]
    data |= {**SEEN, "settingsOverrides": {**data.get("settingsOverrides", {}), **WHOLE}}
    path.write_text(json.dumps(settings), encoding="utf-8")
