"""``explain``: whatever a program of the reader's own ends with, said as the card would."""

import asyncio
import json
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import httpx2
import openai
import pytest
import requests

from modelmax_nb import explain
from modelmax_nb.origin import base_path
from modelmax_nb.simulator import Simulator

KEY = "sk-test-0123456789ab"
BASE_URL = "https://api.modelmax.io/v1"
NOTHING_THERE = "http://127.0.0.1:9/v1"
BALANCE = {"error": {"message": "insufficient balance", "type": "insufficient_balance"}}
PAGE = "<!doctype html><html><title>Welcome</title><p>Hello</p></html>"
SDK_LINE = "openai.APIConnectionError: Connection error."
SIGN_IN = "<html><title>Sign in</title><form><input type=password></form></html>"


def answering(status: int, content: str = "", kind: str = "application/json") -> httpx2.MockTransport:
    """Return a transport that gives one reply to everything."""
    headers = {"content-type": kind}
    return httpx2.MockTransport(lambda _request: httpx2.Response(status, text=content, headers=headers))


def client_of(
    transport: httpx2.BaseTransport | None, base_url: str = BASE_URL, key: str = KEY
) -> openai.OpenAI:
    """Return the reader's own client."""
    http_client = httpx2.Client(transport=transport)
    return openai.OpenAI(api_key=key, base_url=base_url, max_retries=0, http_client=http_client)


def ask(client: openai.OpenAI, **options: Any) -> Any:
    """Send one chat request."""
    return client.chat.completions.create(model="m", messages=[{"role": "user", "content": "Hi"}], **options)


def raised(act: Callable[[], object]) -> Exception:
    """Return what *act* raises, with its traceback."""
    try:
        act()
    except Exception as error:  # noqa: BLE001 - any exception is what is looked for
        return error
    raise AssertionError("nothing was raised")


def test_a_404_at_the_right_base_url_is_not_blamed_on_it() -> None:
    """The base URL keeps its path, so the address in use is never proposed as the cure."""
    explained = explain(raised(lambda: ask(client_of(answering(404, json.dumps(BALANCE))))))
    assert explained.entry.slug == "not-found"
    assert explained.diagnosis.failure.base_url == BASE_URL
    assert "Set the base URL" not in str(explained)


@pytest.mark.parametrize(
    "base_url", ["https://api.modelmax.io", f"{BASE_URL}/v1", f"{BASE_URL}/chat/completions"]
)
def test_a_404_at_a_wrong_base_url_still_is(base_url: str) -> None:
    """A slip in the base URL is seen, and the right one proposed."""
    explained = explain(raised(lambda: ask(client_of(answering(404), base_url))))
    assert explained.entry.slug == "wrong-base-url"
    assert explained.diagnosis.failure.base_url == base_url
    assert f"Set the base URL to `{BASE_URL}`" in str(explained)


@pytest.mark.parametrize(
    ("path", "base"),
    [
        ("/v1/chat/completions", "/v1"),
        ("/v1/completions", "/v1"),
        ("/v1/models", "/v1"),
        ("/v1/models/gemini-3-flash-preview", "/v1"),
        ("/v1/images/generations", "/v1"),
        ("/v1/queue/veo-3/requests/abc/status", "/v1"),
        ("/v1/embeddings", "/v1"),
        ("/v1/something/new", "/v1"),
        ("/proxy/v1/chat/completions", "/proxy/v1"),
        ("/chat/completions", ""),
        ("/", ""),
    ],
)
def test_where_the_base_url_ends(path: str, base: str) -> None:
    """What the SDK and the documents put behind the base URL is left out."""
    assert base_path(path) == base


