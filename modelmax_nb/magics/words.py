"""The sentences of the magics that stand on no card."""

from __future__ import annotations

from modelmax_nb.messages import Text

ANSWERED_AT = Text("cell.answered-at", "Answered at attempt {number}.")
VARIABLE_KEPT = Text(
    "cell.variable-kept", "The variable {name} was left alone, because it has changed since this cell ran."
)
NO_LIST = Text("cell.no-list", "The list of models could not be fetched: {message}")
KEY_UNUSABLE = Text("cell.key-unusable", "This key cannot be used: {problem}. The old one is still in place.")
NEEDS_PERSON = Text(
    "key.needs-person", "A key can only be typed where somebody can answer; set MODELMAX_API_KEY instead."
)
KEY_PROMPT = Text("key.prompt", "ModelMax key (it is kept in memory only, and not shown): ")
KEY_SET = Text(
    "key.set",
    "The key ending in {hint} is used from now on, and stored nowhere. Real models answer, and ModelMax "
    "charges your account; %modelmax simulator on goes back.",
)
KEY_CLEARED = Text("key.cleared", "The typed key is forgotten.")
KEY_EMPTY = Text("key.empty", "Nothing was typed, so nothing changed.")
KEY_INTERRUPTED = Text("key.interrupted", "No key was entered, so nothing changed.")
NOTHING_FAILED = Text(
    "why.nothing",
    "No call has failed in this session. A call whose error your code catches gets no card: "
    "`modelmax_nb.explain(error)` shows one.",
)
NOTHING_SENT = Text("code.nothing", "No call has been made with %%modelmax in this session.")
OWN_FAILED = {
    "retry": Text(
        "retry.own",
        "The last failure is of your own code ({place}). Nothing was sent: run that cell again.",
    ),
    "code": Text(
        "code.own",
        "The last failure is of your own code ({place}), so that cell is the program. Once a "
        "%%modelmax cell has run, %modelmax code shows its call.",
    ),
}
OWN_CELL = Text("own.cell", "cell {cell}, line {line}")
OWN_LINE = Text("own.line", "line {line}")
OWN_FILE = Text("own.file", "{file}, line {line}")
OWN_SOMEWHERE = Text("own.somewhere", "its line is not known")
NO_CHATS = Text("chat.none", "No conversation is kept. %%modelmax --chat NAME begins one.")
CHAT_CLEARED = Text("chat.cleared", "The conversation {name} is cleared.")
SIMULATED_LIST = Text(
    "models.simulated",
    "Models of the simulator, with the provider it names and where the id comes from. The documents name a "
    "provider for deepseek-v3.2 alone.",
)
FETCHED_LIST = Text("models.fetched", "Models of {base_url}.")
NOT_LISTED = Text("models.default-missing", "The default model {model} is not in this list.")
NO_USAGE = Text("usage.none", "Nothing has been sent with %%modelmax in this session.")
USAGE_OWN = Text("usage.own", "Calls of your own code are not counted here.")
PRICES_UNKNOWN = Text(
    "usage.prices", "Prices are not documented, so no money is shown; the dashboard has the charges."
)
SIMULATOR_ON = Text(
    "simulator.on", "The simulator answers from now on: no key, no money. Account: {account}."
)
SIMULATOR_OFF = Text("simulator.off", "The simulator is off: calls go to {base_url}.")
SCRIPT_SET = Text("simulator.script", "The next requests will meet: {steps}.")
SCRIPT_CLEARED = Text("simulator.script-cleared", "Nothing unusual will happen to the next requests.")
SIMULATOR_RESET = Text("simulator.reset", "The simulator begins anew: balances, tasks and journal.")

