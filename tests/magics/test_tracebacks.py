"""Short tracebacks: what is left out, what is masked, and that nothing is changed for good."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import openai
import pytest

from modelmax_nb.failure import MASK
from modelmax_nb.frames import ends_in_sdk, is_own, links, own_steps, steps
from modelmax_nb.magics.tracebacks import as_shown, cut_traceback, forms_of, masked, scrub
from modelmax_nb.simulator import Simulator

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

KEY = "zq7-secret-key-0815"


def refused(api_key: str = KEY) -> openai.OpenAIError:
    """Return the error of a call whose key cannot be sent, raised in this file, deep in the SDK."""
    with Simulator() as simulator:
        client = openai.OpenAI(api_key=f"{api_key}\n", base_url=simulator.url, max_retries=0)
        try:
            client.models.list()
        except openai.OpenAIError as error:
            return error
    raise AssertionError("it went through")


def test_steps_of_libraries_are_not_the_readers() -> None:
    """Only this file is left of the way down into the SDK."""
    error = refused()
    assert ends_in_sdk(error)
    assert {step.tb_frame.f_code.co_filename for step in own_steps(error)} == {__file__}
    cut = cut_traceback(error.__traceback__)
    assert cut is not None
    assert cut.tb_next is None


def test_steps_of_python_itself_are_not_the_readers() -> None:
    """The standard library is no code of the reader's either."""
    with pytest.raises(ValueError, match="Expecting") as caught:
        json.loads("{")
    frames = [step.tb_frame for step in steps(caught.value)]
    assert [is_own(frame) for frame in frames] == [True, *[False] * (len(frames) - 1)]
    assert len(frames) > 1


def test_a_traceback_without_own_steps_stays_whole() -> None:
    """Rather too much than nothing."""
    error = refused().__cause__
    assert error is not None
    assert cut_traceback(error.__traceback__) is error.__traceback__


def test_the_chain_inside_the_library_is_left_out_for_a_while() -> None:
    """While it is shown, the error stands alone; afterwards its causes and traceback are as they were."""
    error = refused()
    before = (error.__traceback__, error.__cause__, error.__context__, error.__suppress_context__)
    with as_shown(error):
        assert list(links(error)) == [error]
    assert (error.__traceback__, error.__cause__, error.__context__, error.__suppress_context__) == before
    assert error.__cause__ is not None


def test_what_the_reader_raised_before_stays_in_the_chain() -> None:
    """An error of the reader's own that led to the call is told."""
    own = KeyError("mine")

    def ask() -> None:
        try:
            raise own
        except KeyError:
            openai.OpenAI()

    with pytest.raises(openai.OpenAIError) as caught:
        ask()
    with as_shown(caught.value):
        chain = list(links(caught.value))
    assert chain == [caught.value, own]


def test_a_circle_of_causes_ends() -> None:
    """Two errors that name each other as cause are shown once each."""
    one, two = refused(), refused()
    one.__cause__, two.__cause__ = two, one
    with as_shown(one):
        assert list(links(one)) == [one, two]
    assert two.__cause__ is one


@pytest.mark.parametrize(
    "printed",
    [
        KEY,
        f"Bearer {KEY}",
        repr(f"{KEY}\n"),
        f"b'Bearer {KEY}\\n'",
        f"\x1b[33m'{KEY}\x1b[39m\\n\x1b[33m'",
        f"?key={KEY}",
    ],
)
def test_a_key_is_masked_in_every_form(printed: str) -> None:
    """As it is, as Python prints it, coloured, in an address."""
    shown = masked(printed, [f"{KEY}\n"])
    assert KEY not in shown
    assert MASK in shown


def test_a_key_torn_by_a_strange_character_is_masked_whole() -> None:
    """Also where the character stands as an escape."""
    shown = masked("OpenAI(api_key='sk-first\\u200bsecond99')", ["sk-first\u200bsecond99"])
    assert "first" not in shown
    assert "second99" not in shown


def test_a_short_word_is_no_key() -> None:
    """A placeholder of a few letters would tear up ordinary words."""
    assert forms_of(["key"]) == []
    assert masked("a key, a monkey", ["key"]) == "a key, a monkey"


def test_words_of_the_whole_chain_are_scrubbed() -> None:
    """What prints the exception later finds no key, and an exception without one is as it was."""
    error = refused()
    assert error.__cause__ is not None
    assert KEY in str(error.__cause__)
    words = error.args
    scrub(error, [f"{KEY}\n"])
    assert all(KEY not in f"{link}{link!r}" for link in links(error))
    assert error.args is words


def test_the_shell_formats_only_our_errors_anew(shell: InteractiveShell) -> None:
    """Any other error's lines come back as IPython made them."""
    shell.run_line_magic("load_ext", "modelmax_nb")
    error = ValueError("sk-live-abcdefgh")
    assert "sk-live-abcdefgh" in "".join(shell.InteractiveTB.structured_traceback(ValueError, error, None))
    lines = shell.InteractiveTB.structured_traceback(openai.OpenAIError, refused(), None)
    assert KEY not in "".join(lines)
    shell.run_line_magic("unload_ext", "modelmax_nb")
