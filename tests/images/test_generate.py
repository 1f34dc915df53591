"""Pictures from Python, in every form that a reply may give them."""

import asyncio
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

import modelmax_nb
from modelmax_nb import ModelMaxError, images
from modelmax_nb.simulator import Simulator

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize("scenario", ["ok", "image-data-url", "image-as-url"])
def test_a_picture_comes_in_any_form(simulator: Simulator, scenario: str) -> None:
    """As bytes, as a ``data:`` URL, at an address: the same picture, whatever was asked for."""
    simulator.play(scenario)
    (picture,) = images.generate("A lighthouse", size="256x256")
    assert picture.content.startswith(PNG)
    assert picture.kind == "image/png"
    assert picture.simulated
    assert "lighthouse" in picture.revised_prompt


def test_what_is_sent(simulator: Simulator) -> None:
    """One request, with the documented fields; three pictures are three."""
    assert len(images.generate("A lighthouse", n=3, quality="hd", style="natural")) == 3
    (event,) = simulator.requests()
    assert (event["method"], event["path"], event["model"]) == ("POST", "/v1/images/generations", "imagen-3")
    assert event["charge"] == pytest.approx(0.24)


@pytest.mark.parametrize(
    ("scenario", "slug"),
    [
        ("image-empty-data", "picture-missing"),
        ("image-no-fields", "picture-missing"),
        ("image-undecodable", "picture-unreadable"),
        ("image-not-loaded", "picture-not-loaded"),
        ("402", "insufficient-balance"),
        ("502-content-policy", "content-refused"),
        ("200-error", "error-in-answer"),
        ("200-html", "wrong-base-url"),
    ],
)
def test_each_failure_has_its_diagnosis(simulator: Simulator, scenario: str, slug: str) -> None:
    """And the request was sent once."""
    simulator.play(scenario)
    with pytest.raises(ModelMaxError) as caught:
        images.generate("A lighthouse")
    assert caught.value.diagnosis.entry.slug == slug
    assert [event["method"] for event in simulator.requests()].count("POST") == 1


def test_a_model_that_makes_no_pictures(simulator: Simulator) -> None:
    """The reply of the service decides, and the diagnosis says so."""
    with pytest.raises(ModelMaxError) as caught:
        images.generate("A lighthouse", model="deepseek-v3.2")
    assert caught.value.diagnosis.entry.slug == "wrong-kind-of-model"


def test_saving(simulator: Simulator) -> None:
    """A file is there whole, and none is overwritten unasked."""
    (picture,) = images.generate("A lighthouse")
    assert picture.save() == Path("picture.png")
    assert picture.save() == Path("picture-2.png")
    with pytest.raises(FileExistsError, match=r"picture\.png is there already"):
        picture.save("picture.png")
    assert picture.save("picture.png", overwrite=True).read_bytes() == picture.content


def test_a_picture_shows_itself(simulator: Simulator) -> None:
    """As a picture in a notebook, and without its bytes as text."""
    (picture,) = images.generate("A lighthouse")
    bundle = picture._repr_mimebundle_()
    assert set(bundle) == {"image/png", "text/plain"}
    assert bundle["text/plain"] == f"<Picture image/png, {len(picture.content)} bytes, simulated>"


def test_the_same_without_blocking(simulator: Simulator) -> None:
    """Two at once."""

    async def both() -> list[list[images.Picture]]:
        return list(await asyncio.gather(images.generate_async("One"), images.generate_async("Two")))

    assert all(len(made) == 1 for made in asyncio.run(both()))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"n": 0}, "n is a whole number of at least 1"),
        ({"quality": "best"}, "quality is standard or hd"),
        ({"style": "loud"}, "style is natural or vivid"),
    ],
)
def test_values_outside_the_documents_are_not_sent(
    simulator: Simulator, options: dict[str, object], said: str
) -> None:
    """They are named, with what is allowed."""
    with pytest.raises(ValueError, match=said):
        images.generate("A lighthouse", **options)  # type: ignore[arg-type]
    assert simulator.requests() == []


class _Listener(BaseHTTPRequestHandler):
    """Another host that keeps the headers it was sent and hands out one picture."""

    seen: list[dict[str, str]]
    picture: bytes

    def do_GET(self) -> None:
        """Answer with the picture."""
        self.seen.append({name.lower(): value for name, value in self.headers.items()})
        self.send_response(200)
        self.send_header("content-type", "image/png")
        self.end_headers()
        self.wfile.write(self.picture)

    def log_message(self, *_arguments: object) -> None:
        """Stay quiet."""


@pytest.fixture
def other_host(simulator: Simulator) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """The address of a picture on another host, and the headers of those who asked for it."""
    seen: list[dict[str, str]] = []
    (picture,) = images.generate("A lighthouse")
    handler = type("Listener", (_Listener,), {"seen": seen, "picture": picture.content})
    server = HTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/picture.png", seen
    server.shutdown()
    server.server_close()


def test_the_key_goes_to_no_other_host(other_host: tuple[str, list[dict[str, str]]]) -> None:
    """A picture at another address is loaded without it."""
    from modelmax_nb.callers import caller_for, usable_settings
    from modelmax_nb.client import make_client
    from modelmax_nb.transfer import Fetch, Reply, fetch

    address, seen = other_host
    session = modelmax_nb.current_session()
    settings = usable_settings(session, "imagen-3")
    context = caller_for(session, settings, "imagen-3").context
    client = make_client(settings)
    # Even where the caller forgets to say that the key stays here.
    assert isinstance(fetch(client, Fetch(address, context)), Reply)
    assert isinstance(fetch(client, Fetch(address, context, with_key=False)), Reply)
    assert len(seen) == 2
    assert not any("authorization" in headers for headers in seen)
