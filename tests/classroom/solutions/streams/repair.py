"""Functions that keep half a stream and ask, and the usual ones that do not."""

import openai

MODEL = "gemini-3-flash-preview"


def _stream(client, prompt):
    return client.chat.completions.create(
        model=MODEL, messages=[{"role": "user", "content": prompt}], stream=True
    )


def _read(client, prompt):
    text, reason = "", None
    try:
        for chunk in _stream(client, prompt):
            for choice in chunk.choices:
                text += choice.delta.content or ""
                reason = choice.finish_reason or reason
    except (openai.APIError, ValueError):
        pass
    return text, reason is not None


def remembers_and_asks(client, prompt, may_repeat):
    text, whole = _read(client, prompt)
    if not whole and may_repeat():
        text, whole = _read(client, prompt)
    return text if whole else text + " [...]"


def in_a_loop(client, prompt, may_repeat):
    for attempt in range(2):
        text, reason = "", None
        try:
            for chunk in _stream(client, prompt):
                for choice in chunk.choices:
                    text += choice.delta.content or ""
                    reason = choice.finish_reason or reason
        except openai.APIError:
            pass
        if reason:
            return text
        if attempt or not may_repeat():
            break
    return text + " […]"


def calls_itself(client, prompt, may_repeat, first=True):
    text, reason = "", None
    try:
        for chunk in _stream(client, prompt):
            for choice in chunk.choices:
                text += choice.delta.content or ""
                if choice.finish_reason:
                    reason = choice.finish_reason
    except openai.APIConnectionError:
        pass
    if reason:
        return text
    if first and may_repeat():
        return calls_itself(client, prompt, may_repeat, first=False)
    return f"{text} [...]"


def keeps_the_longer_half(client, prompt, may_repeat):
    halves = []
    for number in range(2):
        if number and not may_repeat():
            break
        pieces, whole = [], False
        try:
            with _stream(client, prompt) as stream:
                for chunk in stream:
                    if chunk.choices:
                        pieces.append(chunk.choices[0].delta.content or "")
                        whole = whole or chunk.choices[0].finish_reason == "stop"
        except Exception:
            whole = False
        if whole:
            return "".join(pieces)
        halves.append("".join(pieces))
    return max(halves, key=len) + " […]"


def as_it_was(client, prompt, may_repeat):
    for _attempt in range(3):
        try:
            text = ""
            for chunk in _stream(client, prompt):
                for choice in chunk.choices:
                    text += choice.delta.content or ""
            return text
        except openai.APIError:
            pass
    return None


def marks_everything(client, prompt, may_repeat):
    text, whole = _read(client, prompt)
    if not whole and may_repeat():
        text, whole = _read(client, prompt)
    return text + " […]"


def repeats_and_shows_the_first(client, prompt, may_repeat):
    text, whole = _read(client, prompt)
    if not whole:
        _read(client, prompt)
    return text if whole else text + " […]"


def asks_too_late(client, prompt, may_repeat):
    text, whole = _read(client, prompt)
    if whole:
        return text
    second, whole = _read(client, prompt)
    return second if may_repeat() and whole else text + " […]"


def loses_the_half(client, prompt, may_repeat):
    for attempt in range(2):
        reason = None
        try:
            text = ""
            for chunk in _stream(client, prompt):
                for choice in chunk.choices:
                    text += choice.delta.content or ""
                    reason = choice.finish_reason or reason
        except openai.APIError:
            text = ""
        if reason:
            return text
        if attempt or not may_repeat():
            break
    return text + " […]"


def catches_statuses_only(client, prompt, may_repeat):
    for _attempt in range(2):
        text, reason = "", None
        try:
            for chunk in _stream(client, prompt):
                for choice in chunk.choices:
                    text += choice.delta.content or ""
                    reason = choice.finish_reason or reason
        except openai.APIStatusError:
            pass
        if reason or not may_repeat():
            break
    return text if reason else text + " […]"


def shows_the_mark_alone(client, prompt, may_repeat):
    text, whole = _read(client, prompt)
    if whole:
        return text
    if not may_repeat():
        return "[…]"
    text, whole = _read(client, prompt)
    return text if whole else text + " […]"


def waits_for_an_exception(client, prompt, may_repeat):
    for attempt in range(2):
        text = ""
        try:
            for chunk in _stream(client, prompt):
                for choice in chunk.choices:
                    text += choice.delta.content or ""
            return text
        except openai.APIError:
            if attempt or not may_repeat():
                break
    return text + " […]"


def takes_a_yes_for_ever(client, prompt, may_repeat):
    for _attempt in range(5):
        text, whole = _read(client, prompt)
        if whole or not may_repeat():
            break
    return text if whole else text + " […]"


def throws_the_second_away(client, prompt, may_repeat):
    text, whole = _read(client, prompt)
    if whole:
        return text
    if may_repeat():
        _read(client, prompt)
    return text + " [...]"


def runs_out_of_the_loop(client, prompt, may_repeat):
    for _attempt in range(2):
        text, whole = _read(client, prompt)
        if whole:
            return text
        if not may_repeat():
            return text + " [...]"
    return None


RIGHT = [remembers_and_asks, in_a_loop, calls_itself, keeps_the_longer_half]
WRONG = [
    ("asks", as_it_was),
    ("whole", marks_everything),
    ("asks", repeats_and_shows_the_first),
    ("asks", asks_too_late),
    ("keeps", loses_the_half),
    ("keeps", catches_statuses_only),
    ("keeps", shows_the_mark_alone),
    ("quiet-end", waits_for_an_exception),
    ("one-repeat", takes_a_yes_for_ever),
    ("keeps-second", runs_out_of_the_loop),
    ("uses-repeat", throws_the_second_away),
]
