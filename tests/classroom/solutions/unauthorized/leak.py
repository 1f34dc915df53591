"""Cells that give a key away, and cells that only look so."""

RIGHT = [[1, 4, 7]]
WRONG = [
    ("line-1", [4, 7]),
    ("line-4", [1, 7]),
    ("line-7", [1, 4]),
    ("not-3", [1, 3, 4, 7]),
    ("not-5", [1, 4, 5, 7]),
    ("not-6", [1, 4, 6, 7]),
    ("not-8", [1, 4, 7, 8]),
]
