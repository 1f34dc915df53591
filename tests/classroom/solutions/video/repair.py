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


def leaves_the_loop_at_an_end(client, prompt):
    task = _hand_in(client, prompt)
    while True:
        time.sleep(5)
        try:
            state = _look(client, task)
        except Exception:
            continue
        if state == "FAILED":
            raise RuntimeError(_result(client, task)["error"])
        if state == "COMPLETED":
            break
    return _result(client, task)


def builds_the_address(client, prompt):
    base = "/queue/veo-3/requests/" + _hand_in(client, prompt)["request_id"]
    for _look_number in range(100):
        try:
            state = client.get(base + "/status", cast_to=dict)["status"]
        except openai.InternalServerError:
            state = "unknown"
        if state in ENDS:
            break
        time.sleep(5)
    reply = client.get(base, cast_to=dict)
    if reply["status"] == "FAILED":
        raise RuntimeError(f"no video: {reply['error']}")
    return reply


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


def joins_without_care(client, prompt):
    task = _hand_in(client, prompt)
    state = task["status"]
    while state not in ENDS:
        time.sleep(5)
        try:
            state = client.get(task["status_url"], cast_to=object)["status"]
        except openai.APIStatusError:
            pass
    return client.get(task["response_url"], cast_to=object)


def sleeps_too_long(client, prompt):
    task = _hand_in(client, prompt)
    state = task["status"]
    while state not in ENDS:
        time.sleep(300)
        try:
            state = _look(client, task)
        except openai.APIStatusError:
            pass
    return _told(_result(client, task))


def never_looks(client, prompt):
    task = _hand_in(client, prompt)
    time.sleep(20)
    return _told(_result(client, task))


def guesses_the_reason(client, prompt):
    task = _hand_in(client, prompt)
    state = task["status"]
    while state not in ENDS:
        time.sleep(5)
        try:
            state = _look(client, task)
        except openai.APIStatusError:
            pass
    if state == "FAILED":
        raise RuntimeError("content policy violation")
    return _result(client, task)


def hands_on_what_failed(client, prompt):
    try:
        return looks_and_fetches_once(client, prompt)
    except RuntimeError:
        return None


RIGHT = [looks_and_fetches_once, leaves_the_loop_at_an_end, builds_the_address]
WRONG = [
    ("one-fetch", as_it_was),
    ("result", returns_the_task),
    ("one-fetch", fetches_to_be_sure),
    ("result", joins_without_care),
    ("pauses", hurries),
    ("pauses", sleeps_too_long),
    ("one-task", hands_in_again),
    ("one-task", never_looks),
    ("goes-on", gives_up),
    ("says-why", reads_an_object),
    ("says-why", guesses_the_reason),
    ("says-why", hands_on_what_failed),
]
