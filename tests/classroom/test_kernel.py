"""Exercises in a real kernel: shown and stored, clicked on, judged in its loop, interrupted."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.harness.kernels import VIEW, Kernel

IMPORT = "from modelmax_nb.classroom import check, exercise, hint, progress\nimport openai, time\n"
CHAT = IMPORT + (
    "def chat(client, prompt):\n"
    "    for attempt in range(3):\n"
    "        try:\n"
    "            messages = [{'role': 'user', 'content': prompt}]\n"
    "            answer = client.chat.completions.create(model='gemini-3-flash-preview', messages=messages)\n"
    "            return answer.choices[0].message.content\n"
    "        except openai.APIStatusError as error:\n"
    "            if error.status_code == 402:\n"
    "                raise\n"
    "            time.sleep(2 ** attempt)\n"
)
ASYNC_CHAT = (
    CHAT.replace("def chat", "async def chat")
    .replace("= client", "= await client")
    .replace("time.sleep", "await asyncio.sleep")
    .replace("import openai", "import asyncio, openai")
)
STOPS = """import os, signal
def chat(client, prompt):
    os.kill(os.getpid(), signal.SIGINT)
    while True: pass
"""
PROGRESS = "import os; print(open(os.environ['MODELMAX_STATE_DIR'] + '/course.json').read())"
LAST = (
    "session = modelmax_nb.current_session()\nprint(len(session.simulator.requests()), session.last.answered)"
)
OWN_CLIENT = "import modelmax_nb\nclient = modelmax_nb.openai_client()\n"
CLOCKS = "import time, threading\nprint(time.sleep, time.time, threading.Thread.start.__module__)"
REAL = "<built-in function sleep> <built-in function time> threading"


def test_nobody_there(kernel: Kernel) -> None:
    """Without a person the question is stored as it reads, without a widget; open answers raise nothing."""
    shown = kernel.run(f"{IMPORT}exercise('balance-order')", attended=False)
    assert [sorted(output["data"]) for output in shown.outputs] == [["text/html", "text/plain"]]
    verdict = kernel.run("check('balance-order', ...)", attended=False)
    assert verdict.error is None
    assert "Not answered yet. Write the letters" in verdict.text
    assert "Not answered yet" in verdict.html


def test_clicks(kernel: Kernel) -> None:
    """With a person there are widgets, and a click judges what was put together."""
    shown = kernel.run(f"{IMPORT}exercise('balance-order')")
    assert [VIEW in output["data"] for output in shown.outputs] == [False, True]
    assert "can be clicked here needs a running notebook" in shown.text
    for letter in "CGIKBAEFH":
        kernel.click(shown, f"Use {letter}")
    kernel.click(shown, "Check")
    said = [str(state.get("value", "")) for state in shown.widgets().values()]
    assert any('role="alert"' in value and "Right." in value for value in said)
    assert (
        "passed"
        in kernel.run(
            "print(open(__import__('os').environ['MODELMAX_STATE_DIR'] + '/course.json').read())"
        ).text
    )


def test_the_function_of_the_notebook(kernel: Kernel) -> None:
    """The button judges the function as it is at the moment, in the kernel's own thread or a subshell."""
    shown = kernel.run(f"{IMPORT}exercise('balance-repair')")
    kernel.click(shown, "Check chat()")
    assert "Not answered yet" in str(shown.widgets())
    kernel.run(CHAT)
    kernel.click(shown, "Check chat()")
    assert "Right." in str(shown.widgets())


def test_a_cell_that_python_cannot_read(kernel: Kernel) -> None:
    """After a broken cell the older function is not judged, whoever asks; once mended, the new one is."""
    kernel.run(CHAT)
    shown = kernel.run("exercise('balance-repair')")
    assert kernel.run(CHAT.replace("range(3):", "range(3)")).error is not None
    kernel.click(shown, "Check chat()")
    for said in (kernel.run("check('balance-repair', chat)").text, str(shown.widgets())):
        assert "that you ran last: expected" in said
        assert "(line 4)." in said
        assert "Right." not in said
    kernel.run(CHAT)
    assert "Right." in kernel.run("check('balance-repair', chat)").text


@pytest.mark.parametrize("code", [CHAT, ASYNC_CHAT], ids=["def", "async def"])
def test_functions_are_judged_in_the_kernels_loop(kernel: Kernel, code: str) -> None:
    """A function is judged where a loop runs already, ``async def`` too, and the cell stays quiet."""
    kernel.run(code)
    judged = kernel.run("check('balance-repair', chat)")
    assert judged.error is None
    assert "Right." in judged.text
    assert len(judged.outputs) == 1


def test_an_endless_loop_ends(kernel: Kernel) -> None:
    """A function without an end is ended; the kernel goes on as before."""
    judged = kernel.run(
        f"{IMPORT}def chat(client, prompt):\n    while True: pass\ncheck('balance-repair', chat)"
    )
    assert "The trial was stopped because it did not end." in judged.text
    assert kernel.run(CLOCKS).text.strip() == REAL


def test_the_stop_button(kernel: Kernel) -> None:
    """An interrupt ends the trial as it ends any cell, and everything is put back."""
    judged = kernel.run(f"{IMPORT}{STOPS}check('balance-repair', chat)")
    assert judged.error is not None
    assert judged.error["ename"] == "KeyboardInterrupt"
    assert kernel.run(CLOCKS).text.strip() == REAL
    kernel.run(CHAT)
    assert "Right." in kernel.run("check('balance-repair', chat)").text


def test_the_sessions_account_is_not_touched(kernel: Kernel) -> None:
    """A trial costs nothing of what the reader sees, and leaves the last call as it was."""
    kernel.run("%load_ext modelmax_nb\n%modelmax simulator on --seed 1")
    kernel.run("import modelmax_nb\nanswer = modelmax_nb.ask('Hello')")
    before = kernel.run(LAST).text
    kernel.run(f"{CHAT}check('balance-repair', chat)")
    assert kernel.run(LAST).text == before == "1 True\n"


def test_a_client_made_in_the_notebook(kernel: Kernel) -> None:
    """A function that uses the notebook's own client is judged unchanged."""
    kernel.run("%load_ext modelmax_nb\n%modelmax simulator on --seed 1")
    kernel.run(OWN_CLIENT + CHAT.replace("client, prompt", "prompt"))
    assert "Right." in kernel.run("check('balance-repair', chat)").text


@pytest.mark.parametrize(
    "code",
    [
        "import modelmax_nb",
        (
            "from IPython.core.interactiveshell import InteractiveShell as S\n"
            "S.instance().run_line_magic('load_ext', 'modelmax_nb')"
        ),
    ],
    ids=["import", "load_ext"],
)
def test_the_classroom_waits_until_it_is_asked_for(code: str, tmp_path: Path) -> None:
    """Neither importing the package nor loading the extension loads the exercises."""
    script = f"{code}\nimport sys\nprint('modelmax_nb.classroom' in sys.modules)"
    done = run_python(script, tmp_path)
    assert done.split()[-1] == "False"


def test_the_door_is_light(tmp_path: Path) -> None:
    """Importing the classroom alone loads neither the SDK nor widgets nor a lesson."""
    script = (
        "import sys, modelmax_nb.classroom\n"
        "print({'openai', 'ipywidgets', 'asyncio', 'modelmax_nb.classroom.lessons'} & set(sys.modules))"
    )
    done = run_python(script, tmp_path)
    assert done.strip() == "set()"


def run_python(script: str, folder: Path) -> str:
    """Run *script* in a fresh interpreter and return what it printed."""
    command = [sys.executable, "-c", script]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=folder).stdout
