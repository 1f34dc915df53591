"""Only what passes by itself, and was answered with a status, is repeated without asking."""

from __future__ import annotations

import pytest

from modelmax_nb.diagnosis import diagnose, repeatable_automatically
from modelmax_nb.failure import Failure, Symptom
from tests.diagnosis.corpus import CORPUS

NEVER = {
    "content-refused", "timeout-no-answer", "connection-timeout", "connection-lost", "stream-cut",
    "stream-stalled", "stream-ended-early", "stream-error-event", "insufficient-balance", "key-refused",
    "missing-key", "bad-request", "unknown-model", "invalid-value", "context-too-long", "model-not-served",
    "provider-access", "provider-refused-request", "conflict", "interrupted", "forbidden", "not-recognised",
    "gateway-timeout",
}  # fmt: skip


@pytest.mark.parametrize("row", CORPUS)
def test_refusals_and_broken_answers_wait_for_a_click(row: tuple[str, Failure]) -> None:
    """What cannot heal, or may be charged already, is never repeated automatically."""
    slug, failure = row
    if slug in NEVER:
        assert not repeatable_automatically(diagnose(failure))


@pytest.mark.parametrize(
    ("status", "message"),
    [(500, "internal server error"), (502, "upstream down"), (502, "Too many requests"), (502, "")]
    + [(status, "") for status in (408, 429, 503)],
)
@pytest.mark.parametrize(("should_retry", "expected"), [(None, True), (True, True), (False, False)])
def test_passing_faults_are_repeated_unless_the_server_says_no(
    status: int, message: str, should_retry: bool | None, *, expected: bool
) -> None:
    """``x-should-retry: false`` is obeyed."""
    failure = Failure(symptom=Symptom.STATUS, status=status, message=message, should_retry=should_retry)
    assert repeatable_automatically(diagnose(failure)) is expected


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 409, 413, 422, 501, 504, 520, 524])
def test_a_servers_wish_to_repeat_opens_nothing(status: int) -> None:
    """``x-should-retry: true`` does not make a refusal repeatable."""
    failure = Failure(symptom=Symptom.STATUS, status=status, message="x", should_retry=True)
    assert not repeatable_automatically(diagnose(failure))


def test_an_error_inside_a_stream_is_not_repeated() -> None:
    """Text has arrived and may be charged, so a click decides, whatever the error says."""
    failure = Failure(symptom=Symptom.STREAM_ERROR, status=502, message="Too many requests", partial=5)
    assert not repeatable_automatically(diagnose(failure))
