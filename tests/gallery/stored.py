"""The pictures that are kept in the repository: which, where, and whether new ones show the same."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from modelmax_nb.catalog.entries import ENTRIES
from tests.gallery.likeness import difference
from tests.gallery.states import LANGUAGES, Shot, State
from tests.gallery.studio import Sitting, Studio

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "gallery"
LARGEST = 3_000_000  # bytes of all of them together: each refresh adds as much to the repository
COLOURS = 24  # that most stored pictures have left: half the size, and the eye sees no difference
MOST_COLOURS = 256  # that a palette holds
APART = 10  # levels by which they differ at least
DOCUMENTED = (
    "key-refused",
    "insufficient-balance",
    "unknown-model",
    "invalid-value",
    "server-fault",
    "provider-outage",
)
# One that the reader mends, and one that passes by itself: between them they take every turn.
FOLLOWED = ("unknown-model", "provider-outage")
# The README shows a cell as somebody without a key sees it, at twice the size that it is shown in.
README_SLUG = "unknown-model"
README_WIDTH = 812
README_SCALE = 2
README_COLOURS = 64


def is_stored(shot: Shot) -> bool:
    """Tell whether this picture is kept: each entry once, the documented ones in every language and theme."""
    if shot.state is State.FIRST:
        return shot.slug in DOCUMENTED or (shot.language, shot.theme) == ("en", "light")
    if shot.state is State.OPENED:
        return shot.slug in FOLLOWED and (shot.language, shot.theme) == ("en", "light")
    return shot.slug in FOLLOWED


def sittings(studio: Studio) -> Iterator[Sitting]:
    """Return the sittings in which the stored pictures are taken."""
    for language in LANGUAGES:
        slugs = ENTRIES if language == "en" else DOCUMENTED
        yield Sitting(studio, language, slugs, is_stored)


def readme_sitting(studio: Studio) -> Sitting:
    """Return the sitting in which the README's pictures are taken."""
    return Sitting(
        studio,
        "en",
        [README_SLUG],
        lambda shot: shot.state is State.FIRST,
        width=README_WIDTH,
        scale=README_SCALE,
        whole=True,
        simulated=True,
    )


def take_all(studio: Studio) -> Iterator[tuple[Path, Image.Image]]:
    """Take every picture that is kept; return each with the path of its file."""
    for sitting in sittings(studio):
        yield from ((path_of(shot), image) for shot, image in sitting.pictures())
    yield from ((readme_path(shot.theme), image) for shot, image in readme_sitting(studio).pictures())


def path_of(shot: Shot) -> Path:
    """Return where a stored picture lies."""
    return FOLDER / f"{shot.name}.webp"


def readme_path(theme: str) -> Path:
    """Return where a picture of the README lies."""
    return ROOT / "docs" / f"card-{theme}.png"


def store(path: Path, image: Image.Image) -> bool:
    """Put *image* in place of the stored one unless that shows the same; tell whether it was done."""
    if path.exists() and not difference(Image.open(path), image).reason:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    number = README_COLOURS if path.suffix == ".png" else COLOURS
    fewer = with_fewer_colours(image, number)
    while number < MOST_COLOURS and difference(fewer, image).reason:
        number = min(2 * number, MOST_COLOURS)
        fewer = with_fewer_colours(image, number)
    if path.suffix == ".png":
        fewer.save(path, optimize=True)
    else:
        fewer.convert("RGB").save(path, lossless=True, method=6)
    return True


def with_fewer_colours(image: Image.Image, number: int) -> Image.Image:
    """Return *image* in the *number* colours that cover most of it, each of them exact.

    Pillow's own ways average colours, which turns the grey of the dark theme brown.
    """
    palette = Image.new("P", (1, 1))
    palette.putpalette([level for colour in _frequent(image, number) for level in colour])
    return image.quantize(palette=palette, dither=Image.Dither.NONE)


def _frequent(image: Image.Image, number: int) -> list[tuple[int, int, int]]:
    """Return the *number* colours that cover most of *image*, none too like another."""
    pixels: bytes = image.convert("RGB").tobytes()
    triples = zip(pixels[0::3], pixels[1::3], pixels[2::3], strict=True)
    chosen: list[tuple[int, int, int]] = []
    for colour, _ in Counter(triples).most_common():
        if all(max(abs(a - b) for a, b in zip(colour, other, strict=True)) >= APART for other in chosen):
            chosen.append(colour)
        if len(chosen) == number:
            break
    return chosen


def remove_others(paths: set[Path]) -> list[Path]:
    """Remove the stored pictures that are no longer taken; return them."""
    others = sorted(set(FOLDER.glob("*")) - paths)
    for path in others:
        path.unlink()
    return others
