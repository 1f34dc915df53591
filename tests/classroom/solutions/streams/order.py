"""Orders of the lines that read a stream."""

RIGHT = ["D J Q F H L B E A I M", "D Q J F H L E B A I M", "D J Q F H L B E A P M"]
WRONG = [
    ("whole", "D J Q F H L K E A I M"),
    ("quiet-end", "D J Q F H L B E A P C"),
    ("keeps-text", "D J Q F H L B E A O M"),
    ("keeps-text", "D J Q F H L B E G I M"),
    ("garbage", "D J Q F H L B E N I M"),
    ("runs", "D J Q H L B E A I M"),
]
