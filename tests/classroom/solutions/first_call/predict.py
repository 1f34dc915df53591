"""Predictions on a model's name with a letter missing; each counts."""

RIGHT = [{"status": 400, "requests": 1, "charged": False}]
WRONG = [
    ("status", {"status": 404, "requests": 1, "charged": False}),
    ("status", {"status": 200, "requests": 1, "charged": True}),
    ("requests", {"status": 400, "requests": 3, "charged": False}),
    ("requests", {"status": 400, "requests": 0, "charged": False}),
    ("charged", {"status": 400, "requests": 1, "charged": True}),
]
