"""``%%modelmax`` in an IPython shell: options, variables, conversations, answers and failures."""

import json
from typing import Any

import pytest
from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

import modelmax_nb
from modelmax_nb import Answer, ModelMaxError


@pytest.fixture
def ip(shell: InteractiveShell) -> InteractiveShell:
    """A shell with the extension, answered by the simulator in virtual time."""
    shell.run_line_magic("load_ext", "modelmax_nb")
    run(shell, "%modelmax simulator on --seed 1")
    return shell


def run(shell: InteractiveShell, code: str, *, fails: bool = False) -> Any:
    """Run a cell; return what it printed, and check that it ended as it should."""
    with capture_output() as captured:
        result = shell.run_cell(code, store_history=True)
    assert result.success is not fails, captured.stdout + captured.stderr
    shell.user_ns["_result"] = result
    shown = "\n".join(output.data.get("text/plain", "") for output in captured.outputs)
    return captured.stdout + captured.stderr + shown


def sent(number: int = -1) -> dict[str, Any]:
    """Return what the simulator noted of a request."""
    rows = [row for row in modelmax_nb.current_session().simulator.requests() if row["method"] == "POST"]
    return rows[number]


def test_the_answer_is_text_that_knows_more(ip: InteractiveShell) -> None:
    """``_`` and ``-o`` hold the same ``str`` with its model, usage, finish reason and attempts."""
    shown = run(ip, "%%modelmax -o reply\nWhy is the sky blue?")
    reply = ip.user_ns["reply"]
    assert isinstance(reply, str)
    assert isinstance(reply, Answer)
    assert ip.user_ns["_"] is reply
    assert str(reply) in shown
    assert (reply.model, reply.finish_reason, reply.simulated) == ("gemini-3-flash-preview", "stop", True)
    assert reply.usage is not None
    assert reply.usage.total_tokens > 0
    assert [attempt.number for attempt in reply.attempts] == [1]
    assert "simulated" in repr(reply)
    assert "simul" in shown.lower()


def test_a_number_is_shown_as_it_was_typed(ip: InteractiveShell) -> None:
    """Who types 5 finds 5 in the request and on the card, and no 5.0."""
    assert '"temperature": 5,' in run(ip, "%%modelmax -t 5 --top-p 1.0 --dry-run\nHello")
    assert '"top_p": 1.0' in run(ip, "%%modelmax -t 5 --top-p 1.0 --dry-run\nHello")


def test_every_option_reaches_the_request(ip: InteractiveShell) -> None:
    """``--dry-run`` shows the request and sends nothing."""
    shown = run(
        ip,
        '%%modelmax -m deepseek-v3.2 -s "You are terse." -t 0.5 --top-p 0.9 --max-tokens 50 '
        '--stop END --stop "two words" --stream --dry-run\nHello',
    )
    assert json.loads(shown) == {
        "model": "deepseek-v3.2",
        "messages": [{"role": "system", "content": "You are terse."}, {"role": "user", "content": "Hello"}],
        "stream": True,
        "temperature": 0.5,
        "top_p": 0.9,
        "max_tokens": 50,
        "stop": ["END", "two words"],
    }
    assert modelmax_nb.current_session().simulator.requests() == []


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("%%modelmax --modle x\nhi", "did you mean --model?"),
        ("%%modelmax --temperature warm\nhi", "invalid float value: 'warm'"),
        ("%%modelmax --attempts 0\nhi", "at least 1 attempt"),
        ("%%modelmax --timeout -1\nhi", "seconds above 0"),
        ("%%modelmax -o not-a-name\nhi", "not-a-name is none"),
        ('%%modelmax -s "open\nhi', "needs its partner"),
        ("%%modelmax --var nme\nHello {nme}", "no variable called nme; did you mean name?"),
        ("%%modelmax --var name\nHello", "does not say {name} anywhere"),
        ("%modelmax statsu", "did you mean %modelmax status?"),
        ("%modelmax simulator plya", "did you mean play?"),
        ("%modelmax simulator play 502 outag", "502-outage"),
        ("%modelmax code ruby", "unrecognized arguments: ruby (%modelmax code --help"),
        ("%modelmax chat nobody", "no conversation is called nobody"),
        ("%modelmax key mine", "takes no key on its line"),
        ("%modelmax lang tlh", "knows en, zh, ja, auto, not tlh"),
    ],
)
def test_a_slip_gets_one_line_that_says_what_to_do(ip: InteractiveShell, code: str, says: str) -> None:
    """A ``UsageError``: no traceback, nothing sent, the cell fails."""
    ip.user_ns["name"] = "Ada"
    shown = run(ip, code, fails=True)
    assert shown.startswith("UsageError: ")
    assert says in shown
    assert "Traceback" not in shown
    assert modelmax_nb.current_session().simulator.requests() == []


