"""Predictions on three requests with three faults; each counts."""

RIGHT = [{"requests": 3, "answered": 0, "words": 1}]
WRONG = [
    ("requests", {"requests": 9, "answered": 0, "words": 1}),
    ("requests", {"requests": 0, "answered": 0, "words": 1}),
    ("answered", {"requests": 3, "answered": 1, "words": 1}),
    ("words", {"requests": 3, "answered": 0, "words": 3}),
    ("words", {"requests": 3, "answered": 0, "words": 0}),
]
