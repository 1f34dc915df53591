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


def kind_of_picture(content: bytes) -> str | None:
    """Return the media type of a picture by its first bytes; None where it is none that we know."""
    for head, kind in _HEADS.items():
        if content.startswith(head):
            return kind
    return "image/webp" if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else None


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