def test_a_client_without_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 13: the exception and its pasted sentence are both a missing key, and the cure fits a client."""
    for name in ("OPENAI_API_KEY", "OPENAI_ADMIN_KEY"):
        monkeypatch.delenv(name, raising=False)
    error = raised(openai.OpenAI)
    assert type(error) is openai.OpenAIError
    for failed in (error, str(error), f"Traceback …\nopenai.OpenAIError: {error}"):
        explained = explain(failed)
        assert explained.entry.slug == "missing-key"
        assert "modelmax_nb.openai_client()" in str(explained)


@pytest.mark.parametrize(
    ("page", "slug"),
    [(PAGE, "wrong-base-url"), (f"\n {PAGE.upper()}", "wrong-base-url"), (SIGN_IN, "login-page")],
)
def test_a_page_that_create_returned(page: str, slug: str) -> None:
    """Row 17: a page as a str was a reply of status 200; what is not known of it leaves no gap."""
    answer = ask(client_of(answering(200, page, "text/html")))
    assert answer == page
    explained = explain(answer)
    assert explained.entry.slug == slug
    assert explained.diagnosis.failure.status == 200
    assert "—" not in str(explained)


def test_a_damaged_stream() -> None:
    """Only while a stream is read, bad JSON is a piece of it."""
    client = client_of(answering(200, 'data: {"a":\n\n', "text/event-stream"))
    error = raised(lambda: list(ask(client, stream=True)))
    assert isinstance(error, json.JSONDecodeError)
    assert explain(error).entry.slug == "stream-unreadable"


@pytest.mark.parametrize(("body", "slug"), [("", "no-answer-in-body"), ('{"a":', "answer-not-json")])
def test_a_damaged_reply(body: str, slug: str) -> None:
    """Without a stream, bad JSON that the SDK met is the reply's."""
    error = raised(lambda: ask(client_of(answering(200, body))))
    assert isinstance(error, json.JSONDecodeError)
    assert explain(error).entry.slug == slug


def test_the_readers_own_json_is_not_the_services() -> None:
    """Bad JSON that no call met says nothing of a call."""
    assert explain(raised(lambda: json.loads("{"))).entry.slug == "sdk-unexpected"


def _refused(library: Any) -> Exception:
    return raised(lambda: library.get(f"{NOTHING_THERE}/models", headers={"authorization": f"Bearer {KEY}"}))


@pytest.mark.parametrize("library", [httpx2, httpx, requests], ids=lambda library: library.__name__)
def test_a_refused_connection_of_any_library(library: Any) -> None:
    """Read off the chain of causes; the request tells the address, and its key stays hidden."""
    error = _refused(library)
    explained = explain(error)
    assert explained.entry.slug == "connection-refused"
    assert explained.diagnosis.failure.base_url == NOTHING_THERE
    assert KEY not in repr(explained.diagnosis)


def _status_error(library: Any) -> Exception:
    if library is requests:
        response = requests.Response()
        response.status_code = 402
        response._content = json.dumps(BALANCE).encode()
        response.request = requests.Request("POST", f"{BASE_URL}/chat/completions").prepare()
    else:
        request = library.Request("POST", f"{BASE_URL}/chat/completions")
        response = library.Response(402, json=BALANCE, request=request)
    return raised(response.raise_for_status)


@pytest.mark.parametrize("library", [httpx2, httpx, requests], ids=lambda library: library.__name__)
def test_a_status_of_any_library(library: Any) -> None:
    """``raise_for_status`` keeps the response, and the response says it all."""
    error = _status_error(library)
    explained = explain(error)
    assert explained.entry.slug == "insufficient-balance"
    assert explained.diagnosis.failure.base_url == BASE_URL