BAD_OPTION = Text("usage.bad-option", "{problem} ({command} --help lists the options)")
DID_YOU_MEAN = Text("usage.did-you-mean", "; did you mean {name}?")
UNREADABLE_LINE = Text(
    "usage.unreadable-line", "the line cannot be read: {problem}; each quotation mark needs its partner"
)
ONE_ATTEMPT_NEEDED = Text("usage.one-attempt", "it takes at least 1 attempt")
ONE_NEEDED = Text("usage.one-needed", "a whole number of at least 1 is needed")
SECONDS_NEEDED = Text("usage.seconds", "a number of seconds above 0 is needed")
BAD_OUTPUT = Text("usage.bad-output", "--output needs the name of a variable, and {name} is none")
NO_VARIABLE = Text("usage.no-variable", "--var {name}: there is no variable called {name}")
VARIABLE_UNUSED = Text("usage.variable-unused", "--var {name}: the cell does not say {place} anywhere")
TOO_MANY_PICTURES = Text(
    "usage.too-many-pictures", "a message takes {most} pictures at most, and this cell gives {count}"
)
PICTURES_DOUBTFUL = Text(
    "cell.pictures-doubtful",
    "{model} is served by {owner}; for that provider the documents name no pictures. It is sent as it is.",
)
PICTURE_NOT_READ = Text("usage.picture-not-read", "--image: {problem}")
KEY_REFUSED = Text(
    "usage.key-refused",
    "A key does not belong in a cell: it would be saved with the notebook. This one was not used.\n"
    "  1. Delete it from the cell. 2. Make a new key in the dashboard and revoke this one,\n"
    "  because the cell is already in IPython's history. 3. Enter the new one with %modelmax key.",
)
KEY_ON_KEY_LINE = Text(
    "usage.key-on-line",
    "%modelmax key takes no key on its line: it asks for it, so that no notebook holds it",
)
NEEDS_CELL = Text(
    "usage.needs-cell", "the prompt stands below {magic}, in the same cell; two signs of percent, not one"
)
NO_COMMAND = Text("usage.no-command", "%modelmax has no command {name}")
NO_ACTION = Text("usage.no-action", "%modelmax simulator has no action {name}")
REPORT_SHOWN = Text(
    "report.shown",
    "Nothing was written, and nothing was sent. To keep it in a file: %modelmax report --write report.md",
)
REPORT_FIRST = Text(
    "report.first", "This is what the file would hold. Read it, then run the same line again to write it."
)
REPORT_WRITTEN = Text("report.written", "Written to {name}. Nothing was sent.")
REPORT_EXISTS = Text("report.exists", "there is a file {name} already; name another one")
REPORT_UNWRITABLE = Text("report.unwritable", "{name} cannot be written: {reason}")
NO_ENTRY = Text("usage.no-entry", "there is no failure called {name}")
NO_FILE = Text("usage.no-file", "there is no {name}")
NO_MATCH = Text("usage.no-match", "no failure speaks of {words}; %modelmax errors lists all")
NO_CHAT = Text("usage.no-chat", "no conversation is called {name}")
HELP_HEAD = Text(
    "help.head", "%%modelmax [options] sends a cell to a model; %modelmax --help lists its options."
)
HELP_MADE = Text(
    "help.made",
    "%%modelmax_video and %%modelmax_image make videos and pictures of what a cell says; "
    "%modelmax_video --help and %modelmax_image --help list their options.",
)
CHAT_ROW = Text("chat.row", "{name} (messages: {count})")
STATUS_NO_KEY = Text("status.no-key", "none; %modelmax key asks for one")
STATUS_BAD_KEY = Text("status.bad-key", "it cannot be used: {problem} ({source})")
STATUS_NOT_SENT = Text("status.not-sent", "A call would not be sent: {title}")
STATUS_SIMULATOR = Text("status.simulator", "the simulator; nothing is sent")
STATUS_SOURCE = Text("status.source", "{value} ({source})")
STATUS_ATTEMPTS = Text("status.attempts", "{count} in all; none begins after {seconds} s")
STATUS_BUDGET = Text("status.budget", "{left} of {size}; none is sent by itself at {half} or less")
STATUS_PAUSED = Text(
    "status.paused", "{model} failed {count} times in a row: no repeats by itself for {seconds} s"
)
STATUS_TRIAL = Text("status.trial", "{model} failed {count} times in a row: the next call tries it again")
STATUS_ROWS = {
    name: Text(f"status.row.{name}", label)
    for name, label in {
        "answers": "answers from",
        "key": "key",
        "model": "model",
        "attempts": "attempts",
        "budget": "repeats left",
        "paused": "paused",
        "cards": "cards",
        "language": "language",
        "note": "note",
    }.items()
}
USAGE_HEAD = Text("usage.head", "model | requests | failed | tokens in | tokens out")
USAGE_SIMULATED = Text("usage.simulated", "{model} (simulated)")
SIMULATOR_BALANCE = Text("simulator.balance", "Balance: {balance} simulated USD; requests so far: {count}.")
ACCOUNT_OWN = Text("simulator.account-own", "of your own")
LOG_EMPTY = Text("simulator.log-empty", "The simulator has seen no request yet.")
NO_RECIPE = Text("simulator.no-recipe", "there is no recipe {name}, only {known}")
RECIPE_SET = Text(
    "simulator.recipe", "From now on, calls meet this: {summary}. %modelmax simulator on ends it."
)
RECIPES_HEAD = Text("simulator.recipes-head", "\nFaults of the caller's own, for %modelmax simulator recipe:")
MODELS_LISTED = Text("cell.models-listed", "Models that can chat: {count}. Choose one, then run with it.")
VARIABLE_OLD = Text("cell.variable-old", "The variable {name} still holds what it held before.")
LANGUAGE_IS = Text("lang.is", "Language: {language}.")
NO_SUCH_LANGUAGE = Text("usage.no-such-language", "%modelmax lang knows {known}, not {name}")
COMMANDS = {
    name: Text(f"command.{name}", help_)
    for name, help_ in {
        "help": "this list",
        "status": "key, base URL and model in use, and where each came from",
        "models": "the models that can be asked, fetched now",
        "why": "the last failure in full, or the page of one",
        "errors": "all failures that are known, or those that fit a word",
        "retry": "send the last call again, once",
        "undo": "put back what the last click on a fix changed",
        "code": "the last request as a program that runs",
        "key": "type a key that is kept in memory only",
        "usage": "requests and tokens of this session",
        "chat": "conversations kept with --chat",
        "tasks": "the video tasks that this computer remembers",
        "task": "look at a video task, wait for it, save it or forget it",
        "report": "a bug report: shown first, written only when asked",
        "check-secrets": "look for keys in this notebook and in what IPython keeps",
        "lang": "the language of cards and messages",
        "glossary": "the words of the cards, each in one sentence",
        "simulator": "practise without key and money; %modelmax simulator help",
    }.items()
}

