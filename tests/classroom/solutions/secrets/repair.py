"""Functions that say which key they used, and the usual ones that say too much or too little."""

import openai


def _create(client, prompt):
    answer = client.chat.completions.create(
        model="gemini-3-flash-preview", messages=[{"role": "user", "content": prompt}]
    )
    return answer.choices[0].message.content


def four_characters(client, prompt):
    print("asking with a key ending in", client.api_key[-4:])
    try:
        return _create(client, prompt)
    except openai.APIStatusError as error:
        print("failed:", error.status_code)
        raise


def headers_as_they_are(client, prompt):
    print("…" + client.api_key[-4:])
    try:
        return _create(client, prompt)
    except openai.APIStatusError as error:
        print("failed:", error.status_code, error.request.headers)
        raise


def as_it_was(client, prompt):
    print("asking with", client.api_key)
    try:
        return _create(client, prompt)
    except openai.APIStatusError as error:
        print("failed:", dict(error.request.headers))
        raise


def prints_the_key_at_first(client, prompt):
    if prompt:
        print("asking with", client.api_key[-4:])
    try:
        found = _create(client, prompt)
        print(vars(client)["api_key"])
        return found
    except openai.APIStatusError as error:
        print("failed:", error.status_code)
        raise


def says_nothing_of_the_key(client, prompt):
    try:
        return _create(client, prompt)
    except openai.APIStatusError as error:
        print("failed:", error.status_code)
        raise


def copies_the_headers(client, prompt):
    print("asking with", client.api_key[-4:])
    try:
        return _create(client, prompt)
    except openai.APIStatusError as error:
        print("failed:", error.status_code, dict(error.request.headers))
        raise


def swallows_the_error(client, prompt):
    print("asking with", client.api_key[-4:])
    try:
        return _create(client, prompt)
    except openai.APIStatusError:
        return ""


def prints_the_last_eight(client, prompt):
    print("asking with", client.api_key[-8:])
    try:
        return _create(client, prompt)
    except openai.APIStatusError as error:
        print("failed:", error.status_code)
        raise


def says_the_status_and_goes_on(client, prompt):
    print("asking with", client.api_key[-4:])
    try:
        return _create(client, prompt)
    except openai.APIStatusError as error:
        print("failed:", error.status_code)


def stars_and_the_error_itself(client, prompt):
    print("asking with", "*" * 8 + client.api_key[-4:])
    try:
        return _create(client, prompt)
    except openai.APIStatusError as error:
        print("failed:", error)
        raise error


def only_prints(client, prompt):
    print("asking with", client.api_key[-4:])
    try:
        print(_create(client, prompt))
    except openai.APIStatusError as error:
        print("failed:", error.status_code)
        raise


RIGHT = [four_characters, headers_as_they_are, stars_and_the_error_itself]
WRONG = [
    ("no-key", as_it_was),
    ("no-key", prints_the_key_at_first),
    ("which-key", says_nothing_of_the_key),
    ("no-key-in-error", copies_the_headers),
    ("says-status", swallows_the_error),
    ("says-status", says_the_status_and_goes_on),
    ("no-key", prints_the_last_eight),
    ("answers", only_prints),
]
