"""The plots of lessons: to scale, told in words and in numbers, harmless, the same each time."""

from __future__ import annotations

import re
from base64 import b64decode
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from modelmax_nb.attempts import Attempt, Wait, WaitReason
from modelmax_nb.classroom.plots import Figure, budget, crowd, timeline, waits
from modelmax_nb.classroom.situation import Sent
from modelmax_nb.failure import Failure, Symptom

SVG = "{http://www.w3.org/2000/svg}"
WIDTH = 440.0


def sent(at: float, status: int | None = 502, *, again: int = 0, **fields: object) -> Sent:
    """Make one request of the simulator's journal."""
    known: dict[str, Any] = {
        "n": 1,
        "took": 0.05,
        "method": "POST",
        "path": "/v1/chat/completions",
        "model": "m",
    }
    known |= {"outcome": "complete", "charge": 0.0, "scenario": None, "idempotency_key": None}
    return Sent(**(known | {"key_last4": "good", "at": at, "status": status, "retry_count": again} | fields))


NINE = [
    sent(start + more, again=again) for start in (0.0, 2.4, 5.8) for again, more in enumerate((0.0, 0.5, 1.4))
]
FIGURES = {
    "timeline": timeline(NINE, deadline=20.0, end=9.0),
    "nothing": timeline([]),
    "waits": waits({"none": [1.0] * 30, "full": [at / 30 for at in range(30)]}),
    "crowd": crowd({"none": [1.0] * 30, "full": [at / 30 for at in range(30)]}, room=5),
    "budget": budget([3, 3, 1], [7.0, 4.0, 3.0]),
    "markup": timeline([sent(0.0)], title='<script>alert("&")</script>'),
}
each_figure = pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)


def draw(figure: Figure) -> ET.Element:
    """Read the drawing as it travels within the HTML; it is well-formed, or this raises."""
    address = re.search(r'<img src="data:image/svg\+xml;base64,([^"]+)"', figure.html())
    assert address is not None
    return ET.fromstring(b64decode(address[1]))  # noqa: S314 - ours


def boxes(figure: Figure) -> list[dict[str, str]]:
    """Return the boxes of a drawing, its paper apart."""
    return [box.attrib for box in draw(figure).iter(f"{SVG}rect")][1:]


def labels(figure: Figure) -> list[str]:
    """Return what is written in a drawing."""
    return [text.text or "" for text in draw(figure).iter(f"{SVG}text")]


@each_figure
def test_drawing_has_a_name_and_a_description(figure: Figure) -> None:
    """A reader of the image itself hears what it shows; the page names it and tells the same in words."""
    drawing = draw(figure)
    assert drawing.get("role") == "img"
    assert drawing.findtext(f"{SVG}title") == figure.title
    assert drawing.findtext(f"{SVG}desc") == figure.description
    assert re.search(r'<img [^>]*alt="[^"]{20,}"', figure.html())


@each_figure
def test_drawing_brings_its_own_paper(figure: Figure) -> None:
    """The paper is white and as large as the drawing, and no colour is left to the page."""
    drawing = draw(figure)
    paper = next(drawing.iter(f"{SVG}rect"))
    assert (paper.get("fill"), paper.get("width"), paper.get("height")) == (
        "#ffffff",
        drawing.get("width"),
        drawing.get("height"),
    )
    assert not re.search(r"currentColor|var\(|<style", ET.tostring(drawing, "unicode"))


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb``, as WCAG counts it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


@each_figure
def test_colours_stand_out_from_the_paper(figure: Figure) -> None:
    """Letters have a contrast of 4.5 to the paper, shapes one of 3."""
    drawing = draw(figure)
    ink = drawing.get("fill", "")
    assert 1.05 / (luminance(ink) + 0.05) >= 4.5
    drawn = ET.tostring(drawing, "unicode")
    colours = set(re.findall(r'(?:fill|stroke)="(#[0-9a-f]{6})"', drawn)) - {"#ffffff"}
    assert all(1.05 / (luminance(colour) + 0.05) >= 3 for colour in colours)


@each_figure
def test_everything_lies_on_the_paper(figure: Figure) -> None:
    """No box leaves the drawing."""
    high = float(draw(figure).get("height", ""))
    for box in boxes(figure):
        x, y, wide, tall = (float(box[name]) for name in ("x", "y", "width", "height"))
        assert 0 <= x <= x + wide <= WIDTH
        assert 0 <= y <= y + tall <= high


@each_figure
def test_both_forms_tell_the_same_numbers(figure: Figure) -> None:
    """The table stands in the HTML and in the text, cell by cell."""
    html = re.sub(r"<[^>]+>", "\n", figure.html())
    for row in (figure.columns, *figure.rows):
        for cell in row:
            assert cell in html
            assert cell in figure.text()


@each_figure
def test_bundle_has_html_and_text(figure: Figure) -> None:
    """A front end gets both forms; a terminal gets the text."""
    assert figure._repr_mimebundle_() == {"text/html": figure.html(), "text/plain": figure.text()}
    assert repr(figure) == figure.text()


def test_markup_stays_text() -> None:
    """Foreign words are shown as they are."""
    assert "<script" not in FIGURES["markup"].html()
    assert FIGURES["markup"].title in draw(FIGURES["markup"]).findtext(f"{SVG}title", "")


