"""Predictions: each counts; each wrong one is told what happened and why."""

RIGHT = [{"requests": 3, "paid": 1, "last_status": 402}]
WRONG = [
    ("requests", {"requests": 7, "paid": 1, "last_status": 402}),
    ("requests", {"requests": 2, "paid": 1, "last_status": 402}),
    ("paid", {"requests": 3, "paid": 3, "last_status": 402}),
    ("last_status", {"requests": 3, "paid": 1, "last_status": 200}),
]
