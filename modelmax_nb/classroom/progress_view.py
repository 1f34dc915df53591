"""The progress of a learner, which shows itself."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from modelmax_nb.classroom.curriculum import lessons
from modelmax_nb.classroom.markup import folding_table, inline, plain_table
from modelmax_nb.classroom.progress_file import Entry
from modelmax_nb.classroom.words import COLUMN_NUMBER
from modelmax_nb.files import save_whole
from modelmax_nb.messages import Text, say

if TYPE_CHECKING:
    from modelmax_nb.classroom.progress_file import ProgressFile

COLUMNS = (
    COLUMN_NUMBER,
    Text("classroom.column.lesson", "Lesson"),
    Text("classroom.column.minutes", "Minutes"),
    Text("classroom.column.done", "Done"),
    Text("classroom.column.next", "Next exercise"),
    Text("classroom.column.hints", "Hints"),
)
TITLE = 1  # its column
IN_ALL = Text("classroom.in-all", "{done} of {count} exercises are done.")
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
        (head, *rows), remarks = self._rows()
        return "\n".join([plain_table(head, rows), *remarks])

    def _repr_html_(self) -> str:
        """Return the progress as an HTML table."""
        rows, remarks = self._rows()
        head, *cells = [[inline(cell) for cell in row] for row in rows]
        for row, lesson in zip(cells, lessons(), strict=True):
            row[TITLE] = f'<a href="{escape(lesson.notebook)}">{row[TITLE]}</a>'
        said = "".join(f"<p>{inline(line)}</p>" for line in remarks)
        return folding_table("mmx-progress", head, cells) + said

    def _rows(self) -> tuple[list[list[str]], list[str]]:
        """Return the table's cells, those of the head first, and what is said below it."""
        record = self.file.read()
        rows, done, count = [[say(text, self.language) for text in COLUMNS]], 0, 0
        for number, lesson in enumerate(lessons(), 1):
            ids = [exercise.id for exercise in lesson.exercises]
            entries = {id_: record.entries.get(id_, Entry()) for id_ in ids}
            left = [id_ for id_ in ids if not entries[id_].passed]
            count, done = count + len(ids), done + len(ids) - len(left)
            rows.append([
                str(number),
                lesson.title,
                f"{lesson.minutes} + {lesson.coding}",
                f"{len(ids) - len(left)}/{len(ids)}",
                left[0] if left else say(ALL_DONE, self.language),
                str(sum(entry.hints for entry in entries.values()) or ""),
            ])  # fmt: skip
        if not any(row[-1] for row in rows[1:]):
            rows = [row[:-1] for row in rows]  # nobody asked for a hint so far
        remarks = [say(IN_ALL, self.language, done=done, count=count)]
        if record.damaged is not None:
            remarks.append(say(PUT_ASIDE, self.language, name=record.damaged.name))
        return rows, remarks
