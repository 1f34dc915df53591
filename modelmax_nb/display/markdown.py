"""A model's answer as Markdown that runs no script and calls no other host, even in a trusted notebook."""

from __future__ import annotations

import re

PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~\n]")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Without one of these there is no markup, code, link or formula that could do harm.
SPECIAL = re.compile(r"[<\]`~$\\]|!\[")


def literal(text: str) -> str:
    """Return *text* as Markdown, on one line, that shows exactly these characters."""
    return PUNCTUATION.sub(lambda match: f"&#{ord(match[0])};", text)


def safe_markdown(text: str) -> str:
    """Return *text* as Markdown that can run no script and loads nothing when it is shown.

    Formulas, code and links look as they did, but raw HTML is shown as text, an image becomes a link, a link
    to any scheme but http, https and mailto is shown as text, links defined apart from their place are shown
    as they are written, and a Mermaid diagram is shown as code.

    Source: measured (JupyterLab 4.6 runs raw HTML in trusted ``text/markdown``; it puts formulas and the
    words beside a fence into attributes with their quotes unescaped).
    """
    text = CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if not SPECIAL.search(text):
        return text
    from modelmax_nb.display.harmless import harmless

    return harmless(text)
