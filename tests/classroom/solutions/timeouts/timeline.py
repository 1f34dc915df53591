"""Answers read off the list of requests."""

TRUE = {"sent": 4, "answers": 2, "doubtful": 2}
RIGHT = [TRUE]
WRONG = [
    ("sent", {**TRUE, "sent": 3}),
    ("answers", {**TRUE, "answers": 3}),
    ("answers", {**TRUE, "answers": 4}),
    ("doubtful", {**TRUE, "doubtful": 0}),
    ("doubtful", {**TRUE, "doubtful": 1}),
    ("doubtful", {**TRUE, "doubtful": 4}),
]
