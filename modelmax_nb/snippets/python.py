"""The call as a Python program, waiting for each step or asynchronous."""

from __future__ import annotations

import json
import pprint
from typing import TYPE_CHECKING

from modelmax_nb.snippets import words
from modelmax_nb.snippets.blanks import fill_in

if TYPE_CHECKING:
    from modelmax_nb.snippets.plan import Plan
    from modelmax_nb.snippets.words import Say

HOLE = "\N{OBJECT REPLACEMENT CHARACTER}"  # stands in no sentence
SHOW = "print(response.choices[0].message.content)"
SHOW_CHUNKS = """\
for chunk in response:
    if chunk.choices and chunk.choices[0].delta.content:
        print(chunk.choices[0].delta.content, end="", flush=True)
print()"""
SHOW_AND_KEEP = """\
answer, finished = "", None
@for_@ chunk in response:
    for choice in chunk.choices:
        answer += choice.delta.content or ""
        print(choice.delta.content or "", end="", flush=True)
        finished = choice.finish_reason or finished
print()
if finished is None:
    raise SystemExit(@broken_off@)
"""
AS_SENT = """\
@import_os@

from openai import OpenAI

client = OpenAI(
    api_key=@key@, base_url=@base_url@, max_retries=0
)
response = client.chat.completions.create(
    @arguments@
)
@show@
"""
ASYNC_AS_SENT = """\
import asyncio
@import_os@

from openai import AsyncOpenAI

client = AsyncOpenAI(
    api_key=@key@, base_url=@base_url@, max_retries=0
)


async def main():
    response = await client.chat.completions.create(
        @arguments@
    )
    @show@


asyncio.run(main())
"""
ROBUST = """\
@import_os@
import random
import time

import openai

client = openai.OpenAI(
    api_key=@key@, base_url=@base_url@,
    timeout=@timeout@, max_retries=0,  # @one_owner@
)
meanings = {
    @meanings@
}
end = time.monotonic() + @deadline@  # @no_later@
for attempt in range(1, @stop@):
    try:
        response = client.chat.completions.create(
            @arguments@
        )
        @show@
        break
    @failures@
"""
ASYNC_ROBUST = """\
import asyncio
@import_os@
import random
import time

import openai

client = openai.AsyncOpenAI(
    api_key=@key@, base_url=@base_url@,
    timeout=@timeout@, max_retries=0,  # @one_owner@
)
meanings = {
    @meanings@
}


async def main():
    end = time.monotonic() + @deadline@  # @no_later@
    for attempt in range(1, @stop@):
        try:
            response = await client.chat.completions.create(
                @arguments@
            )
            @show@
            break
        @failures@


asyncio.run(main())
"""
FAILURES = """\
except openai.APIStatusError as error:
    problem = f"{meanings.get(error.status_code, '')} {error}"
    refused = any(word in problem.lower() for word in ("policy", "safety"))
    passes = error.status_code in (408, 429, 500, 502, 503) and not refused
    asked = error.response.headers.get("retry-after", "0")
    wait = float(asked if asked.isdecimal() else "inf")  # @a_date@
    wait += random.uniform(0, min(@wait_max@, 2 ** (attempt - 1)))
    if not passes or attempt == @attempts@ or time.monotonic() + wait > end:
        raise SystemExit(problem)
    print(@next@)
    @sleep@(wait)
except openai.APIError as error:
    if type(error.__cause__).__name__ in ("ConnectError", "ConnectTimeout"):
        raise SystemExit(@not_reached@)
    raise SystemExit(@no_answer@)"""


def as_sent(plan: Plan, say: Say) -> str:
    """Return the program that sends the call as it was, with nothing around it."""
    return fill_in(AS_SENT, **_values(plan, say), show=SHOW_CHUNKS if plan.stream else SHOW)


def async_as_sent(plan: Plan, say: Say) -> str:
    """Return the asynchronous twin of :func:`as_sent`."""
    show = SHOW_CHUNKS.replace("for ", "async for ", 1) if plan.stream else SHOW
    return fill_in(ASYNC_AS_SENT, **_values(plan, say), show=show)


def robust(plan: Plan, say: Say) -> str:
    """Return the program that repeats what may be repeated and says what went wrong."""
    return _robust(ROBUST, plan, say, for_="for", sleep="time.sleep")


def async_robust(plan: Plan, say: Say) -> str:
    """Return the asynchronous twin of :func:`robust`."""
    return _robust(ASYNC_ROBUST, plan, say, for_="async for", sleep="await asyncio.sleep")


def _robust(template: str, plan: Plan, say: Say, *, for_: str, sleep: str) -> str:
    values = _values(plan, say)
    keep = fill_in(SHOW_AND_KEEP, for_=for_, broken_off=_text(say(words.BROKEN_OFF))).rstrip()
    failures = fill_in(
        FAILURES,
        wait_max=f"{plan.wait_max:g}",
        attempts=str(plan.attempts),
        a_date=say(words.A_DATE),
        next=_f_string("{problem}: ", say(words.NEXT_ATTEMPT, seconds=HOLE), "{wait:.1f}"),
        no_answer=_f_string("", say(words.NO_WHOLE_ANSWER) + f" {HOLE}", "{error}"),
        not_reached=_f_string("", say(words.NOT_REACHED) + f" {HOLE}", "{error}"),
        sleep=sleep,
    )
    return fill_in(template, **values, show=keep if plan.stream else SHOW, failures=failures)


def _values(plan: Plan, say: Say) -> dict[str, str]:
    arguments = [f"{name}={_literal(value, len(name) + 1)}," for name, value in plan.body.items()]
    meanings = [f"{status}: {_text(say(text))}," for status, text in words.MEANINGS.items()]
    return {
        "import_os": "" if plan.simulator_key else "import os",
        "key": _text(plan.simulator_key) if plan.simulator_key else 'os.environ["MODELMAX_API_KEY"]',
        "base_url": _text(plan.base_url),
        "arguments": "\n".join(arguments),
        "timeout": f"{plan.timeout:g}",
        "deadline": f"{plan.deadline:g}",
        "stop": str(plan.attempts + 1),
        "meanings": "\n".join(meanings),
        "one_owner": say(words.ONE_OWNER),
        "no_later": say(words.NO_LATER),
    }


def _f_string(before: str, text: str, value: str) -> str:
    """Return an f-string of *before* and *text*, with *value* in its hole; other braces stay as they are."""
    doubled = text.replace("{", "{{").replace("}", "}}")
    return f"f{_text(before + doubled.replace(HOLE, value))}"


def _text(text: str) -> str:
    """Return *text* as a literal in double quotes; what JSON escapes, Python reads alike."""
    return json.dumps(text, ensure_ascii=False)


def _literal(value: object, indent: int) -> str:
    text = pprint.pformat(value, width=76, sort_dicts=False)
    return text.replace("\n", "\n" + " " * indent)
