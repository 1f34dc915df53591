"""``modelmax-nb explain``: an error that was pasted, explained as the card would."""

from __future__ import annotations

import codecs
import re
import sys
from dataclasses import replace
from pathlib import Path

from modelmax_nb.cli import words
from modelmax_nb.cli.complaint import CommandError
from modelmax_nb.cli.speech import say, terminal_language

# How an error begins that is given itself, in place of a file that holds it.
TEXT_BEGINNINGS = ("{", "<", "Error code:", "HTTP/")
LIMIT = 1_000_000  # bytes; an error is a few lines


def print_explanation(file: str, status: int | None) -> int:
    """Print what is known of the error in *file*.

    Args:
        file: A path; ``"-"`` for standard input; or the error itself, which begins with ``{``, ``<``,
            ``HTTP/`` or ``Error code:``.
        status: The HTTP status where the text does not say it.

    Raises:
        CommandError: The file cannot be read, is empty, or holds no error.
    """
    from modelmax_nb.explanation import explain

    text = _decode(_read(file)).replace("\r\n", "\n")
    if not text.strip():
        raise CommandError(words.NO_TEXT)
    try:
        explanation = explain(text, status=status)
    except ValueError as error:
        raise CommandError(words.NOTHING_WRONG) from error
    card = str(replace(explanation, language=terminal_language()))
    notes = []
    if re.search(r"^ +%(?:modelmax|config) ", card, re.MULTILINE):
        notes.append(say(words.IN_A_NOTEBOOK))
    if explanation.diagnosis.failure.status is None and explanation.entry.slug == "text-not-recognised":
        notes.append(say(words.GIVE_STATUS))
    print("\n\n".join([card, *notes]))  # noqa: T201 - this is the command line
    return 0


def _read(file: str) -> bytes:
    if file.lstrip().startswith(TEXT_BEGINNINGS):
        return file.encode("utf-8", "surrogateescape")
    if file == "-":
        if sys.stdin.isatty():
            keys = "Ctrl-Z, then Enter" if sys.platform == "win32" else "Ctrl-D"
            print(say(words.PASTE, keys=keys), file=sys.stderr)  # noqa: T201 - this is the command line
        return sys.stdin.buffer.read(LIMIT)
    try:
        with Path(file).open("rb") as opened:
            return opened.read(LIMIT)
    except OSError as error:
        raise CommandError(words.CANNOT_READ, file=file, reason=error.strerror or error) from error


def _decode(raw: bytes) -> str:
    """Turn *raw* into text; Windows' own redirection writes UTF-16."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", "replace")
    return raw.decode("utf-8-sig", "replace")
