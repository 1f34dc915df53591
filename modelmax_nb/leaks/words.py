"""Every sentence about keys that were found, each with its permanent id."""

from __future__ import annotations

from modelmax_nb.messages import Text

# what was found
OWN_KEY = Text("leak.kind.own", "the key that you use now")
SK_KEY = Text("leak.kind.sk", "a key that begins with sk-")
SK_KEY_BASE64 = Text("leak.kind.sk-base64", "a key that begins with sk-, written in base64")
AWS_KEY = Text("leak.kind.aws", "a key of Amazon Web Services")
GOOGLE_KEY = Text("leak.kind.google", "a key of Google")
GITHUB_TOKEN = Text("leak.kind.github", "a token of GitHub")
GITLAB_TOKEN = Text("leak.kind.gitlab", "a token of GitLab")
HUGGING_FACE_TOKEN = Text("leak.kind.hugging-face", "a token of Hugging Face")
SLACK_TOKEN = Text("leak.kind.slack", "a token of Slack")
STRIPE_KEY = Text("leak.kind.stripe", "a key of Stripe")
PYPI_TOKEN = Text("leak.kind.pypi", "a token of PyPI")
NPM_TOKEN = Text("leak.kind.npm", "a token of npm")
JWT = Text("leak.kind.jwt", "a signed token (JWT)")
PRIVATE_KEY = Text("leak.kind.private", "a private key")
BEARER = Text("leak.kind.bearer", "a word after “Bearer”, as a key is sent")
ASSIGNED = Text("leak.kind.assigned", "a value given as an API key")

# where
CELL = Text("leak.place.cell", "cell {cell}, line {line}")
CELL_RUN = Text("leak.place.cell-run", "cell {cell} (In [{count}]), line {line}")
OUTPUT = Text("leak.place.output", "output of cell {cell}")
OUTPUT_RUN = Text("leak.place.output-run", "output of cell {cell} (Out [{count}])")
CELL_METADATA = Text("leak.place.cell-metadata", "metadata of cell {cell}")
METADATA = Text("leak.place.metadata", "metadata of the notebook")
WIDGET = Text("leak.place.widget", "saved state of a widget ({model})")
LINE = Text("leak.place.line", "line {line}")
HISTORY_IN = Text("leak.place.history-in", "what was typed: session {session}, cell {count}")
HISTORY_OUT = Text("leak.place.history-out", "what was shown: session {session}, cell {count}")
SESSION_IN = Text("leak.place.session-in", "In[{count}]")
SESSION_OUT = Text("leak.place.session-out", "Out[{count}]")
VARIABLE = Text("leak.place.variable", "the stored variable {name}")
IN_MEMORY = Text("leak.place.memory", "this session (in memory)")
UNIGNORED = Text("leak.place.unignored", "line {line}; git does not ignore this file")

# what could not be looked through
NOT_A_NOTEBOOK = Text("leak.problem.no-notebook", "it is no notebook: its JSON cannot be read")
TOO_LARGE = Text("leak.problem.too-large", "it is larger than {limit} MB")
UNREADABLE = Text("leak.problem.unreadable", "it cannot be read: {reason}")
NO_DATABASE = Text("leak.problem.no-database", "it is no history of IPython: {reason}")

# the report
NONE_FOUND = Text("leak.none", "No key was found. Looked through: {places}.")
NONE_MISPLACED = Text("leak.none-misplaced", "No key was found where none belongs. Looked through: {places}.")
KEPT = Text("leak.kept", "A key belongs here, and one stands here: do not hand this file on")
FOUND = Text("leak.found", "Keys were found: {count}. Places: {places}.")
FOUND_HINT = Text("leak.hint", "{what}, ending in {hint}")
SKIPPED = Text("leak.skipped", "Not read, or not in full")
FILES = Text("leak.files", "files: {count}")
AND_HISTORY = Text("leak.and-history", "IPython's history")
AND_VARIABLES = Text("leak.and-variables", "variables kept by %store")
AND_SESSION = Text("leak.and-session", "this session")
LIST_THEN = Text("leak.list-then", "{first}, {then}")
WHAT_TO_DO = Text("leak.what-to-do", "What to do, in this order")
UNSAVED = Text(
    "leak.unsaved",
    "The notebook was read as it was last saved. Save it, then look again to see its present state.",
)
NO_NOTEBOOK = Text("leak.no-notebook", "Which notebook is this? Name it: %modelmax check-secrets FILE.ipynb")


# what to do
MAKE_WORTHLESS = Text(
    "leak.do.worthless",
    "Make the key worthless: delete it where it was made, and make a new one. Clearing it here is not "
    "enough. Copies may be in backups, in git, in mails, or with somebody who opened the notebook.",
)
KEYS_PAGE = Text("leak.do.keys-page", "For a key of ModelMax: {url}")
REMEDIES = {
    store: Text(f"leak.do.{store}", said)
    for store, said in {
        "source": "Take the key out of the cell, and save. Enter the new one with %modelmax key.",
        "output": "Clear the output of the cell (JupyterLab: Edit, Clear Cell Output), and save.",
        "metadata": "Take the key out (JupyterLab: the gears at the right, Advanced Tools), and save.",
        "widget": "Restart the kernel, clear all outputs, and save: the states of widgets go with them.",
        "checkpoint": "Delete the folder .ipynb_checkpoints beside the notebook; saving makes a clean one.",
        "history": "Take the rows out of IPython's history. Run this in a cell:",
        "session": "Restart the kernel: what it holds in memory goes with it.",
        "variables": "Forget the stored variable. Run this in a cell:",
        "env-file": "Add the name of the file to .gitignore. If it was ever pushed, the key is public.",
        "file": "Take the key out of the file, and save.",
    }.items()
}
