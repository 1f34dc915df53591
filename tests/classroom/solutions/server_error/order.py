"""Orders of lines that work, and the usual ones that do not."""

RIGHT = ["E J L H M F B D K A", list("EJLHMFBDKA")]
WRONG = [
    ("answers", "E J L H M B D K A"),  # never returns what it got
    ("gives-up", "E J L H M F B D G A"),  # ends in silence
    ("gives-up", "E J L H M F B A"),  # never tells that it failed
    ("pauses", "E J L H M F B D K"),  # repeats in the same moment
    ("once", "E J L H M F I D K A"),  # repeats a 402 too
    ("runs", "E J C H M F B D K A"),  # a loop that counts nothing
]
