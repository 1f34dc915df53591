"""A report of the last failure, ready for an issue tracker: shown first, written when asked, sent never.

It is English, like every exception here, so that whoever maintains the software can read and search it.
No key is in it in any form, no prompt and no answer unless asked for, no path of the home folder, and the
name of no host but ModelMax's own: a base URL may name a school or a company.
"""

from __future__ import annotations

import os
import platform
import sys
from difflib import SequenceMatcher
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from modelmax_nb.addresses import host_of, is_local
from modelmax_nb.api import current_session
from modelmax_nb.display.phrase import clean, shorten
from modelmax_nb.display.slots import SERVER_SPOKE
from modelmax_nb.failure import MASK, Failure, Symptom, redact
from modelmax_nb.keys import KEY_VARIABLE
from modelmax_nb.leaks.kinds import known_keys, without_keys
from modelmax_nb.leaks.notebook import strings
from modelmax_nb.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from modelmax_nb.attempts import Attempt
    from modelmax_nb.diagnosis import Diagnosis
    from modelmax_nb.leaks.kinds import KnownKey
    from modelmax_nb.session import Report

PACKAGES = ("modelmax-nb", "openai", "httpx2", "ipython", "ipykernel", "ipywidgets", "jupyterlab", "notebook")
# Headers that tell of a fault and of nobody.
HARMLESS = frozenset({"content-type", "content-length", "retry-after", "x-should-retry", "server", "via"})
OURS = "modelmax.io"
LONGEST_MESSAGE = 600  # characters
LONGEST_VALUE = 100
SHORTEST_PROMPT = 10  # characters; a shorter run would be found in ordinary words
LONGEST_PROMPT = 20_000  # characters that are compared
PROMPT_MASK = "[prompt removed]"
UNKNOWN_PROMPT = "Left out: it may repeat the prompt. `--with-prompt` shows it."
HOST_MASK = "[host not shown]"
HOME_SIGN = "~"


class BugReport(NamedTuple):
    """A report in Markdown.

    Attributes:
        text: All of it.
    """

    text: str

    def __str__(self) -> str:
        """Return the Markdown."""
        return self.text

    def __repr__(self) -> str:
        """Return the Markdown: what a cell shows is what a file would hold."""
        return self.text

    def write(self, path: str | Path) -> Path:
        """Write it to a new file and return that file's path.

        Raises:
            FileExistsError: There is a file of this name; nothing is written over.
        """
        target = Path(path).expanduser()
        with target.open("x", encoding="utf-8") as file:
            file.write(self.text)
        return target


def bug_report(*, with_prompt: bool = False, front_end: str = "Python") -> BugReport | None:
    """Return a report of the last failure of this session; None when nothing failed. Nothing is sent.

    Args:
        with_prompt: Whether the prompt and what came of the answer are in it.
        front_end: In which program the call was made.
    """
    report = current_session().last_failed
    if report is None or report.diagnosis is None:
        return None
    known = known_keys([report.secret, *_keys_around()])
    text = "\n".join(_lines(report, report.diagnosis, front_end, with_prompt=with_prompt))
    text = without_host(text, report.diagnosis.failure)
    return BugReport(_harmless(text, known) + "\n")


def _keys_around() -> Iterator[str]:
    settings = current_session().settings()
    yield "" if isinstance(settings, Failure) else settings.key.reveal()
    yield from (os.environ.get(name, "") for name in (KEY_VARIABLE, "OPENAI_API_KEY"))


def _harmless(text: str, known: tuple[KnownKey, ...]) -> str:
    """Return *text* without keys in any form, and with the home folder's name left out."""
    text = redact(without_keys(text, known, MASK), (key.secret.reveal() for key in known))
    try:
        home = str(Path.home())
    except RuntimeError:  # no such user
        return text
    for form in (home, home.replace("\\", "\\\\"), home.replace("\\", "/")):
        text = text.replace(form, HOME_SIGN) if len(form) > 1 else text
    return text


def _lines(report: Report, diagnosis: Diagnosis, front_end: str, *, with_prompt: bool) -> Iterator[str]:
    failure = diagnosis.failure
    yield f"# {say(diagnosis.entry.text('title'), **diagnosis.values)} ({diagnosis.entry.slug})"
    yield ""
    yield "<!-- What did you do, and what did you expect? Write it here. -->"
    yield ""
    yield "| | |"
    yield "| --- | --- |"
    for name, value in _facts(diagnosis, front_end):
        yield f"| {name} | {_cell(value)} |"
    yield from _message(report, failure, with_prompt=with_prompt)
    if diagnosis.attempts:
        yield from _attempts(diagnosis)
    if with_prompt:
        yield from _prompt(report)


def _facts(diagnosis: Diagnosis, front_end: str) -> Iterator[tuple[str, str]]:
    failure = diagnosis.failure
    certain = "" if diagnosis.certain else " (our reading, not certain)"
    yield "diagnosis", f"`{diagnosis.entry.slug}`{certain}"
    yield "came back", _came_back(failure)
    yield "request", f"{failure.method} {endpoint_of(failure)}".strip()
    yield "host", host_shown(failure)
    yield "model", failure.model
    yield "parameters", ", ".join(_parameters(failure))
    yield "key from", failure.key_source
    yield "headers", ", ".join(_headers(failure))
    attempts = f"{len(diagnosis.attempts)}, then: {diagnosis.stopped.value}"
    yield "attempts", attempts if diagnosis.attempts else "none on record"
    yield "time limit", "" if failure.timeout is None else f"{failure.timeout:g} s of silence"
    yield "front end", front_end
    yield "versions", ", ".join(versions())


