"""Orders of the lines that read a stream."""

RIGHT = ["D J F H L B E A I M", "D J F H L E B A I M", "D J F H L B E A P M"]
WRONG = [
    ("whole", "D J F H L K E A I M"),
    ("quiet-end", "D J F H L B E A P C"),
    ("keeps-text", "D J F H L B E A O M"),
    ("keeps-text", "D J F H L B E G I M"),
    ("garbage", "D J F H L B E N I M"),
    ("runs", "D J H L B E A I M"),
]
