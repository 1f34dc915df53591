"""What the programs say: in their comments, and when a call does not end well."""

from __future__ import annotations

from typing import Protocol

from modelmax_nb.messages import Text


class Say(Protocol):
    """Says a sentence in the reader's language."""

    def __call__(self, text: Text, /, **values: object) -> str:
        """Return *text* with its placeholders filled in."""


HEADS = {
    "python": Text("code.head.python", "Python; it needs: pip install openai"),
    "async": Text(
        "code.head.async",
        "Python, async; it needs: pip install openai. In a notebook the last line is: await main()",
    ),
    "js": Text(
        "code.head.js", "JavaScript; it needs: npm install openai. Save it as ask.mjs, run: node ask.mjs"
    ),
    "curl": Text("code.head.curl", "curl, 7.76 or newer, in a bash shell"),
}
TITLES = {
    "python": Text("code.title.python", "Python"),
    "async": Text("code.title.async", "Python, async"),
    "js": Text("code.title.js", "JavaScript"),
    "curl": Text("code.title.curl", "curl"),
}
FORMS = {
    "robust": Text("code.form.robust", "Mended, and ready for failures"),
    "as-sent": Text("code.form.as-sent", "As it was sent"),
}
NOT_MENDED = Text("code.form.not-mended", "Not mended yet. First: {fix}")
READY = Text("code.form.ready", "Ready for failures")
AT_SIMULATOR = Text(
    "code.at-simulator",
    "This address is the simulator of this notebook, and ends with it. "
    "For ModelMax: {url}, and a key in MODELMAX_API_KEY",
)
NOT_REACHED = Text("code.not-reached", "Nothing was reached at that address, so nothing was sent.")
MEND_MODEL = Text("code.mend.model", "Mended: model {new} in place of {old}")
MEND_URL = Text("code.mend.url", "Mended: base URL {new} in place of {old}")
MEND_DROP = Text("code.mend.drop", "Mended: {parameter} left out")
MEND_VALUE = Text("code.mend.value", "Mended: {parameter} is {new} in place of {old}")
MEND_TIMEOUT = Text("code.mend.timeout", "Mended: it waits {new} s for a sign of life, not {old}")
MEND_KEY = Text("code.mend.key", "Mended: the simulator's good test key")
FIRST = Text("code.first", "First: {fix}")
ONE_OWNER = Text("code.one-owner", "only the loop below repeats")
NO_LATER = Text("code.no-later", "no attempt begins after this")
NOT_A_NUMBER = Text("code.not-a-number", "a date is no number, and ends it")
A_DATE = Text("code.a-date", "a date is not waited for")
MEANINGS = {
    400: Text("code.400", "The request cannot be used as it is: change it first."),
    401: Text("code.401", "The key was not accepted."),
    402: Text("code.402", "The balance is used up: top up first."),
    500: Text("code.500", "ModelMax had a fault."),
    502: Text("code.502", "The model's provider returned an error."),
}
NEXT_ATTEMPT = Text("code.next-attempt", "next attempt in {seconds} s")
NO_WHOLE_ANSWER = Text(
    "code.no-whole-answer",
    "No whole answer came. It may be charged, so it is not sent again.",
)
BROKEN_OFF = Text("code.broken-off", "The answer broke off before its end; what came stands above.")
CURL_REPEATS = Text(
    "code.curl.repeats",
    "curl repeats 408, 429, 500, 502, 503 and 504 by itself, and waits as long as Retry-After says,",
)
CURL_WAITS = Text(
    "code.curl.waits", "else 1, 2, 4 s, with no random part. It cannot tell a refusal (502) from an outage."
)
CURL_SILENCE = Text(
    "code.curl.silence", "{seconds} s of silence end it; being past --retry-max-time, it is not repeated."
)
CURL_REFUSED = Text("code.curl.refused", "The last reply above says why:")
MORE_TEXT = Text(
    "code.more",
    "Other programs: --python, --async, --js, --curl. --as-sent shows the call as it was.",
)
