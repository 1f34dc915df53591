"""A notebook open in a browser: what a person sees and does there; every wait is for something seen."""

import re
from pathlib import Path

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Route, expect

from tests.browser.server import Server

LAB = "lab"
NOTEBOOK = "notebook"
ADDRESSES = {LAB: "lab/tree/{name}?reset&token={token}", NOTEBOOK: "notebooks/{name}?token={token}"}
PATIENCE = 60_000  # milliseconds that any one thing in the page may take; far more than it does
SEND = "Send"  # what confirms a preview
LIGHT, DARK, HIGH_CONTRAST = "JupyterLab Light", "JupyterLab Dark", "JupyterLab Dark High Contrast"
# What an empty Notebook 7 reports by itself.
NOISE = (
    "Cannot read properties of undefined (reading 'schema')",
    "Command 'filebrowser:open-path' not registered.",
)
KERNEL_IS_IDLE = """() =>
    window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"""
IS_OPEN = "() => jupyterapp.shell.currentWidget?.content?.widgets?.length > 0"
OPEN_WITHOUT_KERNEL = """async path => {
    await jupyterapp.restored;
    await jupyterapp.commands.execute('docmanager:open', {
        path, factory: 'Notebook', kernelPreference: {shouldStart: false, autoStartDefault: false}});
}"""
RUN_CELL = """async index => {
    const notebook = jupyterapp.shell.currentWidget.content;
    notebook.deselectAll();
    notebook.activeCellIndex = index;
    await jupyterapp.commands.execute('notebook:run-cell');
}"""
START_CELL = RUN_CELL.replace("await jupyterapp", "jupyterapp")
ADD_CELL = """source => {
    const notebook = jupyterapp.shell.currentWidget.content;
    notebook.model.sharedModel.addCell({cell_type: 'code', source, metadata: {trusted: true}});
    return notebook.widgets.length - 1;
}"""
RESTART = "() => jupyterapp.shell.currentWidget.sessionContext.restartKernel()"
ALONE = """async () => {
    await jupyterapp.commands.execute('application:set-mode', {mode: 'single-document'});
    jupyterapp.shell.collapseLeft();
    jupyterapp.shell.collapseRight();
}"""
FITS = """() => {
    const box = jupyterapp.shell.currentWidget.node.getBoundingClientRect();
    return box.height > 0.8 * innerHeight && box.bottom < innerHeight + 1 && box.width > 0.8 * innerWidth
        && box.right < innerWidth + 1;
}"""
TO_THE_TOP = "() => { document.querySelector('.jp-WindowedPanel-outer').scrollTop = 0; }"
GO_TO_CELL = """index => {
    const notebook = jupyterapp.shell.currentWidget.content;
    notebook.deselectAll();
    notebook.activeCellIndex = index;
    notebook.mode = 'command';
    notebook.activate();
}"""
MOST_STOPS = 15  # between a cell and a control below it
FOCUSED = """() => {
    const focused = document.activeElement;
    const label = focused.labels?.[0]?.innerText || focused.innerText || focused.tagName;
    return label.trim().split(/[:\\n]/)[0];
}"""
SAVE = """async () => {
    await jupyterapp.commands.execute('docmanager:save');
    await jupyterapp.shell.currentWidget.context.ready;
}"""


