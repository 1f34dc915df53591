"""The table of scenarios. Provider wordings are plausible, not documented."""

from .acts import (
    ANY,
    CHAT,
    IMAGES,
    STREAM,
    SUBMIT,
    Act,
    Endpoint,
    Page,
    Refuse,
    Scenario,
    Silence,
    TearDown,
    Twist,
)
from .evidence import Evidence

_PROXY: Evidence = "not ModelMax: a proxy"

_SITE = """<!doctype html>
<html lang="en"><head><title>ModelMax</title></head>
<body><h1>One API for every model</h1><p>Welcome. Sign in to open the dashboard.</p></body></html>
"""
LOGIN_PAGE = """<!doctype html>
<html lang="en"><head><title>Sign in to the campus network</title></head>
<body><h1>Sign in</h1><form method="post"><input name="user"><input type="password"></form></body></html>
"""


def _nginx(title: str) -> str:
    page = f"<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n"
    return f"{page}<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"


HOSTILE = (
    '<script>document.title="owned"</script><img src=x onerror="document.title=\'owned\'"> '
    '[click here](javascript:alert(1)) </div></details><b onmouseover="alert(1)">hover</b>'
)
"""Markup that must never run in a notebook."""

_OUTAGE = {
    "bedrock": "ServiceUnavailableException: Bedrock is unable to process your request.",
    "gemini": "The model is overloaded. Please try again later. (UNAVAILABLE)",
}
_THROTTLE = {
    "bedrock": "ThrottlingException: Too many requests, please wait before trying again.",
    "gemini": "Resource has been exhausted (e.g. check quota). (RESOURCE_EXHAUSTED)",
}
_TOO_LONG = {
    "bedrock": "ValidationException: Input is too long for requested model.",
    "gemini": "The input token count (1200341) exceeds the maximum number of tokens allowed (1048576).",
}


def _row(name: str, evidence: Evidence, act: Act, summary: str, on: frozenset[Endpoint] = ANY) -> Scenario:
    return Scenario(name, summary, on, evidence, act)


_DOCUMENTED = (
    _row("ok", "documented", Twist(), "An ordinary answer."),
    _row(
        "400-bad-field",
        "documented",
        Refuse(400, "bad_request", "temperature must be between 0 and 2"),
        "A field is refused.",
    ),
    _row(
        "400-unknown-model",
        "documented",
        Refuse(400, "bad_request", "model not found: {model}"),
        "The model id is unknown (400, not 404).",
    ),
    _row("401", "documented", Refuse(401, "unauthorized", "invalid API key"), "The key is refused."),
    _row(
        "402",
        "documented",
        Refuse(402, "insufficient_balance", "insufficient balance"),
        "The balance is zero or below.",
    ),
    _row(
        "500",
        "documented",
        Refuse(500, "internal_error", "internal server error"),
        "A fault inside the service.",
    ),
    _row("502-outage", "documented", Refuse(502, "bad_gateway", _OUTAGE), "The provider is down."),
)

_PROVIDER = (
    _row(
        "502-throttle",
        "assumption",
        Refuse(502, "bad_gateway", _THROTTLE),
        "The provider limits the rate; ModelMax documents no 429.",
    ),
    _row(
        "502-unclear",
        "assumption",
        Refuse(502, "bad_gateway", "XJ-4711: the quorum of the shard did not settle"),
        "The provider fails with words that nobody has met.",
    ),
    _row(
        "502-content-policy",
        "assumption",
        Refuse(502, "bad_gateway", "content policy violation"),
        "The provider refuses the prompt; repeating cannot help.",
    ),
    _row(
        "context-too-long",
        "assumption",
        Refuse(502, "bad_gateway", _TOO_LONG),
        "The prompt is longer than the model can read.",
        CHAT,
    ),
    _row(
        "retry-after-2",
        "assumption",
        Refuse(502, "bad_gateway", _THROTTLE, (("retry-after", "2"),)),
        "A throttled 502 that asks to wait 2 seconds.",
    ),
    _row(
        "retry-after-130",
        "assumption",
        Refuse(502, "bad_gateway", _THROTTLE, (("retry-after", "130"),)),
        "A throttled 502 that asks to wait 130 seconds, longer than the SDK will.",
    ),
    _row(
        "no-retry",
        "assumption",
        Refuse(502, "bad_gateway", _OUTAGE, (("x-should-retry", "false"),)),
        "A 502 that says not to repeat it.",
    ),
    _row(
        "echo-key",
        "assumption",
        Refuse(401, "unauthorized", "cannot read header Authorization: {authorization}"),
        "A careless server that sends the key back in its message.",
    ),
    _row(
        "hostile-html",
        "assumption",
        Refuse(502, "bad_gateway", f"upstream error: {HOSTILE}"),
        "An error message with markup that must never run.",
    ),
)

