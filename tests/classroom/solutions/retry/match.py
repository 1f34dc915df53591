"""What helps against which failure."""

RIGHT = ["1a 2a 3c 4c 5b 6d"]
WRONG = [
    ("500", "1c 2a 3c 4c 5b 6d"),
    ("outage", "1a 2c 3c 4c 5b 6d"),
    ("refusal", "1a 2a 3a 4c 5b 6d"),
    ("402", "1a 2a 3c 4d 5b 6d"),
    ("retry-after", "1a 2a 3c 4c 5a 6d"),
    ("silence", "1a 2a 3c 4c 5b 6a"),
]
