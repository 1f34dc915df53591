"""What the exercises themselves say around a lesson's sentences."""

from modelmax_nb.messages import Text

# Answers that cannot be judged
HOW_TO = {
    "match": Text(
        "classroom.how.match",
        "Not answered yet. Write the letter behind the number of each row, such as `1b 2a`.",
    ),
    "parsons": Text(
        "classroom.how.parsons",
        "Not answered yet. Write the letters of the lines in order, such as `C A B`. Some may be left out.",
    ),
    "leak": Text("classroom.how.leak", "Not answered yet. Write the numbers of the lines, such as `[2, 5]`."),
    "repair": Text(
        "classroom.how.repair",
        "Not answered yet. Change the function, run its cell, then run this one again.",
    ),
    "write": Text(
        "classroom.how.write", "Not answered yet. Write the function, run its cell, then run this one again."
    ),
}
NO_NAMES = Text("classroom.no-names", "This exercise takes one answer without a name, so leave out {names}.")
NEEDS_NAMES = Text("classroom.needs-names", "Each answer needs its name: `{example}`")
UNKNOWN_QUESTION = Text(
    "classroom.unknown-question", "There is no question `{name}`. The questions are {names}."
)
NOT_ANSWERED = Text("classroom.not-answered", "Not answered yet: {names}. Put your answers in: `{example}`")
NEEDS_NUMBER = Text("classroom.needs-number", "The answer to `{name}` is a number, such as `3` or `1.5`.")
NOT_A_CHOICE = Text("classroom.not-a-choice", "The answer to `{name}` is one of {choices}.")
NO_SUCH_ROW = Text("classroom.no-such-row", "There is no row `{row}`. The rows are 1 to {most}.")
NO_SUCH_OPTION = Text("classroom.no-such-option", "There is no answer `{option}`. The answers are {options}.")
ROWS_OPEN = Text("classroom.rows-open", "Not answered yet: row {rows}.")
NO_SUCH_LINE = Text("classroom.no-such-line", "There is no line `{letter}`. The lines are {letters}.")
LINE_TWICE = Text("classroom.line-twice", "The line `{letter}` is there twice. Use each line once at most.")
NO_SUCH_NUMBER = Text("classroom.no-such-number", "There is no line {number}. The lines are 1 to {most}.")
NEEDS_FUNCTION = Text(
    "classroom.needs-function",
    'This exercise judges a function: write `check("{id}", {name})`, without quotation marks or brackets '
    "behind the name. What came is of the kind `{kind}`.",
)
WRONG_CALL = Text(
    "classroom.wrong-call",
    "The function could not be called: {error}. Its first line should be `{signature}`.",
)
UNKNOWN_EXERCISE = Text("classroom.unknown-exercise", "There is no exercise `{id}`.")
UNKNOWN_EXERCISE_NEAR = Text(
    "classroom.unknown-exercise-near", "There is no exercise `{id}`. Did you mean {near}?"
)

