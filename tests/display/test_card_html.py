"""The static card in HTML: what it holds, what it must never hold."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
import samples

from modelmax_nb.display.html import render_html, render_solved
from modelmax_nb.failure import Failure, Symptom

VOID = {"br"}
ALLOWED = {
    "a", "blockquote", "br", "code", "details", "div", "li", "ol", "p", "pre", "small", "strong", "style",
    "summary", "table", "tbody", "td", "th", "thead", "tr",
}  # fmt: skip
ATTRIBUTES = {"class", "lang", "style", "href", "target", "rel", "scope"}


def without_picture(html: str) -> str:
    """Return a card without its picture, which sanitizers drop: the words beside it say the same."""
    return re.sub(r"<svg.*?</svg>", "", html)


class Page(HTMLParser):
    """Reads a card: its tags, its attributes, its text and the text of its first layer."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.text: dict[str, str] = {}
        self.first_layer = ""
        self.feed(html)
        self.close()
        assert self.open == [], "every tag is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Leave a tag; they close in order."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep text under the innermost tag."""
        self.text[self.open[-1]] = self.text.get(self.open[-1], "") + data
        if not {"details", "style"} & set(self.open):
            self.first_layer += data + " "


@pytest.mark.parametrize("live", [True, False])
def test_only_tags_that_sanitizers_keep(any_diagnosis: samples.Diagnosis, live: bool) -> None:
    """No heading, script, image or id, whatever the server says, and every tag is closed in order."""
    page = Page(without_picture(render_html(any_diagnosis, "en", live=live)))
    assert set(page.tags) <= ALLOWED
    assert {name for _, name, _ in page.attributes} <= ATTRIBUTES


def test_foreign_text_stays_text() -> None:
    """The server's markup is shown letter by letter."""
    page = Page(render_html(samples.hostile(), "en"))
    assert "<script>window.pwned=1</script>" in page.text["blockquote"]
    assert "<html><script>" in page.text["pre"]
    assert "<i>m</i>" in page.text["code"]


def test_links_lead_to_https_only() -> None:
    """A fix with any other address is shown without a link."""
    assert "a" not in Page(render_html(samples.hostile(), "en")).tags
    page = Page(render_html(samples.balance(), "en"))
    link = {name: value for tag, name, value in page.attributes if tag == "a"}
    assert link == {"href": "https://www.modelmax.io/dashboard", "target": "_blank", "rel": "noopener"}


def test_first_layer_of_a_402() -> None:
    """Who must act, whether a repeat helps, what it cost, what to do: all before the first click."""
    text = " ".join(Page(render_html(samples.balance(), "en")).first_layer.split())
    assert text == (
        "The balance of your account is used up. "
        "insufficient-balance · 402 insufficient_balance "
        "ModelMax checks the balance first, so the request never reached the model. "
        "The reply has status 402 and says: insufficient balance, please top up "
        "Whose move? Yours "
        "Repeat unchanged? No . First top up. "
        "Charged? No . The documents say: a refused call is free. "
        "You can "
        "Top up in the dashboard (needs your input) "
        "Then send it again (check first; price unknown) %modelmax retry "
        "Use the free simulator (safe) %modelmax simulator on "
        "1 attempt, 0.4 s."
    )


def test_typed_tokens_are_marked() -> None:
    """The model's name, as typed, stands in code."""
    assert "There is no model called <code>deepsek-v3.2</code>." in render_html(samples.unknown_model(), "en")


def test_simulated_is_marked_and_free() -> None:
    """A simulated failure says so at the top, and its repeat is free."""
    first = Page(render_html(samples.balance(simulated=True), "en")).first_layer
    assert "Simulated" in first
    assert "(check first; free)" in first
    assert "price" not in first


def test_uncertain_is_marked() -> None:
    """A reading that may be wrong says so."""
    assert "not certain" in Page(render_html(samples.hostile(), "en")).first_layer


def test_no_quote_where_no_server_spoke() -> None:
    """The client's own words are not shown as the server's."""
    assert "blockquote" not in Page(render_html(samples.stream_cut(), "en")).tags


def test_timeline_only_after_several_attempts() -> None:
    """One attempt needs no table of attempts; three have one row each."""
    assert Page(render_html(samples.balance(), "en")).tags.count("details") == 2
    page = Page(render_html(samples.outage(), "en"))
    assert page.tags.count("details") == 3
    assert page.tags.count("tr") == 3 + 1 + 3


