"""The cards in a real browser look as they are stored; ``python -m tests.gallery --store`` renews them."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("playwright.sync_api", reason="the Python package playwright is not installed")
pytest.importorskip("PIL", reason="Pillow is not installed")

from PIL import Image

from tests.gallery.likeness import difference
from tests.gallery.states import State
from tests.gallery.stored import (
    FOLDER,
    FOLLOWED,
    LARGEST,
    ROOT,
    readme_path,
    readme_sitting,
    sittings,
)
from tests.gallery.stored import path_of as path_of_shot
from tests.gallery.studio import Studio, missing_fonts

KEPT = sorted(path.name for path in FOLDER.glob("*.webp"))
README_PICTURES = ("card-light.png", "card-dark.png")
pytestmark = pytest.mark.timeout(900)  # the first test waits for all pictures


class Session:
    """What one round of photographs brought."""

    def __init__(self) -> None:
        self.pictures: dict[str, Image.Image] = {}
        self.met: dict[str, dict[str, str]] = {}
        self.states: set[State] = set()


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """Every picture that is kept, taken anew."""
    missing = missing_fonts()
    if missing:
        pytest.skip(f"fonts are missing: {', '.join(missing.values())}")
    done = Session()
    try:
        studio = Studio(tmp_path_factory.mktemp("studio"))
    except LookupError as error:
        pytest.skip(str(error))
    with studio:
        for sitting in sittings(studio):
            for shot, image in sitting.pictures():
                done.pictures[path_of_shot(shot).name] = image
                done.states.add(shot.state)
            done.met[sitting.language] = sitting.met
        for shot, image in readme_sitting(studio).pictures():
            done.pictures[readme_path(shot.theme).name] = image
    return done


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Image.Image], Path]:
    """Keep pictures of differences in the folder of MODELMAX_SCREENSHOTS, or a temporary one."""
    named = os.environ.get("MODELMAX_SCREENSHOTS")
    folder = Path(named).absolute() if named else tmp_path_factory.mktemp("differences")
    folder.mkdir(parents=True, exist_ok=True)

    def keep(name: str, picture: Image.Image) -> Path:
        path = folder / f"difference-{Path(name).stem}.png"
        picture.save(path)
        return path

    return keep


@pytest.mark.parametrize("name", [*README_PICTURES, *KEPT])
def test_a_card_looks_as_it_did(
    session: Session, report: Callable[[str, Image.Image], Path], name: str
) -> None:
    """No row, colour or button has changed without its picture."""
    assert name in session.pictures, "this picture is no longer taken: python -m tests.gallery --store"
    stored = Image.open((ROOT / "docs" if name in README_PICTURES else FOLDER) / name)
    seen = difference(stored, session.pictures[name])
    if seen.reason:
        path = report(name, seen.picture)
        pytest.fail(f"{name}: {seen.reason}. Stored, taken and the difference: {path}. "
                    "If this is how it should look: python -m tests.gallery --store")  # fmt: skip


def test_every_picture_that_is_taken_is_stored(session: Session) -> None:
    """A new entry has a picture, and every state is among them."""
    assert {*session.pictures} == {*KEPT, *README_PICTURES}
    assert session.states == {*State}


def test_every_cell_meets_its_own_failure(session: Session) -> None:
    """What stands on a picture is the entry that it is named after."""
    for met in session.met.values():
        assert {slug: found for slug, found in met.items() if found != slug} == {}
    assert {*FOLLOWED} <= {*session.met["ja"]}


def test_the_stored_pictures_are_small() -> None:
    """Each refresh adds as much to the repository."""
    sizes = [path.stat().st_size for path in FOLDER.iterdir()]
    assert 0 < sum(sizes) <= LARGEST


def test_the_readme_shows_them() -> None:
    """Both pictures are there, at twice the size that the README gives them."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    width = re.search(r'<img src="docs/card-light.png" width="(\d+)"', readme)
    assert width is not None
    assert 'srcset="docs/card-dark.png"' in readme
    for name in README_PICTURES:
        with Image.open(ROOT / "docs" / name) as picture:
            assert picture.width == pytest.approx(2 * int(width[1]), abs=8)
