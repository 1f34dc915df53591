"""Made-up answers: marked, different for every prompt, obedient to the request."""

from typing import Any

import httpx2
import pytest

from modelmax_nb.simulator.replies import gist, pieces
from tests.simulator.calls import chat_body

CHAT = "/v1/chat/completions"


def answer(
    http: httpx2.Client, prompt: Any = "What is a token?", system: str = "", **changes: Any
) -> dict[str, Any]:
    """Ask once; returns the whole answer."""
    messages: list[dict[str, Any]] = [{"role": "system", "content": system}] if system else []
    body = chat_body(messages=[*messages, {"role": "user", "content": prompt}], **changes)
    result: dict[str, Any] = http.post(CHAT, json=body).json()
    return result


def text(http: httpx2.Client, prompt: Any = "What is a token?", system: str = "", **changes: Any) -> str:
    """Ask once; returns the first text."""
    return str(answer(http, prompt, system, **changes)["choices"][0]["message"]["content"])


@pytest.mark.parametrize(
    ("prompt", "mark", "part"),
    [
        ("What is a token?", "*Simulated answer.*", "What is a token"),
        ("什么是令牌？", "*模拟回答。*", "什么是令牌"),
        ("トークンとは何ですか？", "*シミュレーションの回答です。*", "トークンとは何ですか"),
        ("", "*Simulated answer.*", "nothing yet"),
    ],
)
def test_an_answer_is_marked_and_takes_up_the_prompt(
    http: httpx2.Client, prompt: str, mark: str, part: str
) -> None:
    """In the prompt's language."""
    found = text(http, prompt)
    assert found.startswith(mark)
    assert part in found


def test_answers_differ_with_prompt_and_model_and_repeat_otherwise(http: httpx2.Client) -> None:
    """The same request gives the same text."""
    assert text(http) == text(http)
    assert text(http) != text(http, "What is a model?")


def test_above_temperature_one_answers_vary(http: httpx2.Client) -> None:
    """Ten askings do not all agree."""
    assert len({text(http, temperature=1.8) for _ in range(10)}) > 1
    assert len({text(http, temperature=0.2) for _ in range(3)}) == 1


@pytest.mark.parametrize(
    ("prompt", "part"),
    [("Write a Python function.", "```python\n"), ("Give me three reasons.", "\n- ")],
)
def test_the_form_follows_the_prompt(http: httpx2.Client, prompt: str, part: str) -> None:
    """Code where code is asked for, a list where a list is."""
    assert part in text(http, prompt)
    assert part not in text(http)


def test_the_system_message_images_and_history_are_noticed(http: httpx2.Client) -> None:
    """What came with the prompt is mentioned."""
    picture = {"type": "image_url", "image_url": {"url": "https://x.test/a.png"}}
    found = text(http, [{"type": "text", "text": "What is this?"}, picture, picture], "Talk like a pirate")
    assert "Talk like a pirate" in found
    assert "2 images" in found
    turns = [{"role": role, "content": "x"} for role in ("user", "assistant", "user")]
    longer = http.post(CHAT, json=chat_body(messages=turns)).json()
    assert "3 messages" in longer["choices"][0]["message"]["content"]


@pytest.mark.parametrize("limit", [1, 5, 12])
def test_max_tokens_cuts_the_answer(http: httpx2.Client, limit: int) -> None:
    """Usage and finish reason agree with the cut."""
    found = answer(http, max_tokens=limit)
    assert found["usage"]["completion_tokens"] == limit
    assert found["choices"][0]["finish_reason"] == "length"
    assert text(http).startswith(found["choices"][0]["message"]["content"])


@pytest.mark.parametrize("stop", ["answer", ["zebra", "answer"]])
def test_a_stop_string_ends_the_answer_before_it(http: httpx2.Client, stop: str | list[str]) -> None:
    """The string itself is not sent."""
    found = answer(http, stop=stop)["choices"][0]
    assert found == {
        "index": 0,
        "message": {"role": "assistant", "content": "*Simulated "},
        "finish_reason": "stop",
    }


def test_n_answers_come_with_their_index(http: httpx2.Client) -> None:
    """Three choices, numbered, in one piece and in a stream."""
    assert [choice["index"] for choice in answer(http, n=3)["choices"]] == [0, 1, 2]
    assert '"index":2' in http.post(CHAT, json=chat_body(n=3, stream=True)).text


@pytest.mark.parametrize(
    ("sentence", "tokens"),
    [
        ("", []),
        ("one two", ["one", " two"]),
        ("你好 world", ["你", "好", " world"]),
        ("a\n\nb ", ["a", "\n\nb", " "]),
    ],
)
def test_tokens_are_words_and_characters(sentence: str, tokens: list[str]) -> None:
    """Joined they give the text again."""
    assert pieces(sentence) == tokens
    assert "".join(tokens) == sentence


@pytest.mark.parametrize(
    ("prompt", "short"),
    [
        ("Hello", "Hello"),
        (
            "one two three four five six seven eight nine ten",
            "one two three four five six seven eight nine …",
        ),
        ("**bold** <script>[x](y)", "bold scriptx(y)"),
        ("字" * 80, "字" * 60 + " …"),
    ],
)
def test_the_gist_is_short_and_carries_no_markup(prompt: str, short: str) -> None:
    """A prompt cannot smuggle Markdown or HTML into the answer."""
    assert gist(prompt) == short
