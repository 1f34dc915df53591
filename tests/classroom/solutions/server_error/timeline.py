"""What can be read off the log, and what is often misread."""

RIGHT = [{"requests": 3, "charged": 3, "longer": 2}]
WRONG = [
    ("requests", {"requests": 1, "charged": 3, "longer": 2}),
    ("requests", {"requests": 2, "charged": 3, "longer": 2}),
    ("charged", {"requests": 3, "charged": 1, "longer": 2}),
    ("longer", {"requests": 3, "charged": 3, "longer": 1}),
]
