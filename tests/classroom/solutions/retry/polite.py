"""Waits that help, and waits that only look as if they did."""

import random
import time

from openai import APIStatusError

MODEL = "gemini-3-flash-preview"


def _ask(client, messages):
    return client.with_options(max_retries=0).chat.completions.create(model=MODEL, messages=messages)


def mended(client, messages):
    for attempt in range(4):
        try:
            return _ask(client, messages)
        except APIStatusError as error:
            if attempt == 3:
                raise
            floor = float(error.response.headers.get("retry-after", 0))
            time.sleep(floor + random.uniform(0, 2**attempt))
    return None


def no_less_than_asked(client, messages):
    last = None
    for attempt in range(4):
        if last is not None:
            asked = float(last.response.headers.get("retry-after", "0"))
            time.sleep(max(asked, random.random() * 2 ** (attempt - 1)))
        try:
            return _ask(client, messages)
        except APIStatusError as error:
            last = error
    raise last


def as_it_was(client, messages):
    for attempt in range(4):
        try:
            return _ask(client, messages)
        except APIStatusError as error:
            last = error
            time.sleep(2**attempt)
    raise last


def gives_up_early(client, messages):
    for attempt in range(3):
        try:
            return _ask(client, messages)
        except APIStatusError as error:
            if attempt == 2:
                raise
            time.sleep(float(error.response.headers.get("retry-after", 0)) + random.uniform(0, 2**attempt))
    return None


def a_little_on_top(client, messages):
    for attempt in range(4):
        try:
            return _ask(client, messages)
        except APIStatusError as error:
            if attempt == 3:
                raise
            floor = float(error.response.headers.get("retry-after", 0))
            time.sleep(floor + 2**attempt + random.uniform(0, 0.1))
    return None


def the_same_chance_for_all(client, messages):
    chance = random.Random(42)
    for attempt in range(4):
        try:
            return _ask(client, messages)
        except APIStatusError as error:
            if attempt == 3:
                raise
            floor = float(error.response.headers.get("retry-after", 0))
            time.sleep(floor + chance.uniform(0, 2**attempt))
    return None


def up_to_half_a_minute(client, messages):
    for attempt in range(4):
        try:
            return _ask(client, messages)
        except APIStatusError as error:
            if attempt == 3:
                raise
            floor = float(error.response.headers.get("retry-after", 0))
            time.sleep(floor + 2 + random.uniform(0, 30))
    return None


def never_more_than_a_second(client, messages):
    for attempt in range(4):
        try:
            return _ask(client, messages)
        except APIStatusError as error:
            if attempt == 3:
                raise
            floor = float(error.response.headers.get("retry-after", 0))
            time.sleep(floor + random.uniform(0, 1))
    return None


def up_to_four_at_once(client, messages):
    for attempt in range(4):
        try:
            return _ask(client, messages)
        except APIStatusError as error:
            if attempt == 3:
                raise
            floor = float(error.response.headers.get("retry-after", 0))
            time.sleep(floor + random.uniform(0, 4))
    return None


def waits_after_the_last(client, messages):
    for attempt in range(4):
        try:
            return _ask(client, messages)
        except APIStatusError as error:
            last = error
            floor = float(error.response.headers.get("retry-after", 0))
            time.sleep(floor + 1 * (attempt == 3) + random.uniform(0, 2**attempt))
    raise last


def deaf_to_the_server(client, messages):
    for attempt in range(4):
        try:
            return _ask(client, messages)
        except APIStatusError:
            if attempt == 3:
                raise
            time.sleep(random.uniform(0, 2**attempt))
    return None


def a_second_at_most(client, messages):
    for attempt in range(4):
        try:
            return _ask(client, messages)
        except APIStatusError as error:
            if attempt == 3:
                raise
            asked = float(error.response.headers.get("retry-after", 0))
            time.sleep(min(1.9, asked + random.uniform(0, 2**attempt)))
    return None


def adds_text_to_a_number(client, messages):
    for attempt in range(4):
        try:
            return _ask(client, messages)
        except APIStatusError as error:
            if attempt == 3:
                raise
            time.sleep(error.response.headers.get("retry-after", 0) + random.uniform(0, 2**attempt))
    return None


def ends_in_silence(client, messages):
    for attempt in range(4):
        try:
            return _ask(client, messages)
        except APIStatusError as error:
            if attempt < 3:
                floor = float(error.response.headers.get("retry-after", 0))
                time.sleep(floor + random.uniform(0, 2**attempt))
    return None


def from_a_list_of_limits(client, messages):
    """Take the limits from a list; the attempt without one is the last."""
    for limit in (1, 2, 4, None):
        try:
            return _ask(client, messages)
        except APIStatusError as error:
            if limit is None:
                raise
            pause = random.random() * limit
            if "retry-after" in error.response.headers:
                pause = max(pause, float(error.response.headers["retry-after"]))
            time.sleep(pause)
    return None


RIGHT = [mended, no_less_than_asked, from_a_list_of_limits]
WRONG = [
    ("four-requests", gives_up_early),
    ("spread", as_it_was),
    ("spread", a_little_on_top),
    ("spread", the_same_chance_for_all),
    ("bounded", up_to_half_a_minute),
    ("bounded", up_to_four_at_once),
    ("grows", never_more_than_a_second),
    ("no-last-wait", waits_after_the_last),
    ("asked", deaf_to_the_server),
    ("asked", a_second_at_most),
    ("asked", adds_text_to_a_number),
    ("raises", ends_in_silence),
]
