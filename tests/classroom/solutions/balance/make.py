"""Functions that keep what is paid when the money runs out, and the usual ones that do not."""

import openai

MODEL = "gemini-3-flash-preview"


def _text(client, question):
    answer = client.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": question}])
    return answer.choices[0].message.content


def breaks_the_loop(client, questions):
    texts = []
    for question in questions:
        try:
            texts.append(_text(client, question))
        except openai.APIStatusError as error:
            if error.status_code != 402:
                raise
            break
    return texts


def tries_around_the_loop(client, questions):
    texts = []
    try:
        for question in questions:
            texts.append(_text(client, question))  # noqa: PERF401 - a comprehension would lose them
    except openai.APIStatusError as error:
        if error.status_code != 402:
            raise
    return texts


def returns_nothing(client, questions):
    texts = []
    for question in questions:
        try:
            texts.append(_text(client, question))
        except openai.APIStatusError as error:
            if error.status_code == 402:
                return None
            raise
    return texts


def raises_at_402(client, questions):
    return [_text(client, question) for question in questions]


def goes_on(client, questions):
    texts = []
    for question in questions:
        try:
            texts.append(_text(client, question))
        except openai.APIStatusError as error:
            if error.status_code != 402:
                raise
    return texts


def takes_all_for_402(client, questions):
    texts = []
    for question in questions:
        try:
            texts.append(_text(client, question))
        except openai.APIError:
            break
    return texts


def keeps_whole_answers(client, questions):
    answers = []
    for question in questions:
        try:
            answers.append(
                client.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": question}])
            )
        except openai.APIStatusError as error:
            if error.status_code != 402:
                raise
            break
    return answers


RIGHT = [breaks_the_loop, tries_around_the_loop]
WRONG = [
    ("keeps", returns_nothing),
    ("keeps", raises_at_402),
    ("stops", goes_on),
    ("others-are-seen", takes_all_for_402),
    ("answers-all", keeps_whole_answers),
]
