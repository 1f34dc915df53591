"""What a reader sees in Chinese, Japanese, and a language made up to find what is not translated."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

import pytest

from modelmax_nb import Answer
from modelmax_nb.attempts import Attempt, Stopped, Wait, WaitReason
from modelmax_nb.catalog.entries import ENTRIES
from modelmax_nb.columns import width
from modelmax_nb.diagnosis import Diagnosis, diagnose
from modelmax_nb.display.html import render_html, render_solved
from modelmax_nb.display.mimebundle import answer_bundle
from modelmax_nb.display.text import render_failed_again, render_text
from modelmax_nb.display.timeline import attempt_line
from modelmax_nb.failure import Failure, Symptom
from modelmax_nb.keys import GIVEN_IN_PYTHON, LINE_BREAK_AT
from modelmax_nb.messages import Saying
from modelmax_nb.models import ModelInfo, ModelList
from tests.languages.pseudo import pseudo_language, stretched
from tests.languages.update import TRANSLATED

BEGIN, END = "⟦", "⟧"
MODELS = ModelList(models=(ModelInfo("m-one", "one"), ModelInfo("m-two", "two")), fetched=0.0)
FACTS = {
    "status": 502, "type": "bad_gateway", "message": "SERVER SAID", "body": "SERVER SAID", "model": "m-one",
    "base_url": "https://api.modelmax.io/v1", "key_source": GIVEN_IN_PYTHON, "key_hint": "9f2c",
    "content_type": "application/json", "exception": "APIStatusError", "timeout": 30.0, "retry_after": 2.0,
    "partial": 12, "headers": {"location": "https://x.example"},
}  # fmt: skip


def card_of(slug: str) -> Diagnosis:
    """Return a full card of one entry: attempts, waits, every fact."""
    failure = Failure(symptom=Symptom.STATUS, **FACTS)  # type: ignore[arg-type]
    failure = replace(failure, detail=Saying(LINE_BREAK_AT, place=6))
    waits = (
        Wait(seconds=0.8, reason=WaitReason.DRAWN, cap=1.0),
        Wait(seconds=2.3, reason=WaitReason.SERVER, cap=2.0, floor=2.0),
        None,
    )
    attempts = tuple(
        Attempt(number=number, model="m-one", started=number, seconds=0.4, failure=failure, wait=wait)
        for number, wait in enumerate(waits, 1)
    )
    facts = {"attempts": attempts, "stopped": Stopped.ATTEMPTS_USED, "when": 1795348984.0, "certain": False}
    entry = ENTRIES[slug]
    return replace(diagnose(failure, MODELS), entry=entry, fixes=entry.fixes, **facts)  # type: ignore[arg-type]


@pytest.fixture
def pseudo() -> Iterator[str]:
    """A language in which every sentence of ours stands between brackets."""
    with pseudo_language(lambda text: f"{BEGIN}{text.id}{END}") as language:
        yield language


@pytest.fixture(scope="module")
def longest() -> dict[str, str]:
    """Every card in full, in a language whose sentences are 40 % longer than the English ones."""
    with pseudo_language() as language:
        return {slug: render_text(card_of(slug), language, full=True) for slug in ENTRIES}


# What needs no translation: the server's words, ids, facts, and fields of the protocol.
NOT_OURS = re.compile(
    r"SERVER SAID|authorization: \[key removed\]|POST /v1\S*|retry-after|content-type"
    r"|application/json|APIStatusError|bad_gateway|location|https?://\S*|model: m-one|%\w+[^⟦\n]*|UTC"
)


def unwrapped(text: str, known: set[str]) -> list[str]:
    """Return the words of *text* that stand in no bracket and are not the server's or an id."""
    while BEGIN in text:
        shorter = re.sub(rf"{BEGIN}[^{BEGIN}{END}]*{END}", " ", text)
        assert shorter != text, text
        text = shorter
    words = re.findall(r"[^\W\d_][\w-]+", NOT_OURS.sub(" ", text))
    return [word for word in words if word not in known]


