"""Every sentence and label that the cards say on their own, each with its permanent id."""

from __future__ import annotations

from modelmax_nb.messages import Text


def _table(prefix: str, **rows: str) -> dict[str, Text]:
    """Return the words for each member of an enum, by its value."""
    return {(value := name.replace("_", "-")): Text(f"{prefix}.{value}", rows[name]) for name in rows}


# how the parts of a card are set together
THEN = Text("card.then", "{first} {then}")
LEAD_IN = Text("card.lead-in", "{said}:")
LABELLED = Text("card.labelled", "{label}: {said}")
QUESTION_ANSWER = Text("card.question-answer", "{question} {answer}.")
ANSWER_GROUND = Text("card.answer-ground", "{answer}. {ground}")
NOTE = Text("card.note", " ({note})")
NOTES = Text("card.notes", " ({note}; {cost})")
NAMED = Text("card.named", "{title} ({result})")

# the card's first layer
SIMULATED = Text("card.simulated", "Simulated")
UNCERTAIN = Text("card.uncertain", "not certain")
SAID_MODELMAX = Text("card.said.modelmax", "ModelMax said")
SAID_SERVER = Text("card.said.server", "The server said")
SAID_SIMULATOR = Text("card.said.simulator", "The simulator said")
WHO = Text("card.who", "Whose move?")
REPEAT = Text("card.repeat", "Repeat unchanged?")
CHARGED = Text("card.charged", "Charged?")
FIXES = Text("card.fixes", "You can")
NO_FIX = Text("card.no-fix", "No fix is known.")
COSTS_REAL = Text("card.costs.real", "price unknown")
COSTS_SIMULATED = Text("card.costs.simulated", "free")

MOVERS = _table(
    "card.who",
    you="Yours",
    modelmax="ModelMax's",
    provider="The provider's",
    network="The network's",
    unknown="Not known",
)
REPEATS = _table(
    "card.repeat",
    no="No",
    yes="Yes",
    wait="Yes, after a pause",
    ask_first="Maybe",
    unknown="Not known",
)
REPEAT_AFTER = Text("card.repeat.after", "Yes, after {retry_after}")
CHARGES = _table(
    "card.charged",
    charged="Yes",
    not_charged="No",
    not_documented="Not documented",
)
APPLICABILITIES = _table(
    "card.applicability",
    safe="safe",
    check_first="check first",
    needs_input="needs your input",
)

# the opened layers
MORE = Text("card.more", "Background")
EXCHANGE = Text("card.exchange", "Request and reply")
WHY_COMMAND = Text("card.why-command", "Its page: `%modelmax why {slug}`.")
CAUSE_IT = Text("card.cause-it", "To cause it: `%modelmax simulator play {scenario}`.")
CAUSE_IT_STREAMED = Text(
    "card.cause-it-streamed",
    "To cause it: `%modelmax simulator play {scenario}`, then ask with `--stream`.",
)
CAUSE_IT_HERE = Text("card.cause-it-here", "To cause it: `%modelmax simulator recipe {scenario}`.")
SOURCES = _table(
    "card.source",
    documented="Source: ModelMax's documents.",
    vendor_code="Source: ModelMax's own client.",
    measured="Source: test calls.",
    inferred="Source: worked out, not documented.",
)

# attempts
ONE_ATTEMPT = Text("attempts.one", "1 attempt, {seconds} s.")
MANY_ATTEMPTS = Text("attempts.many", "{count} attempts in {seconds} s.")
TIMELINE = Text("attempts.timeline", "Attempts")
COLUMN_NUMBER = Text("attempts.column.number", "No.")
COLUMN_START = Text("attempts.column.start", "Started")
COLUMN_TOOK = Text("attempts.column.took", "Took")
COLUMN_RESULT = Text("attempts.column.result", "Result")
COLUMN_WAIT = Text("attempts.column.wait", "Then")
STARTED_AT = Text("attempts.started", "{seconds} s")
TOOK = Text("attempts.took", "{seconds} s")
ANSWERED = Text("attempts.answered", "answered")
WITH_MESSAGE = Text("attempts.message", "{result} “{message}”")
WITH_MODEL = Text("attempts.with-model", "{result} (model `{name}`)")
LINE = Text("attempts.line", "{number}. at {start} s, took {took} s: {result}")
LINE_THEN = Text("attempts.line-then", "{line}; {wait}")
WAITS = {
    "drawn": Text("attempts.wait.drawn", "waited {seconds} s, drawn from 0–{cap} s"),
    "server": Text("attempts.wait.server", "waited {seconds} s: the server asked for {floor} s"),
}
NEXT = {
    "drawn": Text(
        "attempts.next.drawn",
        "Attempt {number} of {total} begins in {left} s, after {result}. The wait was drawn from 0–{cap} s.",
    ),
    "server": Text(
        "attempts.next.server",
        "Attempt {number} of {total} begins in {left} s, after {result}. The server asked for {floor} s.",
    ),
}
STATUS_FROM = Text("attempts.status", "{status} from the provider")
STATUS_ONLY = Text("attempts.status-only", "{status}")
SYMPTOMS = _table(
    "attempts.symptom",
    no_key="no key",
    bad_key="unreadable key",
    plain_http="plain http",
    bad_base_url="unusable base URL",
    bad_request_value="request not built",
    refused="connection refused",
    dns="name not found",
    tls="no safe connection",
    connection="connection lost",
    timeout="no answer in time",
    interrupted="stopped",
    stopped_early="stopped before it was sent",
    status="error status",
    not_json="not JSON",
    error_in_answer="error in the answer",
    no_answer_in_body="no answer in the reply",
    stream_error="error in the stream",
    stream_cut="stream cut",
    stream_ended_early="stream ended early",
    stream_bad_data="unreadable stream",
    stream_stalled="stream fell silent",
    cut_by_length="answer cut by its length",
    content_filtered="answer filtered",
    empty_answer="empty answer",
    task_still_running="not ready yet",
    task_unreadable="unreadable reply about the task",
    task_elsewhere="task of another service",
    result_asked_before="result asked for before",
    download_cut="video not whole",
    picture_unreadable="not a picture",
    picture_not_loaded="picture not loaded",
    unknown="unknown failure",
)
STOPS = _table(
    "attempts.stopped",
    answered="It answered.",
    not_repeatable="This kind of failure is not repeated by itself.",
    attempts_used="All were used.",
    deadline="The next wait would have passed the deadline.",
    budget="No repeats by itself after so many failures; a click still goes out.",
    breaker="This model failed many times in a row: no repeats by itself for now. A click still goes out.",
    server_said_no="The server said not to repeat.",
    interrupted="You stopped it.",
)

