"""Moves around a video task."""

RIGHT = ["1e 2b 3b 4d"]
WRONG = [
    ("failed", "1a 2b 3b 4d"),
    ("poll", "1e 2a 3b 4d"),
    ("late", "1e 2b 3a 4d"),
    ("cut", "1e 2b 3b 4c"),
    ("cut", "1e 2b 3b 4a"),
]
