"""A video task as plain data: what is sent to the queue."""

from __future__ import annotations

from typing import Any, Final, NamedTuple
from urllib.parse import quote

# Source: documented (parameter table of the queue).
ASPECT_RATIOS: Final = ("16:9", "9:16")
RESOLUTIONS: Final = ("720p", "1080p", "4k")
MOST_SECONDS: Final = 8
MOST_SAMPLES: Final = 4


class VideoRequest(NamedTuple):
    """One call of ``POST /v1/queue/{model}``.

    Attributes:
        model: Model ID, such as ``veo-3``.
        prompt: What is to be seen.
        aspect_ratio: ``16:9`` or ``9:16``.
        resolution: ``720p``, ``1080p`` or ``4k``.
        seconds: Length of the video, 1 to 8.
        audio: Whether sound is made; always sent, because the service's default costs more.
        samples: How many videos, 1 to 4.
        negative_prompt: What is not to be seen.
        image: A first picture in base64.

    Source: documented (names, defaults and ranges); inferred (the least length of 1 second).
    """

    model: str
    prompt: str
    aspect_ratio: str = "16:9"
    resolution: str = "720p"
    seconds: int = MOST_SECONDS
    audio: bool = True
    samples: int = 1
    negative_prompt: str | None = None
    image: str | None = None

    def __repr__(self) -> str:
        """Name the model and leave the prompt out: a repr may end up in a traceback or a log."""
        return f"<VideoRequest to {self.model}, {self.seconds} s, {self.resolution}>"

    @property
    def path(self) -> str:
        """Where it is sent, from the root of the service."""
        return f"/v1/queue/{quote(self.model, safe='')}"

    @property
    def parameters(self) -> dict[str, Any]:
        """What is sent as ``parameters``, in the documented order."""
        fields: dict[str, Any] = {
            "aspect_ratio": self.aspect_ratio,
            "resolution": self.resolution,
            "duration_seconds": self.seconds,
            "generate_audio": self.audio,
            "sample_count": self.samples,
            "negative_prompt": self.negative_prompt,
            "image": self.image,
        }
        return {name: value for name, value in fields.items() if value is not None}

    @property
    def body(self) -> dict[str, Any]:
        """The JSON object to send."""
        return {"prompt": self.prompt, "parameters": self.parameters}
