"""Lines that show a key."""

ALL = [4, 6, 7, 8, 9]
RIGHT = [ALL]
WRONG = [
    *((f"line-{number}", [one for one in ALL if one != number]) for number in ALL),
    *((f"not-{number}", [number, *ALL]) for number in (1, 2, 3, 5)),
]
