"""Exercises where they are solved: with mouse and keyboard, read out, in every theme and width."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.server import Server
from tests.classroom.exercise_cases import EXERCISES

playwright = pytest.importorskip("playwright.sync_api")
from tests.browser.looks import ENOUGH, announced, complaints, contrasts, listen, too_wide  # noqa: E402
from tests.browser.notebook import DARK, HIGH_CONTRAST, LAB, LIGHT, Notebook  # noqa: E402 - they need playwright

expect = playwright.expect
Open = Callable[..., Notebook]
IMPORT = "from modelmax_nb.classroom import exercise, hint, progress\nprogress().reset()"
ORDER, MATCH, PREDICT = (f"exercise('balance-{name}')" for name in ("order", "match", "predict"))
RIGHT_ORDER = "CGIKBAEFH"
MOST_STOPS = 60
LONG_CELL = (
    "import pathlib, time\nprint('busy', flush=True)\nwhile not pathlib.Path('go').exists(): time.sleep(0.01)"
)
PRICES = """
from modelmax_nb.classroom.exercises import FindLeak, Match, Row
from modelmax_nb.classroom.stage import show
same = {"title": "T", "task": "From $1 to $2.", "hints": ("1", "2", "3")}
row = Row(name="x", text="from `$1` to $2", right="a", because="So.")
show(Match(id="x-match", rows=(row,), options={"a": "$1 and $2"}, **same), "en")
show(FindLeak(id="x-leak", lines=("curl $KEY $URL",), leaks={1: "So."}, **same), "en")
"""
PROMPT = re.compile(r"\[\d+\]:")
TALL = 16_000  # pixels; axe-core measures no contrast outside the window
KINDS = {exercise.kind: exercise.id for exercise in reversed(EXERCISES)}


def go_to(notebook: Notebook, name: str) -> None:
    """Press Tab until what is called *name* has the focus, and then Shift+Tab if it lies before.

    Raises:
        LookupError: It lies in neither direction.
    """
    for key in ("Tab", "Shift+Tab"):
        for _ in range(MOST_STOPS):
            if notebook.focused() == name:
                return
            notebook.press(key)
    raise LookupError(name)


def use(notebook: Notebook, letter: str) -> None:
    """Click on a line's button and look where the line has gone."""
    notebook.button(1, f"Use {letter}").click()
    expect(notebook.button(1, f"Leave {letter} out")).to_be_visible()


def together(notebook: Notebook, *names: str) -> None:
    """Press buttons as they are now, without a moment in between."""
    buttons = [notebook.button(1, name).element_handle() for name in names]
    notebook.page.evaluate("buttons => buttons.forEach(button => button.click())", buttons)


def letters(notebook: Notebook) -> str:
    """Return the letters of the lines in use, from top to bottom."""
    return "".join(notebook.outputs(1).locator(".mmx-used strong").all_inner_texts())


def test_lines_with_the_keyboard(start: Open) -> None:
    """Tab and Enter alone put lines in order; the focus goes with the line, and each move is told."""
    notebook = start(IMPORT, ORDER)
    notebook.press_run(1)
    listen(notebook)
    for letter in "GCD":
        go_to(notebook, f"Use {letter}")
        notebook.press("Enter")
        expect(notebook.button(1, f"Leave {letter} out")).to_be_focused()
    notebook.press("Space")
    expect(notebook.button(1, "Use D")).to_be_focused()
    go_to(notebook, "C up")
    notebook.press("Enter")
    expect(notebook.button(1, "C up")).to_be_focused()
    expect(notebook.outputs(1)).to_contain_text("Line C is number 1 of 2 now.")
    assert announced(notebook)[-1] == "Line C is number 1 of 2 now."
    for letter in RIGHT_ORDER[2:]:
        go_to(notebook, f"Use {letter}")
        notebook.press("Space")
        expect(notebook.button(1, f"Leave {letter} out")).to_be_focused()
    go_to(notebook, "Check")
    notebook.press("Enter")
    expect(notebook.outputs(1)).to_contain_text("Right.")
    assert any("Right." in said for said in announced(notebook))
    expect(notebook.button(1, "Check")).to_be_focused()
    assert notebook.errors == []


def test_lines_with_the_mouse(start: Open) -> None:
    """Clicks put lines in order; what is wrong is told, and the next try is judged anew."""
    notebook = start(IMPORT, ORDER)
    notebook.run(1)
    for letter in "CGIKBAEF":
        use(notebook, letter)
    notebook.button(1, "Check").click()
    expect(notebook.outputs(1)).to_contain_text("Not there yet.")
    expect(notebook.outputs(1)).to_contain_text("At a 500 your function returned None and hid the error.")
    notebook.button(1, "Hint").click()
    expect(notebook.outputs(1)).to_contain_text("Hint 1 of 3")
    use(notebook, "H")
    notebook.button(1, "Check").click()
    expect(notebook.outputs(1)).to_contain_text("Right.")


def test_clicks_faster_than_the_lines_move(start: Open) -> None:
    """Two buttons pressed at the same moment do what each of them said, time and again."""
    notebook = start(IMPORT, ORDER)
    notebook.run(1)
    for letter in "ABCDEF":
        use(notebook, letter)
    together(notebook, "B up", "D up")
    expect(notebook.outputs(1)).to_contain_text("Line D is number 3 of 6 now.")
    assert letters(notebook) == "BADCEF"
    together(notebook, "F up", "B down", "F up", "Leave D out", "Use G")
    expect(notebook.outputs(1)).to_contain_text("Line G is number 6 of 6 now.")
    assert letters(notebook) == "ABFCEG"
    together(notebook, *("G up",) * 5, "A down")
    expect(notebook.outputs(1)).to_contain_text("Line A is number 3 of 6 now.")
    assert letters(notebook) == "GBAFCE"
    assert notebook.errors == []


