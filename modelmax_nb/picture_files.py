"""A picture from a file, in the form that goes into a request."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Final

# The first bytes of the kinds of picture that browsers show.
_HEADS: Final = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}
SUFFIXES: Final = {"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp"}

_NAMES: Final = {kind: {suffix} for kind, suffix in SUFFIXES.items()} | {
    "image/jpeg": {".jpg", ".jpeg", ".jpe", ".jfif"}
}
_TAIL: Final = 65_536  # bytes at the end in which the end mark stands


def kind_of_picture(content: bytes) -> str | None:
    """Return the media type of a picture by its first bytes; None where it is none that we know."""
    for head, kind in _HEADS.items():
        if content.startswith(head):
            return kind
    return "image/webp" if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else None


def is_whole_picture(content: bytes) -> bool:
    """Tell whether *content* is a picture of a kind that we know, up to its end mark.

    Source: the formats' own documents (an ``IEND`` chunk, an ``FF D9``, a ``3B``, a length at the head); some
    programs append bytes of their own behind the mark.
    """
    match kind_of_picture(content):
        case "image/png":
            return b"IEND" in content[-_TAIL:]
        case "image/jpeg":
            return b"\xff\xd9" in content[-_TAIL:]
        case "image/gif":
            return content.rstrip(b"\0").endswith(b";")
        case "image/webp":
            return len(content) >= 8 + int.from_bytes(content[4:8], "little")
    return False


def with_fitting_suffix(path: Path, kind: str) -> Path:
    """Return *path* with the suffix of its *kind*: a JPEG called ``.png`` does not open everywhere."""
    if path.suffix.lower() in _NAMES[kind]:
        return path
    other = path.suffix.lower() in {suffix for suffixes in _NAMES.values() for suffix in suffixes}
    return path.with_suffix(SUFFIXES[kind]) if other else path.with_name(path.name + SUFFIXES[kind])


def read_picture(path: str | Path) -> tuple[str, bytes]:
    """Return the media type and the bytes of a picture.

    Raises:
        OSError: The file cannot be read.
        ValueError: It is no PNG, JPEG, GIF or WebP.
    """
    content = Path(path).expanduser().read_bytes()
    kind = kind_of_picture(content)
    if kind is None:
        raise ValueError(f"{path} is no picture of the kinds PNG, JPEG, GIF and WebP")
    return kind, content


def encoded_picture(path: str | Path) -> str:
    """Return a picture in base64, as a video task takes it; raises what `read_picture` does."""
    return base64.b64encode(read_picture(path)[1]).decode("ascii")


def data_url(path: str | Path) -> str:
    """Return a picture as a ``data:`` URL, as a chat message takes it; raises what `read_picture` does."""
    kind, content = read_picture(path)
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"
