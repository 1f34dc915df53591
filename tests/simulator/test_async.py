"""The asynchronous SDK over the asynchronous transport."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import openai
import pytest

from modelmax_nb.simulator import GOOD_KEY, Simulator
from tests.simulator.calls import chat_body


def run(simulator: Simulator, job: Callable[[openai.AsyncOpenAI], Coroutine[Any, Any, Any]]) -> Any:
    """Run *job* with an asynchronous client that never repeats."""

    async def main() -> Any:
        over = openai.DefaultAsyncHttpxClient(transport=simulator.async_transport())
        async with openai.AsyncOpenAI(
            api_key=GOOD_KEY, base_url="https://sim.test/v1", http_client=over, max_retries=0, timeout=5.0
        ) as client:
            return await job(client)

    return asyncio.run(main())


async def read_stream(client: openai.AsyncOpenAI) -> str:
    """Ask for a stream and join its text."""
    chunks = await client.chat.completions.create(**chat_body(), stream=True)
    return "".join([chunk.choices[0].delta.content or "" async for chunk in chunks if chunk.choices])


def test_whole_and_streamed_answers_are_the_same(simulator: Simulator) -> None:
    """Both forms carry the same text."""

    async def whole(client: openai.AsyncOpenAI) -> str:
        return (await client.chat.completions.create(**chat_body())).choices[0].message.content or ""

    assert run(simulator, whole) == run(simulator, read_stream)


def test_many_at_once_wait_side_by_side(simulator: Simulator) -> None:
    """Twenty streams on one event loop all come to their end."""

    async def twenty(client: openai.AsyncOpenAI) -> list[str]:
        return await asyncio.gather(*[read_stream(client) for _ in range(20)])

    assert len(set(run(simulator, twenty))) == 1
    assert {entry["outcome"] for entry in simulator.requests()} == {"complete"}


@pytest.mark.parametrize(
    ("scenario", "raises", "outcome"),
    [
        ("stall", openai.APITimeoutError, "stalled"),
        ("reset", openai.APIConnectionError, "reset"),
        ("stream-cut", openai.APIConnectionError, "cut"),
        ("stream-stall", openai.APITimeoutError, "stalled"),
        ("502-outage", openai.InternalServerError, "complete"),
    ],
)
def test_connections_break_as_they_do_synchronously(
    simulator: Simulator, scenario: str, raises: type[Exception], outcome: str
) -> None:
    """The same exceptions, the same journal."""
    simulator.play(scenario)
    with pytest.raises(raises):
        run(simulator, read_stream)
    assert [entry["outcome"] for entry in simulator.requests()] == [outcome]


def test_leaving_a_stream_early_is_noticed_and_free(simulator: Simulator) -> None:
    """A client that breaks off before the usage chunk pays nothing."""

    async def leave(client: openai.AsyncOpenAI) -> None:
        chunks = await client.chat.completions.create(**chat_body(), stream=True)
        async for _ in chunks:
            break
        await chunks.close()

    run(simulator, leave)
    assert [(entry["outcome"], entry["charge"]) for entry in simulator.requests()] == [("client-left", 0.0)]
