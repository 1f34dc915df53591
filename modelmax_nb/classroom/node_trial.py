"""A trial of a program in JavaScript: a process of Node that is ready before it is asked, and ends in time.

Most of what a trial costs is the start of Node and the loading of the openai package, so both are done
ahead, in a spare process that waits for its program. Each process tries one program and ends.

Example::

    spare.get_ready(folder, environment)  # some time before
    told = spare.ask({"source": source, "situations": {"fine": "ok"}}, folder, environment)
"""

from __future__ import annotations

import atexit
import json
import shutil
import subprocess
from contextlib import suppress
from time import monotonic  # by its name: in a trial, the one of the module is virtual
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LONGEST: Final = 5.0  # seconds for one program, once Node is ready; its pauses cost nothing
LOOK: Final = 0.1  # seconds between two looks whether the trial was ended from outside
MARK: Final = "@@report@@"
READY: Final = "@@ready@@"


class ProgramSilent(RuntimeError):  # noqa: N818 - reads as what it says
    """Node ended without a report; the text is what it said last."""


class Spare:
    """At most one process of Node that has loaded the openai package and waits for a program."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._folder: Path | None = None

    def get_ready(self, folder: Path, environment: Mapping[str, str]) -> None:
        """Start a process unless one waits already; returns at once."""
        if self._process is not None and self._process.poll() is None and self._folder == folder:
            return
        self.end()
        node = shutil.which("node") or "node"
        self._folder = folder
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [node, "--input-type=module", "-e", _TRIAL],
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )

    def ask(self, job: Mapping[str, Any], folder: Path, environment: Mapping[str, str]) -> dict[str, Any]:
        """Try a program, and have the next process get ready meanwhile.

        Args:
            job: ``source``, ``situations`` by name, and ``environment`` of the program.
            folder: Where Node finds the package.
            environment: Of a process that has to be started first.

        Raises:
            TimeoutError: It did not end.
            ProgramSilent: It ended without a report.
        """
        self.get_ready(folder, environment)
        process, self._process = self._process, None
        assert process is not None  # noqa: S101 - it was started above
        try:
            shown = _converse(process, json.dumps(job))
        finally:
            _close(process)
            self.get_ready(folder, environment)
        _, mark, told = shown.rpartition(MARK)
        if not mark:
            raise ProgramSilent(told[-300:])
        report: dict[str, Any] = json.loads(told.partition("\n")[0])
        return report

    def end(self) -> None:
        """End the process that waits, if there is one."""
        process, self._process = self._process, None
        if process is not None:
            _close(process)


def _converse(process: subprocess.Popen[str], job: str) -> str:
    """Hand *job* over as soon as Node is ready, and return all that it printed.

    Raises:
        TimeoutError: It did not end.
    """
    assert process.stdin is not None  # noqa: S101 - pipes were asked for
    assert process.stdout is not None  # noqa: S101 - as above
    first = process.stdout.readline()
    if first.strip() != READY:
        return first + process.stdout.read()
    with suppress(OSError):
        process.stdin.write(job)
        process.stdin.close()
    process.stdin = None  # `communicate` would write to it
    end = monotonic() + LONGEST
    while True:
        # Short waits, so that a trial that is ended from outside ends here too.
        try:
            return process.communicate(timeout=LOOK)[0]
        except subprocess.TimeoutExpired:
            if monotonic() > end:
                raise TimeoutError from None


def _close(process: subprocess.Popen[str]) -> None:
    """End *process*, whatever it is doing."""
    process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
    process.wait()


spare: Final = Spare()
atexit.register(spare.end)

# Time is virtual: when nothing is under way, the next timer is due at once. A timer that is `unref`ed is
# none of the program's, but of Node's own HTTP client, and stays as it is.
_TIMERS: Final = """
import { syncBuiltinESMExports } from "node:module";
import timers from "node:timers";
import promises from "node:timers/promises";

const TURN = 2; // ms until it is sure that nobody works on what just came
const real = { fetch, setTimeout, clearTimeout, now: performance.now.bind(performance) };
const waiting = new Set();
let now = 0, busy = 0, turn;

