"""Exercises on secrets that are code: say which key is used, and guard a client against what is pasted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modelmax_nb.classroom.exercises import Repair, Write
from modelmax_nb.classroom.requirements import Met, Missed, Requirement
from modelmax_nb.classroom.situation import GOOD_KEY, Situation

if TYPE_CHECKING:
    from modelmax_nb.classroom.situation import Evidence

FINE = Situation(name="fine")
REFUSED = Situation(name="refused", play="401")


def _answers(fine: Evidence) -> Met | Missed:
    if isinstance(fine.result, str) and fine.result:
        return Met("The answer still comes.")
    return Missed(
        f"With a good key your function returned {fine.result!r:.40}.",
        "Expected: the text of the answer.",
        "Keeping a key secret does not mean to stop using it. The call itself was right and may stay.",
    )


MOST_SHOWN = 4  # characters of a key


def _key_in(printed: str) -> str:
    """Say how much of the key was printed, when it was too much; "" otherwise."""
    if GOOD_KEY in printed:
        return "the whole key"
    size = MOST_SHOWN + 1
    parts = [GOOD_KEY[start : start + size] for start in range(len(GOOD_KEY) - MOST_SHOWN)]
    return "too much of the key" if any(part in printed for part in parts) else ""


def _key_not_printed(fine: Evidence) -> Met | Missed:
    shown = _key_in(fine.printed)
    if not shown:
        return Met("A call that works prints no key.")
    return Missed(
        f"A call that worked printed {shown}.",
        "Expected: at most its last four characters.",
        "What is printed is stored below the cell and goes wherever the notebook goes. Nobody needs the "
        "whole key to see which one was used.",
    )


def _names_key(fine: Evidence) -> Met | Missed:
    if GOOD_KEY[-4:] in fine.printed:
        return Met("One can tell which key was used.")
    return Missed(
        f"A call that worked printed {fine.printed.strip()!r:.40}.",
        "Expected: the last four characters of the key are in it.",
        "With several keys about, a reader has to know which one was used. Four characters tell that and "
        "open nothing.",
    )


def _error_not_printed(refused: Evidence) -> Met | Missed:
    shown = _key_in(refused.printed)
    if not shown and refused.requests:
        return Met("A refused call prints no key.")
    return Missed(
        f"A call that was refused printed {shown}." if shown else "Your function sent no request.",
        "Expected: no key, also when something goes wrong.",
        "The headers of a request hold the key. Shown as they are they hide it, but `dict(...)` makes a "
        "plain copy, and that shows everything.",
    )


def _says_status(refused: Evidence) -> Met | Missed:
    if "401" in refused.printed and refused.error is not None:
        return Met("A refusal is told.")
    if refused.error is None:
        return Missed(
            f"After a 401 your function returned {refused.result!r:.20}, as if nothing had happened.",
            "Expected: the exception goes on to the caller.",
            "A `print` tells a reader, not the program. Whoever called goes on with an answer that is none; "
            "`raise` at the end of the `except` passes the error on.",
        )
    return Missed(
        f"After a 401 your function printed {refused.printed.strip()!r:.50}.",
        "Expected: the status in print, and the exception for the caller.",
        "Saying nothing hides the trouble together with the key. The status gives nothing away and tells "
        "what happened.",
    )


REPAIR = Repair(
    id="secrets-repair",
    title="Say which key, not what key",
    task="""
    This function prints the key twice. Change it: it prints the **last four characters** of the key before
    the call. If the call is refused it prints the **status** and passes the error on. The whole key is
    printed nowhere.
    """,
    function="ask",
    code="""
def ask(client, prompt):
    print("asking with", client.api_key)
    try:
        answer = client.chat.completions.create(
            model="gemini-3-flash-preview",
            messages=[{"role": "user", "content": prompt}],
        )
        return answer.choices[0].message.content
    except openai.APIStatusError as error:
        print("failed:", dict(error.request.headers))
        raise