def test_only_a_live_card_hides_the_line_below() -> None:
    """The sheet that hides dead controls stands only where controls follow."""
    assert "mmx-controls-next" in render_html(samples.balance(), "en", live=True)
    assert "mmx-controls-next" not in render_html(samples.balance(), "en")


def test_the_whole_card_is_small() -> None:
    """A card after one attempt stays small on the wire."""
    assert len(render_html(samples.balance(), "en", live=True).encode()) <= 4600


def test_the_prompt_and_the_key_are_not_in_the_exchange() -> None:
    """The exchange shows where the key came from and its end, never the key or the prompt."""
    text = Page(render_html(samples.balance(), "en")).text["pre"]
    assert text == (
        "POST /v1/chat/completions\n"
        "base URL: https://api.modelmax.io/v1\n"
        "authorization: [key removed] (from MODELMAX_API_KEY, ends in 9f2c)\n"
        "model: gemini-3-flash-preview\n"
        "temperature: 0.7\n"
        "stream: True\n"
        "(the prompt is not shown)\n"
        "\n"
        "status: 402\n"
        "content-type: application/json\n"
        "\n"
        '{"error": {"message": "insufficient balance, please top up", "type": "insufficient_balance"}}\n'
        "\n"
        "in Python: APIStatusError\n"
        "\n"
        "ended at 2026-11-22 12:03:04 UTC"
    )


def test_a_long_body_is_cut_and_says_so() -> None:
    """Of a long body the start is shown, and how much is missing."""
    page = Page(render_html(samples.balance(body="x" * 1600), "en"))
    assert "… (cut here; characters left out: 100)" in page.text["pre"]


def test_no_exception_no_line() -> None:
    """A quiet failure, which raised nothing, has no line about Python."""
    assert "in Python" not in Page(render_html(samples.balance(exception=""), "en")).text["pre"]


def test_no_reply_is_said() -> None:
    """A call that heard nothing back says so instead of a status."""
    refused = Failure(symptom=Symptom.REFUSED, exception="APIConnectionError", message="Connection error.")
    text = Page(render_html(samples.diagnosis(samples.OUTAGE, refused), "en")).text["pre"]
    assert text.endswith("(no reply arrived)\n\nin Python: APIConnectionError: Connection error.")


def test_solved_folds_to_one_line() -> None:
    """After a repeat that succeeded, one line stays, with the first error inside."""
    page = Page(without_picture(render_solved(samples.outage(), "en")))
    assert page.first_layer.split()[0] == "Solved:"
    assert "Run the cells below it again." in page.first_layer
    assert set(page.tags) <= ALLOWED


def test_a_changed_failure_keeps_the_first_one() -> None:
    """When a repeat fails in another way, the first error stays readable."""
    html = render_html(samples.key_refused(), "en", before=samples.outage())
    assert "Tried again: now 401 unauthorized instead of 502 bad_gateway." in html
    assert "has a fault. (502 bad_gateway)" in html


def test_no_fix_and_no_key_are_said() -> None:
    """Where nothing can be done and nothing was known, the card says so."""
    html = render_html(replace(samples.balance(key_source="", model="", base_url=""), fixes=()), "en")
    assert "No fix is known." in html
    assert "authorization" not in html


def test_the_same_failure_again_keeps_the_first_card() -> None:
    """When a repeat fails alike, one line says so, and the first try's evidence stays inside."""
    again = replace(samples.outage(), attempts=samples.outage().attempts[:1])
    html = render_html(again, "en", before=samples.outage())
    assert "Tried again: the same failure" in html
    assert "The first error: " in html
    assert "waited 2.3 s: the server asked for 2.0 s" in html


def test_an_empty_body_is_said() -> None:
    """A reply without a body says so."""
    text = Page(render_html(samples.balance(body=""), "en")).text["pre"]
    assert "(empty body)" in text


def test_what_had_arrived_is_counted() -> None:
    """After a broken stream the exchange says how much had come."""
    assert (
        "(characters of the answer that had arrived: 212)"
        in Page(render_html(samples.stream_cut(), "en")).text["pre"]
    )


def test_in_full_all_is_open() -> None:
    """The full card shows its background, its attempts and the exchange at once."""
    page = Page(render_html(samples.outage(), "en", full=True))
    assert [name for tag, name, _ in page.attributes if tag == "details"] == ["open"] * 3
    assert "%modelmax why" not in page.text["code"]
    assert "%modelmax why" in Page(render_html(samples.outage(), "en")).text["code"]
