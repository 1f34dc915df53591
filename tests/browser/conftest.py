"""One server and one browser for every journey, gone before other tests use an event loop."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from modelmax_nb.simulator import GOOD_KEY, RealClock
from tests.browser.modelmax import Unmarked
from tests.browser.server import FLAGS, WIDGETS, Server, find_chromium

playwright = pytest.importorskip(
    "playwright.sync_api", reason="the Python package playwright is not installed"
)
from tests.browser.notebook import LAB, NOTEBOOK, PATIENCE, Notebook  # noqa: E402 - it needs playwright

SPEED = 50.0  # times as fast as the real service
PICTURES = "MODELMAX_SCREENSHOTS"
playwright.expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="package")
def browser() -> Iterator[playwright.Browser]:
    """Chromium without a window."""
    executable = find_chromium()
    if executable is None:
        pytest.skip("no Chromium here; MODELMAX_CHROMIUM can name one")
    with playwright.sync_playwright() as running:
        started = running.chromium.launch(executable_path=executable, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="package")
def context(browser: playwright.Browser) -> Iterator[playwright.BrowserContext]:
    """One cache for all pages: they load in half the time."""
    context = browser.new_context(viewport={"width": 1100, "height": 1000})
    yield context
    context.close()


@pytest.fixture(scope="package")
def _modelmax() -> Iterator[Unmarked]:
    with Unmarked(clock=RealClock(SPEED)) as made:
        made.serve()
        yield made


@pytest.fixture
def modelmax(_modelmax: Unmarked) -> Unmarked:
    """What answers at the base URL of every kernel: ModelMax, as far as a notebook can tell."""
    _modelmax.release()
    _modelmax.reset()
    return _modelmax


@pytest.fixture(scope="package")
def server(
    browser: playwright.Browser, _modelmax: Unmarked, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A Jupyter server in an empty folder, set up for a real account; without a browser it is not started."""
    state = str(tmp_path_factory.mktemp("state"))
    env = {"MODELMAX_BASE_URL": _modelmax.url, "MODELMAX_API_KEY": GOOD_KEY, "MODELMAX_STATE_DIR": state}
    with Server(tmp_path_factory.mktemp("server"), env) as server:
        yield server


@pytest.fixture(params=[LAB, NOTEBOOK])
def frontend(request: pytest.FixtureRequest) -> str:
    """JupyterLab, then Notebook 7."""
    return str(request.param)


@pytest.fixture
def open_notebook(
    server: Server, context: playwright.BrowserContext, frontend: str
) -> Iterator[Callable[..., Notebook]]:
    """Open a notebook of the server: ``open_notebook(name, kernel=True)``."""
    opened: list[Notebook] = []

    def open_one(name: str, *, kernel: bool = True) -> Notebook:
        opened.append(Notebook(server, context, frontend, name, kernel=kernel))
        return opened[-1]

    yield open_one
    for notebook in opened:
        notebook.close()
    server.end_kernels()
    server.set(WIDGETS)


@pytest.fixture
def start(
    server: Server, modelmax: Unmarked, open_notebook: Callable[..., Notebook], request: pytest.FixtureRequest
) -> Callable[..., Notebook]:
    """Open a new notebook with these cells, and run all but the last: ``start(*sources)``."""

    def begin(*sources: str) -> Notebook:
        name = f"{request.node.originalname}-{request.node.callspec.id}.ipynb"
        server.write(name, *sources)
        notebook = open_notebook(name)
        for index in range(len(sources) - 1):
            notebook.run(index)
        return notebook

    return begin


@pytest.fixture(scope="session")
def axe(node_packages: Path) -> str:
    """The source of axe-core."""
    return (node_packages / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def album() -> Path | None:
    """Where pictures are put: the folder that MODELMAX_SCREENSHOTS names."""
    named = os.environ.get(PICTURES)
    if not named:
        return None
    Path(named).mkdir(parents=True, exist_ok=True)
    return Path(named).absolute()
