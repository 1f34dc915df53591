"""The front door: what it offers, and what it costs to open it."""

import importlib
import subprocess
import sys

import pytest

import modelmax_nb

NAMES = [
    "Answer",
    "BugReport",
    "Diagnosis",
    "Explanation",
    "ModelMaxError",
    "__version__",
    "ask",
    "ask_async",
    "async_openai_client",
    "bug_report",
    "configure",
    "current_session",
    "explain",
    "openai_client",
]
HEAVY = {"openai", "httpx2", "ipywidgets", "pydantic", "anyio", "asyncio"}
LOAD = "from IPython.core.interactiveshell import InteractiveShell as S; s = S.instance(); "


def loaded_by(code: str) -> set[str]:
    """Return the top-level modules that *code* loads in a fresh interpreter."""
    script = f"import sys; before = set(sys.modules); {code}; print(*(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in done.stdout.split()}


def test_names_are_pinned() -> None:
    """A public name comes and goes on purpose."""
    assert sorted(modelmax_nb.__all__) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_there(name: str) -> None:
    """Each public name can be used, and has a docstring of its own."""
    value = getattr(modelmax_nb, name)
    assert name == "__version__" or value.__doc__


def test_dir_lists_the_public_names() -> None:
    """Completion offers the public names and nothing else."""
    assert dir(modelmax_nb) == sorted(NAMES)


def test_unknown_name_is_an_attribute_error() -> None:
    """A name that is not there fails as in any module."""
    with pytest.raises(AttributeError, match="module 'modelmax_nb' has no attribute 'nonsense'"):
        _ = modelmax_nb.nonsense


def test_version_is_the_distributions() -> None:
    """The version stands in one place for pip and for Python."""
    assert importlib.metadata.version("modelmax-nb") == modelmax_nb.__version__


def test_import_is_light() -> None:
    """Importing the package loads next to nothing."""
    assert loaded_by("import modelmax_nb") & (HEAVY | {"IPython"}) == set()


def test_loading_the_extension_is_light() -> None:
    """``%load_ext`` loads neither the SDK nor its HTTP library nor widgets."""
    ipython_alone = loaded_by(LOAD + "s.run_line_magic('load_ext', 'autoreload')")
    ours = loaded_by(LOAD + "s.run_line_magic('load_ext', 'modelmax_nb')")
    assert "modelmax_nb" in ours
    assert (ours - ipython_alone) & HEAVY == set()
