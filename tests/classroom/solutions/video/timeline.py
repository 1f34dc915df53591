"""Readings of the log of a video."""

RIGHT = [{"charged": 5, "tasks": 1, "blind": 2}]
WRONG = [
    ("charged", {"charged": 1, "tasks": 1, "blind": 2}),
    ("charged", {"charged": 4, "tasks": 1, "blind": 2}),
    ("tasks", {"charged": 5, "tasks": 3, "blind": 2}),
    ("charged", {"charged": 3, "tasks": 1, "blind": 2}),
    ("tasks", {"charged": 5, "tasks": 5, "blind": 2}),
    ("blind", {"charged": 5, "tasks": 1, "blind": 0}),
    ("blind", {"charged": 5, "tasks": 1, "blind": 3}),
]
