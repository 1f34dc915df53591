"""The command ``python -m binder.lite.pins``: choose the newest packages that fit, pin them by hash.

JupyterLite's own versions stand in ``frontend.txt`` and ``tools.txt``, Pyodide's in ``package.json``; the
kernel of JupyterLite is made for one version of Pyodide, so these are changed by hand, together.
"""

import hashlib
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from .errors import BuildError
from .wheels import applies, read_wheel
from .work import BROWSER, INDEX, WORK, Workshop, download_command, own_requirements, python_in, run

WANTED = ("ipython", "comm", "jedi", "micropip", "packaging")  # the kernel's; ours are in pyproject.toml
PROVIDED = frozenset(
    {"ipykernel", "piplite", "pyodide-kernel", "widgetsnbextension"}
)  # the kernel brings them
HEAD = (
    "# Packages that the browser loads, with what they need: python -m binder.lite.pins writes this file.\n"
)


def pin(workshop: Workshop) -> int:
    """Write ``browser.txt`` anew; return how many packages it names.

    Raises:
        BuildError: The package index was not reached, or has no wheel of a package for the browser.
    """
    python = python_in(workshop.environment())
    known = set(PROVIDED)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wanted = _new([Requirement(words) for words in (*WANTED, *own_requirements())], known)
        while wanted:
            before = set(folder.glob("*.whl"))
            run(*download_command(python, folder), *wanted, hint=INDEX)
            fetched = set(folder.glob("*.whl")) - before
            wanted = _new([need for path in sorted(fetched) for need in read_wheel(path).needs], known)
        lines = sorted(_line(path) for path in folder.glob("*.whl"))
    BROWSER.write_text(HEAD + "".join(lines), encoding="utf-8")
    return len(lines)


def _new(needs: Iterable[Requirement], known: set[str]) -> list[str]:
    """Return what is needed in the browser and was not fetched yet; add it to *known*."""
    found = []
    for need in needs:
        name = canonicalize_name(need.name)
        if name not in known and applies(need):
            known.add(name)
            found.append(f"{name}{need.specifier}")
    return found


def _line(path: Path) -> str:
    """Pin one wheel."""
    wheel = read_wheel(path)
    return f"{wheel.name}=={wheel.version} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


if __name__ == "__main__":
    try:
        count = pin(Workshop(WORK))
    except BuildError as error:
        sys.exit(str(error))
    print(f"{BROWSER.name}: {count} packages. Build the site and run its tests before you commit.")  # noqa: T201
