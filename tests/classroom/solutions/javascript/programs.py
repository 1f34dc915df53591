"""Programs in JavaScript that ask with care, and the usual ones that do not."""

CALL = """
      const response = await client.chat.completions.create({
        model: "gemini-3-flash-preview",
        messages: [{ role: "user", content: prompt }],
      });
      return response.choices[0].message.content;
"""
ALONE = CALL.replace("      });\n", "      }, { maxRetries: 0 });\n", 1)
PAUSE = "await new Promise((resolve) => setTimeout(resolve, Math.random() * 1000));"


def loop(call: str, handling: str, *, attempts: int = 3) -> str:
    """Return a program whose loop handles errors in one way."""
    return f"""export async function ask(client, prompt) {{
  for (let attempt = 1; attempt <= {attempts}; attempt++) {{
    try {{{call}    }} catch (error) {{
      {handling}
    }}
  }}
}}
"""


REFUSED = "const refused = /policy|safety/i.test(error.message);"
PASSES = "const passes = [500, 502].includes(error.status)"
PROGRAMS = {
    "mended": loop(
        ALONE,
        f"{REFUSED} {PASSES} && !refused;\n      if (!passes || attempt === 3) throw error;\n      {PAUSE}",
    ),
    "as-it-was": loop(CALL, "await new Promise((resolve) => setTimeout(resolve, 1000));"),
    "answer-lost": loop(
        ALONE.replace("return response.choices[0].message.content", "return response.choices[0].message"),
        f"{REFUSED} {PASSES} && !refused;\n      if (!passes || attempt === 3) throw error;\n      {PAUSE}",
    ),
    "hidden-repeats": loop(
        CALL,
        f"{REFUSED} {PASSES} && !refused;\n      if (!passes || attempt === 3) throw error;\n      {PAUSE}",
    ),
    "nine-attempts": loop(
        ALONE,
        f"{REFUSED} {PASSES} && !refused;\n      if (!passes || attempt === 9) throw error;\n      {PAUSE}",
        attempts=9,
    ),
    "repeats-402": loop(
        ALONE,
        f"{REFUSED}\n      if (refused || attempt === 3) throw error;\n      {PAUSE}",
    ),
    "repeats-refusals": loop(
        ALONE,
        f"{PASSES};\n      if (!passes || attempt === 3) throw error;\n      {PAUSE}",
    ),
    "never-repeats": loop(ALONE, "throw error;"),
    "only-502": loop(
        ALONE,
        f"{REFUSED} const passes = error.status === 502 && !refused;\n"
        f"      if (!passes || attempt === 3) throw error;\n      {PAUSE}",
    ),
    "does-not-wait": loop(
        ALONE,
        f"{REFUSED} {PASSES} && !refused;\n      if (!passes || attempt === 3) throw error;\n"
        "      new Promise((resolve) => setTimeout(resolve, 1000));",
    ),
    "quiet-refusal": loop(
        ALONE,
        f"{REFUSED} {PASSES};\n      if (refused) return;\n"
        f"      if (!passes || attempt === 3) throw error;\n      {PAUSE}",
    ),
    "without-an-end": loop(
        ALONE,
        f"{REFUSED}\n      if (error.status === 402 || refused) throw error;\n      {PAUSE}",
        attempts=1_000_000,
    ),
    "misspelt": loop(
        ALONE,
        f"{REFUSED} {PASSES} && !refused;\n      if (!pass || attempt === 3) throw error;\n      {PAUSE}",
    ),
    "whole-reply": loop(
        ALONE.replace("return response.choices[0].message.content", "return JSON.stringify(response)"),
        f"{REFUSED} {PASSES} && !refused;\n      if (!passes || attempt === 3) throw error;\n      {PAUSE}",
    ),
    "with-its-own-tools": f"""import {{ setTimeout as sleep }} from "node:timers/promises";
import OpenAI from "openai";
const apiKey = process.env.MODELMAX_API_KEY, baseURL = process.env.MODELMAX_BASE_URL;
const own = new OpenAI({{ apiKey, baseURL, maxRetries: 0 }});

export const ask = async (client, prompt, left = 2) => {{
  try {{{CALL.replace("client", "own")}  }} catch (error) {{
    const passes = error instanceof OpenAI.InternalServerError && !error.message.includes("policy");
    if (!passes || left === 0) throw error;
    await sleep(2000);
    return ask(client, prompt, left - 1);
  }}
}};
""",
    "silent-at-the-end": loop(
        ALONE,
        f"{REFUSED} {PASSES} && !refused;\n      if (!passes) throw error;\n      {PAUSE}",
    ),
}


