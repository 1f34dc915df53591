"""Where the pieces of an error stand."""

RIGHT = ["1e 2d 3b 4a", {"number": "e", "own-words": "d", "kind": "b", "sentence": "a"}]
WRONG = [
    ("number", "1c 2d 3b 4a"),
    ("own-words", "1e 2a 3b 4a"),
    ("kind", "1e 2d 3c 4a"),
    ("kind", "1e 2d 3d 4a"),
    ("sentence", "1e 2d 3b 4d"),
]
