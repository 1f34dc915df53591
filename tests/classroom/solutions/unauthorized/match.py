"""What an error says of a key."""

RIGHT = ["1e 2b 3d 4a"]
WRONG = [
    ("connection", "1a 2b 3d 4a"),
    ("connection", "1d 2b 3d 4a"),
    ("unicode", "1e 2e 3d 4a"),
    ("missing", "1e 2b 3a 4a"),
    ("status", "1e 2b 3d 4c"),
]
