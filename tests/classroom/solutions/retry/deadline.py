"""As often as the time allows, and the usual ways to miss the deadline or to waste the time."""

import random
import time
from itertools import count

from openai import APIStatusError

MODEL = "deepseek-v3.2"


def _ask(client, messages, model=MODEL):
    return client.chat.completions.create(model=model, messages=messages)


def _floor(error):
    return float(error.response.headers.get("retry-after", 0))


def _hopeless(error):
    return error.status_code not in (500, 502)


def within(client, messages, seconds, model=MODEL):
    start = time.monotonic()
    for attempt in count():
        try:
            return _ask(client, messages, model)
        except APIStatusError as error:
            wait = _floor(error) + random.uniform(0, 2**attempt)
            if _hopeless(error) or time.monotonic() - start + wait > seconds:
                raise
            time.sleep(wait)
    return None


def with_an_end(client, messages, seconds):
    end, limit = time.time() + seconds, 1.0
    while True:
        try:
            return _ask(client, messages)
        except APIStatusError as error:
            wait = max(_floor(error), random.random() * limit)
            if _hopeless(error) or time.time() + wait > end:
                raise
            time.sleep(wait)
            limit *= 2


def the_model_of_the_copy(client, messages, seconds):
    return within(client, messages, seconds, "gemini-3-flash-preview")


def asks_once(client, messages, seconds):
    return _ask(client, messages)


def waits_out_a_ninth(client, messages, seconds):
    """Repeat once if there is time, then give up unless there is plenty."""
    for attempt in range(2 if seconds < 20 else 9):
        try:
            return _ask(client, messages)
        except APIStatusError as error:
            last = error
            if _hopeless(error) or _floor(error) + 1 > seconds:
                raise
            if attempt < 1 or seconds > 20:
                time.sleep(_floor(error) + random.uniform(0, 1))
    raise last


def hammers(client, messages, seconds):
    end = time.monotonic() + seconds
    while True:
        try:
            return _ask(client, messages)
        except APIStatusError as error:
            if _hopeless(error) or time.monotonic() + _floor(error) + 0.6 > end:
                raise
            time.sleep(_floor(error) + random.uniform(0, 0.6))


def doubles_without_chance(client, messages, seconds):
    start = time.monotonic()
    for attempt in count():
        try:
            return _ask(client, messages)
        except APIStatusError as error:
            wait = _floor(error) + 2**attempt
            if _hopeless(error) or time.monotonic() - start + wait > seconds:
                raise
            time.sleep(wait)
    return None


def looks_only_before_an_attempt(client, messages, seconds):
    start = time.monotonic()
    for attempt in count():
        try:
            return _ask(client, messages)
        except APIStatusError as error:
            late = time.monotonic() - start > seconds
            if _hopeless(error) or late or _floor(error) > seconds:
                raise
            time.sleep(_floor(error) + random.uniform(0, 2**attempt))
    return None


def deaf_to_the_server(client, messages, seconds):
    start = time.monotonic()
    for attempt in count():
        try:
            return _ask(client, messages)
        except APIStatusError as error:
            wait = random.uniform(0, 2**attempt)
            if _hopeless(error) or time.monotonic() - start + wait > seconds:
                raise
            time.sleep(wait)
    return None


def counts_to_three(client, messages, seconds):
    start = time.monotonic()
    for attempt in range(3):
        try:
            return _ask(client, messages)
        except APIStatusError as error:
            wait = _floor(error) + random.uniform(0, 2**attempt)
            if _hopeless(error) or attempt == 2 or time.monotonic() - start + wait > seconds:
                raise
            time.sleep(wait)
    return None


def repeats_whatever_comes(client, messages, seconds):
    start = time.monotonic()
    for attempt in count():
        try:
            return _ask(client, messages)
        except APIStatusError as error:
            wait = _floor(error) + random.uniform(0, 2**attempt)
            if time.monotonic() - start + wait > seconds:
                raise
            time.sleep(wait)
    return None


def forgets_the_time(client, messages, seconds):
    for attempt in count():
        try:
            return _ask(client, messages)
        except APIStatusError as error:
            if _hopeless(error) or _floor(error) > seconds:
                raise
            time.sleep(_floor(error) + random.uniform(0, 2**attempt))
    return None


def ends_in_silence(client, messages, seconds):
    try:
        return within(client, messages, seconds)
    except APIStatusError:
        return None


RIGHT = [within, with_an_end]
WRONG = [
    ("other-model", the_model_of_the_copy),
    ("keeps-trying", asks_once),
    ("keeps-trying", waits_out_a_ninth),
    ("not-too-often", hammers),
    ("drawn", doubles_without_chance),
    ("in-time", looks_only_before_an_attempt),
    ("in-time", forgets_the_time),
    ("long-pause", deaf_to_the_server),
    ("answers", counts_to_three),
    ("unpaid-once", repeats_whatever_comes),
    ("raises", ends_in_silence),
]
