"""What a service's own words give away, in English, Chinese and Japanese.

A status alone does not tell an outage from a refused prompt: ModelMax sends 502 for every fault of a
provider, and 400 for every fault of a request. The words do. They are the providers' own and change
without notice, so a reading is quoted as ground and never claims to be certain.

Source: wordings of Gemini, Bedrock and OpenAI as published; the simulator's wordings are assumptions.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from modelmax_nb.wordings import (
    FIELD_WORDINGS,
    NO_NAMES,
    NOT_MEANT,
    STRANGE_FIELD_WORDINGS,
    WORDINGS,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

LONGEST_TEXT = 4000  # characters read; what stands later is a stack trace or a page
LONGEST_WORDS = 90  # characters quoted
HIDDEN = "\0"

# Source: documented (the tables of chat, image and video requests).
DOCUMENTED_FIELDS = frozenset({
    "model", "messages", "stream", "temperature", "top_p", "max_tokens", "stop", "n", "presence_penalty",
    "frequency_penalty", "user", "role", "content", "name", "type", "text", "image_url", "input_audio", "url",
    "data", "format", "prompt", "size", "quality", "response_format", "style", "parameters", "aspect_ratio",
    "resolution", "duration_seconds", "generate_audio", "sample_count", "negative_prompt", "image",
})  # fmt: skip
# Fields of OpenAI's own service that people bring along; ModelMax's documents do not name them.
FOREIGN_FIELDS = frozenset({
    "tools", "tool_choice", "seed", "logprobs", "top_logprobs", "logit_bias", "stream_options",
    "max_completion_tokens", "reasoning_effort", "functions", "function_call", "top_k", "store", "metadata",
    "parallel_tool_calls", "service_tier", "modalities", "thinking", "repetition_penalty", "min_p",
})  # fmt: skip


# The same fields as the providers spell them; their refusals come back through ModelMax.
PROVIDER_FIELDS = frozenset({
    "contents", "parts", "generationconfig", "generation_config", "maxoutputtokens", "max_output_tokens",
    "topp", "topk", "maxtokens", "stopsequences", "stop_sequences", "toolconfig", "toolspec",
    "inferenceconfig", "safety_settings", "safetysettings", "system_instruction", "systeminstruction",
    "inline_data", "mime_type", "response_mime_type", "responsemimetype", "aspectratio", "durationseconds",
    "persongeneration", "input",
})  # fmt: skip


class Reading(NamedTuple):
    """A cause read off a text, with the words that gave it away and the field they name, if any."""

    cause: str
    words: str
    field: str = ""


def read(text: str, causes: Iterable[str], *, names: Collection[str] = (), model: str = "") -> Reading | None:
    """Return the first of *causes* that *text* speaks of, or None.

    Args:
        text: What the service said.
        causes: Slugs to look for; where several fit, the first wins.
        names: Fields of the request, beside the documented ones, that a text may name.
        model: The model asked; its name is not read, whatever words it is made of.
    """
    text = text[:LONGEST_TEXT]
    bare = _without_quotations(text, model)
    for cause in causes:
        for found, field in _matches(cause, bare, names):
            return Reading(cause, _words(text, found), field)
    return None


def _matches(cause: str, bare: str, names: Collection[str]) -> Iterator[tuple[re.Match[str], str]]:
    """Yield the places where *bare* speaks of *cause*, each with the field it names."""
    for pattern in _compiled(WORDINGS.get(cause, ())):
        for found in pattern.finditer(bare):
            yield found, ""
    for pattern in _compiled(STRANGE_FIELD_WORDINGS.get(cause, ())):
        for found in pattern.finditer(bare):
            if found["field"].casefold() not in NO_NAMES:
                yield found, _as_written(found["field"], names)
    for pattern in _compiled(FIELD_WORDINGS.get(cause, ())):
        for found in pattern.finditer(bare):
            if _is_field(found["field"], names):
                yield found, _as_written(found["field"], names)


@cache
def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Compile *patterns* once; most sessions never need most of them."""
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


def _without_quotations(text: str, model: str) -> str:
    """Hide what is quoted of the prompt, what is denied and the model's name; lengths stay the same."""
    for pattern in NOT_MEANT:
        text = re.sub(pattern, lambda found: HIDDEN * len(found[0]), text, flags=re.IGNORECASE)
    return text.replace(model, HIDDEN * len(model)) if model else text


def _is_field(name: str, names: Collection[str]) -> bool:
    """Tell whether *name*, such as ``messages[0].role``, is a field of a request."""
    parts = re.findall(r"[a-z_]\w*", name.lower())
    known = {*DOCUMENTED_FIELDS, *FOREIGN_FIELDS, *PROVIDER_FIELDS, *names}
    return bool(parts) and (parts[0] in known or parts[-1] in known)


def _as_written(name: str, names: Collection[str]) -> str:
    """Return *name* as the request spells it, where a service speaks of ``ChatRequest.Temperature``."""
    last = name.rstrip(".").rpartition(".")[2].lower()
    return last if name != name.lower() and (last in DOCUMENTED_FIELDS or last in names) else name.rstrip(".")


def _words(text: str, found: re.Match[str]) -> str:
    """Return the words that were recognised, as they stand in *text*."""
    words = " ".join(text[found.start() : found.end()].split()).strip(" .,;:")
    return words if len(words) <= LONGEST_WORDS else f"{words[: LONGEST_WORDS - 1]}…"
