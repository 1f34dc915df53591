"""Where the site is made: a folder with a Python environment of its own, and the commands run there."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

from .errors import BuildError

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TOOLS = HERE / "tools.txt"
FRONTEND = HERE / "frontend.txt"
BROWSER = HERE / "browser.txt"
WORK = ROOT / "build" / "lite"
KEPT_LINES = 6  # of what a command that failed wrote last
INDEX = "The package index (PyPI, or the one that pip is set up for) must be reachable the first time."
NPM = "The npm registry must be reachable the first time."


def run(*words: str | Path, folder: Path = ROOT, hint: str = "") -> None:
    """Run a command, silently if it goes well.

    Args:
        *words: The command and its arguments.
        folder: Where to run it.
        hint: What may help if it fails.

    Raises:
        BuildError: It failed.
    """
    quiet = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONWARNINGS": "ignore", "JUPYTER_PLATFORM_DIRS": "1"}
    env = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME"}}
    done = subprocess.run(  # noqa: S603 - our own commands, no shell
        [str(word) for word in words],
        cwd=folder,
        env={**env, **quiet},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()[-KEPT_LINES:]
        command = " ".join([Path(words[0]).name, *(str(word) for word in words[1:4])])
        raise BuildError("\n".join([f"`{command} …` failed:", *(f"  {line}" for line in said), hint]).strip())


class Workshop:
    """Fetches what the site is made of, once for each state of the pins.

    Args:
        folder: Where all of it is kept; made if it is not there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder.absolute()

    def _kept(self, name: str, *pins: Path) -> tuple[Path, bool]:
        """Return the folder for what *pins* name, and whether it is complete; if not, it is empty."""
        digest = hashlib.sha256(b"".join(path.read_bytes() for path in pins)).hexdigest()[:12]
        folder = self._folder / f"{name}-{digest}"
        if (folder / ".complete").exists():
            return folder, True
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder, False

    def environment(self) -> Path:
        """Return the folder of a Python environment with JupyterLite in it."""
        version = f"{sys.version_info.major}{sys.version_info.minor}"
        folder, complete = self._kept(f"tools-py{version}", TOOLS, FRONTEND)
        if not complete:
            venv.create(folder, with_pip=True)
            install = (python_in(folder), "-m", "pip", "install", "--no-input", "--no-deps")
            run(*install, "--require-hashes", "-r", FRONTEND, hint=INDEX)
            run(*install, "-r", TOOLS, hint=INDEX)
            (folder / ".complete").touch()
        return folder

    def wheels(self) -> list[Path]:
        """Return the wheels that the browser loads, ours apart."""
        folder, complete = self._kept("wheels", BROWSER)
        if not complete:
            python = python_in(self.environment())
            run(*download_command(python, folder), "--require-hashes", "-r", BROWSER, hint=INDEX)
            (folder / ".complete").touch()
        return sorted(folder.glob("*.whl"))

    def pyodide(self) -> Path:
        """Return the folder of the npm package ``pyodide``.

        Raises:
            BuildError: There is no npm, or the package is of another version than the kernel is made for.
        """
        npm = shutil.which("npm")
        if npm is None:
            raise BuildError(
                "There is no npm, which fetches Pyodide. Install Node.js 20 or newer, then try again."
            )
        pins = [HERE / "package.json", HERE / "package-lock.json"]
        folder, complete = self._kept("pyodide", *pins)
        if not complete:
            for path in [*pins, HERE / ".npmrc"]:
                shutil.copy(path, folder)
            run(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", folder=folder, hint=NPM)
            (folder / ".complete").touch()
        return folder / "node_modules" / "pyodide"

    def own_wheel(self, into: Path) -> Path:
        """Build the wheel of this checkout and return it."""
        python = python_in(self.environment())
        into.mkdir()
        run(python, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-w", into, ROOT)
        (built,) = into.glob("modelmax_nb-*.whl")
        return built


def python_in(environment: Path) -> Path:
    """Return the Python of a virtual environment."""
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def download_command(python: Path, folder: Path) -> tuple[str | Path, ...]:
    """Return pip's command for wheels that run in Pyodide.

    Source: measured (PyPI serves wheels of the platform ``pyemscripten_2026_0_wasm32`` for CPython 3.14,
    the one that Pyodide 314 loads).
    """
    target = ("--python-version", "3.14", "--platform", "pyemscripten_2026_0_wasm32", "--abi", "cp314")
    only = ("--abi", "none", "--only-binary=:all:", "--no-deps")
    return (python, "-m", "pip", "download", "--no-input", *target, *only, "-d", folder)


def own_requirements() -> list[str]:
    """List what the package requires."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    required: list[str] = project["dependencies"]
    return required


def pyodide_info(pyodide: Path) -> dict[str, str]:
    """Read what an npm package of Pyodide says of its Python and its platform."""
    info: dict[str, str] = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))["info"]
    return info
