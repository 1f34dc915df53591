"""Lines that say why the service refused."""

RIGHT = ["F B D I G E"]
WRONG = [
    ("runs", "F B D I E G"),
    ("answers", "F B D G E"),
    ("own-words", "F B D I G A"),
    ("own-words", "F B D I G H"),
    ("own-words", "F B D I C A G E"),
    ("any-status", "F B D I C E"),
    ("any-status", "F B D I C E G A"),
]
