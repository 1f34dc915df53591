"""The main job in a real JupyterLab: ask, see why it failed, mend it, go on, come back tomorrow."""

from collections.abc import Callable

import pytest

from tests.browser.lab import VIEW, Lab, Notebook

expect = pytest.importorskip("playwright.sync_api").expect
ANSWER = "Simulated answer"
DEAD = ("Loading widget", "Error displaying widget")


def test_from_failure_to_answer_and_back_tomorrow(
    lab: Lab,
    open_notebook: Callable[..., Notebook],
    picture: Callable[[Notebook, int, str], None],
) -> None:
    """A wrong model is mended from the card, an outage is tried again, and the saved file stays readable."""
    lab.write(
        "journey.ipynb",
        "%load_ext modelmax_nb",
        "%%modelmax -m gemini-3-flash-previw -o first\nWhat is a token?",
        "print(first.model, first.simulated)",
        "%modelmax simulator play 502 outage, 502 outage, 502 outage",
        "%%modelmax -o second\nSay hello.",
        "print('second' in globals(), second.attempts[-1].number)",
    )
    today = open_notebook("journey.ipynb")
    today.run(0)

    card = today.run(1)
    expect(card).to_contain_text("There is no model called gemini-3-flash-previw")
    picture(today, 1, "unknown-model")
    today.button(1, "Run with this model").click()
    expect(card).to_contain_text(ANSWER)
    expect(today.button(1, "Run with this model")).to_have_count(0)
    picture(today, 1, "unknown-model-solved")
    expect(today.run(2)).to_have_text("gemini-3-flash-preview True")

    today.run(3)
    card = today.run(4)
    expect(card).to_contain_text("502")
    picture(today, 4, "outage")
    today.button(4, "Try again").click()
    expect(card).to_contain_text(ANSWER)
    expect(today.button(4, "Try again")).to_have_count(0)
    picture(today, 4, "outage-solved")
    expect(today.run(5)).to_contain_text("True")
    assert today.errors == []

    today.save()
    today.close()
    lab.end_kernels()
    saved = lab.read("journey.ipynb")
    assert "widgets" not in saved.metadata
    assert not [output for cell in saved.cells for output in cell.outputs if VIEW in output.get("data", {})]

    tomorrow = open_notebook("journey.ipynb", kernel=False)
    for index in (1, 4):
        expect(tomorrow.outputs(index)).to_contain_text(ANSWER)
        for words in DEAD:
            expect(tomorrow.outputs(index)).not_to_contain_text(words)
    picture(tomorrow, 4, "outage-reopened")


def test_open_card_is_readable_tomorrow(
    lab: Lab, open_notebook: Callable[..., Notebook], picture: Callable[[Notebook, int, str], None]
) -> None:
    """A card that nobody mended keeps what it said, and shows no trace of its dead buttons."""
    lab.write("unsolved.ipynb", "%load_ext modelmax_nb", "%modelmax simulator play 402", "%%modelmax\nHello.")
    today = open_notebook("unsolved.ipynb")
    today.run(0)
    today.run(1)
    expect(today.run(2)).to_contain_text("insufficient-balance")
    picture(today, 2, "balance")
    today.save()
    today.close()
    lab.end_kernels()

    tomorrow = open_notebook("unsolved.ipynb", kernel=False)
    expect(tomorrow.outputs(2)).to_contain_text("insufficient-balance")
    for words in DEAD:
        expect(tomorrow.outputs(2).get_by_text(words)).not_to_be_visible()
    picture(tomorrow, 2, "balance-reopened")
