"""Places in which a key stays."""

ALL = [2, 3, 4, 5, 7, 8]
RIGHT = [ALL]
WRONG = [
    *((f"line-{number}", [one for one in ALL if one != number]) for number in ALL),
    ("not-1", [1, *ALL]),
    ("not-6", [*ALL, 6]),
]
