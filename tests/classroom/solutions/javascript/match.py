"""Flaws of the documented program."""

RIGHT = ["1e 2c 3a 4b 5d"]
WRONG = [
    ("undefined", "1a 2c 3a 4b 5d"),
    ("nothing-paid", "1e 2a 3a 4b 5d"),
    ("nothing-sent", "1e 2c 3c 4b 5d"),
    ("three", "1e 2c 3a 4a 5d"),
    ("night", "1e 2c 3a 4b 5b"),
]
