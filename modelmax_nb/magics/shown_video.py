"""Saved videos as something that plays in a notebook, and names of files that can be shown to others."""

from __future__ import annotations

import base64
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from modelmax_nb.display import task_words as words
from modelmax_nb.display.phrase import clean
from modelmax_nb.messages import say

if TYPE_CHECKING:
    from collections.abc import Sequence

LARGEST_SHOWN = 5_000_000  # bytes of video that one cell takes in
# A tall video keeps its controls in sight.
STYLE = "display:block;max-width:100%;max-height:480px;margin:4px 0"


def videos_bundle(paths: Sequence[Path], language: str) -> dict[str, str]:
    """Return saved videos as HTML that plays, and as text; what is too large is named, with a link to it."""
    html: list[str] = []
    text: list[str] = []
    left = LARGEST_SHOWN
    for path in paths:
        size = path.stat().st_size
        if size > left:
            html.append(_too_large_html(path, size, language))
            text.append(_too_large(path, size, language))
            continue
        left -= size
        html.append(_player(path, language))
        text.append(near(path))
    return {"text/html": f"<div>{''.join(html)}</div>", "text/plain": "\n".join(text)}


def near(path: Path | str) -> str:
    """Return *path* as seen from the notebook: whoever gets that need not learn whose computer it was."""
    for folder, sign in ((Path.cwd(), ""), (Path.home(), "~/")):
        try:
            return sign + Path(path).relative_to(folder).as_posix()
        except ValueError:
            continue
    return str(path)


def _player(path: Path, language: str) -> str:
    source = f"data:video/mp4;base64,{base64.b64encode(path.read_bytes()).decode('ascii')}"
    label = escape(say(words.VIDEO_LABEL, language, name=clean(near(path))))
    return f'<video controls aria-label="{label}" style="{STYLE}" src="{source}">{label}</video>'


def _too_large(path: Path, size: int, language: str) -> str:
    return say(words.TOO_LARGE, language, name=clean(near(path)), size=f"{size / 1_000_000:.1f}")


def _too_large_html(path: Path, size: int, language: str) -> str:
    """Return the sentence with a link, where the file lies below the notebook's folder."""
    sentence = f"<p>{escape(_too_large(path, size, language), quote=False)}"
    if near(path).startswith(("~", "/")) or Path(near(path)).is_absolute():
        return f"{sentence}</p>"
    name = clean(near(path))
    address = escape(quote(near(path)))
    return f'{sentence} <a href="{address}" style="text-decoration:underline">{escape(name)}</a></p>'
