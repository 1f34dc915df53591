"""The catalogues: complete, up to date, and faithful to what must not be translated."""

import csv
import re
from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from modelmax_nb.catalog.elsewhere import ELSEWHERE
from modelmax_nb.catalog.entries import ENTRIES
from modelmax_nb.columns import is_wide, width
from modelmax_nb.messages import DOMAIN, LOCALE, PLACEHOLDER
from tests.languages.texts import all_texts
from tests.languages.update import TRANSLATED, po_path, read_catalogue

TEXTS = all_texts()
KNOWN = {entry.slug: entry for entry in (*ENTRIES.values(), *ELSEWHERE.values())}
LONGEST_TITLE = 45  # characters, where English has 20 words
LONGEST_LABEL = 24  # columns of a button or of a question in the first layer's table
LONGEST_FIRST_LAYER = 420  # characters
TOKEN = re.compile(r"`[^`]*`")
# What stays as it is: placeholders, tokens, addresses, commands, options, constants, quotations.
COMMANDS = (
    "help|key|lang|code|models|simulator|on|recipe|errors|report|check-secrets|why|undo|glossary|scenarios"
    "|tasks|task"
)
COMMAND = rf"`[^`]*`|\{{\w+\}}|%{{1,2}}\w+(?: (?:{COMMANDS}))*"
CODE = re.compile(COMMAND)
UNTRANSLATED = re.compile(
    COMMAND
    + r"|[\w-]+\.(?:ipynb|md|mjs)\b|https?://|(?<!\w)--?[\w-]+|\.env\b|\.gitignore|\./[\w-]+|\b[A-Z][A-Z_]+\b|b64_json"
    r"|nodejs\.org|node\.install\(\)|(?:status: ok, )+[a-z-]+|\d+x\d+|/v1|sk-"
    r"|\.ipynb_checkpoints|(?:pip|npm) install openai|node ask\.mjs|await main\(\)"
    r"|\b(?:In|Out) ?\[|\"[^\"]*\"|“[^”]*”|「[^」]*」"
)
WORD = re.compile(r"[A-Za-z][\w-]+")
NAMES = {
    "Amazon", "Colab", "Enter", "Face", "GitHub", "GitLab", "Google", "Hugging", "IPython", "JavaScript",
    "JupyterLab", "Keys", "MP4", "Mac", "ModelMax", "NaN", "Node", "OpenAI", "PyPI", "Python", "Retry-After",
    "Services", "Slack", "Stripe", "Web", "WebP", "base64", "bash", "chunked", "curl", "data", "explain",
    "deepseek-v3", "git", "http", "httpx2", "install", "on", "pip", "id", "ipykernel", "jupyter-lab", "lab",
    "modelmax-nb", "no-key", "npm", "openai", "pandas", "play", "python-dotenv", "root", "simulator",
    "token", "url",
}  # fmt: skip


@pytest.fixture(params=TRANSLATED)
def language(request: pytest.FixtureRequest) -> str:
    """One translated language after the other."""
    return request.param


@pytest.fixture
def catalogue(language: str) -> Catalog:
    """Its translations."""
    return read_catalogue(language)


def translations(catalogue: Catalog) -> dict[str, str]:
    """Return every translation by its id."""
    return {message.context: str(message.string) for message in catalogue if message.id}


def test_every_sentence_is_translated(catalogue: Catalog) -> None:
    """No text is missing, none is fuzzy, none is left over; else run ``python -m tests.languages.update``."""
    entries = {message.context: message for message in catalogue if message.id}
    assert {text_id: message.id for text_id, message in entries.items()} == {
        text.id: text.english for text in TEXTS.values()
    }
    assert [text_id for text_id, message in entries.items() if message.fuzzy or not message.string] == []


def test_compiled_as_written(language: str, catalogue: Catalog) -> None:
    """What is looked up at run time is what translators wrote."""
    with po_path(language).with_suffix(".mo").open("rb") as opened:
        compiled = GNUTranslations(opened)
    for text_id, translation in translations(catalogue).items():
        assert compiled.pgettext(text_id, TEXTS[text_id].english) == translation


def test_the_template_is_up_to_date() -> None:
    """A new language begins with every sentence."""
    with (LOCALE / f"{DOMAIN}.pot").open("rb") as opened:
        assert {message.context for message in read_po(opened) if message.id} == set(TEXTS)


