"""What can be read off the log of three calls."""

TRUE = {"in_vain": 3, "hardest": 2, "longest": 2}
RIGHT = [TRUE]
WRONG = [
    ("in_vain", {**TRUE, "in_vain": 6}),
    ("in_vain", {**TRUE, "in_vain": 2}),
    ("hardest", {**TRUE, "hardest": 1}),
    ("longest", {**TRUE, "longest": 1}),
]
