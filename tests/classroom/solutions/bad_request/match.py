"""What a message asks for."""

RIGHT = ["1e 2f 3c 4b"]
WRONG = [
    ("unknown", "1b 2f 3c 4b"),
    ("unknown", "1a 2f 3c 4b"),
    ("range", "1e 2e 3c 4b"),
    ("empty", "1e 2f 3f 4b"),
    ("kind", "1e 2f 3c 4e"),
]
