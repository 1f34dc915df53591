"""A model's answer as Markdown that can run no script (first, plain form)."""

from __future__ import annotations

import re

PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")


def literal(text: str) -> str:
    """Return *text* as Markdown that shows exactly these characters."""
    return PUNCTUATION.sub(lambda match: f"&#{ord(match[0])};", text)


def safe_markdown(text: str) -> str:
    """Return *text* as Markdown that can run no script in a trusted notebook."""
    return text.replace("<", "&lt;").replace("](", "]&#40;").replace("]:", "]&#58;")
