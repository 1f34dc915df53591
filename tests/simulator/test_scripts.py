"""Scripts: how they are written, which request meets which step, and what a wrong name gives."""

import httpx2
import pytest

from modelmax_nb.simulator import GOOD_KEY, SCENARIOS, Simulator, VirtualClock
from modelmax_nb.simulator.scenarios import ALIASES, UnknownScenario, scenario_named
from modelmax_nb.simulator.scripts import Misfit, parse_script
from tests.simulator.calls import chat_body

CHAT = "/v1/chat/completions"


def ask(http: httpx2.Client, times: int = 1, simulate: str | None = None, **headers: str) -> list[int]:
    """Ask a few times; returns the statuses."""
    extra = headers if simulate is None else {"x-simulate": simulate, **headers}
    return [http.post(CHAT, json=chat_body(), headers=extra).status_code for _ in range(times)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("502-outage", "502-outage"),
        ("502 outage", "502-outage"),
        ("  502_Outage ", "502-outage"),
        ("502", "502-outage"),
        ("timeout", "stall"),
        ("Retry After 2", "retry-after-2"),
    ],
)
def test_a_name_is_read_in_any_usual_way(text: str, name: str) -> None:
    """Case, spaces, underscores and short names do not matter."""
    assert scenario_named(text).name == name


def test_short_names_lead_somewhere_and_hide_nothing() -> None:
    """Every alias names a scenario and is not itself one."""
    assert set(ALIASES.values()) <= set(SCENARIOS)
    assert not set(ALIASES) & set(SCENARIOS)


def test_an_unknown_name_gets_near_names() -> None:
    """In Python it is a ValueError that suggests."""
    with pytest.raises(ValueError, match=r"there is no scenario '502 outtage'\. Did you mean 502-outage"):
        parse_script("ok, 502 outtage")
    with pytest.raises(UnknownScenario, match="The page at / and SCENARIOS list all names"):
        parse_script("qqqqqq")


def test_an_unknown_name_in_a_header_is_a_400_of_the_simulator(http: httpx2.Client) -> None:
    """The message says who speaks and lists near names."""
    response = http.post(CHAT, json=chat_body(), headers={"x-simulate": "502 outtage"})
    assert response.status_code == 400
    assert response.json()["error"]["message"].startswith("Simulator: there is no scenario '502 outtage'.")
    assert response.json()["error"]["type"] == "simulator"


def test_a_script_is_used_once(http: httpx2.Client, simulator: Simulator) -> None:
    """After its last step everything is as usual."""
    simulator.play("502 outage, 500", "ok, 402")
    assert ask(http, 6) == [502, 500, 200, 402, 200, 200]


def test_a_script_can_repeat(http: httpx2.Client, simulator: Simulator) -> None:
    """With repeat it starts again."""
    simulator.play("502, ok", repeat=True)
    assert ask(http, 5) == [502, 200, 502, 200, 502]


def test_a_new_script_takes_the_place_of_the_old(http: httpx2.Client, simulator: Simulator) -> None:
    """An empty one ends it."""
    simulator.play("500", repeat=True)
    simulator.play("402")
    assert ask(http, 2) == [402, 200]
    simulator.play("500", repeat=True)
    simulator.play()
    assert ask(http) == [200]


def test_a_script_for_one_key_leaves_the_others_alone(http: httpx2.Client, simulator: Simulator) -> None:
    """Only that account meets it, and before the script for everybody."""
    simulator.play("500", key=f"{GOOD_KEY}-alice")
    simulator.play("502")
    alice = {"authorization": f"Bearer {GOOD_KEY}-alice"}
    assert ask(http, 1, **alice) == [500]
    assert ask(http, 2) == [502, 200]


def test_polls_and_lists_do_not_use_up_a_step(http: httpx2.Client, simulator: Simulator) -> None:
    """A general failure waits for a call that asks for something."""
    simulator.play("502 outage")
    assert http.get("/v1/models").status_code == 200
    assert http.get("/v1/config").status_code == 200
    assert ask(http) == [502]


def test_a_step_can_be_aimed_at_a_call(http: httpx2.Client, simulator: Simulator) -> None:
    """A step with a target waits for that call alone."""
    simulator.play("models: 503, config: 401")
    assert ask(http) == [200]
    assert [http.get("/v1/models").status_code for _ in range(2)] == [503, 200]
    assert http.get("/v1/config").status_code == 401


def test_steps_of_other_calls_wait_for_them(http: httpx2.Client, simulator: Simulator) -> None:
    """A chat call takes the first step that fits, a video its own."""
    simulator.play("task-fails-in-queue, 500, poll-502")
    assert ask(http, 2) == [500, 200]
    video = http.post("/v1/queue/veo-3", json={"prompt": "x"}).json()
    assert http.get(video["status_url"]).status_code == 502
    simulator.clock.sleep(4)
    assert http.get(video["status_url"]).json()["status"] == "FAILED"


def test_a_repeated_script_does_not_wait_for_steps_nobody_takes(
    http: httpx2.Client, simulator: Simulator
) -> None:
    """A leftover video step does not end the repetition for chat."""
    simulator.play("502, task-fails", repeat=True)
    assert ask(http, 3) == [502, 502, 502]


