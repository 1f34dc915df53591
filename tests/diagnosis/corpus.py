"""Labelled failures: what a call looked like, and the cause a careful reader would name.

The wordings are those of Gemini, Bedrock, OpenAI and Chinese providers as people meet them, wrapped the
way ModelMax wraps a provider's fault (502), and of proxies, portals and shields in between. Traps hold
words of one cause while they mean another.
"""

from __future__ import annotations

from typing import NamedTuple

from modelmax_nb.failure import Failure, Symptom

MODEL = "gemini-3-flash-preview"
BASE_URL = "https://api.modelmax.io/v1"
NGINX = (
    "<html>\r\n<head><title>{0}</title></head>\r\n<body>\r\n<center><h1>{0}</h1></center>\r\n</body></html>"
)
SITE = (
    '<!doctype html><html><head><title>ModelMax</title></head><body><a href="/in">Sign in</a></body></html>'
)
PORTAL = '<html><head><title>Welcome</title></head><body><form><input type="password"></form></body></html>'


class Row(NamedTuple):
    """One labelled failure."""

    slug: str
    failure: Failure


def _status(slug: str, status: int, message: str = "", **fields: object) -> Row:
    types = {400: "bad_request", 401: "unauthorized", 402: "insufficient_balance", 500: "internal_error"}
    known = {
        "symptom": Symptom.STATUS,
        "status": status,
        "type": types.get(status, "bad_gateway" if status == 502 else None) if message else None,
        "message": message,
        "body": f'{{"error": {{"message": "{message}"}}}}' if message else "",
        "model": MODEL,
        "base_url": BASE_URL,
        "key_source": "MODELMAX_API_KEY",
        "key_hint": "wxyz",
        "parameters": {"temperature": 0.5, "messages": 1},
    }
    return Row(slug, Failure(**{**known, **fields}))  # type: ignore[arg-type]


def _page(slug: str, status: int, body: str, **fields: object) -> Row:
    return _status(slug, status, "", **{"body": body, "content_type": "text/html", **fields})


def _without_status(slug: str, symptom: Symptom, **fields: object) -> Row:
    known = {"symptom": symptom, "model": MODEL, "base_url": BASE_URL}
    return Row(slug, Failure(**{**known, **fields}))  # type: ignore[arg-type]


def _all(slug: str, status: int, *messages: str) -> list[Row]:
    return [_status(slug, status, message) for message in messages]


REFUSED_CONTENT = [
    *_all(
        "content-refused",
        502,
        "content policy violation",
        "upstream error: Your request was rejected as a result of our safety system.",
        "Message is being blocked for reason: SAFETY",
        "Candidate was blocked due to SAFETY",
        "Response was blocked due to PROHIBITED_CONTENT",
        "Text not available. Response was blocked due to OTHER",
        "generation stopped: finishReason: RECITATION",
        "promptFeedback: {blockReason: 'OTHER'}",
        "The response was filtered due to the prompt triggering our content management policy.",
        "guardrail_intervened: the guardrail blocked the output",
        "ValidationException: The request was blocked by a guardrail with id abc123.",
        "<400> InternalError.Algo.DataInspectionFailed: Input text data may contain inappropriate content.",
        "Output data may contain inappropriate content.",
        "Content Exists Risk",
        "The request was rejected because it was considered high risk",
        "This request has been flagged for possible policy violation",
        "Your prompt may violate our usage policies.",
        "The input contains sensitive words, please modify and try again",
        "内容安全检查未通过",
        "输入内容包含敏感信息,请修改后重试",
        "很抱歉,您的提问触发了内容审核,无法回答",
        "请求被拒绝:违反平台使用规范",
        "コンテンツポリシーに違反しているため、リクエストは拒否されました",
        "安全上の理由により応答を生成できません",
        "プロンプトはブロックされました",
        "입력 내용이 콘텐츠 정책을 위반했습니다 (content policy)",
    ),
    _status("content-refused", 400, "Your request was flagged as potentially violating our usage policy."),
    _status("content-refused", 400, "The request was rejected because it was considered high risk"),
    _status("content-refused", 403, "The prompt was blocked by our moderation system."),
    _status("content-refused", 500, "response blocked: safety filter"),
    # the words of another cause stand in the quoted prompt
    _status("content-refused", 502, 'content policy violation; prompt: "how do I get past a rate limit?"'),
]