@pytest.mark.parametrize(
    "line",
    [
        "%%modelmax --api-key sk-live-0123456789\nhi",
        "%%modelmax sk-live-0123456789\nhi",
        "%modelmax key sk-live-0123456789",
    ],
)
def test_a_key_on_a_line_is_refused_and_not_repeated(ip: InteractiveShell, line: str) -> None:
    """It says why, and how to clean up (S2)."""
    shown = run(ip, line, fails=True)
    assert "sk-live" not in shown
    assert "%modelmax key" in shown


@pytest.mark.parametrize(
    "line", ['-s "sk-learn expert"', '-s "api-key hygiene"', '-s "task-list 2024 helper"']
)
def test_what_only_looks_like_a_key_passes(ip: InteractiveShell, line: str) -> None:
    """A library's name or a topic is no key."""
    assert '"role": "system"' in run(ip, f"%%modelmax {line} --dry-run\nhi")


def test_play_never_leaves_the_next_call_to_the_real_service(ip: InteractiveShell) -> None:
    """What is meant for the simulator switches it on."""
    run(ip, "%modelmax simulator off")
    shown = run(ip, "%modelmax simulator play 402")
    assert "The simulator answers from now on" in shown
    run(ip, "%%modelmax\nHello", fails=True)
    assert modelmax_nb.current_session().last_diagnosis.failure.simulated


def test_a_setting_made_during_a_recipe_does_not_end_it(ip: InteractiveShell) -> None:
    """Only ``simulator on`` or ``off`` does, as it is said."""
    run(ip, "%modelmax simulator recipe no-key")
    ip.run_line_magic("config", "ModelMaxMagics.attempts = 2")
    run(ip, "%%modelmax\nHello", fails=True)
    assert modelmax_nb.current_session().last_diagnosis.entry.slug == "missing-key"


def test_try_again_asks_the_model_that_the_card_names(ip: InteractiveShell) -> None:
    """After a fallback failed too, the one that failed before is not offered again."""
    run(ip, "%modelmax simulator play 502 outage --repeat")
    run(ip, "%%modelmax --attempts 1 --fallback deepseek-v3.2\nHello", fails=True)
    diagnosis = modelmax_nb.current_session().last_diagnosis
    assert diagnosis.failure.model == "deepseek-v3.2"
    assert "gemini-3-flash-preview" not in [fix.model for fix in diagnosis.fixes]


def test_an_old_value_is_pointed_out(ip: InteractiveShell) -> None:
    """A variable that a failed call could not set is not silently the one of before."""
    ip.user_ns["reply"] = "old"
    assert "reply still holds" in run(ip, "%%modelmax -m gpt-4o -o reply --no-raise\nHello")


def test_only_named_variables_are_put_in(ip: InteractiveShell) -> None:
    """A prompt that holds JSON or code keeps its braces; a value is not searched again."""
    ip.user_ns["city"] = "Kyoto {name}"
    ip.user_ns["name"] = "never put in"
    prompt = 'In {city}: {"a": {"b": 1}} f"{x!r}" {{jinja}} {name} $HOME'
    shown = run(ip, f"%%modelmax --var city --dry-run\n{prompt}")
    assert json.loads(shown)["messages"][0]["content"] == prompt.replace("{city}", "Kyoto {name}")


def test_a_failed_call_fails_the_cell_in_three_lines(ip: InteractiveShell) -> None:
    """The exception keeps every attempt and the SDK's error; its cause holds no key."""
    run(ip, "%modelmax simulator play 502 outage, 502 outage, 502 throttle")
    shown = run(ip, "%%modelmax\nHello", fails=True)
    error = ip.user_ns["_result"].error_in_exec
    assert isinstance(error, ModelMaxError)
    assert [attempt.failure.status for attempt in error.attempts] == [502, 502, 502]
    assert type(error.__cause__).__name__ == "InternalServerError"
    assert error.last_error is error.__cause__
    assert "authorization" not in error.__cause__.request.headers
    assert len(error._render_traceback_()) <= 3
    assert "has too many requests" in shown
    assert "Traceback" not in shown


