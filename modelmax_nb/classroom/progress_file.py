"""What a learner has done so far: one small file of theirs, without answers, code or keys."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from modelmax_nb.files import save_whole

if TYPE_CHECKING:
    from collections.abc import Mapping

VARIABLE: Final = "MODELMAX_STATE_DIR"
NAME: Final = "course.json"
IN_THE_BROWSER: Final = Path("/drive")  # what JupyterLite keeps between visits
VERSION: Final = 1


def default_path(environment: Mapping[str, str] = os.environ) -> Path:
    """Return the file: under ``MODELMAX_STATE_DIR``, else where this system keeps such files."""
    chosen = environment.get(VARIABLE)
    if chosen:
        return Path(chosen).expanduser() / NAME
    if sys.platform == "emscripten" and IN_THE_BROWSER.is_dir():
        return IN_THE_BROWSER / ".modelmax" / NAME
    import platformdirs

    return platformdirs.user_state_path("modelmax_nb", appauthor=False) / NAME


@dataclass
class Entry:
    """One exercise.

    Attributes:
        passed: Whether it was ever passed.
        tries: How often an answer was judged.
        hints: How many hints were shown.
        first: When it was first tried, in UTC; "" before that.
        last: When it was last tried.
    """

    passed: bool = False
    tries: int = 0
    hints: int = 0
    first: str = ""
    last: str = ""


@dataclass
class Record:
    """All exercises that were ever tried, by id.

    Attributes:
        entries: By id.
        damaged: Where a file that could not be read was put aside; None when all is well.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    damaged: Path | None = None


class ProgressFile:
    """A learner's file.

    Args:
        path: Where it is; made at the first note.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or default_path()

    def read(self) -> Record:
        """Return what it says; a file that cannot be read is put aside and a new one begun."""
        try:
            content = json.loads(self.path.read_text(encoding="utf-8"))
            return Record({id_: _entry(values) for id_, values in content["exercises"].items()})
        except FileNotFoundError:
            return Record()
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return Record(damaged=self._put_aside())

    def note_try(self, id_: str, *, passed: bool) -> Record:
        """Write down that the exercise *id_* was tried."""
        record = self.read()
        entry = record.entries.setdefault(id_, Entry())
        now = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
        entry.tries += 1
        entry.passed = entry.passed or passed
        entry.first, entry.last = entry.first or now, now
        self._write(record)
        return record

    def note_hint(self, id_: str, number: int) -> None:
        """Write down that the hint *number* of the exercise *id_* was shown."""
        record = self.read()
        entry = record.entries.setdefault(id_, Entry())
        entry.hints = max(entry.hints, number)
        self._write(record)

    def hints_shown(self, id_: str) -> int:
        """Return how many hints of *id_* were shown so far."""
        return self.read().entries.get(id_, Entry()).hints

    def reset(self) -> None:
        """Forget all."""
        self.path.unlink(missing_ok=True)

    def content(self) -> bytes:
        """Return the file's content as it would be written."""
        return _as_json(self.read())

    def _write(self, record: Record) -> None:
        save_whole(self.path, _as_json(record))

    def _put_aside(self) -> Path | None:
        aside = self.path.with_suffix(".damaged.json")
        try:
            self.path.replace(aside)
        except OSError:
            return None
        return aside


def _as_json(record: Record) -> bytes:
    exercises = {id_: asdict(entry) for id_, entry in sorted(record.entries.items())}
    return (json.dumps({"version": VERSION, "exercises": exercises}, indent=1) + "\n").encode()


def _entry(values: Mapping[str, Any]) -> Entry:
    return Entry(
        passed=bool(values["passed"]),
        tries=int(values["tries"]),
        hints=int(values["hints"]),
        first=str(values["first"]),
        last=str(values["last"]),
    )
