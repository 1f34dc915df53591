"""Where tasks are remembered: one small file each, so that a kernel may end and the task is not lost.

Beside it lies the claim: an empty file made by the one process that fetches the result, which then writes the
body into it. So two notebooks cannot both pay, and none can write over the other's result.
"""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from modelmax_nb.files import check_folder
from modelmax_nb.tasks import TaskRecord, merged
from modelmax_nb.video.home import has_ended, here

if TYPE_CHECKING:
    from collections.abc import Mapping

VARIABLE: Final = "MODELMAX_STATE_DIR"


def default_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Return the folder for tasks: under ``MODELMAX_STATE_DIR``, else where this system keeps such files."""
    chosen = environment.get(VARIABLE)
    if chosen:
        return Path(chosen).expanduser() / "tasks"
    import platformdirs  # loaded when there is a task to keep

    return platformdirs.user_state_path("modelmax_nb", appauthor=False) / "tasks"


class TaskStore:
    """The tasks of one user.

    Args:
        folder: Where the files are; made when the first task is kept, readable by its owner alone.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or default_folder()

    def check(self) -> None:
        """Try whether a task can be written down; to be known before one is submitted.

        Raises:
            OSError: It cannot; the text says what to do.
        """
        try:
            self._make_folder()
            check_folder(self.folder)
        except OSError as error:
            problem = error.strerror or type(error).__name__
            text = f"video tasks cannot be remembered in {self.folder} ({problem}); set {VARIABLE}"
            raise OSError(f"{text} to a folder of yours") from error

    def keep(self, task: TaskRecord) -> None:
        """Write *task* down, whole or not at all; what another process has learned meanwhile stays.

        Raises:
            OSError: The folder cannot be written to.
        """
        self._make_folder()
        if task.result is not None:
            self._write(self._claim(task), task.result)
        self._write(self._file(task), self.latest(task).to_json())

    def latest(self, task: TaskRecord) -> TaskRecord:
        """Return *task* with what its file knows beyond it."""
        known = self._read(self._file(task))
        return task if known is None else merged(task, known)

    def find(self, request_id: str) -> TaskRecord | None:
        """Return the task of that id or short name, one of this process first; None when there is none."""
        named = [task for task in self.tasks() if request_id in {task.request_id, task.name}]
        return min(named, key=lambda task: task.home not in {"", here()}, default=None)

    def tasks(self) -> list[TaskRecord]:
        """Return every task that can be read, the newest first."""
        found = (self._read(path) for path in self._files())
        known = [task for task in found if task is not None]
        return sorted(known, key=lambda task: task.submitted, reverse=True)

    def damaged(self) -> list[Path]:
        """Return the files of tasks that cannot be read."""
        return [path for path in self._files() if self._read(path) is None]

    def forget(self, task: TaskRecord) -> None:
        """Remove a task's file; the task itself goes on at the service."""
        for path in (self._file(task), self._claim(task)):
            path.unlink(missing_ok=True)

    def make_room(self, task: TaskRecord) -> None:
        """Forget earlier tasks of the same id, which their simulators took with them when they ended.

        A task that a simulator of another process still has keeps its file.
        """
        self.forget(task)  # also a damaged file, or a claim without one
        for known in self.tasks():
            if known.request_id == task.request_id and has_ended(known.home):
                self.forget(known)

    def claim_result(self, task: TaskRecord) -> bool:
        """Claim the one fetch of a task's result, among all processes; False when it was claimed before.

        Raises:
            OSError: The claim cannot be written down.
        """
        self._make_folder()
        try:
            self._claim(task).touch(mode=0o600, exist_ok=False)
        except FileExistsError:
            return False
        return True

    def give_back_claim(self, task: TaskRecord) -> None:
        """Give a claim back after a fetch that cannot have been billed; one with a result stays."""
        with suppress(OSError):
            if not self._claim(task).stat().st_size:
                self._claim(task).unlink()

    def _make_folder(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def _files(self) -> list[Path]:
        with suppress(OSError):  # no such folder, or none that may be read
            return sorted(self.folder.glob("*.json"))
        return []

    def _file(self, task: TaskRecord) -> Path:
        # Ids are opaque and may hold a slash. Those of embedded simulators are alike in all processes.
        named = f"{task.request_id}\n{task.home}" if task.home else task.request_id
        return self.folder / f"{sha256(named.encode()).hexdigest()[:32]}.json"

    def _claim(self, task: TaskRecord) -> Path:
        return self._file(task).with_suffix(".claim")

    def _write(self, path: Path, value: dict[str, Any]) -> None:
        handle, name = tempfile.mkstemp(dir=self.folder, suffix=".part")  # mode 0600
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(value, file, ensure_ascii=False, indent=1)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    @staticmethod
    def _read(path: Path) -> TaskRecord | None:
        """Return the task in *path*, with the result that its claim holds; None where it is damaged."""
        with suppress(OSError, ValueError, RecursionError):  # a damaged file hides no other
            task = TaskRecord.from_json(json.loads(path.read_text(encoding="utf-8")))
            body = _fetched(path.with_suffix(".claim")) if task.result is None else None
            return task if body is None else replace(task, result=body)
        return None


def _fetched(claim: Path) -> dict[str, Any] | None:
    with suppress(OSError, ValueError, RecursionError):  # not fetched, or not yet
        body = json.loads(claim.read_text(encoding="utf-8"))
        return body if isinstance(body, dict) else None
    return None