def test_placeholders_and_tokens_stay(catalogue: Catalog) -> None:
    """A translation names the same values and types the same things."""
    for text_id, translation in translations(catalogue).items():
        english = TEXTS[text_id].english
        assert sorted(set(PLACEHOLDER.findall(translation))) == sorted(set(PLACEHOLDER.findall(english))), (
            text_id
        )
        assert set(TOKEN.findall(translation)) == set(TOKEN.findall(english)), text_id
        assert translation.count("`") % 2 == 0, text_id


def test_no_brace_is_left_over(catalogue: Catalog) -> None:
    """Nothing looks like a placeholder and is none."""
    for text_id, translation in translations(catalogue).items():
        english = PLACEHOLDER.sub("", TEXTS[text_id].english)
        rest = PLACEHOLDER.sub("", translation)
        assert re.findall(r"\{\w*\}|[{}]", rest) == re.findall(r"\{\w*\}|[{}]", english), text_id


def test_one_form_for_any_number(catalogue: Catalog) -> None:
    """Chinese and Japanese have one plural form, so no sentence needs two."""
    assert catalogue.num_plurals == 1
    assert not any(message.pluralizable for message in catalogue)


def test_no_english_is_left(catalogue: Catalog) -> None:
    """What is neither a token nor a name is translated."""
    for text_id, translation in translations(catalogue).items():
        english, left = TEXTS[text_id].english, set(WORD.findall(UNTRANSLATED.sub(" ", translation)))
        assert left - NAMES == set(), text_id
        if set(WORD.findall(UNTRANSLATED.sub(" ", english))) - NAMES:
            assert any(map(is_wide, translation)), text_id


def test_marks_are_those_of_the_language(language: str, catalogue: Catalog) -> None:
    """Between Chinese and Japanese characters stand no English commas, stops or brackets."""
    forbidden = r",.;:()?!" if language == "zh" else r",.;()?!"
    for text_id, translation in translations(catalogue).items():
        for match in re.finditer(rf"(\w)([{forbidden}])", UNTRANSLATED.sub("X", translation)):
            assert not is_wide(match[1]), f"{text_id}: {match[0]}"


def test_titles_are_short(catalogue: Catalog) -> None:
    """The first line of a card fits in one line of a phone, twice over."""
    for text_id, translation in translations(catalogue).items():
        if text_id.endswith(".title") and text_id.removesuffix(".title") in KNOWN:
            assert len(PLACEHOLDER.sub("x" * 8, translation)) <= LONGEST_TITLE, text_id
            assert translation.endswith("。")


def test_labels_are_short(catalogue: Catalog) -> None:
    """Buttons and the questions of the table stay in one line."""
    for text_id, translation in translations(catalogue).items():
        if text_id.startswith("controls.button.") or text_id in {"card.who", "card.repeat", "card.charged"}:
            assert width(PLACEHOLDER.sub("", translation)) <= LONGEST_LABEL, text_id


def test_first_layers_are_short(catalogue: Catalog) -> None:
    """What a card says unopened is read in half a minute."""
    said = translations(catalogue)
    for entry in KNOWN.values():
        slots = ("title", "what", "ground", "repeat_ground", "charge_ground")
        parts = [said[f"{entry.slug}.{slot}"] for slot in slots] + [said[fix.text.id] for fix in entry.fixes]
        assert len("".join(parts)) <= LONGEST_FIRST_LAYER, entry.slug


def test_the_glossary_is_kept(language: str, catalogue: Catalog) -> None:
    """Where the English has a term, most translations have the word that the glossary gives it."""
    with (Path(__file__).with_name("glossary.csv")).open(encoding="utf-8", newline="") as opened:
        glossary = {row["en"]: row[language].split("|") for row in csv.DictReader(opened)}
    said = translations(catalogue)
    for term, words in glossary.items():
        pattern = re.compile(rf"\b{re.escape(term)}s?\b", re.IGNORECASE)
        meant = [key for key in said if pattern.search(CODE.sub(" ", TEXTS[key].english))]
        kept = [key for key in meant if any(word in said[key] for word in words)]
        assert meant, term
        assert len(kept) >= 0.8 * len(meant), (term, sorted(set(meant) - set(kept)))


@pytest.mark.parametrize(
    "blame", ["请勿", "您", "错在你", "てください！", "!", "！", "申し訳", "抱歉", "对不起"]
)
def test_the_tone_is_neutral(language: str, blame: str) -> None:
    """No blame, no comfort, no exclamation mark, and one way to speak to the reader."""
    said = translations(read_catalogue(language))
    assert [text_id for text_id, translation in said.items() if blame in translation] == []
