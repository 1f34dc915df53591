"""Predictions: each counts; each wrong one is told what happened and why."""

TRUE = {"requests": 3, "minutes": 30, "printed": False}
RIGHT = [TRUE]
WRONG = [
    ("requests", {**TRUE, "requests": 1}),
    ("minutes", {**TRUE, "minutes": 10}),
    ("minutes", {**TRUE, "minutes": 1}),
    ("printed", {**TRUE, "printed": True}),
]
