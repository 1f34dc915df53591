"""Do two pictures show the same card? A tolerance for how letters are drawn, and for nothing else.

The same page drawn by another version of the browser, or with another version of the library that draws
letters, differs at the edges of letters and may be moved by a pixel; nothing else does, as fonts, size and
theme are fixed. So a pixel is *explained* if the other picture has its brightness, to within `LEVELS`, at
that place or next to it. Text that is missing, a colour, a rule or a button at another place leaves pixels
that nothing in the neighbourhood explains. They count where there are many of them together: more than
`CROWD` in a square of `TILE` pixels, which is less than half of what one letter leaves.
"""

from __future__ import annotations

from typing import NamedTuple

from PIL import Image, ImageChops, ImageFilter

LEVELS = 56  # of 255; the edge of a letter differs by less between ways to smooth it
REACH = 3  # the side of the neighbourhood in pixels: one to each side
TILE = 16  # pixels, about the height of a line of text
CROWD = 14  # unexplained pixels in a tile
SIZE = 2  # pixels by which two pictures may differ in width or height: each output is rounded by itself


class Difference(NamedTuple):
    """How two pictures differ.

    Attributes:
        reason: In words; "" when they show the same.
        picture: Stored, taken, and where they differ, side by side.
    """

    reason: str
    picture: Image.Image


def difference(stored: Image.Image, taken: Image.Image) -> Difference:
    """Compare a stored picture with one just taken."""
    stored, taken = stored.convert("RGB"), taken.convert("RGB")
    width, height = (abs(one - other) for one, other in zip(stored.size, taken.size, strict=True))
    if max(width, height) > SIZE:
        reason = f"stored {stored.width} x {stored.height} pixels, taken {taken.width} x {taken.height}"
        return Difference(reason, _beside(stored, taken))
    common = (0, 0, min(stored.width, taken.width), min(stored.height, taken.height))
    stored, taken = stored.crop(common), taken.crop(common)
    unexplained = Image.new("L", stored.size)
    box = _where_they_differ(stored, taken)
    if box is not None:
        one, other = stored.crop(box), taken.crop(box)
        unexplained.paste(ImageChops.lighter(_unexplained(one, other), _unexplained(other, one)), box)
    crowds = _crowds(unexplained) if box is not None else []
    if not crowds:
        return Difference("", _beside(stored, taken))
    places = ", ".join(f"{x},{y}" for x, y in crowds[:3])
    more = f" and {len(crowds) - 3} more" if len(crowds) > 3 else ""
    return Difference(f"they differ around {places}{more}", _beside(stored, taken, unexplained))


def _where_they_differ(picture: Image.Image, other: Image.Image) -> tuple[int, int, int, int] | None:
    """Return the area with all pixels that the same place does not explain, and their neighbourhoods."""
    changed = _too_far(ImageChops.difference(picture, other)).getbbox()
    if changed is None:
        return None
    left, top, right, bottom = changed
    return (
        max(left - REACH, 0), max(top - REACH, 0),
        min(right + REACH, picture.width), min(bottom + REACH, picture.height),
    )  # fmt: skip


def _unexplained(picture: Image.Image, other: Image.Image) -> Image.Image:
    """Return, in white, the pixels of *picture* that nothing near their place in *other* looks like."""
    lowest = other.filter(ImageFilter.MinFilter(REACH))
    highest = other.filter(ImageFilter.MaxFilter(REACH))
    outside = ImageChops.lighter(ImageChops.subtract(lowest, picture), ImageChops.subtract(picture, highest))
    return _too_far(outside)


def _too_far(levels: Image.Image) -> Image.Image:
    """Return, in white, the pixels where a colour is more than `LEVELS` away."""
    red, green, blue = levels.split()
    worst = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return worst.point([255 if level > LEVELS else 0 for level in range(256)])


def _crowds(unexplained: Image.Image) -> list[tuple[int, int]]:
    """Return the corners of the tiles with too many such pixels; tiles overlap by half."""
    half = TILE // 2
    across, down = -(-unexplained.width // half), -(-unexplained.height // half)
    padded = Image.new("L", (across * half, down * half))
    padded.paste(unexplained)
    shares = padded.reduce(half).tobytes()  # of white, for each quarter of a tile
    counts = [round(share * half * half / 255) for share in shares]

    def quarter(x: int, y: int) -> int:
        return counts[y * across + x] if x < across and y < down else 0

    return [
        (x * half, y * half)
        for y in range(down)
        for x in range(across)
        if quarter(x, y) + quarter(x + 1, y) + quarter(x, y + 1) + quarter(x + 1, y + 1) > CROWD
    ]


def _beside(stored: Image.Image, taken: Image.Image, mask: Image.Image | None = None) -> Image.Image:
    """Put the pictures side by side, and what differs in red on a pale copy."""
    shown = [stored, taken]
    if mask is not None:
        pale = Image.blend(taken, Image.new("RGB", taken.size, "white"), 0.7)
        pale.paste("red", mask=mask)
        shown.append(pale)
    width = sum(one.width for one in shown) + 8 * (len(shown) - 1)
    sheet = Image.new("RGB", (width, max(one.height for one in shown)), "gray")
    left = 0
    for one in shown:
        sheet.paste(one, (left, 0))
        left += one.width + 8
    return sheet
