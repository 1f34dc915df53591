"""The gallery's pages: to be read without scripts and without a network, by everybody."""

import re
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("PIL", reason="Pillow is not installed")
pytest.importorskip("playwright.sync_api", reason="the Python package playwright is not installed")

from PIL import Image

from tests.gallery.page import Gallery, as_on_github, plain
from tests.gallery.states import THEMES, Shot, State

CARD = '<style>.a{}</style><div class="mmx" style="color:red"><p role="x">Text</p><script>1</script></div>'
OUTPUTS: list[dict[str, Any]] = [
    {"output_type": "display_data", "data": {"text/plain": "Text", "text/html": CARD}, "metadata": {}},
    {"output_type": "error", "ename": "E", "evalue": "", "traceback": ["\x1b[31mE: text\x1b[0m"]},
]


@pytest.fixture
def pages(tmp_path: Path) -> dict[str, str]:
    """The pages of a gallery of one card in two languages."""
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "old.webp").write_bytes(b"")
    gallery = Gallery(tmp_path, ["en", "ja"])
    for language in ("en", "ja"):
        for theme in THEMES:
            gallery.add(Shot("key-refused", State.FIRST, theme, language), Image.new("RGB", (4, 3)))
        gallery.tell(language, {("key-refused", State.FIRST): OUTPUTS})
    assert gallery.write() == tmp_path / "index.html"
    assert len(list((tmp_path / "pictures").iterdir())) == gallery.count == 4
    return {path.name: path.read_text(encoding="utf-8") for path in tmp_path.glob("*.html")}


def test_pages_need_nothing_else(pages: dict[str, str]) -> None:
    """No script, no address outside, and every picture is there when it is scrolled to."""
    assert {*pages} == {"index.html", "ja.html"}
    for page in pages.values():
        assert "<script" not in page
        assert "http" not in re.sub(r"<pre.*?</pre>", "", page)
        assert page.count("<img ") == page.count('loading="lazy"') == 2
        assert 'id="key-refused"' in page
        assert 'href="#key-refused"' in page


def test_pictures_have_a_text(pages: dict[str, str]) -> None:
    """Who cannot see them reads what the card says; states without a picture are named."""
    assert pages["index.html"].count('alt="The card of key-refused') == 2
    assert "E: text" in pages["ja.html"]
    assert "No picture: opened, asked" in pages["index.html"]


def test_forms_without_styles() -> None:
    """A terminal shows no colour codes, a strict viewer no style, class, role or script."""
    assert plain(OUTPUTS) == "Text\nE: text"
    assert as_on_github(OUTPUTS) == "<div><p>Text</p></div>"
