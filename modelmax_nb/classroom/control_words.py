"""What the widgets of an exercise say."""

from modelmax_nb.messages import Text

CHECK = Text("classroom.check", "Check")
CHECK_FUNCTION = Text("classroom.check-function", "Check {name}")
HINT = Text("classroom.hint", "Hint")
CHOOSE = Text("classroom.choose", "choose …")
NUMBER = Text("classroom.number", "a number")
UP = Text("classroom.up", "{letter} up")
DOWN = Text("classroom.down", "{letter} down")
USE = Text("classroom.use", "Use {letter}")
LEAVE_OUT = Text("classroom.leave-out", "Leave {letter} out")
YOUR_LINES = Text("classroom.your-lines", "Your lines, from top to bottom:")
LEFT_OUT = Text("classroom.left-out", "Left out:")
PLACE_NOW = Text("classroom.place-now", "Line {letter} is number {place} of {count} now.")
LEFT_OUT_NOW = Text("classroom.left-out-now", "Line {letter} is left out now.")
STILL_OPEN = Text("classroom.still-open", "Not answered yet. Choose above, then press Check again.")
NUMBER_NEEDED = Text("classroom.number-needed", "The answer to “{question}” is a number, such as 3 or 1.5.")
CONTROLS_GONE = Text(
    "classroom.controls-gone",
    "What can be clicked here needs a running notebook. The text above says how to type.",
)
AS_TEXT = Text("classroom.as-text", "The same as text, to be answered by typing")
FAILED = Text("classroom.failed", "This exercise could not be judged. What went wrong: {error}")
