"""The body of a chat request, checked against the documented table."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from .fields import Fields, check_own_limit, model_of_kind
from .models import SimModel
from .responses import bad_request

_ROLES = ("system", "user", "assistant")
_MOST_IMAGES = 3
_MOST_STOPS = 4
_MOST_CHOICES = 8


class ChatPrompt(NamedTuple):
    """What a valid chat request asks for.

    Attributes:
        model: A chat model.
        system: All system messages, joined.
        text: The text of the last user message.
        images: How many pictures that message holds.
        turns: How many messages there are.
        prompt_words: All text of all messages, for counting tokens.
        stream: Whether the answer comes as Server-Sent Events.
        temperature: 0 to 2; None when absent.
        max_tokens: None when absent.
        stop: Up to four strings that end the answer.
        n: How many answers.
    """

    model: SimModel
    system: str
    text: str
    images: int
    turns: int
    prompt_words: str
    stream: bool
    temperature: float | None
    max_tokens: int | None
    stop: tuple[str, ...]
    n: int


def read_chat_prompt(body: Mapping[str, Any], models: Mapping[str, SimModel]) -> ChatPrompt:
    """Check the body of ``POST /v1/chat/completions``.

    Raises:
        ApiFault: 400, for the first field that is missing or out of range.
    Source: documented (fields, types, ranges, three images a message); the order of the checks is an
        assumption.
    """
    fields = Fields(body)
    model = model_of_kind(models, fields.required_text("model"), "chat")
    messages = fields.raw("messages", required=True)
    if not isinstance(messages, list) or not messages:
        raise bad_request("messages must be an array with at least one message")
    texts = [_read_message(message, f"messages[{index}].") for index, message in enumerate(messages)]
    for name in ("presence_penalty", "frequency_penalty"):
        fields.number(name, -2, 2)
    fields.number("top_p", 0, 1)
    fields.text("user")
    n = fields.count("n", 1)
    check_own_limit("n", n, _MOST_CHOICES)
    last = max((i for i, (role, _, _) in enumerate(texts) if role == "user"), default=len(texts) - 1)
    return ChatPrompt(
        model=model,
        system="\n".join(text for role, text, _ in texts if role == "system"),
        text=texts[last][1],
        images=texts[last][2],
        turns=len(texts),
        prompt_words="\n".join(text for _, text, _ in texts),
        stream=fields.flag("stream", default=False),
        temperature=fields.number("temperature", 0, 2),
        max_tokens=fields.whole("max_tokens"),
        stop=_read_stop(fields.raw("stop")),
        n=n,
    )


def _read_stop(value: object) -> tuple[str, ...]:
    stops = [value] if isinstance(value, str) else value
    if stops is None:
        return ()
    if not isinstance(stops, list) or not all(isinstance(stop, str) for stop in stops):
        raise bad_request("stop must be a string or an array of strings")
    if len(stops) > _MOST_STOPS:
        raise bad_request("stop can have at most 4 strings")
    return tuple(stop for stop in stops if stop)


def _read_message(message: object, where: str) -> tuple[str, str, int]:
    """Check one message.

    Returns:
        Its role, its text, and how many images it holds.
    """
    if not isinstance(message, dict):
        raise bad_request(f"{where.rstrip('.')} must be an object")
    fields = Fields(message, where)
    fields.required_text("role")
    role = fields.choice("role", _ROLES, "user")
    fields.text("name")
    content = fields.raw("content", required=True)
    if isinstance(content, str):
        return role, content, 0
    if not isinstance(content, list):
        raise bad_request(f"{where}content must be a string or an array of parts")
    parts = [_read_part(part, f"{where}content[{index}].") for index, part in enumerate(content)]
    images = sum(kind == "image_url" for kind, _ in parts)
    if images > _MOST_IMAGES:
        raise bad_request(f"{where}content can have at most 3 images, this one has {images}")
    return role, "\n".join(text for kind, text in parts if kind == "text"), images


def _read_part(part: object, where: str) -> tuple[str, str]:
    """Check one part of a message; returns its type and its text."""
    if not isinstance(part, dict):
        raise bad_request(f"{where.rstrip('.')} must be an object")
    fields = Fields(part, where)
    kind = fields.required_text("type")
    if kind == "text":
        return kind, fields.text("text") or ""
    if kind == "image_url":
        _inner(fields, "image_url", where).required_text("url")
    elif kind == "input_audio":
        audio = _inner(fields, "input_audio", where)
        audio.required_text("data")
        audio.required_text("format")
    else:
        raise bad_request(f"{where}type must be one of: text, image_url, input_audio")
    return kind, ""


def _inner(fields: Fields, name: str, where: str) -> Fields:
    value = fields.raw(name, required=True)
    if not isinstance(value, dict):
        raise bad_request(f"{where}{name} must be an object")
    return Fields(value, f"{where}{name}.")
