"""Made-up answers: short, polite, different for every prompt, and marked as simulated."""

import json
import random
import re
from typing import NamedTuple

from .prompts import ChatPrompt

_CODE = {"code", "function", "python", "javascript", "program", "script"}
_LIST = {"list", "steps", "ideas", "reasons", "examples", "ways", "names"}
_GIST_WORDS = 9
_GIST_LENGTH = 60

MARK = {"en": "*Simulated answer.*", "zh": "*模拟回答。*", "ja": "*シミュレーションの回答です。*"}
"""What every answer begins with, by language."""


class Reply(NamedTuple):
    """One answer.

    Attributes:
        text: Markdown.
        finish_reason: ``stop``, or the assumed word for an answer cut at ``max_tokens``.
    """

    text: str
    finish_reason: str = "stop"


def pieces(text: str) -> list[str]:
    """Split text into the simulator's tokens, words and East Asian characters; joined, they are *text*."""
    # By hand, as compiling a pattern with ranges this wide takes longer than a whole answer.
    found: list[str] = []
    start = 0
    visible = wide = False
    for at, char in enumerate(text):
        space, next_wide = char.isspace(), "\u2e80" <= char <= "\uffef"
        if visible and (space or wide or next_wide):
            found.append(text[start:at])
            start, visible = at, False
        visible = visible or not space
        wide = next_wide
    return [*found, text[start:]] if start < len(text) else found


def _japanese_in(text: str) -> bool:
    return any("\u3040" <= char <= "\u30ff" for char in text)


def _chinese_in(text: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in text)


def make_reply(
    prompt: ChatPrompt, *, seed: int, index: int = 0, asked: int = 0, length_reason: str = "length"
) -> Reply:
    """Make up an answer; the same for the same seed and prompt.

    Args:
        prompt: What was asked.
        seed: The simulator's.
        index: Which of ``n`` answers.
        asked: Number of the request; makes a difference only above temperature 1.
        length_reason: The ``finish_reason`` when ``max_tokens`` cuts the answer.
    """
    luck = asked if (prompt.temperature or 0) > 1 else 0
    mixture = f"{seed}|{index}|{luck}|{prompt.model.id}|{prompt.prompt_words}"
    chance = random.Random(mixture)  # noqa: S311 - chooses words, guards nothing
    return _limited(_draft(prompt, chance), prompt, length_reason)


def _limited(text: str, prompt: ChatPrompt, length_reason: str) -> Reply:
    cuts = [at for stop in prompt.stop if (at := text.find(stop)) >= 0]
    text = text[: min(cuts)] if cuts else text
    tokens = pieces(text)
    if prompt.max_tokens is not None and len(tokens) > prompt.max_tokens:
        return Reply("".join(tokens[: prompt.max_tokens]), length_reason)
    return Reply(text)


def gist(text: str) -> str:
    """Shorten a prompt to its first words, safe to stand inside Markdown quotes."""
    flat = re.sub(r"[`*_<>\[\]\\|#]", "", " ".join(text.split()))
    tokens = flat if _chinese_in(flat) or _japanese_in(flat) else " ".join(flat.split()[:_GIST_WORDS])
    short = tokens[:_GIST_LENGTH].rstrip(" ,.;:?!。？！")
    return short if short == flat.rstrip(" ,.;:?!。？！") else f"{short} …"


def _draft(prompt: ChatPrompt, chance: random.Random) -> str:
    topic = gist(prompt.text)
    if "json" in prompt.text.lower():
        return json.dumps({"simulated": True, "about": topic}, ensure_ascii=False)
    if _japanese_in(prompt.text):
        return _japanese(topic, chance)
    if _chinese_in(prompt.text):
        return _chinese(topic, chance)
    parts = [f"{MARK['en']} {chance.choice(_OPENINGS).format(topic=topic or 'nothing yet')}"]
    if prompt.system:
        parts.append(f"The system message was read too: “{gist(prompt.system)}”.")
    if prompt.images:
        parts.append(f"{prompt.images} image{'s' if prompt.images > 1 else ''} came with it.")
    if prompt.turns > 2:  # noqa: PLR2004 - more than a question and its system message
        parts.append(f"The conversation has {prompt.turns} messages so far.")
    parts.append(chance.choice(_REMARKS))
    text = " ".join(parts)
    words = set(re.findall(r"\w+", prompt.text.lower()))
    if words & _CODE:
        return f"{text}\n\n```python\n{_code(topic)}\n```"
    if words & _LIST:
        return f"{text}\n\n" + "\n".join(f"- {point}" for point in _POINTS)
    return text


_OPENINGS = (
    "You asked about “{topic}”.",
    "Here is a reply to “{topic}”.",
    "“{topic}” is a good thing to ask.",
    "Your prompt was “{topic}”.",
)
_REMARKS = (
    "No model has read it, but the request, the answer and the bill have the real shape.",
    "Had you sent it for real, you would now pay for the words you sent and for those you got.",
    "A model would tell you about it; I can tell you that the call went well.",
    "By the way: the same question at temperature 0 tends to get the same answer.",
    "By the way: a call that ends in a 402 costs nothing, for no model was asked.",
    "By the way: each word counts, those you send and those you get.",
)
_POINTS = (
    "**First:** say what you want in one sentence.",
    "**Then:** give an example of a good answer.",
    "**Also:** name the form, such as a list or a table.",
)


def _code(topic: str) -> str:
    return f'def answer():\n    """Stand in for code about {topic!r}."""\n    return 42'


def _chinese(topic: str, chance: random.Random) -> str:
    remark = chance.choice(("真正的模型会在这里给出内容。", "请求已经正确到达,内容是编造的。"))
    return f"{MARK['zh']}你的问题是“{topic}”。{remark}"


def _japanese(topic: str, chance: random.Random) -> str:
    remark = chance.choice(("本物のモデルならここで答えます。", "リクエストは正しく届きました。"))
    return f"{MARK['ja']}「{topic}」についての質問ですね。{remark}"