def test_what_the_sdk_repeats_stands_beside_its_attempt() -> None:
    """One line for each attempt of the program; the SDK's own requests are hollow."""
    figure = timeline(NINE)
    assert labels(figure)[0] == "Attempt 1: 502, then again by the package: 502, 502"
    hollow = ["stroke" in box for box in boxes(figure)]
    assert hollow == [False, True, True] * 3
    assert figure.title == "9 requests in 7.2 s"
    assert (
        figure.description
        == "The program sent 3 requests (filled). The openai package added 6 of its own (hollow)."
    )


def test_timeline_is_to_scale() -> None:
    """Equal times are equally far apart."""
    starts = [float(box["x"]) for box in boxes(timeline([sent(at) for at in (0.0, 1.0, 2.0, 3.0)]))]
    steps = [after - before for before, after in pairwise(starts)]
    assert max(steps) - min(steps) < 0.5


def test_table_of_requests() -> None:
    """When each was sent, by whom, what came back, and how long the pause before it was."""
    assert timeline([sent(0.0), sent(0.55, again=1), sent(2.6, 200)]).rows == (
        ("1", "0.0 s", "the program", "502", ""),
        ("2", "0.6 s", "the package", "502", "0.5 s"),
        ("3", "2.6 s", "the program", "200", "2.0 s"),
    )


def test_colour_tells_an_answer_and_words_do_too() -> None:
    """A whole 200 is green and named; one that broke off is not."""
    figure = timeline([sent(0.0, 200, outcome="cut"), sent(1.0, 200)])
    assert [box["fill"] for box in boxes(figure)] == ["#c62828", "#2e7d32"]
    assert labels(figure)[:2] == ["Attempt 1: 200", "Attempt 2: 200"]


def test_silence_lasts_until_the_next_request() -> None:
    """A request without an answer is as long as the wait for it was."""
    figure = timeline([sent(0.0, None, outcome="stalled", took=0.0)], end=600.0)
    assert float(boxes(figure)[0]["width"]) > 380
    assert figure.rows == (("1", "0.0 s", "the program", "no answer", ""),)
    assert "no answer" in labels(figure)[0]


def test_wait_after_the_last_answer_is_told() -> None:
    """A program that waits after its last request has waited for nothing."""
    assert "waited 4.0 s more, for nothing" in timeline([sent(0.0)], end=4.05).description
    assert "for nothing" not in timeline([sent(0.0)], end=0.05).description


def test_deadline_is_drawn_and_named() -> None:
    """The deadline has a line of its own and its number."""
    assert "deadline 20 s" in labels(FIGURES["timeline"])


def test_rows_of_the_simulator_are_understood() -> None:
    """What ``simulator.requests()`` lists is drawn like what a trial has seen."""
    row = sent(0.0)._asdict()
    start = 1_767_225_600.0
    rows = [{**row, "time": start + at, "duration": 0.05} for at in (5.0, 6.0)]
    assert [line[1] for line in timeline(rows).rows] == ["0.0 s", "1.0 s"]


def test_attempts_of_an_answer_say_why_they_waited() -> None:
    """The package's own attempts know the reason of each wait."""
    failed = Failure(symptom=Symptom.STATUS, status=502)
    wait = Wait(seconds=0.8, reason=WaitReason.DRAWN, cap=1.0)
    attempts = [Attempt(1, "m", 0.0, 0.1, failed, wait), Attempt(2, "m", 0.9, 0.1)]
    figure = timeline(attempts)
    assert figure.rows[0][3:] == ("502", "")
    assert figure.rows[1][3] == "200"
    assert re.fullmatch(r".*0\.8 s.*1\.0.*", figure.rows[1][4])


def test_waits_are_strokes() -> None:
    """Equal waits lie on one another; drawn ones are spread out."""
    figure = FIGURES["waits"]
    assert labels(figure)[:2] == ["none: all 1.0 s", "full: 0.0 to 1.0 s"]
    assert figure.rows == (
        ("none", "30", "1.0 s", "1.0 s", "1.0 s"),
        ("full", "30", "0.0 s", "0.5 s", "1.0 s"),
    )


def test_crowd_counts_what_is_turned_away() -> None:
    """Thirty at once are 25 too many for five places; spread out, none is."""
    figure = FIGURES["crowd"]
    assert figure.columns == ("kind", "requests", "busiest 0.1 s", "turned away")
    assert figure.rows == (("none", "30", "30", "25"), ("full", "30", "3", "0"))
    assert {box["fill"] for box in boxes(figure)} == {"#c62828", "#1565c0"}


def test_crowd_without_a_limit() -> None:
    """Where no room is given, nothing is turned away."""
    figure = crowd({"one": [0.0, 0.05, 0.3]})
    assert figure.rows == (("one", "3", "2"),)
    assert "turned away" not in figure.description


def test_budget_counts_repeats() -> None:
    """Requests beyond one a call are repeats."""
    figure = FIGURES["budget"]
    assert figure.description.startswith("3 calls sent 7 requests: 4 were repeats.")
    assert figure.rows == (("1", "3", "7"), ("2", "3", "4"), ("3", "1", "3"))


@pytest.mark.parametrize(
    "plot",
    [
        lambda: waits({}),
        lambda: waits({"a": []}),
        lambda: crowd({"a": []}),
        lambda: budget([], []),
        lambda: budget([1], [1.0, 2.0]),
    ],
)
def test_nothing_to_draw_is_said(plot: object) -> None:
    """Empty or uneven numbers are a ValueError that says so."""
    with pytest.raises(ValueError, match=r"nothing to draw|one number"):
        plot()  # type: ignore[operator]


def test_figures_are_small() -> None:
    """A timeline of nine requests takes no more than 8 kB of a notebook."""
    assert len(FIGURES["timeline"].html()) <= 8000
