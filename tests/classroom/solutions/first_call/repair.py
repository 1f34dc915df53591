"""Functions that tell what came back, with an envelope and without."""

import openai


def _ask(client, model):
    messages = [{"role": "user", "content": "Hello"}]
    return client.chat.completions.create(model=model, messages=messages)


def looks_before_it_reaches_in(client, model):
    try:
        return _ask(client, model).choices[0].message.content
    except openai.APIStatusError as error:
        words = error.body["message"] if isinstance(error.body, dict) else "no envelope"
        return f"{error.status_code}: {words}"


def falls_back(client, model):
    try:
        return _ask(client, model).choices[0].message.content
    except openai.APIStatusError as error:
        try:
            return f"{error.status_code}: {error.body['message']}"
        except TypeError:
            return f"{error.status_code}, and a reply that I cannot read"


def as_it_was(client, model):
    try:
        return _ask(client, model).choices[0].message.content
    except openai.APIStatusError as error:
        return f"{error.status_code}: {error.body['message']}"


def uses_the_sentence_of_the_package(client, model):
    try:
        return _ask(client, model).choices[0].message.content
    except openai.APIStatusError as error:
        return f"{error.status_code}: {error.message}"


def says_nothing(client, model):
    try:
        return _ask(client, model).choices[0].message.content
    except openai.APIStatusError as error:
        if isinstance(error.body, dict):
            return f"{error.status_code}: {error.body['message']}"
        return ""


def hands_on_the_page(client, model):
    try:
        return _ask(client, model).choices[0].message.content
    except openai.APIStatusError as error:
        words = error.body["message"] if isinstance(error.body, dict) else error.body
        return f"{error.status_code}: {words}"


def puts_the_sentence_of_the_package_first(client, model):
    try:
        return _ask(client, model).choices[0].message.content
    except openai.APIStatusError as error:
        if isinstance(error.body, dict):
            return f"{error.status_code}: {error.body['message']}"
        return error.message


def knows_one_number_only(client, model):
    try:
        return _ask(client, model).choices[0].message.content
    except openai.APIStatusError as error:
        if isinstance(error.body, dict):
            return f"{error.status_code}: {error.body['message']}"
        return "502: a web page came back"


def makes_a_text_of_the_whole_answer(client, model):
    try:
        return str(_ask(client, model))
    except openai.APIStatusError as error:
        words = error.body["message"] if isinstance(error.body, dict) else "no envelope"
        return f"{error.status_code}: {words}"


def asks_for_the_type(client, model):
    try:
        return _ask(client, model).choices[0].message.content
    except openai.APIStatusError as error:
        if error.type is None:
            return f"{error.status_code}: {error.message}"
        return f"{error.status_code}: {error.body['message']}"


def returns_the_whole_answer(client, model):
    try:
        return _ask(client, model)
    except openai.APIStatusError as error:
        words = error.body["message"] if isinstance(error.body, dict) else "no envelope"
        return f"{error.status_code}: {words}"


RIGHT = [looks_before_it_reaches_in, falls_back, asks_for_the_type]
WRONG = [
    ("answers", returns_the_whole_answer),
    ("answers", makes_a_text_of_the_whole_answer),
    ("own-words", uses_the_sentence_of_the_package),
    ("survives", as_it_was),
    ("survives", says_nothing),
    ("survives", puts_the_sentence_of_the_package_first),
    ("survives", knows_one_number_only),
    ("short", hands_on_the_page),
]
