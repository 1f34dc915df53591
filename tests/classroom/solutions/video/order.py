"""Orders of the lines that look after a task."""

RIGHT = ["F H A K I B E D", "F H K A I E B D"]
WRONG = [
    ("result", "F H A K I B E L"),
    ("one-task", "F H A K I J B E D"),
    ("one-fetch", "F H G K I B E D"),
    ("pauses", "F H A K I E D"),
    ("ends", "F H A K C B E D"),
]
