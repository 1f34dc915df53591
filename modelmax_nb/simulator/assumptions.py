"""What ModelMax's documentation leaves open, decided here so that a lesson can decide otherwise."""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Assumptions:
    """Undocumented behaviour. Every field is a guess and may differ from the real service.

    Attributes:
        refused_request_charged: A 400 or 401 costs the smallest charge of a call (the billing page calls
            "rejected requests" free, though only where it speaks of the balance).
        failed_request_charged: So does a 500 or 502 before any output; no billing event fits it.
        abandoned_answer_charged: A whole (not streamed) answer, pictures too, costs money although the client
            left before it came; when a picture is charged is not stated.
        cut_stream_charged: A stream that ended early, by whoever, costs what was sent so far.
        second_result_charged: Fetching the result of a COMPLETED video again costs again.
        each_sample_charged: A video with ``sample_count`` 3 costs three times the price of one.
        download_charged: Loading the file of a video costs money each time; the documents do not mention it.
        balance_checked_on_get: GET calls answer 402 too (the billing page says "each request", no table of a
            GET lists it).
        models_need_key: ``GET /v1/models`` answers 401 without a key.
        chunk_object: The ``object`` of a stream chunk.
        usage_chunk_has_choice: The last chunk carries a choice with an empty delta beside ``usage``.
        done_marker: A stream ends with ``data: [DONE]``.
        length_reason: The ``finish_reason`` of an answer cut at ``max_tokens`` (only ``stop`` is documented).
    """

    refused_request_charged: bool = False
    failed_request_charged: bool = False
    abandoned_answer_charged: bool = False
    cut_stream_charged: bool = False
    second_result_charged: bool = False
    each_sample_charged: bool = True
    download_charged: bool = False
    balance_checked_on_get: bool = False
    models_need_key: bool = True
    chunk_object: str = "chat.completion.chunk"
    usage_chunk_has_choice: bool = False
    done_marker: bool = True
    length_reason: str = "length"


@dataclass(frozen=True, kw_only=True)
class Prices:
    """The simulator's own invention, in simulated USD: no price of ModelMax is known.

    Attributes:
        prompt_token: Per token of the prompt.
        completion_token: Per token of the answer.
        least: The smallest charge of one chat call.
        image: Per picture of standard quality with 1024 by 1024 pixels, more and less with their number.
        image_hd: The same of quality ``hd``.
        video_second: Per second of video, 720p, without sound.
        audio_second: Per second more, with sound.
        download: Per loaded file, where that is assumed to cost anything.
        resolution_factor: What a resolution multiplies the price of a video with.
    """

    prompt_token: float = 0.000001
    completion_token: float = 0.000004
    least: float = 0.00001
    image: float = 0.04
    image_hd: float = 0.08
    video_second: float = 0.10
    audio_second: float = 0.05
    download: float = 0.01
    resolution_factor: dict[str, float] = field(
        default_factory=lambda: {"720p": 1.0, "1080p": 1.5, "4k": 3.0}
    )


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How long things take, in simulated seconds; none of it is documented.

    Attributes:
        latency: From the request to the head of the answer.
        slow: The same in the scenario ``slow``.
        slow_chunk: Between two chunks of a stream, in the same scenario.
        in_queue: How long a video task waits.
        in_progress: How long it is worked on.
        slow_queue: How long it waits in the scenario ``slow-queue``.
    """

    latency: float = 0.05
    slow: float = 5.0
    slow_chunk: float = 0.4
    in_queue: float = 3.0
    in_progress: float = 6.0
    slow_queue: float = 300.0

    @property
    def chunk(self) -> float:
        """Seconds between two chunks of a stream."""
        return self.latency * 0.4
