"""Bodies and headers: answers are read from them, and so are the failures that the SDK hides."""

import json

import pytest

from modelmax_nb.failure import MASK, Failure, Symptom, redact
from modelmax_nb.outcome import outcome_of_body, read_error, retry_after_from, with_evidence

CONTEXT = Failure(symptom=Symptom.UNKNOWN, model="m")
KEY = "sk-test-0123456789abcdef"


def body(**choice: object) -> str:
    """Return a chat completion with one choice."""
    base = {"index": 0, "message": {"role": "assistant", "content": "hello"}, "finish_reason": "stop"}
    return json.dumps({"object": "text_completion", "model": "m-1", "choices": [{**base, **choice}]})


def test_an_answer_is_read_with_its_facts() -> None:
    """``object`` is never looked at: ModelMax says ``text_completion`` there."""
    text = json.dumps(
        {**json.loads(body()), "usage": {"prompt_tokens": 12, "completion_tokens": 9, "total_tokens": 21}}
    )
    outcome = outcome_of_body(text, {}, CONTEXT, ())
    assert outcome.failure is None
    assert outcome.answer == "hello"
    assert outcome.answer.model == "m-1"
    assert outcome.answer.usage.total_tokens == 21


@pytest.mark.parametrize(
    ("text", "symptom"),
    [
        ("<html>Welcome</html>", Symptom.NOT_JSON),
        ("", Symptom.NOT_JSON),
        ('{"choices": [', Symptom.NOT_JSON),
        ("[" * 200_000, Symptom.NOT_JSON),
        ("[]", Symptom.NO_ANSWER_IN_BODY),
        ("{}", Symptom.NO_ANSWER_IN_BODY),
        ('{"choices": []}', Symptom.NO_ANSWER_IN_BODY),
        ('{"choices": null, "error": {"message": "m", "type": "t"}}', Symptom.ERROR_IN_ANSWER),
        (body(message={"content": ""}), Symptom.EMPTY_ANSWER),
        (body(message=None), Symptom.EMPTY_ANSWER),
        (body(finish_reason="length"), Symptom.CUT_BY_LENGTH),
        (body(finish_reason="content_filter"), Symptom.CONTENT_FILTERED),
    ],
)
def test_a_200_that_is_no_whole_answer_is_found_out(text: str, symptom: Symptom) -> None:
    """Rows 17 and 18, and the quiet failures."""
    outcome = outcome_of_body(text, {}, CONTEXT, ())
    assert outcome.failure is not None
    assert outcome.failure.symptom is symptom


def test_a_quiet_failure_keeps_its_answer() -> None:
    """Text cut by its length is still text."""
    outcome = outcome_of_body(body(finish_reason="length"), {}, CONTEXT, ())
    assert outcome.quiet
    assert outcome.answer == "hello"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"error": {"message": "insufficient balance", "type": "insufficient_balance"}}',
         ("insufficient_balance", "insufficient balance")),
        ('{"error": "content policy violation"}', (None, "content policy violation")),
        ('{"error": {"message": 5, "type": null}}', (None, "")),
        ('{"error": null}', (None, "")),
        ("[1]", (None, "")),
        ("nonsense", (None, "")),
        ("[" * 200_000, (None, "")),
        ('{"a":' * 200_000, (None, "")),
    ],
)  # fmt: skip
def test_any_error_body_is_read(text: str, expected: tuple[str | None, str]) -> None:
    """A broken body is a symptom, never an exception."""
    assert read_error(text) == expected


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "2"}, 2.0),
        ({"retry-after": "2", "retry-after-ms": "1500"}, 1.5),
        ({"retry-after": "nonsense"}, None),
        ({"retry-after": "-4"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "Thu, 01 Jan 2026 00:00:30 GMT", "date": "Thu, 01 Jan 2026 00:00:00 GMT"}, 30.0),
    ],
)
def test_the_servers_wish_is_read(headers: dict[str, str], seconds: float | None) -> None:
    """Seconds, milliseconds or a date."""
    assert retry_after_from(headers) == seconds


def test_no_evidence_holds_the_key() -> None:
    """A server that echoes the header back does not get it shown (S8)."""
    text = json.dumps({"error": {"message": f"bad header: Bearer {KEY}", "type": "unauthorized"}})
    failure = with_evidence(CONTEXT, 401, {"server": KEY}, text, (KEY,))
    assert KEY not in repr(failure)
    assert MASK in failure.message


def test_the_redactor_knows_keys_it_was_not_told_of() -> None:
    """Anything that looks like a key goes, in its URL form too."""
    assert redact(f"x {KEY} y") == f"x {MASK} y"
    assert redact("authorization: Bearer abc.def") == f"authorization: Bearer {MASK}"
    assert redact(redact("Bearer abc123456")) == f"Bearer {MASK}"
    assert redact("a%2Fb%2Fc and a/b/c", ("a/b/c",)) == f"{MASK} and {MASK}"
