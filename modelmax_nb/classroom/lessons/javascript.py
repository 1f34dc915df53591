"""Exercises on the same errors in JavaScript; all but the last need no Node."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from modelmax_nb.classroom.exercises import FindLeak, Lesson, Match, Repair, Row
from modelmax_nb.classroom.node import NodeMissing, ProgramUnread
from modelmax_nb.classroom.requirements import Met, Missed, Requirement
from modelmax_nb.classroom.situation import Situation

if TYPE_CHECKING:
    from modelmax_nb.classroom.situation import Evidence

MATCH = Match(
    id="javascript-match",
    title="Which flaw is it?",
    task="""
    Somebody runs programs like the documented one. What is seen is on the left. Which flaw causes it? One
    may fit several rows, or none.
    """,
    rows=(
        Row(
            name="undefined",
            text="It prints `API error undefined: Connection error.`",
            right="no-status",
            because="No answer came, so there is no status to print.",
            misconceptions={
                "swallowed": "Nothing was swallowed: the error is printed. It only has no number.",
                "exit": "The exit code is another matter. What is printed comes from `error.status`.",
            },
        ),
        Row(
            name="nothing-paid",
            text="It prints nothing. The service's log shows one request with status 200, charged.",
            right="lost",
            because="The answer came and was paid, but no line hands it on.",
            misconceptions={
                "swallowed": "A swallowed mistake would have stopped the call. This one was answered.",
                "exit": "The exit code tells whoever started the program. It prints nothing.",
            },
        ),
        Row(
            name="nothing-sent",
            text="It prints nothing. The service's log shows no request at all.",
            right="swallowed",
            because="A slip in the program raised an error before anything was sent, and `catch` hid it.",
            misconceptions={
                "lost": "No request was sent, so there was no answer to lose.",
                "no-status": "An error without a status would still be printed, with `undefined`.",
            },
        ),
        Row(
            name="three",
            text="One call, and three requests with status 502 in the log.",
            right="repeats",
            because="The package repeats twice by itself, unless `maxRetries` says otherwise.",
            misconceptions={
                "swallowed": "Swallowing hides errors. It sends nothing.",
                "exit": "The exit code comes at the end and sends nothing.",
            },
        ),
        Row(
            name="night",
            text="The nightly job says `success`, and the report is missing every morning.",
            right="exit",
            because="The program ends with 0 although it failed, and 0 means success.",
            misconceptions={
                "repeats": "Repeats make a job slow. They do not make it say that all went well.",
                "no-status": "What the job believes is the exit code, not the text on the screen.",
            },
        ),
    ),
    options={
        "swallowed": "`catch` has no `else` that throws",
        "repeats": "`maxRetries` was left as it is",
        "lost": "the answer is neither returned nor printed",
        "exit": "the exit code is not set",
        "no-status": "`error.status` is printed without a look",
    },
    hints=(
        "Ask of each row: was something sent, and who learned of the error?",
        "What is sent stands in the log, what is said on the screen, and how it went in the exit code.",
        (
            "1e 2c 3a 4b 5d: no answer has no status; a paid answer that nobody prints is lost; a slip is "
            "swallowed before anything is sent; the package repeats; and exit code 0 means success."
        ),
    ),
    section="Five things that are wrong with it",
)

LEAK = FindLeak(
    id="javascript-leak",
    title="Lines that give the key away",
    task="""
    These lines stand in a program that runs on a server, and whose output goes into a log. Which of them
    give the key to somebody who reads the code or the log, or who visits the page?
    """,
    lines=(
        "const client = new OpenAI({ apiKey: process.env.MODELMAX_API_KEY, baseURL });",
        "console.log(client);",
        "console.error('API error', error.status, error.message);",
        "const client = new OpenAI({ apiKey: 'sk-4b…the whole key…07', baseURL });",
        "console.log(process.env);",
        "res.send('<script>const key = \"' + client.apiKey + '\"</script>');",
        "console.log('key ends in', client.apiKey.slice(-4));",
    ),
    leaks={
        2: "Node prints what an object holds inside, and this one holds the key.",
        4: "What stands in the code goes wherever the code goes, git included.",
        5: "The environment holds the key, and this prints all of it.",
        6: "A page is read by everybody who visits it, its script included.",
    },
    harmless={
        1: "The code names the variable, not the key.",
        3: "A status and a message give nothing away here.",
        7: "Four characters tell keys apart and open nothing.",
    },
    hints=(
        "Ask of each line: does the key itself stand in it, or in what it prints or sends?",
        "A name of a variable is no leak. A whole object or environment printed is one.",
        (
            "2, 4, 5 and 6: Node shows a client with its key inside, code is copied, the environment is full "
            "of secrets, and a page belongs to its visitors; the other lines only name the key or its end."
        ),
    ),
    section="Debrief",
)

# -- repair -----------------------------------------------------------------------------------------

SITUATIONS: Final = {
    "fine": "ok",
    "outage": "502 outage, 500, ok",
    "down": "502 outage",
    "empty": "402",
    "refused": "502 content policy",
}
MET: Final = {
    "fine": "all is well",
    "outage": "a provider fails twice",
    "down": "a provider stays down",
    "empty": "the account is empty",
    "refused": "the content is refused",
}
MOST: Final = 3
SLIPS: Final = ("ReferenceError", "TypeError", "RangeError", "SyntaxError")


def _entry(evidence: Evidence, name: str) -> dict[str, Any]:
    """Return what happened in one situation; nothing where the program did not run."""
    report = evidence.result if isinstance(evidence.result, dict) else {}
    nothing = {
        "sent": [],
        "hidden": 0,
        "hasty": 0,
        "answer": None,
        "text": None,
        "error": None,
        "status": None,
    }
    return report.get(name) or nothing


def _sent(entry: dict[str, Any]) -> str:
    count = len(entry["sent"])
    return {0: "sent nothing", 1: "sent 1 request"}.get(count, f"sent {count} requests")


def _ending(entry: dict[str, Any]) -> str:
    """Say how a call of ``ask`` ended."""
    if entry.get("stopped"):
        return "did not end"
    if entry.get("left"):
        return "ended the whole program"
    if entry["error"] is not None:
        return f"ended with {entry['error']}"
    return "returned `undefined`" if entry["text"] is None else f"returned `{json.dumps(entry['text']):.40}`"


def _not_run(error: BaseException) -> Missed:
    """Say why the program could not be tried."""
    if isinstance(error, NodeMissing):
        return Missed(
            str(error),
            "Expected: Node with its package openai.",
            "This one exercise runs a program. The others of this lesson work without Node.",
        )
    if isinstance(error, ProgramUnread) and not error.said:
        return Missed(
            "The program exports no function `ask`.",
            "Expected: `export async function ask(client, prompt)`.",
            "Only what is exported can be used from outside. Without `export` Node reads the function, but "
            "nobody can call it.",
        )
    if isinstance(error, ProgramUnread):
        place = f" in line {error.line}, `{error.text.strip():.40}`" if error.line else ""
        return Missed(
            f"Node could not read the program: {error.said:.70}{place}.",
            "Expected: a program that Node can read.",
            "This is a slip in writing, not in the idea. Often a bracket or a comma is missing just before "
            "the place that is named.",
        )
    if isinstance(error, TimeoutError):
        return Missed(
            str(error),
            "Expected: it ends by itself.",
            "A loop that neither counts nor waits keeps Node busy for ever. Let it count its attempts, and "
            "`await` what takes time.",
        )
    return Missed(
        f"The program could not be run: {error!s:.120}",
        "Expected: a file `mine.mjs` that Node can run.",
        "The cell that begins with `%%writefile mine.mjs` saves the program. Run that one first, then check "
        "again.",
    )


def _slip(evidence: Evidence) -> Missed | None:
    """Return what to say of a slip in the program that showed only while it ran."""
    for name, met in MET.items():
        entry = _entry(evidence, name)
        if entry["error"] in SLIPS:
            return Missed(
                f"When {met}, `ask` ended with {entry['error']}: {entry['said']:.60}.",
                "Expected: an answer, or the service's error.",
                "That error is none of the service's. It is a slip in the program, most often a name that "
                "is written otherwise elsewhere.",
            )
    return None


def _answers(evidence: Evidence) -> Met | Missed:
    if evidence.error is not None or evidence.stopped:
        return _not_run(evidence.error or TimeoutError("The program did not end."))
    fine = _entry(evidence, "fine")
    if fine["text"] is not None and fine["text"] == fine["answer"] and len(fine["sent"]) == 1:
        return _slip(evidence) or Met("A good call returns its text.")
    return _slip(evidence) or Missed(
        f"With a good service `ask` {_sent(fine)} and {_ending(fine)}.",
        "Expected: the text of the answer, after one request.",
        "The text stands in `response.choices[0].message.content`, and `return` hands it to whoever called.",
    )


def _repeats(evidence: Evidence) -> Met | Missed:
    outage = _entry(evidence, "outage")
    if outage["sent"] == [502, 500, 200]:
        return Met("A short outage is survived.")
    return Missed(
        f"A provider failed with 502, then with 500. `ask` {_sent(outage)} and {_ending(outage)}.",
        "Expected: a third request, which is answered.",
        "An overloaded provider often recovers within a second. A loop that gives up at a 502 or a 500 "
        "throws that chance away.",
    )


def _one_layer(evidence: Evidence) -> Met | Missed:
    down = _entry(evidence, "down")
    sent = len(down["sent"])
    if sent and sent <= MOST:
        return Met("At most three requests.")
    why = "Your own loop goes on for too long. Count the attempts, and `throw` at the third failure."
    if down["hidden"]:
        why = (
            "Your loop is not the only one: the package repeats twice inside each of your attempts. "
            "`{ maxRetries: 0 }` as the second argument of `create` leaves one layer."
        )
    more = ", and would have got more" if down.get("stopped") else ""
    return Missed(
        f"A provider that stayed down got {sent} requests{more}.", f"Expected: at most {MOST}.", why
    )


def _pauses(evidence: Evidence) -> Met | Missed:
    both = [_entry(evidence, name) for name in ("outage", "down")]
    hasty = sum(entry["hasty"] for entry in both)
    if not hasty and len(both[0]["sent"]) > 1:
        return Met("It waits before a repeat.")
    return Missed(
        f"Requests that came right after a failure, without a pause: {hasty}.",
        "Expected: none. Each repeat waits first.",
        "A provider that has too much to do gets even more to do. `await new Promise((resolve) => "
        "setTimeout(resolve, 1000))` waits a second; without `await` the program runs on at once.",
    )


def _stops_at_402(evidence: Evidence) -> Met | Missed:
    empty = _entry(evidence, "empty")
    if empty["sent"] == [402] and empty["status"] == 402:  # noqa: PLR2004 - the status in question
        return Met("A 402 ends it at once.")
    return Missed(
        f"With an empty account `ask` {_sent(empty)} and {_ending(empty)}.",
        "Expected: one request, and the error with status 402 for the caller.",
        "Money does not come by asking again. Look at `error.status` before you repeat, and `throw` the "
        "rest.",
    )


def _stops_at_refusal(evidence: Evidence) -> Met | Missed:
    refused = _entry(evidence, "refused")
    if len(refused["sent"]) == 1:
        return Met("A refusal is not repeated.")
    return Missed(
        f"For a prompt that the provider refuses `ask` {_sent(refused)}.",
        "Expected: one.",
        "A refusal comes as a 502 like an outage. Only its words tell the two apart, and the same prompt "
        "would be refused again.",
    )


def _is_loud(evidence: Evidence) -> Met | Missed:
    silent = [name for name in ("down", "refused") if _entry(evidence, name)["error"] is None]
    if not silent:
        return Met("A failure is loud.")
    return Missed(
        f"When {MET[silent[0]]}, `ask` {_ending(_entry(evidence, silent[0]))}.",
        "Expected: the last error is thrown.",
        "A function that falls out of its loop returns `undefined`, which looks like an empty answer. The "
        "caller has to learn that there is none.",
    )


REPAIR = Repair(
    id="javascript-repair",
    title="A loop that knows when to stop",
    task="""
    The file `mine.mjs` exports a function `ask` that repeats after every error. Change it: at most **three**
    requests in all, whatever happens; a 500 or a 502 is repeated after a pause; a 402 and a refusal of the
    content (`policy` in its message) are **not**; and what cannot be answered is thrown to the caller.

    The check runs your program with Node, in five situations. `mine = node.program("mine.mjs")` makes it a
    function that can be checked.
    """,
    function="mine",
    code="""
