"""The last request as a program that runs as it stands: Python, JavaScript and curl.

No key is written out: programs read ``MODELMAX_API_KEY``. Only a key of the simulator, which is no secret,
stands in them, so that they run at once.
"""

from __future__ import annotations

import json
import pprint
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from modelmax_nb.request import ChatRequest

PYTHON = """\
# Python: pip install openai
import os
from openai import OpenAI

client = OpenAI(api_key={key}, base_url={base_url}, max_retries=0)
response = client.chat.completions.create(
{arguments}
)
{show}
"""
PYTHON_WHOLE = "print(response.choices[0].message.content)"
PYTHON_STREAM = """\
for chunk in response:
    if chunk.choices and chunk.choices[0].delta.content:
        print(chunk.choices[0].delta.content, end="", flush=True)
print()"""
JAVASCRIPT = """\
// JavaScript: npm install openai, save as ask.mjs, run with node ask.mjs
import OpenAI from "openai";

const client = new OpenAI({{ apiKey: {key}, baseURL: {base_url}, maxRetries: 0 }});
const response = await client.chat.completions.create({body});
{show}
"""
JAVASCRIPT_WHOLE = "console.log(response.choices[0].message.content);"
JAVASCRIPT_STREAM = """\
for await (const chunk of response) {
  process.stdout.write(chunk.choices[0]?.delta?.content ?? "");
}
console.log();"""
CURL = """\
# curl
curl --silent --show-error {base_url}/chat/completions \\
  -H "Authorization: Bearer {key}" \\
  -H "Content-Type: application/json" \\
  --data @- <<'{end}'
{body}
{end}
"""


def render_snippet(
    language: str, request: ChatRequest, base_url: str, *, simulator_key: str | None = None
) -> str:
    """Return *request* as a program.

    Args:
        language: One of :data:`LANGUAGES`.
        request: What was sent.
        base_url: Where it goes.
        simulator_key: A key of the simulator to write out; None to read the environment.
    """
    return LANGUAGES[language](request, base_url, simulator_key)


def _python(request: ChatRequest, base_url: str, simulator_key: str | None) -> str:
    key = repr(simulator_key) if simulator_key else 'os.environ["MODELMAX_API_KEY"]'
    lines = [f"    {name}={_literal(value, len(name) + 5)}," for name, value in request.body.items()]
    show = PYTHON_STREAM if request.stream else PYTHON_WHOLE
    text = PYTHON.format(key=key, base_url=repr(base_url), arguments="\n".join(lines), show=show)
    return text.replace("import os\n", "") if simulator_key else text


def _literal(value: object, indent: int) -> str:
    text = pprint.pformat(value, width=80, sort_dicts=False)
    return text.replace("\n", "\n" + " " * indent)


def _javascript(request: ChatRequest, base_url: str, simulator_key: str | None) -> str:
    key = json.dumps(simulator_key) if simulator_key else "process.env.MODELMAX_API_KEY"
    return JAVASCRIPT.format(
        key=key,
        base_url=json.dumps(base_url),
        body=json.dumps(request.body, indent=2, ensure_ascii=False),
        show=JAVASCRIPT_STREAM if request.stream else JAVASCRIPT_WHOLE,
    )


def _curl(request: ChatRequest, base_url: str, simulator_key: str | None) -> str:
    body = json.dumps(request.body, indent=2, ensure_ascii=False)
    end = "JSON"
    while f"\n{end}\n" in f"\n{body}\n":  # a line of the body must not end the text early
        end += "_"
    return CURL.format(base_url=base_url, key=simulator_key or "$MODELMAX_API_KEY", body=body, end=end)


LANGUAGES = {"python": _python, "javascript": _javascript, "curl": _curl}
