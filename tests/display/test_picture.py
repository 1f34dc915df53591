"""The picture of the attempts: small, to scale, told in words, and harmless."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
import samples

from modelmax_nb.attempts import Attempt, Wait, WaitReason
from modelmax_nb.display.html import render_html
from modelmax_nb.display.picture import render_picture

THREE = samples.outage().attempts


def draw(picture: str) -> ET.Element:
    """Read a picture; it is well-formed, or this raises."""
    return ET.fromstring(picture)  # noqa: S314 - ours


def labels(picture: str) -> list[str]:
    """Return what is written in a picture."""
    return [text.text or "" for text in draw(picture).iter("text")]


def test_each_attempt_has_a_bar_and_its_words() -> None:
    """Number, result, duration, the wait after it and why; the deadline below."""
    assert labels(render_picture(THREE, "en", deadline=60.0)) == [
        "1: 502, 0.4 s; wait 0.8 s (drawn)",
        "2: 502, 0.4 s; wait 2.3 s (asked for)",
        "3: 502, 0.4 s",
        "no attempt begins after 60 s →",
    ]


def test_it_is_to_scale_and_fits() -> None:
    """Bars and waits follow one another from the left edge to the right one."""
    found = draw(render_picture(THREE, "en")).iter("rect")
    bars = [(float(bar.get("x", "")), float(bar.get("width", ""))) for bar in found]
    assert bars[0][0] == 0
    assert bars[-1][0] + bars[-1][1] == 360
    assert [round(x / 360 * 4.28, 1) for x, _ in bars] == [0.0, 1.2, 3.9]


def test_it_is_small() -> None:
    """Three attempts take no more than 1.5 kB."""
    assert len(render_picture(THREE, "en", deadline=60.0).encode()) <= 1500


def test_it_has_a_name_and_a_description() -> None:
    """A screen reader hears one picture, what it shows, and where the words are."""
    picture = draw(render_picture(THREE, "en"))
    assert picture.get("role") == "img"
    assert picture.findtext("title") == "3 attempts over 4.3 s."
    assert picture.findtext("desc") == "The words beside this tell the same."


def test_one_attempt_is_no_picture() -> None:
    """A single attempt needs none, unless it is being waited after."""
    assert render_picture(THREE[:1], "en") == ""
    assert render_picture((), "en") == ""
    assert labels(render_picture(THREE[:1], "en", left=0.4)) == ["1: 502, 0.4 s; wait 0.8 s (drawn)"]
    assert render_picture(THREE[2:], "en", left=0.4) == ""


def test_it_grows_while_the_wait_lasts() -> None:
    """The dashed line is as long as the time that has passed; nothing else moves."""
    early, late = (render_picture(THREE[:1], "en", left=left) for left in (0.8, 0.1))
    ends = [float(re.findall(r"H(\d+)", picture)[0]) for picture in (early, late)]
    assert ends[0] < ends[1] < 360
    assert re.sub(r"H\d+", "H", early) == re.sub(r"H\d+", "H", late)


def test_an_answer_looks_different_and_says_so() -> None:
    """Not by colour alone: the word stands there."""
    picture = render_picture([*THREE[:2], THREE[2]._replace(failure=None)], "en")
    assert labels(picture)[2] == "3: answered, 0.4 s"
    assert len({bar.get("fill") for bar in draw(picture).iter("rect")}) == 2


def test_a_deadline_within_the_picture_is_a_line() -> None:
    """Where the deadline was near, the picture shows the moment."""
    near, far = (render_picture(THREE, "en", deadline=deadline) for deadline in (4.0, 60.0))
    assert re.findall(r'd="M(\d+) 0V66"', near) == ["336"]
    assert not re.findall(r"0V", far)


def test_foreign_words_stay_words() -> None:
    """An exception's name comes from outside and is escaped and kept short."""
    failure = replace(samples.outage().failure, status=None, exception="<b>" * 20)
    wait = Wait(seconds=1.0, reason=WaitReason.DRAWN, cap=1.0)
    attempts = [Attempt(number=1, model="m", started=0, seconds=1, failure=failure, wait=wait)] * 2
    assert labels(render_picture(attempts, "en"))[0].startswith("1: <b><b>")
    assert len(labels(render_picture(attempts, "en"))[0]) < 60


def test_many_attempts_show_the_last_ones() -> None:
    """A long series stays a small picture."""
    many = [THREE[0]._replace(number=number, started=float(number)) for number in range(1, 30)]
    assert len(labels(render_picture(many, "en"))) == 12


@pytest.mark.parametrize("language", ["en", "zh", "ja"])
def test_the_card_has_picture_and_table(language: str) -> None:
    """The words are all there without the picture."""
    card = render_html(samples.outage(), language, deadline=60.0)
    assert card.count("<svg") == 1
    assert card.index("<svg") < card.index("<table", card.index("<svg"))
    assert "<svg" not in render_html(samples.balance(), language, deadline=60.0)


def test_the_deadline_stays_inside_a_card_that_folded() -> None:
    """The first card, kept inside, has its picture too."""
    card = render_html(samples.balance(), "en", before=samples.outage(), deadline=60.0)
    assert "no attempt begins after 60 s" in card
