"""The fixes for calls of the reader's own code, repeated in one way alone: by running the cell again."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from modelmax_nb.catalog.entry import Applicability, Fix
from modelmax_nb.catalog.fixes import advice
from modelmax_nb.messages import Text

if TYPE_CHECKING:
    from collections.abc import Mapping


def _again(slug: str, label: str) -> Fix:
    # A cell does more than one call, so it is looked at before it runs again.
    return Fix(slug=slug, label=label, applicability=Applicability.CHECK_FIRST, costs=True)


RUN_AGAIN = _again("run-again", "Run this cell again")
RUN_LATER = _again("run-later", "Wait, then run again")
RUN_AFTER = _again("run-after", "Wait {retry_after}, then run this cell again")
RUN_AT_RISK = _again("run-at-risk", "Run this cell again")
RUN_ANYWAY = _again("run-anyway", "Run this cell again, against the server's wish")
RUN_WHEN_MENDED = _again("run-when-mended", "Then run this cell again")

# For what was only explained: where the call stands is not known here.
CALL_AGAIN = _again("call-again", "Make the call again")
CALL_LATER = _again("call-later", "Wait, then make the call again")
CALL_AFTER = _again("call-after", "Wait {retry_after}, then make the call again")
CALL_ANYWAY = _again("call-anyway", "Make the call again, against the server's wish")
CALL_WHEN_MENDED = _again("call-when-mended", "Then make the call again")

IN_LINE = Text("place.in-line", "line {line}")
IN_CELL_LINE = Text("place.in-cell-line", "cell {cell}, line {line}")

WRITE_MODEL = Fix(
    slug="write-model",
    label="In {where} write `{suggestion}` (listed {models_date}); run again",
    applicability=Applicability.CHECK_FIRST,
    costs=True,
)
WRITE_OTHER_PROVIDER = Fix(
    slug="write-other-provider",
    label="In {where} write `{suggestion}` (provider: {suggestion_provider}); run again",
    applicability=Applicability.CHECK_FIRST,
    costs=True,
)
PUT_MODEL = Fix(
    slug="put-model",
    label="Use `{suggestion}` (listed {models_date}); run again",
    applicability=Applicability.CHECK_FIRST,
    costs=True,
)
PUT_OTHER_PROVIDER = Fix(
    slug="put-other-provider",
    label="Use `{suggestion}` (provider: {suggestion_provider}); run again",
    applicability=Applicability.CHECK_FIRST,
    costs=True,
)
WRITE_URL = advice("write-url", "In {where} write `{proposed_url}`, then run the cells again")
PUT_URL = advice("put-url", 'Make the client with `base_url="{proposed_url}"`')
PUT_KEY = advice(
    "put-key",
    "Enter the key outside the code",
    "%modelmax key\nimport modelmax_nb\nclient = modelmax_nb.openai_client()",
)
PUT_SIMULATOR = Fix(
    slug="put-simulator",
    label="Use the free simulator",
    applicability=Applicability.SAFE,
    command="%modelmax simulator on\nimport modelmax_nb\nclient = modelmax_nb.openai_client()",
)
PUT_TEST_KEY = Fix(
    slug="put-test-key",
    label="Give the client the simulator's good key, `sk-sim-good`",
    applicability=Applicability.SAFE,
)
PUT_SERVICE = advice(
    "put-service",
    "Go back to the service that has the task",
    'import modelmax_nb\nmodelmax_nb.configure(base_url="{base_url}")',
)
MORE_SILENCE = advice(
    "more-silence",
    "Allow a longer silence, then run this cell again",
    "%config ModelMaxMagics.timeout = {longer}",
)
LOOK_AT_CALL = advice("look-at-call", "Compare the call with the reply, then change it")
LOOK_AT_URL = advice("look-at-url", "Look at `base_url` where the client is made")
MORE_TIME = advice("more-time", "Allow more time: `timeout=` in the call, in seconds")
MORE_ROOM = advice("more-room", "Allow a longer answer: `max_tokens=` in the call")
WITHOUT_STREAM = advice("without-stream", "Leave out `stream=True`")
ASK_FOR_LESS = advice("ask-for-less", "Ask for less, or use `stream=True`")

# By the slug of the fix that a card of the magic would offer; None where own code has no such thing.
OWN_CODE: Mapping[str, Fix | None] = MappingProxyType({
    "send-again": RUN_AGAIN,
    "send-later": RUN_LATER,
    "send-after": RUN_AFTER,
    "send-at-risk": RUN_AT_RISK,
    "send-anyway": RUN_ANYWAY,
    "send-when-mended": RUN_WHEN_MENDED,
    "enter-key": PUT_KEY,
    "own-client": PUT_KEY,
    "clear-key": None,
    "mend-variable": PUT_KEY,
    "use-simulator": PUT_SIMULATOR,
    "use-test-key": PUT_TEST_KEY,
    "allow-http": None,
    "other-service": PUT_SERVICE,
    "show-request": LOOK_AT_CALL,
    "check-address": LOOK_AT_URL,
    "longer-timeout": MORE_TIME,
    "more-tokens": MORE_ROOM,
    "no-stream": WITHOUT_STREAM,
    "ask-less": ASK_FOR_LESS,
    "clear-chat": None,
    "show-all-lines": None,
})  # fmt: skip

# The same for a failure that was only explained; the rest is as a card of the magic has it.
EXPLAINED: Mapping[str, Fix | None] = MappingProxyType({
    "send-again": CALL_AGAIN,
    "send-later": CALL_LATER,
    "send-after": CALL_AFTER,
    "send-at-risk": CALL_AGAIN,
    "send-anyway": CALL_ANYWAY,
    "send-when-mended": CALL_WHEN_MENDED,
    "use-model": PUT_MODEL,
    "use-other-provider": PUT_OTHER_PROVIDER,
    "show-request": LOOK_AT_CALL,
    "check-address": LOOK_AT_URL,
    "longer-timeout": MORE_TIME,
    "more-tokens": MORE_ROOM,
    "no-stream": WITHOUT_STREAM,
    "ask-less": ASK_FOR_LESS,
})  # fmt: skip
