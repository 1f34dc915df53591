"""Failed calls of ordinary cells: card, place, a short traceback, and everything else as before."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from tests.harness.kernels import NO_WAITS, Kernel, Result

SENTINEL = "zqx-SENTINEL-7f3kwq"
SEED = (Path(__file__).parent / "seed_sample.txt").read_text(encoding="utf-8")
BEGIN = f"""
%load_ext modelmax_nb
{NO_WAITS}
from openai import AsyncOpenAI, OpenAI, APIStatusError
from modelmax_nb.simulator import Simulator
sim = Simulator()
url = sim.url
client = OpenAI(api_key="sk-sim-good", base_url=url)
MESSAGES = [{{"role": "user", "content": "Hello"}}]
"""
ANOTHER = """
import json, threading
from http.server import BaseHTTPRequestHandler, HTTPServer
class Another(BaseHTTPRequestHandler):
    status = 402
    said = {"error": {"message": "You ran out of credit", "type": "insufficient_balance"}}
    def do_POST(self):
        body = json.dumps(self.said).encode()
        self.send_response(self.status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    do_GET = do_POST
    def log_message(self, *_): pass
server = HTTPServer(("127.0.0.1", 0), Another)
threading.Thread(target=server.serve_forever, daemon=True).start()
other = OpenAI(api_key="other-key-1234", base_url=f"http://127.0.0.1:{server.server_port}/v1", max_retries=0)
"""
CREATE = "chat.completions.create"
ASK = 'client.chat.completions.create(model="gemini-3-flash-preview", messages=MESSAGES)'
PICTURE = 'picture = client.images.generate(model="gemini-3.1-flash-image-preview", prompt="cat")'
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    """One kernel for tests that leave it as it was."""
    with Kernel(tmp_path_factory.mktemp("every-cell")) as kernel:
        assert kernel.run(BEGIN).error is None
        yield kernel


@pytest.fixture
def kernel(started: Kernel) -> Kernel:
    """The kernel, with a simulator that does nothing unusual."""
    started.run("sim.play()")
    return started


def traceback_of(shown: Result) -> str:
    """Return the traceback that a front end shows, without colours."""
    assert shown.error is not None
    return COLOURS.sub("", "\n".join(shown.error["traceback"]))


def everything(shown: Result) -> str:
    """Return all that a cell sent, the reply included."""
    return COLOURS.sub("", repr(shown.messages) + repr(shown.reply))


def test_a_failed_call_gets_the_card_under_a_short_traceback(kernel: Kernel) -> None:
    """Traceback first, cut to the cell; then the card; and the cell has failed."""
    kernel.run("sim.play('402')")
    shown = kernel.run(f"reply = {ASK}")
    assert shown.reply["status"] == "error"
    assert shown.error is not None
    assert shown.error["ename"] == "APIStatusError"
    assert [output["output_type"] for output in shown.outputs] == ["error", "display_data"]
    assert "insufficient-balance" in shown.text
    assert "mmx" in shown.html
    assert "_base_client" not in traceback_of(shown)
    assert "reply = client" in traceback_of(shown)
    assert not shown.widgets()  # no button could run the cell again


def test_the_line_and_the_word_are_shown_as_typed(kernel: Kernel) -> None:
    """The call and the model's name are marked where they stand, and the corrected line can be copied."""
    kernel.run(
        dedent(
            """
            def ask(model):
                return client.chat.completions.create(
                    model=model,
                    messages=MESSAGES,
                )
            """
        )
    )
    shown = kernel.run('answer = ask("deepsek-v3.2")')
    text = shown.text
    assert "return client.chat.completions.create(" in text
    marked = text.splitlines()
    at = next(number for number, line in enumerate(marked) if 'ask("deepsek-v3.2")' in line)
    assert marked[at][marked[at + 1].index("^") : marked[at + 1].rindex("^") + 1] == "deepsek-v3.2"
    assert 'answer = ask("deepseek-v3.2")' in text
    assert "<mark><strong>deepsek-v3.2</strong></mark>" in shown.html
    assert "%modelmax retry" not in everything(shown)


def test_a_parameter_is_marked(kernel: Kernel) -> None:
    """A value out of its range is found in the call."""
    shown = kernel.run(ASK.replace("messages=", "temperature=5, messages="))
    assert "<mark><strong>temperature=5</strong></mark>" in shown.html
    assert "invalid-value" in shown.text


@pytest.mark.parametrize("how", ["server", "transport"])
def test_the_seeds_loop_is_counted(kernel: Kernel, how: str) -> None:
    """Three tries around a client that tries three times: 9 requests, and the card says so."""
    kernel.run(SEED.replace('"your-key"', '"sk-sim-good"').replace('"https://api.modelmax.io/v1"', "url"))
    if how == "transport":
        kernel.run("import modelmax_nb\nmodelmax_nb.configure(simulator=True)")
        kernel.run("client = modelmax_nb.openai_client(max_retries=2)")
        kernel.run("modelmax_nb.current_session().simulator.play('502 outage', repeat=True)")
    kernel.run("sim.play('502 outage', repeat=True)")
    shown = kernel.run("chat_with_retry(MESSAGES)")
    kernel.run("client = OpenAI(api_key='sk-sim-good', base_url=url)")
    assert "provider-outage" in shown.text
    assert "9 requests were sent" in " ".join(shown.text.split())
    assert "Run this cell again" in shown.text


def test_the_last_request_has_its_time(kernel: Kernel) -> None:
    """When it ended and how long it took stands with the request, its number as the library counts."""
    kernel.run("sim.play('502 outage', repeat=True)")
    kernel.run(f"reply = {ASK}")
    shown = kernel.run("%modelmax why").text
    assert re.search(r"request 3 of this call took [0-9.]+ s", shown)
    assert "ended at 20" in shown


def test_lines_of_code_read_downwards(kernel: Kernel) -> None:
    """The heading names the line of the call; the lines stand as they were typed."""
    given = "given = OpenAI(api_key='sk-sim-good', base_url='http://127.0.0.1:1/v1', max_retries=0)"
    shown = kernel.run(f"{given}\n{ASK.replace('client.', 'given.')}")
    assert shown.text.index("  1 | ") < shown.text.index("  2 | ")
    assert re.search(r"Cell \d+, line 2:", shown.text)
    kernel.run("del given")


def test_a_call_that_went_well_after_all_says_nothing(kernel: Kernel) -> None:
    """Nothing failed, so nothing is said."""
    kernel.run("sim.play('502 outage, ok')")
    shown = kernel.run(f"reply = {ASK}")
    assert shown.reply["status"] == "ok"
    assert shown.outputs == []


def test_top_level_await(kernel: Kernel) -> None:
    """Asynchronous code in a cell is no exception."""
    kernel.run('later = AsyncOpenAI(api_key="sk-sim-revoked", base_url=url)')
    shown = kernel.run(f"await later.{ASK.removeprefix('client.')}")
    assert "key-refused" in shown.text
    assert "_base_client" not in traceback_of(shown)


TASKS = """
async with asyncio.TaskGroup() as group:
    group.create_task(ask("first-name"))
    group.create_task(ask("second-name"))
"""
GATHERED = """
failed = await asyncio.gather(ask("first-name"), ask("second-name"), return_exceptions=True)
raise ExceptionGroup("both", failed)
"""


@pytest.mark.parametrize("group", [TASKS, GATHERED], ids=["tasks", "gathered"])
def test_a_group_of_failed_calls(kernel: Kernel, group: str) -> None:
    """Several fail at once: the first is explained, all are shown, none in full length."""
    kernel.run('later = AsyncOpenAI(api_key="sk-sim-good", base_url=url)\nimport asyncio')
    kernel.run(f"async def ask(model):\n    return await later.{CREATE}(model=model, messages=MESSAGES)")
    shown = kernel.run(group)
    assert shown.error is not None
    assert shown.error["ename"] == "ExceptionGroup"
    assert "unknown-model" in shown.text
    assert "_base_client" not in traceback_of(shown)
    assert "Cell In[" in traceback_of(shown)
    if group is GATHERED:  # a task group stops the others as soon as one has failed
        assert "2 calls failed together" in shown.text
        assert "second-name" in traceback_of(shown)
    whole = traceback_of(kernel.run("%tb"))
    assert "_base_client" in whole


@pytest.mark.parametrize(
    ("scenario", "use", "slug"),
    [
        ("200-html", "reply.choices[0]", "wrong-base-url"),
        ("200-error", "reply.choices[0]", "error-in-answer"),
        ("200-error", "for choice in reply.choices: pass", "error-in-answer"),
        ("200-empty-body", "len(reply.choices)", "no-answer-in-body"),
        ("200-bad-json", "", "answer-not-json"),
    ],
)
def test_a_success_that_is_none(kernel: Kernel, scenario: str, use: str, slug: str) -> None:
    """What comes up one line later is explained by what the call returned."""
    kernel.run(f"sim.play('{scenario}')")
    shown = kernel.run(f"reply = {ASK}\n{use}")
    assert shown.reply["status"] == "error"
    assert slug in shown.text


@pytest.mark.parametrize("use", [f"{ASK}.choices[0].message.content", f"for each in {ASK}.choices: pass"])
def test_a_success_that_is_none_and_that_nobody_holds(kernel: Kernel, use: str) -> None:
    """Used in the line of the call, the answer is gone: the card says so, and is not certain."""
    kernel.run("sim.play('200-error')")
    shown = kernel.run(use)
    assert "no-answer-in-body" in shown.text
    assert "not certain" in shown.text
    assert "the reply was not kept" in kernel.run("%modelmax why").text


def test_a_card_is_seen_although_the_output_is_captured(kernel: Kernel) -> None:
    """The traceback is shown in spite of ``%%capture``, so the card is as well, once."""
    kernel.run("sim.play('402')")
    shown = kernel.run(f"%%capture kept\nprint('into the variable')\n{ASK}")
    assert shown.text.count("insufficient-balance") == 1
    assert "insufficient-balance" not in kernel.run("print(kept.stdout, kept.outputs)").text


def test_who_has_the_good_key_is_not_told_to_take_it(kernel: Kernel) -> None:
    """In the simulator a refusal that was played passes; another key changes nothing."""
    kernel.run("sim.play('402')")
    shown = kernel.run(ASK)
    assert "good key" not in shown.text
    assert "Run this cell again" in shown.text
    kernel.run("empty = OpenAI(api_key='sk-sim-empty', base_url=url)")
    assert "good key" in kernel.run(ASK.replace("client.", "empty.")).text
    kernel.run("del empty")


@pytest.mark.parametrize(
    ("scenario", "use"),
    [
        ("image-empty-data", "picture.data[0].url"),
        ("image-no-fields", "picture.data[0].url.strip()"),
        ("image-no-fields", "base64.b64decode(picture.data[0].b64_json)"),
    ],
)
def test_a_picture_that_is_none(kernel: Kernel, scenario: str, use: str) -> None:
    """The use of what is missing is explained, also where a library found it out."""
    kernel.run(f"import base64\nsim.play('{scenario}')")
    asked = kernel.run(
        "picture = client.images.generate(model='gemini-3.1-flash-image-preview', prompt='cat')"
    )
    assert asked.reply["status"] == "ok"
    shown = kernel.run(use)
    assert shown.reply["status"] == "error"
    assert "picture-missing" in shown.text


@pytest.mark.parametrize("use", ["picture.data[5]", "picture.data[0].b64_json.strip()", "picture.data.url"])
def test_a_slip_with_a_good_picture_is_none_of_ours(kernel: Kernel, use: str) -> None:
    """The picture is there, so the card would be wrong."""
    kernel.run(PICTURE)
    assert [output["output_type"] for output in kernel.run(use).outputs] == ["error"]


@pytest.mark.parametrize(
    ("field", "says"),
    [("temperature=float('nan')", "temperature is nan"), ("stop=object()", "not JSON")],
)
def test_what_json_cannot_hold(kernel: Kernel, field: str, says: str) -> None:
    """Nothing was sent, and the card says what could not be."""
    shown = kernel.run(ASK.replace("messages=", f"{field}, messages="))
    assert "request-not-built" in shown.text
    assert says in " ".join(shown.text.split())


@pytest.mark.parametrize(
    "cell",
    [
        "1 / 0",
        "undefined_name",
        "nothing = None\nnothing[0]",
        "'text'.choices",
        "class Box: choices = None\nBox().choices[0]",
        "class Box: data = []\nBox().data[0].url",
        "import json\njson.dumps(object())",
        "import json\njson.loads('{')",
        "'\u200b'.encode('ascii')",
        "raise RuntimeError('of my own')",
        "try:\n    client.chat.completions.create(model='x', messages=MESSAGES)\nexcept Exception:\n    slip",
    ],
)
def test_other_errors_are_not_touched(kernel: Kernel, cell: str) -> None:
    """No card, no cut, also for a slip in the handler of a failed call."""
    shown = kernel.run(cell)
    assert shown.reply["status"] == "error"
    assert [output["output_type"] for output in shown.outputs] == ["error"]


def test_an_error_of_ones_own_made_of_a_failed_call(kernel: Kernel) -> None:
    """Raised on purpose, it keeps its name, and the card tells the cause."""
    kernel.run("sim.play('402')")
    cell = f"try:\n    {ASK}\nexcept APIStatusError:\n    raise RuntimeError('all tries failed')"
    shown = kernel.run(cell)
    assert shown.error is not None
    assert shown.error["ename"] == "RuntimeError"
    assert "insufficient-balance" in shown.text
    assert "all tries failed" in traceback_of(shown)
    assert "_base_client" not in traceback_of(shown)


@pytest.mark.parametrize("mode", ["Context", "Verbose", "Minimal", "Plain"])
def test_xmode_is_respected(kernel: Kernel, mode: str) -> None:
    """Each mode keeps its look, without the library's frames and without any key."""
    kernel.run(f"%xmode {mode}\nsim.play('402')\nmine = 'sk-live-{SENTINEL}'")
    shown = kernel.run(f"text = 'h' + 'i'\ndef ask(key, text):\n    return {ASK}\nask(mine, text)")
    again = kernel.run("%tb")
    kernel.run("%xmode Context")
    text = traceback_of(shown)
    assert "_base_client" not in text
    assert ("ask(" in text) is (mode != "Minimal")
    assert ("text='hi'" in text) is (mode == "Verbose")
    assert SENTINEL not in everything(shown) + everything(again)


def test_the_debugger_and_tb_see_everything(kernel: Kernel) -> None:
    """``sys.last_value`` is the SDK's own error with its whole traceback."""
    kernel.run("sim.play('402')")
    kernel.run(f"def ask():\n    return {ASK}\nask()")
    assert "_base_client" in traceback_of(kernel.run("%tb"))
    seen = kernel.run(
        "import sys, traceback\n"
        "print(sys.last_value.status_code, sys.last_type.__name__, sys.last_traceback is not None)\n"
        "print(any('_base_client' in step.filename for step in traceback.extract_tb(sys.last_traceback)))\n"
        "print(sys.last_value.__traceback__ is sys.last_traceback)\n"
        "print(hasattr(sys.last_value, '_render_traceback_'))"
    )
    assert seen.text.split() == ["402", "APIStatusError", "True", "True", "True", "False"]
    debugged = kernel.run("%debug", answers=["up", "p 6 * 7", "q"])
    assert "42" in debugged.text


def test_another_vendors_402_is_not_modelmaxs(kernel: Kernel) -> None:
    """Nobody is told to top up ModelMax for another service."""
    kernel.run(ANOTHER)
    shown = kernel.run(ASK.replace("client.", "other.", 1))
    said = everything(shown)
    assert "elsewhere-payment" in shown.text
    assert "The server said" in shown.text
    assert "You ran out of credit" in shown.text
    for ours in ("modelmax.io", "%modelmax key", "ModelMax said", "%modelmax simulator", "Top up"):
        assert ours not in said


def test_requests_to_another_service_are_counted_as_far_as_known(kernel: Kernel) -> None:
    """Without a journal, the library's own header says how often it repeated at least."""
    kernel.run(ANOTHER + "\nAnother.status = 503")
    shown = kernel.run(ASK.replace("client.", "other.with_options(max_retries=1).", 1))
    assert "At least 2 requests were sent" in shown.text
    assert "elsewhere-server-fault" in shown.text


KEYS = {
    "line break": rf'"{SENTINEL}\n"',
    "zero width": rf'"{SENTINEL[:9]}\u200b{SENTINEL[9:]}"',
    "curly": f'"“{SENTINEL}”"',
    "plain": f'"{SENTINEL}"',
    "sk": f'"sk-live-{SENTINEL}\\n"',
}


@pytest.mark.parametrize("mode", ["Context", "Verbose", "Minimal"])
@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_no_key_is_shown(kernel: Kernel, key: str, mode: str) -> None:
    """The seed's sample with a key pasted badly: not one letter of it in outputs, replies or the history."""
    kernel.run(f"%xmode {mode}")
    cell = SEED.replace('"your-key"', key).replace('"https://api.modelmax.io/v1"', "url")
    shown = kernel.run(cell + "\nchat_with_retry(MESSAGES)")
    whole = kernel.run("%tb")
    stored = kernel.run("print(get_ipython().history_manager.exceptions)")
    last = kernel.run("print(sys.last_value, '__cause__', sys.last_value.__cause__)")
    kernel.run("%xmode Context\nclient = OpenAI(api_key='sk-sim-good', base_url=url)")
    assert shown.reply["status"] == "error"
    told = "".join(map(everything, (shown, whole, stored, last)))
    for piece in (SENTINEL, SENTINEL[:9], SENTINEL[9:]):
        assert piece not in told
    assert ("key-refused" if key == KEYS["plain"] else "unreadable-key") in shown.text


def test_a_server_that_repeats_the_key(kernel: Kernel) -> None:
    """The words of an error may hold the key; they are masked wherever the error is shown."""
    kernel.run(ANOTHER + f"\nAnother.said = {{'error': {{'message': 'no such key: {SENTINEL}'}}}}")
    shown = kernel.run(
        f"other = other.with_options(api_key='{SENTINEL}')\n" + ASK.replace("client.", "other.", 1)
    )
    assert shown.reply["status"] == "error"
    assert "no such key: [key removed]" in shown.text
    assert SENTINEL not in everything(shown)


def test_a_key_in_the_line_is_masked_and_named(kernel: Kernel) -> None:
    """The line is shown without the key, which is said, and no corrected line is offered."""
    shown = kernel.run(f'OpenAI(api_key="{SENTINEL}", base_url=url).{ASK.removeprefix("client.")}')
    assert "A key stands in this line" in shown.text
    assert SENTINEL not in everything(shown)


HANDLER = """
import openai
seen = []
def handler(shell, etype, value, tb, tb_offset=None):
    seen.append(etype.__name__)
    shell.showtraceback((etype, value, tb), tb_offset=tb_offset)
def silent(shell, etype, value, tb, tb_offset=None):
    seen.append(etype.__name__)
"""


@pytest.mark.parametrize("name", ["handler", "silent"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_other_handlers_keep_working(tmp_path: Path, when: str, name: str) -> None:
    """A handler set before or after ours is asked first; the card is there once all the same."""
    theirs = f"{HANDLER}\nget_ipython().set_custom_exc((openai.APIStatusError,), {name})"
    with Kernel(tmp_path) as kernel:
        first, then = (theirs, BEGIN) if when == "before" else (BEGIN, theirs)
        kernel.run(first)
        kernel.run(then)
        kernel.run("sim.play('402')")
        shown = kernel.run(ASK)
        assert shown.text.count("insufficient-balance") == 1
        assert (shown.error is not None) is (name == "handler")
        assert kernel.run("print(seen, get_ipython().custom_exceptions)").text.startswith(
            "['APIStatusError']"
        )
        kernel.run("%unload_ext modelmax_nb\nsim.play('402')")
        assert "insufficient-balance" not in kernel.run(ASK).text
        assert kernel.run("print(len(seen))").text.strip() == "2"


def test_switched_off(kernel: Kernel) -> None:
    """One setting gives back what was before."""
    kernel.run("%config ModelMaxMagics.every_cell = False\nsim.play('402, 402')")
    off = kernel.run(ASK)
    kernel.run("%config ModelMaxMagics.every_cell = True")
    assert "_base_client" in traceback_of(off)
    assert [output["output_type"] for output in off.outputs] == ["error"]
    assert "insufficient-balance" in kernel.run(ASK).text


def test_unloading_leaves_nothing(tmp_path: Path) -> None:
    """The shell is as it was: no method of ours, no callback, no setting."""
    look = (
        "s = get_ipython()\n"
        "print('showtraceback' in vars(s), 'structured_traceback' in vars(s.InteractiveTB))\n"
        "print([c for cs in s.events.callbacks.values() for c in cs if 'modelmax' in repr(c)])"
    )
    with Kernel(tmp_path) as kernel:
        before = kernel.run(look).text
        kernel.run("%load_ext modelmax_nb")
        assert kernel.run(look).text != before
        kernel.run("%unload_ext modelmax_nb")
        assert kernel.run(look).text == before
        kernel.run("%load_ext modelmax_nb\n%unload_ext modelmax_nb\n%reload_ext modelmax_nb")
        assert kernel.run("1/0").reply["status"] == "error"


def test_a_wrapper_around_ours_still_works_after_unloading(tmp_path: Path) -> None:
    """What another extension has wrapped around it since passes errors on."""
    with Kernel(tmp_path) as kernel:
        kernel.run(BEGIN)
        kernel.run(
            "shell = get_ipython()\ninner = shell.showtraceback\ncalls = []\n"
            "def outer(*args, **named):\n    calls.append(1)\n    return inner(*args, **named)\n"
            "shell.showtraceback = outer"
        )
        kernel.run("sim.play('402, 402')")
        assert "insufficient-balance" in kernel.run(ASK).text
        kernel.run("%unload_ext modelmax_nb")
        after = kernel.run(ASK)
        assert "_base_client" in traceback_of(after)
        assert after.text == ""
        assert kernel.run("print(len(calls))").text.strip() == "2"


def test_time_and_run(kernel: Kernel, tmp_path: Path) -> None:
    """``%%time`` and ``%run`` show the right line."""
    kernel.run("sim.play('402', repeat=True)")
    timed = kernel.run(f"%%time\nnumber = 1\n{ASK}")
    assert "insufficient-balance" in timed.text
    assert re.search(r"Cell \d+, line 3:", timed.text)
    script = tmp_path / "script.py"
    script.write_text(f"text = 'x'\nreply = {ASK}\n", encoding="utf-8")
    ran = kernel.run(f"%run -i {script}")
    assert "script.py, line 2:" in ran.text
    assert "insufficient-balance" in ran.text


def test_ask_in_python_gets_its_card_as_well(kernel: Kernel) -> None:
    """``modelmax_nb.ask`` in a cell shows what the magic would, at its line."""
    kernel.run("import modelmax_nb\nmodelmax_nb.configure(simulator=True)")
    kernel.run("modelmax_nb.current_session().simulator.play('402')")
    shown = kernel.run("modelmax_nb.ask('Hello')")
    assert "insufficient-balance" in shown.text
    assert "modelmax_nb.ask" in shown.text
    assert "session.py" not in traceback_of(shown)
    kernel.run("modelmax_nb.configure(simulator=False)")


def test_the_magic_shows_its_own_card_alone(kernel: Kernel) -> None:
    """``%%modelmax`` is as before: one card."""
    kernel.run("%modelmax simulator on\n%modelmax simulator play 402")
    shown = kernel.run("%%modelmax\nHello")
    kernel.run("%modelmax simulator off")
    assert shown.text.count("insufficient-balance") == 1


def test_a_client_without_a_key(kernel: Kernel) -> None:
    """Where the client was meant for ModelMax, the fix is ours; elsewhere it is neutral."""
    at_modelmax = kernel.run('OpenAI(base_url="https://api.modelmax.io/v1")')
    elsewhere = kernel.run("OpenAI()")
    assert "missing-key ·" in at_modelmax.text
    assert "client = modelmax_nb.openai_client()" in at_modelmax.text
    assert "elsewhere-missing-key" in elsewhere.text
    assert "dashboard" not in everything(elsewhere)


def test_why_speaks_of_it_and_retry_does_not(kernel: Kernel) -> None:
    """The card's own hint works, and nothing that it does not offer sends anything."""
    kernel.run("sim.play('402')")
    kernel.run(ASK)
    before = kernel.run("print(len(sim.requests()))").text
    assert "insufficient-balance" in kernel.run("%modelmax why").text
    kernel.run("%modelmax retry")
    assert kernel.run("print(len(sim.requests()))").text == before


def test_unattended_outputs_are_the_same_in_each_run(tmp_path: Path) -> None:
    """A notebook's stored outputs can be compared: nothing in a card comes from clock, port or process."""
    cells = [
        "%load_ext modelmax_nb\nimport modelmax_nb\nmodelmax_nb.configure(simulator=True)",
        "client = modelmax_nb.openai_client()\nMESSAGES = [{'role': 'user', 'content': 'Hello'}]",
        "client.chat.completions.create(model='deepsek-v3.2', messages=MESSAGES)",
    ]
    seen = []
    for number in range(2):
        folder = tmp_path / str(number)
        folder.mkdir()
        with Kernel(folder, attended=False) as kernel:
            shown = [kernel.run(cell) for cell in cells][-1]
            seen.append((shown.text, shown.html, shown.reply["evalue"]))
    assert seen[0] == seen[1]
    assert "deepseek-v3.2" in seen[0][0]


def test_in_a_terminal_the_card_stands_last(tmp_path: Path) -> None:
    """IPython without a kernel shows the traceback, then the card as text, nearest to the prompt."""
    script = tmp_path / "session.ipy"
    script.write_text(f"{BEGIN}\nsim.play('402')\n{ASK}\n", encoding="utf-8")
    code = (
        "from IPython.terminal.interactiveshell import TerminalInteractiveShell as Shell\n"
        "from pathlib import Path\nimport sys\n"
        "shell = Shell.instance(colors='nocolor')\n"
        "done = shell.run_cell(Path(sys.argv[1]).read_text())\n"
        "print('FAILED', done.error_in_exec is not None)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(script)], capture_output=True, text=True, cwd=tmp_path, check=True
    )
    shown = ran.stdout
    assert shown.index("Traceback (most recent call last)") < shown.index("insufficient-balance")
    assert "_base_client" not in shown
    assert "FAILED True" in shown
    card = shown[shown.index("The balance of your account") : shown.index("FAILED")]
    assert all(len(line) <= 80 for line in card.splitlines())


def test_a_fault_of_ours_hides_nothing(tmp_path: Path) -> None:
    """If the explanation itself fails, the error is shown as it was, still without the key."""
    with Kernel(tmp_path) as kernel:
        kernel.run(BEGIN)
        kernel.run("import modelmax_nb.magics.own_errors as own\nown.explain_call = None")
        kernel.run(f"wrong = OpenAI(api_key='{SENTINEL}\\n', base_url=url, max_retries=0)")
        shown = kernel.run(ASK.replace("client.", "wrong.", 1))
        assert shown.reply["status"] == "error"
        assert "_base_client" in traceback_of(shown)
        assert SENTINEL not in everything(shown)
