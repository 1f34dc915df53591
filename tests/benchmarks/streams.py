"""What a streamed answer of 2,000 tokens costs the front end, and how soon its first word is seen."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from tests.benchmarks.figures import Figure
from tests.benchmarks.setting import MODEL, OUR_SETUP, RAW_SETUP, kernel
from tests.harness.kernels import Result

TOKENS = 2_000
RATE = 100  # tokens a second
LINE = 12  # tokens
RAW_STREAM = f"""\
stream = client.chat.completions.create(
    model="{MODEL}", messages=[{{"role": "user", "content": "Tell me a story"}}], stream=True)
for chunk in stream:
    print(chunk.choices[0].delta.content or "", end="", flush=True)
"""
OUR_STREAM = "%%modelmax --stream\nTell me a story"
OUR_WHOLE = "%%modelmax --no-stream\nTell me a story"


def _token(number: int) -> str:
    return "sail.\n\n" if number % LINE == LINE - 1 else "boats "


class _Story(BaseHTTPRequestHandler):
    """Streams the same story to everybody, as fast as the class says."""

    gap: float
    first: float

    def do_POST(self) -> None:
        """Send the chunks, one event each; or the whole when the last one would have gone."""
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.send_response(200)
        if not asked.get("stream"):
            self._send_whole()
            return
        self.send_header("content-type", "text/event-stream")
        self.end_headers()
        begun = time.perf_counter()
        type(self).first = time.time()
        for number in range(TOKENS):
            late = begun + number * self.gap - time.perf_counter()
            if late > 0:
                time.sleep(late)
            self._send({"delta": {"content": _token(number)}})
        self._send({"delta": {}, "finish_reason": "stop"})
        self.wfile.write(b"data: [DONE]\n\n")

    def _send_whole(self) -> None:
        type(self).first = time.time()
        time.sleep(TOKENS * self.gap)
        text = "".join(_token(number) for number in range(TOKENS))
        choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
        body = json.dumps({"id": "1", "created": 0, "model": MODEL, "choices": [choice]}).encode()
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _send(self, choice: dict[str, Any]) -> None:
        chunk = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": MODEL}
        body = {**chunk, "choices": [{"index": 0, **choice}]}
        self.wfile.write(f"data: {json.dumps(body)}\n\n".encode())
        self.wfile.flush()

    def log_message(self, *_args: object) -> None:
        """Print nothing."""


@contextmanager
def story(gap: float) -> Iterator[tuple[str, type[_Story]]]:
    """Serve the story with *gap* seconds between two tokens; gives the base URL and the handler."""
    handler = type("Story", (_Story,), {"gap": gap, "first": 0.0})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1", handler
        server.shutdown()


def long_stream(_repeats: int) -> Iterator[Figure]:
    """Stream 2,000 tokens at once and at 100 a second: bytes to the front end, first word, bytes stored."""
    text = "".join(_token(number) for number in range(TOKENS))
    with story(0.0) as (base_url, _), kernel(base_url) as burst:
        burst.run(RAW_SETUP)
        burst.run(OUR_SETUP)
        raw, ours = burst.run(RAW_STREAM), burst.run(OUR_STREAM)
        yield Figure(
            f"a stream of {TOKENS:,} tokens at once: to the front end",
            f"{raw.bytes / 1000:.0f} kB",
            f"{ours.bytes / 1000:.0f} kB = {ours.bytes / len(text):.1f}× the text",
            "≤ 4× the text",
            ours.error is None and ours.bytes <= 4 * len(text),
        )
    with story(1 / RATE) as (base_url, handler), kernel(base_url) as steady:
        steady.run(RAW_SETUP)
        steady.run(OUR_SETUP)
        raw = steady.run(RAW_STREAM)
        raw_first = _first_seen(raw, "stream") - handler.first
        ours = steady.run(OUR_STREAM)
        first = _first_seen(ours, "display_data") - handler.first
        whole = steady.run(OUR_WHOLE)
        whole_first = _first_seen(whole, "display_data") - handler.first
    painted = sum(message["header"]["msg_type"] == "update_display_data" for message in ours.messages)
    yield Figure(
        f"the same at {RATE} tokens a second: to the front end",
        f"{raw.bytes / 1000:.0f} kB",
        f"{ours.bytes / 1000:.0f} kB, {painted} repaints",
        "≤ 300 kB",
        ours.error is None and ours.bytes <= 300_000,
    )
    yield Figure(
        "first word seen after it left the server",
        f"{raw_first * 1000:.0f} ms",
        f"{first * 1000:.0f} ms",
        "≤ 100 ms",
        first <= 0.1,
    )
    yield Figure(
        "what `--no-stream` (first column) and `--stream` make of it: first word seen",
        f"{whole_first:.1f} s",
        f"{first:.1f} s",
        "earlier",
        first < whole_first,
    )
    yield Figure(
        "the same: bytes stored in the notebook",
        f"{_stored(whole) / 1000:.1f} kB",
        f"{_stored(ours) / 1000:.1f} kB",
        "no more",
        _stored(ours) <= _stored(whole),
    )


def _stored(result: Result) -> int:
    """Return how many bytes a notebook stores of a cell's outputs."""
    return len(json.dumps(result.outputs))


def _first_seen(result: Result, kind: str) -> float:
    """Return when the kernel sent the first output of *kind*, in seconds since the epoch."""
    sent = (message["header"] for message in result.messages if message["header"]["msg_type"] == kind)
    date = next(sent)["date"]
    return float(date.timestamp())
