"""Functions that ask once where nobody knows, and the usual ones that do not."""

import time

from openai import APIConnectionError, APIError, APIStatusError, APITimeoutError, InternalServerError

MODEL = "gemini-3-flash-preview"


def _ask(client, messages, timeout=30):
    client = client.with_options(timeout=timeout, max_retries=0)
    return client.chat.completions.create(model=MODEL, messages=messages)


def only_with_a_status(client, messages):
    for attempt in range(3):
        try:
            return _ask(client, messages)
        except APIStatusError:
            if attempt == 2:
                raise
            time.sleep(2**attempt)
    return None


def doubt_goes_on(client, messages):
    for attempt in range(3):
        try:
            return _ask(client, messages)
        except APIConnectionError:
            raise
        except APIError as error:
            last = error
            time.sleep(2**attempt)
    raise last


def one_branch_alone(client, messages):
    for attempt in range(3):
        try:
            return _ask(client, messages)
        except InternalServerError:
            if attempt == 2:
                raise
            time.sleep(2**attempt)
    return None


def limits_set_on_the_client_itself(client, messages):
    client.timeout, client.max_retries = 30, 0
    for pause in (1, 2, None):
        try:
            return client.chat.completions.create(model=MODEL, messages=messages)
        except APIStatusError as error:
            if error.status_code not in (500, 502) or pause is None:
                raise
            time.sleep(pause)
    return None


def as_it_was(client, messages):
    for attempt in range(3):
        try:
            return client.chat.completions.create(model=MODEL, messages=messages)
        except (APIConnectionError, InternalServerError):
            if attempt == 2:
                raise
            time.sleep(2**attempt)
    return None


def repeats_after_silence(client, messages):
    for attempt in range(3):
        try:
            return _ask(client, messages)
        except (APIStatusError, APITimeoutError):
            if attempt == 2:
                raise
            time.sleep(2**attempt)
    return None


def forgets_the_limit(client, messages):
    client = client.with_options(max_retries=0)
    for attempt in range(3):
        try:
            return client.chat.completions.create(model=MODEL, messages=messages)
        except APIStatusError:
            if attempt == 2:
                raise
            time.sleep(2**attempt)
    return None


def forgets_the_package(client, messages):
    client = client.with_options(timeout=30)
    for attempt in range(3):
        try:
            return client.chat.completions.create(model=MODEL, messages=messages)
        except APIStatusError:
            if attempt == 2:
                raise
            time.sleep(2**attempt)
    return None


def repeats_broken_lines(client, messages):
    for attempt in range(3):
        try:
            return _ask(client, messages)
        except APITimeoutError:
            raise
        except APIError:
            if attempt == 2:
                raise
            time.sleep(2**attempt)
    return None


def keeps_silent_about_silence(client, messages):
    for attempt in range(3):
        try:
            return _ask(client, messages)
        except APIConnectionError:
            return None
        except APIStatusError:
            time.sleep(2**attempt)
    return None


def impatient(client, messages):
    for attempt in range(3):
        try:
            return _ask(client, messages, timeout=3)
        except APIStatusError:
            if attempt == 2:
                raise
            time.sleep(2**attempt)
    return None


def waits_a_minute(client, messages):
    for attempt in range(3):
        try:
            return _ask(client, messages, timeout=60)
        except InternalServerError:
            if attempt == 2:
                raise
            time.sleep(2**attempt)
    return None


def repeats_at_once(client, messages):
    for attempt in range(3):
        try:
            return _ask(client, messages)
        except InternalServerError:
            if attempt == 2:
                raise
    return None


def never_repeats(client, messages):
    return _ask(client, messages)


RIGHT = [only_with_a_status, doubt_goes_on, one_branch_alone, limits_set_on_the_client_itself]
WRONG = [
    ("once-in-silence", as_it_was),
    ("once-in-silence", repeats_after_silence),
    ("once-in-silence", forgets_the_package),
    ("within-limit", forgets_the_limit),
    ("within-limit", waits_a_minute),
    ("once-when-lost", repeats_broken_lines),
    ("tells", keeps_silent_about_silence),
    ("patient", impatient),
    ("still-repeats", never_repeats),
    ("still-repeats", repeats_at_once),
]
