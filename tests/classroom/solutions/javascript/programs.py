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
    "silent-at-the-end": loop(
        ALONE,
        f"{REFUSED} {PASSES} && !refused;\n      if (!passes) throw error;\n      {PAUSE}",
    ),
}


def _entry(
    sent: str, text: object = None, error: str | None = None, status: int | None = None
) -> dict[str, object]:
    return {"sent": [int(word) for word in sent.split()], "text": text, "error": error, "status": status}


ANSWERED = _entry("200", "an answer")
MENDED = {
    "fine": ANSWERED,
    "outage": _entry("502 200", "an answer"),
    "down": _entry("502 502 502", error="InternalServerError", status=502),
    "empty": _entry("402", error="APIError", status=402),
    "refused": _entry("502", error="InternalServerError", status=502),
}
NINE = " ".join(["502"] * 9)
"""What each program does, as written down; tests/classroom/test_node.py runs them and compares."""
REPORTS = {
    "mended": MENDED,
    "as-it-was": MENDED | {"down": _entry(NINE), "empty": _entry("402 402 402"), "refused": _entry(NINE)},
    "answer-lost": MENDED
    | {
        "fine": _entry("200", {"content": "an answer"}),
        "outage": _entry("502 200", {"content": "an answer"}),
    },
    "hidden-repeats": MENDED
    | {
        "down": _entry(NINE, error="InternalServerError", status=502),
        "refused": _entry("502 502 502", error="InternalServerError", status=502),
    },
    "nine-attempts": MENDED | {"down": _entry(NINE, error="InternalServerError", status=502)},
    "repeats-402": MENDED | {"empty": _entry("402 402 402", error="APIError", status=402)},
    "repeats-refusals": MENDED | {"refused": _entry("502 502 502", error="InternalServerError", status=502)},
    "never-repeats": MENDED
    | {
        "outage": _entry("502", error="InternalServerError", status=502),
        "down": _entry("502", error="InternalServerError", status=502),
    },
    "silent-at-the-end": MENDED | {"down": _entry("502 502 502")},
}
