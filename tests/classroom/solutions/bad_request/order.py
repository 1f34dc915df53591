"""Lines that take the spare model for one reason only."""

RIGHT = ["H G J I A E B D"]
WRONG = [
    ("runs", "H G J E I A B D"),
    ("spare", "H G J I A E B"),
    ("spare", "H G J C A E B D"),
    ("spare", "H G J I E D"),
    ("spare", "H G B I A E J D"),
    ("other-fault", "H G J I F E B D"),
    ("other-fault", "H G J I B D"),
]
