"""A request for pictures as plain data."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

# Source: documented (request table of image generations).
QUALITIES: Final = ("standard", "hd")
STYLES: Final = ("natural", "vivid")
PATH: Final = "/images/generations"  # below the base URL


class ImageRequest(NamedTuple):
    """One call of ``POST /v1/images/generations``.

    Attributes:
        model: Model ID, such as ``imagen-3``.
        prompt: What is to be seen.
        n: How many pictures; None leaves it out, as for the next ones. No upper bound is documented.
        size: Such as ``1024x1024``; which sizes there are is not documented.
        quality: ``standard`` or ``hd``.
        style: ``natural`` or ``vivid``.

    Source: documented.
    """

    model: str
    prompt: str
    n: int | None = None
    size: str | None = None
    quality: str | None = None
    style: str | None = None

    def __repr__(self) -> str:
        """Name the model and leave the prompt out: a repr may end up in a traceback or a log."""
        return f"<ImageRequest to {self.model}>"

    @property
    def parameters(self) -> dict[str, Any]:
        """The optional fields that are set, in the documented order.

        The picture itself is asked for (``b64_json``), because how long an address lives is not documented.
        """
        fields = {
            "n": self.n,
            "size": self.size,
            "quality": self.quality,
            "response_format": "b64_json",
            "style": self.style,
        }
        return {name: value for name, value in fields.items() if value is not None}

    @property
    def body(self) -> dict[str, Any]:
        """The JSON object to send."""
        return {"model": self.model, "prompt": self.prompt, **self.parameters}
