"""Watching a function at work: what it sent and how it ended, without waiting."""

from __future__ import annotations

import time
from typing import Any

import pytest
from openai import APIStatusError

from modelmax_nb.classroom import watch

MESSAGES = [{"role": "user", "content": "Hello"}]


def chat(client: Any, messages: list[dict[str, str]], model: str = "gemini-3-flash-preview") -> Any:
    """Ask once, wait, ask again; tell of the first failure."""
    try:
        return client.chat.completions.create(model=model, messages=messages)
    except APIStatusError as error:
        print("failed:", error.status_code)  # noqa: T201 - what is watched
        time.sleep(3600)
        return client.chat.completions.create(model=model, messages=messages)


def test_it_shows_what_was_sent_and_how_it_ended() -> None:
    """The text has what was printed, each request, and the ending."""
    lines = repr(watch(chat, MESSAGES, play="502 outage", max_retries=0)).splitlines()
    assert lines[0] == "Printed: failed: 502"
    assert lines[1] == "2 requests in 3600 s"
    assert len(lines) == 7
    assert lines[-1].startswith("It ended with InternalServerError: Error code: 502")


def test_the_sdks_repeats_are_its_own() -> None:
    """The client that is handed in repeats as the SDK does by default."""
    watched = watch(chat, MESSAGES, play="502 outage")
    assert [sent.retry_count for sent in watched.requests] == [0, 1, 2, 0, 1, 2]
    assert "openai package added 4 of its own" in watched.timeline().description


@pytest.mark.parametrize(
    ("function", "ending"),
    [
        (lambda client: chat(client, MESSAGES), "It ended with an answer."),
        (lambda: None, "It ended without an answer."),
    ],
)
def test_endings_without_an_error(function: Any, ending: str) -> None:
    """An answer and its absence are told apart."""
    assert watch(function).ending == ending


def test_a_result_is_handed_on() -> None:
    """Arguments reach the function, and what it returns can be used."""
    watched = watch(chat, MESSAGES, model="deepseek-v3.2", play="502 outage, ok", repeat=False)
    assert watched.requests[0].model == "deepseek-v3.2"
    assert watched.result.choices[0].message.content
    assert watched.error is None
    assert watched.seconds < 2


def test_an_endless_function_is_stopped() -> None:
    """A function that never stops sending is ended, and so it is said."""

    def endless(client: Any) -> None:
        while True:
            client.models.list()

    assert watch(endless).ending == "It was stopped after 200 requests."


def test_nothing_sent_is_said() -> None:
    """A function that sends nothing has an empty line of time."""
    figure = watch(lambda: time.sleep(5)).timeline()
    assert (figure.title, figure.description) == ("0 requests in 5.0 s", "Nothing was sent.")


def test_the_bundle_is_escaped_and_holds_no_key() -> None:
    """What a function prints or raises is shown as text, with what looks like a key left out."""
    key = "sk-" + "a1b2c3d4" * 4

    def careless() -> None:
        print(f"<b>{key}</b>")  # noqa: T201 - what is watched
        raise RuntimeError(f"<script>{key}")

    bundle = watch(careless)._repr_mimebundle_()
    assert all(key not in form for form in bundle.values())
    assert "<script" not in bundle["text/html"]
    assert "&lt;b&gt;" in bundle["text/html"]


def test_the_deadline_is_drawn() -> None:
    """A deadline that is named stands in the picture."""
    assert "deadline 20 s" in watch(chat, MESSAGES, deadline=20.0).timeline().drawing