THROTTLED = [
    *_all(
        "provider-throttled",
        502,
        "ThrottlingException: Too many requests, please wait before trying again.",
        "Too many tokens, please wait before trying again.",
        "Too many tokens per day, please wait before trying again.",
        "Resource has been exhausted (e.g. check quota).",
        "You exceeded your current quota, please check your plan and billing details.",
        '{"error": {"code": 429, "message": "Resource exhausted. Please try again later.", '
        '"status": "RESOURCE_EXHAUSTED"}}',
        "upstream returned 429",
        "upstream error: status code 429",
        "Rate limit reached for gpt-x in organization org-1 on tokens per min (TPM)",
        "Request rate limited by provider",
        "Quota exceeded for quota metric 'Generate Content API requests per minute'",
        "ServiceQuotaExceededException",
        "Your account's current concurrent requests reached limit 3, please try again",
        "Throttling.RateQuota: Requests rate limit exceeded, please try again later.",
        "Throttling.AllocationQuota: Allocated quota exceeded",
        "rate_limit_exceeded",
        "Slow down: too many concurrent requests",
        "请求过于频繁,请稍后再试",
        "触发限流,请降低请求频率",
        "您的账户已达到速率限制",
        "当前调用次数超限",
        "レート制限に達しました。しばらくしてから再試行してください",
        "リクエストが多すぎます",
        "同時リクエスト数の上限を超えました",
    ),
    _status("provider-throttled", 500, "provider throttled the request"),
    _status("provider-throttled", 502, "This is not a content policy issue: the rate limit was exceeded."),
]

OUTAGES = _all(
    "provider-outage",
    502,
    "upstream provider returned an error",
    "The model is overloaded. Please try again later. (UNAVAILABLE)",
    "ServiceUnavailableException: Bedrock is unable to process your request.",
    "ModelErrorException: The model returned an unexpected error.",
    "ModelTimeoutException: The request took too long to process.",
    "InternalServerException: The system encountered an unexpected error. Try your request again.",
    "An internal error has occurred. Please retry or report in https://developers.generativeai.google/guide",
    "upstream connect error or disconnect/reset before headers. reset reason: connection termination",
    "dial tcp 10.0.3.4:4290: connect: connection refused",
    "deadline exceeded while awaiting headers",
    "EOF",
    "ModelNotReadyException: Model is not ready for inference. Wait and try your request again.",
    "当前分组上游负载已饱和,请稍后再试",
    "服务器繁忙,请稍后再试",
    "上游服务内部错误",
    "現在サーバーが混み合っています",
    "内部エラーが発生しました",
    # traps
    "circuit breaker open by fallback policy",
    "connection pool exhausted",
    "request 4290a7: upstream closed the connection",
    "worker thread blocked; connection reset by peer",
    "guardrail service unavailable",
    "thread safety check aborted the worker",
    "rate limiter backend unreachable",
    "the moderation service timed out",
    'upstream error while answering "what is a content policy?"',
    'internal error; prompt: "explain the content policy and rate limits of your API"',
    "This is not a rate limit. The backend is down.",
    "リトライポリシーの上限回数に達し、接続できませんでした",
)
OUTAGES += [
    _status("provider-outage", 502, "x upstream unavailable", model="rate-limit-tester"),
    _status("provider-outage", 502, "model content-policy-judge crashed", model="content-policy-judge"),
    _status("provider-outage", 502, 'upstream error: <script>alert("x")</script> </details>'),
]

BEHIND_THE_DOOR = [
    *_all(
        "provider-access",
        502,
        "API key not valid. Please pass a valid API key.",
        "API key expired. Please renew the API key.",
        "AccessDeniedException: You don't have access to the model with the specified model ID.",
        "UnrecognizedClientException: The security token included in the request is invalid.",
        "ExpiredTokenException: The security token included in the request is expired",
        "upstream returned 403 PERMISSION_DENIED",
    ),
    *_all(
        "model-not-served",
        502,
        "models/gemini-1.0-pro is not found for API version v1beta, or is not supported for generateContent.",
        "ResourceNotFoundException: This model version has reached the end of its life.",
        "ValidationException: The provided model identifier is invalid.",
        "Invocation of model ID x.y-v1:0 with on-demand throughput isn’t supported. Retry your request with "
        "the ID or ARN of an inference profile that contains this model.",
        "The model has been deprecated and is no longer available.",
        "该模型已下线",
    ),
    *_all(
        "provider-refused-request",
        502,
        "ValidationException: Malformed input request: #: extraneous key [seed] is not permitted, please "
        "reformat your input and try again.",
        "Request contains an invalid argument. (INVALID_ARGUMENT)",
        "ValidationException: A conversation must start with a user message.",
        "roles must alternate between user and assistant",
    ),
    *_all(
        "context-too-long",
        502,
        "ValidationException: Input is too long for requested model.",
        "The input token count (1200341) exceeds the maximum number of tokens allowed (1048576).",
        "This model's maximum context length is 131072 tokens. However, you requested 141980 tokens "
        "(133980 in the messages, 8000 in the completion). Please reduce the length of the messages.",
        "prompt is too long: 210000 tokens > 200000 maximum",
        "ValidationException: Too many input tokens. Max input tokens: 128000, got: 130010",
        "输入内容过长,超出模型上下文长度",
        "入力が長すぎます。コンテキスト長は32768トークンまでです",
    ),
    _status("context-too-long", 400, "context_length_exceeded"),
    _status("context-too-long", 413, "prompt is too long"),
    _status("context-too-long", 400, "Range of input length should be [1, 30720]: input is too long"),
]

