"""A chat request as plain data: what is sent, shown, captured for a retry and turned into code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

Message = dict[str, Any]
MOST_PICTURES: Final = 3  # in one message. Source: documented
LONGEST_URL: Final = 200  # characters of a ``data:`` URL that are worth showing


class ChatRequest(NamedTuple):
    """One call of ``POST /v1/chat/completions``.

    Attributes:
        model: Model ID.
        messages: Each ``{"role": "system" | "user" | "assistant", "content": str or parts}``.
        temperature: 0 to 2; None leaves it out, as for the next ones.
        top_p: 0 to 1.
        max_tokens: Upper limit of the answer's length in tokens.
        stop: Up to 4 strings at which the answer ends.
        stream: Whether the answer is sent in chunks.

    Source: documented (request table of chat completions).
    """

    model: str
    messages: tuple[Message, ...]
    temperature: float | None = None
    top_p: float | None = None
    max_tokens: int | None = None
    stop: tuple[str, ...] = ()
    stream: bool = False

    def __repr__(self) -> str:
        """Name the model and leave the prompt out: a repr may end up in a traceback or a log."""
        return f"<ChatRequest to {self.model}, {len(self.messages)} messages>"

    @property
    def parameters(self) -> dict[str, Any]:
        """The optional fields that are set, in the documented order."""
        fields: dict[str, Any] = {
            "stream": self.stream or None,
            "temperature": self.temperature,
            "top_p": self.top_p,
            "max_tokens": self.max_tokens,
            "stop": list(self.stop) or None,
        }
        return {name: value for name, value in fields.items() if value is not None}

    @property
    def body(self) -> dict[str, Any]:
        """The JSON object to send."""
        return {"model": self.model, "messages": list(self.messages), **self.parameters}


def messages_from(
    prompt: str | list[Message] | tuple[Message, ...],
    system: str | None = None,
    pictures: Sequence[str] = (),
) -> tuple[Message, ...]:
    """Return *prompt*, a text or ready messages, as messages.

    Args:
        prompt: A text, or messages.
        system: Instructions put in front.
        pictures: URLs that go along with a text, also ``data:`` URLs. Source: documented.
    """
    said = (_user_message(prompt, pictures),) if isinstance(prompt, str) else tuple(prompt)
    return ({"role": "system", "content": system}, *said) if system else said


def _user_message(text: str, pictures: Sequence[str]) -> Message:
    if not pictures:
        return {"role": "user", "content": text}
    parts = [{"type": "image_url", "image_url": {"url": url}} for url in pictures]
    return {"role": "user", "content": [{"type": "text", "text": text}, *parts]}


def without_pictures(body: Any) -> Any:  # noqa: ANN401 - any JSON
    """Return the JSON *body* to be shown: a picture inside it becomes its kind and size."""
    if isinstance(body, dict):
        return {name: without_pictures(value) for name, value in body.items()}
    if isinstance(body, (list, tuple)):
        return [without_pictures(item) for item in body]
    if isinstance(body, str) and body.startswith("data:") and len(body) > LONGEST_URL:
        head, _, data = body.partition(",")
        return f"{head},… ({len(data):,} characters)"
    return body