export async function ask(client, prompt) {
  for (let attempt = 1; attempt <= 3; attempt++) {
    try {
      const response = await client.chat.completions.create({
        model: "gemini-3-flash-preview",
        messages: [{ role: "user", content: prompt }],
      });
      return response.choices[0].message.content;
    } catch (error) {
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}
""",
    situations=(Situation(name="all", args=(SITUATIONS,), requests=100),),
    requirements=(
        Requirement("answers", _answers),
        Requirement("repeats", _repeats),
        Requirement("one-layer", _one_layer),
        Requirement("pauses", _pauses),
        Requirement("stops-at-402", _stops_at_402),
        Requirement("stops-at-refusal", _stops_at_refusal),
        Requirement("loud", _is_loud),
    ),
    hints=(
        "Who repeats besides your loop? And does the `catch` know which error it has in hand?",
        "One layer repeats. It looks at the status and at the words, and throws what cannot pass.",
        (
            "Give `create` a second argument, `{ maxRetries: 0 }`. In the `catch`: `const passes = [500, "
            "502].includes(error.status) && !/policy/i.test(error.message); if (!passes || attempt === 3) "
            "throw error;` and then the pause: so only what may pass is repeated, and nothing is hidden."
        ),
    ),
    section="Mended",
)

LESSON = Lesson(
    topic="javascript",
    title="The same in JavaScript",
    notebook="11-javascript.ipynb",
    minutes=14,
    coding=9,
    exercises=(MATCH, LEAK, REPAIR),
)
