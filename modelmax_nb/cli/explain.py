"""``modelmax-nb explain``: an error that was pasted, explained as the card would; or the page of one."""

from __future__ import annotations

import codecs
import re
import sys
from dataclasses import replace
from pathlib import Path

from modelmax_nb.cli import words
from modelmax_nb.cli.complaint import CommandError
from modelmax_nb.cli.speech import say, terminal_language
from modelmax_nb.leaks.files import is_there

# How an error begins that is given itself, in place of a file that holds it.
TEXT_BEGINNINGS = ("{", "<", "Error code:", "HTTP/")
NOT_EXPLAINED = 1
FILE_NAME = re.compile(r"^[^\s:]*[/\\]|^[^:]*\.[A-Za-z]\w{0,4}$")
LIMIT = 1_000_000  # bytes; an error is a few lines
# What an id looks like, or a slip of one; a file's name has a dot or a slash.
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")


def print_explanation(file: str, status: int | None) -> int:
    """Print what is known of the error in *file*.

    Args:
        file: A path; ``"-"`` for standard input; the error itself, such as ``502 Bad Gateway`` or what
            begins with ``{``, ``<``, ``HTTP/`` or ``Error code:``; or the id or status of a failure. A file
            with such a name comes first.
        status: The HTTP status where the text does not say it.

    Raises:
        CommandError: The file cannot be read, is empty, or holds no error.
    """
    from modelmax_nb.pasted import STATUS_OF_TYPE

    if ID.fullmatch(file) and file.lower() not in STATUS_OF_TYPE and not Path(file).exists():
        return _print_named(file)
    from modelmax_nb.display.terminal import render_terminal, takes_colour
    from modelmax_nb.explanation import explain

    text = _decode(_read(file)).replace("\r\n", "\n")
    if not text.strip():
        raise CommandError(words.NO_TEXT)
    try:
        explanation = explain(text, status=status)
    except ValueError as error:
        raise CommandError(words.NOTHING_WRONG) from error
    card = str(replace(explanation, language=terminal_language()))
    shown = render_terminal(explanation.diagnosis, terminal_language(), colour=takes_colour())
    notes = []
    if re.search(r"^ +%(?:modelmax|config) ", card, re.MULTILINE):
        notes.append(say(words.IN_A_NOTEBOOK))
    unknown = explanation.entry.slug == "text-not-recognised"
    if unknown and explanation.diagnosis.failure.status is None:
        notes.append(say(words.GIVE_STATUS))
    print("\n\n".join([shown, *notes]))  # noqa: T201 - this is the command line
    return NOT_EXPLAINED if unknown else 0


def _print_named(name: str) -> int:
    """Print the page of the entry with the id or status *name*; of several, their list.

    Raises:
        CommandError: There is none.
    """
    from modelmax_nb.display.page import joined, sections
    from modelmax_nb.display.terminal import takes_colour
    from modelmax_nb.pages.book import page_of
    from modelmax_nb.pages.lookup import named, near

    entries = named(name)
    if len(entries) > 1:
        return print_list(name)
    if entries:
        page = joined(sections(page_of(entries[0]), terminal_language()), colour=takes_colour())
        print("\n\n".join([page, say(words.IN_A_NOTEBOOK)]))  # noqa: T201 - this is the command line
        return 0
    for slug in near(name)[:1]:
        raise CommandError(words.DID_YOU_MEAN, name=name, near=slug)
    raise CommandError(words.NO_SUCH_FAILURE, name=name)


def print_list(asked: str) -> int:
    """Print the entries that speak of *asked*, or all.

    Raises:
        CommandError: None does.
    """
    from modelmax_nb.display.index import index_sections
    from modelmax_nb.display.page import joined
    from modelmax_nb.display.terminal import takes_colour
    from modelmax_nb.pages.lookup import BOOK, matching

    language = terminal_language()
    parts = matching(asked, language)
    if not parts:
        raise CommandError(words.NOTHING_FITS, words=asked)
    found = index_sections(parts, language, asked=asked, total=len(BOOK))
    print(joined(found, colour=takes_colour()))  # noqa: T201 - this is the command line
    return 0


def _is_text(file: str) -> bool:
    """Tell whether *file* is the error itself: no file has that name, and none is likely to."""
    from modelmax_nb.pasted import STATUS_OF_TYPE

    likely = re.search(r"\s", file) is not None and not FILE_NAME.search(file)
    return (likely or file.lower() in STATUS_OF_TYPE) and not is_there(Path(file))


def _read(file: str) -> bytes:
    if file.lstrip().startswith(TEXT_BEGINNINGS) or _is_text(file):
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
