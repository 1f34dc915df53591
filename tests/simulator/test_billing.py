"""What costs money, when, and what does not: every row of the billing table."""

from collections.abc import Callable
from typing import Any

import httpx2
import openai
import pytest

from modelmax_nb.simulator import GOOD_KEY, SCENARIOS, Simulator, VirtualClock
from modelmax_nb.simulator.assumptions import Assumptions
from tests.simulator.calls import chat_body

CHAT = "/v1/chat/completions"
START = 5.0


def balance(simulator: Simulator) -> float:
    """What is left on the good key."""
    return simulator.account(GOOD_KEY).balance


def client_of(simulator: Simulator) -> httpx2.Client:
    """A plain client with the good key."""
    headers = {"authorization": f"Bearer {GOOD_KEY}"}
    return httpx2.Client(transport=simulator.transport(), base_url="https://sim.test", headers=headers)


def assuming(**assumptions: bool) -> Simulator:
    """A simulator that decides an open question the other way."""
    return Simulator(clock=VirtualClock(), assumptions=Assumptions(**assumptions))


def make_video(http: httpx2.Client, simulator: Simulator, **parameters: Any) -> dict[str, Any]:
    """Submit a video and let enough time pass for it."""
    made: dict[str, Any] = http.post("/v1/queue/veo-3", json={"prompt": "x", "parameters": parameters}).json()
    simulator.clock.sleep(10)
    return made


def test_a_whole_answer_is_charged_after_it_exists(http: httpx2.Client, simulator: Simulator) -> None:
    """The ledger holds one entry, with the number of the request and the balance after it."""
    usage = http.post(CHAT, json=chat_body()).json()["usage"]
    cost = round(usage["prompt_tokens"] * 1e-6 + usage["completion_tokens"] * 4e-6, 6)
    (entry,) = simulator.account(GOOD_KEY).ledger
    assert entry["amount"] == simulator.requests()[0]["charge"] == cost
    assert (entry["n"], entry["reason"]) == (1, "chat deepseek-v3.2")
    assert entry["balance"] == pytest.approx(START - cost)


def test_a_stream_is_charged_at_its_last_chunk(http: httpx2.Client, simulator: Simulator) -> None:
    """Before the usage chunk goes out nothing has been paid, with it everything."""
    with http.stream("POST", CHAT, json=chat_body(stream=True)) as response:
        for chunk in response.iter_raw():
            paid = balance(simulator) < START
            assert paid is (b'"usage"' in chunk or b"[DONE]" in chunk)
    assert len(simulator.account(GOOD_KEY).ledger) == 1


def test_a_client_that_leaves_a_stream_pays_nothing(http: httpx2.Client, simulator: Simulator) -> None:
    """Breaking off before the usage chunk is free, which is an assumption."""
    with http.stream("POST", CHAT, json=chat_body(stream=True)) as response:
        next(response.iter_raw())
    assert balance(simulator) == START
    assert simulator.requests()[0]["outcome"] == "client-left"


def test_a_cut_stream_costs_what_was_sent_if_so_assumed() -> None:
    """The open question can be decided the other way, for both ways a stream can end early."""
    with assuming(cut_stream_charged=True) as simulator, client_of(simulator) as http:
        http.post(CHAT, json=chat_body(stream=True))
        full = START - balance(simulator)
        with http.stream("POST", CHAT, json=chat_body(stream=True)) as response:
            next(response.iter_raw())
        simulator.play("stream-cut")
        with pytest.raises(httpx2.RemoteProtocolError):
            http.post(CHAT, json=chat_body(stream=True))
        charges = [float(str(entry["charge"])) for entry in simulator.requests()]
        assert charges[0] == pytest.approx(full)
        assert all(0 < charge < full for charge in charges[1:])


@pytest.mark.parametrize(("assumed", "free"), [(False, True), (True, False)])
def test_an_answer_nobody_waited_for(*, assumed: bool, free: bool) -> None:
    """Whether a client that gave up pays is open; the default is no."""
    with assuming(abandoned_answer_charged=assumed) as simulator, client_of(simulator) as http:
        simulator.play("slow")
        with pytest.raises(httpx2.ReadTimeout):
            http.post(CHAT, json=chat_body(), timeout=1.0)
        assert (balance(simulator) == START) is free


FREE = [name for name, row in SCENARIOS.items() if "chat" in row.endpoints]
CHARGED = {"ok", "slow", "finish-length", "finish-content-filter", "empty-answer", "hostile-answer"}


@pytest.mark.parametrize("scenario", FREE)
def test_refused_and_failed_chat_requests_are_free(
    simulator: Simulator, sdk: Callable[..., openai.OpenAI], scenario: str
) -> None:
    """Only an answer that exists costs; 402 is documented as free, the others are assumptions."""
    simulator.play(scenario)
    client = sdk(simulator, max_retries=0)
    try:
        client.chat.completions.create(**chat_body())
    except (openai.OpenAIError, ValueError):
        assert scenario not in CHARGED
    assert (balance(simulator) < START) is (scenario in CHARGED)