@pytest.mark.parametrize(
    ("text", "part"), [("chat: poll-502", "only to: status"), ("tea: 502", "the calls are chat")]
)
def test_a_step_aimed_at_the_wrong_call_is_an_error(text: str, part: str) -> None:
    """The message names the calls that would do."""
    with pytest.raises(Misfit, match=part):
        parse_script(text)


def test_a_header_starts_again_after_its_last_step(http: httpx2.Client) -> None:
    """So that running a cell twice gives the same."""
    assert ask(http, 5, "502 outage, 500, ok") == [502, 500, 200, 502, 500]


def test_each_header_key_and_call_has_its_own_place(http: httpx2.Client) -> None:
    """Progress is kept apart."""
    assert ask(http, 1, "502, ok") == [502]
    assert ask(http, 1, "500, ok") == [500]
    alice = {"authorization": f"Bearer {GOOD_KEY}-alice"}
    assert ask(http, 2, "502, ok", **alice) == [502, 200]
    assert http.get("/v1/models", headers={"x-simulate": "502, ok"}).status_code == 502
    assert ask(http, 1, "502, ok") == [200]


def test_a_header_comes_before_a_script(http: httpx2.Client, simulator: Simulator) -> None:
    """The request's own wish counts; the script waits."""
    simulator.play("500")
    assert ask(http, 1, "402") == [402]
    assert ask(http, 2) == [500, 200]


def test_a_forced_refusal_does_not_ask_for_the_key(http: httpx2.Client) -> None:
    """A named status comes even without a good key."""
    assert ask(http, 1, "500", authorization="Bearer nonsense") == [500]
    assert ask(http, 1, "ok", authorization="Bearer nonsense") == [401]


@pytest.mark.parametrize(
    ("path", "body", "simulate", "part"),
    [
        (CHAT, chat_body(), "image-no-fields", "cannot happen to this call (chat), only to: images"),
        (CHAT, chat_body(), "stream-cut", 'needs a streaming call ("stream": true)'),
        (CHAT, chat_body(stream=True), "answer-cut", "needs a call that does not stream"),
        (
            "/v1/images/generations",
            {"model": "imagen-3", "prompt": "x"},
            "finish-length",
            "only to: chat, stream",
        ),
        ("/v1/queue/veo-3", {"prompt": "x"}, "stream-cut", "only to: stream"),
    ],
)
def test_a_scenario_on_the_wrong_call_is_said_clearly(
    http: httpx2.Client, path: str, body: dict[str, object], simulate: str, part: str
) -> None:
    """It neither happens nor passes in silence."""
    response = http.post(path, json=body, headers={"x-simulate": simulate})
    assert response.status_code == 400
    assert response.json()["error"]["type"] == "simulator"
    assert part in response.json()["error"]["message"]


def test_a_stream_scenario_waits_for_a_stream_and_says_so(http: httpx2.Client, simulator: Simulator) -> None:
    """A plain call gets a hint and does not use up the step."""
    simulator.play("stream-error")
    assert ask(http) == [400]
    assert '"error"' in http.post(CHAT, json=chat_body(stream=True)).text


def test_a_scenario_of_whole_answers_waits_for_one(http: httpx2.Client, simulator: Simulator) -> None:
    """A streaming call is refused rather than let pass unharmed."""
    simulator.play("answer-cut")
    refused = http.post(CHAT, json=chat_body(stream=True))
    assert (refused.status_code, refused.json()["error"]["type"]) == (400, "simulator")
    assert simulator.state.scripts.choose(GOOD_KEY, "chat", None) is not None


def test_a_repeated_stream_scenario_keeps_saying_so(http: httpx2.Client, simulator: Simulator) -> None:
    """Also when its turn comes round again."""
    simulator.play("stream-cut", repeat=True)
    with pytest.raises(httpx2.RemoteProtocolError):
        http.post(CHAT, json=chat_body(stream=True))
    assert ask(http) == [400]


def test_one_header_serves_the_whole_life_of_a_video(http: httpx2.Client, simulator: Simulator) -> None:
    """A client that sends the same header with every call gets the failure where it belongs."""
    headers = {"x-simulate": "task-fails"}
    video = http.post("/v1/queue/veo-3", json={"prompt": "x"}, headers=headers).json()
    simulator.clock.sleep(10)
    assert http.get(video["status_url"], headers=headers).json()["status"] == "FAILED"


def test_reset_forgets_scripts_accounts_and_journal(http: httpx2.Client, simulator: Simulator) -> None:
    """Afterwards the simulator is as new."""
    ask(http)
    simulator.play("500")
    simulator.reset()
    assert simulator.requests() == []
    assert simulator.account(GOOD_KEY).balance == 5
    assert ask(http) == [200]


def test_the_same_seed_gives_the_same_bytes() -> None:
    """Two simulators with one seed answer alike; another seed answers otherwise."""

    def answers(seed: int) -> list[str]:
        with Simulator(seed, VirtualClock()) as made:
            over = made.transport()
            headers = {"authorization": f"Bearer {GOOD_KEY}"}
            with httpx2.Client(transport=over, base_url="https://sim.test", headers=headers) as client:
                video = client.post("/v1/queue/veo-3", json={"prompt": "x"}).text
                return [client.post(CHAT, json=chat_body()).text, video]

    assert answers(1) == answers(1)
    assert answers(1) != answers(2)