# Verdicts
PASSED = Text("classroom.passed", "Right.")
TRY_AGAIN = Text("classroom.try-again", "Not there yet.")
PREDICTED = Text("classroom.predicted", "Your prediction counts, right or not. This is what happened:")
RIGHT_SO_FAR = Text("classroom.right-so-far", "Right so far:")
ONE_REMAINING = Text("classroom.one-remaining", "One more thing is not right yet.")
MANY_REMAINING = Text("classroom.many-remaining", "{count} more things are not right yet.")
HINT_OFFER = Text("classroom.hint-offer", "A hint: {command}")
HINT_BUTTON = Text("classroom.hint-button", "The button “{button}” gives a hint.")
READ_AGAIN = Text("classroom.read-again", "Read again: {section}.")
STOPPED = Text("classroom.stopped", "The trial was stopped {reason}.")
SENT_LABEL = Text("classroom.sent", "What was sent")
NOTHING_SENT = Text("classroom.nothing-sent", "No request was sent.")
CANNOT_RUN = Text("classroom.cannot-run", "Your code stopped with {error}.")
CANNOT_RUN_LINE = Text("classroom.cannot-run-line", "Your code stopped in line {line} with {error}.")
CANNOT_RUN_EXPECTED = Text("classroom.cannot-run-expected", "Expected: it runs to its end.")
CANNOT_RUN_WHY = Text(
    "classroom.cannot-run-why", "This is a slip in Python, not in the idea. Mend it, then check again."
)
CANNOT_READ = Text("classroom.cannot-read", "Python cannot read the lines in this order: {error}.")
CANNOT_READ_EXPECTED = Text("classroom.cannot-read-expected", "Expected: a block that Python can run.")
CANNOT_READ_WHY = Text(
    "classroom.cannot-read-why",
    "A line that ends with a colon needs lines below it that are set further in, and `except` belongs to a "
    "`try` above it, as far to the left.",
)
CELL_UNREAD = Text(
    "classroom.cell-unread",
    "Python could not read the cell with `def {name}` that you ran last: {error} (line {line}). The function "
    "is still the one from before, so it was not judged. Mend the cell, run it, then check again.",
)
CHOSEN_WELL = Text("classroom.chosen-well", "Row {number}.")
BELONGS = Text("classroom.belongs", "{row}: **{option}**. {because}")
LINE_WHY = Text("classroom.line-why", "Line {number}: {because}")
ANSWERED_RIGHT = Text("classroom.answered-right", "{question} **{given}**.")
YOU_SAID = Text("classroom.you-said", "{question} You said **{given}**.")
LOOK_AT = Text("classroom.look-at", "Expected: what {look} shows.")
THE_REQUESTS = Text("classroom.the-requests", "the list of requests")
YOU_CHOSE = Text("classroom.you-chose", "For “{row}” you chose “{option}”.")
ANOTHER_FITS = Text("classroom.another-fits", "Expected: another answer fits better.")
LINE_FOUND = Text("classroom.line-found", "Line {number} is found.")
LINE_OPEN = Text("classroom.line-open", "At least one line that gives the secret away is not in your list.")
LINE_OPEN_EXPECTED = Text(
    "classroom.line-open-expected", "Expected: every line by which a reader could get it."
)
LINE_HARMLESS = Text("classroom.line-harmless", "You named line {number}.")
LINE_HARMLESS_EXPECTED = Text(
    "classroom.line-harmless-expected", "Expected: only lines that give the secret away."
)
NOT_LEAKING = Text("classroom.not-leaking", "Nothing of the secret stands in this line.")

# Tables
COLUMN_YOU = Text("classroom.column.you", "You said")
COLUMN_TRUTH = Text("classroom.column.truth", "It was")
COLUMN_NUMBER = Text("classroom.column.number", "No.")
COLUMN_CALL = Text("classroom.column.call", "Call")
COLUMN_AT = Text("classroom.column.at", "Sent after")
COLUMN_TOOK = Text("classroom.column.took", "Took")
COLUMN_ANSWER = Text("classroom.column.answer", "Answer")
COLUMN_CHARGE = Text("classroom.column.charge", "Cost")
AGREES = Text("classroom.agrees", "as you said")
YES = Text("classroom.yes", "yes")
NO = Text("classroom.no", "no")
SECONDS = Text("classroom.seconds", "{seconds} s")
MORE_ROWS = Text("classroom.more-rows", "… and {count} more")

# The question
ANSWER_WITH = Text("classroom.answer-with", "Answer with:")
CHOICES = Text("classroom.choices", "one of {choices}")
A_NUMBER = Text("classroom.a-number", "a number")
STANDS_ABOVE = Text("classroom.stands-above", "These lines stand above already:")
LINES = Text("classroom.lines", "The lines:")
KINDS = {
    "predict": Text("classroom.kind.predict", "Predict"),
    "timeline": Text("classroom.kind.timeline", "Read the requests"),
    "match": Text("classroom.kind.match", "Match"),
    "parsons": Text("classroom.kind.parsons", "Put in order"),
    "repair": Text("classroom.kind.repair", "Repair"),
    "write": Text("classroom.kind.write", "Write"),
    "leak": Text("classroom.kind.leak", "Find the leak"),
}

# Hints
HINT_NUMBER = Text("classroom.hint-number", "Hint {number} of {count}")
LAST_HINT = Text("classroom.last-hint", "This was the last hint.")
NEXT_HINT = Text("classroom.next-hint", "The next one: {command}")
NEXT_HINT_BUTTON = Text("classroom.next-hint-button", "For the next one, press “{button}” again.")