REQUESTS = [
    *_all(
        "unknown-model",
        400,
        "model not found: gemini-3-flash-preview",
        "unsupported model: gemini-3-flash-preview",
        "The model `gemini-3-flash-preview` does not exist or you do not have access to it.",
        "Unknown model gemini-3-flash-preview",
        "Model gemini-3-flash-preview is not supported",
        "invalid model",
        "model 'gemini-3-flash-preview' is not available",
        "不支持的模型:gemini-3-flash-preview",
        "模型 gemini-3-flash-preview 不存在",
        "モデル gemini-3-flash-preview が見つかりません",
    ),
    _status("unknown-model", 404, "The model `gpt-4o` does not exist", model="gpt-4o"),
    _status("unknown-model", 400, "model not found: rate-limit-tester", model="rate-limit-tester"),
    *_all(
        "wrong-kind-of-model",
        400,
        "model gemini-3-flash-preview does not support image generation",
        "gemini-3-flash-preview is not a video model",
        "imagen-3 is not a chat model",
        "model veo-3 is not supported for chat completions",
        "模型 veo-3 不支持聊天",
        "モデル imagen-3 はチャットに対応していません",
    ),
    *_all(
        "too-many-images",
        400,
        "messages[0].content can have at most 3 images, this one has 4",
        "too many images in one message",
        "The maximum number of images is 3",
        "图片数量超过限制,最多3张",
        "画像は3枚までです",
    ),
    *_all(
        "invalid-value",
        400,
        "temperature must be between 0 and 2",
        "Invalid value for 'temperature': expected a number between 0 and 2",
        "temperature: Input should be less than or equal to 2",
        "top_p must be between 0 and 1",
        "top_p is out of range",
        "Invalid 'max_tokens': integer below minimum value. Expected a value >= 1, but got -5 instead.",
        "max_tokens (100000) is too large: this model supports at most 8192 completion tokens",
        "messages[0].role must be one of: system, user, assistant",
        "stop can have at most 4 strings",
        "n must be at least 1",
        "stream must be a boolean",
        "messages[0].content must be a string or an array of parts",
        "参数 temperature 必须在 0 到 2 之间",
        "temperature 取值范围为 [0, 2]",
        "temperature は 0 から 2 の範囲で指定してください",
    ),
    _status("invalid-value", 400, "bad request", parameters={"temperature": 5}),
    _status("invalid-value", 422, "temperature must be between 0 and 2"),
    *_all(
        "missing-field",
        400,
        "messages is required",
        "missing required field: model",
        "Missing required parameter: 'messages'.",
        "you must provide a model parameter: model is required",
        "prompt is required",
        "messages must be an array with at least one message",
        "messages[0].content must not be empty",
        "messages: field required",
        "缺少必填参数: messages",
        "messages 不能为空",
        "messages は必須です",
    ),
    *_all(
        "unsupported-field",
        400,
        "unknown field: tools",
        "Unrecognized request argument supplied: foo_bar",
        "Unsupported parameter: 'max_completion_tokens'",
        "response_format is not supported",
        'Unknown name "foo": Cannot find field.',
        "logit_bias: Extra inputs are not permitted",
        "不支持的参数: tools",
        "不明なパラメータ: seed",
    ),
    *_all(
        "bad-request",
        400,
        "the request body is not valid JSON",
        "bad request",
        "something about the request is off",
        "provider mismatch",
        "请求有误",
        "invalid character '}' looking for beginning of object key string",
    ),
    _status("bad-request", 400),
]

ACCOUNTS = [
    _status("key-refused", 401, "invalid API key"),
    _status("key-refused", 401),
    _status("key-refused", 401, "missing API key"),  # a key was sent: something on the way took it out
    _status("key-refused", 401, "invalid API key", key_source="", key_hint=""),
    _status("missing-key", 401, "missing API key", key_source="", key_hint=""),
    _status("missing-key", 401, "You didn't provide an API key.", key_source="", key_hint=""),
    _status("missing-key", 401, "缺少 API key", key_source="", key_hint=""),
    _status("key-refused", 401, "密钥无效"),
    _status("insufficient-balance", 402, "insufficient balance"),
    _status("insufficient-balance", 402),
    _status("insufficient-balance", 402, "余额不足"),
    _page("insufficient-balance", 402, "<html>Payment Required</html>"),
]