_PROXIES = (
    _row("502-html", _PROXY, Page(502, _nginx("502 Bad Gateway")), "A 502 with a web page for a body."),
    _row("502-empty", _PROXY, Page(502, "", "text/plain"), "A 502 without a body."),
    _row(
        "503",
        _PROXY,
        Page(503, "no healthy upstream", "text/plain"),
        "A load balancer without a server behind it.",
    ),
    _row("504", _PROXY, Page(504, _nginx("504 Gateway Time-out")), "A proxy that gave up waiting."),
    _row(
        "429",
        _PROXY,
        Refuse(429, "rate_limited", "too many requests"),
        "A rate limit of its own; ModelMax documents none.",
    ),
    _row(
        "429-quota",
        _PROXY,
        Refuse(429, "insufficient_quota", "you have used up your quota: the budget of this key is exceeded"),
        "A gateway whose keys have a limit; a pause brings nothing.",
    ),
    _row(
        "403-model",
        _PROXY,
        Refuse(403, "model_access_denied", "this key is not allowed to access model {model}"),
        "A gateway whose keys open some models only.",
    ),
    _row(
        "408", _PROXY, Page(408, _nginx("408 Request Time-out")), "The proxy did not get the request in time."
    ),
    _row("409", _PROXY, Refuse(409, "conflict", "the resource is locked by another request"), "A conflict."),
    _row("403", _PROXY, Page(403, _nginx("403 Forbidden")), "The proxy forbids the call."),
    _row(
        "404",
        _PROXY,
        Page(404, "404 page not found\n", "text/plain; charset=utf-8"),
        "Nothing at this address.",
    ),
    _row(
        "413",
        _PROXY,
        Page(413, _nginx("413 Request Entity Too Large")),
        "The request is too big for the proxy.",
    ),
    _row(
        "422",
        _PROXY,
        Refuse(422, "unprocessable_entity", "cannot process the request"),
        "The body is refused.",
    ),
    _row("200-html", _PROXY, Page(200, _SITE), "A web page instead of an answer, as from a wrong base URL."),
    _row(
        "200-error",
        _PROXY,
        Page(200, '{"error":{"message":"upstream unavailable","type":"bad_gateway"}}', "application/json"),
        "An error that claims success.",
    ),
    _row(
        "200-bad-json",
        _PROXY,
        Page(
            200,
            '{"id":"chatcmpl-1","object":"text_completion","choices":[{"index":0,"mess',
            "application/json",
        ),
        "JSON that ends in the middle.",
    ),
    _row("200-empty-body", _PROXY, Page(200, "", "application/json"), "Success without a body."),
    _row("login-page", _PROXY, Page(200, LOGIN_PAGE), "The sign-in page of a network."),
    _row(
        "redirect",
        _PROXY,
        Page(302, "", "text/html", (("location", "/simulator/login"),)),
        "A redirect to a sign-in page.",
    ),
)

_WIRE = (
    _row("stall", "assumption", Silence(), "No answer at all, until the client gives up."),
    _row("slow", "assumption", Twist(), "An ordinary answer after a long wait."),
    _row("reset", "assumption", TearDown(), "The connection breaks before the answer."),
)

