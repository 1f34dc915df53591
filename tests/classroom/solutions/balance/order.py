"""Lines in order."""

RIGHT = ["C G I K B A E F H", ["C", "I", "G", "K", "B", "A", "E", "F", "H"][:1] + list("GIKBAEFH")]
WRONG = [
    ("runs", "C G I K B F A E H"),
    ("answers", "C G I K A E F H"),
    ("says-top-up", "C G I K B A E J H"),
    ("no-wait", "C G I K B A E D F H"),
    ("others-fail", "C G I K B A E F"),
    ("says-top-up", "C G I K B A L"),
]
