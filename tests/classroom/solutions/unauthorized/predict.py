"""Predictions on a key that was switched off; each counts."""

RIGHT = [{"status": 401, "requests": 2, "later": 401}]
WRONG = [
    ("status", {"status": 403, "requests": 2, "later": 401}),
    ("status", {"status": 402, "requests": 2, "later": 401}),
    ("requests", {"status": 401, "requests": 6, "later": 401}),
    ("requests", {"status": 401, "requests": 1, "later": 401}),
    ("later", {"status": 401, "requests": 2, "later": 200}),
]