def test_no_raise_is_for_teaching(ip: InteractiveShell) -> None:
    """The card is shown and the cell succeeds; the variable is left alone."""
    shown = run(ip, "%%modelmax -m gpt-4o -o reply --no-raise\nHello")
    assert "There is no model called `gpt-4o`." in shown
    assert "reply" not in ip.user_ns


def test_a_conversation_is_kept_shown_and_cleared_on_purpose(ip: InteractiveShell) -> None:
    """Each turn is sent with those before it; a failed one leaves no trace."""
    run(ip, "%%modelmax --chat tea -s Kind\nOne")
    run(ip, "%%modelmax --chat tea -m gpt-4o --no-raise\nLost")
    shown = run(ip, "%%modelmax --chat tea --dry-run\nTwo")
    roles = [(message["role"], message["content"][:5]) for message in json.loads(shown)["messages"]]
    assert roles[0] == ("system", "Kind")
    assert roles[1] == ("user", "One")
    assert roles[2][0] == "assistant"
    assert roles[3] == ("user", "Two")
    assert len(json.loads(shown)["messages"]) == 4
    assert "user: One" in run(ip, "%modelmax chat tea")
    run(ip, "%modelmax chat tea --clear")
    assert "No conversation" in run(ip, "%modelmax chat")
    plain = json.loads(run(ip, "%%modelmax --dry-run\nAlone"))
    assert len(plain["messages"]) == 1


def test_a_turn_repeated_later_loses_nothing_said_meanwhile(ip: InteractiveShell) -> None:
    """A failed turn is sent again after others; it goes to the end."""
    run(ip, "%%modelmax --chat tea\nOne")
    run(ip, "%modelmax simulator play 402")
    run(ip, "%%modelmax --chat tea\nTwo", fails=True)
    failed = modelmax_nb.current_session().last
    run(ip, "%%modelmax --chat tea\nThree")
    assert failed is not None
    modelmax_nb.current_session().ask(failed.call)
    said = [m["content"] for m in modelmax_nb.current_session().chats["tea"].messages if m["role"] == "user"]
    assert said == ["One", "Three", "Two"]


def test_a_fallback_is_named_in_the_answer(ip: InteractiveShell) -> None:
    """Another model is asked only because it was listed, and the answer says so."""
    run(ip, "%modelmax simulator play 502 outage, 502 outage, ok")
    shown = run(ip, "%%modelmax --attempts 2 --fallback deepseek-v3.2 -o reply\nHello")
    reply = ip.user_ns["reply"]
    assert (reply.model, reply.fallback_from) == ("deepseek-v3.2", "gemini-3-flash-preview")
    assert "deepseek-v3.2" in shown
    assert "gemini-3-flash-preview" in shown


@pytest.mark.parametrize("scenario", ["502-content-policy", "400-bad-field", "402"])
def test_a_refusal_is_not_taken_to_the_fallback(ip: InteractiveShell, scenario: str) -> None:
    """One request, one card."""
    run(ip, f"%modelmax simulator play {scenario}")
    run(ip, "%%modelmax --fallback deepseek-v3.2\nHello", fails=True)
    posts = [row for row in modelmax_nb.current_session().simulator.requests() if row["method"] == "POST"]
    assert len(posts) == 1


def test_attempts_shown_are_requests_sent(ip: InteractiveShell) -> None:
    """SDK retries are off (T1): the simulator counts as the card does."""
    run(ip, "%modelmax simulator play 500 --repeat")
    run(ip, "%%modelmax --attempts 4\nHello", fails=True)
    error = ip.user_ns["_result"].error_in_exec
    posts = [row for row in modelmax_nb.current_session().simulator.requests() if row["method"] == "POST"]
    assert len(error.attempts) == len(posts) == 4


def test_retry_sends_the_last_call_once_and_sets_its_variable(ip: InteractiveShell) -> None:
    """The typed form of the button, with another model if one is named."""
    run(ip, "%%modelmax -m gpt-4o -o reply\nHello", fails=True)
    run(ip, "%modelmax retry -m deepseek-v3.2")
    assert ip.user_ns["reply"].model == "deepseek-v3.2"
    assert sent()["model"] == "deepseek-v3.2"


def test_a_partial_answer_is_kept(ip: InteractiveShell) -> None:
    """A cut stream leaves what came, marked as incomplete."""
    run(ip, "%modelmax simulator play stream-cut")
    shown = run(ip, "%%modelmax --stream -o reply\nTell me a story", fails=True)
    reply = ip.user_ns["reply"]
    assert reply
    assert reply.finish_reason is None
    assert "incomplete" in repr(reply)
    assert str(reply).strip() in shown


