"""Functions that ask for a stream first and for one piece then, and the usual ones that do not."""

import openai

MODEL = "gemini-3-flash-preview"


def _create(client, prompt, **options):
    return client.chat.completions.create(
        model=MODEL, messages=[{"role": "user", "content": prompt}], **options
    )


def _whole(client, prompt):
    return _create(client, prompt).choices[0].message.content


def _read(client, prompt):
    text, reason = "", None
    for chunk in _create(client, prompt, stream=True):
        for choice in chunk.choices:
            text += choice.delta.content or ""
            reason = choice.finish_reason or reason
    return text, reason is not None


def _read_what_comes(client, prompt):
    text, reason = "", None
    try:
        for chunk in _create(client, prompt, stream=True):
            for choice in chunk.choices:
                text += choice.delta.content or ""
                reason = choice.finish_reason or reason
    except openai.APIStatusError:
        raise
    except (openai.APIError, ValueError):
        pass
    return text, reason is not None


def stream_then_whole(client, prompt):
    text, whole = _read_what_comes(client, prompt)
    return text if whole else _whole(client, prompt)


def lets_only_broken_streams_pass(client, prompt):
    text, done = "", False
    try:
        for chunk in _create(client, prompt, stream=True):
            for choice in chunk.choices:
                text += choice.delta.content or ""
                done = done or choice.finish_reason == "stop"
    except (openai.APIConnectionError, ValueError):
        done = False
    return text if done else _whole(client, prompt)


def keeps_the_chunks(client, prompt):
    stream = _create(client, prompt, stream=True)
    try:
        choices = [choice for chunk in list(stream) for choice in chunk.choices]
    except Exception:
        choices = []
    if any(choice.finish_reason for choice in choices):
        return "".join(choice.delta.content or "" for choice in choices)
    return _whole(client, prompt)


def always_twice(client, prompt):
    _read_what_comes(client, prompt)
    return _whole(client, prompt)


def prints_the_first(client, prompt):
    text, whole = _read_what_comes(client, prompt)
    if not whole:
        return _whole(client, prompt)
    print(text)
    return None


def trusts_the_connection(client, prompt):
    text, whole = _read(client, prompt)
    return text if whole else _whole(client, prompt)


def forgets_to_return_the_second(client, prompt):
    try:
        text, whole = _read(client, prompt)
    except openai.APIStatusError:
        raise
    except openai.APIError:
        _whole(client, prompt)
        return ""
    return text if whole else _whole(client, prompt)


def trusts_the_silence(client, prompt):
    try:
        return _read(client, prompt)[0]
    except openai.APIStatusError:
        raise
    except openai.APIError:
        return _whole(client, prompt)


def streams_again(client, prompt):
    text, whole = _read_what_comes(client, prompt)
    if not whole:
        text, whole = _read_what_comes(client, prompt)
    return text


def asks_an_empty_account_again(client, prompt):
    try:
        text, whole = _read(client, prompt)
    except openai.APIError:
        whole = False
    return text if whole else _whole(client, prompt)


def never_streams(client, prompt):
    return _whole(client, prompt)


RIGHT = [stream_then_whole, lets_only_broken_streams_pass, keeps_the_chunks]
WRONG = [
    ("one-call", never_streams),
    ("one-call", always_twice),
    ("text", prints_the_first),
    ("cut", trusts_the_connection),
    ("cut", forgets_to_return_the_second),
    ("quiet-end", trusts_the_silence),
    ("in-one-piece", streams_again),
    ("passes-on", asks_an_empty_account_again),
]
