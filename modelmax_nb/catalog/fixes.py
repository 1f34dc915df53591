"""The fixes that entries share: what the reader can do now, said once."""

from __future__ import annotations

from modelmax_nb.catalog.entry import Action, Applicability, Fix

DASHBOARD = "https://www.modelmax.io/dashboard"
# Source: vendor code; the documents only say "Settings, API Keys".
KEYS_PAGE = "https://www.modelmax.io/dashboard/keys"

SAFE = Applicability.SAFE
CHECK_FIRST = Applicability.CHECK_FIRST
NEEDS_INPUT = Applicability.NEEDS_INPUT


def advice(slug: str, label: str, command: str | None = None) -> Fix:
    """Return a fix that the reader carries out by hand."""
    return Fix(slug=slug, label=label, applicability=NEEDS_INPUT, command=command)


def _again(slug: str, label: str, applicability: Applicability) -> Fix:
    return Fix(
        slug=slug,
        label=label,
        applicability=applicability,
        action=Action.RETRY,
        command="%modelmax retry",
        costs=True,
    )


SEND_AGAIN = _again("send-again", "Send it again", SAFE)
SEND_LATER = _again("send-later", "Wait, then send it again", SAFE)
SEND_AFTER = _again("send-after", "Wait {retry_after}, then send it again", SAFE)
SEND_AT_RISK = _again("send-at-risk", "Send it again", CHECK_FIRST)
SEND_ANYWAY = _again("send-anyway", "Send it again, against the server's wish", CHECK_FIRST)
SEND_WHEN_MENDED = _again("send-when-mended", "Then send it again", CHECK_FIRST)

USE_MODEL = Fix(
    slug="use-model",
    label="Run with `{suggestion}` (listed {models_date})",
    applicability=CHECK_FIRST,
    action=Action.USE_MODEL,
    command="%modelmax retry -m {suggestion}",
    costs=True,
)
USE_OTHER_PROVIDER = Fix(
    slug="use-other-provider",
    label="Run with `{suggestion}` (provider: {suggestion_provider})",
    applicability=CHECK_FIRST,
    action=Action.USE_MODEL,
    command="%modelmax retry -m {suggestion}",
    costs=True,
)
LIST_MODELS = Fix(
    slug="list-models",
    label="List the models",
    applicability=SAFE,
    action=Action.LIST_MODELS,
    command="%modelmax models",
)

ENTER_KEY = Fix(
    slug="enter-key",
    label="Enter your key",
    applicability=NEEDS_INPUT,
    action=Action.ENTER_KEY,
    command="%modelmax key",
)
MAKE_KEY = Fix(
    slug="make-key",
    label="Make a new key",
    applicability=NEEDS_INPUT,
    action=Action.OPEN_PAGE,
    url=KEYS_PAGE,
)
TOP_UP = Fix(
    slug="top-up",
    label="Top up in the dashboard",
    applicability=NEEDS_INPUT,
    action=Action.OPEN_PAGE,
    url=DASHBOARD,
)
TOP_UP_FOR_REAL = Fix(
    slug="top-up-for-real",
    label="With a real account: top up",
    applicability=NEEDS_INPUT,
    action=Action.OPEN_PAGE,
    url=DASHBOARD,
)
USE_SIMULATOR = Fix(
    slug="use-simulator",
    label="Use the free simulator",
    applicability=SAFE,
    action=Action.USE_SIMULATOR,
    command="%modelmax simulator on",
)
USE_TEST_KEY = Fix(
    slug="use-test-key",
    label="Use the simulator's good key",
    applicability=SAFE,
    action=Action.USE_SIMULATOR,
    command="%modelmax simulator on",
)

SET_BASE_URL = Fix(
    slug="set-base-url",
    label="Set the base URL to `{proposed_url}`",
    applicability=CHECK_FIRST,
    action=Action.SET_BASE_URL,
    command='%config ModelMaxMagics.base_url = "{proposed_url}"',
)
ALLOW_HTTP = Fix(
    slug="allow-http",
    label="Allow plain http to `{host}` for this session",
    applicability=CHECK_FIRST,
    action=Action.ALLOW_HTTP,
    command="%config ModelMaxMagics.allow_http = True",
)


def look(slug: str, label: str, command: str) -> Fix:
    """Return a fix that only shows something: it is typed, and it changes nothing."""
    return Fix(slug=slug, label=label, applicability=SAFE, command=command)


END_SCENARIO = look("end-scenario", "End what the simulator plays", "%modelmax simulator play")
CHECK_ADDRESS = look("check-address", "Look at the base URL in use", "%modelmax status")
SIGN_IN = advice("sign-in", "Open any web page and sign in")
OTHER_NETWORK = advice("other-network", "Try another network")
CHANGE_PROMPT = advice("change-prompt", "Reword the prompt")
SHOW_REQUEST = advice("show-request", "Look at the request, then change it", "%modelmax code")
SHORTEN = advice("shorten", "Send less text at once")
OWN_CLIENT = advice("own-client", "Make the client with `modelmax_nb.openai_client()`")
ASK_LESS = advice("ask-less", "Ask for less, or use `--stream`")
LONGER_TIMEOUT = Fix(
    slug="longer-timeout",
    label="Send it again, waiting up to {longer} s",
    applicability=CHECK_FIRST,
    action=Action.LONGER_TIMEOUT,
    command="%modelmax retry --timeout {longer}",
    costs=True,
)
START_SERVER = advice("start-server", "Start the server at `{host}`")
