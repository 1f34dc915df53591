"""Where the call stands: the line as typed, what is meant in it marked, in both forms of the card."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import samples

from modelmax_nb.columns import width
from modelmax_nb.display.html import render_html
from modelmax_nb.display.place import place_html, place_sentences, place_text
from modelmax_nb.display.text import render_text
from modelmax_nb.failure import MASK
from modelmax_nb.place import Line, Place, Sent

if TYPE_CHECKING:
    from modelmax_nb.diagnosis import Diagnosis

LINE = Line(3, '    model="deepsek-v3.2",', 11, 23, cell=7)
CALL = Line(2, "    reply = client.chat.completions.create(", 12, 42, cell=7)


def at(*lines: Line, sent: Sent | None = None, errors: int = 1) -> Diagnosis:
    """Return a diagnosis of a call that stands at *lines*."""
    return replace(samples.ALL["400-model"], place=Place(lines=lines, sent=sent, errors=errors))


def test_text_underlines_what_is_meant() -> None:
    """The number of the cell and the lines, without the blanks that all of them begin with."""
    assert place_text(at(CALL, LINE), "en") == [
        "Cell 7, line 2:",
        "  2 | reply = client.chat.completions.create(",
        "    |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
        '  3 | model="deepsek-v3.2",',
        "    |        ^^^^^^^^^^^^",
    ]


def test_html_marks_it_and_escapes_the_rest() -> None:
    """Bold in a mark, so that colour alone says nothing; what was typed is text and no markup."""
    line = Line(1, 'ask("<b>&", "x")', 5, 8, cell=1)
    assert "<pre>1  ask(&quot;" not in place_html(at(line), "en")
    assert '1  ask("<mark><strong>&lt;b&gt;</strong></mark>&amp;", "x")' in place_html(at(line), "en")


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        (Line(4, "x", cell=2), "Cell 2, line 4:"),
        (Line(4, "x"), "Your cell, line 4:"),
        (Line(4, "x", file="tool.py"), "tool.py, line 4:"),
    ],
)
def test_the_heading_names_cell_or_file(line: Line, heading: str) -> None:
    """A file by its name alone: no path of a computer is shown."""
    assert place_text(at(line), "en")[0] == heading


def test_lines_of_two_cells_have_two_headings() -> None:
    """A function of one cell, called in another."""
    shown = place_text(at(CALL, LINE._replace(cell=9)), "en")
    assert [line for line in shown if line.startswith("Cell")] == ["Cell 7, line 2:", "Cell 9, line 3:"]


@pytest.mark.parametrize(("start", "end"), [(0, 4), (200, 210), (390, 400), (0, 400), (0, 0)])
def test_a_long_line_is_cut_around_what_is_meant(start: int, end: int) -> None:
    """At most 80 columns, and the mark stays in sight."""
    code = "".join(str(number % 10) for number in range(400))
    shown = place_text(at(Line(12, code, start, end, cell=1)), "en")
    assert all(width(line) <= 80 for line in shown)
    if 0 < end - start < 60:
        caret = shown[2]
        assert shown[1][caret.index("^") : caret.rindex("^") + 1] == code[start:end]


def test_a_masked_key_is_named() -> None:
    """That a key stands there is said, since it is not seen."""
    line = Line(1, f'OpenAI(api_key="{MASK}")', cell=1)
    assert place_sentences(at(line), "en") == ["A key stands in this line; it is not shown."]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (None, ""),
        (Sent(9, exact=True, calls=3, tries=3), "9 requests were sent in 3 calls"),
        (Sent(3, exact=True, calls=1, tries=3), "3 requests were sent for one call"),
        (Sent(5, exact=True, calls=5, tries=1), "5 requests were sent in this cell."),
        (Sent(3, exact=False, tries=3), "At least 3 requests were sent"),
    ],
)
def test_requests_are_counted_as_far_as_known(sent: Sent | None, said: str) -> None:
    """Exact from a journal; at least so many otherwise; nothing where nothing is known."""
    assert " ".join(place_sentences(at(CALL, sent=sent), "en")).startswith(said)


def test_both_cards_hold_the_place() -> None:
    """Text and HTML say the same, and a card of the magic says nothing of it."""
    diagnosis = at(CALL, LINE, errors=2)
    for card in (render_text(diagnosis), render_html(diagnosis)):
        assert "Cell 7, line 2:" in card
        assert "2 calls failed together" in card
    assert "Cell" not in render_text(samples.ALL["400-model"])
    assert "<mark>" not in render_html(samples.ALL["400-model"])
