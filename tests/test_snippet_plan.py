"""What the mended program sends: the best fix that a program can hold, and no other."""

import pytest

from modelmax_nb.diagnosis import diagnose
from modelmax_nb.failure import Failure, Symptom
from modelmax_nb.messages import Saying
from modelmax_nb.models import ModelInfo, ModelList
from modelmax_nb.report import Call, Report
from modelmax_nb.request import ChatRequest
from modelmax_nb.retry import RetryPolicy
from modelmax_nb.snippets import render_program, words
from modelmax_nb.snippets.plan import Plan, mend, plan_as_sent

URL = "https://api.modelmax.io/v1"
MODELS = ModelList(
    (ModelInfo("deepseek-v3.2", "bedrock"), ModelInfo("gemini-3-flash-preview", "gemini")), 0.0
)


def request(**more: object) -> ChatRequest:
    """Return a request."""
    return ChatRequest(model="deepseek-v3.2", messages=({"role": "user", "content": "Hi"},))._replace(**more)


def mended(asked: ChatRequest, **facts: object) -> Plan:
    """Return the plan of *asked*, mended after a failure with these facts."""
    known = {"symptom": Symptom.STATUS, "base_url": URL, "model": asked.model, "parameters": asked.parameters}
    failure = Failure(**(known | facts))  # type: ignore[arg-type]
    diagnosis = diagnose(failure, MODELS)
    sent = plan_as_sent(Report(Call(asked), diagnosis=diagnosis), failure.base_url, timeout=120.0)
    return mend(sent, diagnosis)


def test_a_wrong_model_is_replaced() -> None:
    """The model that the card offers first stands in the program, and the comment says so."""
    asked = request(model="deepsek-v3.2")
    plan = mended(asked, status=400, type="bad_request", message="model not found: deepsek-v3.2")
    assert plan.body["model"] == "deepseek-v3.2"
    assert "# Mended: model deepseek-v3.2 in place of deepsek-v3.2\n" in render_program(
        "python", "robust", plan
    )


def test_a_value_is_brought_into_its_range() -> None:
    """A number that was too high becomes the highest that is allowed."""
    asked = request(temperature=3.5)
    plan = mended(asked, status=400, type="bad_request", message="temperature must be between 0 and 2")
    assert plan.body["temperature"] == 2
    assert plan.notes == ("Mended: temperature is 2 in place of 3.5",)


def test_a_field_that_is_not_known_is_left_out() -> None:
    """What the service does not take is not sent again."""
    asked = request(top_p=0.5)
    plan = mended(asked, status=400, type="bad_request", message="unsupported parameter: top_p")
    assert "top_p" not in plan.body
    assert plan.notes == ("Mended: top_p left out",)


def test_a_base_url_is_mended() -> None:
    """A missing ``/v1`` is put there."""
    page = {"status": 404, "content_type": "text/plain", "body": "404 page not found"}
    plan = mended(request(), base_url="https://api.modelmax.io", path="/chat/completions", **page)
    assert plan.base_url == URL
    assert plan.notes == (f"Mended: base URL {URL} in place of https://api.modelmax.io",)


def test_more_time_is_given() -> None:
    """After a silence the program waits longer."""
    plan = mended(request(), symptom=Symptom.TIMEOUT, exception="APITimeoutError", timeout=120.0)
    assert plan.timeout == 240
    assert plan.notes == ("Mended: it waits 240 s for a sign of life, not 120",)


@pytest.mark.parametrize(
    ("facts", "notes"),
    [
        ({"status": 402, "type": "insufficient_balance", "message": "insufficient balance"}, 1),
        ({"status": 500, "type": "internal_error", "message": "internal server error"}, 0),
        ({"status": 502, "type": "bad_gateway", "message": "upstream provider returned 503"}, 0),
    ],
    ids=["402", "500", "502"],
)
def test_what_a_program_cannot_mend_is_said(facts: dict[str, object], notes: int) -> None:
    """The request stays as it was; what the reader must do first stands in a comment."""
    plan = mended(request(), **facts)
    assert plan.body == request().body
    assert len(plan.notes) == notes
    assert all(note.startswith("First: ") for note in plan.notes)


def test_a_call_that_went_well_is_left_alone() -> None:
    """Without a failure there is nothing to mend, and nobody says that anything was."""
    sent = plan_as_sent(Report(Call(request())), URL, timeout=120.0)
    assert mend(sent, None) == sent._replace(title=Saying(words.READY))


def test_the_title_says_what_was_done() -> None:
    """Mended where the program holds the fix; else what comes first."""
    asked = request(model="deepsek-v3.2")
    plan = mended(asked, status=400, type="bad_request", message="model not found: deepsek-v3.2")
    assert plan.title == "Mended, and ready for failures"
    refused = {"status": 502, "type": "bad_gateway", "message": "blocked by content policy: SAFETY"}
    assert mended(request(), **refused).title.startswith("Not mended yet. First: ")
    passing = {"status": 502, "type": "bad_gateway", "message": "The model is overloaded. (UNAVAILABLE)"}
    assert mended(request(), **passing).title == "Ready for failures"


@pytest.mark.parametrize("form", ["robust", "as-sent"])
@pytest.mark.parametrize("language", ["python", "async", "js", "curl"])
def test_an_address_of_the_simulator_is_called_so(language: str, form: str) -> None:
    """One comment says how long it lasts and what to write for the real service."""
    sent = plan_as_sent(
        Report(Call(request())),
        URL,
        timeout=120.0,
        simulator_url="http://127.0.0.1:8000/v1",
        simulator_key="sk-sim-good",
    )
    program = render_program(language, form, sent)
    (line,) = (line for line in program.splitlines() if "simulator of this notebook" in line)
    assert line.startswith(("#", "//"))
    assert URL in line
    assert "simulator of" not in render_program(
        language, form, plan_as_sent(Report(Call(request())), URL, timeout=120.0)
    )


def test_the_call_s_own_limits_stand_in_the_program() -> None:
    """Attempts, deadline and timeout are those that the cell had."""
    call = Call(request(), policy=RetryPolicy(attempts=5, deadline=30.0), timeout=7.0)
    program = render_program("python", "robust", plan_as_sent(Report(call), URL, timeout=120.0))
    assert "range(1, 6)" in program
    assert "attempt == 5" in program
    assert "time.monotonic() + 30 " in program
    assert "timeout=7," in program


def test_the_simulator_s_host_stands_in_for_the_real_one() -> None:
    """A program of a simulated call asks the simulator, with the slip in the address if there was one."""
    plan = plan_as_sent(
        Report(Call(request())),
        "https://api.modelmax.io",
        timeout=120.0,
        simulator_url="http://127.0.0.1:8000/v1",
        simulator_key="sk-sim-good",
    )
    assert plan.base_url == "http://127.0.0.1:8000"


@pytest.mark.parametrize("language", ["python", "async", "js", "curl"])
def test_a_comment_cannot_become_code(language: str) -> None:
    """A model's name with line ends stays within its comment."""
    note = Saying(words.MEND_MODEL, new="m", old="x\nprint(1)\u2028alert(1)\rrm -r")
    program = render_program(language, "robust", Plan(request().body, URL, notes=(note,)))
    (line,) = (line for line in program.splitlines() if "Mended" in line)
    assert line.startswith(("#", "//"))
    assert line.endswith("in place of x print(1) alert(1) rm -r")