class Wait {
  constructor(work, ms, rest) { this.due = now + ms; this.ms = ms; this.work = () => work(...rest); }
  ref() { return this; }
  unref() {
    if (waiting.delete(this)) this.handed = real.setTimeout(this.work, this.ms).unref();
    return this;
  }
  hasRef() { return !this.handed; }
  refresh() { this.handed?.refresh(); this.due = now + this.ms; return this; }
  close() { globalThis.clearTimeout(this); return this; }
}
const arm = () => { real.clearTimeout(turn); turn = real.setTimeout(fire, TURN); };
function fire() {
  if (busy || !waiting.size) return;
  const first = [...waiting].reduce((a, b) => (b.due < a.due ? b : a));
  waiting.delete(first);
  now = Math.max(now, first.due);
  arm();
  first.work();
}
globalThis.setTimeout = (work, ms, ...rest) => {
  const wait = new Wait(work, Math.max(0, Number(ms) || 0), rest);
  waiting.add(wait);
  arm();
  return wait;
};
globalThis.clearTimeout = (wait) => {
  if (!(wait instanceof Wait)) return real.clearTimeout(wait);
  waiting.delete(wait);
  real.clearTimeout(wait.handed);
};
promises.setTimeout = (ms, value) => new Promise((resolve) => globalThis.setTimeout(resolve, ms, value));
promises.scheduler.wait = (ms) => promises.setTimeout(ms);
globalThis.setTimeout[Symbol.for("nodejs.util.promisify.custom")] = promises.setTimeout;
Object.assign(timers, { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout });
syncBuiltinESMExports();
"""
# Each request says what it wants to meet, so that one process does for all situations.
_REQUESTS: Final = """
const MOST = 12; // requests in one situation
const SPUN = 300; // ms of waiting in a loop, which is a pause too
let meets, entry, stop, last = 0, lastReal = 0;

globalThis.fetch = async (input, init = {}) => {
  const mine = entry;
  if (mine.sent === MOST) { mine.stopped = true; stop(); return new Promise(() => {}); }
  const headers = new Headers(init.headers ?? input.headers);
  headers.set("x-simulate", meets);
  if (Number(headers.get("x-stainless-retry-count")) > 0) mine.hidden++;
  if (mine.sent++ && now === last && real.now() - lastReal < SPUN) mine.hasty++;
  busy++;
  try {
    const reply = await real.fetch(input, { ...init, headers });
    const body = await reply.text();
    try { mine.answer = JSON.parse(body).choices[0].message.content; } catch { /* it is none */ }
    return new Response(body, { status: reply.status, headers: reply.headers });
  } finally {
    busy--; last = now; lastReal = real.now(); arm();
  }
};
"""
_JUDGE: Final = f"""
import {{ writeSync }} from "node:fs";
import vm from "node:vm";

function unread(error, source) {{
  // Where a slip stands is told of scripts only, so look at the same lines as a script.
  const script = source.replace(/^(\\s*)export\\s+(default\\s+)?/gm, "$1").replace(/^\\s*import\\b.*/gm, "");
  let place = "";
  try {{ new vm.Script(script, {{ filename: "it" }}); }}
  catch (again) {{
    if (again.message === error.message) place = again.stack.match(/^it:(\\d+)\\n(.*)/) ?? "";
  }}
  const said = `${{error.name}}: ${{error.message}}`;
  return {{ said, line: Number(place[1]) || null, text: place[2] ?? "" }};
}}
async function load(source) {{
  // What a program loads is looked for beside the package, wherever the program itself lies.
  const bare = /(\\bfrom\\s*|\\bimport\\s*\\(?\\s*)(["'])(openai(?:\\/[^"']*)?)\\2/g;
  const found = source.replace(bare, (_, lead, quote, name) => lead + `"${{import.meta.resolve(name)}}"`);
  return await import("data:text/javascript," + encodeURIComponent(found));
}}
async function tried(ask, situation) {{
  entry = {{ sent: 0, hidden: 0, hasty: 0, answer: null, text: null, error: null, said: null, status: null }};
  meets = situation;
  const stopped = new Promise((resolve) => {{ stop = resolve; }});
  const {{ MODELMAX_API_KEY: apiKey, MODELMAX_BASE_URL: baseURL }} = process.env;
  const mine = entry;
  report.situations[report.now] = mine;
  try {{
    const text = await Promise.race([ask(new OpenAI({{ apiKey, baseURL }}), "Hello"), stopped]);
    mine.text = text ?? null;
  }} catch (error) {{
    mine.error = error?.constructor?.name ?? String(error);
    mine.said = String(error?.message ?? error);
    mine.status = error?.status ?? null;
  }}
}}
const report = {{ situations: {{}}, unread: null, now: null }};
async function judge({{ source, situations, environment }}) {{
  Object.assign(process.env, environment);
  process.on("exit", () => writeSync(1, "\\n{MARK}" + JSON.stringify(report) + "\\n"));
  let program;
  try {{ program = await load(source); }}
  catch (error) {{ report.unread = unread(error, source); process.exit(); }}
  if (typeof program.ask !== "function") {{ report.unread = {{ said: "", line: null }}; process.exit(); }}
  for (const [name, situation] of Object.entries(situations)) {{
    report.now = name;
    await tried(program.ask, situation);
  }}
  report.now = null;
  process.exit();
}}
"""
_TRIAL: Final = f"""
import OpenAI from "openai";
{_TIMERS}{_REQUESTS}{_JUDGE}
await real.fetch("data:,"); // loads Node's HTTP client
console.log("{READY}");
let job = "";
for await (const piece of process.stdin) job += piece;
if (job) await judge(JSON.parse(job));
"""
