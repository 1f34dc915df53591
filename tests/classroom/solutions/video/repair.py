"""Functions that look after one task, and the usual ones that make several."""

import time

import openai

ENDS = ("COMPLETED", "FAILED")


def _hand_in(client, prompt):
    return client.post("/queue/veo-3", body={"prompt": prompt}, cast_to=object)


def _look(client, task):
    return client.get(task["status_url"].removeprefix("/v1"), cast_to=object)["status"]


def _result(client, task):
    return client.get(task["response_url"].removeprefix("/v1"), cast_to=object)


def _told(reply):
    if reply["status"] == "FAILED":
        raise RuntimeError(reply["error"])
    return reply


def looks_and_fetches_once(client, prompt):
    task = _hand_in(client, prompt)
    state = task["status"]
    while state not in ENDS:
        time.sleep(5)
        try:
            state = _look(client, task)
        except openai.APIStatusError:
            pass
    return _told(_result(client, task))


def as_it_was(client, prompt):
    while True:
        task = _hand_in(client, prompt)
        try:
            while True:
                reply = _result(client, task)
                if reply["status"] == "COMPLETED":
                    return reply
                time.sleep(5)
        except openai.APIStatusError:
            pass


def returns_the_task(client, prompt):
    task = _hand_in(client, prompt)
    for _look_number in range(9):
        time.sleep(5)
        try:
            if _look(client, task) == "FAILED":
                raise RuntimeError(_result(client, task)["error"])
        except openai.APIStatusError:
            pass
    return task


def fetches_to_be_sure(client, prompt):
    reply = looks_and_fetches_once(client, prompt)
    task = {"response_url": f"/v1/queue/veo-3/requests/{reply['request_id']}"}
    return _result(client, task)


def hurries(client, prompt):
    task = _hand_in(client, prompt)
    state = task["status"]
    while state not in ENDS:
        time.sleep(1)
        try:
            state = _look(client, task)
        except openai.APIStatusError:
            pass
    return _told(_result(client, task))


def hands_in_again(client, prompt):
    while True:
        task = _hand_in(client, prompt)
        state = task["status"]
        try:
            while state not in ENDS:
                time.sleep(5)
                state = _look(client, task)
        except openai.APIStatusError:
            continue
        return _told(_result(client, task))


def gives_up(client, prompt):
    task = _hand_in(client, prompt)
    state = task["status"]
    while state not in ENDS:
        time.sleep(5)
        state = _look(client, task)
    return _told(_result(client, task))


def reads_an_object(client, prompt):
    task = _hand_in(client, prompt)
    state = task["status"]
    while state not in ENDS:
        time.sleep(5)
        try:
            state = _look(client, task)
        except openai.APIStatusError:
            pass
    reply = _result(client, task)
    if reply["status"] == "FAILED":
        raise RuntimeError(reply["error"]["message"])
    return reply


def hands_on_what_failed(client, prompt):
    try:
        return looks_and_fetches_once(client, prompt)
    except RuntimeError:
        return None


RIGHT = [looks_and_fetches_once]
WRONG = [
    ("one-fetch", as_it_was),
    ("result", returns_the_task),
    ("one-fetch", fetches_to_be_sure),
    ("pauses", hurries),
    ("one-task", hands_in_again),
    ("goes-on", gives_up),
    ("says-why", reads_an_object),
    ("says-why", hands_on_what_failed),
]