OUTAGE = "502 The model is overloaded. Please try again later. (UNAVAILABLE)"
REFUSAL = "502 content policy violation"


def _entry(sent: str, *, hidden: int = 0, hasty: int = 0, **more: object) -> dict[str, object]:
    empty = {"answer": None, "text": None, "error": None, "said": None, "status": None}
    return {"sent": [int(word) for word in sent.split()], "hidden": hidden, "hasty": hasty} | empty | more


def _broken(sent: str, said: str = OUTAGE, **counts: int) -> dict[str, object]:
    return _entry(sent, error="InternalServerError", said=said, status=502, **counts)


def _answered(sent: str, text: object = "an answer", **counts: int) -> dict[str, object]:
    return _entry(sent, answer="an answer", text=text, **counts)


def _misspelt(sent: str) -> dict[str, object]:
    return _entry(sent, error="ReferenceError", said="pass is not defined")


SAID_402 = {"error": "APIError", "said": "402 insufficient balance", "status": 402}
MENDED = {
    "fine": _answered("200"),
    "outage": _answered("502 500 200"),
    "down": _broken("502 502 502"),
    "empty": _entry("402", **SAID_402),
    "refused": _broken("502", REFUSAL),
}
NINE = " ".join(["502"] * 9)
LOST = {"content": "an answer"}
"""What each program does, as written down; tests/classroom/test_node.py runs them and compares."""
REPORTS = {
    "mended": MENDED,
    "with-its-own-tools": MENDED,
    "as-it-was": MENDED
    | {
        "outage": _answered("502 500 200", hidden=2),
        "down": _entry(NINE, hidden=6),
        "empty": _entry("402 402 402"),
        "refused": _entry(NINE, hidden=6),
    },
    "answer-lost": MENDED | {"fine": _answered("200", LOST), "outage": _answered("502 500 200", LOST)},
    "whole-reply": MENDED | {"fine": _answered("200", "{}"), "outage": _answered("502 500 200", "{}")},
    "hidden-repeats": MENDED
    | {
        "outage": _answered("502 500 200", hidden=2),
        "down": _broken(NINE, hidden=6),
        "refused": _broken("502 502 502", REFUSAL, hidden=2),
    },
    "nine-attempts": MENDED | {"down": _broken(NINE)},
    "without-an-end": MENDED | {"down": _entry(" ".join(["502"] * 12), stopped=True)},
    "repeats-402": MENDED | {"empty": _entry("402 402 402", **SAID_402)},
    "repeats-refusals": MENDED | {"refused": _broken("502 502 502", REFUSAL)},
    "never-repeats": MENDED | {"outage": _broken("502"), "down": _broken("502")},
    "only-502": MENDED | {"outage": _broken("502 500", "500 internal server error") | {"status": 500}},
    "does-not-wait": MENDED
    | {"outage": _answered("502 500 200", hasty=2), "down": _broken("502 502 502", hasty=2)},
    "quiet-refusal": MENDED | {"refused": _entry("502")},
    "misspelt": MENDED
    | {name: _misspelt("402" if name == "empty" else "502") for name in MENDED if name != "fine"},
    "silent-at-the-end": MENDED | {"down": _entry("502 502 502")},
}
