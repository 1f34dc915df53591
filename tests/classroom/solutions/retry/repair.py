"""The documentation's loop, mended, and the usual ways of mending it halfway."""

import time

from openai import APIStatusError, InternalServerError

MODEL = "gemini-3-flash-preview"


def mended(client, messages, model=MODEL, max_retries=3):
    client = client.with_options(max_retries=0)
    for attempt in range(max_retries):
        try:
            return client.chat.completions.create(model=model, messages=messages)
        except APIStatusError as e:
            refused = "content policy" in e.message.lower()
            if e.status_code in (500, 502) and not refused and attempt < max_retries - 1:
                time.sleep(2**attempt)
            else:
                raise
    return None


def lets_the_client_repeat(client, messages, model=MODEL):
    try:
        return client.with_options(max_retries=2).chat.completions.create(model=model, messages=messages)
    except APIStatusError:
        raise


def once_by_hand(client, messages, model=MODEL):
    client = client.with_options(max_retries=0)
    try:
        return client.chat.completions.create(model=model, messages=messages)
    except APIStatusError as e:
        if e.status_code not in (500, 502) or "content policy" in e.message:
            raise
    time.sleep(1)
    try:
        return client.chat.completions.create(model=model, messages=messages)
    except APIStatusError:
        time.sleep(2)
        return client.chat.completions.create(model=model, messages=messages)


def as_documented(client, messages, model=MODEL, max_retries=3):
    for attempt in range(max_retries):
        try:
            return client.chat.completions.create(model=model, messages=messages)
        except APIStatusError as e:
            if e.status_code in (500, 502) and attempt < max_retries - 1:
                time.sleep(2**attempt)
            else:
                raise
    return None


def only_the_message(client, messages, model=MODEL, max_retries=3):
    for attempt in range(max_retries):
        try:
            return client.with_options(max_retries=2 * (attempt == 0)).chat.completions.create(
                model=model, messages=messages
            )
        except APIStatusError as e:
            if e.status_code in (500, 502) and "policy" not in e.message and attempt < max_retries - 1:
                time.sleep(2**attempt)
            else:
                raise
    return None


def reads_the_message_first(client, messages, model=MODEL):
    """Ask once without repeats to look for a refusal, then leave the repeats to the client."""
    try:
        return client.with_options(max_retries=0).chat.completions.create(model=model, messages=messages)
    except APIStatusError as e:
        if e.status_code not in (500, 502) or "content policy" in e.message:
            raise
    return client.chat.completions.create(model=model, messages=messages)


def one_owner_alone(client, messages, model=MODEL, max_retries=3):
    client = client.with_options(max_retries=0)
    for attempt in range(max_retries):
        try:
            return client.chat.completions.create(model=model, messages=messages)
        except APIStatusError as e:
            if e.status_code in (500, 502) and attempt < max_retries - 1:
                time.sleep(2**attempt)
            else:
                raise
    return None


def misspells_what_it_reads(client, messages, model=MODEL, max_retries=3):
    client = client.with_options(max_retries=0)
    for attempt in range(max_retries):
        try:
            return client.chat.completions.create(model=model, messages=messages)
        except APIStatusError as e:
            if "content policy" in e.mesage or e.status_code not in (500, 502) or attempt == max_retries - 1:
                raise
            time.sleep(2**attempt)
    return None


def never_repeats(client, messages, model=MODEL):
    return client.with_options(max_retries=0).chat.completions.create(model=model, messages=messages)


def does_not_wait(client, messages, model=MODEL, max_retries=3):
    client = client.with_options(max_retries=0)
    for attempt in range(max_retries):
        try:
            return client.chat.completions.create(model=model, messages=messages)
        except APIStatusError as e:
            refused = "content policy" in e.message
            if e.status_code not in (500, 502) or refused or attempt == max_retries - 1:
                raise
    return None


def repeats_all_but_refusals(client, messages, model=MODEL, max_retries=3):
    client = client.with_options(max_retries=0)
    for attempt in range(max_retries):
        try:
            return client.chat.completions.create(model=model, messages=messages)
        except APIStatusError as e:
            if "content policy" in e.message or attempt == max_retries - 1:
                raise
            time.sleep(2**attempt)
    return None


def loses_the_answer(client, messages, model=MODEL, max_retries=3):
    client = client.with_options(max_retries=0)
    for attempt in range(max_retries):
        try:
            client.chat.completions.create(model=model, messages=messages)
            break
        except APIStatusError as e:
            refused = "content policy" in e.message
            if e.status_code not in (500, 502) or refused or attempt == max_retries - 1:
                raise
            time.sleep(2**attempt)


def ends_in_silence(client, messages, model=MODEL, max_retries=3):
    client = client.with_options(max_retries=0)
    for attempt in range(max_retries):
        try:
            return client.chat.completions.create(model=model, messages=messages)
        except APIStatusError as e:
            if e.status_code not in (500, 502) or "content policy" in e.message:
                raise
            if attempt < max_retries - 1:
                time.sleep(2**attempt)
    return None


def by_class_and_text(client, messages, model=MODEL, max_retries=3):
    """Change the client that is handed in, name the failures by their class, and count down."""
    client.max_retries = 0
    left = max_retries
    while True:
        left -= 1
        try:
            return client.chat.completions.create(model=model, messages=messages)
        except InternalServerError as e:
            if left == 0 or "content policy" in str(e):
                raise
            time.sleep(2 ** (max_retries - left - 1))


RIGHT = [mended, once_by_hand, by_class_and_text]
WRONG = [
    ("three-requests", as_documented),
    ("three-requests", only_the_message),
    ("three-requests", reads_the_message_first),
    ("three-requests", misspells_what_it_reads),
    ("three-requests", never_repeats),
    ("one-refusal", one_owner_alone),
    ("one-refusal", lets_the_client_repeat),
    ("still-waits", does_not_wait),
    ("unpaid-once", repeats_all_but_refusals),
    ("recovers", loses_the_answer),
    ("raises", ends_in_silence),
]