SERVER = [
    _status("server-fault", 500, "internal server error"),
    _status("server-fault", 500),
    _status("server-fault", 500, "retry policy misconfigured"),
    _page("gateway-page", 500, NGINX.format("500 Internal Server Error")),
    _page("gateway-page", 502, NGINX.format("502 Bad Gateway")),
    _page(
        "gateway-page", 502, "<!DOCTYPE html><title>Bad gateway | too many requests?</title>", content_type=""
    ),
    _page("gateway-page", 521, NGINX.format("521: Web server is down")),
    _status("unexplained-outage", 502),
    _status("unexplained-outage", 502, body="  \n"),
    _status("provider-outage", 502, body="no healthy upstream", content_type="text/plain"),
    _status("provider-throttled", 502, body="Too Many Requests", content_type="text/plain"),
]

UNDOCUMENTED = [
    _status("rate-limited", 429, "too many requests"),
    _status("rate-limited", 429),
    _page("rate-limited", 429, "<html>Too Many Requests</html>"),
    _page("request-timeout", 408, NGINX.format("408 Request Time-out")),
    _status("conflict", 409, "the resource is locked by another request"),
    _page("too-large", 413, NGINX.format("413 Request Entity Too Large")),
    _status("unprocessable", 422, "cannot process the request"),
    _status("service-unavailable", 503, body="no healthy upstream"),
    _page("service-unavailable", 503, NGINX.format("503 Service Temporarily Unavailable")),
    _status("service-unavailable", 529, "Overloaded"),
    _page("gateway-timeout", 504, NGINX.format("504 Gateway Time-out")),
    _page("gateway-timeout", 524, "<html><title>A timeout occurred</title></html>"),
    _page("forbidden", 403, NGINX.format("403 Forbidden")),
    _page("forbidden", 403, "<html><title>Attention Required!</title>Sorry, you have been blocked</html>"),
    _status("forbidden", 403, "Country, region, or territory not supported"),
    _status("forbidden", 451, "Unavailable For Legal Reasons"),
    _status("not-found", 404, body="404 page not found\n", content_type="text/plain"),
    _status("wrong-base-url", 404, base_url="https://api.modelmax.io", path="/chat/completions"),
    _status("wrong-base-url", 404, base_url=f"{BASE_URL}/v1", path="/v1/v1/chat/completions"),
    _status("wrong-base-url", 404, base_url=f"{BASE_URL}/chat/completions"),
    _status("wrong-base-url", 404, base_url="https://www.modelmax.io/v1"),
    _status("wrong-base-url", 405, base_url="https://api.modelmax.io", path="/chat/completions"),
    _status("redirected", 301, headers={"location": "https://www.modelmax.io/"}),
    _status("redirected", 302, headers={"location": "/login"}),
    _status("proxy-sign-in", 407),
    _page("login-page", 511, PORTAL),
    _page("login-page", 401, NGINX.format("401 Authorization Required")),
    _page("login-page", 403, PORTAL),
    _page("not-recognised", 400, NGINX.format("400 Request Header Or Cookie Too Large")),
    _status("not-recognised", 418, "I'm a teapot"),
    _status("not-recognised", 405, "method not allowed"),
    _status("not-recognised", 501, "not implemented"),
    _status("not-recognised", 999),
]


def _answered(slug: str, symptom: Symptom, **fields: object) -> Row:
    return _without_status(slug, symptom, **{"status": 200, **fields})


QUIET = [
    _answered("wrong-base-url", Symptom.NOT_JSON, body=SITE, content_type="text/html"),
    _answered("wrong-base-url", Symptom.NOT_JSON, body=SITE, base_url="https://www.modelmax.io"),
    _answered("login-page", Symptom.NOT_JSON, body=PORTAL, content_type="text/html"),
    _answered("login-page", Symptom.NOT_JSON, body="<html><title>校园网登录</title></html>"),
    _answered("login-page", Symptom.NOT_JSON, body="<html><title>ネットワーク認証</title></html>"),
    _answered("answer-not-json", Symptom.NOT_JSON, body='{"id": "chatcmpl-1", "choi'),
    _answered("answer-not-json", Symptom.NOT_JSON, body="ok"),
    _answered("no-answer-in-body", Symptom.NOT_JSON, body="", content_type="application/json"),
    _answered("no-answer-in-body", Symptom.NO_ANSWER_IN_BODY, body="{}"),
    _answered("error-in-answer", Symptom.ERROR_IN_ANSWER, type="bad_gateway", message="upstream unavailable"),
    _answered("error-in-answer", Symptom.ERROR_IN_ANSWER, message="oops"),
    _answered("insufficient-balance", Symptom.ERROR_IN_ANSWER, type="insufficient_balance", message="x"),
    _answered("key-refused", Symptom.ERROR_IN_ANSWER, type="unauthorized", message="invalid API key"),
    _answered("content-refused", Symptom.ERROR_IN_ANSWER, message="blocked by safety settings"),
    _answered("unknown-model", Symptom.ERROR_IN_ANSWER, type="bad_request", message="model not found: x"),
    _answered("answer-cut-by-length", Symptom.CUT_BY_LENGTH, partial=30),
    _answered("answer-filtered", Symptom.CONTENT_FILTERED),
    _answered("empty-answer", Symptom.EMPTY_ANSWER),
    _answered("stream-ended-early", Symptom.STREAM_ENDED_EARLY, partial=40),
]

