"""Every entry has a page that can be shown and, where it says so, seen."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from modelmax_nb.catalog.entries import ENTRIES
from modelmax_nb.catalog.entry import Entry
from modelmax_nb.diagnosis import NOTHING, diagnose
from modelmax_nb.display.page import FILLED
from modelmax_nb.messages import placeholders
from modelmax_nb.pages.book import LESSONS, NEAREST, TOGETHER, page_of, related_to
from modelmax_nb.pages.examples import LISTED, WRITTEN, example_of
from modelmax_nb.pages.lookup import BOOK
from tests.harness.kernels import Kernel

ROOT = Path(__file__).parents[2]
ALL = [pytest.param(entry, id=entry.slug) for entry in BOOK.values()]
PROVOKED = [
    pytest.param(entry, id=entry.slug)
    for entry in ENTRIES.values()
    if entry.scenario and entry.slug != "host-not-found"  # it would ask the network for the name
]
TYPED = [
    pytest.param(entry, id=entry.slug)
    for entry in BOOK.values()
    if entry.slug != "interrupted" and not entry.scenario and page_of(entry).cells
]
# They need another service, another library, or files of the learner's.
CANNOT_BE_SEEN = {
    "key-file-not-read", "task-unreadable", "task-elsewhere", "sdk-does-not-fit", "elsewhere-interrupted",
    "proxy-not-reached",
}  # fmt: skip
SHOWN = "print(modelmax_nb.current_session().last_diagnosis.entry.slug)"


@pytest.mark.parametrize("entry", ALL)
def test_the_example_is_diagnosed_as_its_entry(entry: Entry) -> None:
    """What fills the sentences of a page is a failure that gets this entry and no other."""
    example = example_of(entry)
    listed = LISTED if entry.slug == "balance-and-model" else None
    assert diagnose(example.diagnosis.failure, listed).entry.slug == entry.slug
    named = {name for slot in FILLED for name in placeholders(entry.text(slot))}
    assert {name for name in named if example.diagnosis.values[name] == NOTHING} == set()
    assert (example.seen is None) == (entry.slug in WRITTEN or entry.slug not in ENTRIES)


def test_only_entries_are_written_down() -> None:
    """An example for an entry that is gone would be forgotten."""
    assert set(WRITTEN) <= set(ENTRIES)


def test_lessons_are_there() -> None:
    """A page names a notebook only where there is one; every lesson on an error is named by a page."""
    notebooks = {path.name for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert set(LESSONS.values()) <= notebooks
    assert {*LESSONS, *NEAREST} <= set(ENTRIES)
    assert set(NEAREST.values()) <= notebooks
    assert not set(LESSONS) & set(NEAREST)
    assert {name for name in notebooks if name[0] in "45"} <= set(LESSONS.values())


@pytest.mark.parametrize("entry", ALL)
def test_every_page_has_cells_and_a_lesson(entry: Entry) -> None:
    """Whoever reads of a cause can bring it about, and go on learning."""
    page = page_of(entry)
    assert page.cells or entry.slug in CANNOT_BE_SEEN
    assert page.lesson


@pytest.mark.parametrize("slug", LESSONS)
def test_a_lesson_speaks_of_its_entry(slug: str) -> None:
    """The cause that a page sends somebody to learn about stands in the notebook."""
    assert slug in (ROOT / "notebooks" / LESSONS[slug]).read_text(encoding="utf-8")


def test_related_entries_are_there() -> None:
    """No page names an entry that is not there, or itself, or more than four."""
    assert {slug for group in TOGETHER for slug in group} <= set(ENTRIES)
    for entry in ENTRIES.values():
        related = related_to(entry)
        assert entry not in related
        assert len(related) <= 4


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    """One kernel with nobody in front of it, so that waits are virtual."""
    with Kernel(tmp_path_factory.mktemp("kernel"), attended=False) as kernel:
        assert kernel.run("%load_ext modelmax_nb\nimport modelmax_nb").error is None
        yield kernel


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("unknown-model", "The notebook `03-400-bad-request.ipynb` teaches this."),
        ("interrupted", "The notebook `09-broken-streams.ipynb` teaches this."),
        ("conflict", "No notebook teaches just this; `08-timeouts-and-connections.ipynb` comes nearest."),
        (
            "elsewhere-payment",
            "No notebook teaches just this; `04-402-insufficient-balance.ipynb` comes nearest.",
        ),
    ],
)
def test_a_page_says_whether_its_lesson_teaches_just_this(loaded: Kernel, slug: str, said: str) -> None:
    """The nearest lesson is not called the one that teaches it, as text and as HTML."""
    shown = loaded.run(f"%modelmax why {slug}")
    assert said.replace("`", "") in " ".join(shown.text.replace("`", "").split())
    plain = " ".join(re.sub(r"<[^>]+>", "", shown.html).split())
    assert said.replace("`", "") in plain


@pytest.mark.parametrize("entry", TYPED)
def test_cells_without_a_scenario_show_the_entry(loaded: Kernel, entry: Entry) -> None:
    """Another call, or a pasted reply: the last cell shows the card of this entry."""
    loaded.run("%modelmax simulator on --seed 0")
    shown = [loaded.run(cell) for cell in page_of(entry).cells]
    assert f"{entry.slug} · " in str(shown[-1].messages) or f"({entry.slug})" in str(shown[-1].messages)


@pytest.mark.parametrize("entry", PROVOKED)
def test_the_cells_on_a_page_do_what_it_says(loaded: Kernel, entry: Entry) -> None:
    """Run as they stand, they end in the entry, and the same bytes come back."""
    page = page_of(entry)
    loaded.run("%modelmax simulator on --seed 0")
    assert page.cells
    for cell in page.cells:
        loaded.run(cell)
    assert loaded.run(SHOWN).text.strip() == entry.slug
    body = loaded.run("print(modelmax_nb.current_session().last_diagnosis.failure.body)").text.strip()
    assert body == (page.seen.failure.body.strip() if page.seen is not None else "")
