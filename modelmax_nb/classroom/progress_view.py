"""The progress of a learner, which shows itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from modelmax_nb.classroom.curriculum import lessons
from modelmax_nb.classroom.markup import inline, plain_table, said, table
from modelmax_nb.classroom.progress_file import Entry
from modelmax_nb.files import save_whole
from modelmax_nb.messages import Text, say

if TYPE_CHECKING:
    from modelmax_nb.classroom.progress_file import ProgressFile

COLUMNS = (
    Text("classroom.column.lesson", "Lesson"),
    Text("classroom.column.done", "Done"),
    Text("classroom.column.open", "Still open"),
    Text("classroom.column.hints", "Hints"),
)
ALL_DONE = Text("classroom.all-done", "all done")
PUT_ASIDE = Text(
    "classroom.put-aside",
    "The file with your progress could not be read. It is kept as {name}; a new one begins.",
)


class Progress(NamedTuple):
    """What is done and what is open.

    Attributes:
        file: The learner's.
        language: Of labels.
    """

    file: ProgressFile
    language: str = "en"

    def export(self, path: str | Path) -> Path:
        """Write the progress to *path*, a JSON file, and return where it is."""
        target = Path(path).expanduser()
        save_whole(target, self.file.content())
        return target

    def reset(self) -> None:
        """Forget the progress."""
        self.file.reset()

    def __repr__(self) -> str:
        """Return the progress as text."""
        rows, remark = self._rows()
        return "\n".join([plain_table([say(text, self.language) for text in COLUMNS], rows), *remark])

    def _repr_html_(self) -> str:
        """Return the progress as an HTML table."""
        rows, remark = self._rows()
        head = [said(text, self.language) for text in COLUMNS]
        cells = [[inline(cell) for cell in row] for row in rows]
        return table(head, cells) + "".join(f"<p>{inline(line)}</p>" for line in remark)

    def _rows(self) -> tuple[list[list[str]], list[str]]:
        record = self.file.read()
        rows = []
        for lesson in lessons():
            ids = [exercise.id for exercise in lesson.exercises]
            entries = {id_: record.entries.get(id_, Entry()) for id_ in ids}
            left = [id_ for id_ in ids if not entries[id_].passed]
            done = f"{len(ids) - len(left)}/{len(ids)}"
            hints = sum(entry.hints for entry in entries.values())
            rows.append([lesson.title, done, ", ".join(left) or say(ALL_DONE, self.language), str(hints)])
        if record.damaged is None:
            return rows, []
        return rows, [say(PUT_ASIDE, self.language, name=record.damaged.name)]
