"""Answers read off the list of requests."""

TRUE = {"loop": 2, "answered": 5, "printed": 1}
RIGHT = [TRUE]
WRONG = [
    ("loop", {**TRUE, "loop": 5}),
    ("loop", {**TRUE, "loop": 3}),
    ("loop", {**TRUE, "loop": 1}),
    ("answered", {**TRUE, "answered": 4}),
    ("printed", {**TRUE, "printed": 4}),
    ("printed", {**TRUE, "printed": 2}),
]