def test_settings_by_config(ip: InteractiveShell) -> None:
    """``%config ModelMaxMagics`` works, before and after the first call, and can be taken back."""
    ip.run_line_magic("config", "ModelMaxMagics.model = 'deepseek-v3.2'")
    assert json.loads(run(ip, "%%modelmax --dry-run\nHi"))["model"] == "deepseek-v3.2"
    ip.run_line_magic("config", "ModelMaxMagics.model = ''")
    assert json.loads(run(ip, "%%modelmax --dry-run\nHi"))["model"] == "gemini-3-flash-preview"
    ip.run_line_magic("config", "ModelMaxMagics.attempts = 1")
    run(ip, "%modelmax simulator play 500 --repeat")
    run(ip, "%%modelmax\nHello", fails=True)
    assert len(ip.user_ns["_result"].error_in_exec.attempts) == 1


def test_the_commands_answer(ip: InteractiveShell) -> None:
    """Each command of ``%modelmax`` says what it is for."""
    assert "No call has failed" in run(ip, "%modelmax why")
    assert "No call has been made" in run(ip, "%modelmax code")
    assert "Nothing has been sent" in run(ip, "%modelmax usage")
    run(ip, "%%modelmax\nHello")
    assert "the simulator" in run(ip, "%modelmax status")
    assert "deepseek-v3.2" in run(ip, "%modelmax models")
    usage = run(ip, "%modelmax usage")
    assert "gemini-3-flash-preview (simulated)" in usage
    assert "%modelmax retry" in run(ip, "%modelmax")
    assert "play" in run(ip, "%modelmax simulator help")
    assert "502-throttle" in run(ip, "%modelmax simulator scenarios")
    assert "POST /v1/chat/completions" in run(ip, "%modelmax simulator log")
    assert "Balance:" in run(ip, "%modelmax simulator status")


def test_why_tells_more_than_the_card(ip: InteractiveShell) -> None:
    """The last failure in full, also after a later success."""
    card = run(ip, "%%modelmax -m gpt-4o\nHello", fails=True)
    run(ip, "%%modelmax\nHello")
    why = run(ip, "%modelmax why")
    assert "There is no model called `gpt-4o`." in why
    more = modelmax_nb.current_session().last_diagnosis.entry.more
    assert more[:30] in " ".join(why.split())
    assert more[:30] not in " ".join(card.split())


def test_nothing_is_left_behind(ip: InteractiveShell) -> None:
    """Unloading takes everything away; reloading and loading twice bring it back once."""
    ip.run_line_magic("unload_ext", "modelmax_nb")
    assert "modelmax" not in ip.magics_manager.magics["cell"]
    assert "modelmax" not in ip.magics_manager.magics["line"]
    assert not [each for each in ip.configurables if type(each).__name__ == "ModelMaxMagics"]
    assert not [name for name in ip.Completer.custom_completers.strs if "modelmax" in str(name)]
    ip.run_line_magic("load_ext", "modelmax_nb")
    ip.run_line_magic("reload_ext", "modelmax_nb")
    modelmax_nb.load_ipython_extension(ip)
    assert len([each for each in ip.configurables if type(each).__name__ == "ModelMaxMagics"]) == 1
    run(ip, "%modelmax simulator on")
    run(ip, "%%modelmax\nHello")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("%%modelmax --te", "--temperature"),
        ("%%modelmax --no-", "--no-raise"),
        ("%%modelmax -m deep", "deepseek-v3.2"),
        ("%%modelmax --fallback gemini-3-f", "gemini-3-flash-preview"),
        ("%%modelmax --var ci", "city"),
        ("%modelmax sta", "status"),
        ("%modelmax simulator pl", "play"),
        ("%modelmax simulator play 502-o", "502-outage"),
        ("%modelmax retry -m deep", "deepseek-v3.2"),
    ],
)
def test_completion(ip: InteractiveShell, line: str, expected: str) -> None:
    """Options, commands, scenarios, variables and model ids; nothing is sent for it."""
    ip.user_ns["city"] = "Kyoto"
    with provisionalcompleter():  # the way the kernel completes
        found = list(ip.Completer.completions(line, len(line)))
    assert expected in [line[: match.start] + match.text for match in found] or expected in [
        match.text for match in found
    ]
    assert modelmax_nb.current_session().simulator.requests() == []
