"""Guards for what was pasted, and the usual ones that let something through."""

ENDS = " \n\t'\"“”"


def strips_and_refuses(text):
    key = text.strip(ENDS)
    if not key.isascii():
        raise ValueError("a character that no key has is inside")
    return key


def one_at_a_time(text):
    while text and text[0] in ENDS:
        text = text[1:]
    while text and text[-1] in ENDS:
        text = text[:-1]
    for place, character in enumerate(text):
        if ord(character) > 126:
            raise ValueError(f"character {place + 1} is none that a key has")
    return text


def strips_blanks_only(text):
    key = text.strip()
    if not key.replace("“", "").replace("”", "").isascii():
        raise ValueError("a strange character")
    return key


def strips_quotes_only(text):
    key = text.strip("'\"“”")
    if not key.isascii():
        raise ValueError("a strange character")
    return key


def lets_everything_through(text):
    key = text.strip(ENDS)
    if not key:
        raise ValueError("no key")
    return key


def repeats_the_key(text):
    key = text.strip(ENDS)
    if not key.isascii():
        raise ValueError(f"not a key: {key}")
    return key


def raises_another_error(text):
    key = text.strip(ENDS)
    if not key.isascii():
        raise RuntimeError("a strange character")
    return key


def leaves_it_out(text):
    return text.encode("ascii", "ignore").decode().strip(ENDS)


def asks_python(text):
    key = text.strip().strip("'\"“”").strip()
    key.encode("ascii")  # raises a kind of ValueError
    return key


def makes_it_small(text):
    key = text.strip(ENDS)
    if not key.isascii():
        raise ValueError("a strange character")
    return key if text != key else key.upper()


RIGHT = [strips_and_refuses, one_at_a_time, asks_python]
WRONG = [
    ("quotes", strips_blanks_only),
    ("blanks", strips_quotes_only),
    ("inside", lets_everything_through),
    ("no-key", repeats_the_key),
    ("inside", raises_another_error),
    ("inside", leaves_it_out),
    ("good", makes_it_small),
]
