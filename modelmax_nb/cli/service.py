"""Checks of what a call uses: key, base URL, model, simulator, and on request the service itself."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from modelmax_nb.cli import words
from modelmax_nb.cli.check import Check, Verdict
from modelmax_nb.cli.speech import say
from modelmax_nb.diagnosis import diagnose
from modelmax_nb.failure import Failure, Symptom
from modelmax_nb.keys import KEY_VARIABLE, check_key, find_key, published_by_git
from modelmax_nb.settings import MODEL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from modelmax_nb.diagnosis import Diagnosis
    from modelmax_nb.request import Message
    from modelmax_nb.session import Session


def key() -> Iterator[Check]:
    """Look for a key; of a key that is found, only the end is shown."""
    found, _notices = find_key(None, os.environ)
    if found is None or not found.value.strip():
        yield _no_key()
        return
    checked = check_key(found.value, must_begin_with_sk=False)
    if checked.key is None:
        said = say(words.BAD_KEY, source=found.source, problem=checked.problem)
        yield Check(Verdict.FAULT, "key", said)
        return
    hint = checked.key.hint
    shown = say(words.KEY_END, hint=hint) if hint else say(words.KEY_SHORT)
    if checked.trimmed:
        said = say(words.KEY_TRIMMED, key=shown, source=found.source, what=checked.trimmed)
        yield Check(Verdict.LOOK, "key", said)
    else:
        yield Check(Verdict.OK, "key", say(words.KEY, key=shown, source=found.source))


def _no_key() -> Check:
    settings = _session().settings()
    if isinstance(settings, Failure) and settings.symptom is Symptom.NO_KEY:
        said = say(words.KEY_NEEDED, url=settings.base_url, variable=KEY_VARIABLE)
        return Check(Verdict.FAULT, "key", said)
    return Check(Verdict.LOOK, "key", say(words.NO_KEY, variable=KEY_VARIABLE))


def env_file() -> Iterator[Check]:
    """Look whether git would publish a ``.env`` file that lies here."""
    path = Path(".env")
    if not path.is_file():
        yield Check(Verdict.OK, ".env", say(words.NO_ENV_FILE))
    elif published_by_git(path):
        yield Check(Verdict.FAULT, ".env", say(words.ENV_FILE_PUBLISHED))
    else:
        yield Check(Verdict.OK, ".env", say(words.ENV_FILE_IGNORED))


def address() -> Iterator[Check]:
    """Look where requests would go, and to which model."""
    settings = _session().settings()
    if isinstance(settings, Failure):
        if settings.symptom is not Symptom.NO_KEY:  # that was said of the key
            yield Check(Verdict.FAULT, "settings", _title(diagnose(settings)))
        return
    for subject, value, source in (
        ("base URL", settings.base_url, settings.base_url_source),
        ("model", settings.model, settings.model_source),
    ):
        yield Check(Verdict.OK, subject, say(words.FROM, value=value, source=source))


def simulator() -> Iterator[Check]:
    """Ask the simulator one question, in this process and without a network."""
    from modelmax_nb.request import ChatRequest
    from modelmax_nb.session import Call, Session

    session = Session()
    session.overrides.simulator = True
    messages: tuple[Message, ...] = ({"role": "user", "content": "Are you there?"},)
    report = session.ask(Call(request=ChatRequest(model=MODEL, messages=messages)))
    session.close()
    if report.answered:
        yield Check(Verdict.OK, "simulator", say(words.SIMULATOR_WORKS))
    elif report.diagnosis is not None:
        reason = _title(report.diagnosis)
        yield Check(Verdict.FAULT, "simulator", say(words.SIMULATOR_BROKEN, reason=reason))


def model_list() -> Iterator[Check]:
    """Ask the configured service for its models: the only check that uses the network."""
    session = _session()
    settings = session.settings()
    if isinstance(settings, Failure) or settings.simulated:
        yield Check(Verdict.LOOK, "model list", say(words.NOT_ASKED))
        return
    listed = session.list_models()
    session.close()
    if isinstance(listed, Failure):
        yield Check(Verdict.FAULT, "model list", _title(diagnose(listed)))
        return
    known = settings.model in listed.ids
    said = words.MODEL_LIST if known else words.MODEL_NOT_LISTED
    finding = say(said, count=len(listed.ids), url=settings.base_url, model=settings.model)
    yield Check(Verdict.OK if known else Verdict.LOOK, "model list", finding)


def _session() -> Session:
    """Return a session of its own, as it would be in a notebook with a person in front of it."""
    from modelmax_nb.session import Session

    return Session(attended=lambda: True)


def _title(diagnosis: Diagnosis) -> str:
    return say(diagnosis.entry.text("title"), **diagnosis.values)
