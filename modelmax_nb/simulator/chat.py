"""``POST /v1/chat/completions``: the answer in one piece or as a stream of Server-Sent Events."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .events import Chunk, Cut, Event, Head, Stall
from .exchange import Exchange
from .prompts import ChatPrompt, read_chat_prompt
from .replies import MARK, Reply, make_reply, pieces
from .responses import error_body, head_for, json_bytes
from .scenario_table import HOSTILE

_WORDS_A_CHUNK = 3
_CHUNKS_BEFORE_TROUBLE = 3


class _Completion(NamedTuple):
    """An answer, ready to be sent either way."""

    id: str
    created: int
    prompt: ChatPrompt
    replies: Sequence[Reply]

    @property
    def usage(self) -> dict[str, int]:
        """Count tokens the simulator's way."""
        sent = len(pieces(self.prompt.prompt_words))
        came = sum(len(pieces(reply.text)) for reply in self.replies)
        return {"prompt_tokens": sent, "completion_tokens": came, "total_tokens": sent + came}

    def envelope(self, object_: str, choices: list[object], usage: dict[str, int] | None = None) -> bytes:
        """Write one JSON object of the answer."""
        value = {"id": self.id, "object": object_, "created": self.created, "model": self.prompt.model.id}
        return json_bytes({**value, "choices": choices} | ({} if usage is None else {"usage": usage}))


def answer_chat(exchange: Exchange) -> Iterator[Event]:
    """Answer a chat request.

    Raises:
        ApiFault: 400, before anything is sent.
    Source: documented (shape of the whole answer, charge after it; ``delta.content`` and a last chunk with
        usage in a stream, charge at that chunk); assumptions (everything else about the chunks).
    """
    prompt = read_chat_prompt(exchange.json_object(), exchange.state.models)
    replies = [_reply(exchange, prompt, index) for index in range(prompt.n)]
    completion = _Completion(f"chatcmpl-{exchange.state.new_id(24)}", int(exchange.now), prompt, replies)
    yield from (_stream if prompt.stream else _whole)(exchange, completion)


def _reply(exchange: Exchange, prompt: ChatPrompt, index: int) -> Reply:
    """Make up one answer, changed as the scenario says."""
    state = exchange.state
    reason = state.assumptions.length_reason
    reply = make_reply(prompt, seed=state.seed, index=index, asked=exchange.n, length_reason=reason)
    half = "".join(pieces(reply.text)[: max(len(pieces(reply.text)) // 2, 1)])
    match exchange.twist:
        case "finish-length":
            return Reply(half, reason)
        case "finish-content-filter":
            return Reply(half, "content_filter")
        case "empty-answer":
            return Reply("")
        case "hostile-answer":
            return Reply(f"{MARK['en']} {HOSTILE}")
    return reply


def _bill(exchange: Exchange, completion: _Completion, sent: float = 1.0) -> None:
    """Charge the answer; *sent* is the share of it that went out."""
    prices, usage = exchange.state.prices, completion.usage
    cost = prices.prompt_token * usage["prompt_tokens"]
    cost += prices.completion_token * usage["completion_tokens"] * sent
    exchange.charge(max(cost, prices.least), f"chat {completion.prompt.model.id}")


def _whole(exchange: Exchange, completion: _Completion) -> Iterator[Event]:
    choices: list[object] = [
        {
            "index": index,
            "message": {"role": "assistant", "content": reply.text},
            "finish_reason": reply.finish_reason,
        }
        for index, reply in enumerate(completion.replies)
    ]
    body = completion.envelope("text_completion", choices, completion.usage)
    if exchange.twist == "answer-cut":
        yield head_for(body, after=exchange.latency)
        yield Chunk(body[: len(body) // 2])
        yield Cut()
        return
    yield from exchange.send_charged(body, lambda: _bill(exchange, completion))


def _stream(exchange: Exchange, completion: _Completion) -> Iterator[Event]:
    early = exchange.twist == "stream-end-early"
    headers = (("content-type", "text/event-stream"), ("cache-control", "no-cache"))
    yield Head(200, headers, "close" if early else "chunked", exchange.latency)
    texts = list(_text_chunks(exchange, completion))
    trouble = _trouble(exchange, completion)
    sent = 0
    try:
        for chunk in texts[: _CHUNKS_BEFORE_TROUBLE if trouble else None]:
            yield chunk
            sent += 1
    except GeneratorExit:
        _bill_cut_stream(exchange, completion, sent / len(texts))
        raise
    if trouble:
        _bill_cut_stream(exchange, completion, sent / len(texts))
    yield from trouble or _ending(exchange, completion)


def _bill_cut_stream(exchange: Exchange, completion: _Completion, sent: float) -> None:
    """Charge what went out of a stream that ends early, if that is assumed to cost anything."""
    if exchange.state.assumptions.cut_stream_charged:
        _bill(exchange, completion, sent)


def _text_chunks(exchange: Exchange, completion: _Completion) -> Iterator[Chunk]:
    """Cut the replies into chunks: the role first, then a few words each, at last the finish reason."""
    pace = exchange.state.pace
    pause = pace.slow_chunk if exchange.twist == "slow" else pace.chunk
    for index, reply in enumerate(completion.replies):
        yield _delta(exchange, completion, index, {"role": "assistant", "content": ""})
        words = pieces(reply.text)
        for start in range(0, len(words), _WORDS_A_CHUNK):
            text = "".join(words[start : start + _WORDS_A_CHUNK])
            yield _delta(exchange, completion, index, {"content": text}, after=pause)
        yield _delta(exchange, completion, index, {}, reply.finish_reason)


def _delta(
    exchange: Exchange,
    completion: _Completion,
    index: int,
    delta: dict[str, str],
    finish_reason: str | None = None,
    *,
    after: float = 0.0,
) -> Chunk:
    choice = {"index": index, "delta": delta, "finish_reason": finish_reason}
    return _event(completion.envelope(exchange.state.assumptions.chunk_object, [choice]), after=after)


def _event(data: bytes, *, after: float = 0.0, last: bool = False) -> Chunk:
    """Wrap data as one Server-Sent Event."""
    return Chunk(b"data: " + data + b"\n\n", after, last)


def _ending(exchange: Exchange, completion: _Completion) -> Iterator[Event]:
    """Send the usage and end the stream; the charge is made just before the usage goes out."""
    assumptions = exchange.state.assumptions
    choices: list[object] = []
    if assumptions.usage_chunk_has_choice:
        choices.append({"index": 0, "delta": {}, "finish_reason": None})
    _bill(exchange, completion)
    data = completion.envelope(assumptions.chunk_object, choices, completion.usage)
    yield _event(data, last=not assumptions.done_marker)
    if assumptions.done_marker:
        yield _event(b"[DONE]", last=True)


def _trouble(exchange: Exchange, completion: _Completion) -> list[Event]:
    """Tell what breaks this stream; nothing breaks an ordinary one."""
    match exchange.twist:
        case "stream-cut" | "stream-end-early":
            return [Cut()]
        case "stream-stall":
            return [Stall()]
        case "stream-error":
            message = "upstream stream interrupted"
            return [_event(error_body("bad_gateway", message), last=True)]
        case "stream-bad-json":
            whole = completion.envelope(exchange.state.assumptions.chunk_object, [])
            return [_event(whole[: len(whole) // 2], last=True)]
    return []
