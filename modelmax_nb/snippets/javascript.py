"""The call as a JavaScript module for Node and the openai npm package."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from modelmax_nb.snippets import words
from modelmax_nb.snippets.blanks import fill_in

if TYPE_CHECKING:
    from modelmax_nb.snippets.plan import Plan
    from modelmax_nb.snippets.words import Say

HOLE = "\N{OBJECT REPLACEMENT CHARACTER}"  # stands in no sentence
ROOM = 80  # characters of a value that stays on one line
PLAIN_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
SHOW = "console.log(response.choices[0].message.content);"
SHOW_CHUNKS = """\
for await (const chunk of response) {
  process.stdout.write(chunk.choices[0]?.delta?.content ?? "");
}
console.log();"""
SHOW_AND_KEEP = """\
let answer = "";
let finished = null;
for await (const chunk of response) {
  const choice = chunk.choices[0];
  answer += choice?.delta?.content ?? "";
  process.stdout.write(choice?.delta?.content ?? "");
  finished = choice?.finish_reason ?? finished;
}
console.log();
if (!finished) throw new Error(@broken_off@);
"""
AS_SENT = """\
import OpenAI from "openai";

const client = new OpenAI({
  apiKey: @key@, baseURL: @base_url@, maxRetries: 0
});
const response = await client.chat.completions.create(@body@);
@show@
"""
ROBUST = """\
import OpenAI from "openai";

const client = new OpenAI({
  apiKey: @key@, baseURL: @base_url@,
  timeout: @timeout@, maxRetries: 0, // @one_owner@
});
const meanings = {
  @meanings@
};
const end = Date.now() + @deadline@; // @no_later@
for (let attempt = 1; ; attempt++) {
  try {
    const response = await client.chat.completions.create(@body@);
    @show@
    break;
  } catch (error) {
    const unreached = /ECONNREFUSED|ENOTFOUND/.test(error.cause?.cause?.code ?? error.cause?.code);
    const known = error.status ?? (unreached ? "unreached" : "none");
    const problem = `${meanings[known] ?? ""} ${error.message}`;
    const refused = /policy|safety/i.test(error.message);
    const passes = [408, 429, 500, 502, 503].includes(error.status) && !refused;
    const asked = Number(error.headers?.get("retry-after") ?? 0); // @not_a_number@
    const wait = 1000 * (asked + Math.random() * Math.min(@wait_max@, 2 ** (attempt - 1)));
    if (!(passes && attempt < @attempts@ && Date.now() + wait <= end)) {
      console.error(problem);
      process.exit(1);
    }
    console.log(@next@);
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}
"""


def as_sent(plan: Plan, say: Say) -> str:
    """Return the program that sends the call as it was, with nothing around it."""
    return fill_in(AS_SENT, **_values(plan, say, ""), show=SHOW_CHUNKS if plan.stream else SHOW)


def robust(plan: Plan, say: Say) -> str:
    """Return the program that repeats what may be repeated and says what went wrong."""
    keep = fill_in(SHOW_AND_KEEP, broken_off=_literal(say(words.BROKEN_OFF))).rstrip()
    return fill_in(ROBUST, **_values(plan, say, "    "), show=keep if plan.stream else SHOW)


def _values(plan: Plan, say: Say, indent: str) -> dict[str, str]:
    meanings = [f"{status}: {_literal(say(text))}," for status, text in words.MEANINGS.items()]
    meanings.append(f"none: {_literal(say(words.NO_WHOLE_ANSWER))},")
    meanings.append(f"unreached: {_literal(say(words.NOT_REACHED))},")
    return {
        "key": _literal(plan.simulator_key) if plan.simulator_key else "process.env.MODELMAX_API_KEY",
        "base_url": _literal(plan.base_url),
        "body": _value(plan.body, indent, room=0),
        "timeout": f"{round(1000 * plan.timeout):_}",
        "deadline": f"{round(1000 * plan.deadline):_}",
        "wait_max": f"{plan.wait_max:g}",
        "attempts": str(plan.attempts),
        "meanings": "\n".join(meanings),
        "one_owner": say(words.ONE_OWNER),
        "no_later": say(words.NO_LATER),
        "not_a_number": say(words.NOT_A_NUMBER),
        "next": _template(
            "${problem}: ", say(words.NEXT_ATTEMPT, seconds=HOLE), "${(wait / 1000).toFixed(1)}"
        ),
    }


def _literal(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _template(before: str, text: str, value: str) -> str:
    """Return a template string of *before* and *text*, with *value* in its hole."""
    safe = re.sub(r"[`\\$]", r"\\\g<0>", text)
    return f"`{before}{safe.replace(HOLE, value)}`"


def _value(value: object, indent: str, *, room: int = ROOM) -> str:
    """Return *value* as JavaScript: on one line where there is room, else a line for each of its parts."""
    if not isinstance(value, dict | list | tuple) or not value:
        return _literal(value)
    deeper = f"{indent}  "
    if isinstance(value, dict):
        ends, parts = "{}", [f"{_name(name)}: {_value(held, deeper)}" for name, held in value.items()]
        short = f"{{ {', '.join(parts)} }}"
    else:
        ends, parts = "[]", [_value(held, deeper) for held in value]
        short = f"[{', '.join(parts)}]"
    if len(indent + short) <= room and "\n" not in short:
        return short
    lines = "".join(f"{deeper}{part},\n" for part in parts)
    return f"{ends[0]}\n{lines}{indent}{ends[1]}"


def _name(name: str) -> str:
    return name if PLAIN_NAME.fullmatch(name) else _literal(name)