WITHOUT_STATUS = [
    _without_status(
        "stream-error-event", Symptom.STREAM_ERROR, message="upstream stream interrupted", partial=12
    ),
    _without_status(
        "stream-error-event", Symptom.STREAM_ERROR, type="bad_gateway", message="rate limit exceeded"
    ),
    _without_status("content-refused", Symptom.STREAM_ERROR, message="content policy violation", partial=12),
    _without_status("stream-cut", Symptom.STREAM_CUT, partial=9, exception="APIConnectionError"),
    _without_status("stream-stalled", Symptom.STREAM_STALLED, partial=9, timeout=120.0),
    _without_status("stream-unreadable", Symptom.STREAM_BAD_DATA, exception="JSONDecodeError"),
    _without_status("missing-key", Symptom.NO_KEY),
    _without_status("key-file-not-read", Symptom.NO_KEY, detail="The key in .env was not read."),
    _without_status("unreadable-key", Symptom.BAD_KEY, detail="a line break stands at place 9"),
    _without_status("plain-http-refused", Symptom.PLAIN_HTTP, base_url="http://example.org/v1"),
    _without_status("bad-base-url", Symptom.BAD_BASE_URL, base_url="api.modelmax.io", detail="it is no URL"),
    _without_status("request-not-built", Symptom.BAD_REQUEST_VALUE, detail="NaN is no JSON"),
    _without_status("connection-refused", Symptom.REFUSED, base_url="http://127.0.0.1:9/v1"),
    _without_status("connection-refused", Symptom.REFUSED),
    _without_status("host-not-found", Symptom.DNS, base_url="https://api.modelmax.oi/v1"),
    *(
        _without_status("proxy-not-reached", symptom, proxy="proxy.example:3128", detail=detail)
        for symptom, detail in (
            (Symptom.REFUSED, "[Errno 111] Connection refused"),
            (Symptom.DNS, "[Errno -2] Name or service not known"),
            (Symptom.TIMEOUT, "ConnectTimeout"),
        )
    ),
    _without_status("tls-fault", Symptom.TLS, detail="certificate verify failed: certificate has expired"),
    _without_status("connection-lost", Symptom.CONNECTION, detail="Server disconnected"),
    _without_status("connection-fault", Symptom.CONNECTION),
    _without_status("timeout-no-answer", Symptom.TIMEOUT, timeout=120.0, exception="APITimeoutError"),
    _without_status("connection-timeout", Symptom.TIMEOUT, timeout=120.0, detail="ConnectTimeout"),
    _without_status("interrupted", Symptom.INTERRUPTED),
    _without_status("sdk-unexpected", Symptom.UNKNOWN, exception="TypeError", detail="'NoneType' object"),
    _without_status("not-recognised", Symptom.UNKNOWN),
    _without_status("text-not-recognised", Symptom.STATUS, message="nothing that anybody knows"),
]

