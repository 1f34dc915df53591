"""Functions that repeat a picture once, and the usual ones that do not."""

import time

import openai


def _once(client, prompt):
    reply = client.images.generate(
        model="gemini-3.1-flash-image-preview", prompt=prompt, response_format="b64_json"
    )
    return reply.data[0].b64_json


def second_try_in_the_except(client, prompt):
    try:
        return _once(client, prompt)
    except openai.InternalServerError:
        time.sleep(1)
        return _once(client, prompt)


def counts(client, prompt):
    for attempt in range(2):
        try:
            return _once(client, prompt)
        except openai.APIStatusError as error:
            if error.status_code != 500 or attempt == 1:
                raise
            time.sleep(1.5)
    return None


def asks_the_chat(client, prompt):
    def once():
        messages = [{"role": "user", "content": prompt}]
        reply = client.chat.completions.create(model="gemini-3-flash-preview", messages=messages)
        return reply.choices[0].message.content

    try:
        return once()
    except openai.InternalServerError:
        time.sleep(1)
        return once()


def does_not_wait(client, prompt):
    try:
        return _once(client, prompt)
    except openai.InternalServerError:
        return _once(client, prompt)


def tries_three_times(client, prompt):
    for attempt in range(3):
        try:
            return _once(client, prompt)
        except openai.InternalServerError:
            if attempt == 2:
                raise
            time.sleep(1)
    return None


def ends_in_silence(client, prompt):
    for _attempt in range(2):
        try:
            return _once(client, prompt)
        except openai.InternalServerError:
            time.sleep(1)
    return None


def repeats_everything(client, prompt):
    try:
        return _once(client, prompt)
    except openai.APIStatusError:
        time.sleep(1)
        return _once(client, prompt)


RIGHT = [second_try_in_the_except, counts]
WRONG = [
    ("asks-for-a-picture", asks_the_chat),
    ("waits-a-second", does_not_wait),
    ("twice-at-most", tries_three_times),
    ("twice-at-most", ends_in_silence),
    ("refused-once", repeats_everything),
]