@pytest.mark.parametrize(("quality", "price"), [("standard", 0.08), ("hd", 0.16)])
def test_pictures_are_charged_by_the_piece(
    http: httpx2.Client, simulator: Simulator, quality: str, price: float
) -> None:
    """Two pictures cost twice the price of their quality, while usage counts no tokens."""
    order = {"model": "imagen-3", "prompt": "x", "n": 2, "quality": quality}
    usage = http.post("/v1/images/generations", json=order).json()["usage"]
    assert set(usage.values()) == {0}
    assert START - balance(simulator) == pytest.approx(price)


def test_an_image_answer_without_pictures_is_free(http: httpx2.Client, simulator: Simulator) -> None:
    """Nothing was made, nothing is charged."""
    simulator.play("image-empty-data")
    http.post("/v1/images/generations", json={"model": "imagen-3", "prompt": "x"})
    assert balance(simulator) == START


def test_submitting_and_polling_a_video_are_free(http: httpx2.Client, simulator: Simulator) -> None:
    """However often the status is asked for, also of a finished task."""
    video = make_video(http, simulator)
    for _ in range(3):
        assert http.get(video["status_url"]).json()["status"] == "COMPLETED"
    assert balance(simulator) == START


def test_a_result_that_is_not_ready_is_free(http: httpx2.Client, simulator: Simulator) -> None:
    """The result call costs only when the task is COMPLETED."""
    video = http.post("/v1/queue/veo-3", json={"prompt": "x"}).json()
    assert http.get(video["response_url"]).json()["status"] == "IN_QUEUE"
    assert balance(simulator) == START


@pytest.mark.parametrize(
    ("parameters", "price"),
    [
        ({}, 8 * 0.15),
        ({"generate_audio": False}, 8 * 0.10),
        ({"duration_seconds": 4}, 4 * 0.15),
        ({"resolution": "4k", "generate_audio": False}, 8 * 0.30),
        ({"sample_count": 3, "duration_seconds": 1}, 3 * 0.15),
    ],
    ids=str,
)
def test_a_finished_result_is_charged_once(
    http: httpx2.Client, simulator: Simulator, parameters: dict[str, Any], price: float
) -> None:
    """By seconds, resolution, sound and samples; a second fetch is free, which is an assumption."""
    video = make_video(http, simulator, **parameters)
    for _ in range(2):
        assert http.get(video["response_url"]).json()["status"] == "COMPLETED"
    assert START - balance(simulator) == pytest.approx(price)
    assert [entry["reason"] for entry in simulator.account(GOOD_KEY).ledger] == ["video veo-3"]


def test_a_second_fetch_costs_again_if_so_assumed() -> None:
    """The open question can be decided the other way."""
    with assuming(second_result_charged=True) as simulator, client_of(simulator) as http:
        video = make_video(http, simulator)
        for _ in range(2):
            http.get(video["response_url"])
        assert len(simulator.account(GOOD_KEY).ledger) == 2


@pytest.mark.parametrize("fate", ["task-fails", "task-fails-in-queue"])
def test_a_failed_video_is_free(http: httpx2.Client, simulator: Simulator, fate: str) -> None:
    """Its result says why, as a plain string, and costs nothing."""
    simulator.play(fate)
    video = make_video(http, simulator)
    assert http.get(video["response_url"]).json()["error"] == "content policy violation"
    assert balance(simulator) == START


def test_downloading_is_free(http: httpx2.Client, simulator: Simulator) -> None:
    """Only the result call has cost money, not the file."""
    video = make_video(http, simulator)
    address = http.get(video["response_url"]).json()["data"][0]["url"]
    after_result = balance(simulator)
    for _ in range(2):
        assert http.get(address).status_code == 200
    assert balance(simulator) == after_result


def test_a_low_balance_does_not_stop_polls_and_results(http: httpx2.Client, simulator: Simulator) -> None:
    """No table of a GET lists 402, so none is sent; the assumption can be turned round."""
    video = make_video(http, simulator)
    simulator.account(GOOD_KEY).balance = -1.0
    assert http.get(video["response_url"]).status_code == 200
    assert http.get("/v1/config").json() == {"balance": pytest.approx(-2.2)}
    assert http.post(CHAT, json=chat_body()).status_code == 402
    with assuming(balance_checked_on_get=True) as strict, client_of(strict) as other:
        strict.account(GOOD_KEY).balance = 0.0
        assert other.get("/v1/models").status_code == 402


def test_students_have_accounts_of_their_own(simulator: Simulator) -> None:
    """A suffix makes another account; one student's bill is not the other's."""
    for name in ("alice", "bob"):
        headers = {"authorization": f"Bearer {GOOD_KEY}-{name}"}
        with httpx2.Client(
            transport=simulator.transport(), base_url="https://sim.test", headers=headers
        ) as http:
            http.post(CHAT, json=chat_body(messages=[{"role": "user", "content": name * 50}]))
            assert len(simulator.account(f"{GOOD_KEY}-{name}").ledger) == 1
    assert balance(simulator) == START


def test_a_key_without_an_account_has_no_balance(simulator: Simulator) -> None:
    """Looking at it is an error that does not repeat the key."""
    with pytest.raises(KeyError) as caught:
        simulator.account("sk-somebody-elses")
    assert "somebody" not in str(caught.value)