def _came_back(failure: Failure) -> str:
    symptom = "" if failure.symptom is Symptom.STATUS else failure.symptom.value
    parts = (str(failure.status or ""), failure.type or "", failure.exception, symptom)
    return ", ".join(part for part in parts if part)


def endpoint_of(failure: Failure) -> str:
    """Return the path of the request; of a host that is not named here, only what the SDK put behind it."""
    if failure.simulated or _is_public(failure):
        return failure.path
    for name in ("/chat/completions", "/models", "/images/generations"):
        if failure.path.endswith(name):
            return f"…{name}"
    return "…"


def host_shown(failure: Failure) -> str:
    """Return the host of the request if it is ModelMax's or this computer, else that it is another one."""
    if failure.simulated:
        return "the embedded simulator"
    if _is_public(failure):
        return host_of(failure.base_url)
    if is_local(failure.base_url):
        return "this computer"
    return "another host (not shown)" if failure.base_url else ""


def without_host(text: str, failure: Failure) -> str:
    """Return *text* without the host of the request where that is not to be shown."""
    host = host_of(failure.base_url)
    if not host or failure.simulated or _is_public(failure) or is_local(failure.base_url):
        return text
    for form in (failure.base_url, host, host.rpartition(":")[0]):
        text = text.replace(form, HOST_MASK) if form else text
    return text


def _is_public(failure: Failure) -> bool:
    name = host_of(failure.base_url).partition(":")[0].lower()
    return name == OURS or name.endswith(f".{OURS}")


def _parameters(failure: Failure) -> Iterator[str]:
    """Yield numbers and switches of the request; a text may be the reader's own words."""
    for name, value in failure.parameters.items():
        yield f"{name}={value}" if isinstance(value, (bool, int, float)) else f"{name}: not shown"


def _headers(failure: Failure) -> Iterator[str]:
    headers = {"content-type": failure.content_type, **failure.headers}
    for name, value in headers.items():
        if name in HARMLESS and value:
            yield f"{name}: {shorten(value, LONGEST_VALUE)}"


def versions() -> Iterator[str]:
    """Yield the versions of what had a part in the call."""
    for name in PACKAGES:
        try:
            yield f"{name} {metadata.version(name)}"
        except metadata.PackageNotFoundError:
            continue
    yield f"Python {platform.python_version()}"
    yield f"{platform.system()} {platform.machine()}" if sys.platform != "emscripten" else "browser"


def _message(report: Report, failure: Failure, *, with_prompt: bool) -> Iterator[str]:
    """Yield the server's words; what they repeat of the prompt is left out unless that is asked for."""
    said = failure.message or failure.detail
    if not said.strip():
        return
    text = shorten(clean(said).strip(), LONGEST_MESSAGE)
    yield from ("", "## What it said", "")
    if not with_prompt and not report.call.request.messages and failure.symptom in SERVER_SPOKE:
        yield UNKNOWN_PROMPT  # a call of the reader's own code: what it asked was not kept
        return
    yield from _fenced(text if with_prompt else without_prompt(text, report))


def without_prompt(text: str, report: Report) -> str:
    """Return *text* without what it repeats of the prompt, whole or in part."""
    prompt = "\n".join(part for message in report.call.request.messages for part in strings(message))
    return _without_common(text, prompt[:LONGEST_PROMPT])


def _without_common(text: str, prompt: str) -> str:
    """Return *text* with a mask for each long run of characters that stands in *prompt* too."""
    shared = SequenceMatcher(None, text, prompt, autojunk=False).find_longest_match()
    if len(text[shared.a : shared.a + shared.size].strip()) < SHORTEST_PROMPT:
        return text
    before, after = text[: shared.a], text[shared.a + shared.size :]
    return f"{_without_common(before, prompt)}{PROMPT_MASK}{_without_common(after, prompt)}"


def _attempts(diagnosis: Diagnosis) -> Iterator[str]:
    yield from (
        "",
        "## Attempts",
        "",
        "| no. | started | took | result | then |",
        "| --- | --- | --- | --- | --- |",
    )
    for attempt in diagnosis.attempts:
        wait = (
            ""
            if attempt.wait is None
            else f"waited {attempt.wait.seconds:.1f} s ({attempt.wait.reason.value})"
        )
        yield (
            f"| {attempt.number} | {attempt.started:.1f} s | {attempt.seconds:.1f} s "
            f"| {_cell(_result(attempt))} | {wait} |"
        )


def _result(attempt: Attempt) -> str:
    return "answered" if attempt.failure is None else _came_back(attempt.failure)


def _prompt(report: Report) -> Iterator[str]:
    yield from ("", "## Prompt", "")
    said = (
        f"{message.get('role', '?')}: {message.get('content', '')}"
        for message in report.call.request.messages
    )
    yield from _fenced(clean("\n".join(said)))
    if report.answer:
        yield from ("", "## What came of the answer", "")
        yield from _fenced(clean(str(report.answer)))


def _fenced(text: str) -> Iterator[str]:
    """Yield *text* as code, in a fence longer than any in it."""
    fence = "```"
    while fence in text:
        fence += "`"
    yield from (fence, text, fence)


def _cell(value: str) -> str:
    """Return *value* as one cell of a table; nothing in it is markup, but for a whole id in backticks."""
    text = " ".join(clean(value).split()).replace("|", "\\|")
    return shorten(text.replace("<", "&lt;"), LONGEST_MESSAGE) or "–"