def shown(html: str) -> str:
    """Return what is seen of a card in HTML."""
    return unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", html))


@pytest.mark.parametrize("slug", ENTRIES)
def test_nothing_on_a_card_is_left_out_of_the_catalogues(pseudo: str, slug: str) -> None:
    """Each sentence of a card, in text and in HTML, comes from a catalogue."""
    card = card_of(slug)
    known = {slug, "m-one"}
    assert unwrapped(render_text(card, pseudo, full=True), known) == []
    assert unwrapped(shown(render_html(card, pseudo, full=True)), known) == []


def test_nothing_beside_a_card_is_left_out(pseudo: str) -> None:
    """What stands before, after and in place of a card comes from a catalogue too."""
    card, other = card_of("provider-outage"), card_of("key-refused")
    attempt = card.attempts[1]
    answer = Answer("", model="m-one", simulated=True, fallback_from="m-two")
    said = [
        render_failed_again(card, other, pseudo),
        attempt_line(attempt, pseudo, total=3, left=1.0),
        shown(render_solved(card, pseudo)),
        answer_bundle(answer, pseudo)["text/plain"],
    ]
    for text in said:
        assert BEGIN in text
        assert unwrapped(text, {"m-one", "m-two", card.entry.slug}) == []


def assert_fits_a_terminal(text: str) -> None:
    """Wide characters count twice; commands, addresses and the raw exchange are never broken."""
    for line in text.split("\n"):
        assert width(line) <= 80 or "%" in line or "http" in line, line
        first = line.lstrip(" |")[:1]
        assert not first or unicodedata.category(first) not in {"Pe", "Pf"} or first == "」", line
        assert first not in set("。、，；：？"), line


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize("slug", ENTRIES)
def test_no_line_is_wider_than_a_terminal(slug: str, language: str) -> None:
    """No language makes a line too wide, or lets it begin with a stop."""
    assert_fits_a_terminal(render_text(card_of(slug), language))


@pytest.mark.parametrize("slug", ENTRIES)
def test_longer_sentences_fit_as_well(longest: dict[str, str], slug: str) -> None:
    """Sentences that are 40 % longer than the English ones break no layout either."""
    said = longest[slug]
    assert len(said) > 1.15 * len(render_text(card_of(slug), full=True))
    card, _, _exchange = said.partition(stretched("Request and reply"))
    assert_fits_a_terminal(card)


@pytest.mark.parametrize("language", ["en", *TRANSLATED])
def test_the_card_names_its_language(language: str) -> None:
    """Screen readers and fonts need it, and the page around the card may speak another language."""
    named = f'<div class="mmx" lang="{language}" style='
    html = render_html(card_of("provider-outage"), language)
    assert html.startswith(named)
    assert f' lang="{language}"' in render_solved(card_of("provider-outage"), language)


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_servers_words_stay_as_they_came(language: str) -> None:
    """A reading of ours is translated, never what a server said."""
    text = render_text(card_of("provider-outage"), language)
    assert "\n  | SERVER SAID\n" in text
    assert "provider-outage · 502 bad_gateway" in text


def test_a_card_in_chinese_and_in_japanese() -> None:
    """A 402 reads as written here; a value of ours is said in the same language."""
    failure = Failure(
        symptom=Symptom.BAD_KEY, detail=Saying(LINE_BREAK_AT, place=6), key_source="MODELMAX_API_KEY"
    )
    card = diagnose(failure)
    assert "密钥（来源：MODELMAX_API_KEY）中发现：第 6 位是换行。" in render_text(card, "zh").replace(
        "\n", ""
    )
    assert "キー（出どころ: MODELMAX_API_KEY）で見つかった問題: 6 文字目に改行があります。" in render_text(
        card, "ja"
    ).replace("\n", "")
    assert "原样重试？没有用。" in render_text(card, "zh-Hant-TW")
