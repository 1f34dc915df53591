"""Requests are checked as documented, and refused in the documented envelope."""

from typing import Any

import httpx2
import pytest

from tests.simulator.calls import chat_body

IMAGE = {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}


def user(content: Any) -> list[dict[str, Any]]:
    """One user message."""
    return [{"role": "user", "content": content}]


CHAT = [
    ({"model": None}, "model is required"),
    ({"model": 3}, "model must be a string"),
    ({"model": "deepsek-v3.2"}, "model not found: deepsek-v3.2"),
    ({"model": "veo-3"}, "model veo-3 does not support chat completions"),
    ({"messages": None}, "messages is required"),
    ({"messages": []}, "messages must be an array with at least one message"),
    ({"messages": "Hello"}, "messages must be an array with at least one message"),
    ({"messages": ["Hello"]}, "messages[0] must be an object"),
    ({"messages": [{"content": "Hello"}]}, "messages[0].role is required"),
    (
        {"messages": [{"role": "developer", "content": "x"}]},
        "messages[0].role must be one of: system, user, assistant",
    ),
    ({"messages": [{"role": "user"}]}, "messages[0].content is required"),
    ({"messages": user(5)}, "messages[0].content must be a string or an array of parts"),
    ({"messages": user(["x"])}, "messages[0].content[0] must be an object"),
    (
        {"messages": user([{"type": "video"}])},
        "messages[0].content[0].type must be one of: text, image_url, input_audio",
    ),
    ({"messages": user([{"type": "image_url"}])}, "messages[0].content[0].image_url is required"),
    (
        {"messages": user([{"type": "image_url", "image_url": "x"}])},
        "messages[0].content[0].image_url must be an object",
    ),
    (
        {"messages": user([{"type": "input_audio", "input_audio": {"data": "AA"}}])},
        "messages[0].content[0].input_audio.format is required",
    ),
    ({"messages": user([IMAGE] * 4)}, "messages[0].content can have at most 3 images, this one has 4"),
    ({"temperature": 2.1}, "temperature must be between 0 and 2"),
    ({"temperature": -0.1}, "temperature must be between 0 and 2"),
    ({"temperature": "hot"}, "temperature must be a number"),
    ({"temperature": True}, "temperature must be a number"),
    ({"top_p": 1.5}, "top_p must be between 0 and 1"),
    ({"presence_penalty": 3}, "presence_penalty must be between -2 and 2"),
    ({"frequency_penalty": -3}, "frequency_penalty must be between -2 and 2"),
    ({"max_tokens": 0}, "max_tokens must be at least 1"),
    ({"max_tokens": 1.5}, "max_tokens must be an integer"),
    ({"stop": ["a", "b", "c", "d", "e"]}, "stop can have at most 4 strings"),
    ({"stop": 7}, "stop must be a string or an array of strings"),
    ({"stream": "yes"}, "stream must be a boolean"),
    ({"n": 0}, "n must be at least 1"),
    ({"user": 12}, "user must be a string"),
]

IMAGES = [
    ({}, "model is required"),
    ({"model": "imagen-3"}, "prompt is required"),
    ({"model": "imagen-3", "prompt": "  "}, "prompt is required"),
    ({"model": "imagen-9", "prompt": "x"}, "model not found: imagen-9"),
    ({"model": "deepseek-v3.2", "prompt": "x"}, "model deepseek-v3.2 does not support image generation"),
    ({"model": "imagen-3", "prompt": "x", "quality": "best"}, "quality must be one of: standard, hd"),
    ({"model": "imagen-3", "prompt": "x", "style": "odd"}, "style must be one of: natural, vivid"),
    (
        {"model": "imagen-3", "prompt": "x", "response_format": "png"},
        "response_format must be one of: url, b64_json",
    ),
    ({"model": "imagen-3", "prompt": "x", "n": "two"}, "n must be an integer"),
]

VIDEO = [
    ("veo-3", {}, "prompt is required"),
    ("veo-9", {"prompt": "x"}, "model not found: veo-9"),
    ("imagen-3", {"prompt": "x"}, "model imagen-3 does not support video generation"),
    ("veo-3", {"prompt": "x", "parameters": []}, "parameters must be an object"),
    (
        "veo-3",
        {"prompt": "x", "parameters": {"duration_seconds": 9}},
        "parameters.duration_seconds must be between 1 and 8",
    ),
    (
        "veo-3",
        {"prompt": "x", "parameters": {"sample_count": 5}},
        "parameters.sample_count must be between 1 and 4",
    ),
    (
        "veo-3",
        {"prompt": "x", "parameters": {"aspect_ratio": "1:1"}},
        "parameters.aspect_ratio must be one of: 16:9, 9:16",
    ),
    (
        "veo-3",
        {"prompt": "x", "parameters": {"resolution": "8k"}},
        "parameters.resolution must be one of: 720p, 1080p, 4k",
    ),
    (
        "veo-3",
        {"prompt": "x", "parameters": {"generate_audio": "no"}},
        "parameters.generate_audio must be a boolean",
    ),
]


