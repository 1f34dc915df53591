"""Which words need which move."""

RIGHT = ["1c 2d 3b 4a", {"outage": "c", "throttle": "d", "policy": "b", "an-hour": "a"}]
WRONG = [
    ("outage", "1b 2d 3b 4a"),
    ("throttle", "1c 2c 3b 4a"),
    ("policy", "1c 2d 3c 4a"),
    ("an-hour", "1c 2d 3b 4c"),
]
