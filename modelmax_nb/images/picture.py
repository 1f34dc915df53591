"""A picture that was made: its bytes, and how it shows and saves itself."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from modelmax_nb.files import file_in, free_path, save_whole
from modelmax_nb.picture_files import SUFFIXES, is_whole_picture, kind_of_picture, with_fitting_suffix

if TYPE_CHECKING:
    from typing import NoReturn

LARGEST_SHOWN = 5_000_000  # bytes; a larger picture would make the notebook slow to open
# Exceptions stay English, so that they can be searched for.
NO_ENTRY = (
    "it holds the picture itself. display(picture) shows it, picture.save() writes a file, and "
    "picture.content is its bytes."
)


class Picture(NamedTuple):
    """One picture.

    Attributes:
        content: Its bytes.
        kind: Media type, such as ``image/png``, read off the bytes.
        revised_prompt: The prompt that the service really used, if it says so.
        simulated: Whether a simulator made it up.
    """

    content: bytes
    kind: str
    revised_prompt: str = ""
    simulated: bool = False

    def __getattr__(self, name: str) -> NoReturn:
        """Say what a picture is to whoever takes it for an entry of the openai library's own reply."""
        if name.startswith("_"):  # how IPython and copy ask what an object can do
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        raise AttributeError(f"a Picture has no {name!r}: {NO_ENTRY}", name=name, obj=self)

    def __repr__(self) -> str:
        """Say what it is, without its bytes."""
        mark = ", simulated" if self.simulated else ""
        return f"<Picture {self.kind}, {len(self.content)} bytes{mark}>"

    def save(self, path: str | Path | None = None, *, overwrite: bool = False) -> Path:
        """Write the picture to a file, whole or not at all.

        Args:
            path: Where to, ``~`` included; in a folder, and when None, ``picture.png`` or the next free name
                like it. The suffix is made to fit the kind of picture.
            overwrite: Whether a file that is there may be replaced.

        Returns:
            The file.

        Raises:
            FileExistsError: A file is there already.
            OSError: It cannot be written.
        """
        target = file_in(path or Path(), f"picture{SUFFIXES[self.kind]}")
        if path is None or target != Path(path).expanduser():
            target = free_path(target)  # a name of ours
        target = with_fitting_suffix(target, self.kind)
        if target.exists() and not overwrite:
            raise FileExistsError(f"{target} is there already; choose another name or overwrite it")
        save_whole(target, self.content)
        return target

    def _repr_mimebundle_(self, **_formats: object) -> dict[str, str]:
        shown: dict[str, str] = {"text/plain": repr(self)}
        if len(self.content) <= LARGEST_SHOWN:
            shown[self.kind] = base64.b64encode(self.content).decode("ascii")
        return shown


def picture_from(content: bytes, revised_prompt: str, *, simulated: bool) -> Picture | None:
    """Return the picture that *content* is; None where it is none, or not whole."""
    kind = kind_of_picture(content)
    if kind is None or not is_whole_picture(content):
        return None
    return Picture(content, kind, revised_prompt, simulated)
