"""Programs in JavaScript, run from a notebook with Node and the npm package openai.

Nothing is loaded from a network unless `install` is called. Where a program cannot run, what it printed
when the lesson was made is shown instead.

Example::

    node.prepare()  # says what is here and what is missing
    node.run("first.mjs", meets="402")
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from modelmax_nb.api import current_session
from modelmax_nb.classroom import node_trial
from modelmax_nb.classroom import node_words as words
from modelmax_nb.failure import Failure
from modelmax_nb.messages import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from modelmax_nb.messages import Text

    Report = dict[str, dict[str, Any]]

PACKAGE: Final = "openai"
WANTED: Final = "openai@7"
SIZE: Final = 35  # MB on the disk. Source: measured with openai 7.57.0
VARIABLE: Final = "MODELMAX_NODE_DIR"
LONGEST: Final = 60.0  # seconds for one program
GOOD_KEY: Final = "sk-sim-good"
LESSON: Final = "11-javascript.ipynb"
_NOT_HANDED_ON: Final = ("MODELMAX_", "OPENAI_", "FORCE_COLOR", "NODE_OPTIONS")
_told: set[str] = set()
"""What `prepare` has said to be missing: said once, not above each program."""
IN_THE_BROWSER: Final = sys.platform == "emscripten"


class NodeMissing(RuntimeError):  # noqa: N818 - reads as what it says
    """A program was to run, but Node or the openai package is not here."""


class ProgramUnread(RuntimeError):  # noqa: N818 - reads as what it says
    """Node could not read a program.

    Attributes:
        line: Where, counted from 1; None where Node does not say.
        text: That line; "" where it is not known.
        said: What Node said; "" when the program is fine but exports no function ``ask``.
    """

    def __init__(self, said: str, line: int | None = None, text: str = "") -> None:
        self.said, self.line, self.text = said, line, text
        super().__init__(said)


def prepare() -> None:
    """Say whether the programs of the lesson can run here, and what to do if not; loads nothing.

    Where they can, a process of Node gets ready for the first check; it ends with the kernel.
    """
    missing = _missing()
    if missing is not None:
        _told.add(missing.id)
    else:
        node_trial.spare.get_ready(package_folder() or own_folder(), _inherited())
    _print(missing or words.READY)


def install() -> None:
    """Load the openai package from the npm registry into a folder of the user's, and say so."""
    npm = shutil.which("npm")
    if IN_THE_BROWSER or npm is None:
        _print(words.NO_BROWSER if IN_THE_BROWSER else words.NO_NPM)
        return
    folder = own_folder()
    _print(words.INSTALLING)
    folder.mkdir(parents=True, exist_ok=True)
    manifest = folder / "package.json"
    if not manifest.exists():
        manifest.write_text('{"private": true, "type": "module"}\n', encoding="utf-8")
    # No scripts: what a package wants to run on installation is not needed here.
    command = [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", WANTED]
    done = subprocess.run(  # noqa: S603 - a fixed command
        command, cwd=folder, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    if done.returncode:
        _print(words.NOT_INSTALLED, reason=done.stderr.strip()[-300:])
    else:
        prepare()


def run(file: str | Path, *, meets: str = "") -> None:
    """Run a program against the notebook's simulator; print what it prints and what the simulator saw.

    It finds the simulator's address in ``MODELMAX_BASE_URL`` and a simulated key in ``MODELMAX_API_KEY``.

    Args:
        file: The program, such as ``first.mjs``.
        meets: What its requests meet, as in ``%modelmax simulator play``; nothing unusual when empty.
    """
    missing = _missing()
    if missing is not None:
        why = "" if missing.id in _told else _said(missing)
        print(_said(words.STORED, why=why).lstrip())  # noqa: T201 - a cell's output
        sys.stdout.write(_stored(f'node.run("{file}"' + (f', meets="{meets}")' if meets else ")")))
        return
    simulator = current_session().simulator
    simulator.play(*([meets] if meets else []))
    seen = len(simulator.requests())
    try:
        done = _run(Path(file).read_text(encoding="utf-8"))
    except FileNotFoundError:
        _print(words.NO_FILE, file=file)
        return
    except subprocess.TimeoutExpired:
        _print(words.TOO_LONG, seconds=round(LONGEST))
        return
    sent = simulator.requests()[seen:]
    sys.stdout.write(done.stdout)
    statuses = [str(row["status"] or _said(words.NO_ANSWER)) for row in sent]
    _print(
        words.ENDED,
        statuses=", ".join(statuses) or _said(words.NONE),
        charge=f"{sum(float(str(row['charge'])) for row in sent):.6f}",
        code=done.returncode,
    )


def program(file: str | Path) -> Callable[[Mapping[str, str]], Report]:
    """Return a function that tries the ``ask`` of a program in several situations; for ``check``.

    The program is a module with ``export async function ask(client, prompt)``. Its pauses cost no time. It
    may use clients of its own, and what it does after twelve requests in one situation is not looked at.

    Args:
        file: The program.

    Returns:
        A function of situations, each a name and what the requests meet. Its result says of each:

        - ``sent``: the statuses, as the simulator saw them;
        - ``hidden``: how many of the requests the openai package repeated by itself;
        - ``hasty``: how many came right after an answer, without a pause;
        - ``answer``: what the service said; ``text``: what ``ask`` returned;
        - ``error``, ``said``, ``status``: the class of what it threw, its message and its status;
        - ``stopped``, when it would not have ended; ``left``, when it ended the process of Node.

        It raises `NodeMissing`, `ProgramUnread`, FileNotFoundError or TimeoutError.
    """

    def try_program(situations: Mapping[str, str]) -> Report:
        missing = _missing()
        if missing is not None:
            raise NodeMissing(_said(missing))
        try:
            source = Path(file).read_text(encoding="utf-8")
        except FileNotFoundError:
            raise FileNotFoundError(_said(words.NO_FILE, file=file)) from None
        job = {"source": source, "situations": dict(situations), "environment": _simulated()}
        folder = package_folder() or own_folder()
        try:
            told = node_trial.spare.ask(job, folder, _inherited())
        except TimeoutError:
            raise TimeoutError(_said(words.TOO_LONG, seconds=round(node_trial.LONGEST))) from None
        if told["unread"] is not None:
            raise ProgramUnread(**told["unread"])
        if told["now"] is not None:
            told["situations"][told["now"]]["left"] = True
        return _with_statuses(told["situations"])

    return try_program


def _with_statuses(report: Report) -> Report:
    """Put what the simulator answered in place of how often was asked."""
    rows = current_session().simulator.requests()
    first = len(rows) - sum(entry["sent"] for entry in report.values())
    for entry in report.values():
        count = entry["sent"]
        entry["sent"] = [row["status"] for row in rows[first : first + count]]
        first += count
    return report


def own_folder() -> Path:
    """Return where `install` puts the package."""
    import platformdirs

    return platformdirs.user_data_path("modelmax_nb", appauthor=False) / "node"


def package_folder() -> Path | None:
    """Return a folder whose ``node_modules`` holds the openai package; None when there is none.

    Looked for in ``MODELMAX_NODE_DIR``, beside the notebook, above it, and where `install` puts it.
    """
    chosen = os.environ.get(VARIABLE)
    here = Path.cwd()
    folders = [*([Path(chosen)] if chosen else []), here, *here.parents, own_folder()]
    package = Path("node_modules", PACKAGE, "package.json")
    return next((folder for folder in folders if (folder / package).is_file()), None)


def _run(source: str) -> subprocess.CompletedProcess[str]:
    """Run *source* where Node finds the package; what it prints on either way out comes in order."""
    node = shutil.which("node") or "node"
    folder = package_folder() or own_folder()
    command = [node, "--input-type=module", "-"]
    return subprocess.run(  # noqa: S603 - the learner's own program
        command,
        input=source,
        cwd=folder,
        env=_inherited() | _simulated(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        timeout=LONGEST,
        check=False,
    )


def _inherited() -> dict[str, str]:
    """Return the environment of a process, without settings of the user's for ModelMax and OpenAI."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_NOT_HANDED_ON)}
    return kept | {"NODE_NO_WARNINGS": "1", "NO_COLOR": "1"}


def _simulated() -> dict[str, str]:
    """Return the variables that hold the simulator's address and a key of it."""
    session = current_session()
    settings = session.settings()
    simulated = not isinstance(settings, Failure) and settings.simulated
    key = settings.key.reveal() if simulated and not isinstance(settings, Failure) else GOOD_KEY
    return {"MODELMAX_API_KEY": key, "MODELMAX_BASE_URL": session.simulator.url}


def _missing() -> Text | None:
    """Return what to say of what is missing; None when programs can run."""
    if IN_THE_BROWSER:
        return words.NO_BROWSER
    if shutil.which("node") is None:
        return words.NO_NODE
    return None if package_folder() is not None else words.NO_PACKAGE


def _stored(call: str) -> str:
    """Return what the shipped lesson shows below the cell that holds *call*."""
    package = Path(__file__).parents[1]
    for folder in (package / "notebooks", package.parent / "notebooks"):
        if (folder / LESSON).is_file():
            lesson = json.loads((folder / LESSON).read_text(encoding="utf-8"))
            cells = [cell for cell in lesson["cells"] if call in "".join(cell["source"])]
            outputs = cells[0].get("outputs", []) if cells else []
            return "".join("".join(output.get("text", "")) for output in outputs)
    return ""


def _said(text: Text, **values: object) -> str:
    return say(text, current_session().language, folder=own_folder(), size=SIZE, **values)


def _print(text: Text, **values: object) -> None:
    print(_said(text, **values))  # noqa: T201 - a cell's output