class Notebook:
    """One notebook, open in a page of its own.

    Args:
        server: Where it is kept.
        context: The browser's.
        frontend: ``"lab"`` or ``"notebook"``.
        name: File name.
        kernel: Whether to start a kernel; without one the saved file is all there is.
    """

    def __init__(
        self, server: Server, context: BrowserContext, frontend: str, name: str, *, kernel: bool = True
    ) -> None:
        self.errors: list[str] = []
        self.frontend = frontend
        self.name = name
        self.page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self._note(str(error)))
        address = f"{server.url}/{ADDRESSES[frontend].format(name=name, token=server.token)}"
        if kernel:
            server.start_kernel(name)
            self.page.goto(address)
            self._wait_until_open()
        elif frontend == LAB:
            self.page.goto(address.replace(f"/tree/{name}", ""))
            self.page.wait_for_function("() => window.jupyterapp?.restored")
            self.page.evaluate(OPEN_WITHOUT_KERNEL, name)
        else:
            self.page.route(re.compile("/api/sessions"), _refuse)
            self.page.goto(address)
            self.page.locator(".jp-Dialog-button").first.click()
        self.page.wait_for_function(IS_OPEN)

    def _wait_until_open(self) -> None:
        self.page.wait_for_function("() => window.jupyterapp?.restored")
        self.page.wait_for_function(KERNEL_IS_IDLE)
        self.page.wait_for_function(IS_OPEN)

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._note(message.text)

    def _note(self, text: str) -> None:
        if text not in NOISE:
            self.errors.append(text)

    def close(self) -> None:
        """Close the page; the kernel lives on."""
        self.page.close()

    def reload(self) -> None:
        """Load the page again; the kernel lives on."""
        self.page.reload()
        self._wait_until_open()

    def cell(self, index: int) -> Locator:
        """Return a cell."""
        return self.page.locator(".jp-Notebook .jp-Cell").nth(index)

    def outputs(self, index: int) -> Locator:
        """Return all that a cell shows below its input."""
        return self.cell(index).locator(".jp-Cell-outputWrapper")

    def run(self, index: int) -> Locator:
        """Run a cell to its end and return its outputs."""
        self.page.evaluate(RUN_CELL, index)
        expect(self.cell(index).locator(".jp-InputPrompt")).not_to_contain_text("*")
        return self.outputs(index)

    def start(self, index: int) -> Locator:
        """Run a cell without waiting for its end, and return its outputs."""
        self.page.evaluate(START_CELL, index)
        return self.outputs(index)

    def ask(self, source: str) -> str:
        """Run *source* in a new last cell and return what it shows, for what no journey needs to keep."""
        return self.run(self.page.evaluate(ADD_CELL, source)).inner_text().strip()

    def interrupt(self) -> None:
        """Press the stop button."""
        self.page.locator(".jp-NotebookPanel-toolbar").get_by_role("button", name="Interrupt").first.click()

    def restart(self) -> None:
        """Restart the kernel."""
        self.page.evaluate(RESTART)
        self.page.wait_for_function(KERNEL_IS_IDLE)

    def save(self) -> None:
        """Save the notebook."""
        self.page.evaluate(SAVE)

    # -- a card and its controls ----------------------------------------------------------------------

    def button(self, index: int, name: str) -> Locator:
        """Return a button of a cell's output by its accessible name."""
        return self.outputs(index).get_by_role("button", name=name, exact=True)

    def click_fix(self, index: int, name: str) -> None:
        """Press the button of a fix."""
        self.button(index, name).click()

    def confirm(self, index: int) -> None:
        """Read what will be sent, and send it."""
        self.button(index, SEND).click()

    def key_field(self, index: int) -> Locator:
        """Return the field for a key."""
        return self.outputs(index).get_by_label("Key", exact=True)

    def controls(self, index: int) -> Locator:
        """Return every live control of a cell."""
        return self.outputs(index).locator(".jupyter-widgets")

    # -- with the keyboard alone ------------------------------------------------------------------------

    def press(self, key: str) -> None:
        """Press a key."""
        self.page.keyboard.press(key)

    def press_start(self, index: int) -> Locator:
        """Run a cell with Ctrl+Enter; the focus is on it then."""
        self.page.evaluate(GO_TO_CELL, index)
        self.press("Control+Enter")
        return self.outputs(index)

    def press_run(self, index: int) -> None:
        """Run a cell with Ctrl+Enter, to its end."""
        self.press_start(index)
        expect(self.cell(index).locator(".jp-InputPrompt")).to_contain_text(re.compile(r"\d"))

    def tab_to(self, name: str) -> None:
        """Press Tab until what is called *name* has the focus.

        Raises:
            LookupError: It was not met on the way.
        """
        met = []
        for _ in range(MOST_STOPS):
            self.press("Tab")
            met.append(self.focused())
            if met[-1] == name:
                return
        raise LookupError(f"no {name!r}, only {met}")

    def focused(self) -> str:
        """Return what is called what has the focus: its label, or the start of its words."""
        name: str = self.page.evaluate(FOCUSED)
        return name

    # -- how it looks ---------------------------------------------------------------------------------

    def set_theme(self, theme: str) -> None:
        """Change to a theme; return when nothing covers the page any more."""
        self.page.evaluate("theme => jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
        self.page.wait_for_function(
            """theme => document.body.dataset.jpThemeName === theme
                && !document.querySelector('#jupyterlab-splash')""",
            arg=theme,
        )

    def picture(self, index: int, path: Path) -> None:
        """Take a picture of a cell's outputs as they are now."""
        self.outputs(index).scroll_into_view_if_needed()
        self.cell(index).screenshot(path=path)

    def resize(self, width: int, height: int) -> None:
        """Make the window so large, with the side bars away and the notebook at its top."""
        self.page.set_viewport_size({"width": width, "height": height})
        if self.frontend == LAB:
            self.page.evaluate(ALONE)
        self.page.wait_for_function(FITS)
        self.page.evaluate(TO_THE_TOP)


def _refuse(route: Route) -> None:
    """Answer as a server does whose kernel does not start."""
    if route.request.method == "POST":
        route.fulfill(status=500, json={"message": "no kernel here"})
    else:
        route.continue_()
