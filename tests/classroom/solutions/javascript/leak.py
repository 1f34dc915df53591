"""Lines of JavaScript that give a key away."""

ALL = [2, 4, 5, 6]
RIGHT = [ALL]
WRONG = [
    *((f"line-{number}", [one for one in ALL if one != number]) for number in ALL),
    *((f"not-{number}", [number, *ALL]) for number in (1, 3, 7)),
]
