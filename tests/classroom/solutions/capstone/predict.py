"""Predictions about a bad morning."""

TRUE = {"requests": 7, "answers": 3, "printed": 1}
RIGHT = [TRUE]
WRONG = [
    ("requests", {**TRUE, "requests": 4}),
    ("requests", {**TRUE, "requests": 5}),
    ("answers", {**TRUE, "answers": 2}),
    ("printed", {**TRUE, "printed": 2}),
    ("printed", {**TRUE, "printed": 4}),
]
