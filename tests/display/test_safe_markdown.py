"""A model's answer as Markdown: harmless in every parser, unchanged where it can be."""

from __future__ import annotations

import random
import re
from html.parser import HTMLParser

import pytest
from nbconvert.filters.markdown_mistune import markdown2html_mistune

from modelmax_nb.answer import Answer
from modelmax_nb.display.markdown import literal, safe_markdown
from modelmax_nb.display.mimebundle import answer_bundle

UNCHANGED = {
    "prose": "Plain *words*, a list:\n\n- one\n- two\n",
    "quotes": 'She said "hi".',
    "code": "Call `f(x)` now.",
    "fence": "```python\nprint(1)\n```",
    "fence in a list": "1. First:\n   ```python\n   print(1)\n   ```\n2. Then",
    "formula": "$a + b$ and $$\\int_0^1 x\\,dx$$",
    "link": "[docs](https://a.example/c_(d)?x=1&y=2)",
    "table": "|a|b|\n|-|-|\n|1|2|",
    "heading": "# One\n\n## Two",
}
CHANGED = {
    "html": ("<script>x</script>", "&lt;script>x&lt;/script>"),
    "comment": ("<!-- x -->", "&lt;!-- x -->"),
    "less than": ("2 < 3", "2 &lt; 3"),
    "escaped tag": (r"\<b>", "&lt;b>"),
    "autolink": ("<https://a.example/x>", "https://a.example/x"),
    "formula": ("$a < b$", r"$a \lt  b$"),
    "inline code": ("`<b>`", "<code>&#60;b&#62;</code>"),
    "code over lines": ("`a\n<b>`", "<code>a &#60;b&#62;</code>"),
    "fence": ("```html\n<b>\n```", "\n````html\n<b>\n````\n"),
    "fence without a word": ("~~~\n<b>\n~~~", "\n```text\n<b>\n```\n"),
    "fence in a list": ("- x\n  ```py\n  <b>\n  ```", "- x\n  <pre><code>&#60;b&#62;</code></pre>"),
    "fence in a quote": ("> ```\n> <b>\n> ```", "> <pre><code>&#60;b&#62;</code></pre>"),
    "fence left open": ("```html\n<b>", "\n````html\n<b>\n````\n"),
    "fence in a fence": (
        "````md\n```\n<b>\n```\n````",
        "<pre><code>&#96;&#96;&#96;&#10;&#60;b&#62;&#10;&#96;&#96;&#96;</code></pre>",
    ),
    "words beside a fence": ('```py"onx="1\nx\n```', "```py\nx\n```"),
    "mermaid": ("```mermaid\ngraph TD\n```", "```text\ngraph TD\n```"),
    "fence that is none": ('```a "b"` c', '&#96;&#96;&#96;a "b"` c'),
    "indented code": ("x\n\n    <b>\n", "x\n\n<pre><code>    &#60;b&#62;</code></pre>\n"),
    "image": ("![alt](http://a.example/x.png)", "[alt](http://a.example/x.png)"),
    "image without words": (
        "![](http://a.example/x.png)",
        "[\N{FRAME WITH PICTURE}](http://a.example/x.png)",
    ),
    "image after a bang": ("!![a](http://a.example)", "&#33;[a](http://a.example)"),
    "escaped image": (r"\![a](http://a.example)", "&#33;[a](http://a.example)"),
    "script link": ("[a](javascript:x)", "[a]&#40;javascript:x)"),
    "mixed case": ("[a](JaVaScRiPt:x)", "[a]&#40;JaVaScRiPt:x)"),
    "spelled link": ("[a](&#106;avascript:x)", "[a]&#40;&#106;avascript:x)"),
    "spaced link": ("[a](\n javascript:x)", "[a]&#40;\n javascript:x)"),
    "data link": ("[a](data:text/html,x)", "[a]&#40;data:text/html,x)"),
    "relative link": ("[a](/api/x)", "[a]&#40;/api/x)"),
    "definition": ("[a]: javascript:x", "[a]&#58; javascript:x"),
    "title": ('[a](https://a.example "t")', "[a](https://a.example)"),
    "formula in a link": ("[a](https://a.example/$x$)", "[a]&#40;https://a.example/$x$)"),
    "formula's mark in a link": ("[a](https://a.example/$x)", "[a](https://a.example/%24x)"),
    "quotes beside a formula": ('"a" $x$', "&quot;a&quot; $x$"),
    "quotes in a formula": ('$"a"$', "$''a''$"),
    "macro": (r"$\href{javascript:x}{y}$", r"$\text{href}{javascript:x}{y}$"),
    "macro in prose": (r"\href{javascript:x}", "&#92;href{javascript:x}"),
    "control": ("a\x1b[31mb\x00", "a[31mb"),
    "line ends": ("a\r\nb\rc", "a\nb\nc"),
}
NASTY = (
    "`", "``", "```", "````", "~~~", "\n", "\n", "\n\n", "\n\n", "$", "$$", "\\", "\\\\",
    "<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "</code>", "<!--", "-->", "<pre>",
    "![x](http://e.example/p)", "![x][r]", "[r]: javascript:x", "\n[r]:\njavascript:x\n", "[x](javascript:x)",
    "[x](http://a.example/$", '" onmouseover="x', "$)", "https://a.example/$", "<https://a.example/$q$>",
    "a", " ", "    ", "- ", "1. ", "> ", "\t", 'py"onx="1', "mermaid", "(", ")", "[", "]", "]:", "!",
    "\\begin{a}", "\\end{a}", "\\\\(", "\\\\)", "@@0@@", "|", "\n|-|-|\n", "# ", "&lt;", "*", "\\`", "\\$",
    "\\<", "\\!", "<x", '```python\n<b>"$\n```\n', "  ```\n", "``` \n", "www.a.example/$", "a@b.example",
)  # fmt: skip