# the raw exchange
PROVIDER = Text("exchange.provider", "provider: {provider}")
LAST_REQUEST = Text("exchange.last", "request {number} of this call took {seconds} s")
ENDED_AT = Text("exchange.ended-at", "ended at {when}")
FIELD_BASE_URL = Text("exchange.base-url", "base URL: {url}")
FIELD_BASE_URL_SIMULATED = Text(
    "exchange.base-url-simulated", "base URL: {url} (the simulator answers in its place)"
)
FIELD_STATUS = Text("exchange.status", "status: {status}")
FIELD_EXCEPTION = Text("exchange.exception", "in Python: {text}")
FIELD_KEY = Text("exchange.key", "from {source}, ends in {hint}")
FIELD_KEY_SOURCE = Text("exchange.key-source", "from {source}")
PROMPT_HIDDEN = Text("exchange.prompt", "(the prompt is not shown)")
NO_REPLY = Text("exchange.no-reply", "(no reply arrived)")
UNSENT = Text("exchange.unsent", "(nothing was sent)")
LOST_BODY = Text("exchange.lost-body", "(the reply was not kept: put it in a variable to see it)")
EMPTY_BODY = Text("exchange.empty-body", "(empty body)")
CUT = Text("exchange.cut", "… (cut here; characters left out: {count})")
BYTES = Text("exchange.bytes", "(bytes that came: {count})")
PARTIAL = Text("exchange.partial", "(characters of the answer that had arrived: {count})")

# after another try
SOLVED = Text("solved.line", "Solved: `{model}` answered.")
SOLVED_SIMULATED = Text("solved.simulated", "Solved: `{model}` answered (simulated).")
RUN_BELOW = Text("solved.run-below", "This cell still counts as failed. Run the cells below it again.")
RUN_DEPENDENT = Text("solved.run-dependent", "Run the cells below that use its answer again.")
FIRST_ERROR = Text("solved.first-error", "The first error")
AGAIN_SAME = Text("again.same", "Tried again: the same failure, {result}, with the same message.")
AGAIN_SAME_SILENT = Text("again.same-silent", "Tried again: the same failure, {result}.")
AGAIN_OTHER_MESSAGE = Text("again.message", "Tried again: {result} again, but with another message.")
AGAIN_OTHER_CAUSE = Text("again.cause", "Tried again: {result} again; more is known of the cause now.")
AGAIN_OTHER = Text("again.other", "Tried again: now {result} instead of {before}.")

# the answer
ANSWER_SIMULATED = Text("answer.simulated", "The simulator, as {model}:")
ANSWER_FALLBACK = Text("answer.fallback", "Answered by {model}, in place of {wanted}")
ANSWER_FALLBACK_SIMULATED = Text(
    "answer.fallback-simulated", "The simulator, as {model}, in place of {wanted}:"
)
ANSWER_INCOMPLETE = Text("answer.incomplete", "The answer is not complete: it broke off here.")

# the controls
USE_MODEL = Text("controls.use-model", "Run with this model")
MODEL = Text("controls.model", "Model")
KEY = Text("controls.key", "Key")
USE_KEY = Text("controls.use-key", "Use key")
CANCEL = Text("controls.cancel", "Cancel")
SEND = Text("controls.send", "Send")
NO_KEY_TYPED = Text("controls.no-key-typed", "No key was entered.")
WORKING = Text("controls.working", "Working on it …")
SENDING = Text("controls.sending", "Sending again …")
CALLBACK_FAILED = Text("controls.callback-failed", "This did not work: {error}")
CARD_ABOVE = Text(
    "controls.card-above", "The card above is as it was before this page was loaded again; this line is new."
)
CONTROLS_GONE = Text("controls.gone", "(The buttons need a running kernel. The commands above do the same.)")
TYPED_SAME = Text("controls.typed-same", "The same, typed: {command}")
BUTTONS = {
    "retry": Text("controls.button.retry", "Try again"),
    "use-model": Text("controls.button.use-model", "Run with {model}"),
    "enter-key": Text("controls.button.enter-key", "Enter a key"),
    "use-simulator": Text("controls.button.use-simulator", "Use the simulator"),
    "list-models": Text("controls.button.list-models", "List models"),
    "allow-http": Text("controls.button.allow-http", "Allow plain http"),
    "set-base-url": Text("controls.button.set-base-url", "Set the base URL"),
    "longer-timeout": Text("controls.button.longer-timeout", "Wait longer"),
    "undo": Text("controls.button.undo", "Undo"),
}
