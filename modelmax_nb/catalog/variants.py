"""Sentences of entries that depend on the one call: what its address, its request or its reply shows."""

from __future__ import annotations

from typing import Final

from modelmax_nb.messages import Text

NOT_TO_REPEAT: Final = Text("variant.not-to-repeat", "The reply asks not to repeat.")
# What happened, where the list of models names the provider.
BY_PROVIDER: Final = {
    "provider-outage": Text("provider-outage.what-named", "ModelMax asked `{provider}` and got an error."),
    "provider-unclear": Text("provider-unclear.what-named", "Its words (`{provider}`) may tell more."),
    "provider-throttled": Text(
        "provider-throttled.what-named", "For now, `{provider}` has reached its limit."
    ),
    "content-refused": Text(
        "content-refused.what-named",
        "A safety check of `{provider}` stopped the prompt or the answer. Nothing is broken.",
    ),
    "provider-access": Text(
        "provider-access.what-named", "Your key is fine; `{provider}` refused ModelMax's own."
    ),
    "model-not-served": Text(
        "model-not-served.what-named", "ModelMax knows the name and passed it to `{provider}`."
    ),
    "provider-refused-request": Text(
        "provider-refused-request.what-named", "ModelMax accepted it, but `{provider}` found a fault in it."
    ),
}
V1_MISSING: Final = Text("wrong-base-url.what-missing", "The base URL `{base_url}` lacks `/v1` at its end.")
V1_TWICE: Final = Text("wrong-base-url.what-twice", "`/v1` stands twice in the base URL `{base_url}`.")
NOTHING_THERE: Final = Text("wrong-base-url.title-slip", "The ModelMax API is not at this address.")
NO_ANSWER_MADE: Final = Text("wrong-base-url.charge-slip", "No answer was made.")
SOMEBODY_ELSE: Final = Text(
    "variant.somebody-else", "The base URL is fine, but something in between answered."
)
SIGN_IN_FIRST: Final = Text("variant.sign-in-first", "First sign in, or change the network.")
KEY_TWICE: Final = Text(
    "key-and-base-url.what-twice",
    "It needs `/v1` once, not twice; good keys need that.",
)
NO_SUCH_PATH: Final = Text(
    "not-found.what-path", "ModelMax documents no such address; other services may have it."
)
PROXY_SAID: Final = Text("proxy-sign-in.ground-said", "The proxy answered “{detail}”.")
CUT_TITLE: Final = Text("connection-lost.title-cut", "The connection broke in the middle of the answer.")
CUT_WHAT: Final = Text("connection-lost.what-cut", "Part of the answer came and cannot be used.")
CUT_GROUND: Final = Text("connection-lost.ground-cut", "The connection ended too early: “{detail}”.")
INNER_OUTAGE: Final = Text(
    "error-in-answer.repeat-inner", "The error inside says “{words}”; such faults often pass."
)
BODY_NOT_READ: Final = Text(
    "bad-request.ground-body", "The reply says “{words}”: the request could not be read."
)
BAD_CALL: Final = Text(
    "bad-request.what-call", "The call to `{path}` with `{model}` has to change; the reply may say how."
)
LIMIT: Final = Text("answer-cut-by-length.what-limit", "Its end is missing: `max_tokens` was `{value}`.")
EMPTY_REASON: Final = Text(
    "empty-answer.ground-reason",
    "The reply has status {status}, an empty text and `finish_reason` = `{detail}`.",
)
EMPTY_COUNTED: Final = Text(
    "empty-answer.ground-counted",
    "The reply has an empty text, `finish_reason` = `{detail}`, tokens in: {tokens_in}, tokens out: "
    "{tokens_out}.",
)
EMPTY_TOKENS: Final = Text(
    "empty-answer.ground-tokens",
    "The reply has status {status}, an empty text, tokens in: {tokens_in}, tokens out: {tokens_out}.",
)
UNCOUNTED: Final = Text(
    "download-cut.what-uncounted", "It broke off on the way; the video itself is still at the service."
)
CHUNKS_CUT: Final = Text("download-cut.ground-chunks", "The connection ended before the last piece.")
FAILED_TASK: Final = Text("content-refused.charge-task", "Only the result of a finished video is charged.")
NO_SUCH_TASK: Final = Text("task-not-accepted.title-plain", "ModelMax finds no such video task.")
TASK_REPLY: Final = Text("task-not-accepted.ground-plain", "The reply has status {status}: “{message}”.")
TASK_GONE: Final = {
    "title": Text("task-not-accepted.title-gone", "The simulator has no such video task any more."),
    "what": Text(
        "task-not-accepted.what-gone",
        "Its tasks end with it: when its kernel ends, or when it begins anew.",
    ),
    "repeat_ground": Text("task-not-accepted.repeat-gone", "The task does not come back."),
}
SIMULATED_TASK: Final = {
    "title": Text("task-elsewhere.title-simulated", "This task is in the simulator, which is off."),
    "what": Text(
        "task-elsewhere.what-simulated",
        "It lives there as long as the kernel that made it.",
    ),
    "repeat_ground": Text("task-elsewhere.repeat-simulated", "ModelMax does not know the task."),
}
PERHAPS_STATUS: Final = Text(
    "video-without-file.what-status",
    "In a reply of `response_url` its address is missing; in one of `status_url` nothing is missing.",
)
TO_SIGN_IN: Final = Text(
    "redirected.ground-sign-in",
    "The reply ({status}) points to `{location}`: most likely a sign-in.",
)
TO_HTTPS: Final = {
    "title": Text("redirected.title-https", "The base URL begins with `http`; this server wants `https`."),
    "what": Text(
        "redirected.what-https",
        "It sent the call on to the same address with `https`, and we did not follow.",
    ),
    "ground": Text("redirected.ground-https", "The reply ({status}) points to `{location}`."),
    "repeat_ground": Text("redirected.repeat-https", "The base URL has to change first."),
}
STOPPED_EARLY: Final = {
    "title": Text("interrupted.title-early", "You stopped the call before anything was sent."),
    "what": Text("interrupted.what-early", "What carries a call was still being loaded."),
    "repeat_ground": Text("interrupted.repeat-early", "No request went out before."),
    "charge_ground": Text("interrupted.charge-early", "No request went out."),
}
