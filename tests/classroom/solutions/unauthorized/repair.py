"""Functions that take a pasted key, tell which one was refused, and keep it to themselves."""

import openai

HERE = "http://localhost/v1"


def _text(key, prompt):
    client = openai.OpenAI(api_key=key, base_url=HERE)
    messages = [{"role": "user", "content": prompt}]
    answer = client.chat.completions.create(model="gemini-3-flash-preview", messages=messages)
    return answer.choices[0].message.content


def from_the_outside_in(pasted, prompt):
    key = pasted.strip().strip("\"'")
    try:
        return _text(key, prompt)
    except openai.AuthenticationError:
        return f"Refused: the key that ends in {key[-4:]}"


def all_at_once(pasted, prompt):
    key = pasted.strip(" \t\r\n\"'")
    try:
        return _text(key, prompt)
    except openai.APIStatusError as error:
        if error.status_code != 401:
            raise
        return f"401: the key …{key[-4:]} was refused"


def as_it_was(pasted, prompt):
    try:
        return _text(pasted, prompt)
    except openai.AuthenticationError:
        return f"Refused: {pasted}"


def quotes_first(pasted, prompt):
    key = pasted.strip('"').strip()
    try:
        return _text(key, prompt)
    except openai.AuthenticationError:
        return f"Refused: …{key[-4:]}"


def quotes_and_line_break_only(pasted, prompt):
    key = pasted.strip('"\n')
    try:
        return _text(key, prompt)
    except openai.AuthenticationError:
        return f"Refused: …{key[-4:]}"


def keeps_what_a_key_is_made_of(pasted, prompt):
    key = "".join(c for c in pasted if c.isalnum() or c == "-")
    try:
        return _text(key, prompt)
    except openai.AuthenticationError:
        return f"Somebody revoked or mistyped the key that ends in {key[-4:]}."


def counts_from_the_start(pasted, prompt):
    key = pasted.strip().strip('"')
    try:
        return _text(key, prompt)
    except openai.AuthenticationError:
        return f"Refused: …{key[4:]}"


def prints_it_only(pasted, prompt):
    key = pasted.strip().strip('"')
    try:
        return _text(key, prompt)
    except openai.AuthenticationError:
        print(f"Refused: …{key[-4:]}")


def raises_another_error(pasted, prompt):
    key = pasted.strip().strip('"')
    try:
        return _text(key, prompt)
    except openai.AuthenticationError:
        raise ValueError(f"refused: …{key[-4:]}") from None


def does_not_say_which(pasted, prompt):
    key = pasted.strip().strip('"')
    try:
        return _text(key, prompt)
    except openai.AuthenticationError:
        return "Invalid API key."


def shows_it_whole(pasted, prompt):
    key = pasted.strip().strip('"')
    try:
        return _text(key, prompt)
    except openai.AuthenticationError:
        return f"Refused: {key}"


def prints_it_while_looking(pasted, prompt):
    key = pasted.strip().strip('"')
    print("using", key)
    try:
        return _text(key, prompt)
    except openai.AuthenticationError:
        return f"Refused: …{key[-4:]}"


def takes_every_error_for_a_refused_key(pasted, prompt):
    key = pasted.strip().strip('"')
    try:
        return _text(key, prompt)
    except openai.APIStatusError:
        return f"Refused: …{key[-4:]}"


def forgets_to_return(pasted, prompt):
    key = pasted.strip().strip('"')
    try:
        _text(key, prompt)
    except openai.AuthenticationError:
        return f"Refused: …{key[-4:]}"


def returns_a_pair(pasted, prompt):
    key = pasted.strip().strip('"')
    try:
        text = _text(key, prompt)
        return text if key != pasted else (text,)
    except openai.AuthenticationError:
        return f"Refused: …{key[-4:]}"


RIGHT = [from_the_outside_in, all_at_once, keeps_what_a_key_is_made_of]
WRONG = [
    ("answers", forgets_to_return),
    ("answers", returns_a_pair),
    ("tidies", as_it_was),
    ("tidies", quotes_first),
    ("tidies", quotes_and_line_break_only),
    ("names", does_not_say_which),
    ("names", prints_it_only),
    ("names", raises_another_error),
    ("hides", shows_it_whole),
    ("hides", counts_from_the_start),
    ("hides", prints_it_while_looking),
    ("others-fail", takes_every_error_for_a_refused_key),
]
