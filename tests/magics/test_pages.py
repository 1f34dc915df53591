"""``%modelmax why ID`` and ``%modelmax errors`` in a real kernel."""

from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from modelmax_nb.pages.lookup import BOOK
from tests.harness.kernels import Kernel


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    """A kernel with the extension and no call behind it."""
    with Kernel(tmp_path_factory.mktemp("pages")) as kernel:
        kernel.run("%load_ext modelmax_nb\nimport modelmax_nb")
        yield kernel


class Texts(HTMLParser):
    """Collects the visible text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self._style = False

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        """Note where a style sheet begins."""
        self._style = tag == "style"

    def handle_endtag(self, _tag: str) -> None:
        """Note where it ends."""
        self._style = False

    def handle_data(self, data: str) -> None:
        """Keep what is no style sheet."""
        if not self._style:
            self.seen.append(data)


def words_of(html: str) -> str:
    """Return the visible text of *html* with single blanks."""
    reader = Texts()
    reader.feed(html)
    return " ".join(" ".join(reader.seen).split())


def test_a_page_is_shown_as_html_and_text_without_a_call(loaded: Kernel) -> None:
    """The session is left alone: nothing is sent in it, nothing is remembered."""
    shown = loaded.run("%modelmax why insufficient-balance")
    assert shown.error is None
    for part in (
        "The balance of your account is used up.", "insufficient-balance", "How we recognise it", "Charged?",
        "%modelmax simulator play 402", '{"error":{"message":"insufficient balance"', "Background",
        "Top up in the dashboard", "04-402-insufficient-balance.ipynb", "key-refused",
    ):  # fmt: skip
        assert part in shown.text
        assert part in words_of(shown.html)
    assert "<script" not in shown.html
    assert loaded.run("print(modelmax_nb.current_session().last)").text.strip() == "None"
    assert loaded.run("%modelmax why").text.startswith("No call has failed in this session.")


@pytest.mark.parametrize("language", ["zh", "ja"])
def test_a_page_speaks_the_readers_language(loaded: Kernel, language: str) -> None:
    """What the catalogues have is said in it; ids, commands and replies stay."""
    loaded.run(f"%modelmax lang {language}")
    shown = loaded.run("%modelmax why insufficient-balance")
    loaded.run("%modelmax lang en")
    assert "The balance of your account" not in shown.text + shown.html
    assert f'lang="{language}"' in shown.html
    assert "%modelmax simulator play 402" in shown.text


def test_after_a_failure_why_alone_is_the_failure_itself(loaded: Kernel) -> None:
    """With an id, the page; without, what came back last."""
    loaded.run("%modelmax simulator on --seed 0\n%modelmax simulator play 401")
    loaded.run("%%modelmax\nHello")
    assert "key-refused" in loaded.run("%modelmax why").text
    assert "insufficient-balance" in loaded.run("%modelmax why 402").text
    assert "key-refused" in loaded.run("%modelmax why").text


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("why insuficient", "did you mean insufficient-balance?"),
        ("why zzzz", "(%modelmax errors)"),
        ("errors zzzz", "no failure speaks of zzzz"),
        ("erors", "did you mean %modelmax errors?"),
        ("check-secret", "did you mean %modelmax check-secrets?"),
    ],
)
def test_a_slip_is_answered_in_one_line(loaded: Kernel, line: str, said: str) -> None:
    """No traceback, and what was probably meant."""
    shown = loaded.run(f"%modelmax {line}")
    assert shown.reply["status"] == "error"
    assert said in shown.text


def test_errors_lists_all_and_some(loaded: Kernel) -> None:
    """By part, with whose move it is and whether a repeat helps."""
    everything = loaded.run("%modelmax errors")
    assert [slug for slug in BOOK if slug not in everything.text or slug not in everything.html] == []
    some = loaded.run("%modelmax errors 502")
    assert "provider-outage" in some.text
    assert "insufficient-balance" not in some.text + some.html
    assert loaded.run("%modelmax why 502").text == some.text


def test_what_is_asked_is_escaped(loaded: Kernel) -> None:
    """The words of the line come back in the heading of the list."""
    shown = loaded.run("%modelmax errors <b>")
    assert "<b>" not in shown.html


def test_tab_offers_notebooks_to_look_through(loaded: Kernel) -> None:
    """Those of this folder; a name with a blank would have to be quoted."""
    loaded.run("from pathlib import Path\nfor name in ('a.ipynb', 'b c.ipynb', 'd.txt'): Path(name).touch()")
    assert loaded.complete("%modelmax check-secrets ")["matches"] == ["a.ipynb"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("%modelmax why insuff", "%modelmax why insufficient-balance"),
        ("%modelmax errors rate-l", "%modelmax errors rate-limited"),
        ("%modelmax report --wr", "%modelmax report --write"),
        ("%modelmax check-s", "%modelmax check-secrets"),
    ],
)
def test_tab_completes(loaded: Kernel, line: str, expected: str) -> None:
    """Commands, ids and options."""
    reply = loaded.complete(line)
    assert [line[: reply["cursor_start"]] + match for match in reply["matches"]] == [expected]
