"""Imports point one way; the table in CONTRIBUTING.md says which."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "modelmax_nb"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST_MODULE = 400  # lines; a longer one has two jobs


@dataclass(frozen=True)
class Room:
    """One row of the table."""

    modules: frozenset[str]
    may_import: frozenset[str]
    outside: frozenset[str]


def read_rooms() -> dict[str, Room]:
    """Read the table of rooms."""
    lines = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("| room |"))
    rooms = {}
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        name, *columns = (cell.strip() for cell in line.strip("|").split("|"))
        modules, may_import, outside = (
            frozenset(word.strip(" `") for word in column.split(",") if word.strip()) for column in columns
        )
        rooms[name] = Room(modules, may_import, outside)
    return rooms


ROOMS = read_rooms()
ROOM_OF = {module: name for name, room in ROOMS.items() for module in room.modules}


def top_name(path: Path) -> str:
    """Return the module or sub-package of *path* as the table names it."""
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports_of(path: Path) -> Iterator[str]:
    """List what a module imports, dotted and absolute."""
    package = ["modelmax_nb", *path.relative_to(PACKAGE).parent.parts]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield from (
                f"{module}.{alias.name}" if module == "modelmax_nb" else module for alias in node.names
            )


def own_target(imported: str) -> str:
    """Return the module of ours that *imported* names; the package itself is its front door."""
    name = imported.split(".")[1] if "." in imported else "__init__"
    return name if (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").is_file() else "__init__"


def runtime_imports(path: Path) -> Iterator[str]:
    """List the packages that a module imports when it runs, type checking apart."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = [
        node
        for branch in ast.walk(tree)
        if isinstance(branch, ast.If) and getattr(branch.test, "id", "") == "TYPE_CHECKING"
        for node in ast.walk(branch)
    ]
    for node in ast.walk(tree):
        if node in for_types:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def name_of(path: Path) -> str:
    """Name a module in a test's id."""
    return path.relative_to(PACKAGE).as_posix()


def test_every_module_has_a_room() -> None:
    """The table names every module once, and no module that is not there."""
    named = sorted(module for room in ROOMS.values() for module in room.modules)
    assert named == sorted({top_name(path) for path in MODULES})


def test_rooms_point_down() -> None:
    """No room can be reached from itself: the table has no circle."""
    settled: set[str] = set()
    while open_rooms := [name for name in ROOMS if name not in settled]:
        bottom = {name for name in open_rooms if ROOMS[name].may_import - {"front"} <= settled}
        assert bottom, f"a circle among {open_rooms}"
        settled |= bottom


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_one_way(path: Path) -> None:
    """A module imports only from the rooms in its row."""
    room = ROOM_OF[top_name(path)]
    targets = {own_target(name) for name in imports_of(path) if name.split(".")[0] == "modelmax_nb"}
    wrong = {
        target
        for target in targets
        if ROOM_OF[target] != room and ROOM_OF[target] not in ROOMS[room].may_import
    }
    assert wrong == set()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_outside_packages_have_their_place(path: Path) -> None:
    """A package from outside is used only in the rooms that the table gives it."""
    used = set(runtime_imports(path)) - set(sys.stdlib_module_names) - {"modelmax_nb"}
    assert used <= ROOMS[ROOM_OF[top_name(path)]].outside


def test_every_arrow_is_needed() -> None:
    """The table allows nothing that no module uses, so it shows how things are."""
    used: dict[str, set[str]] = {name: set() for name in ROOMS}
    outside: dict[str, set[str]] = {name: set() for name in ROOMS}
    for path in MODULES:
        room = ROOM_OF[top_name(path)]
        own = [name for name in imports_of(path) if name.split(".")[0] == "modelmax_nb"]
        used[room] |= {ROOM_OF[own_target(name)] for name in own} - {room}
        outside[room] |= set(runtime_imports(path))
    idle = {name: room.may_import - used[name] for name, room in ROOMS.items()}
    absent = {name: room.outside - outside[name] for name, room in ROOMS.items()}
    assert {name: rest for name, rest in idle.items() if rest} == {}
    assert {name: rest for name, rest in absent.items() if rest} == {}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_has_two_jobs(path: Path) -> None:
    """A module is short enough to be read in one sitting."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE
