"""Every row of ModelMax's billing page, by the simulator's ledger, as our programs and the SDK meet it.

What the documents say is held to; what they leave open is an assumption of the simulator, and turning it
round changes the ledger.
"""

from collections.abc import Callable
from typing import Any

import openai
import pytest

import modelmax_nb
from modelmax_nb import ModelMaxError, images, video
from modelmax_nb.simulator import GOOD_KEY, SCENARIOS, Simulator, VirtualClock
from modelmax_nb.simulator.assumptions import Assumptions, Prices
from modelmax_nb.video import VideoTask

CHAT: dict[str, Any] = {
    "model": "deepseek-v3.2",
    "messages": [{"role": "user", "content": "Tell me about boats"}],
}
PRICES = Prices()
Assume = Callable[..., Simulator]


@pytest.fixture
def assume(monkeypatch: pytest.MonkeyPatch) -> Assume:
    """Put a simulator that assumes otherwise in the place of the session's."""

    def make(**assumptions: Any) -> Simulator:
        made = Simulator(clock=VirtualClock(), assumptions=Assumptions(**assumptions))
        modelmax_nb.configure(simulator=True)
        monkeypatch.setattr(modelmax_nb.current_session().connections, "_simulator", made)
        return made

    return make


def ledger(simulator: Simulator) -> list[float]:
    """Return what the account was charged, in order."""
    return [float(str(entry["amount"])) for entry in simulator.account(GOOD_KEY).ledger]


def client() -> openai.OpenAI:
    """Return the SDK's own client, without repeats."""
    return modelmax_nb.openai_client(max_retries=0)


def finished(**options: Any) -> VideoTask:
    """Submit a task and wait for its end; free so far."""
    task = video.submit("A boat", **options)
    task.wait()
    return task


# -- what each product is priced by, and when it is charged: documented ---------------------------------


@pytest.mark.parametrize("ask", ["the SDK", "ask()"])
def test_chat_is_charged_by_its_tokens_after_the_answer(assume: Assume, ask: str) -> None:
    """Documented: tokens, once the full response exists."""
    simulator = assume()
    if ask == "ask()":
        usage: Any = modelmax_nb.ask("Tell me about boats").usage
    else:
        usage = client().chat.completions.create(**CHAT).usage
    price = usage.prompt_tokens * PRICES.prompt_token + usage.completion_tokens * PRICES.completion_token
    assert ledger(simulator) == [pytest.approx(price)]


def test_a_stream_is_charged_at_its_usage_chunk(assume: Assume) -> None:
    """Documented: after the stream is complete, at the last chunk."""
    simulator = assume()
    chunks = client().chat.completions.create(**CHAT, stream=True)
    charged_at = [(bool(ledger(simulator)), chunk.usage is not None) for chunk in chunks]
    assert all(charged is last for charged, last in charged_at)
    assert charged_at[-1] == (True, True)


@pytest.mark.parametrize(
    ("options", "price"),
    [
        ({}, PRICES.image),
        ({"n": 3}, 3 * PRICES.image),
        ({"quality": "hd"}, PRICES.image_hd),
        ({"size": "1024x1024"}, PRICES.image),
        ({"size": "2048x1024"}, 2 * PRICES.image),
    ],
    ids=str,
)
def test_pictures_are_charged_by_number_size_and_quality(
    assume: Assume, options: dict[str, Any], price: float
) -> None:
    """Documented: per picture, and that size and quality matter; how much is the simulator's own."""
    simulator = assume()
    images.generate("A boat", **options)
    assert ledger(simulator) == [pytest.approx(price)]


@pytest.mark.parametrize(
    ("options", "price"),
    [
        ({"audio": False}, 8 * PRICES.video_second),
        ({"audio": True}, 8 * (PRICES.video_second + PRICES.audio_second)),
        ({"audio": False, "seconds": 3}, 3 * PRICES.video_second),
        ({"audio": False, "resolution": "4k"}, 8 * 3 * PRICES.video_second),
    ],
    ids=str,
)
def test_a_video_is_charged_by_seconds_resolution_and_sound(
    assume: Assume, options: dict[str, Any], price: float
) -> None:
    """Documented: only when the result is fetched and is COMPLETED."""
    simulator = assume()
    task = finished(**options)
    assert ledger(simulator) == []
    task.result()
    assert ledger(simulator) == [pytest.approx(price)]


# -- what is free: documented ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "call",
    [
        lambda: modelmax_nb.ask("Hello"),
        lambda: client().chat.completions.create(**CHAT),
        lambda: images.generate("A boat"),
        lambda: video.submit("A boat"),
    ],
    ids=["ask()", "the SDK", "a picture", "a video"],
)
def test_402_is_free(assume: Assume, call: Callable[[], object]) -> None:
    """Documented twice: it is decided before anything goes to a provider."""
    simulator = assume(refused_request_charged=True, failed_request_charged=True)
    simulator.account(GOOD_KEY).balance = 0.0
    with pytest.raises((ModelMaxError, openai.APIStatusError)):
        call()
    assert ledger(simulator) == []


def test_submitting_and_looking_are_free(assume: Assume) -> None:
    """Documented: any number of times, also of a finished task."""
    simulator = assume(second_result_charged=True, download_charged=True)
    task = finished()
    for _ in range(5):
        task.status()
    assert ledger(simulator) == []


@pytest.mark.parametrize("fate", ["task-fails", "task-fails-in-queue", "task-fails-at-poll"])
def test_a_video_that_fails_is_free(assume: Assume, fate: str) -> None:
    """Follows from "only COMPLETED"; its reason is read from the result, which is free then."""
    simulator = assume()
    simulator.play(fate)
    task = video.submit("A boat")
    with pytest.raises(ModelMaxError):
        task.wait()
    with pytest.raises(ModelMaxError):
        task.result()
    assert ledger(simulator) == []


def test_a_finished_video_that_nobody_fetches_is_free(assume: Assume) -> None:
    """Follows from "only when fetched": also if it is watched, listed and taken up again."""
    simulator = assume()
    task = finished()
    assert video.attach(task.id).wait().value == "COMPLETED"
    assert [each.id for each in video.tasks()] == [task.id]
    assert ledger(simulator) == []


# -- what the documents leave open: assumptions that can be turned round -------------------------------


def refuse_chat(simulator: Simulator) -> None:
    """Meet a 400."""
    simulator.play("400-bad-field")
    with pytest.raises(openai.BadRequestError):
        client().chat.completions.create(**CHAT)


def refuse_key(simulator: Simulator) -> None:
    """Meet a 401."""
    simulator.play("401")
    with pytest.raises(ModelMaxError):
        images.generate("A boat")


def fail_inside(simulator: Simulator) -> None:
    """Meet a 500."""
    simulator.play("500")
    with pytest.raises(openai.InternalServerError):
        client().chat.completions.create(**CHAT)


def fail_upstream(simulator: Simulator) -> None:
    """Meet a 502 with a video."""
    simulator.play("502-outage")
    with pytest.raises(ModelMaxError):
        video.submit("A boat")


def cut_by_network(simulator: Simulator) -> None:
    """Lose the connection in a stream."""
    simulator.play("stream-cut")
    with pytest.raises(openai.APIConnectionError):
        list(client().chat.completions.create(**CHAT, stream=True))


def cut_by_client(simulator: Simulator) -> None:
    """Leave a stream."""
    with client().chat.completions.create(**CHAT, stream=True) as stream:
        next(iter(stream))


def abandon_answer(simulator: Simulator) -> None:
    """Give up before an answer comes."""
    simulator.play("slow")
    with pytest.raises(openai.APITimeoutError):
        client().chat.completions.create(**CHAT, timeout=1.0)


def abandon_picture(simulator: Simulator) -> None:
    """Give up before a picture comes: the documents do not say when one is charged."""
    simulator.play("slow")
    with pytest.raises(openai.APITimeoutError):
        client().images.generate(model="imagen-3", prompt="A boat", timeout=1.0)


def fetch_twice(simulator: Simulator) -> None:
    """Fetch a result again, on purpose."""
    task = finished(seconds=1, audio=False)
    task.result()
    task.result(again=True)


def make_three(simulator: Simulator) -> None:
    """Fetch a result of three videos."""
    finished(seconds=1, audio=False, samples=3).result()


def load_twice(simulator: Simulator) -> None:
    """Load one file two times."""
    task = finished(seconds=1, audio=False)
    task.download("one.mp4")
    task.download("two.mp4")


ONE = PRICES.video_second
LEAST = PRICES.least
OPEN = [
    ("refused_request_charged", refuse_chat, [], [LEAST]),
    ("refused_request_charged", refuse_key, [], [LEAST]),
    ("failed_request_charged", fail_inside, [], [LEAST]),
    ("failed_request_charged", fail_upstream, [], [LEAST]),
    ("cut_stream_charged", cut_by_network, 0, 1),
    ("cut_stream_charged", cut_by_client, 0, 1),
    ("abandoned_answer_charged", abandon_answer, 0, 1),
    ("abandoned_answer_charged", abandon_picture, 0, 1),
    ("second_result_charged", fetch_twice, [ONE], [ONE, ONE]),
    ("each_sample_charged", make_three, [ONE], [3 * ONE]),
    ("download_charged", load_twice, [ONE], [ONE, PRICES.download, PRICES.download]),
]


@pytest.mark.parametrize("assumed", [False, True])
@pytest.mark.parametrize(("name", "act", "without", "with_it"), OPEN)
def test_an_open_question_can_be_decided_either_way(
    assume: Assume,
    name: str,
    act: Callable[[Simulator], None],
    without: list[float] | int,
    with_it: list[float] | int,
    *,
    assumed: bool,
) -> None:
    """Not documented: the ledger shows what was assumed, a number of charges or the charges themselves."""
    simulator = assume(**{name: assumed})
    act(simulator)
    expected = with_it if assumed else without
    charged = ledger(simulator)
    if isinstance(expected, int):
        assert len(charged) == expected
    else:
        assert charged == pytest.approx(expected)


def test_every_assumption_about_money_is_turned_round_here() -> None:
    """A new one needs a row."""
    about_money = {name for name in Assumptions.__annotations__ if name.endswith("_charged")}
    assert {name for name, *_ in OPEN} == about_money
    assert all(name in (Assumptions.__doc__ or "") for name in about_money)


# -- the scenarios of a task, and what each leads to ---------------------------------------------------

LIVES = [
    ("task-fails-in-queue", "content-refused"),
    ("task-fails", "content-refused"),
    ("status: ok, status: ok, task-fails-at-poll", "video-failed"),
    ("502-content-policy", "content-refused"),
    ("status: ok, status: ok, poll-502", None),
    ("slow-queue", "task-still-running"),
    ("completed-no-data", "video-without-file"),
    ("truncated-mp4", "download-cut"),
    ("provider-mismatch", "task-not-accepted"),
    ("result-502", "provider-outage"),
    ("content-502", "provider-outage"),
    ("content-404", "video-gone"),
    ("content: 401", "key-refused"),
]


@pytest.mark.parametrize(("script", "slug"), LIVES)
def test_each_way_a_task_can_go_has_its_diagnosis(assume: Assume, script: str, slug: str | None) -> None:
    """From the submit to the file; a look that fails is no failure, so nothing is raised there."""
    simulator = assume()
    simulator.play(script)
    try:
        task = video.submit("A boat", seconds=1)
        task.wait(deadline=60)
        task.download("boat.mp4")
        found = None
    except ModelMaxError as error:
        found = error.diagnosis.entry.slug
    assert found == slug


def test_every_scenario_of_the_queue_is_met_here() -> None:
    """A new one needs a row."""
    of_the_queue = {
        name for name, row in SCENARIOS.items() if row.endpoints <= {"submit", "status", "result", "content"}
    }
    assert of_the_queue <= {step.strip() for script, _ in LIVES for step in script.split(",")}
