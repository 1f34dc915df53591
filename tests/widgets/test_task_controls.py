"""The buttons of a task: one act for a click, nothing for the second half of a double click."""

from collections.abc import Callable

from modelmax_nb.display import task_words as words
from modelmax_nb.widgets.task_controls import TaskControls

Later = list[Callable[[], None]]


def made(later: Later) -> TaskControls:
    """Return controls whose time passes only when *later* is called."""
    return TaskControls(after=lambda _seconds, work: later.append(work))


def test_a_click_acts_once() -> None:
    """The buttons are off until something else is offered, and what goes on is said."""
    acts: list[str] = []
    controls = made([])
    controls.offer([(words.STOP, words.STOPPED, lambda: acts.append("stop"))])
    (button,) = controls.row.children
    button.click()
    button.click()
    assert acts == ["stop"]
    assert button.disabled
    assert words.STOPPED.english in controls.line.value
    assert 'role="alert"' in controls.line.value


def test_what_follows_a_click_cannot_be_clicked_by_it() -> None:
    """It takes a click, and the focus, a moment later; what comes by itself takes one at once."""
    later: Later = []
    acts: list[str] = []
    controls = made(later)

    def ask() -> None:
        controls.offer([(words.FETCH_SURELY, words.FETCHING, lambda: acts.append("pay"))], "Sure?")

    controls.offer([(words.FETCH, words.SURE, ask)])
    first = controls.row.children[0]
    assert not first.disabled
    first.click()
    second = controls.row.children[0]
    second.click()
    assert acts == []
    for work in later:
        work()
    second.click()
    assert acts == ["pay"]


def test_an_act_that_fails_is_said() -> None:
    """A front end would swallow the error of a click."""

    def act() -> None:
        raise OSError("disk full")

    controls = made([])
    controls.offer([(words.LOOK, words.LOOKING, act)])
    controls.row.children[0].click()
    assert "disk full" in controls.line.value


def test_after_a_reload_all_is_said_here() -> None:
    """Whoever asks for the whole state again has lost the displays above."""
    controls = made([])
    assert not controls.reloaded
    controls.get_state()
    assert controls.reloaded
    controls.show_instead("<p>finished</p>")
    assert controls.children[0].value == "<p>finished</p>"


def test_the_colour_is_that_of_the_state() -> None:
    """One class at a time, beside the one that all live controls have."""
    controls = made([])
    controls.wear("mmx-going")
    controls.wear("mmx-done")
    assert set(controls._dom_classes) == {"mmx-live", "mmx-done"}


def test_nothing_is_left_behind() -> None:
    """Closing ends every part; a late focus meets nothing."""
    later: Later = []
    controls = made(later)
    controls.offer([(words.STOP, words.STOPPED, lambda: controls.offer([(words.LOOK, words.LOOKING, list)]))])
    controls.row.children[0].click()
    controls.close()
    for work in later:
        work()
    assert controls.comm is None
    assert controls.row.comm is None
