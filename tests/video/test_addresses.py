"""Where the key goes: to the service in use, whatever address the service names."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest

from modelmax_nb import ModelMaxError, video
from modelmax_nb.transfer import resolve, same_origin
from tests.video.listening import VIDEO, Listener, listener

KEY = "sk-sentinel-0123456789"


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Listener]:
    """The service in use."""
    with listener() as found:
        monkeypatch.setenv("MODELMAX_BASE_URL", f"{found.origin}/v1")
        monkeypatch.setenv("MODELMAX_API_KEY", KEY)
        yield found


@pytest.fixture
def stranger() -> Iterator[Listener]:
    """Another port of this computer."""
    with listener() as found:
        yield found


def save() -> bytes:
    """Go through the life of a task; returns the video."""
    task = video.submit("A boat")
    (path,) = task.download("boat.mp4")
    return Path(path).read_bytes()


@pytest.mark.parametrize("address", ["/whole.mp4", "{service}/whole.mp4", "/to//whole.mp4"])
def test_the_service_gets_its_key(service: Listener, stranger: Listener, address: str) -> None:
    """At a relative address, an absolute one, and where it leads on to itself."""
    service.address = address.format(service=service.origin)
    assert save() == VIDEO
    assert service.keys == [f"Bearer {KEY}"] * len(service.seen)
    assert stranger.seen == []


@pytest.mark.parametrize(
    "address",
    [
        "{stranger}/boat.mp4",
        "/to/{stranger}/boat.mp4",
        "//{host}/boat.mp4",
        "http://localhost:{port}/boat.mp4",
        "http://{ours}@{host}/boat.mp4",
        "http://{ours}\\@{host}/boat.mp4",
        " {stranger}/boat.mp4",
    ],
)
def test_another_host_gets_none(service: Listener, stranger: Listener, address: str) -> None:
    """At an absolute address, after a redirect, at another port, under a name that looks like ours."""
    host = stranger.origin.removeprefix("http://")
    service.address = address.format(
        stranger=stranger.origin,
        host=host,
        port=host.partition(":")[2],
        ours=service.origin.removeprefix("http://"),
    )
    assert save() == VIDEO
    assert [path for path, _ in stranger.seen] == ["/boat.mp4"]
    assert KEY not in "".join(stranger.keys)


def test_there_and_back_goes_without_the_key(service: Listener, stranger: Listener) -> None:
    """What another host leads to was not named by the service."""
    service.address = f"{stranger.origin}/to/{service.origin}/boat.mp4"
    assert save() == VIDEO
    assert service.seen[-1] == ("/boat.mp4", None)


@pytest.mark.parametrize(
    "address",
    [
        "http://api.modelmax.io/v1/x",
        "https://api.modelmax.io:8443/x",
        "https://api.modelmax.io.example/x",
        "https://modelmax.io/x",
        "https://api.modelmax.io:no/x",
    ],
)
def test_another_scheme_port_or_name_is_another_origin(address: str) -> None:
    """Without encryption as well, though the name is the same."""
    assert not same_origin(address, "https://api.modelmax.io/v1")
    assert same_origin("https://API.modelmax.io:443/x", "https://api.modelmax.io/v1")


@pytest.mark.parametrize("base_url", ["https://api.modelmax.io/v1", "https://api.modelmax.io/v1/"])
def test_addresses_are_joined_to_the_origin(base_url: str) -> None:
    """Never ``/v1/v1``."""
    assert resolve("/v1/queue/x", base_url) == "https://api.modelmax.io/v1/queue/x"


def test_a_video_inside_its_address(service: Listener) -> None:
    """Nothing more is asked for."""
    service.address = f"data:video/mp4;base64,{base64.b64encode(VIDEO).decode()}"
    assert save() == VIDEO
    assert len(service.seen) == 2


@pytest.mark.parametrize(
    ("address", "slug"),
    [
        ("/short", "download-cut"),
        ("data:video/mp4;base64,AAAA", "download-cut"),
        ("/to//to//to//to//to//to//x", "redirected"),
    ],
)
def test_a_video_that_does_not_arrive(service: Listener, address: str, slug: str) -> None:
    """Shorter than its head said, no video inside its address, led on without end: each is named."""
    service.address = address
    task = video.submit("A boat")
    with pytest.raises(ModelMaxError, match=slug) as caught:
        task.download("boat.mp4")
    if address == "/short":
        assert caught.value.diagnosis.failure.partial == 1000
    assert not Path("boat.mp4").exists()
    assert task.record.result is not None
