"""What comes next, for seven messages."""

RIGHT = ["1c 2a 3b 4c 5d 6a 7d"]
WRONG = [
    ("model", "1b 2a 3b 4c 5d 6a 7d"),
    ("balance", "1c 2b 3b 4c 5d 6a 7d"),
    ("overload", "1c 2a 3d 4c 5d 6a 7d"),
    ("policy", "1c 2a 3b 4b 5d 6a 7d"),
    ("half", "1c 2a 3b 4c 5b 6a 7d"),
    ("key", "1c 2a 3b 4c 5d 6c 7d"),
    ("task", "1c 2a 3b 4c 5d 6a 7b"),
]
