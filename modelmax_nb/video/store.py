"""Where tasks are remembered: one small file each, so that a kernel may end and the task is not lost."""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from modelmax_nb.tasks import TaskRecord

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

    def keep(self, task: TaskRecord) -> None:
        """Write *task* down, whole or not at all.

        Raises:
            OSError: The folder cannot be written to.
        """
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=self.folder, suffix=".part")  # mode 0600
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(task.to_json(), file, ensure_ascii=False, indent=1)
            Path(name).replace(self._file(task.request_id))
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def find(self, request_id: str) -> TaskRecord | None:
        """Return the task of that id or short name; None when there is none."""
        exact = self._read(self._file(request_id))
        return exact or next((task for task in self.tasks() if task.name == request_id), None)

    def tasks(self) -> list[TaskRecord]:
        """Return every task that can be read, the newest first."""
        found = (self._read(path) for path in self.folder.glob("*.json"))
        known = [task for task in found if task is not None]
        return sorted(known, key=lambda task: task.submitted, reverse=True)

    def forget(self, request_id: str) -> None:
        """Remove a task's file; the task itself goes on at the service."""
        for path in (self._file(request_id), self._claim(request_id)):
            path.unlink(missing_ok=True)

    def claim_result(self, request_id: str) -> bool:
        """Claim the one fetch of a task's result, among all processes; False when it was claimed before."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            self._claim(request_id).touch(mode=0o600, exist_ok=False)
        except FileExistsError:
            return False
        return True

    def give_back_claim(self, request_id: str) -> None:
        """Give a claim back after a fetch that cannot have been billed."""
        self._claim(request_id).unlink(missing_ok=True)

    def _file(self, request_id: str) -> Path:
        # Ids are opaque and may hold a slash.
        return self.folder / f"{sha256(request_id.encode()).hexdigest()[:32]}.json"

    def _claim(self, request_id: str) -> Path:
        return self._file(request_id).with_suffix(".claim")

    @staticmethod
    def _read(path: Path) -> TaskRecord | None:
        with suppress(OSError, ValueError):  # a damaged file hides no other
            return TaskRecord.from_json(json.loads(path.read_text(encoding="utf-8")))
        return None
