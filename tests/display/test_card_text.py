"""The card in plain text."""

from __future__ import annotations

import samples

from modelmax_nb.display.text import render_failed_again, render_solved, render_text


def test_whole_text_of_a_402() -> None:
    """A 402 reads as written here, from title to typed commands."""
    assert render_text(samples.balance(), "en") == (
        """\
The balance of your account is used up.
insufficient-balance · 402 insufficient_balance

ModelMax checks the balance first, so the request never reached the model.

The reply has status 402 and says:
  | insufficient balance, please top up

Whose move? Yours.
Repeat unchanged? No. It stays so until the account is topped up.
Charged? No. The documents say so: a refused call is free.

1 attempt, 0.4 s.

What you can do:
  1. Top up in the dashboard (needs your input)
     https://www.modelmax.io/dashboard
  2. After that, send the request again (check first; paid; price unknown)
     %modelmax retry
  3. Go on in the simulator, free of charge (safe)
     %modelmax simulator on"""
    )


def test_no_line_is_too_long(any_diagnosis: samples.Diagnosis) -> None:
    """No line passes 80 columns."""
    assert max(len(line) for line in render_text(any_diagnosis, "en").split("\n")) <= 80


def test_no_control_codes(any_diagnosis: samples.Diagnosis) -> None:
    """Foreign text cannot steer the terminal."""
    assert all(char == "\n" or char.isprintable() for char in render_text(any_diagnosis, "en"))


def test_every_fix_is_typed(any_diagnosis: samples.Diagnosis) -> None:
    """The last line is a command, an address or a label of a fix."""
    text = render_text(any_diagnosis, "en")
    for fix in any_diagnosis.fixes:
        command = (fix.command or "").replace("{suggestion}", "deepseek-v3.2")
        assert command in text


def test_another_failure_after_a_repeat_is_named() -> None:
    """The card says what changed when a repeat fails in another way."""
    said = render_failed_again(samples.outage(), samples.key_refused(), "en")
    assert said == "Tried again: now 401 unauthorized instead of 502 bad_gateway."
    assert render_text(samples.key_refused(), "en", before=samples.outage()).startswith(said)


def test_same_failure_after_a_repeat_is_named() -> None:
    """Same status and message, or same status with another message."""
    assert render_failed_again(samples.outage(), samples.outage(), "en") == (
        "Tried again: the same failure, 502 bad_gateway, with the same message."
    )
    assert render_failed_again(samples.outage(), samples.outage(message="busy"), "en") == (
        "Tried again: 502 bad_gateway again, but with another message."
    )


def test_solved_says_that_the_cell_still_counts_as_failed() -> None:
    """A success cannot un-fail the cell, and the line says which cells to run again."""
    assert render_solved(samples.outage(), "en") == (
        "Solved: answered by `gemini-3-flash-preview` on repeat. This cell still counts\n"
        "as failed. Run the cells below it again.\n"
        "The first error: The provider behind `gemini-3-flash-preview` has a fault. (502\n"
        "bad_gateway)"
    )
