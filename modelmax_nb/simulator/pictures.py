"""A small PNG made from a prompt: the same prompt, the same picture."""

import math
import random
import struct
import zlib
from collections.abc import Sequence

_LONG_SIDE = 256
_USUAL_SIDE = 1024
_WAVES = 3
_COLOURS = 256


def make_png(prompt: str, width: int, height: int, *, seed: int = 0) -> bytes:
    """Draw soft waves in two colours.

    Args:
        prompt: Decides the pattern, together with *seed*.
        width: Pixels.
        height: Pixels.
        seed: The simulator's.
    """
    chance = random.Random(f"{seed}|{prompt}")  # noqa: S311 - paints, guards nothing
    across = _wave(width, chance)
    rows = bytearray()
    for down in _wave(height, chance):
        rows.append(0)  # PNG filter "none"
        rows += bytes((value + down) % _COLOURS for value in across)
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)  # 8 bits a pixel, by palette
    parts = {b"IHDR": header, b"PLTE": _palette(chance), b"IDAT": zlib.compress(bytes(rows), 9), b"IEND": b""}
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(name, data) for name, data in parts.items())


def small_size(size: str | None) -> tuple[int, int]:
    """Shrink an asked-for size such as ``1792x1024`` to at most 256 pixels a side, with its proportions.

    Returns:
        Width and height; a square for a size that is absent or cannot be read.
    """
    read = _read_size(size)
    if read is None:
        return _LONG_SIDE, _LONG_SIDE
    width, height = read
    scale = min(_LONG_SIDE / max(width, height), 1.0)
    return max(round(width * scale), 16), max(round(height * scale), 16)


def share_of_usual(size: str | None) -> float:
    """Return how many pixels *size* has, in shares of 1024 by 1024; 1 for one that cannot be read."""
    width, height = _read_size(size) or (_USUAL_SIDE, _USUAL_SIDE)
    return width * height / _USUAL_SIDE**2


def _read_size(size: str | None) -> tuple[int, int] | None:
    left, _, right = (size or "").lower().partition("x")
    if not (left.isdecimal() and right.isdecimal() and len(left) < 6 and len(right) < 6):  # noqa: PLR2004
        return None
    return max(int(left), 1), max(int(right), 1)


def _wave(length: int, chance: random.Random) -> Sequence[int]:
    """Make a smooth line of values from 0 to 127, as a sum of a few sines."""
    sines = [(chance.uniform(0.5, 2.5), chance.uniform(0, math.tau)) for _ in range(_WAVES)]
    heights = [
        sum(math.sin(math.tau * turns * i / length + shift) for turns, shift in sines) for i in range(length)
    ]
    return [round((value + _WAVES) / (2 * _WAVES) * (_COLOURS // 2 - 1)) for value in heights]


def _palette(chance: random.Random) -> bytes:
    """Blend from one colour to another and back, so that the pattern has no hard edge."""
    first, second = ([chance.randrange(30, 230) for _ in range(3)] for _ in range(2))
    colours = bytearray()
    for i in range(_COLOURS):
        share = (1 - math.cos(math.tau * i / _COLOURS)) / 2
        colours += bytes(round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return bytes(colours)


def _part(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