@pytest.mark.parametrize(
    ("error", "slug"),
    [
        (httpx2.ConnectTimeout("timed out"), "connection-timeout"),
        (httpx.ConnectTimeout("timed out"), "connection-timeout"),
        (requests.ConnectTimeout("timed out"), "connection-timeout"),
        (httpx2.ReadTimeout("timed out"), "timeout-no-answer"),
        (httpx.ReadTimeout("timed out"), "timeout-no-answer"),
        (requests.ReadTimeout("timed out"), "timeout-no-answer"),
        (requests.Timeout("timed out"), "timeout-no-answer"),
        (httpx2.ConnectError("[Errno -2] Name or service not known"), "host-not-found"),
        (httpx2.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed"), "tls-fault"),
        (httpx.RemoteProtocolError("Server disconnected without sending a response."), "connection-lost"),
        (requests.ConnectionError("('Connection aborted.', RemoteDisconnected())"), "connection-lost"),
        (httpx2.UnsupportedProtocol("Request URL is missing a protocol."), "bad-base-url"),
        (requests.exceptions.MissingSchema("Invalid URL 'api.modelmax.io'"), "bad-base-url"),
        (httpx2.LocalProtocolError(f"Illegal header value b'Bearer {KEY}\\n'"), "request-not-built"),
        (openai.APIConnectionError(request=httpx2.Request("GET", BASE_URL)), "connection-fault"),
        (TimeoutError("the reader's own"), "sdk-unexpected"),
        (ConnectionError("the reader's own"), "sdk-unexpected"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)  # fmt: skip
def test_an_exception_is_known_by_its_class(error: Exception, slug: str) -> None:
    """Of the HTTP libraries, without importing them; the same names elsewhere are not ours."""
    explained = explain(error)
    assert explained.entry.slug == slug
    assert KEY not in str(explained)
    assert "`—`" not in str(explained)


def test_the_limit_is_told_by_the_request() -> None:
    """The SDK's own limit on silence stands in the sentence."""

    def silent(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ReadTimeout("timed out", request=request)

    error = raised(lambda: ask(client_of(httpx2.MockTransport(silent)), timeout=1))
    assert "No answer came within 1 second." in str(explain(error))


class Pieces(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """A body that is still on its way."""

    def __iter__(self) -> Iterator[bytes]:
        """Give all of it."""
        yield json.dumps(BALANCE).encode()

    async def __aiter__(self) -> Any:
        """Give all of it, to an asynchronous reader."""
        yield json.dumps(BALANCE).encode()


def test_a_streamed_response_is_read() -> None:
    """A body that was not read yet is read now."""
    transport = httpx2.MockTransport(lambda _request: httpx2.Response(400, stream=Pieces()))
    with (
        httpx2.Client(transport=transport) as client,
        client.stream("POST", f"{BASE_URL}/models") as response,
    ):
        explained = explain(response)
    assert explained.diagnosis.failure.message == "insufficient balance"


def test_a_response_that_cannot_be_read_is_explained_by_its_status() -> None:
    """An asynchronous body cannot be read here: its status speaks, and a fine one says nothing."""

    async def unread(status: int) -> httpx2.Response:
        transport = httpx2.MockTransport(lambda _request: httpx2.Response(status, stream=Pieces()))
        async with (
            httpx2.AsyncClient(transport=transport) as client,
            client.stream("POST", f"{BASE_URL}/chat/completions") as response,
        ):
            return response

    assert explain(asyncio.run(unread(402))).entry.slug == "insufficient-balance"
    with pytest.raises(ValueError, match="can no longer be read"):
        explain(asyncio.run(unread(200)))


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        (KEY, "The key that was sent comes from the client in your program and ends in …89ab."),
        ("sk-short", "The key that was sent comes from the client in your program."),
    ],
)
def test_a_refused_key_is_named_by_its_end(key: str, sentence: str) -> None:
    """Four characters of a long key; of a short one nothing, and no gap."""
    body = json.dumps({"error": {"message": f"no such key: {key}", "type": "unauthorized"}})
    explained = str(explain(raised(lambda: ask(client_of(answering(401, body), key=key)))))
    assert sentence in " ".join(explained.split())
    assert key not in explained


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Connection error.", "connection-fault"),
        (SDK_LINE, "connection-fault"),
        (
            f'httpx2.ConnectError: [Errno 111] Connection refused\n  File "/usr/lib/ssl.py"\n{SDK_LINE}',
            "connection-refused",
        ),
        (
            f"socket.gaierror: [Errno -2] Name or service not known\n\n{SDK_LINE}",
            "host-not-found",
        ),
        ("Request timed out.", "timeout-no-answer"),
        (
            "httpx2.ConnectTimeout: timed out\nopenai.APITimeoutError: Request timed out.",
            "connection-timeout",
        ),
        ("nothing that anybody knows", "text-not-recognised"),
        ("Error code: 400 - model not found: gpt-4o", "unknown-model"),
        ("Error code: 418 - I am a teapot", "not-recognised"),
    ],
)
def test_pasted_words_are_explained_without_gaps(text: str, slug: str) -> None:
    """What the words do not tell is not claimed, and no dash stands in for it."""
    explained = explain(text)
    assert explained.entry.slug == slug
    assert "—" not in str(explained)


@pytest.mark.parametrize("host", ["api.modelmax.io", "other.example"])
def test_an_error_of_another_service_is_not_modelmaxs(host: str) -> None:
    """The request tells where it went; nobody is sent to ModelMax's dashboard for another vendor's 402."""
    request = httpx2.Request("POST", f"https://{host}/v1/chat/completions", json={"model": "m"})
    body = {"error": {"message": "no credit", "type": "insufficient_balance"}}
    response = httpx2.Response(402, json=body, request=request)
    explained = explain(openai.APIStatusError("no credit", response=response, body=body))
    ours = host == "api.modelmax.io"
    assert explained.entry.slug == ("insufficient-balance" if ours else "elsewhere-payment")
    assert ("dashboard" in str(explained)) is ours


TASK = {"request_id": "Z2Vt", "model": "veo-3"}
PICTURE = {"created": 1, "data": [{"url": "https://example.com/cat.png"}]}


@pytest.mark.parametrize("pasted", [dict, json.dumps], ids=["object", "text"])
@pytest.mark.parametrize(
    ("body", "slug", "charge"),
    [
        ({**TASK, "status": "FAILED", "error": "operation failed"}, "video-failed", "not-charged"),
        ({**TASK, "status": "FAILED", "error": "content policy violation"}, "content-refused", "not-charged"),
        ({**TASK, "status": "COMPLETED"}, "video-without-file", "not-documented"),
        ({**TASK, "status": "COMPLETED", "data": []}, "video-without-file", "not-documented"),
        ({"created": 1, "data": []}, "picture-missing", "not-documented"),
    ],
)
def test_a_body_of_a_task_needs_no_status(
    pasted: Callable[[Any], Any], body: dict[str, Any], slug: str, charge: str
) -> None:
    """Row 20: pasted as it came, it is known by its members; a task that failed is free."""
    explained = explain(pasted(body))
    assert explained.entry.slug == slug
    assert explained.entry.charge.value == charge


@pytest.mark.parametrize(
    "body",
    [{**TASK, "status": "IN_PROGRESS"}, {**TASK, "status": "COMPLETED", "data": PICTURE["data"]}, PICTURE],
    ids=["under way", "video", "picture"],
)
def test_what_is_whole_or_under_way_is_no_failure(body: dict[str, Any]) -> None:
    """A picture or a video that came, or is still made, is not called missing."""
    with pytest.raises(ValueError, match="nothing to explain"):
        explain(body)


@pytest.mark.parametrize("body", [json.dumps(BALANCE), "{}"])
@pytest.mark.parametrize("status", [200, 402, 408, 429, 500, 502])
def test_nothing_offers_to_send_another_call(status: int, body: str) -> None:
    """``%modelmax retry`` would send the session's last call, which is not the one explained."""
    assert "%modelmax retry" not in str(explain(body, status=status))


def test_a_path_that_is_not_documented() -> None:
    """A 404 of an endpoint that only others have is not blamed on the base URL."""
    error = raised(lambda: client_of(answering(404)).responses.create(model="m", input="Hi"))
    explained = explain(error)
    assert explained.entry.slug == "not-found"
    assert [fix.slug for fix in explained.diagnosis.fixes] == ["use-client"]


def test_a_pasted_text_does_not_say_who_sent_it() -> None:
    """Another service has the same envelope, so the card names no speaker; a call's own reply has one."""
    body = {"error": {"message": "You exceeded your current quota", "type": "insufficient_quota"}}
    for text in (json.dumps(body), f"Error code: 429 - {body}"):
        assert "The server said:" in str(explain(text))
        assert "ModelMax said" not in str(explain(text))
    answered = explain(raised(lambda: ask(client_of(answering(402, json.dumps(BALANCE))))))
    assert "ModelMax said:" in str(answered)


@pytest.mark.parametrize("key", ["sk-sim-good\n", "“sk-sim-good”", "sk-sim\u200b-good"])
def test_a_badly_pasted_key_is_named_not_the_request(key: str) -> None:
    """What the package raises holds the header; the explanation names the key, and does not show it."""
    with Simulator() as simulator:
        client = openai.OpenAI(api_key=key, base_url=simulator.url, max_retries=0)
        with pytest.raises((openai.APIConnectionError, UnicodeEncodeError)) as raised:
            client.models.list()
    explained = explain(raised.value)
    assert explained.entry.slug == "unreadable-key"
    assert "sim-good" not in str(explained)
