"""Makes other kernel stacks and runs tests on them: ``python -m tests.stacks [NAME …]``.

``colab`` is an environment of its own, with all that this package and its tests need. The others put
one version of ipykernel in front of the environment at hand; they are quick. Without names, all run.
Environments are kept in ``.stacks/`` and used again, except where CI is set.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".stacks"
SMOKE = "tests/stacks"
WITH_COLAB = (
    "--numprocesses=auto",  # shared out as tests/harness/workers.py says
    SMOKE,
    "tests/frontends/test_colab.py",
    "tests/magics",
    "tests/widgets",
    "tests/test_api.py",
    "notebooks/01-first-call.ipynb",
    "notebooks/04-402-insufficient-balance.ipynb",
    # IPython 7 has no matchers: beside ours, Tab offers names that do not fit. See test_colab.py.
    "--ignore=tests/magics/test_completion.py",
    "--deselect=tests/magics/test_pages.py::test_tab_completes",
    "--deselect=tests/magics/test_pages.py::test_tab_offers_notebooks_to_look_through",
    # About the simulator and about words, whatever the kernel.
    "--ignore=tests/magics/test_scenarios.py",
    "--ignore=tests/magics/test_widths.py",
)
TOOLS = ("nbval==0.11.0", "pytest>=9.2", "pytest-timeout>=2.4", "pytest-xdist>=3.8", "python-dotenv>=1")
# What libraries of that age say about themselves on a Python of today.
KNOWN_WARNINGS = (
    "ignore::pytest.PytestUnraisableExceptionWarning",
    "ignore::DeprecationWarning",
)


class Overlay(NamedTuple):
    """One version of ipykernel in front of the environment at hand."""

    requirement: str


OVERLAYS = {
    f"ipykernel-{version}": Overlay(f"ipykernel=={version}")
    for version in ("6.29.5", "7.0.1", "7.3.0", "7.4.0")
}
NAMES = ("colab", *OVERLAYS)


def main() -> int:
    """Run what the command line names; return 1 when a test failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.stacks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*NAMES, []], help=f"of {', '.join(NAMES)}")
    parser.add_argument("--python", default=sys.executable, help="for colab: the Python to use")
    asked = parser.parse_args()
    failed = [name for name in asked.names or NAMES if _run(name, asked.python)]
    print("failed: " + ", ".join(failed) if failed else "all stacks passed")
    return 1 if failed else 0


def _run(name: str, python: str) -> int:
    print(f"== {name}", flush=True)
    if os.environ.get("CI"):
        shutil.rmtree(FOLDER / name, ignore_errors=True)
    if name in OVERLAYS:
        folder = _make_overlay(FOLDER / name, OVERLAYS[name].requirement)
        before = {"PYTHONPATH": os.pathsep.join(filter(None, [str(folder), os.environ.get("PYTHONPATH")]))}
        return _test(sys.executable, (SMOKE,), [OVERLAYS[name].requirement], before)
    constraints = Path(__file__).parent / f"{name}.txt"
    pins = [line for line in constraints.read_text().splitlines() if line and not line.startswith("#")]
    return _test(_make_environment(FOLDER / name, constraints, python), WITH_COLAB, pins, {})


def _make_overlay(folder: Path, requirement: str) -> Path:
    if not folder.is_dir():
        pip = [
            sys.executable,
            "-m",
            "pip",
            "install",
            "-q",
            "--no-deps",
            "--target",
            str(folder),
            requirement,
        ]
        subprocess.run(pip, check=True)
    return folder


def _make_environment(folder: Path, constraints: Path, python: str) -> str:
    """Make a virtual environment with this package, held to *constraints*; return its Python."""
    if not folder.is_dir():
        subprocess.run([python, "-m", "venv", str(folder)], check=True)
    made = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    install = [str(made), "-m", "pip", "install", "-q", "-c", str(constraints), "-e", str(ROOT), *TOOLS]
    subprocess.run(install, check=True)
    return str(made)


def _test(python: str, paths: Sequence[str], pins: Sequence[str], env: dict[str, str]) -> int:
    """Run *paths* with *python*, once it is known to have what was asked for."""
    environment = {**os.environ, **env, "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
    check = (
        "import sys\nfrom importlib.metadata import version\n"
        "pins = dict(pin.split('==') for pin in sys.argv[1:])\n"
        "wrong = {name: version(name) for name, pin in pins.items() if version(name) != pin}\n"
        "sys.exit(f'not what was asked for: {wrong}' if wrong else 0)"
    )
    subprocess.run([python, "-c", check, *pins], check=True, env=environment)
    warnings = [word for warning in KNOWN_WARNINGS for word in ("-W", warning)]
    command = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", *warnings, *paths]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
