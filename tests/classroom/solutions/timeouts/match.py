"""How far the request got."""

RIGHT = ["1a 2a 3a 4b 5b 6c 7d"]
WRONG = [
    ("refused", "1b 2a 3a 4b 5b 6c 7d"),
    ("name", "1a 2d 3a 4b 5b 6c 7d"),
    ("certificate", "1a 2a 3d 4b 5b 6c 7d"),
    ("silence", "1a 2a 3a 4a 5b 6c 7d"),
    ("silence", "1a 2a 3a 4d 5b 6c 7d"),
    ("reset", "1a 2a 3a 4b 5a 6c 7d"),
    ("page", "1a 2a 3a 4b 5b 6d 7d"),
    ("busy", "1a 2a 3a 4b 5b 6c 7b"),
    ("busy", "1a 2a 3a 4b 5b 6c 7c"),
]
