"""What the simulator may import: the core no socket, thread or clock, and nothing of ours anywhere."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import modelmax_nb.simulator

FOLDER = Path(modelmax_nb.simulator.__file__).parent
SKINS = {"__init__", "__main__", "clock", "connection", "detour", "page", "server", "simulator", "transport"}
MODULES = sorted(path.stem for path in FOLDER.glob("*.py"))
CORE = [name for name in MODULES if name not in SKINS]
FORBIDDEN = {
    "asyncio",
    "concurrent",
    "datetime",
    "http",
    "httpx2",
    "multiprocessing",
    "openai",
    "os",
    "select",
    "socket",
    "socketserver",
    "ssl",
    "subprocess",
    "threading",
    "time",
}


def imported(name: str) -> list[tuple[int, str]]:
    """List what a module imports, anywhere in it: the level of the import and the module's name."""
    tree = ast.parse((FOLDER / f"{name}.py").read_text(encoding="utf-8"))
    found = [
        (0, alias.name) for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    ]
    found += [(node.level, node.module or "") for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return found


@pytest.mark.parametrize("name", CORE)
def test_the_core_has_no_socket_thread_or_clock(name: str) -> None:
    """Neither by itself nor through a skin."""
    for level, module in imported(name):
        top = module.partition(".")[0]
        assert top not in (SKINS if level else FORBIDDEN)


@pytest.mark.parametrize("name", MODULES)
def test_nothing_else_of_ours_is_imported(name: str) -> None:
    """The simulator stands alone, so that it and the catalog cannot be wrong together."""
    for level, module in imported(name):
        assert level <= 1
        assert level == 1 or not module.startswith("modelmax_nb")


def modules_after(statement: str) -> set[str]:
    """Run a statement in a fresh interpreter; returns what it loads beyond our front door."""
    lines = (
        "import sys, modelmax_nb",
        "before = set(sys.modules)",
        statement,
        "print(*set(sys.modules) - before)",
    )
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_importing_it_loads_nothing() -> None:
    """Names are loaded when they are used."""
    assert modules_after("import modelmax_nb.simulator") <= {"modelmax_nb.simulator", "typing"}


def test_a_simulator_without_clients_loads_no_http_library() -> None:
    """Only a transport needs httpx2, only a server the standard library's."""
    loaded = modules_after("from modelmax_nb.simulator import Simulator; Simulator()")
    assert not loaded & {"openai", "httpx2", "http.server", "socketserver", "asyncio"}


def test_every_public_name_is_there() -> None:
    """The front door names exactly what it can give."""
    names = modelmax_nb.simulator.__all__
    assert dir(modelmax_nb.simulator) == sorted(names)
    assert all(getattr(modelmax_nb.simulator, name) is not None for name in names)
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = modelmax_nb.simulator.nonsense
