"""Moves after a stream."""

RIGHT = ["1c 2b 3d 4a"]
WRONG = [
    ("half-read", "1a 2b 3d 4a"),
    ("half-read", "1b 2b 3d 4a"),
    ("stop", "1c 2c 3d 4a"),
    ("program", "1c 2b 3a 4a"),
    ("before", "1c 2b 3d 4c"),
]
