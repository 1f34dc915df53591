"""Slips of a beginner: an answer taken for the library's object, a failure caught, a key badly pasted."""

import os
from pathlib import Path

import pytest

from tests.harness.kernels import Kernel

KEYS = (
    "sk-test-abcd\n0123456789ef",
    "\u201csk-test-abcd\u200b0123456789ef\u201d",
    "sk-test-abcd 0123456789ef",
)
TALK = """
%load_ext modelmax_nb
import logging, traceback
import modelmax_nb
try:
    modelmax_nb.openai_client().chat.completions.create(model="m", messages=[])
except Exception as error:
    print(error, repr(error))
    print(modelmax_nb.explain(error))
    traceback.print_exc()
    logging.exception("failed")
"""


@pytest.mark.parametrize(
    ("slip", "said"),
    [
        (
            'modelmax_nb.ask("Hi").choices[0].message.content',
            "an Answer has no 'choices': it is the text itself",
        ),
        ('modelmax_nb.ask("Hi")["choices"]', "an Answer has no ['choices']: it is the text itself"),
        ('modelmax_nb.ask("Hi").content', "modelmax_nb.openai_client()"),
        ('images.generate("A boat")[0].url', "a Picture has no 'url': it holds the picture itself"),
    ],
)
def test_an_answer_says_what_it_is(kernel: Kernel, slip: str, said: str) -> None:
    """The last line of the error tells what to write instead."""
    kernel.run("%load_ext modelmax_nb\nimport modelmax_nb\nfrom modelmax_nb import images")
    error = kernel.run(slip).error
    assert error is not None
    assert said in error["evalue"]


def test_an_answer_is_a_text_all_the_same(kernel: Kernel) -> None:
    """Its characters, copies and pickles, and what IPython asks of any object."""
    kernel.run("%load_ext modelmax_nb\nimport copy, pickle, modelmax_nb\nanswer = modelmax_nb.ask('Hi')")
    shown = kernel.run(
        "print(answer[0] == str(answer)[0], answer[:2] == str(answer)[:2], hasattr(answer, 'choices'),"
        " copy.copy(answer).usage == answer.usage, pickle.loads(pickle.dumps(answer)).model == answer.model)"
    )
    assert shown.text.split() == ["True", "True", "False", "True", "True"]
    assert "Answer from" in kernel.run("answer").text


def test_html_that_was_asked_for_is_no_page_in_the_way(kernel: Kernel) -> None:
    """An answer that holds a page is still an answer: the error is the slip, and no card stands below."""
    kernel.run("%load_ext modelmax_nb\nimport openai\nfrom modelmax_nb.answer import Answer")
    shown = kernel.run("Answer('<!doctype html><html></html>').choices")
    assert shown.error is not None
    assert "no 'choices'" in shown.error["evalue"]
    assert "wrong-base-url" not in shown.text


def test_a_caught_failure_of_pictures_is_never_answered_by_a_chat(kernel: Kernel) -> None:
    """Its card offers no command that would send the chat call before it, and that command sends nothing."""
    kernel.run("%load_ext modelmax_nb\nimport modelmax_nb\nfrom modelmax_nb import images")
    kernel.run("%%modelmax\nAn earlier question")
    kernel.run("%modelmax simulator play 500")
    shown = kernel.run(
        "try:\n    images.generate('A boat')\nexcept modelmax_nb.ModelMaxError as error:\n"
        "    display(modelmax_nb.explain(error))\n    print(modelmax_nb.explain(error))"
    )
    assert shown.error is None
    assert "make the call again" in shown.text
    assert "%modelmax retry" not in shown.text + shown.html
    log = kernel.run("%modelmax simulator log").text
    assert "Nothing was sent" in kernel.run("%modelmax retry").text
    assert kernel.run("%modelmax simulator log").text == log


def test_a_caught_failure_of_ask_may_be_sent_again_while_it_is_the_last(kernel: Kernel) -> None:
    """Once another call was made, the card of the earlier one offers the command no more."""
    kernel.run("%load_ext modelmax_nb\nimport modelmax_nb\n%modelmax simulator play 500 --repeat")
    kernel.run(
        "try:\n    modelmax_nb.ask('Hi', attempts=1)\n"
        "except modelmax_nb.ModelMaxError as error:\n    kept = error"
    )
    assert "%modelmax retry" in kernel.run("print(modelmax_nb.explain(kept))").text
    kernel.run("%modelmax simulator play")
    kernel.run("%%modelmax\nAnother question")
    later = kernel.run("print(modelmax_nb.explain(kept))").text
    assert "server-fault" in later
    assert "%modelmax retry" not in later


@pytest.mark.parametrize("key", KEYS, ids=["line break", "invisible", "blank"])
def test_no_error_of_our_client_holds_a_bad_key(tmp_path: Path, key: str) -> None:
    """It is refused before any header is written, so what a cell prints of the error holds no piece of it."""
    env = {**os.environ, "MODELMAX_API_KEY": key}
    with Kernel(tmp_path, env) as kernel:
        shown = kernel.run(TALK)
        everything = "".join(str(message["content"]) for message in shown.messages).replace(
            repr(TALK)[1:-1], ""
        )
    assert "unreadable-key" in everything
    assert "Traceback (most recent call last)" in everything
    assert [piece for piece in ("abcd", "0123456789ef") if piece in everything] == []


@pytest.mark.parametrize("make", ["OpenAI", "AsyncOpenAI"])
def test_a_client_with_a_bad_key_is_named_before_it_leaks(kernel: Kernel, make: str) -> None:
    """One line after the cell that made it, once, without the key; a good key is no matter."""
    kernel.run(f"%load_ext modelmax_nb\nfrom openai import {make}")
    made = kernel.run(
        f"client = {make}(api_key='sk-test-0123456789' + chr(10), base_url='http://127.0.0.1:9/v1')"
    )
    said = " ".join(made.text.split())
    assert "The key of `client` cannot be sent: a line break stands at place 19." in said
    assert "modelmax_nb.openai_client()" in said
    assert "0123456789" not in said
    assert kernel.run("other = client").text == ""
    assert (
        kernel.run(f"good = {make}(api_key='sk-test-0123456789', base_url='http://127.0.0.1:9/v1')").text
        == ""
    )
    kernel.run("%config ModelMaxMagics.every_cell = False")
    late = kernel.run(f"late = {make}(api_key='sk-test-0123456789' + chr(10))").text
    kernel.run("%config ModelMaxMagics.every_cell = True")
    assert late == ""