def test_clicks_while_a_cell_runs(start: Open, server: Server) -> None:
    """Clicks that the kernel has no time for are kept; each is answered as it was meant, Check as well.

    With ipykernel 7.4 and before 7.0 that is when the cell is done, with those between at once.
    """
    go = server.root / "go"
    go.unlink(missing_ok=True)
    notebook = start(IMPORT, ORDER, LONG_CELL)
    for letter in "GCIKDBAEFH":
        use(notebook, letter)
    expect(notebook.start(2)).to_contain_text("busy")
    for name in ("C up", "Leave D out", "Check"):
        notebook.button(1, name).click()
    go.touch()
    expect(notebook.outputs(1)).to_contain_text("Right.")
    assert letters(notebook) == RIGHT_ORDER
    assert notebook.errors == []


def test_pairs_with_the_keyboard(start: Open) -> None:
    """Lists are opened, chosen from and left with keys that the front end does not take for itself."""
    notebook = start(IMPORT, MATCH)
    notebook.press_run(1)
    for row, downs in zip(("1. 402 insufficient_balance", "2. 401 unauthorized"), (2, 3), strict=True):
        go_to(notebook, row)
        for key in ("Space", *("ArrowDown",) * downs, "Enter"):
            notebook.press(key)
    go_to(notebook, "Check")
    notebook.press("Enter")
    expect(notebook.outputs(1)).to_contain_text("Not answered yet: row 3, 4.")


def test_pairs_and_predictions_with_the_mouse(start: Open) -> None:
    """Choosing and pressing Check answers a whole exercise."""
    notebook = start(IMPORT, MATCH, PREDICT)
    for index in (1, 2):
        notebook.run(index)
    for place, letter in enumerate("bcab"):
        notebook.outputs(1).get_by_role("combobox").nth(place).select_option(index=" abcd".index(letter))
    notebook.button(1, "Check").click()
    expect(notebook.outputs(1)).to_contain_text("Right.")
    for place, option in enumerate(("7", "1", "402")):
        notebook.outputs(2).get_by_role("combobox").nth(place).select_option(label=option)
    notebook.button(2, "Check").click()
    expect(notebook.outputs(2)).to_contain_text("Your prediction counts, right or not.")
    expect(notebook.outputs(2)).to_contain_text("Two repeats for each refused call would make 7")
    shown = notebook.ask("progress()")
    assert "402: the balance is used up" in shown


def test_dollar_signs_are_no_maths(start: Open) -> None:
    """What stands between two dollar signs is shown as written, while the front end sets maths elsewhere."""
    notebook = start(PRICES, "import ipywidgets\nipywidgets.Label('$x$')")
    expect(notebook.run(1).locator("mjx-container")).to_be_visible()
    expect(notebook.outputs(0).locator("label").first).to_have_text("1. from $1 to $2")
    expect(notebook.outputs(0).get_by_role("checkbox", name="1  curl $KEY $URL")).to_be_visible()
    expect(notebook.outputs(0).locator("mjx-container")).to_have_count(0)


@pytest.fixture(scope="module")
def kinds(server: Server, context: playwright.BrowserContext) -> Iterator[Notebook]:
    """One exercise of each kind in JupyterLab, each checked once, its text form open."""
    server.write("kinds.ipynb", IMPORT, *(f"exercise({id_!r})" for id_ in KINDS.values()), "progress()")
    notebook = Notebook(server, context, LAB, "kinds.ipynb")
    notebook.run(0)
    for index in range(1, len(KINDS) + 1):
        notebook.run(index)
        notebook.outputs(index).get_by_role("button", name="Check").click()
        expect(notebook.outputs(index)).to_contain_text("Not answered yet")
        notebook.outputs(index).get_by_text("The same as text").click()
    notebook.run(len(KINDS) + 1)
    yield notebook
    notebook.close()
    server.end_kernels()


@pytest.mark.parametrize("theme", [LIGHT, DARK, HIGH_CONTRAST])
def test_every_kind_can_be_read(kinds: Notebook, theme: str, axe: str, album: Path | None) -> None:
    """Each word has enough contrast, and axe-core finds nothing wrong with any kind of exercise."""
    kinds.set_theme(theme)
    kinds.resize(1100, TALL)
    cells = [*range(1, len(KINDS) + 2)]
    measured = [part for index in cells for part in contrasts(kinds, index)]
    # A prompt such as [9]: is the front end's own.
    weak = [part for part in measured if part["ratio"] < ENOUGH and not PROMPT.fullmatch(part["text"])]
    assert weak == []
    violations, looked_at = complaints(kinds, cells, axe)
    assert violations == []
    assert looked_at > 100
    _photograph(kinds, album, f"{theme} wide")


@pytest.mark.parametrize("width", [360, 400, 1600])
def test_every_kind_fits(kinds: Notebook, width: int, album: Path | None) -> None:
    """Nothing sticks out or scrolls sideways, on a small phone, on a larger one or on a wide screen."""
    kinds.set_theme(LIGHT)
    kinds.resize(width, TALL)
    found = {kind: too_wide(kinds, index) for index, kind in enumerate(KINDS, 1)}
    assert {kind: wide for kind, wide in found.items() if wide} == {}
    _photograph(kinds, album, f"{width}")


def _photograph(notebook: Notebook, album: Path | None, name: str) -> None:
    for index, kind in enumerate([*KINDS, "progress"], 1):
        if album:
            notebook.picture(index, album / f"exercise {kind} {name}.png".replace(" ", "-"))