@pytest.mark.parametrize("text", UNCHANGED.values(), ids=UNCHANGED)
def test_harmless_markdown_is_left_alone(text: str) -> None:
    """Ordinary Markdown comes out as it went in."""
    assert safe_markdown(text) == text


@pytest.mark.parametrize(("text", "safe"), CHANGED.values(), ids=CHANGED)
def test_danger_is_spelled_out(text: str, safe: str) -> None:
    """What could do harm is shown and does nothing."""
    assert safe_markdown(text) == safe


class Harm(HTMLParser):
    """Collects whatever could run, load or lead to a script."""

    TAGS = frozenset({
        "p", "em", "strong", "code", "pre", "a", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6",
        "blockquote", "hr", "br", "table", "thead", "tbody", "tr", "th", "td", "del", "input", "div", "span",
    })  # fmt: skip
    ATTRIBUTES = frozenset({"href", "class", "id", "align", "start", "type", "checked", "disabled", "style"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note tags and attributes that safe Markdown has no way to make."""
        self.found += [] if tag in self.TAGS else [tag]
        for name, value in attrs:
            if name not in self.ATTRIBUTES:
                self.found.append(name)
            if name == "href" and not re.match(r"(?i)https?:|mailto:|#", value or ""):
                self.found.append(f"{name}={value}")

    def handle_comment(self, data: str) -> None:
        """A comment hides part of the answer."""
        self.found.append(f"<!--{data}")


def test_the_detector_finds_harm() -> None:
    """Unchanged, the same pieces do harm in the same parser, so the next test can fail."""
    found = {what for piece in NASTY for what in Harm(markdown2html_mistune(piece)).found}
    assert {"img", "onerror", "script"} <= found


@pytest.mark.parametrize("seed", range(40))
def test_no_mixture_does_harm(seed: int) -> None:
    """Random mixtures of dangerous pieces stay harmless in a parser that is not ours."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    for _ in range(10):
        text = "".join(chance.choices(NASTY, k=chance.randint(2, 25)))
        assert Harm(markdown2html_mistune(safe_markdown(text))).found == [], text


def test_literal_shows_exactly_its_characters() -> None:
    """Nothing in a label is markup."""
    assert literal("a*b_<c>") == "a&#42;b&#95;&#60;c&#62;"


def test_answer_is_shown_as_it_came() -> None:
    """A complete answer of the model asked for has no label."""
    bundle = answer_bundle(Answer("Hi *you*", model="m", finish_reason="stop"), "en")
    assert bundle == {"text/markdown": "Hi *you*", "text/plain": "Hi *you*"}


def test_simulated_answer_says_so() -> None:
    """The simulator and the model it plays stand above the answer."""
    answer = Answer("Hi", model="gemini-3-flash-preview", finish_reason="stop", simulated=True)
    bundle = answer_bundle(answer, "en")
    assert bundle["text/plain"] == "[The simulator, as gemini-3-flash-preview:]\n\nHi"
    assert bundle["text/markdown"] == f"*{literal('The simulator, as gemini-3-flash-preview:')}*\n\nHi"


def test_fallback_names_both_models() -> None:
    """An answer from another model than the one asked says who gave it."""
    answer = Answer("Hi", model="b", finish_reason="stop", fallback_from="a")
    assert answer_bundle(answer, "en")["text/plain"] == "[Answered by b, in place of a]\n\nHi"


def test_simulated_fallback_names_all() -> None:
    """Both facts fit in one label."""
    answer = Answer("Hi", model="b", finish_reason="stop", fallback_from="a", simulated=True)
    assert answer_bundle(answer, "en")["text/plain"] == "[The simulator, as b, in place of a:]\n\nHi"


def test_incomplete_answer_says_so() -> None:
    """An answer that broke off cannot be taken for a whole one."""
    bundle = answer_bundle(Answer("Half", model="m"), "en")
    assert bundle["text/plain"] == "Half\n\n[The answer is not complete: it broke off here.]"
    assert "not complete" in bundle["text/markdown"]
