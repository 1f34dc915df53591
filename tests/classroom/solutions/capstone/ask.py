"""Functions for all weathers, and those that one failure or another gets the better of."""

import random
import time

import openai

MODEL = "gemini-3-flash-preview"


def _choice(client, prompt, **options):
    messages = [{"role": "user", "content": prompt}]
    return client.chat.completions.create(model=MODEL, messages=messages, **options).choices[0]


def _text(client, prompt):
    choice = _choice(client, prompt, timeout=30)
    return choice.message.content + ("" if choice.finish_reason == "stop" else " [...]")


def _floor(error):
    return float(error.response.headers.get("retry-after", 0))


def _hopeless(error):
    return error.status_code < 500 or "content policy" in error.message


def as_taught(client, prompt):
    for attempt in range(4):
        try:
            return _text(client, prompt)
        except openai.APIStatusError as error:
            if _hopeless(error) or attempt == 3:
                raise
            time.sleep(_floor(error) + random.uniform(0.1, 1) * 2**attempt)
    return None


def catches_by_class(client, prompt):
    patient = client.with_options(timeout=60)
    tries = 0
    while True:
        tries += 1
        try:
            choice = _choice(patient, prompt)
            if choice.finish_reason == "length":
                return f"{choice.message.content} […]"
            return choice.message.content
        except openai.InternalServerError as error:
            if tries == 5 or "policy" in str(error.body):
                raise
            time.sleep(max(_floor(error), random.uniform(0.2, 2) * tries))


def _with(*, hopeless=_hopeless, tries=4, wait=None, text=_text):
    """Make a function like the one that is taught, with one thing changed."""

    def ask(client, prompt):
        for attempt in range(tries):
            try:
                return text(client, prompt)
            except openai.APIStatusError as error:
                if hopeless(error) or attempt == tries - 1:
                    raise
                pause = _floor(error) + random.uniform(0.1, 1) * 2**attempt
                time.sleep(pause if wait is None else wait(error, attempt))
        return None

    return ask


def returns_the_whole_answer(client, prompt):
    answer = as_taught(client, prompt)
    return [answer]


def ends_in_silence(client, prompt):
    try:
        return as_taught(client, prompt)
    except openai.InternalServerError as error:
        if _hopeless(error):
            raise
        return None


def waits_at_the_end(client, prompt):
    try:
        return as_taught(client, prompt)
    except openai.InternalServerError as error:
        if not _hopeless(error):
            time.sleep(8)
        raise


def repeats_a_broken_line(client, prompt):
    for _ in range(3):
        try:
            return as_taught(client, prompt)
        except openai.APITimeoutError:
            raise
        except openai.APIConnectionError as error:
            lost = error
            time.sleep(random.uniform(0.1, 1))
    raise lost


def hides_a_broken_line(client, prompt):
    try:
        return as_taught(client, prompt)
    except openai.APIConnectionError:
        return None


def repeats_silence(client, prompt):
    for _ in range(2):
        try:
            return as_taught(client, prompt)
        except openai.APITimeoutError as error:
            lost = error
    raise lost


def _as_long_as_it_takes(client, prompt):
    choice = _choice(client, prompt)
    return choice.message.content + ("" if choice.finish_reason == "stop" else " [...]")


def _whatever_came(client, prompt):
    return _choice(client, prompt, timeout=30).message.content


def _nothing_of_a_half(client, prompt):
    choice = _choice(client, prompt, timeout=30)
    if choice.finish_reason != "stop":
        raise ValueError(choice.finish_reason)
    return choice.message.content


def _every_answer_marked(client, prompt):
    return f"{_whatever_came(client, prompt)} [...]"


def _but(status):
    return lambda error: _hopeless(error) and error.status_code != status


RIGHT = [as_taught, catches_by_class]
WRONG = [
    ("works", returns_the_whole_answer),
    ("works", _with(hopeless=lambda error: _hopeless(error) or error.status_code == 500)),
    ("once", _with(hopeless=_but(401))),
    ("once", _with(hopeless=_but(402))),
    ("once", _with(hopeless=_but(400))),
    ("words", _with(hopeless=lambda error: error.status_code < 500)),
    ("once-when-lost", repeats_a_broken_line),
    ("once-when-lost", hides_a_broken_line),
    ("works", _every_answer_marked),
    ("patience", _with(text=_as_long_as_it_takes)),
    ("patience", repeats_silence),
    ("half", _with(text=_whatever_came)),
    ("half", _with(text=_nothing_of_a_half)),
    ("gives-up", ends_in_silence),
    ("gives-up", _with(tries=9)),
    ("gives-up", waits_at_the_end),
    ("spread", _with(wait=lambda error, _attempt: _floor(error) + random.uniform(0, 0.001))),
    ("spread", _with(wait=lambda error, attempt: _floor(error) + 2**attempt)),
    ("waits-as-asked", _with(wait=lambda _error, attempt: random.uniform(0.1, 1) * 2**attempt)),
]
