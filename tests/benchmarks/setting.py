"""Where the figures are taken: fresh kernels, and one simulator on loopback that both sides ask."""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from tests.harness.kernels import Kernel, Result

FAST = "1000"  # the simulator's waits become shorter than a millisecond
# pip compiles what it installs; a checkout is compiled at first use, unless this variable forbids it.
HIDDEN = ("MODELMAX_", "OPENAI_", "PYTHONDONTWRITEBYTECODE")
KEY = "sk-sim-good"
MODEL = "gemini-3-flash-preview"
RAW_SETUP = """\
import os
from openai import OpenAI
client = OpenAI(api_key=os.environ["MODELMAX_API_KEY"], base_url=os.environ["MODELMAX_BASE_URL"])
"""
RAW_ASK = f"""\
reply = client.chat.completions.create(
    model="{MODEL}", messages=[{{"role": "user", "content": "What is a token?"}}])
print(reply.choices[0].message.content)
"""
OUR_SETUP = "%load_ext modelmax_nb"
OUR_ASK = "%%modelmax\nWhat is a token?"


@contextmanager
def simulator(*words: str) -> Iterator[str]:
    """Run the simulator in a process of its own; gives its base URL."""
    command = [sys.executable, "-m", "modelmax_nb", "simulator", "--port", "0", "--speed", FAST, *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            for line in server.stdout:
                if found := re.search(r"http://[\d.]+:\d+/v1", line):
                    yield found[0]
                    break
        finally:
            server.terminate()


class _Refusal(BaseHTTPRequestHandler):
    """Answers every call with the documented 402, without the simulator's mark."""

    def do_POST(self) -> None:
        """Read the request and refuse it."""
        self.rfile.read(int(self.headers["content-length"]))
        body = b'{"error": {"message": "insufficient balance", "type": "insufficient_balance"}}'
        self.send_response(402)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Print nothing."""


@contextmanager
def empty_account_server() -> Iterator[str]:
    """Serve a real account that is empty, as far as a client can tell; gives its base URL."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Refusal) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1"
        server.shutdown()


@contextmanager
def kernel(base_url: str | None = None, key: str = KEY) -> Iterator[Kernel]:
    """Run a fresh kernel that sees one key and one base URL, with a person in front of it."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(HIDDEN)}
    if base_url is not None:
        env |= {"MODELMAX_BASE_URL": base_url, "MODELMAX_API_KEY": key}
    with tempfile.TemporaryDirectory(prefix="modelmax-nb-") as folder:
        env |= {"IPYTHONDIR": folder, "JUPYTER_RUNTIME_DIR": folder}
        with Kernel(Path(folder), env) as started:
            yield started


def timed(on: Kernel, *cells: str) -> float:
    """Run cells one after the other; seconds from sending the first to the end of the last."""
    begun = time.perf_counter()
    for cell in cells:
        result = on.run(cell)
        if result.error is not None:
            raise RuntimeError("\n".join(result.error["traceback"]))
    return time.perf_counter() - begun


def traceback_lines(result: Result) -> int:
    """Count the lines of a traceback as a reader sees them."""
    return 0 if result.error is None else len("\n".join(result.error["traceback"]).splitlines())
