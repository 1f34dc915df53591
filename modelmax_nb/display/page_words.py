"""The sentences of an entry's page and of the list of entries; what cards say too stands in ``words.py``."""

from __future__ import annotations

from modelmax_nb.messages import Text

GROUND = Text("page.ground", "How we recognise it")
BACKGROUND = Text("page.background", "Background")
SEE_IT = Text("page.see-it", "See it yourself, free of charge")
ONE_CELL_EACH = Text("page.one-cell-each", "Run these in a notebook, each in a cell of its own")
CANNOT_PROVOKE = Text("page.cannot-provoke", "The simulator cannot make this happen.")
EXAMPLE_VALUES = Text(
    "page.example-values",
    "Names and numbers in these sentences are those of an example, not of a call of yours.",
)
UNCERTAIN = Text("page.uncertain", "It is our reading of the reply, and not certain.")
REPLY = Text("page.reply", "The request, and what the simulator sends back")
LESSON = Text("page.lesson", "Lesson")
LESSON_SENTENCE = Text(
    "page.lesson-sentence", "The notebook `{name}` teaches this. In a terminal, `modelmax-nb lab` opens it."
)
LESSON_NEAR = Text(
    "page.lesson-near",
    "No notebook teaches just this; `{name}` comes nearest. In a terminal, `modelmax-nb lab` opens it.",
)
RELATED = Text("page.related", "Easily taken for it")
OPENED_WITH = Text(
    "page.opened-with", "`%modelmax why {id}` opens this page again; `%modelmax errors` lists all."
)

INDEX_HEAD = Text("errors.head", "{count} failures are known here. `%modelmax why ID` opens the page of one.")
INDEX_FOUND = Text(
    "errors.found", "{count} of {total} failures fit “{words}”. `%modelmax why ID` opens the page of one."
)
COLUMN_FAILURE = Text("errors.column.failure", "Failure")
WHO_REPEAT = Text("errors.who-repeat", "whose move: {who} · repeat: {repeat}")
PARTS = {
    part: Text(f"errors.part.{part}", heading)
    for part, heading in {
        "account": "Your account: key and balance",
        "request": "The request",
        "provider": "ModelMax and the provider of a model",
        "answer": "The answer",
        "stream": "An answer in pieces (stream)",
        "network": "The network",
        "between": "Machines on the way",
        "notebook": "This computer",
        "unknown": "Not recognised",
        "elsewhere": "Calls of your own code to another service",
    }.items()
}
