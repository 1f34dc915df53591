"""The card in plain text."""

from __future__ import annotations

from dataclasses import replace

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
Repeat unchanged? No. First top up.
Charged? No. The documents say: a refused call is free.

1 attempt, 0.4 s.

You can:
  1. Top up in the dashboard (needs your input)
     https://www.modelmax.io/dashboard
  2. Then send it again (check first; price unknown)
     %modelmax retry
  3. Use the free simulator (safe)
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
        "Solved: `gemini-3-flash-preview` answered. This cell still counts as failed.\n"
        "Run the cells below it again.\n"
        "The first error: The provider behind `gemini-3-flash-preview` has a fault. (502\n"
        "bad_gateway)"
    )


def test_a_ground_that_says_more_keeps_its_quote_apart() -> None:
    """Where the ground does not end in the server's words, the quote names who spoke."""
    entry = replace(samples.OUTAGE, ground="The word {type} came back.")
    text = render_text(samples.diagnosis(entry, samples.refusal(502, "bad_gateway", "x")), "en")
    assert "ModelMax said:\n  | x" in text
    text = render_text(samples.diagnosis(entry, samples.refusal(502, "", "x")), "en")
    assert "The server said:\n  | x" in text
    text = render_text(samples.diagnosis(entry, samples.refusal(502, "", "x", simulated=True)), "en")
    assert "The simulator said:\n  | x" in text


def test_a_long_message_is_cut_and_says_so() -> None:
    """Of a very long message the start is shown, and how much is missing."""
    assert "… (cut here; characters left out: 49)" in " ".join(
        render_text(samples.outage(message="y " * 325), "en").replace("  | ", "").split("\n")
    )


def test_no_fix_is_said() -> None:
    """Where nothing can be done, the card says so instead of guessing."""
    text = render_text(replace(samples.outage(), fixes=()), "en")
    assert text.endswith("No fix is known.")


def test_an_empty_line_of_the_server_stays() -> None:
    """The shape of the server's words is kept."""
    assert "  | a\n  |\n  | b" in render_text(samples.outage(message="a\n\nb"), "en")


def test_in_full_the_background_and_the_exchange_follow() -> None:
    """The full text holds the card, the background and the exchange."""
    card, full = render_text(samples.balance(), "en"), render_text(samples.balance(), "en", full=True)
    assert full.startswith(card)
    more, exchange = full.removeprefix(card).strip().split("\n\n", 1)
    assert more.startswith("Background:\n  ModelMax works like a prepaid phone card.")
    assert more.endswith("  Source: ModelMax's documents.\n  To cause it: `%modelmax simulator play 402`.")
    assert exchange.startswith("Request and reply:\n  POST /v1/chat/completions\n")