SETTINGS = {
    name: Text(f"setting.{name.replace('_', '-')}", help_)
    for name, help_ in {
        "model": "Default model ID; MODELMAX_MODEL, then the built-in default, when empty.",
        "base_url": "Where requests go, with /v1; MODELMAX_BASE_URL when empty.",
        "allow_http": "Allow to send the key over plain http to another machine.",
        "env_file": "A .env file to read MODELMAX_API_KEY from; git must ignore it.",
        "attempts": "Requests in all when the provider fails.",
        "deadline": "Seconds after which no new attempt begins.",
        "timeout": "Seconds of silence after which a request is given up.",
        "stream": "Show answers as they arrive: `True`, `False`, or `None` for where somebody watches.",
        "every_cell": "Show a card under failed calls of the openai library in any cell.",
        "display": "How to show cards: `auto`, `live`, `static` or `text`.",
    }.items()
}
EVIDENCE = {
    label: Text(f"evidence.{label.replace(' ', '-')}", label)
    for label in ("documented", "vendor code", "assumption", "simulator only")
}
NO_SCENARIO = Text(
    "simulator.no-scenario", "there is no scenario {steps}; %modelmax simulator scenarios lists all"
)
MISFIT = Text("simulator.misfit", "the simulator cannot play {steps}: “{problem}”")
LOG_ROW = Text("simulator.log-row", "{request}  key …{hint}  charge {charge}")

# options, as argparse shows them
OPTIONS = Text("option.heading", "options")
ARGUMENTS = Text("option.arguments", "what may follow")
HELP_OPTION = Text("option.help", "show this help message and exit")
USAGE = Text("option.usage", "usage: {rest}")
PROBLEMS = {
    name: Text(f"option.problem.{name}", english)
    for name, english in {
        "unrecognized": "unrecognized arguments: {arguments}",
        "value-missing": "argument {option}: expected one argument",
        "no-number": "argument {option}: invalid {kind} value: {value}",
        "no-choice": "argument {option}: invalid choice: {value} (choose from {known})",
        "flag-value": "argument {option}: ignored explicit argument {value}",
        "other": "argument {option}: {problem}",
    }.items()
}