def assert_refused(response: httpx2.Response, message: str) -> None:
    """The response is the documented 400 and nothing more."""
    assert response.status_code == 400
    assert response.json() == {"error": {"message": message, "type": "bad_request"}}


@pytest.mark.parametrize(
    ("changes", "message"), CHAT, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_bad_chat_request_is_refused(http: httpx2.Client, changes: dict[str, Any], message: str) -> None:
    """Each field of the documented table is held to its type and range."""
    assert_refused(http.post("/v1/chat/completions", json=chat_body(**changes)), message)


@pytest.mark.parametrize(
    ("body", "message"), IMAGES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_bad_image_request_is_refused(http: httpx2.Client, body: dict[str, Any], message: str) -> None:
    """So is each field of an image request."""
    assert_refused(http.post("/v1/images/generations", json=body), message)


@pytest.mark.parametrize(
    ("model", "body", "message"), VIDEO, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_bad_video_request_is_refused(
    http: httpx2.Client, model: str, body: dict[str, Any], message: str
) -> None:
    """And each parameter of a video."""
    assert_refused(http.post(f"/v1/queue/{model}", json=body), message)


@pytest.mark.parametrize(
    ("path", "body", "most"),
    [
        ("/v1/chat/completions", chat_body(n=9), 8),
        ("/v1/images/generations", {"model": "imagen-3", "prompt": "x", "n": 11}, 10),
    ],
)
def test_a_limit_of_the_simulators_own_is_said_to_be_one(
    http: httpx2.Client, path: str, body: dict[str, Any], most: int
) -> None:
    """Where ModelMax documents no limit, none is put into its mouth."""
    assert http.post(path, json=body).json()["error"] == {
        "message": f"Simulator: n can be at most {most} here; ModelMax documents no limit.",
        "type": "simulator",
    }


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff\xfe", b"[" * 100_000], ids=["empty", "cut", "binary", "deep"]
)
def test_a_body_that_is_no_json_is_refused(http: httpx2.Client, body: bytes) -> None:
    """Whatever the bytes are, the answer is a 400."""
    assert_refused(http.post("/v1/chat/completions", content=body), "the request body is not valid JSON")


def test_a_body_that_is_no_object_is_refused(http: httpx2.Client) -> None:
    """JSON of another shape is refused too."""
    assert_refused(http.post("/v1/chat/completions", json=[1]), "the request body must be a JSON object")


@pytest.mark.parametrize(
    "changes",
    [
        {"temperature": 0},
        {"temperature": 2},
        {"top_p": 1},
        {"stop": "x"},
        {"stop": ["a", "b", "c", "d"]},
        {"temperature": 1, "seed": 7, "response_format": {"type": "json_object"}},
        {"messages": user([IMAGE] * 3)},
        {"messages": user([{"type": "input_audio", "input_audio": {"data": "AA", "format": "webm"}}])},
        {"messages": [{"role": "system", "content": "Be short."}]},
    ],
    ids=str,
)
def test_the_ends_of_every_range_are_accepted(http: httpx2.Client, changes: dict[str, Any]) -> None:
    """Limits are inclusive, three images are allowed, and undocumented fields are ignored."""
    assert http.post("/v1/chat/completions", json=chat_body(**changes)).status_code == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/chat/completions"),
        ("POST", "/v1/v1/chat/completions"),
        ("POST", "/v1/embeddings"),
        ("DELETE", "/v1/models"),
        ("GET", "/v1/models/veo-3"),
        ("GET", "/v1/queue/veo-3/requests/abc/cancel"),
    ],
)
def test_an_address_that_is_not_documented_leads_nowhere(http: httpx2.Client, method: str, path: str) -> None:
    """Other paths and methods are a plain 404."""
    response = http.request(method, path)
    assert (response.status_code, response.text) == (404, "404 page not found\n")


@pytest.mark.parametrize(
    ("key", "status"), [("sk-sim-revoked", 401), ("sk-sim-empty", 402), ("sk-sim-good", 400)]
)
def test_the_key_is_checked_before_the_balance_and_that_before_the_body(
    http: httpx2.Client, key: str, status: int
) -> None:
    """With everything wrong at once, the key comes first."""
    headers = {"authorization": f"Bearer {key}"}
    assert http.post("/v1/chat/completions", json={}, headers=headers).status_code == status


@pytest.mark.parametrize(
    "headers",
    [{"authorization": ""}, {"authorization": "Bearer "}, {"authorization": "Basic c2stc2ltLWdvb2Q="}],
)
def test_a_missing_key_is_a_401(http: httpx2.Client, headers: dict[str, str]) -> None:
    """Without a bearer key the answer says that it is missing."""
    response = http.get("/v1/models", headers=headers)
    assert response.status_code == 401
    assert response.json() == {"error": {"message": "missing API key", "type": "unauthorized"}}
