"""Pictures: real PNG files, in every form the API may give them."""

import base64
import struct
import zlib
from typing import Any

import httpx2
import pytest

from modelmax_nb.simulator import GOOD_KEY, Simulator


def order(http: httpx2.Client, **changes: Any) -> dict[str, Any]:
    """Order pictures; returns the answer."""
    body = {"model": "imagen-3", "prompt": "a lighthouse", **changes}
    result: dict[str, Any] = http.post("/v1/images/generations", json=body).json()
    return result


def read_png(data: bytes) -> tuple[int, int, bytes]:
    """Read a palette PNG and check every sum in it; returns width, height and the pixels' rows."""
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    parts: dict[bytes, bytes] = {}
    at = 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        name, content = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        assert struct.unpack(">I", data[at + 8 + length : at + 12 + length]) == (zlib.crc32(name + content),)
        parts[name] = content
        at += 12 + length
    assert list(parts) == [b"IHDR", b"PLTE", b"IDAT", b"IEND"]
    width, height = struct.unpack(">II", parts[b"IHDR"][:8])
    rows = zlib.decompress(parts[b"IDAT"])
    assert len(rows) == height * (width + 1)
    return width, height, rows


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (None, (256, 256)),
        ("1024x1024", (256, 256)),
        ("1792x1024", (256, 146)),
        ("1024x1792", (146, 256)),
        ("64x64", (64, 64)),
        ("1x9999", (16, 256)),
        ("large", (256, 256)),
        ("0x0", (16, 16)),
    ],
)
def test_a_picture_is_a_png_of_the_right_proportions(
    http: httpx2.Client, size: str | None, expected: tuple[int, int]
) -> None:
    """Small, whatever size is asked for."""
    found = order(http, response_format="b64_json", **({} if size is None else {"size": size}))
    assert read_png(base64.b64decode(found["data"][0]["b64_json"]))[:2] == expected


def test_the_answer_has_the_documented_shape(http: httpx2.Client) -> None:
    """Usage counts no tokens, and a revised prompt comes along."""
    found = order(http)
    assert set(found) == {"created", "data", "usage"}
    assert found["usage"] == {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}
    assert found["data"][0]["revised_prompt"] == "Simulated picture for: a lighthouse"


def test_a_url_leads_to_the_same_picture_without_a_key(http: httpx2.Client, simulator: Simulator) -> None:
    """The address is absolute, on the host that was asked, and open."""
    address = order(http)["data"][0]["url"]
    assert address.startswith("https://sim.test/simulator/images/")
    with httpx2.Client(transport=simulator.transport()) as stranger:
        response = stranger.get(address)
    assert response.headers["content-type"] == "image/png"
    inline = order(http, response_format="b64_json")["data"][0]["b64_json"]
    assert base64.b64decode(inline) == response.content


def test_pictures_differ_with_the_prompt_and_the_index(http: httpx2.Client) -> None:
    """The same order gives the same pictures."""
    first = [entry["b64_json"] for entry in order(http, response_format="b64_json", n=2)["data"]]
    assert first == [entry["b64_json"] for entry in order(http, response_format="b64_json", n=2)["data"]]
    other = order(http, response_format="b64_json", prompt="a harbour")["data"][0]["b64_json"]
    assert len({*first, other}) == 3


def test_an_address_nobody_was_given_is_a_404(http: httpx2.Client) -> None:
    """Nothing is drawn for a guessed address."""
    assert http.get("/simulator/images/0123.png").status_code == 404


def test_old_addresses_give_way_to_new_ones(http: httpx2.Client, simulator: Simulator) -> None:
    """A long-running simulator does not grow without end."""
    simulator.account(GOOD_KEY).balance = 1000
    first = order(http)["data"][0]["url"]
    for _ in range(50):
        order(http, n=10)
    assert len(simulator.state.images) == 500
    assert http.get(first).status_code == 404


@pytest.mark.parametrize(
    ("scenario", "data"),
    [
        ("image-empty-data", []),
        ("image-no-fields", [{"revised_prompt": "Simulated picture for: a lighthouse"}]),
    ],
)
def test_an_answer_can_lack_the_picture(
    http: httpx2.Client, simulator: Simulator, scenario: str, data: list[Any]
) -> None:
    """Success without a picture, in the ways the vendor's client guards against."""
    simulator.play(scenario)
    assert order(http)["data"] == data


def test_an_undecodable_picture_is_no_png(http: httpx2.Client, simulator: Simulator) -> None:
    """It is good base64 of something else."""
    simulator.play("image-undecodable")
    assert base64.b64decode(order(http)["data"][0]["b64_json"]) == b"not a picture"


def test_a_data_url_can_stand_where_an_address_was_asked_for(
    http: httpx2.Client, simulator: Simulator
) -> None:
    """It holds the picture itself."""
    simulator.play("image-data-url")
    head, _, data = order(http)["data"][0]["url"].partition(",")
    assert head == "data:image/png;base64"
    assert read_png(base64.b64decode(data))[:2] == (256, 256)
