"""Puts the site together: JupyterLite, Pyodide, the wheels, the lessons, and a page that opens the course."""

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from .errors import BuildError
from .work import ROOT, Workshop, pyodide_info, python_in, run

PYODIDE_FILES = ("pyodide.mjs", "pyodide.js", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
# Loaded before the first cell: a cell's own imports are seen by the kernel, those of a magic are not.
LOADED = (
    "micropip",
    "packaging",
    "piplite",
    "ipykernel",
    "comm",
    "pyodide-kernel",
    "jedi",
    "ipython",
    "ipywidgets",
    "openai",
    "modelmax-nb",
)
APPS = ("lab", "notebooks", "tree")
MARK = "modelmax-lite.json"  # tells a site of ours from a folder that must not be replaced
START = "index.ipynb"
NARROW = 700  # pixels; below that JupyterLab's side bar leaves no room, so the notebook is opened by itself
HERE = Path(__file__).with_name("here.md")  # what a learner is told of this edition, in the index
TITLE = "ModelMax errors, a course"


def build(out: Path, workshop: Workshop) -> None:
    """Build the site; *out* is replaced when all went well, and left as it is otherwise.

    Raises:
        BuildError: Something is missing, or *out* holds something else.
    """
    check_replaceable(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".modelmax-lite-", dir=out.parent) as folder:
        site = _assemble(Path(folder), workshop)
        if out.exists():
            shutil.rmtree(out)
        site.rename(out)


def check_replaceable(out: Path) -> None:
    """Make sure that nothing of anybody's is lost.

    Raises:
        BuildError: *out* is a file, or a folder with something else in it.
    """
    if out.exists() and not (out.is_dir() and (not any(out.iterdir()) or (out / MARK).is_file())):
        raise BuildError(f"{out} is there already and is no site of this command. Name another folder.")


def _assemble(folder: Path, workshop: Workshop) -> Path:
    """Make the site inside *folder* and return where it lies."""
    source, site = folder / "source", folder / "site"
    python = python_in(workshop.environment())
    _put_pyodide(source / "static" / "pyodide", folder / "own", workshop, python)
    _put_settings(source)
    lessons = folder / "lessons"
    _put_lessons(lessons)
    options = ["--no-sourcemaps", "--no-unused-shared-packages", "--no-libarchive"]
    places: list[str | Path] = ["--lite-dir", source, "--contents", lessons, "--output-dir", site]
    apps = [word for app in APPS for word in ("--apps", app)]
    run(python, "-m", "jupyter", "lite", "build", *options, *apps, *places, folder=folder)
    _put_first_page(site)
    return site


def _put_pyodide(target: Path, own: Path, workshop: Workshop, python: Path) -> None:
    """Put Pyodide and the wheels side by side, and the list that Pyodide loads them from."""
    target.mkdir(parents=True)
    pyodide = workshop.pyodide()
    extension = "share/jupyter/labextensions/@jupyterlite/pyodide-kernel-extension/static/pypi"
    stand_ins = sorted((workshop.environment() / extension).glob("*.whl"))
    files = [pyodide / name for name in PYODIDE_FILES]
    for path in [*files, *stand_ins, *workshop.wheels(), workshop.own_wheel(own)]:
        shutil.copy(path, target)
    (own / "info.json").write_text(json.dumps(pyodide_info(pyodide)), encoding="utf-8")
    run(python, "-m", "binder.lite.wheels", target, own / "info.json")


def _put_settings(source: Path) -> None:
    """Write what JupyterLite shall do: load the packages of the course, and ask nobody else."""
    settings = {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": TITLE,
            "disabledExtensions": ["@jupyterlite/javascript-kernel-extension"],
            "litePluginSettings": {
                KERNEL: {"disablePyPIFallback": True, "loadPyodideOptions": {"packages": LOADED}}
            },
        },
    }
    (source / "jupyter-lite.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def _put_lessons(target: Path) -> None:
    """Copy the lessons, each text as one string.

    Source: measured (JupyterLite 0.8 has no server that joins lines; its table of contents fails over them).
    """
    target.mkdir()
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        notebook["cells"] = [_joined(cell) for cell in notebook["cells"]]
        if path.name == START:
            notebook["cells"].insert(_place_of_map(notebook["cells"]), _told_here())
        (target / path.name).write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")


def _place_of_map(cells: list[dict[str, Any]]) -> int:
    """Return where the map of the course stands in the index."""
    return next(place for place, cell in enumerate(cells) if cell["source"].startswith("## The map"))


def _told_here() -> dict[str, Any]:
    """Make the cell that says what is different in this edition."""
    source = HERE.read_text(encoding="utf-8").strip()
    return {"cell_type": "markdown", "id": HERE.stem, "metadata": {}, "source": source}


def _joined(part: Any) -> Any:  # noqa: ANN401 - JSON of any shape
    """Make one string of each list of lines in a cell; its tags are the only other lists of strings."""
    if isinstance(part, dict):
        return {name: value if name == "tags" else _joined(value) for name, value in part.items()}
    if isinstance(part, list):
        lines = all(isinstance(line, str) for line in part)
        return "".join(part) if part and lines else [_joined(item) for item in part]
    return part


def _put_first_page(site: Path) -> None:
    """Let the site's address open the course, and mark the site as ours.

    Source: vendor code (every page of JupyterLite reads the settings in the script of the site's first page).
    """
    wide, narrow = (f"{app}/index.html?path={START}" for app in ("lab", "notebooks"))
    page = f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{TITLE}</title>
<script>location.replace(innerWidth < {NARROW} ? "{narrow}" : "{wide}")</script>
<script id="jupyter-config-data" type="application/json" data-jupyter-lite-root=".">{{}}</script>
</head>
<body><p><a href="{wide}">Open the course</a></p></body>
</html>
"""
    (site / "index.html").write_text(page, encoding="utf-8")
    (site / ".nojekyll").touch()  # GitHub Pages would leave out what begins with an underscore
    (site / MARK).write_text(json.dumps({"start": wide}) + "\n", encoding="utf-8")