# Written after the patterns and read for the first time with them: 55 of 72 were told apart, none wrongly.
LATER = [
    *_all(
        "content-refused",
        502,
        "Output blocked by content filtering policy",
        "The generated text has been blocked by our content filters.",
        "Invalid prompt: your prompt was flagged as potentially violating our usage policy.",
        "This request violates Amazon's Responsible AI Policy.",
        "Veo could not generate videos from this prompt; it violates Vertex AI's usage guidelines",
        "input new_sensitive (1026)",
        "Request blocked. Reason: hate speech",
        "模型输出触发敏感词过滤",
        "您的输入包含不安全或敏感内容",
        "生成コンテンツが利用規約に違反しています",
        "Unable to show the generated image because it may contain harmful content",
    ),
    *_all(
        "provider-throttled",
        502,
        "rate limit exceeded(RPM)",
        "Your request reached organization max RPM: 3, please try again after 1 seconds",
        "Number of request tokens has exceeded your per-minute rate limit",
        "Quota exceeded for aiplatform.googleapis.com/generate_content_requests_per_minute",
        "You have reached your daily request limit",
        "429 Too Many Requests",
        "请求频率超过限制",
        "账户并发超限",
        "APIの呼び出し回数が上限に達しました",
        "Request limit reached. Retry after 20s",
    ),
    *_all(
        "provider-outage",
        502,
        "The engine is currently overloaded, please try again later",
        "context deadline exceeded",
        "context canceled",
        "unexpected EOF",
        "503 Service Unavailable",
        "net/http: TLS handshake timeout",
        "Bad Gateway",
        "failed to parse upstream response: invalid character '<' looking for beginning of value",
        "unknown error, code 1000",
        "The service is currently unavailable.",
        "model is currently loading",
        "Provider returned error",
        "upstream policy engine restarted",
        "http2: client connection force closed via ClientConn.Close",
        "请求超时",
        "タイムアウトしました",
        "モデルの応答がありません",
    ),
    *_all(
        "provider-access",
        502,
        "User location is not supported for the API use.",
        "This API method requires billing to be enabled.",
    ),
    *_all(
        "model-not-served",
        502,
        "The model 'x' is not available in your region",
        "Publisher Model `projects/p/models/m` was not found or your project does not have access to it",
    ),
    *_all(
        "provider-refused-request",
        502,
        "messages: final assistant content cannot end with trailing whitespace",
        "invalid params, messages must not be empty (2013)",
    ),
    *_all(
        "invalid-value",
        400,
        "temperature: must be <= 2",
        "Expected number, got string at temperature",
        "max_tokens must be a positive integer",
        "Invalid type for 'messages': expected an array of objects, but got a string instead.",
        "messages.0.content: expected string",
        "json: cannot unmarshal string into Go struct field ChatRequest.temperature of type float64",
        "Key: 'ChatRequest.Temperature' Error:Field validation for 'Temperature' failed on the 'max' tag",
        "Unsupported value: 'role' does not support 'developer' with this model",
        "Invalid role: tool",
        "temperature should be in [0,2]",
    ),
    *_all(
        "missing-field",
        400,
        "'messages' is a required property",
        "Key: 'ChatRequest.Messages' Error:Field validation for 'Messages' failed on the 'required' tag",
        "model parameter is required",
        "no model specified",
    ),
    *_all(
        "unknown-model",
        400,
        "model is not supported",
        "this model isn't supported",
        "no such model: foo",
    ),
    *_all(
        "wrong-kind-of-model",
        400,
        "image input is not supported by this model",
        "This model does not support image input",
    ),
    *_all(
        "too-many-images",
        400,
        "Only 3 images are allowed per message",
    ),
    *_all(
        "bad-request",
        400,
        "failed to decode base64 image",
        "unexpected end of JSON input",
    ),
    *_all(
        "context-too-long",
        400,
        "请求的token数超出模型上限",
        "input exceeds the model's context window",
    ),
]

