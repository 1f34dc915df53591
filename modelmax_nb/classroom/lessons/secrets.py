"""Exercises on secrets in notebooks: what shows a key, where it stays, what to do first."""

from __future__ import annotations

from modelmax_nb.classroom.exercises import FindLeak, Lesson, Match, Row
from modelmax_nb.classroom.lessons.secrets_code import REPAIR, WRITE

SHOW = FindLeak(
    id="secrets-show",
    title="Which lines show the key?",
    task="""
    The environment variable `MODELMAX_API_KEY` holds a key. Each line is run in a cell of its own. Which of
    them put the key into the notebook, in the cell or below it?
    """,
    lines=(
        'key = os.environ["MODELMAX_API_KEY"]',
        "client = openai.OpenAI(api_key=key)",
        "client",
        "vars(client)",
        'print("key ends in", key[-4:])',
        "%whos",
        "%env MODELMAX_API_KEY",
        'client = openai.OpenAI(api_key="sk-9f…the whole key…2c")',
        "key",
    ),
    leaks={
        4: "`vars` shows all that an object holds inside, and a client holds its key.",
        6: "`%whos` lists every variable together with its value.",
        7: "`%env` with a name prints the value of that variable. Only `%env` alone hides keys.",
        8: "What is typed into a cell is saved with the notebook, whether it is shown or not.",
        9: "The last expression of a cell is shown below it, here the key itself.",
    },
    harmless={
        1: "An assignment shows nothing, and the cell names the variable only.",
        2: "The client gets the key by its name. The cell does not hold it, and shows nothing.",
        3: "A client shows itself as an object, without its key.",
        5: "Four characters tell keys apart and open nothing.",
    },
    hints=(
        "Ask of each line two things: does the key stand in it, and is it shown below it?",
        "A name is no leak, a value is. What is shown is whatever the last line of a cell is worth.",
        (
            "4, 6, 7, 8 and 9: `vars`, `%whos` and `%env NAME` show values, line 9 shows the key as its "
            "value, and line 8 stores it in the cell itself; the others only handle it by name."
        ),
    ),
    section="What shows a key",
)

STAY = FindLeak(
    id="secrets-stay",
    title="Where is it still?",
    task="""
    On Monday you ran a cell with a key in it, and the cell printed the key. You committed the notebook with
    git and sent a colleague the exported HTML page. On Tuesday you deleted the key from the cell and saved.
    Nothing else was done. Where can the key still be read?
    """,
    lines=(
        "the source of the cell, in the notebook's file",
        "the output of the cell",
        "the folder .ipynb_checkpoints, as of the last save",
        "IPython's history",
        "Monday's commit in git",
        "the list of installed packages",
        "your colleague's mailbox",
        "the kernel's memory, if it was not restarted",
    ),
    leaks={
        2: "Deleting text from a cell does not clear what is shown below it.",
        3: "A checkpoint is a copy of the notebook, outputs included.",
        4: "Every cell that is run is written into a database of IPython's, key and all.",
        5: "A commit keeps what it holds. A later one adds a version and removes none.",
        7: "A page that was sent is out of your hands.",
        8: "Variables and earlier inputs stay in memory until the kernel ends.",
    },
    harmless={
        1: "It was deleted there and the file was saved, so this one place is clean.",
        6: "Packages know nothing of your keys.",
    },
    hints=(
        "Which places have a copy of their own, that saving the notebook does not touch?",
        "Deleting cleans one place. Whatever made a copy before that keeps it.",
        (
            "2, 3, 4, 5, 7 and 8: outputs, checkpoints, history, git, mails and memory each have a copy; "
            "only the source of the cell was cleaned, and packages never had one."
        ),
    ),
    section="Where a key stays",
)

MATCH = Match(
    id="secrets-match",
    title="What helps where?",
    task="""
    The key has been made worthless already. Now for the copies. One answer may fit several rows, or none.
    """,
    rows=(
        Row(
            name="output",
            text="`check-secrets` says: output of cell 4.",
            right="clear",
            because="An output is part of the file, and clearing and saving takes it out.",
            misconceptions={
                "restart": "A restart empties the kernel. What is shown below a cell stays in the file.",
                "delete": "The cell may stay. What shows the key is its output.",
            },
        ),
        Row(
            name="source",
            text="`check-secrets` says: cell 2, line 1.",
            right="edit",
            because="What was typed goes away when it is taken out and the file is saved.",
            misconceptions={
                "clear": "Clearing outputs leaves the cells as they are, with the key in them.",
                "restart": "A restart changes nothing in the file.",
            },
        ),
        Row(
            name="checkpoint",
            text="`check-secrets` says: `.ipynb_checkpoints/notes-checkpoint.ipynb`.",
            right="delete",
            because="It is a copy that Jupyter made. It may be deleted; the next save makes a clean one.",
            misconceptions={
                "edit": "The cell in your notebook is another file. Editing it does not change this copy.",
                "clear": "Clearing outputs changes your notebook, not this copy of it.",
            },
        ),
        Row(
            name="memory",
            text="`check-secrets` says: this session (in memory).",
            right="restart",
            because="What the kernel holds in memory goes with it.",
            misconceptions={
                "clear": "Clearing outputs changes what is shown. The kernel still has its variables.",
                "edit": "The kernel remembers the cell as it was run, whatever stands there now.",
            },
        ),
        Row(
            name="git",
            text="The notebook was pushed to a public place last week.",
            right="nothing",
            because="Others may have it, so only the worthless key protects you. That is done already.",
            misconceptions={
                "delete": "Deleting the file makes a new version. The old one stays in the history and in "
                "every copy.",
                "edit": "A corrected version comes on top. The old one stays in the history.",
                "clear": "Git keeps the version with the output.",
            },
        ),
    ),
    options={
        "restart": "Restart the kernel",
        "clear": "Clear the output and save",
        "edit": "Take it out of the cell and save",
        "delete": "Delete that file or folder",
        "nothing": "It cannot be taken back: be glad that the key opens nothing any more",
    },
    hints=(
        "Ask of each row: which file or process holds the copy, and can you reach it?",
        "Each copy is removed where it lies. A copy that others have cannot be removed at all.",
        (
            "1b 2c 3d 4a 5e: outputs are cleared, cells edited, checkpoints deleted, memory ends with the "
            "kernel; what was published stays published, which is why the key is made worthless first."
        ),
    ),
    section="When it has happened",
)

LESSON = Lesson(
    topic="secrets",
    title="Secrets: where keys leak, and how to keep them",
    notebook="12-secrets.ipynb",
    minutes=16,
    coding=13,
    exercises=(SHOW, STAY, MATCH, REPAIR, WRITE),
)
