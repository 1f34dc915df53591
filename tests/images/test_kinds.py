"""Pictures of every kind and in every wrapping, whole and broken ones together, and where they are saved."""

import base64
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from PIL import Image

from modelmax_nb import images
from modelmax_nb.picture_files import is_whole_picture, kind_of_picture

KINDS = {
    "PNG": ("image/png", ".png"),
    "JPEG": ("image/jpeg", ".jpg"),
    "GIF": ("image/gif", ".gif"),
    "WEBP": ("image/webp", ".webp"),
}
KEY = "sk-sentinel-0123456789"


def drawn(kind: str, side: int = 32) -> bytes:
    """Draw a picture."""
    file = io.BytesIO()
    Image.linear_gradient("L").resize((side, side)).convert("RGB").save(file, kind)
    return file.getvalue()


def entry(content: bytes) -> dict[str, str]:
    """Wrap a picture as the service does."""
    return {"b64_json": base64.b64encode(content).decode()}


class _Service(BaseHTTPRequestHandler):
    """Answers each request for pictures with the same data; hands out files with and without the key."""

    data: list[Any]
    files: dict[str, bytes]
    seen: list[tuple[str, str | None]]

    def do_POST(self) -> None:
        """Name the pictures."""
        self.rfile.read(int(self.headers["content-length"]))
        self._send(json.dumps({"created": 1, "data": self.data}).encode(), "application/json")

    def do_GET(self) -> None:
        """Hand out a file; those under /private need the key."""
        self.seen.append((self.path, self.headers["authorization"]))
        if self.path.startswith("/private") and not self.headers["authorization"]:
            self.send_error(401)
        else:
            self._send(self.files[self.path], "application/octet-stream")

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Stay quiet."""


@contextmanager
def answering(monkeypatch: pytest.MonkeyPatch, data: list[Any], **files: bytes) -> Iterator[type[_Service]]:
    """Serve *data* as the reply, and *files* by name, as the service in use."""
    paths = {f"/{name.replace('_', '/')}": content for name, content in files.items()}
    handler = type("Service", (_Service,), {"data": data, "files": paths, "seen": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("MODELMAX_BASE_URL", f"http://127.0.0.1:{server.server_port}/v1")
        monkeypatch.setenv("MODELMAX_API_KEY", KEY)
        yield handler
        server.shutdown()


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_known_by_its_bytes(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    """It shows under its own media type and is saved under a suffix that fits, whatever name was given."""
    media, suffix = KINDS[kind]
    with answering(monkeypatch, [entry(drawn(kind))]):
        (picture,) = images.generate("A boat")
    assert picture.kind == media
    assert set(picture._repr_mimebundle_()) == {"text/plain", media}
    assert picture.save("boat.bmp").name == f"boat.bmp{suffix}"
    assert picture.save("boat").name == f"boat{suffix}"
    other = ".gif" if suffix == ".png" else ".png"
    assert picture.save(f"light{other}").name == f"light{suffix}"
    assert picture.save().name == f"picture{suffix}"
    assert Path(f"light{suffix}").read_bytes() == picture.content


def test_a_jpeg_may_be_called_jpeg(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its usual names stay as they are."""
    with answering(monkeypatch, [entry(drawn("JPEG"))]):
        (picture,) = images.generate("A boat")
    assert picture.save("boat.JPEG").name == "boat.JPEG"


@pytest.mark.parametrize("kind", KINDS)
def test_half_a_picture_is_none(kind: str) -> None:
    """Its head alone does not make it one; what a program appended does not unmake it."""
    content = drawn(kind, 64)
    assert is_whole_picture(content)
    assert is_whole_picture(content + b"\0" * 16)
    assert kind_of_picture(content[: len(content) // 2]) is not None
    assert not is_whole_picture(content[: len(content) // 2])


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda text: {"b64_json": text},
        lambda text: {"b64_json": f"data:image/png;base64,{text}"},
        lambda text: {"url": f"data:image/png;base64,{text}"},
        lambda text: {"url": f"DATA:image/png;BASE64,{text}".replace("DATA:", "data:")},
        lambda text: {"b64_json": "\n".join(text[n : n + 76] for n in range(0, len(text), 76))},
        lambda text: {"b64_json": text.rstrip("=")},
        lambda text: {"b64_json": text.translate(str.maketrans("+/", "-_"))},
        lambda text: {"b64_json": "bm90IGEgcGljdHVyZQ==", "url": f"data:image/png;base64,{text}"},
        lambda text: {"b64_json": None, "url": f"data:image/png;base64,{text}"},
    ],
)
def test_any_wrapping_is_taken_off(monkeypatch: pytest.MonkeyPatch, wrapped: Any) -> None:
    """Either field, both alphabets, in lines, without padding; a broken one beside it does no harm."""
    content = drawn("PNG")
    with answering(monkeypatch, [wrapped(base64.b64encode(content).decode())]):
        (picture,) = images.generate("A boat")
    assert picture.content == content


def test_an_address_beside_broken_letters_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture that may be paid for is not given up while another way to it is named."""
    broken = {"b64_json": "bm90IGEgcGljdHVyZQ==", "url": "/boat"}
    with answering(monkeypatch, [broken], boat=drawn("PNG")) as service:
        assert len(images.generate("A boat")) == 1
    assert service.seen == [("/boat", None)]


def test_an_address_of_the_service_may_ask_for_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is asked without first; the key is sent to its own origin alone."""
    with answering(monkeypatch, [{"url": "/private/boat"}], private_boat=drawn("PNG")) as service:
        assert len(images.generate("A boat")) == 1
    assert service.seen == [("/private/boat", None), ("/private/boat", f"Bearer {KEY}")]


def test_of_several_pictures_none_that_came_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    """Broken ones in between fail the call; the error holds the others, in order."""
    first, last = drawn("PNG"), drawn("JPEG")
    data = [entry(first), {"b64_json": "AAAA"}, "no entry", {"url": "ftp://files.example/x"}, entry(last)]
    with answering(monkeypatch, data), pytest.raises(images.ImageError, match="picture-unreadable") as caught:
        images.generate("A boat", n=5)
    assert [picture.content for picture in caught.value.pictures] == [first, last]


def test_a_large_picture_stays_out_of_the_notebook(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named, and can be saved."""
    content = drawn("PNG") + b"\0" * 5_000_000
    picture = images.Picture(content, "image/png")
    assert set(picture._repr_mimebundle_()) == {"text/plain"}
    assert picture.save("large.png").stat().st_size == len(content)
