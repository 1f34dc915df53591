"""The gallery as pages that need no script and no network: one for each language, and a way in."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

import bleach  # type: ignore[import-untyped]

from modelmax_nb.catalog.entries import ENTRIES
from modelmax_nb.messages import say
from tests.gallery.states import LANGUAGES, THEMES, Shot, State

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from PIL import Image

LANGUAGE_NAMES = {"en": "English", "zh": "中文", "ja": "日本語"}
# What GitHub leaves of an output, as far as a card uses it: no style, class, id, role or script.
GITHUB_TAGS = frozenset({
    "a", "b", "blockquote", "br", "code", "dd", "details", "div", "dl", "dt", "em", "li", "ol", "p", "pre",
    "small", "span", "strong", "summary", "table", "tbody", "td", "th", "thead", "tr", "ul",
})  # fmt: skip
GITHUB_ATTRIBUTES = {"a": ["href"], "details": ["open"], "td": ["align"], "th": ["align", "scope"]}
STYLE = """
:root { color-scheme: light dark; --line: #8886; --soft: #8881; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 1500px; padding: 0 20px 60px; }
h1 { margin-bottom: 0; } h2 { border-top: 1px solid var(--line); margin-top: 2.5em; padding-top: .6em; }
nav ul { columns: 15em; list-style: none; margin: .5em 0; padding: 0; }
a { color: inherit; }
a:focus-visible, input:focus-visible, summary:focus-visible { outline: 3px solid #1976d2; }
fieldset { background: Canvas; border: 1px solid var(--line); border-radius: 6px; padding: .4em 1em;
  position: sticky; top: 0; z-index: 1; }
fieldset label { margin-right: 1.1em; white-space: nowrap; }
.pair { display: grid; gap: 10px; grid-template-columns: repeat(auto-fit, minmax(min(100%, 480px), 1fr)); }
figure { margin: 1.2em 0; } figcaption { font-weight: 600; margin-bottom: .4em; }
img { border: 1px solid var(--line); box-sizing: border-box; height: auto; max-width: 100%; }
pre, .github { background: var(--soft); border-radius: 6px; overflow-x: auto; padding: 1em; }
.none { color: GrayText; } code { background: var(--soft); padding: 0 .3em; } summary { cursor: pointer; }
"""


class Gallery:
    """Collects pictures and texts, and writes the pages.

    Attributes:
        count: How many pictures there are.

    Args:
        folder: Where; made if need be.
        languages: A page for each.
    """

    def __init__(self, folder: Path, languages: Sequence[str]) -> None:
        self._folder = folder
        self._languages = languages
        self._sizes: dict[Shot, tuple[int, int]] = {}
        self._outputs: dict[tuple[str, str, State], list[dict[str, Any]]] = {}
        (folder / "pictures").mkdir(parents=True, exist_ok=True)
        for old in (folder / "pictures").glob("*.webp"):
            old.unlink()

    @property
    def count(self) -> int:
        """How many pictures there are."""
        return len(self._sizes)

    def add(self, shot: Shot, image: Image.Image) -> None:
        """Write a picture."""
        self._sizes[shot] = image.size
        image.save(self._folder / "pictures" / f"{shot.name}.webp", lossless=True, method=2)

    def tell(self, language: str, outputs: Mapping[tuple[str, State], list[dict[str, Any]]]) -> None:
        """Take note of what the notebook of one language holds."""
        for (slug, state), shown in outputs.items():
            self._outputs[language, slug, state] = shown

    def text(self, language: str, slug: str, state: State) -> str:
        """Return what a terminal shows of a card in one state, "" if that is not known."""
        return plain(self._outputs.get((language, slug, state), []))

    def write(self) -> Path:
        """Write the pages and return the first one."""
        for language in self._languages:
            self._page_of(language).write_text(self._page(language), encoding="utf-8")
        index = self._folder / "index.html"
        if self._languages[0] != "en":
            index.write_text(self._page(self._languages[0]), encoding="utf-8")
        return index

    def _page_of(self, language: str) -> Path:
        return self._folder / _file_name(language)

    def _page(self, language: str) -> str:
        slugs = [slug for slug in ENTRIES if any(shot.slug == slug for shot in self._sizes)]
        links = " · ".join(
            f'<a href="{_file_name(other)}" lang="{other}">{LANGUAGE_NAMES[other]}</a>'
            for other in self._languages
        )
        rules = "".join(
            f"body:has(#only-{state.label}:checked) .state:not(.{state.label})" + "{display:none}"
            for state in State
        )
        choices = "".join(
            f'<label><input type="radio" name="state" id="only-{name}"{checked}> {label}</label>'
            for name, label, checked in (
                ("all", "all", " checked"),
                *((state.label, state.label, "") for state in State),
            )
        )
        entries = "".join(f'<li><a href="#{slug}">{slug}</a></li>' for slug in slugs)
        meanings = "".join(f"<li><b>{state.label}</b>: {escape(state.value)}</li>" for state in State)
        return (
            '<!doctype html><html lang="en"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width,initial-scale=1">'
            f"<title>Every card, in every state ({LANGUAGE_NAMES[language]})</title>"
            f"<style>{STYLE}{rules}</style></head><body>"
            f"<header><h1>Every card, in every state</h1><p>{links}</p></header><main>"
            f"<fieldset><legend>State</legend>{choices}</fieldset>"
            f'<nav aria-label="Entries"><ul>{entries}</ul></nav>'
            f"<details><summary>What the states mean</summary><ul>{meanings}</ul></details>"
            f"{''.join(self._entry(slug, language) for slug in slugs)}</main></body></html>\n"
        )

    def _entry(self, slug: str, language: str) -> str:
        title = escape(say(ENTRIES[slug].text("title"), language))
        figures = "".join(self._pair(slug, state, language) for state in State)
        absent = [state.label for state in State if not self._has(slug, state, language)]
        none = f'<p class="none">No picture: {", ".join(absent)}.</p>' if absent else ""
        text = self.text(language, slug, State.FIRST)
        github = as_on_github(self._outputs.get((language, slug, State.FIRST), []))
        return (
            f'<section id="{slug}"><h2><a href="#{slug}">{slug}</a></h2>'
            f'<p lang="{language}">{title}</p>{figures}{none}'
            f'<details><summary>As text</summary><pre lang="{language}">{escape(text)}</pre></details>'
            f'<details><summary>As on GitHub, without styles</summary><div class="github" lang="{language}">'
            f"{github}</div></details></section>"
        )

    def _has(self, slug: str, state: State, language: str) -> bool:
        return any(Shot(slug, state, theme, language) in self._sizes for theme in THEMES)

    def _pair(self, slug: str, state: State, language: str) -> str:
        images = "".join(self._image(Shot(slug, state, theme, language)) for theme in THEMES)
        if not images:
            return ""
        caption = f"<figcaption>{state.label}: {escape(state.value)}</figcaption>"
        return f'<figure class="state {state.label}">{caption}<div class="pair">{images}</div></figure>'

    def _image(self, shot: Shot) -> str:
        if shot not in self._sizes:
            return ""
        width, height = self._sizes[shot]
        text = (
            f"The card of {shot.slug}, {shot.state.value}, {shot.theme} theme; its words stand below as text"
        )
        return (
            f'<img loading="lazy" src="pictures/{shot.name}.webp" width="{width}" height="{height}" '
            f'alt="{escape(text)}">'
        )


def _file_name(language: str) -> str:
    """Return the file of a language's page; English is the way in."""
    return "index.html" if language == LANGUAGES[0] else f"{language}.html"


def plain(outputs: list[dict[str, Any]]) -> str:
    """Return what a terminal shows of stored outputs."""
    texts = []
    for output in outputs:
        if output["output_type"] == "error":
            texts.append(re.sub(r"\x1b\[[\d;]*m", "", "\n".join(output["traceback"])))
        else:
            texts.append(output.get("text") or output.get("data", {}).get("text/plain", ""))
    return "\n".join(text.strip("\n") for text in texts if text)


def as_on_github(outputs: list[dict[str, Any]]) -> str:
    """Return the HTML that a strict viewer leaves of stored outputs."""
    pages = [output.get("data", {}).get("text/html", "") for output in outputs]
    bare = re.sub(r"<(style|svg|script)\b.*?</\1>", "", "".join(pages), flags=re.DOTALL | re.IGNORECASE)
    clean: str = bleach.clean(bare, tags=GITHUB_TAGS, attributes=GITHUB_ATTRIBUTES, strip=True)
    return clean
