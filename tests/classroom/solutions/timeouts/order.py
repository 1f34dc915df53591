"""Lines in order, and the traps."""

RIGHT = ["G D K I B M H C A L J E", "G K D I B M J E H C A L"]
WRONG = [
    ("runs", "G D K I B M C H A L J E"),
    ("text", "G D K I B H C A L J E"),
    ("once-in-silence", "G K I B M H C A L J E"),
    ("soon", "G D I B M H C A L J E"),
    ("says-slow", "G D K I B M A L H C J E"),
    ("says-slow", "G D K I B M F C A L J E"),
    ("says-broken", "G D K I B M H C J E"),
    ("says-status", "G D K I B M H C A L"),
]
