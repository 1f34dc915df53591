"""What the log of a colleague's program shows."""

TRUE = {"needless": 3, "in_vain": 20, "heard": "nothing"}
RIGHT = [TRUE]
WRONG = [
    ("needless", {**TRUE, "needless": 4}),
    ("in_vain", {**TRUE, "in_vain": 15}),
    ("heard", {**TRUE, "heard": "the 402"}),
    ("heard", {**TRUE, "heard": "an answer"}),
]
