"""Functions that ask several models, one of which does not exist."""

import openai


def _text(client, model, prompt):
    messages = [{"role": "user", "content": prompt}]
    return client.chat.completions.create(model=model, messages=messages).choices[0].message.content


def tries_inside_the_loop(client, models, prompt):
    texts = {}
    for model in models:
        try:
            texts[model] = _text(client, model, prompt)
        except openai.BadRequestError as error:
            texts[model] = error.body["message"]
    return texts


def decides_by_the_number(client, models, prompt):
    texts = {}
    for model in models:
        try:
            texts[model] = _text(client, model, prompt)
        except openai.APIStatusError as error:
            if error.status_code != 400:
                raise
            texts[model] = error.body["message"]
    return texts


def as_it_was(client, models, prompt):
    texts = {}
    try:
        for model in models:
            texts[model] = _text(client, model, prompt)
    except openai.APIStatusError as error:
        return error.message
    return texts


def repeats_a_400(client, models, prompt):
    texts = {}
    for model in models:
        for _attempt in range(3):
            try:
                texts[model] = _text(client, model, prompt)
                break
            except openai.BadRequestError as error:
                texts[model] = error.body["message"]
    return texts


def keeps_the_last_answer_only(client, models, prompt):
    texts = {}
    for model in models:
        try:
            texts = {**{name: text for name, text in texts.items() if name == "gpt-4o"}}
            texts[model] = _text(client, model, prompt)
        except openai.BadRequestError as error:
            texts[model] = error.body["message"]
    return texts


def passes_over_it(client, models, prompt):
    texts = {}
    for model in models:
        try:
            texts[model] = _text(client, model, prompt)
        except openai.BadRequestError:
            continue
    return texts


def keeps_the_type(client, models, prompt):
    texts = {}
    for model in models:
        try:
            texts[model] = _text(client, model, prompt)
        except openai.BadRequestError as error:
            texts[model] = error.type
    return texts


def makes_up_the_words(client, models, prompt):
    texts = {}
    for model in models:
        try:
            texts[model] = _text(client, model, prompt)
        except openai.BadRequestError:
            texts[model] = f"model not found: {model}"
    return texts


def keeps_the_whole_answers(client, models, prompt):
    texts = {}
    for model in models:
        try:
            messages = [{"role": "user", "content": prompt}]
            texts[model] = str(client.chat.completions.create(model=model, messages=messages))
        except openai.BadRequestError as error:
            texts[model] = error.body["message"]
    return texts


def passes_over_all_but_a_402(client, models, prompt):
    texts = {}
    for model in models:
        try:
            texts[model] = _text(client, model, prompt)
        except openai.APIStatusError as error:
            if error.status_code == 402:
                raise
            texts[model] = error.body["message"]
    return texts


def reads_the_reply_itself(client, models, prompt):
    def one(model):
        try:
            return _text(client, model, prompt)
        except openai.BadRequestError as error:
            return error.response.json()["error"]["message"]

    return {model: one(model) for model in models}


def goes_on_without_money(client, models, prompt):
    texts = {}
    for model in models:
        try:
            texts[model] = _text(client, model, prompt)
        except openai.APIStatusError as error:
            texts[model] = error.body["message"]
    return texts


RIGHT = [tries_inside_the_loop, decides_by_the_number, reads_the_reply_itself]
WRONG = [
    ("asks-all", as_it_was),
    ("asks-all", repeats_a_400),
    ("keeps", keeps_the_last_answer_only),
    ("keeps", keeps_the_whole_answers),
    ("words", passes_over_it),
    ("words", keeps_the_type),
    ("words", makes_up_the_words),
    ("stops", goes_on_without_money),
    ("stops", passes_over_all_but_a_402),
]