""",
    situations=(FINE, REFUSED),
    requirements=(
        Requirement("answers", _answers, ("fine",)),
        Requirement("no-key", _key_not_printed, ("fine",)),
        Requirement("which-key", _names_key, ("fine",)),
        Requirement("no-key-in-error", _error_not_printed, ("refused",)),
        Requirement("says-status", _says_status, ("refused",)),
    ),
    hints=(
        "There are two `print` lines. What exactly does each of them print?",
        "Print what tells apart, not what opens: the end of a key, the number of a status.",
        (
            "`print('asking with a key ending in', client.api_key[-4:])` and `print('failed:', "
            "error.status_code)`: both say what a reader needs, and neither can be used by anybody."
        ),
    ),
    section="What shows a key",
)

# -- write ------------------------------------------------------------------------------------------

INSIDE = "sk-sim\u200b-good"


def _pasted(name: str, text: str) -> Situation:
    return Situation(name=name, args=(text,))


def _ended(evidence: Evidence) -> str:
    """Say how a call of ``clean`` ended, without the key."""
    if evidence.error is not None:
        return f"raised `{type(evidence.error).__name__}`"
    return (
        "returned another text" if isinstance(evidence.result, str) else f"returned {evidence.result!r:.30}"
    )


def _keeps_good(good: Evidence) -> Met | Missed:
    if good.result == GOOD_KEY:
        return Met("A good key stays as it is.")
    return Missed(
        f"For a good key your function {_ended(good)}.",
        "Expected: the same key.",
        "A guard that changes what is right does harm. Only what sticks to the ends is taken off.",
    )


def _cuts_blanks(blanks: Evidence) -> Met | Missed:
    if blanks.result == GOOD_KEY:
        return Met("Blanks and line breaks go.")
    return Missed(
        f"With a blank in front and a line break behind the key your function {_ended(blanks)}.",
        "Expected: the key without them.",
        "A line break comes along with most copying. The SDK then reports a connection error, and the key "
        "stands in its traceback.",
    )


def _cuts_quotes(quotes: Evidence) -> Met | Missed:
    if quotes.result == GOOD_KEY:
        return Met("Quotation marks go.")
    return Missed(
        f"With quotation marks of a word processor around the key your function {_ended(quotes)}.",
        "Expected: the key without them, straight or curly.",
        '`strip()` alone takes off blanks only. Name all that may go: `strip(" \\n\\t\'\\"“”")`.',
    )


def _refuses_inside(inside: Evidence) -> Met | Missed:
    if isinstance(inside.error, ValueError):
        return Met("A strange character inside is refused.")
    ended = "returned a key all the same" if isinstance(inside.result, str) else _ended(inside)
    return Missed(
        f"With an invisible character inside the key your function {ended}.",
        "Expected: a `ValueError`.",
        "What is inside cannot be repaired, for nobody knows what belongs there. `text.isascii()` finds "
        "characters that no key has.",
    )


def _says_no_key(inside: Evidence) -> Met | Missed:
    said = f"{inside.error} {inside.printed}"
    if inside.error is not None and not any(part in said for part in (INSIDE, INSIDE[:6], INSIDE[-5:])):
        return Met("The message keeps the key to itself.")
    if inside.error is None:
        return Missed(
            "With an invisible character inside the key your function raised nothing.",
            "Expected: a `ValueError` that says what is wrong, without the key.",
            "Who gets a broken key learns of it only when a call fails, far away from here.",
        )
    return Missed(
        "The message of your error holds the key.",
        "Expected: it says what is wrong, without the key.",
        "A message ends in outputs, logs and mails. A key with one wrong character is still a key to whoever "
        "takes the character out.",
    )


WRITE = Write(
    id="secrets-clean",
    title="A guard in front of the client",
    task="""
    Write `clean`: it gets what somebody pasted and returns the key, without blanks, line breaks and
    quotation marks (`'`, `"`, `“`, `”`) at its ends. If a character that is not ASCII is left **inside**, it
    raises a `ValueError` whose message does not hold the key.
    """,
    function="clean",
    code="""
def clean(text):
    ...
""",
    situations=(
        _pasted("good", GOOD_KEY),
        _pasted("blanks", f" {GOOD_KEY}\n"),
        _pasted("quotes", f"“{GOOD_KEY}”"),
        _pasted("inside", INSIDE),
    ),
    requirements=(
        Requirement("good", _keeps_good, ("good",)),
        Requirement("blanks", _cuts_blanks, ("blanks",)),
        Requirement("quotes", _cuts_quotes, ("quotes",)),
        Requirement("inside", _refuses_inside, ("inside",)),
        Requirement("no-key", _says_no_key, ("inside",)),
    ),
    hints=(
        "Two jobs: what goes off the ends, and what may not be inside.",
        "`strip` takes the characters that may go. `isascii` tells whether any other is left.",
        (
            '`key = text.strip(" \\n\\t\'\\"“”")`; then `if not key.isascii(): raise ValueError(\'a '
            "character that no key has')`, else `return key`: it mends what is certain and says the rest "
            "without showing the key."
        ),
    ),
    section="A key with something stuck to it",
)
