"""Every sentence that the command line says, each with its permanent id."""

from modelmax_nb.messages import Text

DESCRIPTION = Text("cli.description", "Learn to call a model, and what to do when the call fails.")
HELP_LAB = Text("cli.help.lab", "copy the notebooks to a folder of yours and open JupyterLab there")
HELP_FOLDER = Text("cli.help.folder", "default: ./modelmax-notebooks")
HELP_NO_OPEN = Text("cli.help.no-open", "do not open a browser")
HELP_COPY_ONLY = Text("cli.help.copy-only", "copy the notebooks, but do not start JupyterLab")
HELP_SIMULATOR = Text(
    "cli.help.simulator", "run a simulated ModelMax on this computer; see modelmax-nb simulator --help"
)
HELP_DOCTOR = Text("cli.help.doctor", "check this computer, line by line")
HELP_ONLINE = Text("cli.help.online", "also ask the service for its model list")
HELP_EXPLAIN = Text("cli.help.explain", "explain an error that you paste")
HELP_FILE = Text(
    "cli.help.file",
    "a file with the error, the error itself in quotation marks, or the ID or status of a failure; - or "
    "nothing reads what you paste",
)
HELP_STATUS = Text("cli.help.status", "the HTTP status, when the text does not say it")
HELP_LIST = Text("cli.help.list", "list all failures that are known, or those that fit WORD")
EXPLAIN_CODES = Text(
    "cli.explain.codes",
    "Exit codes: 0 explained; 1 not recognised, nothing to explain, no such failure, or the file cannot be "
    "read; 2 wrong words.",
)
HELP_SECRETS = Text("cli.help.check-secrets", "look for keys in notebooks and other files")
HELP_PATHS = Text(
    "cli.help.paths", "files and folders; when left out, this folder and what IPython keeps (its history)"
)
HELP_HISTORY = Text("cli.help.history", "also look through what IPython keeps")
SECRETS_CODES = Text(
    "cli.secrets.codes",
    "Exit codes: 0 no key found; 1 keys found; 2 wrong words, or a path that is not there. Nothing is "
    "changed, and no key is printed but for its last four characters.",
)
NO_PATH = Text("cli.secrets.no-path", "There is no {path}.")
ONLY_LAB = Text("cli.only-lab-takes-more", "Only modelmax-nb lab takes words after --.")

# lab
COPIED = Text("cli.lab.copied", "Notebooks: {folder} ({copied} copied, {refreshed} refreshed)")
NOTHING_NEW = Text("cli.lab.nothing-new", "Notebooks: {folder} (nothing new)")
KEPT = Text("cli.lab.kept", "Kept your {name}. For the original, rename yours and run this again.")
ROOT = Text("cli.lab.root", "You are root: JupyterLab gets --allow-root.")
NO_JUPYTERLAB = Text(
    "cli.lab.no-jupyterlab",
    'JupyterLab is not installed for this Python. Install it with: "{python}" -m pip install "{requirement}"',
)
NO_LESSONS = Text(
    "cli.lab.no-notebooks", "The notebooks are missing from this installation. Install modelmax-nb again."
)
CANNOT_WRITE = Text("cli.lab.cannot-write", "Cannot write to {folder}: {reason}. Name another folder.")

# explain
PASTE = Text("cli.explain.paste", "Paste the error, then press Enter and {keys}.")
NO_TEXT = Text("cli.explain.no-text", "There is no text to explain. Name a file, or paste the error.")
CANNOT_READ = Text("cli.explain.cannot-read", "Cannot read {file}: {reason}.")
IN_A_NOTEBOOK = Text(
    "cli.explain.in-a-notebook", "Lines that begin with % are typed in a cell of a notebook."
)
NO_SUCH_FAILURE = Text(
    "cli.explain.no-such-failure",
    "There is no file and no failure called {name}. modelmax-nb explain --list shows all failures.",
)
DID_YOU_MEAN = Text(
    "cli.explain.did-you-mean", "There is no file and no failure called {name}. Did you mean {near}?"
)
NOTHING_FITS = Text("cli.explain.nothing-fits", "No failure speaks of {words}.")
GIVE_STATUS = Text(
    "cli.explain.give-status", "If you know the HTTP status, add it: modelmax-nb explain --status 502"
)
NOTHING_WRONG = Text("cli.explain.nothing-wrong", "This is a whole answer; there is nothing to explain.")

