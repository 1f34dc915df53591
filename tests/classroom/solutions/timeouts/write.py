"""Functions that say what is known, and the usual ones that say too much or too little."""

from openai import APIConnectionError, APIError, APITimeoutError

MODEL = "gemini-3-flash-preview"


def _ask(client, messages):
    return client.chat.completions.create(model=MODEL, messages=messages)


def says_what_is_known(client, messages):
    try:
        answer = _ask(client, messages)
    except APIConnectionError:
        return "maybe charged"
    if isinstance(answer, str):
        return "not the API"
    return answer.choices[0].message.content


def looks_for_choices(client, messages):
    try:
        return _ask(client, messages).choices[0].message.content
    except (APITimeoutError, APIConnectionError):
        return "maybe charged"
    except AttributeError:
        return "not the API"


def returns_the_object(client, messages):
    try:
        answer = _ask(client, messages)
    except APIConnectionError:
        return "maybe charged"
    return "not the API" if isinstance(answer, str) else answer


def returns_it_all_as_text(client, messages):
    try:
        answer = _ask(client, messages)
    except APIConnectionError:
        return "maybe charged"
    return "not the API" if isinstance(answer, str) else str(answer)


def sure_about_silence(client, messages):
    try:
        answer = _ask(client, messages)
    except APITimeoutError:
        return "not charged"
    except APIConnectionError:
        return "maybe charged"
    return "not the API" if isinstance(answer, str) else answer.choices[0].message.content


def silence_alone(client, messages):
    try:
        answer = _ask(client, messages)
    except APITimeoutError:
        return "maybe charged"
    return "not the API" if isinstance(answer, str) else answer.choices[0].message.content


def believes_the_200(client, messages):
    try:
        return _ask(client, messages).choices[0].message.content
    except APIConnectionError:
        return "maybe charged"


def everything_is_in_doubt(client, messages):
    try:
        answer = _ask(client, messages)
    except APIError:
        return "maybe charged"
    return "not the API" if isinstance(answer, str) else answer.choices[0].message.content


RIGHT = [says_what_is_known, looks_for_choices]
WRONG = [
    ("text", returns_the_object),
    ("text", returns_it_all_as_text),
    ("silence", sure_about_silence),
    ("lost", silence_alone),
    ("page", believes_the_200),
    ("raises-status", everything_is_in_doubt),
]
