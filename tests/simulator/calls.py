"""What the simulator's tests share: requests, ways to reach it, and a client that does not pause."""

import json
import threading
from collections.abc import Callable
from typing import Any, Literal

import openai

Skin = Literal["in process", "over HTTP"]
FAST = 200.0


class HastyOpenAI(openai.OpenAI):
    """The real client with its real decisions on what to repeat; only the pauses between are left out."""

    def _calculate_retry_timeout(self, *_args: Any, **_kwargs: Any) -> float:
        return 0.0


def chat_body(**changes: Any) -> dict[str, Any]:
    """Make a valid chat request, changed; a change to None leaves the field out."""
    body = {
        "model": "deepseek-v3.2",
        "messages": [{"role": "user", "content": "What is a token?"}],
        **changes,
    }
    return {name: value for name, value in body.items() if value is not None}


def stream_events(body: str) -> list[Any]:
    """Read the data of Server-Sent Events; ``[DONE]`` stays a string."""
    data = [line.removeprefix("data: ") for line in body.splitlines() if line.startswith("data: ")]
    return [text if text == "[DONE]" else json.loads(text) for text in data]


def eventually(condition: Callable[[], object]) -> None:
    """Wait for another thread to make *condition* true; the test's own time limit ends a vain wait."""
    pause = threading.Event()
    while not condition():
        pause.wait(0.005)
