"""Bring the catalogues up to date with the sentences of the package: ``python -m tests.languages.update``.

A sentence whose English has changed loses its translation, because an old one may now be wrong; the tests
name what is missing. A second run changes nothing.
"""

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from modelmax_nb.language import LANGUAGES
from modelmax_nb.messages import DEFAULT_LANGUAGE, DOMAIN, LOCALE
from tests.languages.texts import all_texts

TRANSLATED = [language for language in LANGUAGES if language != DEFAULT_LANGUAGE]
THEN = datetime(2026, 1, 1, tzinfo=UTC)  # no clock: two runs give the same bytes
HEADER = "# Every sentence that a reader of PROJECT sees, by its id. CONTRIBUTING.md says how to change one."


def po_path(language: str) -> Path:
    """Return where the translations into *language* are."""
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def read_catalogue(language: str) -> Catalog:
    """Return the translations into *language*; an empty catalogue where there are none yet."""
    path = po_path(language)
    if not path.is_file():
        return _catalogue(language)
    with path.open("rb") as opened:
        return read_po(opened, locale=language, domain=DOMAIN)


def make_template() -> Catalog:
    """Return the sentences without translations."""
    template = _catalogue(None)
    for text in all_texts().values():
        template.add(text.english, context=text.id)
    return template


def updated(language: str) -> Catalog:
    """Return the translations into *language* of the sentences there are now."""
    old, new = read_catalogue(language), _catalogue(language)
    for text in all_texts().values():
        known = old.get(text.english, context=text.id)
        new.add(text.english, known.string if known and not known.fuzzy else "", context=text.id)
    return new


def as_po(catalogue: Catalog) -> bytes:
    """Return *catalogue* as text, without times and places, which only make differences."""
    written = io.BytesIO()
    write_po(written, catalogue, width=110, no_location=True, omit_header=False)
    return written.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    """Return *catalogue* compiled."""
    written = io.BytesIO()
    write_mo(written, catalogue)
    return written.getvalue()


def _catalogue(language: str | None) -> Catalog:
    return Catalog(
        locale=language,
        domain=DOMAIN,
        header_comment=HEADER,
        project="modelmax-nb",
        version="1",
        msgid_bugs_address="",
        creation_date=THEN,
        revision_date=THEN,
        last_translator="The modelmax_nb developers",
        language_team="The modelmax_nb developers",
        fuzzy=False,
    )


def main() -> int:
    """Write what is not up to date; say what is not translated."""
    files = {LOCALE / f"{DOMAIN}.pot": as_po(make_template())}
    missing = []
    for language in TRANSLATED:
        catalogue = updated(language)
        path = po_path(language)
        files |= {path: as_po(catalogue), path.with_suffix(".mo"): as_mo(catalogue)}
        missing += [
            f"{language}: {message.context}" for message in catalogue if message.id and not message.string
        ]
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_bytes() != content:
            path.write_bytes(content)
            print(f"written: {path}")  # noqa: T201 - a command
    print(*missing, sep="\n")  # noqa: T201 - a command
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