# The same once more: 63 of 87 were told apart at first sight, none wrongly.
LAST = [
    *_all(
        "content-refused",
        502,
        "Request was rejected by content moderation",
        "I'm unable to process: the image contains prohibited content",
        "SAFETY: candidate finish reason",
        "The model's response was withheld for safety reasons",
        "input text may contain sensitive information",
        "prompt contains disallowed words",
        "The request did not pass our safety review",
        "涉及政治敏感,拒绝回答",
        "该内容可能违反法律法规",
        "この内容は規約により生成できません",
        "content_policy_violation",
        "ResponsibleAIPolicyViolation",
        "Your input image may contain content that is not allowed by our safety system.",
    ),
    *_all(
        "provider-throttled",
        502,
        "tokens per minute limit exceeded",
        "Please reduce your request rate",
        "exceeded the rate limit for this model",
        "Quota limit reached",
        "API quota used up for today",
        "Your requests are being throttled by the provider",
        "Maximum concurrency reached",
        "QPS limit exceeded",
        "request rate increased too quickly",
        "訪問頻度太高",
        "调用频率超出限制",
        "リクエスト制限を超えました",
        "現在レートリミット中です",
    ),
    *_all(
        "provider-outage",
        502,
        "connection reset by peer",
        "no route to host",
        "upstream request timeout",
        "i/o timeout",
        "Internal error encountered.",
        "model worker crashed",
        "Service temporarily unavailable",
        "read tcp: use of closed network connection",
        "upstream sent no data",
        "GPU out of memory",
        "provider error: 500 Internal Server Error",
        "stream closed before completion",
        "json decode error in provider response",
        "certificate verify failed for upstream",
        "invalid response from upstream",
        "账号池暂无可用",
        "请稍后重试",
        "しばらくお待ちください",
        "サービスは一時的に利用できません",
        "quota service unreachable: dial tcp timeout",
    ),
    *_all(
        "context-too-long",
        502,
        "Prompt exceeds max length",
        "Input length 140000 exceeds the maximum length 131072",
        "Requested token count exceeds the model's maximum context length of 262144 tokens",
        "输入token长度超过限制",
        "プロンプトが最大長を超えています",
        "total message size exceeds limit of 8388608 tokens",
    ),
    *_all(
        "invalid-value",
        400,
        "temperature out of range: 3",
        "'stop' must contain at most 4 elements",
        "presence_penalty: value 3 above maximum 2",
        "Invalid parameter: max_tokens",
        "top_p: expected float",
        "role 'tool' is not one of ['system','user','assistant']",
        "frequency_penalty should lie within [-2, 2]",
        "n 的值无效",
        "温度参数 temperature 超出范围",
    ),
    *_all(
        "missing-field",
        400,
        "field 'model' is required",
        "Required property 'messages' missing",
        "messages array is empty",
        "missing messages",
        "The 'model' field is mandatory",
        "prompt cannot be blank",
        "参数 model 缺失",
        "model が指定されていません",
    ),
    *_all(
        "unknown-model",
        400,
        "gemini-3-flash-preview: model does not exist",
        "Model 'gemini-3-flash-preview' unknown",
        "unrecognized model id",
        "no provider for model gemini-3-flash-preview",
        "The requested model could not be found",
        "未找到模型 gemini-3-flash-preview",
        "モデルが存在しません",
    ),
    *_all(
        "unsupported-field",
        400,
        "Unexpected field: tools",
        "parameter 'seed' is not allowed",
        "additional property foo is not allowed",
        "tools are not supported",
    ),
    *_all(
        "bad-request",
        400,
        "malformed JSON",
        "EOF",
        "request invalid",
        "could not parse body",
        "Bad Request",
    ),
]

NOT_VERIFIED = "CERTIFICATE_VERIFY_FAILED] certificate verify failed"
GATES = [
    *(
        _without_status(
            slug, Symptom.TLS, exception="APIConnectionError", detail=f"[SSL: {words} (_ssl.c:1006)"
        )
        for slug, words in [
            ("clock-wrong", f"{NOT_VERIFIED}: certificate is not yet valid"),
            ("tls-fault", f"{NOT_VERIFIED}: certificate has expired"),
            ("certificate-unknown", f"{NOT_VERIFIED}: self-signed certificate"),
            ("certificate-unknown", f"{NOT_VERIFIED}: self-signed certificate in certificate chain"),
            ("certificate-unknown", f"{NOT_VERIFIED}: unable to get local issuer certificate"),
            (
                "certificate-of-another",
                f"{NOT_VERIFIED}: Hostname mismatch, certificate is not valid for 'a'",
            ),
            (
                "certificate-of-another",
                f"{NOT_VERIFIED}: IP address mismatch",
            ),
            ("server-without-tls", "WRONG_VERSION_NUMBER] wrong version number"),
            ("tls-fault", "SSLV3_ALERT_HANDSHAKE_FAILURE] sslv3 alert handshake failure"),
        ]
    ),
    *(
        _without_status(slug, Symptom.CONNECTION, exception="APIConnectionError", detail=detail)
        for slug, detail in [
            ("proxy-sign-in", "407 Proxy Authentication Required"),
            ("proxy-refused", "403 Forbidden"),
            ("proxy-refused", "503 Service Unavailable"),
            ("connection-lost", "Server disconnected without sending a response."),
        ]
    ),
]
SOFTWARE = [
    _without_status(slug, Symptom.UNKNOWN, exception=exception, detail=detail)
    for slug, exception, detail in [
        ("sdk-does-not-fit", "UnfitSdkError", "openai 1.109.1 is installed"),
        (
            "sdk-does-not-fit",
            "TypeError",
            "Invalid `http_client` argument; Expected an instance of `httpx.Client`",
        ),
        ("sdk-does-not-fit", "ModuleNotFoundError", "No module named 'httpx2'"),
        ("sdk-does-not-fit", "AttributeError", "'OpenAI' object has no attribute 'chat'"),
        ("sdk-unexpected", "AttributeError", "'NoneType' object has no attribute 'content'"),
        ("sdk-unexpected", "TypeError", "unsupported operand type(s) for +: 'int' and 'str'"),
        (
            "sdk-call-of-old",
            "APIRemovedInV1",
            "You tried to access openai.ChatCompletion, but this is no longer supported in openai>=1.0.0",
        ),
    ]
]
ALLOWANCES = [
    _status("quota-used-up", 429, "Budget has been exceeded!"),
    _status("quota-used-up", 403, "insufficient quota"),
    _status("rate-limited", 429, "You exceeded your current quota, retry in 20 s"),
    _status("model-not-allowed", 403, "key not allowed to access model"),
]

