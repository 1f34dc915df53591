"""What removes which copy."""

RIGHT = ["1b 2c 3d 4a 5e"]
WRONG = [
    ("output", "1a 2c 3d 4a 5e"),
    ("source", "1b 2b 3d 4a 5e"),
    ("checkpoint", "1b 2c 3c 4a 5e"),
    ("memory", "1b 2c 3d 4b 5e"),
    ("git", "1b 2c 3d 4a 5d"),
]
