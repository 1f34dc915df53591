"""Predictions, and what surprises in each."""

RIGHT = [{"requests": 3, "error": True, "at_once": False}]
WRONG = [
    ("requests", {"requests": 1, "error": True, "at_once": False}),
    ("requests", {"requests": 9, "error": True, "at_once": False}),
    ("error", {"requests": 3, "error": False, "at_once": False}),
    ("at_once", {"requests": 3, "error": True, "at_once": True}),
]
