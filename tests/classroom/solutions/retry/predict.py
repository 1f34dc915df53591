"""Predictions: each counts; each wrong one is told what happened and why."""

TRUE = {"requests": 9, "lines": 2, "seconds": 7, "ends_with": "InternalServerError"}
RIGHT = [TRUE, {**TRUE, "seconds": 6.8}]
WRONG = [
    ("requests", {**TRUE, "requests": 3}),
    ("requests", {**TRUE, "requests": 4}),
    ("requests", {**TRUE, "requests": 6}),
    ("lines", {**TRUE, "lines": 3}),
    ("seconds", {**TRUE, "seconds": 3}),
    ("ends_with", {**TRUE, "ends_with": "RetryError"}),
]
