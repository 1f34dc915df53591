"""Which language is chosen, and how a sentence is said in it."""

import pickle

import pytest

from modelmax_nb.columns import pad, width, wrap
from modelmax_nb.language import resolve_language
from modelmax_nb.messages import Saying, Text, languages, say, template


@pytest.mark.parametrize(
    ("chosen", "environ", "attended", "expected"),
    [
        (None, {}, True, ("en", "default")),
        ("ja", {"MODELMAX_LANG": "zh", "LANG": "en_US.UTF-8"}, True, ("ja", "chosen in this session")),
        ("auto", {"MODELMAX_LANG": "zh"}, True, ("zh", "MODELMAX_LANG")),
        (None, {"MODELMAX_LANG": "ja"}, False, ("ja", "MODELMAX_LANG")),
        ("zh", {}, False, ("zh", "chosen in this session")),
        (None, {"LANG": "ja_JP.UTF-8"}, True, ("ja", "LANG")),
        (None, {"LANG": "ja_JP.UTF-8"}, False, ("en", "default")),
        (None, {"LC_ALL": "C.UTF-8", "LANG": "ja_JP.UTF-8"}, True, ("en", "LC_ALL")),
        (None, {"LC_ALL": "", "LC_MESSAGES": "zh_CN.GB18030", "LANG": "C"}, True, ("zh", "LC_MESSAGES")),
        (None, {"MODELMAX_LANG": "zh-Hant-TW"}, True, ("zh", "MODELMAX_LANG")),
        (None, {"MODELMAX_LANG": "auto", "LANG": "zh_CN"}, True, ("zh", "LANG")),
        (None, {"MODELMAX_LANG": "tlh", "LANG": "ja_JP"}, True, ("en", "MODELMAX_LANG")),
        (None, {"LANG": "../../etc"}, True, ("en", "LANG")),
    ],
)
def test_what_decides(
    chosen: str | None, environ: dict[str, str], attended: bool, expected: tuple[str, str]
) -> None:
    """The session, then the variable, then the locale where somebody reads, then English."""
    assert resolve_language(chosen, environ, attended=attended) == expected


def test_a_tag_is_narrowed_step_by_step() -> None:
    """Traditional Chinese falls back to Chinese."""
    assert languages("zh-Hant-TW") == ["zh-Hant-TW", "zh-Hant", "zh"]
    assert languages("") == []


@pytest.mark.parametrize("language", ["en", "tlh", "zh", ""])
def test_a_sentence_without_a_translation_is_english(language: str) -> None:
    """A missing catalogue or sentence never fails a sentence about a failure."""
    assert say(Text("no.such-id", "{count} left"), language, count=2) == "2 left"


def test_a_changed_sentence_is_english_until_it_is_translated_anew() -> None:
    """An id alone does not bring back the translation of another text."""
    assert template(Text("card.who", "Something else?"), "zh") == "Something else?"


def test_a_saying_is_english_and_can_still_be_said_otherwise() -> None:
    """Records hold it as a ``str``; it survives a trip to another process."""
    inner = Saying(Text("no.such-id", "a blank"))
    saying = Saying(Text("no.such-id-either", "Left out: {what}."), what=inner)
    assert saying == "Left out: a blank."
    again = pickle.loads(pickle.dumps(saying))  # noqa: S301 - made a line above
    assert (again, again.text, again.values) == (saying, saying.text, {"what": inner})
    assert say(Text("no.such-id", "{said}"), "zh", said=saying) == "Left out: a blank."


def test_wide_characters_take_two_columns() -> None:
    """Chinese and Japanese are counted as terminals draw them."""
    assert (width("abc"), width("余额 402"), width("e\u0301"), width("日本語")) == (3, 8, 1, 6)
    assert pad("余额", 6) + "|" == "余额  |"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one two three four", "- one two\n  three four"),
        ("没有空格的句子也要换行。", "- 没有空格的句\n  子也要换行。"),
        ("数一数吧，「引号」不落单。", "- 数一数吧，\n  「引号」不落\n  单。"),
        ("用 `insufficient_balance`", "- 用\n  `insufficien\n  t_balance`"),
    ],
)
def test_lines_break_where_they_may(text: str, expected: str) -> None:
    """Between wide characters too, but no line begins with a full stop or ends with a quote's opening."""
    assert wrap(text, 14, "  ", "- ") == expected
