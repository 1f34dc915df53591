"""The command that builds the site: what it says when something is missing, and the list it writes."""

import json
import re
import zipfile
from pathlib import Path

import pytest

from binder.lite import work
from binder.lite.__main__ import main
from binder.lite.errors import BuildError
from binder.lite.site import MARK, check_replaceable
from binder.lite.wheels import make_slim, read_wheel, write_lock
from binder.lite.work import BROWSER, FRONTEND, TOOLS, Workshop, own_requirements, run

PINNED = re.compile(r"[a-z0-9._-]+==[\w.!+]+( --hash=sha256:[0-9a-f]{64})?", re.IGNORECASE)


def make_wheel(folder: Path, name: str, version: str, *needs: str, modules: tuple[str, ...] = ()) -> Path:
    """Write a wheel with metadata and empty modules."""
    path = folder / f"{name}-{version}-py3-none-any.whl"
    lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
    lines += [f"Requires-Dist: {need}" for need in needs]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{name}-{version}.dist-info/METADATA", "\n".join(lines) + "\n")
        for module in modules:
            archive.writestr(module, "")
    return path


def test_the_list_names_what_the_browser_needs(tmp_path: Path) -> None:
    """Markers are those of Pyodide; modules and hashes stand in the list."""
    make_wheel(tmp_path, "a", "1.0", "b>=2; sys_platform == 'emscripten'", "nowhere; os_name == 'nt'")
    make_wheel(tmp_path, "b", "2.1", modules=("b/__init__.py", "_b.cpython-314.so"))
    write_lock(tmp_path, {"python": "3.14.2"})
    lock = json.loads((tmp_path / "pyodide-lock.json").read_text())
    assert lock["info"] == {"python": "3.14.2"}
    assert lock["packages"]["a"]["depends"] == ["b"]
    assert lock["packages"]["b"]["imports"] == ["_b", "b"]
    assert re.fullmatch(r"[0-9a-f]{64}", lock["packages"]["b"]["sha256"])


@pytest.mark.parametrize("need", ["b>=2", "c"])
def test_a_list_with_a_hole_is_not_written(tmp_path: Path, need: str) -> None:
    """A package that is missing, or too old, is named before anybody opens the site."""
    make_wheel(tmp_path, "a", "1.0", need)
    make_wheel(tmp_path, "b", "1.9")
    with pytest.raises(LookupError, match=f"a 1.0 needs {need}"):
        write_lock(tmp_path, {})
    assert not (tmp_path / "pyodide-lock.json").exists()


def test_extras_are_not_needed(tmp_path: Path) -> None:
    """What only an extra asks for is left out."""
    assert read_wheel(make_wheel(tmp_path, "a", "1.0", "b; extra == 'all'")).needs == ()


def test_what_no_page_uses_stays_away(tmp_path: Path) -> None:
    """Most files of Jedi are hints on packages that the site has not; what runs is all there."""
    kept = ("jedi/api/__init__.py", "jedi/third_party/typeshed/stdlib/3/os.pyi", "jedi/tests.py")
    unused = ("jedi/third_party/typeshed/stubs/a.pyi", "jedi/test/tests/a.py", "jedi-1.data/data/a.js")
    path = make_wheel(tmp_path, "jedi", "1", modules=(*kept, *unused))
    make_slim(path)
    with zipfile.ZipFile(path) as archive:
        assert set(archive.namelist()) == {*kept, "jedi-1.dist-info/METADATA"}


def test_without_npm_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has to read a traceback to learn that Node.js is missing."""
    monkeypatch.setattr(work.shutil, "which", lambda _name: None)
    with pytest.raises(BuildError, match=r"no npm.*Install Node\.js"):
        Workshop(tmp_path).pyodide()


def test_a_failed_command_says_what_may_help(tmp_path: Path) -> None:
    """Its last words and a hint are what the reader gets."""
    with pytest.raises(BuildError, match=r"(?s)failed:.*broken wire.*Look at the cable"):
        run("python3", "-c", "raise SystemExit('broken wire')", folder=tmp_path, hint="Look at the cable.")


def test_what_was_half_fetched_is_fetched_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that a failed download left behind is not taken for a whole one."""
    monkeypatch.setattr(work.shutil, "which", lambda _name: "npm")
    monkeypatch.setattr(work, "run", _no_registry)
    for _ in range(2):
        with pytest.raises(BuildError, match="registry"):
            Workshop(tmp_path).pyodide()


def _no_registry(*_words: object, **_named: object) -> None:
    raise BuildError("no registry")


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command replaces its own sites only, and says so in one line."""
    mine = tmp_path / "thesis.tex"
    mine.write_text("chapter one")
    assert main([str(tmp_path)]) == 1
    assert "Name another folder" in capsys.readouterr().err
    assert mine.read_text() == "chapter one"
    mine.rename(tmp_path / MARK)
    check_replaceable(tmp_path)


@pytest.mark.parametrize("path", [BROWSER, FRONTEND, TOOLS], ids=lambda path: path.name)
def test_everything_is_pinned(path: Path) -> None:
    """What reaches a reader is named by version and hash, what builds it by version."""
    lines = [line for line in path.read_text().splitlines() if line and not line.startswith("#")]
    assert lines
    for line in lines:
        found = PINNED.fullmatch(line)
        assert found, line
        assert path is TOOLS or found[1], line


def test_the_pins_cover_the_package() -> None:
    """A requirement that the package gained is pinned for the browser too."""
    pinned = {line.split("==")[0] for line in BROWSER.read_text().splitlines()}
    wanted = {re.split(r"[^\w-]", words)[0] for words in own_requirements()}
    assert wanted - {"ipykernel"} <= pinned  # the kernel of the page brings its own
