"""The video queue, from submit to a file that plays."""

import base64
import shutil
from typing import Any
from urllib.parse import urljoin

import httpx2
import pytest

from modelmax_nb.simulator import GOOD_KEY, Simulator


def submit(http: httpx2.Client, model: str = "veo-3", **parameters: Any) -> dict[str, Any]:
    """Submit a video; returns the answer."""
    response = http.post(f"/v1/queue/{model}", json={"prompt": "waves", "parameters": parameters})
    assert response.status_code == 202
    result: dict[str, Any] = response.json()
    return result


def finished(http: httpx2.Client, simulator: Simulator, **parameters: Any) -> dict[str, Any]:
    """Submit a video, let it be made, fetch its result."""
    video = submit(http, **parameters)
    simulator.clock.sleep(10)
    result: dict[str, Any] = http.get(video["response_url"]).json()
    return result


def boxes(video: bytes) -> list[bytes]:
    """List the top-level boxes of an MP4 file; fails if they do not fill it exactly."""
    names, at = [], 0
    while at < len(video):
        length = int.from_bytes(video[at : at + 4])
        assert length >= 8
        names.append(video[at + 4 : at + 8])
        at += length
    assert at == len(video)
    return names


def test_submit_answers_202_with_addresses_relative_to_the_host(http: httpx2.Client) -> None:
    """They begin with /v1, so that joining them to a base URL by hand would double it."""
    video = submit(http)
    path = f"/v1/queue/veo-3/requests/{video['request_id']}"
    assert video == {
        "request_id": video["request_id"],
        "status": "IN_QUEUE",
        "status_url": f"{path}/status",
        "response_url": path,
    }
    assert http.get(f"/v1{video['status_url']}").status_code == 404
    assert base64.b64decode(video["request_id"]).startswith(b"gemini:veo-3:8:720p:1:op-")


def test_a_task_moves_on_with_time_alone(http: httpx2.Client, simulator: Simulator) -> None:
    """Queue, progress, completion; polling does not push it."""
    video = submit(http)
    seen = []
    for pause in (0, 2, 2, 2, 3, 5):
        simulator.clock.sleep(pause)
        seen.append(http.get(video["status_url"]).json()["status"])
    assert seen == ["IN_QUEUE", "IN_QUEUE", "IN_PROGRESS", "IN_PROGRESS", "COMPLETED", "COMPLETED"]


def test_an_early_result_has_neither_data_nor_usage(http: httpx2.Client) -> None:
    """It only tells the state."""
    video = submit(http)
    assert http.get(video["response_url"]).json() == {
        "request_id": video["request_id"],
        "status": "IN_QUEUE",
        "model": "veo-3",
    }


def test_a_result_tells_what_was_made(http: httpx2.Client, simulator: Simulator) -> None:
    """Usage has no tokens, and each sample has an address."""
    result = finished(
        http, simulator, sample_count=2, duration_seconds=5, resolution="1080p", generate_audio=False
    )
    assert result["status"] == "COMPLETED"
    assert result["usage"] == {"video_seconds": 5, "video_resolution": "1080p", "video_has_audio": False}
    assert [entry["url"].rpartition("/")[2] for entry in result["data"]] == ["0", "1"]


def test_the_content_id_is_another_one(http: httpx2.Client, simulator: Simulator) -> None:
    """An address built from the request id leads nowhere, and the other way round."""
    result = finished(http, simulator)
    content_id = result["data"][0]["url"].split("/")[5]
    assert content_id != result["request_id"]
    built = http.get(f"/v1/queue/veo-3/requests/{result['request_id']}/content/0")
    assert (built.status_code, built.json()["error"]["message"]) == (400, "invalid request ID")
    assert http.get(f"/v1/queue/veo-3/requests/{content_id}/status").status_code == 400


@pytest.mark.parametrize("ratio", ["16:9", "9:16"])
def test_the_file_is_a_whole_mp4(http: httpx2.Client, simulator: Simulator, ratio: str) -> None:
    """Type, name and boxes are right; its index comes first, so that it plays while it loads."""
    result = finished(http, simulator, aspect_ratio=ratio)
    response = http.get(urljoin("https://sim.test/v1/", result["data"][0]["url"]))
    assert response.headers["content-type"] == "video/mp4"
    assert response.headers["content-disposition"] == 'inline; filename="video-0.mp4"'
    assert boxes(response.content)[:2] == [b"ftyp", b"moov"]
    assert b"avc1" in response.content


KNOWS_H264 = "document.createElement('video').canPlayType('video/mp4; codecs=\"avc1.42C01E\"') !== ''"
PLAY = """async (address) => {
    const video = document.createElement("video");
    video.muted = true;
    video.src = address;
    await new Promise((ready, failed) => {
        video.oncanplaythrough = ready;
        video.onerror = () => failed(new Error(video.error.message));
    });
    video.playbackRate = 8;
    await Promise.all([video.play(), new Promise((ended) => (video.onended = ended))]);
    return [video.videoWidth, video.videoHeight, video.currentTime];
}"""


