"""The course in the browser alone: the first lesson is taken, with the network cut."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.notebook import DARK, LIGHT
from tests.lite.site import Lesson

pytestmark = pytest.mark.timeout(900)  # seconds; the first test pays for building and for Pyodide's start
BROKEN = "%%modelmax -m gemini-3-flash-preview --attempts 1 --no-raise\nWhy is the sky blue?"
PLAIN_CLIENT = """\
from openai import OpenAI
simulator = modelmax_nb.current_session().simulator
plain = OpenAI(api_key="sk-sim-good", base_url=simulator.url)
reply = plain.chat.completions.create(
    model="gemini-3-flash-preview", messages=[{"role": "user", "content": "Hello"}])
print(reply.choices[0].message.content)"""
REFUSED = """\
import openai
nobody = OpenAI(api_key="sk-sim-good", base_url="http://127.0.0.1:1/v1", max_retries=0)
try:
    nobody.models.list()
except openai.APIConnectionError as error:
    print(modelmax_nb.explain(error))"""
REPAIRED = """\
import openai
def tell(client, model):
    try:
        messages = [{"role": "user", "content": "Hello"}]
        answer = client.chat.completions.create(model=model, messages=messages)
        return answer.choices[0].message.content
    except openai.APIStatusError as error:
        if isinstance(error.body, dict):
            return f"{error.status_code}: {error.body['message']}"
        return f"{error.status_code}: an answer without an envelope" """
PAIRS = "edba"


def test_the_first_lesson_runs_to_its_end(lesson: Lesson) -> None:
    """Run All leaves every cell run, and no error message anywhere."""
    cells = lesson.run_all()
    assert len(cells) > 10
    assert [cell["source"] for cell in cells if not cell["execution_count"]] == []
    outputs = [output for cell in cells for output in cell["outputs"]]
    assert [output for output in outputs if output["output_type"] == "error"] == []
    assert [output["text"] for output in outputs if output.get("name") == "stderr"] == []
    assert lesson.errors == []


def test_try_again_brings_the_answer(lesson: Lesson, album: Path | None) -> None:
    """A call that breaks shows its card; a click on its button shows the answer in its place."""
    lesson.ask("%load_ext modelmax_nb\n%modelmax simulator on --seed 1\n%modelmax simulator play 502 outage")
    cell = lesson.add_cell(BROKEN)
    expect(lesson.run(cell)).to_contain_text("could not answer")
    if album is not None:
        for theme in (LIGHT, DARK):
            lesson.set_theme(theme)
            lesson.picture(cell, album / f"lite-card-{theme.split()[-1].lower()}.png")
        lesson.set_theme(LIGHT)
    lesson.click_fix(cell, "Try again")
    expect(lesson.outputs(cell)).to_contain_text("Simulated answer.")
    expect(lesson.button(cell, "Try again")).to_have_count(0)


def test_an_exercise_is_passed(lesson: Lesson, album: Path | None) -> None:
    """Pairs chosen with the mouse are judged in the page."""
    cell = lesson.add_cell('from modelmax_nb.classroom import exercise\nexercise("first-call-match")')
    shown = lesson.run(cell)
    for place, letter in enumerate(PAIRS):
        shown.get_by_role("combobox").nth(place).select_option(index=" abcde".index(letter))
    lesson.button(cell, "Check").click()
    expect(shown).to_contain_text("Right.")
    if album is not None:
        for theme in (LIGHT, DARK):
            lesson.set_theme(theme)
            lesson.picture(cell, album / f"lite-exercise-{theme.split()[-1].lower()}.png")
        lesson.set_theme(LIGHT)


def test_plain_clients_reach_the_simulator(lesson: Lesson) -> None:
    """``base_url=simulator.url`` answers, and an address without a server refuses: no socket, no request."""
    lesson.ask("import modelmax_nb\n%load_ext modelmax_nb\n%modelmax simulator on --seed 1")
    assert "Simulated answer" in lesson.ask(PLAIN_CLIENT)
    assert "connection-refused" in lesson.ask(REFUSED)


def test_a_function_is_judged_by_what_it_sends(lesson: Lesson) -> None:
    """A repaired function is tried in the page, without threads, and passes."""
    lesson.ask(REPAIRED)
    assert "Right." in lesson.ask('from modelmax_nb.classroom import check\ncheck("first-call-repair", tell)')


def test_the_sites_address_opens_the_course(site: str, lesson: Lesson) -> None:
    """Whoever opens the address of the site sees the index, and in it what the lesson before has kept."""
    lesson.ask('from modelmax_nb.classroom import check\ncheck("first-call-match", "1e 2d 3b 4a")')
    index = Lesson(lesson.page.context, site)
    assert index.path == "index.ipynb"
    expect(index.page.locator("strong", has_text="Stop does not end a cell here")).to_be_visible()
    cells = index.run_all()
    assert all(cell["execution_count"] for cell in cells)
    assert re.search(r"\b[1-9]\d* of \d+ exercises are done", str(cells[-1]["outputs"]))
    index.close()


def test_a_narrow_window_gets_the_notebook_alone(site: str, lesson: Lesson) -> None:
    """Where JupyterLab's side bar would leave no room, the same address opens the index without it."""
    page = lesson.page.context.new_page()
    page.set_viewport_size({"width": 480, "height": 900})
    page.goto(site)
    page.wait_for_url(f"{site}notebooks/index.html?path=index.ipynb", wait_until="commit")
    page.close()
