"""Functions that go to the other provider rightly, and the usual ones that do not."""

import openai

HERE, THERE = "gemini-3-flash-preview", "deepseek-v3.2"


def _text(client, model, prompt):
    answer = client.chat.completions.create(model=model, messages=[{"role": "user", "content": prompt}])
    return answer.choices[0].message.content


def decides_then_goes_on(client, prompt):
    for model in (HERE, THERE):
        try:
            return model, _text(client, model, prompt)
        except openai.APIStatusError as error:
            if error.status_code != 502 or "content policy" in error.message or model == THERE:
                raise
    return None


def without_a_loop(client, prompt):
    try:
        return HERE, _text(client, HERE, prompt)
    except openai.InternalServerError as error:
        if "policy" in str(error.body):
            raise
        return THERE, _text(client, THERE, prompt)


def same_provider(client, prompt):
    try:
        return HERE, _text(client, HERE, prompt)
    except openai.InternalServerError as error:
        if "policy" in str(error.body):
            raise
        return "sim-gemini", _text(client, "sim-gemini", prompt)


def only_the_text(client, prompt):
    try:
        return _text(client, HERE, prompt)
    except openai.InternalServerError as error:
        if "policy" in str(error.body):
            raise
        return _text(client, THERE, prompt)


def carries_a_refusal_on(client, prompt):
    try:
        return HERE, _text(client, HERE, prompt)
    except openai.InternalServerError:
        return THERE, _text(client, THERE, prompt)


def carries_a_402_on(client, prompt):
    try:
        return HERE, _text(client, HERE, prompt)
    except openai.APIStatusError as error:
        if "policy" in str(error.body):
            raise
        return THERE, _text(client, THERE, prompt)


def ends_in_silence(client, prompt):
    for model in (HERE, THERE):
        try:
            return model, _text(client, model, prompt)
        except openai.APIStatusError as error:
            if error.status_code != 502 or "content policy" in error.message:
                raise
    return None


def as_it_was(client, prompt):
    for model in (HERE, "sim-gemini"):
        try:
            return _text(client, model, prompt)
        except openai.APIStatusError:
            continue
    return None


RIGHT = [decides_then_goes_on, without_a_loop]
WRONG = [
    ("other-provider", same_provider),
    ("other-provider", as_it_was),
    ("says-who", only_the_text),
    ("refusal-stays", carries_a_refusal_on),
    ("unpaid-stays", carries_a_402_on),
    ("fails-aloud", ends_in_silence),
]
