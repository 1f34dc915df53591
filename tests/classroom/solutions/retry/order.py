"""Lines in order, and the traps."""

RIGHT = ["E M I B J L N G C", "EMIBJLNGC"]
WRONG = [
    ("runs", "E M I B J N G C"),
    ("three-requests", "E I B J L N G C"),
    ("unpaid-once", "E M I B J L F G C"),
    ("no-last-wait", "E M I B J L C N G"),
    ("drawn", "E M I B J L N G A"),
    ("raises", "E M I B J L N K C"),
    ("unpaid-once", "E M I B J H D"),
]
