"""Build a page with every card in every state, or refresh the pictures that are kept in ``docs/``.

``python -m tests.gallery`` writes ``build/gallery/index.html``, with a page for each language.
``python -m tests.gallery --store`` refreshes ``docs/gallery/`` and the pictures of the README; a picture
that still shows the same, to within the tolerance of ``likeness.py``, is left as it is.
"""
# ruff: noqa: T201 - a command

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from modelmax_nb.catalog.entries import ENTRIES
from tests.gallery import stored
from tests.gallery.page import Gallery
from tests.gallery.states import LANGUAGES, THEMES, State
from tests.gallery.studio import ROOT, Sitting, Studio, missing_fonts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tests.gallery.states import Shot


def main() -> int:
    """Read the command line and do what it says; return 1 when a cell met another failure than its own."""
    parser = argparse.ArgumentParser(prog="python -m tests.gallery", description=__doc__)
    parser.add_argument("--entries", type=_names(ENTRIES), default=tuple(ENTRIES), metavar="SLUG,...")
    parser.add_argument("--languages", type=_names(LANGUAGES), default=LANGUAGES, metavar="en,zh,ja")
    parser.add_argument("--themes", type=_names(THEMES), default=THEMES, metavar="light,dark")
    states = [state.label for state in State]
    parser.add_argument("--states", type=_names(states), default=tuple(states), metavar=",".join(states))
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "gallery", metavar="DIR")
    parser.add_argument("--store", action="store_true", help="refresh the stored pictures instead")
    options = parser.parse_args()
    for font, package in missing_fonts().items():
        print(f"The font {font} is missing (Debian: {package}); letters will look different.")
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, Studio(Path(folder)) as studio:
        result = _store(studio) if options.store else _build(studio, options)
    print(f"{time.monotonic() - begun:.0f} s")
    return result


def _names(known: Iterable[str]) -> Callable[[str], tuple[str, ...]]:
    """Return a reader of comma-separated names out of *known*."""
    names = list(known)

    def read(text: str) -> tuple[str, ...]:
        wanted = tuple(text.split(","))
        for name in wanted:
            if name not in names:
                raise argparse.ArgumentTypeError(f"there is no {name!r}, only {', '.join(names)}")
        return wanted

    return read


def _build(studio: Studio, options: argparse.Namespace) -> int:
    """Build the gallery and say where it is."""
    gallery = Gallery(options.out, options.languages)

    def wanted(shot: Shot) -> bool:
        return shot.state.label in options.states and shot.theme in options.themes

    strays = []
    with ThreadPoolExecutor(2) as files:  # a picture is written while the next one is taken
        for language in options.languages:
            sitting = Sitting(studio, language, options.entries, wanted)
            for shot, image in sitting.pictures():
                files.submit(gallery.add, shot, image)
            gallery.tell(language, sitting.outputs)
            strays += [f"{slug} met {met}" for slug, met in sitting.met.items() if met != slug]
            print(f"{language}: {len(sitting.met)} cards")
    index = gallery.write()
    print(f"{gallery.count} pictures: {index}")
    for stray in strays:
        print(f"Not the failure it should be: {stray}")
    return 1 if strays else 0


def _store(studio: Studio) -> int:
    """Refresh the stored pictures and say which changed."""
    taken = set()
    for path, image in stored.take_all(studio):
        taken.add(path)
        if stored.store(path, image):
            print(f"new: {path.relative_to(ROOT)}")
    for path in stored.remove_others(taken):
        print(f"removed: {path.relative_to(ROOT)}")
    size = sum(path.stat().st_size for path in taken)
    print(f"{len(taken)} pictures, {size / 1e6:.2f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
