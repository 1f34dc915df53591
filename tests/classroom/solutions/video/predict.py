"""Predictions of a task that is refused later."""

RIGHT = [{"accepted": 202, "error": "no", "paid": 0}]
WRONG = [
    ("accepted", {"accepted": 400, "error": "no", "paid": 0}),
    ("error", {"accepted": 202, "error": "yes", "paid": 0}),
    ("paid", {"accepted": 202, "error": "no", "paid": 1}),
    ("accepted", {"accepted": 502, "error": "yes", "paid": 4}),
]
