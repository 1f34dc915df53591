"""A video that breaks off in the middle of a chunk: what is kept, and what is still at the service."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tests.harness.kernels import Kernel

DOWNLOAD = """
%load_ext modelmax_nb
from dataclasses import replace
import modelmax_nb
from modelmax_nb import video
from modelmax_nb.simulator import RealClock, Simulator
own = Simulator(clock=RealClock(1000))
modelmax_nb.configure(simulator=False, base_url=own.url, api_key="sk-sim-good")
task = video.submit("A boat", seconds=2)
task.wait()
result = {{**task.result(), "data": [{{"url": {url!r}}}]}}
task.record = replace(task.record, result=result)
task.download("boat.mp4")
"""


class CutInAChunk(BaseHTTPRequestHandler):
    """Promises 4096 bytes, sends twelve and hangs up."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send the beginning of a video."""
        self.send_response(200)
        self.send_header("content-type", "video/mp4")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        self.wfile.write(b"1000\r\n" + (32).to_bytes(4, "big") + b"ftypisom")
        self.close_connection = True

    def log_message(self, *_said: object) -> None:
        """Say nothing."""


@pytest.fixture
def url() -> Iterator[str]:
    """The address of such a video."""
    with HTTPServer(("127.0.0.1", 0), CutInAChunk) as server:
        threading.Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}/video.mp4"
        server.shutdown()


def test_the_card_says_what_is_kept_and_what_remains(kernel: Kernel, url: str) -> None:
    """It is no lost answer: the result is kept and paid, and the file alone is loaded again."""
    shown = kernel.run(DOWNLOAD.format(url=url))
    said = " ".join((shown.text + kernel.run("%modelmax why").text).split())
    assert shown.error is not None
    assert "download-cut" in said
    assert "connection-lost" not in said
    assert "the video itself is still at the service" in said
    assert "The result is kept; only the file is loaded again." in said
    assert "How long the service keeps a finished video is not documented." in said
    assert "0 bytes" not in said
    assert "True" in kernel.run("import pathlib; print(not pathlib.Path('boat.mp4').exists())").text
