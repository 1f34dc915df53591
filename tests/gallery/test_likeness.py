"""The tolerance of the pictures: what a reader would see fails, another way to draw letters does not."""

import io
from collections.abc import Callable
from functools import partial

import pytest

pytest.importorskip("PIL", reason="Pillow is not installed")

from PIL import Image, ImageDraw, ImageFilter, ImageFont, ImageOps

from tests.gallery.likeness import difference

SIZE = (680, 420)
RED, GREEN = (211, 47, 47), (56, 142, 60)
THEMES = {"light": ("white", "#111", "#1976d2"), "dark": ("#111", "#eee", "#2196f3")}
ROWS = ("Whose move? Yours", "Repeat unchanged? No. It stays so.", "Charged? No. So the documents say.")


def card(
    theme: str,
    *,
    rule: tuple[int, int, int] | str = RED,
    rows: tuple[str, ...] = ROWS,
    push: int = 0,
) -> Image.Image:
    """Draw a card, with a margin as the gallery's pictures have one."""
    ground, ink, blue = THEMES[theme]
    picture = Image.new("RGB", SIZE, ground)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(14)
    draw.rectangle([4, 4, 8, 380], fill=rule)
    for number, line in enumerate(("The balance of your account is used up.", *rows)):
        draw.text((24, 16 + 24 * number), line, font=font, fill=ink)
    draw.rectangle([24 + push, 340, 104 + push, 368], fill=blue)
    draw.text((38 + push, 345), "Try again", font=font, fill="white")
    return picture


def fringed(picture: Image.Image) -> Image.Image:
    """Smooth letters by the colours of a flat screen: red to the left, blue to the right."""
    red, green, blue = picture.split()
    return Image.merge("RGB", (moved(red, -1, 0), green, moved(blue, 1, 0)))


def moved(picture: Image.Image, right: int, down: int) -> Image.Image:
    """Move everything, as a rounding of the page's layout does."""
    ground = picture.getpixel((picture.width - 1, picture.height - 1))
    other = Image.new(picture.mode, picture.size, ground)
    other.paste(picture, (right, down))
    return other


def packed(picture: Image.Image) -> Image.Image:
    """Lose some detail."""
    file = io.BytesIO()
    picture.save(file, format="webp", quality=80)
    return Image.open(file)


NOISE: dict[str, Callable[[str], Image.Image]] = {
    "the same": card,
    "letters smoothed more": lambda theme: card(theme).filter(ImageFilter.GaussianBlur(0.5)),
    "letters smoothed less": lambda theme: card(theme).filter(ImageFilter.SHARPEN),
    "letters smoothed in colour": lambda theme: fringed(card(theme)),
    "a pixel to the right": lambda theme: moved(card(theme), 1, 0),
    "a pixel up and left": lambda theme: moved(card(theme), -1, -1),
    "two pixels larger": lambda theme: ImageOps.expand(card(theme), (0, 0, 2, 2), THEMES[theme][0]),
    "a little darker": lambda theme: card(theme).point([round(level * 0.97) for level in range(256)] * 3),
    "less detail": lambda theme: packed(card(theme)),
    "fewer colours": lambda theme: card(theme).quantize(16, dither=Image.Dither.NONE),
}
CHANGES: dict[str, Callable[[str], Image.Image]] = {
    "a fact is missing": lambda theme: card(theme, rows=ROWS[:2]),
    "a fact is missing and the rest moved up": lambda theme: card(theme, rows=ROWS[1:]),
    "another colour of the rule": partial(card, rule=GREEN),
    "no rule": lambda theme: card(theme, rule=THEMES[theme][0]),
    "the button is elsewhere": partial(card, push=6),
    "another word": lambda theme: card(theme, rows=(ROWS[0].replace("Yours", "Theirs"), *ROWS[1:])),
    "No became Yes": lambda theme: card(theme, rows=(*ROWS[:2], ROWS[2].replace("No.", "Yes."))),
    "one more line": lambda theme: ImageOps.expand(card(theme), (0, 0, 0, 20), THEMES[theme][0]),
    "light and dark swapped": lambda theme: ImageOps.invert(card(theme)),
}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", NOISE)
def test_noise_passes(name: str, theme: str) -> None:
    """What another drawing of the same page may bring."""
    assert difference(card(theme), NOISE[name](theme)).reason == ""


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", CHANGES)
def test_change_fails(name: str, theme: str) -> None:
    """What a reader would see, whichever of the two pictures is the stored one."""
    assert difference(card(theme), CHANGES[name](theme)).reason
    assert difference(CHANGES[name](theme), card(theme)).reason


def test_the_picture_of_a_difference_shows_both() -> None:
    """Stored, taken and what differs stand side by side."""
    seen = difference(card("light"), card("light", push=6))
    assert seen.picture.width > 3 * SIZE[0]
    assert "differ around" in seen.reason