def chromium() -> str | None:
    """Find a Chromium: the system's, or none for Playwright's own."""
    return shutil.which("chromium") or shutil.which("google-chrome")


@pytest.mark.parametrize(("ratio", "size"), [("16:9", [320, 180]), ("9:16", [180, 320])])
def test_a_browser_plays_it(http: httpx2.Client, simulator: Simulator, ratio: str, size: list[int]) -> None:
    """Chromium plays both files to their end, after two seconds of film."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    address = finished(http, simulator, aspect_ratio=ratio)["data"][0]["url"]
    data = base64.b64encode(http.get(address).content).decode()
    with playwright.sync_playwright() as browsers:
        try:
            browser = browsers.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        except playwright.Error:
            pytest.skip("needs Chromium: playwright install chromium")
        page = browser.new_page()
        if not page.evaluate(KNOWS_H264):
            pytest.skip("needs a Chromium with H.264, which Playwright's own lacks: install the system's")
        found = page.evaluate(PLAY, f"data:video/mp4;base64,{data}")
        browser.close()
    assert found == [*size, 2]


def test_the_file_needs_the_key(http: httpx2.Client, simulator: Simulator) -> None:
    """A bare link cannot fetch it, nor can another account."""
    address = finished(http, simulator)["data"][0]["url"]
    assert http.get(address, headers={"authorization": ""}).status_code == 401
    assert http.get(address, headers={"authorization": f"Bearer {GOOD_KEY}-eve"}).status_code == 400


@pytest.mark.parametrize("index", ["1", "-1", "x", "٣"])
def test_a_wrong_index_is_refused(http: httpx2.Client, simulator: Simulator, index: str) -> None:
    """Only indexes below the number of samples exist."""
    address = finished(http, simulator)["data"][0]["url"].removesuffix("0") + index
    assert http.get(address).json()["error"] == {"message": "invalid index", "type": "bad_request"}


@pytest.mark.parametrize("end", ["", "/status", "/content/0"])
def test_an_unknown_id_is_refused(http: httpx2.Client, end: str) -> None:
    """As documented, with a 400."""
    response = http.get(f"/v1/queue/veo-3/requests/bm9wZQ=={end}")
    assert (response.status_code, response.json()["error"]["message"]) == (400, "invalid request ID")


def test_another_model_in_the_path_is_a_provider_mismatch(http: httpx2.Client) -> None:
    """Every route needs the model the task was submitted to."""
    video = submit(http)
    response = http.get(video["response_url"].replace("veo-3", "veo-3-fast"))
    assert (response.status_code, response.json()["error"]["message"]) == (400, "provider mismatch")


@pytest.mark.parametrize(
    ("scenario", "after", "status"),
    [
        ("task-fails", 4, "IN_PROGRESS"),
        ("task-fails", 10, "FAILED"),
        ("task-fails-in-queue", 2, "IN_QUEUE"),
        ("task-fails-in-queue", 4, "FAILED"),
        ("slow-queue", 299, "IN_QUEUE"),
        ("slow-queue", 301, "IN_PROGRESS"),
        ("completed-no-data", 10, "COMPLETED"),
    ],
)
def test_the_fate_of_a_task_is_settled_at_submit(
    http: httpx2.Client, simulator: Simulator, scenario: str, after: float, status: str
) -> None:
    """The scenario decides where time leads."""
    simulator.play(scenario)
    video = submit(http)
    simulator.clock.sleep(after)
    assert http.get(video["status_url"]).json()["status"] == status


def test_completed_can_come_without_data(http: httpx2.Client, simulator: Simulator) -> None:
    """Decided at submit it stays so; asked for at the result it happens once."""
    simulator.play("completed-no-data")
    assert set(finished(http, simulator)) == {"request_id", "status", "model"}
    video = submit(http)
    simulator.clock.sleep(10)
    once = http.get(video["response_url"], headers={"x-simulate": "completed-no-data"}).json()
    assert "data" not in once
    assert "data" in http.get(video["response_url"]).json()


def test_half_a_file_claims_to_be_whole(http: httpx2.Client, simulator: Simulator) -> None:
    """The length is consistent, only the content is not: nothing but looking at it tells."""
    address = finished(http, simulator)["data"][0]["url"]
    whole = http.get(address).content
    simulator.play("truncated-mp4")
    half = http.get(address)
    assert half.status_code == 200
    assert half.content == whole[: len(whole) // 2]


def test_a_poll_can_fail_without_hurting_the_task(http: httpx2.Client, simulator: Simulator) -> None:
    """One 502, then the state as if nothing had been."""
    video = submit(http)
    simulator.play("poll-502, provider-mismatch")
    assert [http.get(video["status_url"]).status_code for _ in range(2)] == [502, 200]
    assert [http.get(video["response_url"]).status_code for _ in range(2)] == [400, 200]


def test_old_tasks_give_way_to_new_ones(http: httpx2.Client, simulator: Simulator) -> None:
    """A long-running simulator does not grow without end."""
    first = submit(http)
    for _ in range(250):
        submit(http)
    assert len(simulator.state.tasks) == 500
    assert http.get(first["status_url"]).status_code == 400