TASK = "/v1/queue/veo-3/requests/Z2VtaW5pOnZlby0z"
MAKING = [
    _without_status(
        "video-failed",
        Symptom.ERROR_IN_ANSWER,
        path=TASK,
        message="operation failed",
        body='{"request_id": "Z2Vt", "status": "FAILED", "error": "operation failed"}',
    ),
    _without_status(
        "content-refused",
        Symptom.ERROR_IN_ANSWER,
        path=TASK,
        message="content policy violation",
        body='{"request_id": "Z2Vt", "status": "FAILED", "error": "content policy violation"}',
    ),
    _without_status(
        "video-without-file",
        Symptom.NO_ANSWER_IN_BODY,
        path=TASK,
        body='{"request_id": "Z2Vt", "status": "COMPLETED", "model": "veo-3"}',
    ),
    _without_status(
        "picture-missing",
        Symptom.NO_ANSWER_IN_BODY,
        path="/v1/images/generations",
        body='{"created": 1709123456, "data": []}',
    ),
    _without_status(
        "picture-unreadable",
        Symptom.PICTURE_UNREADABLE,
        status=200,
        path="/v1/images/generations",
        model="imagen-3",
        partial=16,
        body='{"created": 1709123456, "data": [{"b64_json": "bm90IGEgcGljdHVyZQ=="}]}',
    ),
    _without_status(
        "picture-not-loaded",
        Symptom.PICTURE_NOT_LOADED,
        method="GET",
        path="/pictures/1.png",
        model="imagen-3",
        detail="https://files.example/pictures/1.png",
    ),
    _without_status(
        "task-still-running",
        Symptom.TASK_STILL_RUNNING,
        path=f"{TASK}/status",
        model="veo-3",
        detail="3fa9c1d2",
    ),
    _without_status(
        "task-unreadable",
        Symptom.TASK_UNREADABLE,
        status=200,
        path=f"{TASK}/status",
        model="veo-3",
        detail="3fa9c1d2",
        body='{"request_id": "Z2Vt", "status": "ALMOST"}',
    ),
    _without_status(
        "result-asked-before", Symptom.RESULT_ASKED_BEFORE, path=TASK, model="veo-3", detail="3fa9c1d2"
    ),
    _without_status("task-elsewhere", Symptom.TASK_ELSEWHERE, path=TASK, model="veo-3", detail="3fa9c1d2"),
    _without_status(
        "download-cut",
        Symptom.DOWNLOAD_CUT,
        method="GET",
        status=200,
        path=f"{TASK}/content/0",
        model="veo-3",
        detail="3fa9c1d2",
        partial=6000,
    ),
    _status("video-gone", 404, "content not found", path=f"{TASK}/content/0", detail="3fa9c1d2"),
    _status("task-not-accepted", 400, "provider mismatch", path=TASK),
    _status("task-not-accepted", 400, "invalid request ID", path=f"{TASK}/status"),
    _status("task-not-accepted", 400, "invalid index", path=f"{TASK}/content/7"),
    _status("task-not-accepted", 400, "provider mismatch", path=""),
    _status("key-and-base-url", 401, "invalid API key", base_url="https://api.modelmax.io"),
    _status("key-and-base-url", 401, "invalid API key", base_url="https://api.modelmax.io/v1/v1"),
    _status("key-refused", 401, "invalid API key", base_url="https://gateway.school.example/llm/v1"),
]

# Words of a provider that fit nothing known: traps among them hold a word of another cause.
UNCLEAR = _all(
    "provider-unclear",
    502,
    "retry policy exhausted after 3 attempts",
    "重试策略已用尽",
    "no available channel for model",
    "无可用渠道",
    "the request was blocked by a network firewall rule",
    "内容生成失败",
    "unknown",
    "error",
    "XJ-4711: the quorum of the shard did not settle",
)

CORPUS: tuple[Row, ...] = (
    *UNCLEAR,
    *MAKING,
    *GATES,
    *SOFTWARE,
    *ALLOWANCES,
    *REFUSED_CONTENT,
    *THROTTLED,
    *OUTAGES,
    *BEHIND_THE_DOOR,
    *REQUESTS,
    *ACCOUNTS,
    *SERVER,
    *UNDOCUMENTED,
    *QUIET,
    *WITHOUT_STATUS,
    *LATER,
    *LAST,
)