# doctor
OLD_PYTHON = Text("cli.doctor.old-python", "{version} is too old. Install Python {oldest} or newer.")
MISSING = Text("cli.doctor.missing", 'not installed. Run: "{python}" -m pip install "{requirement}"')
OUT_OF_RANGE = Text(
    "cli.doctor.out-of-range", '{version} does not fit. Run: "{python}" -m pip install "{requirement}"'
)
SAME_KERNEL = Text("cli.doctor.same-kernel", "notebooks run in this Python")
NO_KERNEL = Text("cli.doctor.no-kernel", 'no Python kernel. Run: "{python}" -m pip install ipykernel')
OTHER_KERNEL = Text(
    "cli.doctor.other-kernel",
    "notebooks run in another Python, {python}. Install modelmax-nb there too, or run: "
    '"{here}" -m ipykernel install --sys-prefix',
)
OTHER_SERVER = Text(
    "cli.doctor.other-server",
    "the command jupyter-lab belongs to another Python, {folder}. Start it with: modelmax-nb lab",
)
NO_NODE = Text(
    "cli.doctor.no-node", "not found. Only the JavaScript lesson needs it: Node {oldest} or newer."
)
OLD_NODE = Text(
    "cli.doctor.old-node", "{version} is old. Only the JavaScript lesson needs it: Node {oldest} or newer."
)
WRITABLE = Text("cli.doctor.writable", "{folder} can be written")
NOT_WRITABLE = Text("cli.doctor.not-writable", "{folder} cannot be written. Work in another folder.")
NO_KEY = Text(
    "cli.doctor.no-key",
    "none, so the simulator answers. For real answers, set {variable} or use %modelmax key.",
)
KEY_NEEDED = Text("cli.doctor.key-needed", "none, and {url} needs one. Set {variable} or use %modelmax key.")
KEY = Text("cli.doctor.key", "{key} ({source})")
KEY_TRIMMED = Text(
    "cli.doctor.key-trimmed", "{key} ({source}); {what} at its ends is left out. Set it without."
)
KEY_END = Text("cli.doctor.key-end", "ends in {hint}")
KEY_SHORT = Text("cli.doctor.key-short", "found")
BAD_KEY = Text("cli.doctor.bad-key", "the key from {source} cannot be used: {problem}. Copy it again.")
FROM = Text("cli.doctor.from", "{value} ({source})")
ENV_FILE_IGNORED = Text("cli.doctor.env-file-ignored", "git does not publish it")
ENV_FILE_PUBLISHED = Text(
    "cli.doctor.env-file-published", "git does not ignore it. Add the line .env to .gitignore."
)
NO_ENV_FILE = Text("cli.doctor.no-env-file", "none here")
SIMULATOR_WORKS = Text("cli.doctor.simulator-works", "answers")
SIMULATOR_BROKEN = Text(
    "cli.doctor.simulator-broken", "does not answer: {reason}. Install modelmax-nb again."
)
NOT_ASKED = Text("cli.doctor.not-asked", "not asked, because there is no key.")
MODEL_LIST = Text("cli.doctor.model-list", "{count} models at {url}")
MODEL_NOT_LISTED = Text("cli.doctor.model-not-listed", "{count} models at {url}, but not {model}.")

# what was looked at; names of programs and files stay as they are
VERDICTS = {verdict: Text(f"doctor.verdict.{verdict}", verdict) for verdict in ("ok", "look", "fault")}
SUBJECTS = {
    subject: Text(f"doctor.subject.{subject.lower().replace(' ', '-')}", subject)
    for subject in (
        "kernel",
        "JupyterLab server",
        "folder",
        "key",
        "settings",
        "base URL",
        "model",
        "model list",
        "simulator",
    )
}
