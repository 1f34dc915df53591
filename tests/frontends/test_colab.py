"""What Colab does in its own way, as far as a kernel without Colab can show it; runs on its stack in CI."""

import json
from collections.abc import Iterator
from importlib.metadata import version

import pytest

from tests.harness.kernels import VIEW, Kernel, Result

KEY = "sk-secret-0123456789abcdef"
# Source: vendor code (google.colab.userdata: get(key), and the three exceptions it raises).
COLAB = """
import sys, types

userdata = types.ModuleType("google.colab.userdata")
for name in ("SecretNotFoundError", "NotebookAccessError", "TimeoutException"):
    setattr(userdata, name, type(name, (Exception,), {{}}))

def get(key):
    userdata.asked = key
    {answer}

userdata.get = get
colab = types.ModuleType("google.colab")
colab.userdata = userdata
google = types.ModuleType("google")
google.colab = colab
sys.modules.update({{"google": google, "google.colab": colab, "google.colab.userdata": userdata}})
"""
REFUSALS = {
    "not there": 'raise userdata.SecretNotFoundError("Secret MODELMAX_API_KEY does not exist.")',
    "not granted": 'raise userdata.NotebookAccessError("Notebook does not have access to secret")',
    "no answer": 'raise userdata.TimeoutException("Requesting secret timed out")',
}


@pytest.fixture(scope="module")
def colab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    """A kernel with the extension, for all of these."""
    with Kernel(tmp_path_factory.mktemp("colab")) as kernel:
        kernel.run("%load_ext modelmax_nb\nimport modelmax_nb, os")
        yield kernel


def everything(result: Result) -> str:
    """Return all that a kernel sent, widgets and errors included."""
    return json.dumps([message["content"] for message in result.messages])


def test_the_secret_is_used_and_never_shown(colab: Kernel) -> None:
    """The key comes from Colab's secrets; its place is named, the key is not."""
    colab.run(COLAB.format(answer=f'return "{KEY}"'))
    shown = colab.run("%modelmax status")
    assert "Colab secrets" in shown.text
    colab.run("os.environ['MODELMAX_BASE_URL'] = 'http://127.0.0.1:9/v1'")  # nobody listens there
    card = colab.run("%%modelmax --attempts 1\nHello")
    colab.run("del os.environ['MODELMAX_BASE_URL']")
    assert "Colab secrets" in everything(card)
    assert KEY not in everything(shown) + everything(card)
    assert colab.run("userdata.asked").text == "'MODELMAX_API_KEY'"


def test_the_environment_comes_first(colab: Kernel) -> None:
    """A key in the environment is used, and Colab is not asked."""
    colab.run(COLAB.format(answer=f'return "{KEY}"'))
    colab.run("os.environ['MODELMAX_API_KEY'] = 'sk-environment-0123456789'")
    shown = colab.run("%modelmax status")
    colab.run("del os.environ['MODELMAX_API_KEY']")
    assert "Colab secrets" not in shown.text
    assert colab.run("hasattr(userdata, 'asked')").text == "False"


@pytest.mark.parametrize("answer", REFUSALS.values(), ids=REFUSALS)
def test_without_the_secret_the_simulator_answers(colab: Kernel, answer: str) -> None:
    """No secret, no access or no reply: the cell is answered all the same, and no traceback is shown."""
    colab.run(COLAB.format(answer=answer))
    shown = colab.run("%%modelmax -o reply\nHello")
    assert shown.error is None
    assert colab.run("reply.simulated").text == "True"
    assert "Error" not in shown.text


def test_run_all_goes_on_without_tags(colab: Kernel) -> None:
    """Where the tag ``raises-exception`` means nothing, ``--no-raise`` lets the next cell run."""
    colab.run("%modelmax simulator on --seed 1\n%modelmax simulator play 402")
    shown = colab.run("%%modelmax --no-raise\nHello")
    assert shown.reply["status"] == "ok"
    assert "insufficient-balance" in shown.html
    assert len(shown.data(VIEW)) == 1


def test_only_core_widgets_are_used(colab: Kernel) -> None:
    """Colab and VS Code draw these without an extension of ours."""
    colab.run("%modelmax simulator on --seed 1")
    shown = colab.run("%%modelmax -m gemini-3-flash-previw\nHello")
    colab.run("%modelmax simulator play 402")
    other = colab.run("%%modelmax\nHello")
    states = [*shown.widgets().values(), *other.widgets().values()]
    modules = {state.get("_model_module") for state in states} | {s.get("_view_module") for s in states}
    assert modules - {None} == {"@jupyter-widgets/base", "@jupyter-widgets/controls"}
    major = {state["_model_module_version"] for state in states if "controls" in state["_model_module"]}
    assert major == ({"1.5.0"} if version("ipywidgets").startswith("7.") else {"2.0.0"})


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("%%modelmax --te", "--temperature"),
        ("%%modelmax --model=deep", "deepseek-v3.2"),
        ("%modelmax simulator play 502-o", "502-outage"),
        ("%modelmax simulator on --account e", "empty"),
    ],
)
def test_tab_offers_ours(colab: Kernel, line: str, expected: str) -> None:
    """Ours are among what Tab offers; only with an IPython older than 8.6 others stand beside them."""
    matches = [match.rpartition("=")[2] for match in colab.complete(line)["matches"]]
    assert expected in matches


def test_a_stream_and_a_wait(colab: Kernel) -> None:
    """A stream grows in one output; a wait is counted down and leaves one line."""
    colab.run("%modelmax simulator on --seed 1 --speed 50")
    assert len(colab.run("%%modelmax --stream\nHello").outputs) == 1
    colab.run("%modelmax simulator play 500, ok")
    assert "Answered at attempt 2." in colab.run("%%modelmax\nHello").text
