"""Makes other kernel stacks and runs tests on them: ``python -m tests.stacks [NAME …]``.

``colab`` is an environment of its own, with all that this package and its tests need. The others put
one version of ipykernel in front of the environment at hand; they are quick. Without names, all run, two
at a time; what each says is printed when it has ended. Environments are kept in ``.stacks/`` and used
again, except where CI is set.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".stacks"
SMOKE = "tests/stacks"
AT_A_TIME = 2  # stacks: while the index is asked for one, the tests of another run
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


# Versions of ipykernel, each in front of the environment at hand.
OVERLAYS = {
    f"ipykernel-{version}": f"ipykernel=={version}" for version in ("6.29.5", "7.0.1", "7.3.0", "7.4.0")
}
NAMES = ("colab", *OVERLAYS)


def main() -> int:
    """Run what the command line names; return 1 when a test failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.stacks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*NAMES, []], help=f"of {', '.join(NAMES)}")
    parser.add_argument("--python", default=sys.executable, help="for colab: the Python to use")
    asked = parser.parse_args()
    failed = []
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        names = asked.names or NAMES
        for name, ended in zip(names, pool.map(partial(_run, python=asked.python), names), strict=True):
            print(f"== {name}\n{ended.said}", flush=True)
            failed += [] if ended.well else [name]
    print("failed: " + ", ".join(failed) if failed else "all stacks passed")
    return 1 if failed else 0


class Ended(NamedTuple):
    """What became of one stack, and what its programs said."""

    well: bool
    said: str


def _run(name: str, python: str) -> Ended:
    """Make the environment *name* and run its tests there."""
    said: list[str] = []
    well = all(_call(command, env, said) for command, env in _commands(name, python))
    return Ended(well, "".join(said))


def _call(command: Sequence[str], env: Mapping[str, str], said: list[str]) -> bool:
    """Run a program, keep what it says, and tell whether it ended well."""
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **env}, text=True, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    said.append(done.stdout)
    return done.returncode == 0


def _commands(name: str, python: str) -> Iterator[tuple[list[str], dict[str, str]]]:
    """Return what has to be run for one stack, one after the other, each with the variables it needs."""
    folder = FOLDER / name
    if os.environ.get("CI"):
        shutil.rmtree(folder, ignore_errors=True)
    if name in OVERLAYS:
        pins = [OVERLAYS[name]]
        if not folder.is_dir():
            pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(folder), *pins]
            yield pip, {}
        path = os.pathsep.join(filter(None, [str(folder), os.environ.get("PYTHONPATH")]))
        yield from _tests(sys.executable, (SMOKE,), pins, {"PYTHONPATH": path})
        return
    constraints = Path(__file__).parent / f"{name}.txt"
    pins = [line for line in constraints.read_text().splitlines() if line and not line.startswith("#")]
    if not folder.is_dir():
        yield [python, "-m", "venv", str(folder)], {}
    made = str(folder / ("Scripts" if os.name == "nt" else "bin") / "python")
    yield [made, "-m", "pip", "install", "-q", "-c", str(constraints), "-e", str(ROOT), *TOOLS], {}
    yield from _tests(made, WITH_COLAB, pins, {})


def _tests(
    python: str, paths: Sequence[str], pins: Sequence[str], env: dict[str, str]
) -> Iterator[tuple[list[str], dict[str, str]]]:
    """Return the commands that run *paths* with *python*, once it is known to have what was asked for."""
    env = {**env, "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
    check = (
        "import sys\nfrom importlib.metadata import version\n"
        "pins = dict(pin.split('==') for pin in sys.argv[1:])\n"
        "wrong = {name: version(name) for name, pin in pins.items() if version(name) != pin}\n"
        "sys.exit(f'not what was asked for: {wrong}' if wrong else 0)"
    )
    yield [python, "-c", check, *pins], env
    warnings = [word for warning in KNOWN_WARNINGS for word in ("-W", warning)]
    yield [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", *warnings, *paths], env


if __name__ == "__main__":
    sys.exit(main())
