"""What the wheels of the site say of themselves, and the list of them that Pyodide reads."""

import hashlib
import json
import re
import sys
import zipfile
from dataclasses import dataclass
from email.message import Message
from email.parser import Parser
from pathlib import Path, PurePosixPath

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

BROWSER = {
    "implementation_name": "cpython",
    "os_name": "posix",
    "platform_machine": "wasm32",
    "platform_python_implementation": "CPython",
    "platform_system": "Emscripten",
    "python_full_version": "3.14.2",
    "python_version": "3.14",
    "sys_platform": "emscripten",
    "extra": "",
}
"""The values that markers have in Pyodide. Source: measured in Pyodide 314.0.6."""
# The kernel brings a stand-in under this name, for front ends that know no widgets but those of ipywidgets 8.
SKIPPED = "widgetsnbextension-3"
# What no page uses, and each visit would load and unpack: hints on packages that are not there (most files of
# Jedi), tests, what belongs outside of Python, and the sources of translations.
LEFT_OUT = re.compile(
    r"jedi/third_party/(django-stubs|typeshed/stubs)/|.*/tests/|[^/]+\.data/data/|modelmax_nb/locale/.*\.pot?$"
)


@dataclass(frozen=True)
class Wheel:
    """One wheel.

    Attributes:
        path: Where it lies.
        name: Normalised.
        version: As its metadata says.
        needs: What it requires in the browser.
        imports: Its top-level modules.
    """

    path: Path
    name: str
    version: str
    needs: tuple[Requirement, ...]
    imports: tuple[str, ...]


def read_wheel(path: Path) -> Wheel:
    """Read a wheel's metadata."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        (metadata,) = (name for name in names if _is_metadata(name))
        fields = Parser().parsestr(archive.read(metadata).decode("utf-8"))
    return Wheel(path, canonicalize_name(fields["Name"]), fields["Version"], _needs(fields), _imports(names))


def make_slim(path: Path) -> None:
    """Take out of a wheel the files that no page uses."""
    slim = path.with_suffix(".slim")
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(slim, "w") as after:
        for entry in before.infolist():
            if not LEFT_OUT.match(entry.filename):
                after.writestr(entry, before.read(entry), zipfile.ZIP_DEFLATED, compresslevel=9)
    slim.replace(path)


def _is_metadata(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return len(parts) == 2 and parts[0].endswith(".dist-info") and parts[1] == "METADATA"  # noqa: PLR2004


def _needs(fields: Message) -> tuple[Requirement, ...]:
    """List what is required where the site runs."""
    required = [Requirement(line) for line in fields.get_all("Requires-Dist", [])]
    return tuple(need for need in required if applies(need))


def applies(need: Requirement) -> bool:
    """Tell whether something is required in the browser."""
    return need.marker is None or need.marker.evaluate(BROWSER)


def _imports(names: list[str]) -> tuple[str, ...]:
    """List the modules at the top of a wheel."""
    tops = {PurePosixPath(name).parts[0] for name in names if name.endswith((".py", ".so"))}
    return tuple(sorted(top.split(".")[0] for top in tops if not top.endswith((".dist-info", ".data"))))


def write_lock(folder: Path, info: dict[str, str]) -> list[Wheel]:
    """Write ``pyodide-lock.json`` for the wheels in *folder*; return them.

    Args:
        folder: Holds the wheels; the file is written beside them.
        info: What Pyodide's own file says of its Python and its platform.

    Raises:
        LookupError: A wheel requires one that is not there, or another version of it.
    """
    wheels = [read_wheel(path) for path in sorted(folder.glob("*.whl")) if not path.name.startswith(SKIPPED)]
    known = {wheel.name: wheel for wheel in wheels}
    missing = [complaint for wheel in wheels for complaint in _unmet(wheel, known)]
    if missing:
        raise LookupError("; ".join(missing))
    packages = {wheel.name: _entry(wheel) for wheel in wheels}
    lock = json.dumps({"info": info, "packages": packages}, indent=1)
    (folder / "pyodide-lock.json").write_text(lock + "\n", encoding="utf-8")
    return wheels


def _unmet(wheel: Wheel, known: dict[str, Wheel]) -> list[str]:
    """Say what *wheel* requires and does not get."""
    return [
        f"{wheel.name} {wheel.version} needs {need}"
        for need in wheel.needs
        if (found := known.get(canonicalize_name(need.name))) is None
        or not need.specifier.contains(found.version, prereleases=True)
    ]


def _entry(wheel: Wheel) -> dict[str, object]:
    """Describe a wheel the way Pyodide reads it."""
    return {
        "name": wheel.name,
        "version": wheel.version,
        "file_name": wheel.path.name,
        "install_dir": "site",
        "sha256": hashlib.sha256(wheel.path.read_bytes()).hexdigest(),
        "package_type": "package",
        "imports": list(wheel.imports),
        "depends": sorted({canonicalize_name(need.name) for need in wheel.needs}),
        "unvendored_tests": False,
    }


def main(words: list[str]) -> int:
    """``python -m binder.lite.wheels FOLDER INFO.json``: make the wheels in a folder slim, and list them."""
    folder, info = (Path(word) for word in words)
    for path in folder.glob("*.whl"):
        make_slim(path)
    try:
        write_lock(folder, json.loads(info.read_text(encoding="utf-8")))
    except LookupError as error:
        sys.stderr.write(f"{error}\nTo pin them anew: python -m binder.lite.pins\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
