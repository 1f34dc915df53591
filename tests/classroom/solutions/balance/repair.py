"""Functions that treat a 402 rightly, and the usual ones that do not."""

import time

import openai

MODEL = "gemini-3-flash-preview"


def _ask(client, prompt):
    return client.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": prompt}])


def decides_before_waiting(client, prompt):
    for attempt in range(3):
        try:
            return _ask(client, prompt).choices[0].message.content
        except openai.APIStatusError as error:
            if error.status_code == 402:
                raise
            time.sleep(2**attempt)
    return None


def repeats_only_what_may_pass(client, prompt):
    try:
        return _ask(client, prompt).choices[0].message.content
    except openai.InternalServerError:
        time.sleep(1)
        return _ask(client, prompt).choices[0].message.content


def as_it_was(client, prompt):
    for attempt in range(3):
        try:
            return _ask(client, prompt).choices[0].message.content
        except openai.APIStatusError:
            time.sleep(2**attempt)
    return None


def does_not_wait_but_repeats(client, prompt):
    for attempt in range(3):
        try:
            return _ask(client, prompt).choices[0].message.content
        except openai.APIStatusError as error:
            failed = error
            if error.status_code != 402:
                time.sleep(2**attempt)
    raise failed


def waits_first(client, prompt):
    for attempt in range(3):
        try:
            return _ask(client, prompt).choices[0].message.content
        except openai.APIStatusError as error:
            time.sleep(2**attempt)
            if error.status_code == 402:
                raise
    return None


def says_nothing(client, prompt):
    for attempt in range(3):
        try:
            return _ask(client, prompt).choices[0].message.content
        except openai.APIStatusError as error:
            if error.status_code == 402:
                return None
            time.sleep(2**attempt)
    return None


def never_repeats(client, prompt):
    return _ask(client, prompt).choices[0].message.content


def returns_the_whole_answer(client, prompt):
    for attempt in range(3):
        try:
            return _ask(client, prompt)
        except openai.APIStatusError as error:
            if error.status_code == 402:
                raise
            time.sleep(2**attempt)
    return None


RIGHT = [decides_before_waiting, repeats_only_what_may_pass]
WRONG = [
    ("stops-at-402", as_it_was),
    ("stops-at-402", does_not_wait_but_repeats),
    ("no-wait", waits_first),
    ("tells", says_nothing),
    ("still-repeats", never_repeats),
    ("answers", returns_the_whole_answer),
]