_BODIES = (_row("answer-cut", "assumption", Twist(), "An answer cut off in its body.", frozenset({"chat"})),)

_STREAMS = (
    _row("stream-error", "assumption", Twist(), "An error event in the middle of a stream.", STREAM),
    _row("stream-cut", "assumption", Twist(), "A stream cut off; the client can tell (chunked).", STREAM),
    _row(
        "stream-end-early",
        "assumption",
        Twist(),
        "A stream cut off; nothing tells (body ends at close).",
        STREAM,
    ),
    _row("stream-stall", "assumption", Twist(), "A stream that falls silent.", STREAM),
    _row("stream-bad-json", "assumption", Twist(), "A stream with an event that is no JSON.", STREAM),
)

_ANSWERS = (
    _row("finish-length", "assumption", Twist(), "An answer cut off at the length limit.", CHAT),
    _row("finish-content-filter", "assumption", Twist(), "An answer stopped by the provider's filter.", CHAT),
    _row("empty-answer", "assumption", Twist(), "An answer without text.", CHAT),
    _row("hostile-answer", "assumption", Twist(), "An answer with markup that must never run.", CHAT),
)

_PICTURES = (
    _row("image-empty-data", "vendor code", Twist(), "Success without a picture.", IMAGES),
    _row("image-no-fields", "vendor code", Twist(), "A picture with neither url nor b64_json.", IMAGES),
    _row("image-undecodable", "vendor code", Twist(), "b64_json that holds no picture.", IMAGES),
    _row("image-not-loaded", "assumption", Twist(), "An address that leads to nothing.", IMAGES),
    _row("image-as-url", "assumption", Twist(), "An address although the picture was asked for.", IMAGES),
    _row(
        "image-data-url", "vendor code", Twist(), "A data: URL although a web address was asked for.", IMAGES
    ),
)

_VIDEO = (
    _row(
        "task-fails-in-queue",
        "assumption",
        Twist(),
        "The task goes from IN_QUEUE straight to FAILED.",
        SUBMIT,
    ),
    _row("task-fails", "documented", Twist(), "The task ends FAILED: content policy violation.", SUBMIT),
    _row(
        "task-fails-at-poll",
        "assumption",
        Twist(),
        "The task fails at this look: status: ok, status: ok, task-fails-at-poll is at the third.",
        frozenset({"status"}),
    ),
    _row("slow-queue", "assumption", Twist(), "The task waits in the queue for five minutes.", SUBMIT),
    _row(
        "poll-502",
        "documented",
        Refuse(502, "bad_gateway", _OUTAGE),
        "A status poll meets a 502; the task itself goes on.",
        frozenset({"status"}),
    ),
    _row(
        "completed-no-data",
        "vendor code",
        Twist(),
        "COMPLETED, but the result has no data.",
        frozenset({"submit", "result"}),
    ),
    _row(
        "result-502",
        "documented",
        Refuse(502, "bad_gateway", _OUTAGE),
        "The fetch of a result meets a 502.",
        frozenset({"result"}),
    ),
    _row(
        "content-502",
        "documented",
        Refuse(502, "bad_gateway", "upstream download failed"),
        "The video cannot be loaded from the provider.",
        frozenset({"content"}),
    ),
    _row(
        "content-404",
        "assumption",
        Refuse(404, "not_found", "content not found"),
        "The video is not there any more.",
        frozenset({"content"}),
    ),
    _row("truncated-mp4", "assumption", Twist(), "Half of the video file.", frozenset({"content"})),
    _row(
        "provider-mismatch",
        "documented",
        Refuse(400, "bad_request", "provider mismatch"),
        "The request id belongs to another provider.",
        frozenset({"result"}),
    ),
)

TABLE = (*_DOCUMENTED, *_PROVIDER, *_PROXIES, *_WIRE, *_BODIES, *_STREAMS, *_ANSWERS, *_PICTURES, *_VIDEO)
