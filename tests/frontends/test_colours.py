"""Colours where no JupyterLab is: in VS Code's themes, and on pages that define none, as Colab's frames."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

import pytest
import samples

from modelmax_nb.display.mimebundle import card_bundle, solved_bundle

# Source: vendor code (VS Code's built-in themes; high contrast from its colour registry).
VSCODE: Final = {
    "light": {"foreground": "#3b3b3b", "editor-background": "#ffffff", "errorForeground": "#f85149"},
    "dark": {"foreground": "#cccccc", "editor-background": "#1f1f1f", "errorForeground": "#f85149"},
    "high contrast": {"foreground": "#ffffff", "editor-background": "#000000", "errorForeground": "#f48771"},
    "high contrast light": {
        "foreground": "#292929",
        "editor-background": "#ffffff",
        "errorForeground": "#b5200d",
    },
}
CARDS: Final = {
    "card": lambda: card_bundle(samples.outage(), live=True)["text/html"],
    "changed": lambda: card_bundle(samples.key_refused(), before=samples.outage())["text/html"],
    "links": lambda: card_bundle(samples.balance())["text/html"],
    "solved": lambda: solved_bundle(samples.outage())["text/html"],
}
TEXT, RULE = 4.5, 3.0  # Source: documented (WCAG 2.2: 1.4.3 for text, 1.4.11 for what is drawn)
KEYWORDS: Final = {"inherit", "transparent", "none", "currentcolor"}
COLOUR: Final = re.compile(r"#[0-9a-f]{3,8}\b")


def declarations(html: str) -> Iterator[tuple[str, str]]:
    """List each property and its value, of the style sheet and of the attributes."""
    sheets = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    blocks = [block for sheet in sheets for block in re.findall(r"\{([^{}]*)\}", sheet)]
    blocks += re.findall(r'\sstyle="([^"]*)"', html)
    for block in blocks:
        for declaration in block.split(";"):
            name, colon, value = declaration.partition(":")
            if colon:
                yield name.strip(), value.replace("!important", "").strip().lower()
    for name in ("fill", "stroke"):  # of a picture
        yield from ((name, value.lower()) for value in re.findall(rf'\s{name}="([^"]*)"', html))


def resolve(value: str, variables: Mapping[str, str]) -> str:
    """Return *value* as a browser reads it that knows *variables* alone."""
    while True:
        inner = re.search(r"var\(\s*(--[\w-]+)\s*(?:,((?:[^()]|\([^()]*\))*))?\)", value)
        if inner is None:
            return value.strip()
        name, fallback = inner[1], inner[2]
        found = variables.get(name.lower())
        if found is None and fallback is not None and "var(" in fallback:
            found = resolve(fallback, variables)
        chosen = found if found is not None else fallback
        assert chosen is not None, f"{name} is not defined here and has no fallback"
        value = value[: inner.start()] + chosen + value[inner.end() :]


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb``."""
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def over(colour: str, ground: str) -> str:
    """Return *colour* as it looks on *ground*, through which it may be seen."""
    if len(colour) not in {5, 9}:
        return colour
    digits = colour[1:] if len(colour) == 9 else "".join(2 * digit for digit in colour[1:])
    *parts, alpha = (int(digits[place : place + 2], 16) for place in (0, 2, 4, 6))
    below = [int(ground[place : place + 2], 16) for place in (1, 3, 5)]
    mixed = (
        round(part * alpha / 255 + under * (1 - alpha / 255))
        for part, under in zip(parts, below, strict=True)
    )
    return "#" + "".join(f"{part:02x}" for part in mixed)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours: 1 to 21."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("make", CARDS.values(), ids=CARDS)
def test_every_variable_has_a_fallback(make: "type[str]") -> None:
    """Where no variable is defined, each declaration still has a value."""
    for name, value in declarations(make()):
        assert "var(" not in resolve(value, {}), name


@pytest.mark.parametrize("make", CARDS.values(), ids=CARDS)
@pytest.mark.parametrize("theme", VSCODE)
def test_text_can_be_read_in_vs_code(make: "type[str]", theme: str) -> None:
    """Every colour of text has enough contrast with every ground that the card may have."""
    colours = VSCODE[theme]
    variables = {f"--vscode-{name}".lower(): value for name, value in colours.items()}
    inks, grounds = {colours["foreground"]}, {colours["editor-background"]}
    for name, value in declarations(make()):
        found = resolve(value, variables)
        if name == "color" and found not in KEYWORDS:
            inks.add(found)
        if name in {"background", "background-color"} and found not in KEYWORDS:
            grounds.add(over(found, colours["editor-background"]))
    too_weak = {(ink, on): contrast(ink, on) for ink in inks for on in grounds if contrast(ink, on) < TEXT}
    assert too_weak == {}


@pytest.mark.parametrize("make", CARDS.values(), ids=CARDS)
@pytest.mark.parametrize("theme", VSCODE)
def test_what_is_drawn_can_be_seen_in_vs_code(make: "type[str]", theme: str) -> None:
    """The rule at the card's side, and a picture's bars, stand out from the ground."""
    variables = {f"--vscode-{name}".lower(): value for name, value in VSCODE[theme].items()}
    drawn = {
        colour
        for name, value in declarations(make())
        if name in {"border-left", "border-left-color", "fill", "stroke"}
        for colour in COLOUR.findall(resolve(value, variables))
        if len(colour) in {4, 7}  # not those one can look through: they are ornament
    }
    ground = VSCODE[theme]["editor-background"]
    assert {colour: contrast(colour, ground) for colour in drawn if contrast(colour, ground) < RULE} == {}


@pytest.mark.parametrize("make", CARDS.values(), ids=CARDS)
def test_a_page_without_variables_keeps_its_own(make: "type[str]") -> None:
    """On a page like Colab's the card takes the text and the ground of the page, light or dark."""
    for name, value in declarations(make()):
        if name not in {"color", "background", "background-color"}:
            continue
        found = resolve(value, {})
        if name != "color" and found.startswith("#"):  # a mark: whatever the page, its words can be read
            for ink, page in (("#000000", "#ffffff"), ("#ffffff", "#111111")):
                assert len(found) in {5, 9}, "it would hide the ground of the page"
                assert contrast(ink, over(found, page)) >= TEXT
            continue
        assert found in KEYWORDS, (name, value)


def test_contrast_is_measured_right() -> None:
    """Black on white is 21, and #767676 is the lightest grey that passes on white."""
    assert round(contrast("#000", "#ffffff"), 2) == 21
    assert contrast("#767676", "#ffffff") > TEXT > contrast("#777777", "#ffffff")
