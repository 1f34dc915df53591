"""What stands between a notebook and ModelMax: a proxy that is gone, and a server that wants https."""

import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.harness.kernels import Kernel

OWN = """
%load_ext modelmax_nb
import os
from openai import OpenAI
client = OpenAI(api_key=os.environ["MODELMAX_API_KEY"], base_url="https://api.modelmax.io/v1", max_retries=0)
client.chat.completions.create(model="m", messages=[{"role": "user", "content": "Hi"}])
"""


class ToHttps(BaseHTTPRequestHandler):
    """Answers every call as a server does that wants ``https``: the same address, with one letter more."""

    def do_POST(self) -> None:
        """Send the call on."""
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(301)
        self.send_header("location", f"https://127.0.0.1{self.path}")
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_said: object) -> None:
        """Say nothing."""


@pytest.fixture
def wants_https() -> Iterator[str]:
    """The base URL of a server that sends every call on to ``https``."""
    with HTTPServer(("127.0.0.1", 0), ToHttps) as server:
        threading.Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}/v1"
        server.shutdown()


@pytest.mark.parametrize("cell", ["%load_ext modelmax_nb\n%%modelmax\nHello", OWN], ids=["magic", "own code"])
@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "ALL_PROXY"])
def test_a_proxy_that_is_gone_is_named(tmp_path: Path, cell: str, variable: str) -> None:
    """Without the password in its address; ModelMax is not said to be unreachable."""
    env = {
        **os.environ,
        "MODELMAX_API_KEY": "sk-test-0123456789ab",
        variable: "http://ada:pa55word@127.0.0.1:9",
    }
    with Kernel(tmp_path, env) as kernel:
        first, _, rest = cell.partition("%%modelmax")
        if rest:
            kernel.run(first)
        shown = kernel.run(f"%%modelmax{rest}" if rest else cell)
        everything = str([message["content"] for message in shown.messages])
    assert shown.error is not None
    assert "The proxy 127.0.0.1:9 could not be reached." in shown.text.replace("`", "")
    assert "Nothing answers at" not in shown.text
    assert "pa55word" not in everything


def test_a_host_that_is_called_without_the_proxy(tmp_path: Path) -> None:
    """Where NO_PROXY lists the host, the proxy is not what failed."""
    env = {
        **os.environ,
        "MODELMAX_API_KEY": "sk-test-0123456789ab",
        "MODELMAX_BASE_URL": "http://127.0.0.1:9/v1",
        "HTTP_PROXY": "http://127.0.0.1:10",
        "NO_PROXY": "127.0.0.1",
    }
    with Kernel(tmp_path, env) as kernel:
        kernel.run("%load_ext modelmax_nb")
        shown = kernel.run("%%modelmax\nHello")
    assert "connection-refused" in shown.text
    assert "127.0.0.1:10" not in shown.text


def test_a_base_url_with_http_is_called_that(tmp_path: Path, wants_https: str) -> None:
    """No sign-in page is suspected, and the same address with https is proposed."""
    env = {**os.environ, "MODELMAX_API_KEY": "sk-test-0123456789ab", "MODELMAX_BASE_URL": wants_https}
    with Kernel(tmp_path, env) as kernel:
        kernel.run("%load_ext modelmax_nb")
        shown = kernel.run("%%modelmax\nHello")
    assert "The base URL begins with http; this server wants https." in shown.text.replace("`", "")
    assert '%config ModelMaxMagics.base_url = "https://127.0.0.1/v1"' in shown.text
    assert "sign in" not in shown.text
