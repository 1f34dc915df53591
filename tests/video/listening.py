"""Two servers that write down who asks for what with which key: the service in use, and another host."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from typing import Any

import modelmax_nb.simulator

VIDEO = (files(modelmax_nb.simulator) / "media" / "wide.mp4").read_bytes()
TASK = "/v1/queue/veo-3/requests/abc"


class Listener:
    """A server on a port of its own.

    Attributes:
        origin: Such as ``http://127.0.0.1:12345``.
        seen: Path and ``Authorization`` header of each request, in order.
        address: What the result names as the address of its video.
    """

    def __init__(self, port: int) -> None:
        self.origin = f"http://127.0.0.1:{port}"
        self.seen: list[tuple[str, str | None]] = []
        self.address = ""

    @property
    def keys(self) -> list[str]:
        """The keys that were sent."""
        return [key for _, key in self.seen if key]


@contextmanager
def listener() -> Iterator[Listener]:
    """Serve a finished task, its video at any other path, and some that fall short."""
    handler = type("Handler", (_Handler,), {})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        handler.listener = Listener(server.server_port)  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield handler.listener  # type: ignore[attr-defined]
        server.shutdown()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    listener: Listener

    def do_POST(self) -> None:
        """Take a task."""
        self.rfile.read(int(self.headers["content-length"]))
        task = {"request_id": "abc", "status": "IN_QUEUE", "status_url": f"{TASK}/status"}
        self._json({**task, "response_url": TASK}, status=202)

    def do_GET(self) -> None:
        """Tell of the task, or hand out a video."""
        self.listener.seen.append((self.path, self.headers["authorization"]))
        if self.path.startswith(TASK):
            self._json({"status": "COMPLETED", "data": [{"url": self.listener.address}]})
        elif self.path.startswith("/to/"):
            self._send(b"", status=302, location=self.path.removeprefix("/to/"))
        elif self.path == "/short":
            self._send(VIDEO[:1000], length=len(VIDEO))
        else:
            self._send(VIDEO)

    def _json(self, value: dict[str, Any], status: int = 200) -> None:
        self._send(json.dumps(value).encode(), status=status, kind="application/json")

    def _send(
        self, body: bytes, *, status: int = 200, kind: str = "video/mp4", length: int = 0, location: str = ""
    ) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(length or len(body)))
        if location:
            self.send_header("location", location)
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = bool(length)

    def log_message(self, *_arguments: object) -> None:
        """Stay quiet."""
