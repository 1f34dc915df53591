"""Which error needs which move."""

RIGHT = ["1b 2c 3a 4b", {"402": "b", "401": "c", "502": "a", "debt": "b"}]
WRONG = [
    ("402", "1a 2c 3a 4b"),
    ("402", "1d 2c 3a 4b"),
    ("401", "1b 2b 3a 4b"),
    ("502", "1b 2c 3b 4b"),
    ("debt", "1b 2c 3a 4a"),
]
