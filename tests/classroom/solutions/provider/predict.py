"""Predictions about a refused prompt."""

RIGHT = [{"requests": 3, "answered": False, "charged": False}]
WRONG = [
    ("requests", {"requests": 1, "answered": False, "charged": False}),
    ("requests", {"requests": 2, "answered": False, "charged": False}),
    ("answered", {"requests": 3, "answered": True, "charged": False}),
    ("charged", {"requests": 3, "answered": False, "charged": True}),
]
